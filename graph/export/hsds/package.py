"""The HSDS 3.0 package: a zip with datapackage.json (Tabular Data Package) and one CSV per table of which there are rows.

The rows are the parts of the same objects that the HTTP API nests. Each table grows in a file of its own while the store is read
once in batches, so memory does not grow with the store.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import IO, Any, BinaryIO, Self

from graph.export.hsds import gather
from graph.export.hsds.carried import form
from graph.export.hsds.ids import made, uuid_of
from graph.export.hsds.objects import Objects
from graph.export.hsds.terms import Object, rules, taxonomies, term_object, terms
from graph.export.view import ExportOptions, ExportView, credits

BATCH = 500
_MOMENT = (2000, 1, 1, 0, 0, 0)
_COMPUTED = re.compile(r"'*(?:[=@\t\r]|[+-](?![\d (]))")
# The list inside an object -> its table, and the column that names the object.
_INSIDE = {
    "programs": "programs",
    "phones": "phones",
    "schedules": "schedules",
    "languages": "languages",
    "cost_options": "cost_options",
    "service_areas": "service_areas",
    "required_documents": "required_documents",
    "funding": "funding",
    "organization_identifiers": "organization_identifiers",
    "addresses": "addresses",
    "accessibility": "accessibility",
    "attributes": "attributes",
}


def write_hsds(view: ExportView, out: BinaryIO, options: ExportOptions) -> None:
    """What is there now, as the view shows it; a text that a spreadsheet would compute gets an apostrophe in front.

    A service that nobody provides is left out: its organisation is required here.
    """
    with _Tables() as tables, zipfile.ZipFile(out, "w") as archive:
        for name, row in _rows(view, options.base):
            tables.add(name, row)
        filled = tables.filled()
        _write(
            archive,
            "datapackage.json",
            io.BytesIO(json.dumps(_described(view, filled), indent=2, ensure_ascii=False).encode()),
        )
        for name in filled:
            _write(archive, f"{name}.csv", tables.content(name))


def _rows(view: ExportView, base: str) -> Iterator[tuple[str, Object]]:
    """All rows as (table, row)."""
    for kind, part in _batched(view):
        if kind == "Actor":
            yield from _organisations(Objects(gather.organisations(view, part), base), part)
        elif kind == "Offering":
            yield from _services(Objects(gather.services(view, part), base), part)
        else:
            yield from _locations(gather.places(view, part), part, base)
    yield from (("taxonomies", row) for row in taxonomies().values())
    yield from (("taxonomy_terms", term_object(term, detail=False)) for term in terms().values())


def _organisations(objects: Objects, ids: Sequence[str]) -> Iterator[tuple[str, Object]]:
    for id in ids:
        whole = objects.organisation_full(id)
        whole.pop("locations", None)
        yield from _split("organizations", whole, "organization_id")


def _services(objects: Objects, ids: Sequence[str]) -> Iterator[tuple[str, Object]]:
    for id in ids:
        whole = objects.service_lists(id)
        if "organization_id" in whole:
            yield from _split("services", whole, "service_id")
            for row in objects.at_rows(id):
                yield from _split("service_at_location", row, "service_at_location_id")


def _locations(found: gather.Gathered, ids: Sequence[str], base: str) -> Iterator[tuple[str, Object]]:
    """The places at which something is. The table has room for one organisation: the others point here by an attribute."""
    objects = Objects(found, base)
    for id in ids:
        there = [found.things[other] for other in found.others(id, "LOCATED_AT")]
        actors = sorted(one["id"] for one in there if gather.is_actor(one))
        offerings = [one for one in there if one["type"] == "Offering"]
        if not actors and not offerings:
            continue
        access = (one["properties"].get("accessibility") for one in offerings)
        whole = objects.location(id, sorted({text for text in access if text}))
        if actors:
            whole["organization_id"] = uuid_of(actors[0])
        yield from _split("locations", whole, "location_id")
        yield from (("attributes", _located(uuid_of(actor), uuid_of(id))) for actor in actors[1:])


def _located(organisation: str, location: str) -> Object:
    term = next(term for term in terms().values() if term.key == "LOCATED_AT")
    return {
        "id": made("attribute", organisation, term.id, location),
        "link_id": organisation,
        "taxonomy_term_id": term.id,
        "link_type": rules()["taxonomies"][term.taxonomy]["link_type"],
        "link_entity": "organization",
        "value": location,
    }


def _split(table: str, whole: Object, column: str) -> Iterator[tuple[str, Object]]:
    """An object's own row, and a row for everything in its lists."""
    yield table, whole
    for name, target in _INSIDE.items():
        for one in whole.get(name, ()):
            yield target, one if name == "attributes" else {**one, column: whole["id"]}


def _batched(view: ExportView) -> Iterator[tuple[str, list[str]]]:
    """The ids of what is there now in batches of one kind, in one pass: (Actor, Offering or Place, ids in order)."""
    waiting: dict[str, list[str]] = {kind: [] for kind in rules()["types"]}
    for entity in view.entities():
        kind = "Actor" if gather.is_actor(entity) else entity["type"]
        if kind in waiting and gather.lives(entity):
            waiting[kind].append(entity["id"])
            if len(waiting[kind]) == BATCH:
                yield kind, waiting[kind]
                waiting[kind] = []
    yield from ((kind, part) for kind, part in waiting.items() if part)


class _Tables:
    """The tables while they grow: each a file that nobody else sees, gone at the end."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._files: dict[str, tuple[IO[bytes], io.TextIOWrapper, Any]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def add(self, name: str, row: Mapping[str, Any]) -> None:
        columns = form()["tables"][name]["columns"]
        if name not in self._files:
            file = self._stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
            text = self._stack.enter_context(io.TextIOWrapper(file, "utf-8", newline=""))
            self._files[name] = file, text, csv.writer(text)
            self._files[name][2].writerow(columns)
        self._files[name][2].writerow([_cell(row.get(column)) for column in columns])

    def filled(self) -> list[str]:
        """The tables that have rows, in the order of the standard."""
        return [name for name in form()["tables"] if name in self._files]

    def content(self, name: str) -> IO[bytes]:
        file, text, _ = self._files[name]
        text.flush()
        file.seek(0)
        return file


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = str(value)
    return f"'{text}" if isinstance(value, str) and _COMPUTED.match(text) else text


def _write(archive: zipfile.ZipFile, name: str, content: IO[bytes]) -> None:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry, "w", force_zip64=True) as target:
        shutil.copyfileobj(content, target)


def _described(view: ExportView, names: Sequence[str]) -> Object:
    """The package's own description: the files that are there, their columns, and whose data it is."""
    return {
        "profile": "tabular-data-package",
        "name": "quartiersgraph-hsds",
        "title": "Quartiersgraph: Human Services Data Specification 3.0",
        "sources": [{"title": line} for line in credits(view)] or [{"title": "Quartiersgraph"}],
        "resources": [_resource(name, names) for name in names],
    }


def _resource(name: str, names: Sequence[str]) -> Object:
    table = form()["tables"][name]
    links = {c: t for c, t in form()["references"].items() if c in table["columns"] and t in names}
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column, kind, column in table["required"]) for column, kind in table["columns"].items()],
            "primaryKey": "id",
            "foreignKeys": [
                {"fields": column, "reference": {"resource": "" if target == name else target, "fields": "id"}}
                for column, target in links.items()
            ],
        },
    }


def _field(name: str, kind: Any, required: bool) -> Object:
    constraints: Object = ({"required": True} if required else {}) | ({"unique": True} if name == "id" else {})
    if isinstance(kind, list):
        return {"name": name, "type": "string", "constraints": {**constraints, "enum": kind}}
    types = {"uuid": ("string", "uuid"), "uri": ("string", "uri"), "email": ("string", "email")}
    type, format = types.get(kind, (kind, "any" if kind == "datetime" else "default"))
    return {"name": name, "type": type, "format": format} | ({"constraints": constraints} if constraints else {})
