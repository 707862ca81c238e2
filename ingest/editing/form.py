"""What can be edited of a thing, in the order of the spreadsheet's columns, with what stands there now.

For editors alone: personal values, which are sealed, are among it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.evidence import FIELDS, HIDDEN, Records, from_node
from graph.seal import KeyRing
from graph.view import View
from ingest.editing.draft import ADDRESS, CONCEPTS, LOCATED_AT, direction, editable_types, is_editable, note
from ingest.editing.revision import revision
from schema.entity import heard, ranked
from schema.errors import BadRequest
from schema.model import Caption, Property
from schema.sheets import Column, Sheet, load_sheets
from schema.values import Address

ADDRESS_EXAMPLE = "Weitlingstraße 22, 10317 Berlin"
VERIFIED = "last_verified"  # a button of its own
UNTIED = frozenset({"HAS_OUTLINE", LOCATED_AT})


def form(
    view: View, keys: KeyRing, *, id: str | None = None, type: str | None = None, lang: str = "de"
) -> dict[str, Any]:
    """{id, type, name, revision, fields, ties}; raises NotFound, or BadRequest for a type that is not edited here."""
    thing: dict[str, Any] = {"id": None, "type": type, "properties": {}}
    if id is not None:
        (thing,) = view.chosen([view.resolve(id)])
    kind = str(thing["type"])
    if kind not in editable_types():
        raise BadRequest(note("type-unknown", lang), details={"types": list(editable_types())})
    sheet = next(sheet for sheet in load_sheets() if sheet.type == kind)
    private = _private(view, keys, thing["id"]) if id else {}
    return {
        "id": thing["id"],
        "type": kind,
        "name": thing["properties"].get("name"),
        "revision": revision(view, thing["id"]) if id else None,
        "fields": [*_fields(view, sheet, thing, private)],
        "ties": [*_ties(view, sheet, thing)],
    }


def _fields(view: View, sheet: Sheet, thing: dict[str, Any], private: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    placed = False
    for column in sheet.columns:
        prop = column.property
        if column.holder == "Place" and not placed:
            placed = True
            name, help = (Caption(note(text, "de"), note(text, "en")) for text in ("address", "address-help"))
            yield {**_shape("address", name, help, ADDRESS_EXAMPLE), "value": _addresses(view, thing)}
        if column.holder or prop is None or not is_editable(prop) or prop.name == VERIFIED:
            continue
        now = private.get(prop.name) if prop.visibility == "private" else thing["properties"].get(prop.name)
        value = [] if now is None else now if isinstance(now, list) else [now]
        yield {**_field(prop, column), "value": value}


def _field(prop: Property, column: Column) -> dict[str, Any]:
    shape = _shape(prop.kind, prop.caption, prop.definition, column.example)
    codes = [{"code": code, "de": text.de, "en": text.en} for code, text in (prop.values or {}).items()]
    more = {"many": prop.many, "required": prop.required, "visibility": prop.visibility}
    return {**shape, "name": prop.name, **more, "values": codes or None}


def _shape(kind: str, caption: Caption, definition: Caption, example: str) -> dict[str, Any]:
    return {
        "name": ADDRESS,
        "kind": kind,
        "many": False,
        "required": False,
        "visibility": "public",
        "values": None,
        "caption": {"de": caption.de, "en": caption.en},
        "definition": {"de": definition.de, "en": definition.en},
        "example": example,
    }


def _addresses(view: View, thing: dict[str, Any]) -> list[str]:
    if thing["id"] is None:
        return []
    rows = view.relations_of([thing["id"]], [LOCATED_AT], "out").get(thing["id"], [])
    parts = ("street", "house_number", "postal_code", "city")
    return [
        Address(*(str(place["properties"].get(part, "")) for part in parts)).line() or place["properties"]["name"]
        for place in view.chosen(row["id"] for row in rows)
    ]


def _ties(view: View, sheet: Sheet, thing: dict[str, Any]) -> Iterator[dict[str, Any]]:
    columns = {column.link.edge: column for column in reversed(sheet.columns) if column.link}
    named = [column.link.edge for column in sheet.columns if column.link and column.link.edge not in UNTIED]
    others = [other.edge for other in load_sheets() if other.edge]
    for edge in dict.fromkeys([*named, *others]):
        way = direction(view.model, edge, thing["type"])
        if way is None:
            continue
        declared = view.model.edge(edge)
        role = declared.properties.get("role")
        one = edge in columns and not (role and len([c for c in sheet.columns if c.link and c.link.edge == edge]) > 1)
        caption = columns[edge].heading if one else declared.caption if way == "out" else declared.inverse
        definition = columns[edge].definition if one else declared.definition
        yield {
            "edge": edge,
            "direction": way,
            "caption": {"de": caption.de, "en": caption.en},
            "definition": {"de": definition.de, "en": definition.en},
            "types": _concrete(view, declared.targets if way == "out" else declared.sources),
            "concepts": edge in CONCEPTS,
            "required": edge in columns and columns[edge].required,
            "roles": [{"code": c, "de": t.de, "en": t.en} for c, t in (role.values or {}).items()] if role else None,
            "value": _tied(view, thing, edge, way),
        }


def _concrete(view: View, ends: tuple[str, ...]) -> list[str]:
    return [kind.name for kind in view.model.concrete() if any(view.model.is_a(kind.name, end) for end in ends)]


def _tied(view: View, thing: dict[str, Any], edge: str, way: str) -> list[dict[str, Any]]:
    rows = view.relations_of([thing["id"]], [edge], way).get(thing["id"], []) if thing["id"] else []
    kept = ("role", "since", "until")
    return [
        {"id": row["id"], "name": row["name"], "type": row["entity_type"]}
        | {name: row["properties"][name] for name in kept if name in row["properties"]}
        for row in rows
    ]


def _private(view: View, keys: KeyRing, id: str) -> dict[str, list[str]]:
    """The sealed values of a thing: of each property those of the records that are heard about it."""
    rows = view.store.read(f"MATCH (r:Record {{entity: $id}}) WHERE {HIDDEN} RETURN {FIELDS} ORDER BY id, since", id=id)
    holding = ranked([from_node(row) for row in rows], view.trust()) if rows else []
    records = Records(view.store, keys)
    opened = {record.id: records.private(record) for record in holding}
    names = {name for values in opened.values() for name in values}
    return {
        name: sorted({value for record in heard(holding, name) for value in opened[record.id].get(name, ())})
        for name in sorted(names)
    }
