"""The published contract of HSDS 3.0 as a judge, and what a store says in a form that two stores can be compared by."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from graph.export import FORMATS, ExportOptions
from graph.store import Store
from graph.view import View

BASE = "https://town.example/"
SUBJECTS = ("Actor", "Department", "Offering", "Place")
Said = dict[str, Counter[tuple[str, str]]]


class Contract:
    """The schemas in a folder: `schema/` (tables) and `compiled/` (nested objects)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._validator = cache(self._compiled)

    def problems(self, kind: str, thing: Any) -> list[str]:
        """What is wrong with an object by `compiled/<kind>.json` or `schema/<kind>.json`, formats included."""
        found = self._validator(kind).iter_errors(thing)
        return [f"{'/'.join(map(str, error.instance_path))}: {error.message}" for error in found]

    def _compiled(self, kind: str) -> jsonschema_rs.Draft202012Validator:
        path = self._folder / "compiled" / f"{kind}.json"
        if not path.exists():
            return jsonschema_rs.Draft202012Validator(self._flat(kind), validate_formats=True)
        return jsonschema_rs.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")), validate_formats=True)

    def _flat(self, kind: str) -> dict[str, Any]:
        """A schema that refers to others by file name, with those inside."""
        schema: dict[str, Any] = json.loads((self._folder / "schema" / f"{kind}.json").read_text(encoding="utf-8"))
        for prop in schema["properties"].values():
            if reference := prop.pop("$ref", None):
                prop |= self._flat(reference.removesuffix(".json"))
        schema["properties"].pop("metadata", None)
        return schema

    def tables(self) -> dict[str, dict[str, Any]]:
        """File name -> schema of a table."""
        found = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(self._folder.glob("schema/*.json")))
        return {schema["path"]: schema for schema in found if "path" in schema}


def package(store: Store | Any, visibility: str) -> bytes:
    out = io.BytesIO()
    view = View(store, visibility) if isinstance(store, Store) else store
    FORMATS["hsds"].write(view, out, ExportOptions(base=BASE))
    return out.getvalue()


def rows_of(content: bytes) -> dict[str, list[dict[str, str]]]:
    """File name -> rows, with None for empty cells left out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: [{k: v for k, v in row.items() if v} for row in csv.DictReader(io.StringIO(archive.read(name).decode(), newline=""))]
            for name in archive.namelist()
            if name.endswith(".csv")
        }  # fmt: skip


def said(store: Store, visibility: str) -> Said:
    """'Offering.name' -> (thing, value), '-ABOUT' -> (thing, other thing), 'Need' -> (thing, ''): what holds now, by names.

    An offering that nobody provides is left out, for the tables of HSDS require a provider.
    """
    view = View(store, visibility)
    things = {one["id"]: one for one in view.entities() if "ended" not in one["properties"]}
    ties = [tie for tie in view.relationships() if tie["from"] in things and tie["to"] in things]
    used = {tie["to"] for tie in ties if tie["type"] in ("LOCATED_AT", "PROVIDES") and tie["from_type"] in SUBJECTS}
    kept = {id: one for id, one in things.items() if one["type"] not in ("Place", "Offering") or id in used}
    found: Said = defaultdict(Counter)
    for one in kept.values():
        if one["type"] not in SUBJECTS:
            found[one["type"]][_named(one), ""] += 1
            continue
        for name, value in _values(one, view):
            found[f"{one['type']}.{name}"][_named(one), json.dumps(value, ensure_ascii=False)] += 1
    for tie in ties:
        if tie["from"] in kept and tie["from_type"] in SUBJECTS:
            found[f"-{tie['type']}"][_named(kept[tie["from"]]), _named(things[tie["to"]])] += 1
    return found


def differences(before: Said, after: Said) -> dict[str, tuple[int, int]]:
    """What is said in one only: name -> (how many were lost, how many came in addition)."""
    found = {
        name: ((before[name] - after[name]).total(), (after[name] - before[name]).total()) for name in {*before, *after}
    }
    return {name: counts for name, counts in sorted(found.items()) if any(counts)}


def _values(thing: Mapping[str, Any], view: View) -> Iterator[tuple[str, Any]]:
    declared = view.model.types[thing["type"]].properties
    yield from ((name, value) for name, value in thing["properties"].items() if not declared[name].computed)


def _named(thing: Mapping[str, Any]) -> str:
    return f"{thing['type']} {thing['properties'].get('name')}"
