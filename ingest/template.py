"""The mapping of the spreadsheet template: written from the sheets that the template itself is written from.

`python -m ingest.template` writes `mappings/template.yaml` anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from graph.export.workbook import SOURCES
from ingest.mapping import SHIPPED
from schema.derive.template import HELP, LISTS
from schema.sheets import SEPARATOR, Column, Link, Sheet, heading, load_sheets
from schema.vocabulary import load_vocabulary

FILE = SHIPPED / "template.yaml"
HEAD = "# Written by `python -m ingest.template` from schema/template.yaml.\n"
# What a sheet's rows are known by, beside their name: providers may have offerings of one name, areas several vintages.
KEYS = {
    "Offering": ("Anbieter",),
    "Outline": ("Quartier",),
    "AdministrativeArea": ("Gliederung", "Ebene", "Schlüssel", "Gültig ab"),
    "MEMBER_OF": ("Rolle",),
}
# Names that make no actor of their own: whoever is not known otherwise stays visible as an unresolved name.
REFERS = {"MEMBER_OF": "unresolved_members", "VOICED_BY": "unresolved"}
CONCEPTS = {"Theme", "TargetGroup"}  # read from the words, like everywhere else
AREAS = ("Quartier", "AdministrativeArea")  # a name in a column of areas may mean either
NUMBER = r"-?\d+(?:[.,]\d+)?"
Document = dict[str, Any]


def text() -> str:
    """The mapping file's text."""
    documents = [
        *(_document(sheet) for sheet in load_sheets()),
        *(_left_alone(title) for title in (HELP, LISTS, SOURCES)),
    ]
    return HEAD + yaml.safe_dump_all(documents, allow_unicode=True, sort_keys=False, width=120, default_flow_style=None)


def _left_alone(title: str) -> Document:
    """A sheet of the template that holds no entries."""
    return {"name": f"template-{title}", "for": {"sheet": title}, "things": {}}


def _document(sheet: Sheet) -> Document:
    required = [heading(column) for column in sheet.columns if column.required]
    known = [
        heading(column) for column in sheet.columns if column.heading.de in KEYS.get(sheet.type or sheet.edge or "", ())
    ]
    return {
        "name": f"template-{sheet.title.de}",
        "for": {"sheet": sheet.title.de, "columns": required},
        "key": list(dict.fromkeys([*required, *known]) if sheet.edge else dict.fromkeys([required[0], *known])),
        "things": dict(_relationship(sheet) if sheet.edge else _things(sheet)),
    }


def _things(sheet: Sheet) -> Iterator[tuple[str, Document]]:
    """The row's subject first, then its place and what it names."""
    role, links = _role(sheet.type or ""), [column for column in sheet.columns if column.link is not None]
    named = dict(thing for column in links for thing in _named(role, column))
    place = _place(sheet)
    subject: Document = {"type": sheet.type, "name": heading(sheet.columns[0])}
    geometry = [column for column in sheet.columns if column.property and column.property.kind == "geometry"]
    if geometry:
        subject["geometry"] = heading(geometry[0])
    subject["values"] = dict(_values(sheet, None)) | _keywords(sheet)
    subject["concepts"] = _sectors(links)
    subject["links"] = _outgoing(role, links) | ({"LOCATED_AT": f"{role}_place"} if place else {})
    if sheet.type in {"Offering", "Potential"}:  # which are told apart by who provides them, and where
        subject["inside"] = [name for name, thing in named.items() if thing["type"] == "Actor"] + [f"{role}_place"]
    yield role, {key: value for key, value in subject.items() if value}
    yield from named.items()
    if place:
        yield f"{role}_place", place


def _relationship(sheet: Sheet) -> Iterator[tuple[str, Document]]:
    """A sheet whose rows are relationships: its first column is where they start, its second where they lead."""
    source, target = sheet.columns[:2]
    assert sheet.edge is not None and source.link is not None and target.link is not None
    properties = dict(_values(sheet, None))
    yield "target", {"type": target.link.other, "name": heading(target), "mention": "creates"}
    yield (
        "source",
        {"type": source.link.other, "name": heading(source), "mention": "refers"}
        | {"unresolved": ["target", REFERS[sheet.edge]], "links": {sheet.edge: {"to": "target", **properties}}},
    )


def _values(sheet: Sheet, holder: str | None) -> Iterator[tuple[str, Any]]:
    for column in sheet.columns:
        prop = column.property
        if prop is not None and column.holder == holder and prop.name != "name" and prop.kind != "geometry":
            yield prop.name, _spec(column)


def _keywords(sheet: Sheet) -> Document:
    """Themes and target groups are words that the recogniser reads; unknown ones stay visible as keywords."""
    columns = [c for c in sheet.columns if c.link and c.link.other in CONCEPTS]
    if not columns:
        return {}
    own = [c for c in sheet.columns if c.property and c.property.name == "keywords"]
    headings = [heading(column) for column in (*own, *columns)]
    return {"keywords": {"columns": headings, "join": SEPARATOR, "split": [SEPARATOR]}}


def _sectors(links: list[Column]) -> Document:
    labels = {concept.labels["de"]: concept.id for concept in load_vocabulary().of_kind("Sector")}
    columns = [column for column in links if column.link and column.link.other == "Sector"]
    return {"declared": {**_spec(columns[0]), "map": dict(sorted(labels.items()))}} if columns else {}


def _named(role: str, column: Column) -> Iterator[tuple[str, Document]]:
    """The things that a column names: one role, or two where a name may be of a Quartier or of an area."""
    link = column.link
    assert link is not None
    if link.other in CONCEPTS | {"Sector"}:
        return
    area = link.edge == "CONCERNS"
    for type_name in AREAS if area else (link.other,):
        refers = area or link.edge in REFERS
        thing: Document = {"type": type_name, "each": _split(column), "mention": "refers" if refers else "creates"}
        if link.edge in REFERS:
            thing["unresolved"] = [role, REFERS[link.edge]]
        if link.direction == "in":
            thing["links"] = {link.edge: {"to": role, **_constants(link)} if link.properties else role}
        yield _role_of(role, link, type_name), thing


def _outgoing(role: str, links: list[Column]) -> Document:
    found: Document = {}
    for column in links:
        link = column.link
        if link is not None and link.direction == "out":
            roles = [name for name, _ in _named(role, column)]
            found |= {link.edge: roles if len(roles) > 1 else roles[0]} if roles else {}
    return found


def _constants(link: Link) -> Document:
    return {name: {"const": value} for name, value in link.properties.items()}


def _place(sheet: Sheet) -> Document:
    columns = {c.property.name: heading(c) for c in sheet.columns if c.property and c.holder == "Place"}
    if not columns:
        return {}
    point = {"column": columns["point"]}
    return {
        "type": "Place",
        "values": {"locality": columns["locality"]},
        "address": {
            "street": columns["street"],
            "number": columns["house_number"],
            "postal_code": columns["postal_code"],
            "city": columns["city"],
        },
        "point": {
            "lon": {**point, "pattern": rf"({NUMBER})[\s,;]+{NUMBER}"},
            "lat": {**point, "pattern": rf"{NUMBER}[\s,;]+({NUMBER})"},
        },
    }


def _role(type_name: str) -> str:
    return type_name.lower()


def _role_of(role: str, link: Link, type_name: str) -> str:
    """Every sheet has roles of its own, so that rows of one name on two sheets stay two."""
    return "_".join([role, link.edge.lower(), *link.properties.values(), type_name.lower()])


def _spec(column: Column) -> Any:
    return _split(column) if column.many else heading(column)


def _split(column: Column) -> Document:
    return {"column": heading(column), "split": [SEPARATOR]}


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
