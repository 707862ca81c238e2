"""The sheets of the spreadsheet template: which column stands for which property or link.

The template is written from these, and its files are read back by these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from schema.declarations import read_caption
from schema.errors import ModelError
from schema.model import Caption, EdgeType, EntityType, Model, Property, load_model

TEMPLATE = Path(__file__).parent / "template.yaml"
ADDRESS = ("street", "house_number", "postal_code", "city", "locality", "point")
SEPARATOR = ";"
REQUIRED_MARK = " *"


@dataclass(frozen=True)
class Link:
    """A column whose cells name things of type `other`, tied to the row by `edge`."""

    edge: str
    direction: str  # "out" from the row's thing, "in" to it
    other: str
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """One column: `property` of the row's thing (or of `holder`, its Place), or a `link`."""

    heading: Caption
    definition: Caption
    required: bool
    many: bool
    example: str
    property: Property | None = None
    holder: str | None = None
    link: Link | None = None


@dataclass(frozen=True)
class Sheet:
    """One sheet: the rows describe things of `type`, or relationships of type `edge`."""

    title: Caption
    definition: Caption
    columns: tuple[Column, ...]
    type: str | None = None
    edge: str | None = None


def heading(column: Column) -> str:
    """A column's heading as it stands in the sheet: in German, with a mark where it is needed."""
    return column.heading.de + (REQUIRED_MARK if column.required else "")


@cache
def load_sheets() -> tuple[Sheet, ...]:
    """The sheets in their order; `ModelError` names what does not fit the model."""
    raw = yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))
    return read_sheets(raw, load_model())


def read_sheets(raw: Mapping[str, Any], model: Model) -> tuple[Sheet, ...]:
    """The sheets that a parsed `template.yaml` declares."""
    return tuple(_sheet(entry, raw, model) for entry in raw["sheets"])


def _sheet(entry: Mapping[str, Any], raw: Mapping[str, Any], model: Model) -> Sheet:
    if "edge" in entry:
        return _edge_sheet(entry, raw, model.edge(entry["edge"]))
    entity = model.type(entry["type"])
    columns = [_column(entity, name, raw) for name in entry["properties"]]
    if entry.get("address"):
        place = model.type("Place")
        columns += [_column(place, name, raw, holder="Place") for name in ADDRESS]
    links = [_link(entity, link, model) for link in entry.get("links", ())]
    needed = [column for column in links if column.required]
    rest = [column for column in links if not column.required]
    ordered = (columns[0], *needed, *rest, *columns[1:])
    return Sheet(entity.plural, entity.definition, ordered, type=entity.name)


def _edge_sheet(entry: Mapping[str, Any], raw: Mapping[str, Any], edge: EdgeType) -> Sheet:
    ends = list(_ends(entry, edge))
    columns = [_column(edge, name, raw) for name in entry["properties"]]
    title = read_caption(f"template.yaml: {edge.name}: heading", entry["heading"])
    return Sheet(title, edge.definition, (*ends, *columns), edge=edge.name)


def _ends(entry: Mapping[str, Any], edge: EdgeType) -> Iterator[Column]:
    for key, direction, types in (("from", "out", edge.sources), ("to", "in", edge.targets)):
        heading = read_caption(f"template.yaml: {edge.name}: {key}", entry[key])
        link = Link(edge.name, direction, types[0])
        yield Column(heading, edge.definition, required=True, many=False, example="", link=link)


def _column(owner: EntityType | EdgeType, name: str, raw: Mapping[str, Any], holder: str | None = None) -> Column:
    prop = owner.properties.get(name)
    if prop is None:
        raise ModelError(f"template.yaml: {owner.name} has no property {name!r}")
    return Column(
        heading=prop.caption,
        definition=prop.definition,
        required=prop.required and holder is None,
        many=prop.many,
        example=_example(prop, raw),
        property=prop,
        holder=holder,
    )


def _example(prop: Property, raw: Mapping[str, Any]) -> str:
    if prop.name in raw["examples"]:
        return str(raw["examples"][prop.name])
    if prop.values is not None:
        return next(iter(prop.values.values())).de
    return str(raw["kinds"].get(prop.kind, ""))


def _link(entity: EntityType, raw: Mapping[str, Any], model: Model) -> Column:
    link = Link(raw["edge"], raw.get("direction", "out"), raw["other"], raw.get("properties", {}))
    ends = (entity.name, link.other) if link.direction == "out" else (link.other, entity.name)
    where = f"template.yaml: {entity.name}: {link.edge}"
    if not model.edge_allowed(link.edge, *ends):
        raise ModelError(f"{where}: the model allows no such relationship between {ends}")
    return Column(
        heading=read_caption(f"{where}: heading", raw["heading"]),
        definition=read_caption(f"{where}: definition", raw["definition"]),
        required=raw.get("required", False),
        many=True,
        example=raw["example"],
        link=link,
    )
