"""From a row to its records, by a mapping: one record per thing that the row speaks of, linked with each other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from ingest.cells import Redactor, clean
from ingest.concepts import DEFAULT_RULE
from ingest.mapping import SheetMapping, Thing
from ingest.matching.blocks import actor_block, name_features
from ingest.own import recognise
from ingest.spec import Cells, Spec
from schema.entity import UNRESOLVED
from schema.model import Model, load_model
from schema.record import Link, Record, opaque
from schema.values import KINDS, ValueProblem, address_key, legal_form, name_key, parse_address
from schema.values.point import accuracy, make_point, projected_point

ACTOR = "Actor"
KIND_GROUPS = Path(__file__).parent / "kind_groups.yaml"
UNSETTLED = "!"  # the hash of a row with problems: it is read, and they are told, every time
READER = 4  # raise it when the same row would yield other records
ASIDE = "row-aside"
SHARED_HOSTS = frozenset(
    {"facebook.com", "www.facebook.com", "instagram.com", "www.instagram.com", "www.berlin.de", "berlin.de"}
)


@dataclass(slots=True)
class CellProblem:
    """What could not be read in one cell, for the report."""

    column: str | None
    value: str | None
    problem: ValueProblem


@dataclass(slots=True)
class RowResult:
    row_id: str = ""
    records: list[Record] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)


class RowReader:
    """Reads the rows of one sheet. `digest` is the keyed hash under which contacts are compared.

    `seen` counts the row keys of the whole file, so that equal keys on two sheets are two rows.
    """

    def __init__(
        self,
        mapping: SheetMapping,
        source: str,
        sheet: str | None,
        redactor: Callable[[list[str]], Redactor],
        digest: Callable[[str], str],
        seen: Counter[str] | None = None,
    ) -> None:
        self._mapping, self._source, self._sheet = mapping, source, sheet
        self._redactor, self._digest = redactor, digest
        self._model: Model = load_model()
        self._seen: Counter[str] = Counter() if seen is None else seen

    def read(self, cells: Cells, number: int, row_key: str) -> RowResult:
        """The records of a row; no records and a problem when its subject has no name."""
        result = RowResult(opaque(self._source, row_key))
        reading = _Reading(self, cells, number, row_key, result)
        for thing in self._mapping.things:
            reading.thing(thing)
        subject = self._mapping.things[0].role
        if not reading.roles.get(subject):
            column = (self._mapping.things[0].name or Spec()).columns
            problem = _nameless(self._keyless(cells))
            result.problems.append(CellProblem(column[0] if column else None, None, problem))
            return result
        reading.link()
        reading.complete()
        result.records = [record for records in reading.roles.values() for record in records]
        result.records[0].raw = UNSETTLED if result.problems else self.raw(cells)
        return result

    def raw(self, cells: Cells) -> str:
        """A keyed hash of the row as it was read, and by what: equal hashes yield equal records."""
        return self._digest(json.dumps([READER, self._mapping.hash, cells], sort_keys=True, ensure_ascii=False))

    def bad_outline(self, cells: Cells) -> ValueProblem | None:
        """What is wrong with the row's outline; None where it is usable or there is none."""
        for spec in (thing.geometry for thing in self._mapping.things if thing.geometry):
            for outline in spec.take(cells):
                try:
                    KINDS["geometry"].clean(outline)
                except ValueProblem as problem:
                    return problem
        return None

    def _keyless(self, cells: Cells) -> bool:
        keys = self._mapping.key
        return bool(keys) and not any(str(cells.get(column) or "").strip() for column in keys)

    def row_key(self, cells: Cells) -> str:
        """What the row is about and its key columns' texts, or all texts; an ordinal tells equal ones apart.

        The type comes first, so that a process and a concept of one name on two sheets of a workbook are two rows.
        """
        columns = self._mapping.key or tuple(sorted(column for column in cells if not isinstance(cells[column], dict)))
        texts = [str(cells.get(column) or "").strip() for column in columns]
        base = "|".join([self._mapping.things[0].type, *(texts if self._mapping.key else [opaque(*texts)])])
        self._seen[base] += 1
        return base if self._seen[base] == 1 else f"{base}#{self._seen[base]}"


class _Reading:
    """The things of one row on their way to records."""

    def __init__(self, reader: RowReader, cells: Cells, number: int, row_key: str, result: RowResult) -> None:
        self._reader, self._cells, self._number, self._row_key, self._result = reader, cells, number, row_key, result
        self.roles: dict[str, list[Record]] = {}
        self._parts: dict[str, Mapping[str, str]] = {}
        private = [
            str(text)
            for thing in reader._mapping.things
            for name, spec in thing.values.items()
            if name == "contact_persons"
            for text in spec.take(cells)
        ]
        self._redactor = reader._redactor(private)

    def thing(self, thing: Thing) -> None:
        """Make the record (or, for `each`, the records) of one role."""
        if thing.when is not None and not thing.when.take(self._cells):
            return
        if thing.each is None:
            self._record(thing, "", self._cells)
            return
        for item in thing.each.take(self._cells):
            found = thing.each_pattern.search(str(item)) if thing.each_pattern else None
            parts = {"@item": str(item)} | ({f"@{k}": v for k, v in found.groupdict().items() if v} if found else {})
            self._record(thing, str(parts.get("@name", item)), {**self._cells, **parts})

    def _record(self, thing: Thing, item: str, cells: Cells) -> None:
        record = Record(
            self._reader._source,
            self._row_key,
            thing.role,
            name_key(item) if item else "",
            thing.type,
            sheet=self._reader._sheet,
            row=self._number,
            mention=thing.mention,
        )
        if any(other.text == record.text for other in self.roles.get(thing.role, ())):
            return  # the same words twice in one cell say nothing new
        if item:
            self._take(record, "name", [item], None)
        elif thing.name is not None:
            self._take(record, "name", thing.name.take(cells), thing.name)
        self._address(record, thing, cells)
        self._point(record, thing, cells)
        if thing.geometry is not None:
            self._take(record, "geometry", thing.geometry.take(cells), thing.geometry)
        for name, spec in thing.values.items():
            self._take(record, name, spec.take(cells), spec)
        record.concepts = [(str(concept), rule) for rule, spec in thing.concepts for concept in spec.take(cells)]
        if not record.values.get("name") and not (thing.geometry and record.values.get("geometry")):
            return
        self.roles.setdefault(thing.role, []).append(record)
        self._parts[record.id] = cells

    def _take(self, record: Record, name: str, texts: list[Any], spec: Spec | None) -> None:
        declared = self._reader._model.types[record.type].properties
        cleaned = clean(declared[name], texts, self._redactor, self._reader._mapping.area_code)
        if cleaned.persons and "contact_persons" in declared:
            record.private.setdefault("contact_persons", []).extend(cleaned.persons)
        for found, values in cleaned.values.items():
            if found not in declared:
                continue
            if declared[found].visibility == "private":
                record.private.setdefault(found, []).extend(str(value) for value in values)
            else:
                kept = record.values.setdefault(found, [])
                kept.extend(value for value in values if value not in kept)
        column = spec.columns[0] if spec and spec.columns else None
        private = declared[name].visibility == "private" or declared[name].kind in {"email", "phone"}
        shown = None if private else "; ".join(str(text) for text in texts)
        self._result.problems += [CellProblem(column, shown, problem) for problem in cleaned.problems]

    def _address(self, record: Record, thing: Thing, cells: Cells) -> None:
        if not thing.address:
            return
        parts = {name: " ".join(str(text) for text in spec.take(cells)) for name, spec in thing.address.items()}
        try:
            address = parse_address(parts.get("street", ""), parts.get("city"), parts.get("postal_code"))
        except ValueProblem as problem:
            self._result.problems.append(CellProblem(next(iter(thing.address["street"].columns), None), None, problem))
            address = parse_address(parts.get("street", ""), parts.get("city"))
        if parts.get("number") and not address.number:
            address = address._replace(number=parts["number"].strip())
        named = {
            "name": address.line(),
            "street": address.street,
            "house_number": address.number,
            "postal_code": address.postal_code,
            "city": address.city,
        }
        for name, value in named.items():
            if value and not (name == "name" and record.values.get("name")):
                record.values[name] = [value]
        if address.street:
            record.features["address"] = address_key(address.street, address.number, address.postal_code)

    def _point(self, record: Record, thing: Thing, cells: Cells) -> None:
        taken = {name: spec.take(cells) for name, spec in thing.point.items()}
        column = next((spec.columns[0] for spec in thing.point.values() if spec.columns), None)
        try:
            point = _point_of(taken)
        except ValueProblem as problem:
            self._result.problems.append(CellProblem(column, str(next(iter(taken.values()))[0]), problem))
            return
        if point is None:
            return
        record.values["point"] = [point]
        stated = taken.get("accuracy")
        record.values["accuracy"] = [float(stated[0]) if stated else round(accuracy(point), 1)]
        record.values.setdefault("name", [point])

    def link(self) -> None:
        """Lay the links between the row's records, and remember names that may stay unresolved."""
        for thing in self._reader._mapping.things:
            for record in self.roles.get(thing.role, ()):
                cells = self._parts[record.id]
                for relation, spec in thing.links:
                    properties = {
                        name: str(found[0]) for name, value in spec.properties.items() if (found := value.take(cells))
                    }
                    checked = self._link_properties(relation, properties)
                    record.links += [
                        Link(relation, other.id, checked)
                        for other in self.roles.get(spec.to, ())
                        if other is not record
                    ]
                if thing.unresolved:
                    role, name = thing.unresolved
                    for holder in self.roles.get(role, ()):
                        holder.links.append(Link(f"{UNRESOLVED}{name}", record.id, {"name": record.values["name"][0]}))

    def _link_properties(self, relation: str, texts: Mapping[str, str]) -> dict[str, Any]:
        declared = self._reader._model.edges[relation].properties
        found: dict[str, Any] = {}
        for name, text in texts.items():
            cleaned = clean(declared[name], [text], self._redactor, None)
            if cleaned.values.get(name):
                found[name] = cleaned.values[name][0]
            self._result.problems += [CellProblem(None, text, problem) for problem in cleaned.problems]
        return found

    def complete(self) -> None:
        """Give each record the features and the block that matching wants."""
        for record in (record for records in self.roles.values() for record in records):
            recognise(record)
        for thing in self._reader._mapping.things:
            for record in self.roles.get(thing.role, ()):
                if self._reader._model.is_a(record.type, ACTOR):
                    self._actor_features(record)
                elif record.type == "AdministrativeArea":
                    _area_features(record)
        self._groups_by_kind()
        for thing in self._reader._mapping.things:
            for record in self.roles.get(thing.role, ()):
                record.block = self._block(record, thing)

    def _groups_by_kind(self) -> None:
        """What a facility offers is by default for those whom its kind is for, unless the list declares a default itself."""
        records = {record.id: record for found in self.roles.values() for record in found}
        for provider in records.values():
            groups = sorted(
                {group for kind in provider.values.get("kinds", ()) for group in _kind_groups().get(str(kind), ())}
            )
            for offering in (records[link.to] for link in provider.links if link.type == "PROVIDES"):
                if not any(rule == DEFAULT_RULE for _, rule in offering.concepts):
                    offering.concepts += [(group, DEFAULT_RULE) for group in groups]

    def _actor_features(self, record: Record) -> None:
        name = str(record.values["name"][0])
        form = legal_form(name)[1]
        if form:
            record.features["legal_form"] = form
        record.features |= name_features(name, record.values.get("kinds", ()))
        known_as = [str(text) for key in ("identifiers", "register_number") for text in record.values.get(key, ())]
        if known_as:
            record.features["identifiers"] = sorted(set(known_as))
        places = {link.to for link in record.links if link.type == "LOCATED_AT"}
        for other in (other for records in self.roles.values() for other in records):
            if other.id in places and "address" in other.features:
                record.features["address"] = other.features["address"]
            if other.id in places and "point" in other.values:
                record.features["point"] = str(other.values["point"][0])
        phones = [*record.values.get("phone", ()), *record.private.get("contact_phones", ())]
        emails = [*record.values.get("email", ()), *record.private.get("contact_emails", ())]
        hosts = [urlsplit(str(url)).hostname or "" for url in record.values.get("url", ())]
        for kind, texts in (
            ("phones", phones),
            ("emails", emails),
            ("hosts", [h for h in hosts if h and h not in SHARED_HOSTS]),
        ):
            if texts:
                record.features[kind] = sorted(
                    {self._reader._digest(f"{kind}:{str(text).casefold()}")[:16] for text in texts}
                )

    def _block(self, record: Record, thing: Thing) -> str:
        shown = str(record.values.get("name", [""])[0])
        named = actor_block if self._reader._model.is_a(record.type, ACTOR) else name_key
        name = named(shown) or record.id
        base = self._reader._model.types[record.type].segment or record.type
        if record.type == "Place":
            return f"place:{record.features.get('address') or record.values.get('point', [name])[0]}"
        if record.type == "Outline":
            return f"outline:{record.id}"
        inside = [other for role in thing.inside for other in self.roles.get(role, ())]
        around = "|".join(sorted(self._inside_key(other) for other in inside))
        if record.type in {"Offering", "Potential"} and not around:
            around = record.row_id
        return f"{base}:{name}" + (f"|{opaque(around)}" if around else "")

    def _inside_key(self, other: Record) -> str:
        """Two providers in one house have offerings of their own: only a place goes by its address."""
        address = other.features.get("address") if other.type == "Place" else None
        return str(address or name_key(str(other.values["name"][0])))


@cache
def _kind_groups() -> dict[str, list[str]]:
    found: dict[str, list[str]] = yaml.safe_load(KIND_GROUPS.read_text(encoding="utf-8"))
    return found


def _point_of(taken: Mapping[str, list[Any]]) -> str | None:
    if taken.get("geojson"):
        return str(KINDS["point"].clean(taken["geojson"][0]))
    if not taken.get("lon") or not taken.get("lat"):
        return None
    if taken.get("crs"):
        return projected_point(str(taken["crs"][0]), taken["lon"][0], taken["lat"][0])
    return make_point(taken["lon"][0], taken["lat"][0])


def _nameless(keyless: bool) -> ValueProblem:
    if keyless:
        return ValueProblem(ASIDE, "The row has neither a key nor a name: a total or a remark, left out.")
    return ValueProblem("row-without-name", "The row names nothing: this cell is empty or unreadable.")


def _area_features(record: Record) -> None:
    """Surveyed areas are keyed by scheme, level, code and validity."""

    def first(name: str) -> str:
        return str(record.values.get(name, [""])[0])

    if first("level"):
        record.features["level"] = first("level")
    if first("code"):
        record.features["code"] = "|".join(
            first(name) for name in ("scheme", "level", "code", "valid_from", "valid_until")
        )
        record.features["number"] = first("code")
        if first("valid_until"):
            record.features["valid_until"] = first("valid_until")
