"""From a sheet that was read as a kind to its mapping: what the recogniser understood, as a person would have written it."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.recognition import cellspecs as specs
from ingest.recognition import reference
from ingest.recognition.contents import Column
from ingest.recognition.draft import Document, Draft, Sheet
from ingest.recognition.kinds import Reading
from ingest.recognition.places import add_areas, add_place
from ingest.recognition.specials import add_specials
from ingest.recognition.things import add_things, prune
from ingest.recognition.values import add_values


def document(reading: Reading, columns: Sequence[Column], sheet: Sheet) -> Document:
    """The mapping of the sheet (one YAML document, see ingest.mapping)."""
    draft = Draft(reading, columns, sheet)
    if "reference" in draft.spec:
        return reference.document(draft, sheet)
    add_things(draft)
    add_areas(draft)
    add_place(draft)
    add_values(draft)
    add_specials(draft)
    prune(draft)
    used = [heading for heading, fit in draft.reading.columns.items() if fit.role != "none"]
    phones = [draft.columns[h] for h in draft.reading.headings("subject.phone", "subject.contact")]
    towns = [draft.columns[h] for h in draft.reading.headings("place.city", "place.postal_city", "place.address")]
    code = specs.area_code(phones, towns)
    named = {"sheet": sheet.name} if sheet.name else {}
    return {
        "name": f"recognised-{draft.reading.kind}",
        "for": {**named, "columns": used},
        "source": {"title": sheet.title or sheet.file},
        "key": _key(draft),
        **({"area_code": code} if code else {}),
        "things": draft.things,
    }


def _key(draft: Draft) -> list[str]:
    """An id column, else what names the row and where it is: never its number."""
    keys = draft.headings("subject.key", "area.code")[:1]
    if keys:
        return keys
    names = draft.names(draft.subject) or draft.headings("actor.name", "owner.name", "quartier.name")[:1]
    beside = {
        "offering": ("actor.name", "place.street", "place.address"),
        "actor": ("place.street", "place.address"),
        "potential": ("actor.name", "owner.name"),
        "cooperation": ("member.name",) if draft.reading.kind == "memberships" else (),
        "responsibility": ("department.name", "actor.name"),
        "outline": ("outline.drawn_by",),
    }.get(draft.subject, ())
    found = [heading for field in beside for heading in draft.headings(field)[:1]]
    return list(dict.fromkeys([*names, *found]))
