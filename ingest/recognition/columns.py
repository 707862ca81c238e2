"""What each column may be: heading and cells weighed together, for every field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.recognition.celltests import coordinate
from ingest.recognition.contents import Column, is_running
from ingest.recognition.headings import NOT_NAMED, load, named_fields
from schema.values.folding import words

LEAST = 0.45  # a field that fits less is no guess at all
ALONE = 0.6  # the share of cells from which a heading that says nothing is overruled
NOTHING = 0.1  # so few cells look like it that a heading must be meant otherwise
WORDS = frozenset({"label", "prose", "schedule", "themes", "groups", "person", "list"})  # looks that are texts
FIRST_NAMES = ({"vorname"}, {"first", "name"}, {"firstname"})


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a column is a field: 0..1, the word of its heading that says so ('' if none), the share of its cells."""

    field: str
    score: float
    word: str = ""
    share: float = 0.0

    @property
    def role(self) -> str:
        return self.field.partition(".")[0]


def fits(column: Column) -> dict[str, Fit]:
    """Every field that the column may be, by name."""
    named = named_fields(column.heading)
    found = {}
    for field, spec in load("fields").items():
        said = named.get(field, NOT_NAMED)
        alone = float(spec.get("alone", 0.0))
        if not said.score and not alone:
            continue
        share = column.share(spec["cells"]) if column.cells else 0.0
        score = _weigh(said.score, share, strict=bool(spec.get("strict")), empty=not column.cells)
        if spec["cells"] in WORDS and column.share("number") > 0.9:
            score *= 0.3  # bare numbers are counts, whatever the heading says
        sure = column.share(spec["alone_cells"]) if "alone_cells" in spec and alone and column.cells else share
        if sure >= ALONE:
            score = max(score, alone * sure)
        if score >= LEAST:
            found[field] = Fit(field, round(score, 3), said.word, round(share, 2))
    return found


def _weigh(said: float, share: float, *, strict: bool, empty: bool) -> float:
    if empty:
        return 0.8 * said
    if strict:
        return said * (0.3 if share < NOTHING else 0.55 + 0.45 * min(1.0, share / 0.6))
    return said * (0.75 + 0.25 * share)


def all_fits(columns: Sequence[Column]) -> list[dict[str, Fit]]:
    """The fits of all columns, with what only their neighbours tell."""
    found = [fits(column) for column in columns]
    for n, column in enumerate(columns):
        _house_number(columns, found, n)
        _running(column, found[n])
        _listed(column, found[n])
    _town_or_venue(found)
    _house_or_actor(found)
    _persons(columns, found)
    _coordinates(columns, found)
    return found


def _house_number(columns: Sequence[Column], found: list[dict[str, Fit]], n: int) -> None:
    """ "Nr." right of a street without numbers is the house number."""
    number = found[n].get("place.number")
    if number is None:
        return
    before = columns[max(0, n - 1)]
    street = found[n - 1].get("place.street") if n else None
    without = street is not None and before.part(lambda text: not any(char.isdigit() for char in text)) > 0.5
    if without or named_fields(columns[n].heading).get("place.number", NOT_NAMED).word not in ("nr", ""):
        found[n]["place.number"] = replace(number, score=max(number.score, 0.95))
        found[n].pop("subject.key", None)
        found[n].pop("area.code", None)
    else:
        del found[n]["place.number"]


def _running(column: Column, found: dict[str, Fit]) -> None:
    """A row number names nothing for ever, unless the list calls it an id."""
    key = found.get("subject.key")
    if key is not None and is_running(column) and not {"id", "uuid", "kennung"} & set(words(column.heading)):
        found["none.aside"] = Fit("none.aside", 1.0, key.word, 1.0)
        del found["subject.key"]


def _listed(column: Column, found: dict[str, Fit]) -> None:
    """Several in a cell are a list, one in each a name: "Angebote", "Partner"."""
    if not column.cells:
        return
    lists = column.share("list") >= 0.5
    for single, many in (
        ("offering.name", "offering.list"),
        ("member.name", "member.list"),
        ("responsibility.name", ""),
    ):
        one, several = found.get(single), found.get(many)
        if one is not None and several is not None and lists and several.score >= 0.95 * one.score:
            found[single] = replace(one, score=one.score * 0.5)
        elif several is not None and one is None and not lists and column.length <= 12:
            found[single] = replace(several, field=single, score=several.score * 0.9)


def _town_or_venue(found: list[dict[str, Fit]]) -> None:
    """ "Ort" beside a postal code is the town, beside a whole address the venue."""
    has = {field for fields in found for field, fit in fields.items() if fit.score >= 0.7}
    town = "place.postal_code" in has or ("place.street" in has and "place.address" not in has)
    for fields in found:
        if "place.city" in fields and "place.name" in fields:
            del fields["place.name" if town else "place.city"]
        if "place.address" in fields and "place.name" in fields and fields["place.address"].share < 0.4:
            del fields["place.address"]


def _house_or_actor(found: list[dict[str, Fit]]) -> None:
    """ "Treffpunkt" or "Venue" is who it is about, or where it is when another column says who."""
    for fields in found:
        actor, place = fields.get("actor.name"), fields.get("place.name")
        others = (other for other in found if other is not fields and "place.name" not in other)
        if actor and place and place.score >= 0.9 * actor.score and any(_names_one(other) for other in others):
            del fields["actor.name"]


def _names_one(fields: Mapping[str, Fit]) -> bool:
    return any(fields[name].score >= 0.85 for name in ("actor.name", "subject.name", "offering.name") if name in fields)


def _persons(columns: Sequence[Column], found: list[dict[str, Fit]]) -> None:
    """What names persons must not become the name of anything: a "Name" beside "Vorname", or cells that are persons."""
    for column, fields in zip(columns, found, strict=True):
        named = [name for name in fields if load("fields")[name]["cells"] == "label"]
        if (named or not fields) and column.share("person") >= ALONE and column.part(_is_person) >= ALONE:
            for name in named:
                del fields[name]
            fields["subject.contact_persons"] = Fit(
                "subject.contact_persons", 0.8, "", round(column.share("person"), 2)
            )
    if not any(set(words(column.heading)) in FIRST_NAMES for column in columns):
        return
    for column, fields in zip(columns, found, strict=True):
        if "subject.name" in fields and words(column.heading) in (["name"], ["familienname"], ["nachname"]):
            fields.clear()
            fields["subject.contact_persons"] = Fit("subject.contact_persons", 1.0, "name", 1.0)


def _is_person(text: str) -> bool:
    """Is nothing left of the text when persons are taken out?"""
    return not _redact(text)


@lru_cache(maxsize=4096)
def _redact(text: str) -> str:
    from ingest.persons import Persons  # its lexicon is large: only where cells look like persons

    return Persons().redact(text)[0].strip(" …,;")


def _coordinates(columns: Sequence[Column], found: list[dict[str, Fit]]) -> None:
    """Degrees under swapped headings: what lies between 45 and 56 is a latitude here, whatever the heading says."""
    lons = [n for n, fields in enumerate(found) if "place.lon" in named_fields(columns[n].heading)]
    lats = [n for n, fields in enumerate(found) if "place.lat" in named_fields(columns[n].heading)]
    if len(lons) != 1 or len(lats) != 1 or lons == lats:
        return
    lon, lat = columns[lons[0]], columns[lats[0]]
    if _mean(lon) > 44 > _mean(lat) and _mean(lon) < 72:
        for n, field in ((lons[0], "place.lat"), (lats[0], "place.lon")):
            found[n] = {field: Fit(field, 0.95, "", 1.0)}


def _mean(column: Column) -> float:
    numbers = [value for value in map(coordinate, column.texts) if value is not None]
    return sum(numbers) / len(numbers) if numbers else 0.0


def slots(fields: Mapping[str, Fit]) -> list[Fit]:
    """The fits of a column, best first; what is said more exactly wins over what any subject may have."""
    return sorted(fields.values(), key=lambda fit: (-fit.score, fit.role == "subject", fit.field))
