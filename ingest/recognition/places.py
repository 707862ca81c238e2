"""Where things are: the areas that columns name, and the place with its address and point."""

from __future__ import annotations

import re

from ingest.recognition import cellspecs as specs
from ingest.recognition import grids
from ingest.recognition.celltests import is_address
from ingest.recognition.contents import Column
from ingest.recognition.draft import Document, Draft
from ingest.recognition.headings import load
from schema.values.address import lost_its_zero

_DISTRICT = re.compile(r"\d{1,2}\.,\s*")
KNOWN_SHARE = 0.5  # of an area column's names are known: then the others are misspelt, and make no areas of their own


def add_areas(draft: Draft) -> None:
    """The areas that columns or the sheet's name tell."""
    if draft.subject in ("area", "outline"):
        return
    for n, heading in enumerate(draft.headings("area.name", "quartier.name")):
        column = draft.columns[heading]
        lived = draft.reading.columns[heading].field == "quartier.name"
        levels = column.knows()
        if levels >= KNOWN_SHARE:
            lived = column.knows("Quartier") >= levels / 2
        role = ("quartier" if lived else "area") + (f"_{n + 1}" if n else "")
        thing: Document = {"type": "Quartier" if lived else "AdministrativeArea"}
        marks = specs.separators(column, (";", "\n", ",", " / "))
        thing |= {"each": {"column": heading, "split": marks}} if marks else {"name": heading}
        thing["mention"] = "refers" if levels >= KNOWN_SHARE else "creates"
        if not lived and specs.level(heading) and thing["mention"] == "creates":
            thing["values"] = {"level": {"const": specs.level(heading)}}
        _tie(draft, role, thing)
    if draft.sheet.area:
        known = _known_area(draft, draft.sheet.area)
        thing = {
            "type": "Quartier" if known == "Quartier" else "AdministrativeArea",
            "name": {"const": draft.sheet.area},
        }
        _tie(draft, "sheet_area", thing | {"mention": "refers" if known else "creates"})


def _known_area(draft: Draft, name: str) -> str:
    levels = next(iter(draft.columns.values())).known.levels(name) if draft.columns else frozenset()
    return "Quartier" if "Quartier" in levels else next(iter(sorted(levels)), "")


def _tie(draft: Draft, role: str, thing: Document) -> None:
    """An area holds the place of what has one, and is what other things are about."""
    subject = draft.things[draft.subject]
    if _has_place(draft):
        draft.things[role] = thing
        place = draft.things.setdefault("place", {"type": "Place", "links": {}})
        place["links"].setdefault("WITHIN", []).append({"to": role, "basis": {"const": "named"}})
    elif draft.model.edge_allowed("CONCERNS", subject["type"], thing["type"]):
        draft.things[role] = thing
        subject["links"].setdefault("CONCERNS", []).append(role)


def _has_place(draft: Draft) -> bool:
    links = draft.things[draft.subject].get("links", {})
    return "LOCATED_AT" in links and draft.subject in ("actor", "offering", "potential")


def add_place(draft: Draft) -> None:
    """The place of what the row is about."""
    headings = {field: draft.headings(field) for field in load("fields") if field.startswith("place.")}
    address: Document = {}
    if headings["place.street"]:
        address["street"] = _street(draft.columns[headings["place.street"][0]])
    elif headings["place.address"]:
        address["street"] = _street(draft.columns[headings["place.address"][0]])
    elif _contact_addresses(draft):
        column = _contact_addresses(draft)[0]
        address = {
            "street": {"column": column, "pattern": specs.STREET},
            "city": {"column": column, "pattern": specs.TOWN},
        }
    if address or headings["place.postal_code"] or headings["place.city"] or headings["place.postal_city"]:
        for field, key in (
            ("place.number", "number"),
            ("place.postal_code", "postal_code"),
            ("place.city", "city"),
            ("place.postal_city", "city"),
        ):
            if headings[field]:
                address[key] = headings[field][0]
    postal = headings["place.postal_code"][:1]
    if postal and "street" in address and _abroad(draft.columns[postal[0]]):
        address["postal_code"] = {"columns": postal, "format": "A-{}"}  # so that no zero is put before it
    elif postal and "street" in address and _german(draft.columns[postal[0]]):
        address["postal_code"] = {"columns": postal, "format": "{:0>5}"}
    place = draft.things.get("place", {"type": "Place", "links": {}})
    if address.get("street"):
        place["address"] = address
    elif address:
        place["values"] = {
            name: address[key] for name, key in (("postal_code", "postal_code"), ("city", "city")) if key in address
        }
    if headings["place.lon"] and headings["place.lat"]:
        codes = draft.columns[headings["place.postal_code"][0]] if headings["place.postal_code"] else None
        place["point"] = grids.point(
            draft.columns[headings["place.lon"][0]], draft.columns[headings["place.lat"][0]], codes
        )
    elif headings["place.point"]:
        place["point"] = grids.point_cell(draft.columns[headings["place.point"][0]])
    if headings["place.name"]:
        place["name"] = headings["place.name"][0]
    elif "address" not in place and "point" not in place and "WITHIN" in place.get("links", {}):
        role = place["links"]["WITHIN"][0]["to"]
        named = draft.things[role].get("name") or draft.things[role]["each"]["column"]
        place["name"] = named if isinstance(named, str) else dict(named)
    if place.keys() & {"address", "point", "name"}:
        draft.things["place"] = place
        _actor_place(draft)


def _street(column: Column) -> str | Document:
    """The column; without the number of the district where Vienna puts it first: "2., Praterstraße 12"."""
    if column.part(_DISTRICT.match) < 0.5:
        return column.heading
    return {"column": column.heading, "pattern": rf"^(?:{_DISTRICT.pattern})?(.*)"}


def _abroad(codes: Column) -> bool:
    """Four digits in all cells, some of which no German code is without its zero: Austrian or Swiss ones."""
    four = codes.part(lambda text: len(text) == 4 and text.isdigit())
    return four > 0.9 and codes.part(lost_its_zero) < 0.9


def _german(codes: Column) -> bool:
    """Five digits in some cells and four in others: a spreadsheet took the latter for numbers."""
    return 0 < codes.part(lambda text: len(text) == 4 and text.isdigit()) < codes.part(lambda text: len(text) == 5)


def _contact_addresses(draft: Draft) -> list[str]:
    return [h for h in draft.headings("subject.contact") if draft.columns[h].part(is_address) >= 0.3]


def _actor_place(draft: Draft) -> None:
    """A house whose offerings all lie at one address lies there itself."""
    actor = draft.things.get("actor")
    if actor is None or draft.subject == "actor":
        return
    if draft.depends("place.street", "place.address"):
        actor["links"]["LOCATED_AT"] = "place"
