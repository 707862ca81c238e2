"""Mappings: which column of a list says what about which thing, as YAML (one document per kind of sheet).

    name: lichtenberg-jfe
    for: {file: "freizeit-sport-jfe*", columns: [einrichtung, traeger]}     # how such a sheet is recognised
    source: {title: …, licence: …, attribution: …, trust: 60}
    key: [id]                                                             # what names a row for ever
    things:
      facility: {type: Actor, name: einrichtung, values: {phone: telefon}, links: {RUN_BY: carrier, PROVIDES: offering}}
      carrier:  {type: Actor, name: traeger, mention: creates}
      offering: {type: Offering, each: {column: angebote, split: offerings}, inside: [facility, place]}

A cell specification is a column's heading, `@name` for a part that `each` cut out, or a mapping with `column` or
`columns`, `join` (or `format`, which keeps the places of empty ones: "{}-{}"), `const`, `pattern` (its first group is
taken), `split` (separators, or `offerings`), `map` and `default`. `labels` is for tables of ticks and times: it gives
columns a word that stands for their "x" and before their other texts ("Mo 9-12"); a "nein" or "–" in them is nothing.
What says nothing ("k. A.", "–", see blanks.yaml) is never taken, unless `map` knows it. A `point` has `lon` and `lat`, in another system than
degrees with `crs`, or `geojson`, the column of a GeoJSON point.
`things: {}` leaves a sheet alone (a help sheet).
In place of `things` a mapping may have `gazetteer` (street, number, postal_code, locality, point): the sheet is a list of
addresses; or `population` (people, point): it is a grid of cells with the people in each.
"""

from __future__ import annotations

import fnmatch
import functools
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ingest.spec import Spec, listed, read_spec, read_specs
from schema.errors import MappingError
from schema.model import load_model

SHIPPED = Path(__file__).parent / "mappings"
# What things are called in reports: by type, or by the relationship that makes them what they are in the row.
ROLES = {"AdministrativeArea": "area", "ParticipationFormat": "format", "PlanningProcess": "process"}
SOURCE_ROLES = {"MEMBER_OF": "member"}
TARGET_ROLES = {
    "RUN_BY": "carrier", "PART_OF_DEPARTMENT": "parent", "VOICED_BY": "voice", "ORGANISED_BY": "organiser"
}  # fmt: skip
NAMED_AFTER = {"place.name", "potential.name"}  # a place or room that only borrows its name says less about the column
# Lists that are no part of the network: what a row is called in reports, its fields, and those it must have.
REFERENCES = {
    "gazetteer": ("address", ("street", "number", "postal_code", "locality"), ("street",)),
    "population": ("cell", ("people",), ("people",)),
}
POINT_KEYS = frozenset({"lon", "lat", "crs", "geojson"})
THING_KEYS = frozenset(
    {
        "type",
        "name",
        "mention",
        "each",
        "values",
        "links",
        "inside",
        "address",
        "point",
        "geometry",
        "concepts",
        "unresolved",
        "when",
    }
)


@dataclass(frozen=True, slots=True)
class LinkSpec:
    to: str
    properties: Mapping[str, Spec]


@dataclass(frozen=True, slots=True)
class Thing:
    """One role in a row: what becomes a record."""

    role: str
    type: str
    name: Spec | None
    mention: str = ""
    each: Spec | None = None
    each_pattern: re.Pattern[str] | None = None
    values: Mapping[str, Spec] = field(default_factory=dict)
    links: tuple[tuple[str, LinkSpec], ...] = ()
    inside: tuple[str, ...] = ()
    address: Mapping[str, Spec] = field(default_factory=dict)
    point: Mapping[str, Spec] = field(default_factory=dict)
    geometry: Spec | None = None
    concepts: tuple[tuple[str, Spec], ...] = ()
    unresolved: tuple[str, str] | None = None
    when: Spec | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A sheet that is no part of the network: `kind` 'gazetteer' or 'population', and the cells of its fields."""

    kind: str
    fields: Mapping[str, Spec]
    point: Mapping[str, Spec]


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """One document of a mapping file."""

    name: str
    file: str
    sheet: str
    columns: tuple[str, ...]
    source: Mapping[str, Any]
    key: tuple[str, ...]
    area_code: str | None
    things: tuple[Thing, ...]
    document: Mapping[str, Any]  # as it was written: the first thing is what a row is about
    text: str  # the same in a fixed order
    reference: Reference | None = None

    @property
    def hash(self) -> str:
        """Of the mapping's text: another mapping means another reading of the same file."""
        return hashlib.blake2b(self.text.encode(), digest_size=8).hexdigest()

    def fits(self, file: str, sheet: str | None, headings: Sequence[str]) -> bool:
        """Is this sheet of the kind that the mapping reads?"""
        return (
            fnmatch.fnmatch(file.casefold(), self.file.casefold())
            and fnmatch.fnmatch((sheet or "").casefold(), self.sheet.casefold())
            and set(self.columns) <= set(headings)
        )

    def used_columns(self) -> dict[str, tuple[str, str]]:
        """Heading -> (field such as 'carrier.name', why) for the report."""
        used: dict[str, tuple[str, str]] = {}
        for field_, spec in self._specs():
            for column in spec.columns:
                known = used.get(column)
                if known is None or known[0] in NAMED_AFTER:
                    used[column] = (field_, f"mapping {self.name}")
        for column in self.key:
            used.setdefault(column, ("key", f"mapping {self.name}"))
        return used

    def role_names(self) -> dict[str, str]:
        """Role -> what it is called in reports, whatever the mapping calls it: 'actor', 'carrier', 'member' …"""
        named = {thing.role: ROLES.get(thing.type, thing.type.lower()) for thing in self.things}
        for thing in self.things:
            for relation, link in thing.links:
                if relation in SOURCE_ROLES and thing.type != "Department":
                    named[thing.role] = SOURCE_ROLES[relation]
                if relation in TARGET_ROLES:
                    named[link.to] = TARGET_ROLES[relation]
        return named

    def _specs(self) -> Iterator[tuple[str, Spec]]:
        if self.reference is not None:
            role = REFERENCES[self.reference.kind][0]
            for name, taken in [*self.reference.fields.items(), *self.reference.point.items()]:
                yield f"{role}.{name}", taken
        named = self.role_names()
        for thing in self.things:
            role = named[thing.role]
            own = {"name": thing.name, "name ": thing.each, "geometry": thing.geometry}
            for label, spec in [*own.items(), *thing.values.items(), *thing.address.items(), *thing.point.items()]:
                if spec is not None:
                    yield f"{role}.{label.strip()}", spec
            for kind, spec in thing.concepts:
                yield f"{role}.{kind}", spec
            for relation, link in thing.links:
                for name, spec in link.properties.items():
                    yield f"{role}.{name}" if relation in SOURCE_ROLES else f"{role}.{relation}.{name}", spec


@functools.cache
def shipped() -> tuple[SheetMapping, ...]:
    """The mappings that come along, in order of their file names."""
    return tuple(mapping for path in sorted(SHIPPED.glob("*.yaml")) for mapping in load(path))


def load(path: Path) -> list[SheetMapping]:
    """Read a mapping file; raises MappingError that names file and key."""
    try:
        documents = list(yaml.safe_load_all(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise MappingError(f"{path.name} cannot be read as a mapping: {error}", hint="It must be YAML.") from error
    return [read(document, path.name) for document in documents if document]


def read(raw: Any, where: str) -> SheetMapping:
    """One document of a mapping; raises MappingError that names `where` and the key."""
    reference = _reference(raw, where) if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or not isinstance(raw.get("things", {} if reference else None), dict):
        raise MappingError(f"{where}: `things` is missing.", hint="See ingest/mappings for examples.")
    fits = raw.get("for") or {}
    things = tuple(_thing(role, spec, f"{where}: things.{role}") for role, spec in raw.get("things", {}).items())
    _check_links(things, where)
    return SheetMapping(
        name=str(raw.get("name") or where.removesuffix(".yaml")),
        file=fits.get("file", "*"),
        sheet=fits.get("sheet", "*"),
        columns=tuple(fits.get("columns", ())),
        source=raw.get("source") or {},
        key=tuple(listed(raw.get("key", []))),
        area_code=raw.get("area_code"),
        things=things,
        document=raw,
        text=json.dumps(raw, sort_keys=True, ensure_ascii=False, default=str),
        reference=reference,
    )


def _reference(raw: Mapping[str, Any], where: str) -> Reference | None:
    kind = next((name for name in REFERENCES if name in raw), None)
    if kind is None:
        return None
    _, known, needed = REFERENCES[kind]
    said, place = raw[kind], f"{where}: {kind}"
    point = said.get("point") if isinstance(said, dict) else None
    if raw.get("things") or not isinstance(point, dict) or not ("geojson" in point or {"lon", "lat"} <= set(point)):
        raise MappingError(
            f"{place}: it needs a `point` with `lon` and `lat` or with `geojson`, and no `things` beside it.",
            hint="Write for example point: {lon: X, lat: Y, crs: {const: 'EPSG:25833'}}.",
        )
    unknown = sorted((set(said) - {*known, "point"}) | (set(point) - POINT_KEYS))
    if unknown or not set(needed) <= set(said):
        wrong = f"unknown key {unknown[0]!r}" if unknown else f"`{needed[0]}` is missing"
        raise MappingError(f"{place}: {wrong}.", hint=f"Known: {', '.join([*known, 'point'])}.")
    return Reference(
        kind,
        {name: read_spec(said[name], f"{place}.{name}") for name in known if name in said},
        {name: read_spec(value, f"{place}.point.{name}") for name, value in point.items()},
    )


def _thing(role: str, raw: dict[str, Any], where: str) -> Thing:
    unknown = set(raw) - THING_KEYS
    if unknown:
        raise MappingError(
            f"{where}: unknown key {sorted(unknown)[0]!r}.", hint=f"Known: {', '.join(sorted(THING_KEYS))}."
        )
    declared = load_model().types.get(raw.get("type", ""))
    if declared is None:
        raise MappingError(f"{where}.type: {raw.get('type')!r} is no type of the model.")
    for name in raw.get("values", {}):
        if name not in declared.properties:
            raise MappingError(f"{where}.values.{name}: {declared.name} has no such property.")
    each = raw.get("each")
    pattern = each.get("parts") if isinstance(each, dict) else None
    if isinstance(each, dict):
        each = {key: value for key, value in each.items() if key != "parts"}
    return Thing(
        role=role,
        type=declared.name,
        name=read_spec(raw["name"], where) if "name" in raw else None,
        mention=raw.get("mention", ""),
        each=read_spec(each, where) if each else None,
        each_pattern=re.compile(pattern) if pattern else None,
        values={name: read_spec(value, f"{where}.values.{name}") for name, value in raw.get("values", {}).items()},
        links=tuple(
            _link(relation, value, where)
            for relation, values in raw.get("links", {}).items()
            for value in listed(values)
        ),
        inside=tuple(raw.get("inside", ())),
        address={k: read_spec(v, where) for k, v in raw.get("address", {}).items()},
        point={k: read_spec(v, where) for k, v in raw.get("point", {}).items()},
        geometry=read_spec(raw["geometry"], where) if "geometry" in raw else None,
        concepts=tuple(
            (rule, read_spec(value, where))
            for rule, values in raw.get("concepts", {}).items()
            for value in read_specs(values)
        ),
        unresolved=tuple(raw["unresolved"]) if "unresolved" in raw else None,
        when=read_spec(raw["when"], where) if "when" in raw else None,
    )


def _link(relation: str, raw: Any, where: str) -> tuple[str, LinkSpec]:
    if relation not in load_model().edges:
        raise MappingError(f"{where}.links.{relation}: no such relationship in the model.")
    if isinstance(raw, str):
        return relation, LinkSpec(raw, {})
    return relation, LinkSpec(raw["to"], {name: read_spec(value, where) for name, value in raw.items() if name != "to"})


def _check_links(things: Sequence[Thing], where: str) -> None:
    by_role = {thing.role: thing for thing in things}
    for thing in things:
        for relation, link in thing.links:
            target = by_role.get(link.to)
            if target is None or not load_model().edge_allowed(relation, thing.type, target.type):
                raise MappingError(f"{where}: things.{thing.role}.links.{relation} cannot lead to {link.to!r}.")
