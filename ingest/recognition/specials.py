"""What has a form of its own: identifiers, contacts, target groups, ages, periods, outlines."""

from __future__ import annotations

import itertools

from ingest.recognition import cellspecs as specs
from ingest.recognition.draft import Document, Draft
from ingest.recognition.things import add_kinds, add_responsible
from schema.values.folding import words

CONTACT = {"phone": specs.PHONE, "email": specs.EMAIL, "url": specs.URL}


def add_specials(draft: Draft) -> None:
    """Everything that a plain column of a property cannot say."""
    subject = draft.things[draft.subject]
    values = subject.setdefault("values", {})
    _identifiers(draft, values)
    _contact(draft, values)
    _audience(draft, values)
    _ages(draft, values)
    _period(draft, values)
    _geometry(draft, subject, values)
    add_kinds(draft)
    add_responsible(draft)
    for heading in draft.headings("department.sectors")[:1]:
        if "department" in draft.things:
            draft.things["department"]["concepts"] = {"declared": specs.sectors(draft.columns[heading])}
            draft.things["department"].get("values", {}).pop("sectors", None)
    for heading in draft.headings("need.voiced_by")[:1]:
        values["voiced_by_text"] = heading
        marks = specs.separators(draft.columns[heading], (";", ",", "\n"))
        each = {"each": {"column": heading, "split": marks}} if marks else {"name": heading}
        draft.things["voice"] = {"type": "Actor", "mention": "refers", **each}
        subject["links"]["VOICED_BY"] = "voice"
    for heading in draft.headings("potential.use")[:1]:
        if draft.subject == "potential":
            draft.append(values, "description", heading)
    for heading in draft.headings("offering.schedule")[:1]:
        if draft.subject != "offering" and "opening_hours" not in values and draft.declared(subject, "opening_hours"):
            values["opening_hours"] = heading


def _identifiers(draft: Draft, values: Document) -> None:
    """A number that others know the row by is worth keeping: "01A04", not 17."""
    for heading in draft.headings("subject.key")[:1]:
        column = draft.columns[heading]
        telling = column.part(
            lambda text: len(text) <= 16 and any(map(str.isalpha, text)) and any(map(str.isdigit, text))
        )
        if draft.declares("identifiers") and telling > 0.5:
            values["identifiers"] = heading


def _contact(draft: Draft, values: Document) -> None:
    for heading in draft.headings("subject.contact"):
        for name, pattern in CONTACT.items():
            if draft.declares(name) and name not in values:
                values[name] = {"column": heading, "pattern": pattern}


def _audience(draft: Draft, values: Document) -> None:
    for heading in draft.headings("subject.audience"):
        name = "audience_text" if draft.declares("audience_text") else "keywords"
        draft.append(values, name, heading)


def _ages(draft: Draft, values: Document) -> None:
    if not draft.declares("ages"):
        return
    low, high = draft.headings("offering.age_from")[:1], draft.headings("offering.age_to")[:1]
    if low and high:
        values["ages"] = {"columns": [low[0], high[0]], "format": "{}-{}"}
    elif low or high:
        values["ages"] = {"columns": low or high, "format": "{}-" if low else "-{}"}


def _period(draft: Draft, values: Document) -> None:
    for heading in draft.headings("subject.period")[:1]:
        if draft.declares("valid_from"):
            values["valid_from"] = {
                "column": heading,
                "pattern": rf"^\s*(?:seit|ab|von|since|from)?\s*({specs.YEAR})",
            }
            values["valid_until"] = {"column": heading, "pattern": rf"(?:–|-|bis|until|to)\s*({specs.YEAR})\s*$"}


def _geometry(draft: Draft, subject: Document, values: Document) -> None:
    for heading in draft.headings("outline.geometry")[:1]:
        if draft.subject not in ("area", "outline"):
            continue
        subject["geometry"] = heading
    if draft.subject != "area":
        return
    key = draft.headings("area.code", "subject.key")[:1]
    if key:
        values["code"] = key[0]
    told = f"{draft.sheet.file} {draft.sheet.name or ''} {draft.sheet.title}"
    level = specs.level(told)
    if level and "level" not in values:
        values["level"] = {"const": level}
    for word, name in (("bis", "valid_until"), ("ab", "valid_from")):
        said = words(told)
        years = [b for a, b in itertools.pairwise(said) if a == word and len(b) == 4 and b.isdigit()]
        if years and name not in values:
            values[name] = {"const": f"{years[0]}-12-31" if word == "bis" else f"{years[0]}-01-01"}
