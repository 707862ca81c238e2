"""JSON lists of rows, and GeoJSON: one table without sheets, rows counted from 1.

A list of objects, the {"index": [...]} form of the Berlin open-data lists, {"results": [...]}, a FeatureCollection,
or a list of objects of which one value is a GeoJSON geometry.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ingest.readers.crs import to_wgs84
from ingest.readers.tables import Cell, Limits, Row, Table, text_of
from schema.errors import FileTooLarge, UnreadableFile

GEOMETRY = "geometry"
_LISTS = ("index", "results", "features", "data", "items", "rows")
_SHAPES = frozenset(
    ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")
)


def read(path: Path, limits: Limits) -> Iterator[Table]:
    """The one table of the file."""
    return tables(path, load(path), limits)


def tables(path: Path, content: Any, limits: Limits) -> Iterator[Table]:
    """The one table of a file's content."""
    entries = _entries(path, content)
    if not entries:
        return
    if len(entries) > limits.rows:
        raise FileTooLarge(f"{path.name} has {len(entries):,} rows; at most {limits.rows:,} are read.",
                           hint="split it into several files", details={"path": path.name})  # fmt: skip
    project = to_wgs84(path, content if isinstance(content, dict) else {})
    rows = [_row(path, number, entry, project) for number, entry in enumerate(entries, 1)]
    headings = list(dict.fromkeys(heading for row in rows for heading in row.cells))
    headings = _with_empty(entries, headings)
    if len(headings) > limits.columns:
        raise FileTooLarge(f"{path.name} has {len(headings):,} columns; at most {limits.columns:,} are read.",
                           hint="leave out what is not needed", details={"path": path.name})  # fmt: skip
    yield Table(None, headings, None, iter([row for row in rows if row.cells]))


def load(path: Path) -> Any:
    """The content of a JSON file; raises UnreadableFile that names the place."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=lambda name: None)
    except UnicodeDecodeError as error:
        raise _unreadable(path, "it is not UTF-8", "save it as UTF-8") from error
    except json.JSONDecodeError as error:
        why = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise _unreadable(path, f"it is not valid JSON ({why})", "export it again", row=error.lineno) from error
    except RecursionError as error:
        raise _unreadable(path, "it is nested too deeply", "export a plain list of rows") from error


def _unreadable(path: Path, why: str, hint: str, row: int | None = None) -> UnreadableFile:
    return UnreadableFile(f"{path.name} cannot be read: {why}.", hint=hint, details={"path": path.name, "row": row})


def _entries(path: Path, content: Any) -> list[Any]:
    if isinstance(content, list):
        return content
    if isinstance(content, dict):
        for name in _LISTS:
            if isinstance(content.get(name), list):
                return list(content[name])
    raise _unreadable(path, "it holds no list of rows", 'the list must be the whole file or stand under "index"')


def _row(path: Path, number: int, entry: Any, project: Callable[[Any], Any]) -> Row:
    if not isinstance(entry, dict):
        raise _unreadable(path, f"row {number} is no object", "every row must be an object {...}", row=number)
    cells: dict[str, Cell] = {}
    if entry.get("type") == "Feature":
        cells = {"id": text_of(entry["id"])} if entry.get("id") is not None else {}
        entry = {**(entry.get("properties") or {}), GEOMETRY: entry.get(GEOMETRY)}
    for heading, value in _flat(entry, ""):
        if _is_geometry(value):
            cells[GEOMETRY] = project(value)
        elif text := _text(value):
            cells[heading] = text
    return Row(number, cells)


def cells_of(properties: dict[str, Any]) -> dict[str, Cell]:
    """The filled cells of an object without a geometry; objects within it become columns 'outer.inner'."""
    return {heading: text for heading, value in _flat(properties, "") if (text := _text(value))}


def _flat(entry: dict[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    """Cells of a row; an object within it becomes columns 'outer.inner'."""
    for key, value in entry.items():
        if isinstance(value, dict) and not _is_geometry(value):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _is_geometry(value: Any) -> bool:
    return (
        isinstance(value, dict) and value.get("type") in _SHAPES and ("coordinates" in value or "geometries" in value)
    )


def _text(value: Any) -> str:
    if isinstance(value, list):
        plain = all(not isinstance(part, dict | list) for part in value)
        return "; ".join(filter(None, map(text_of, value))) if plain else json.dumps(value, ensure_ascii=False)
    return text_of(value)


def _with_empty(entries: list[dict[str, Any]], headings: list[str]) -> list[str]:
    """Columns that no row fills are columns all the same: a mapping may name them."""
    first = entries[0].get("properties") if entries[0].get("type") == "Feature" else entries[0]
    known = set(headings)
    empty = [key for key, value in (first or {}).items() if key not in known and not isinstance(value, dict)]
    return headings + empty
