"""TopoJSON: boundaries that share their arcs, also quantised ones; each named object is a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from ingest.readers.crs import to_wgs84
from ingest.readers.jsonrows import GEOMETRY, cells_of
from ingest.readers.projection import in_degrees
from ingest.readers.tables import Limits, Row, Table, text_of
from schema.errors import FileTooLarge, UnreadableFile

Position = list[float]
_DEPTH = {"LineString": 1, "Polygon": 2, "MultiLineString": 2, "MultiPolygon": 3}


def is_topology(content: Any) -> bool:
    """Is this TopoJSON?"""
    return isinstance(content, dict) and content.get("type") == "Topology" and isinstance(content.get("objects"), dict)


def tables(path: Path, content: Any, limits: Limits) -> Iterator[Table]:
    """One table for each object of the topology."""
    try:
        topology = _Topology(content)
        project = to_wgs84(path, content)
        for name, thing in content["objects"].items():
            entries = thing["geometries"] if thing.get("type") == "GeometryCollection" else [thing]
            if len(entries) > limits.rows:
                raise FileTooLarge(f"{path.name} has {len(entries):,} rows; at most {limits.rows:,} are read.",
                                   hint="split it into several files", details={"path": path.name})  # fmt: skip
            rows = [_row(path, number, entry, topology, project) for number, entry in enumerate(entries, 1)]
            yield Table(name, list(dict.fromkeys(key for row in rows for key in row.cells)), None, iter(rows))
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise UnreadableFile(
            f"{path.name} is not valid TopoJSON: {type(error).__name__} at {error}.",
            hint="export it again, or as GeoJSON",
            details={"path": path.name},
        ) from error


def _row(path: Path, number: int, entry: dict[str, Any], topology: _Topology, project: Callable[[Any], Any]) -> Row:
    named = {"id": text_of(entry["id"])} if entry.get("id") is not None else {}
    cells = cells_of({**named, **(entry.get("properties") or {})})
    geometry = topology.geometry(entry)
    if geometry is not None:
        cells[GEOMETRY] = in_degrees(path, project(geometry))
    return Row(number, cells)


class _Topology:
    """Arcs and positions, with the quantisation undone."""

    def __init__(self, content: dict[str, Any]) -> None:
        transform = content.get("transform") or {}
        self._scale = transform.get("scale") or [1, 1]
        self._translate = transform.get("translate") or [0, 0]
        quantised = bool(transform)
        self._arcs = [self._arc(arc, quantised) for arc in content["arcs"]]

    def geometry(self, entry: dict[str, Any]) -> dict[str, Any] | None:
        """The GeoJSON geometry of an object; None for a null one."""
        kind = entry.get("type")
        if kind is None:
            return None
        if kind == "GeometryCollection":
            return {"type": kind, "geometries": [self.geometry(part) for part in entry["geometries"]]}
        if kind == "Point":
            return {"type": kind, "coordinates": self._placed(entry["coordinates"])}
        if kind == "MultiPoint":
            return {"type": kind, "coordinates": [self._placed(one) for one in entry["coordinates"]]}
        return {"type": kind, "coordinates": self._lines(entry["arcs"], _DEPTH[kind])}

    def _arc(self, arc: list[Position], quantised: bool) -> list[Position]:
        if not quantised:
            return [position[:2] for position in arc]
        steps = accumulate(arc, lambda at, step: [at[0] + step[0], at[1] + step[1]])
        return [self._placed(position) for position in steps]

    def _placed(self, position: Position) -> Position:
        return [position[axis] * self._scale[axis] + self._translate[axis] for axis in (0, 1)]

    def _lines(self, arcs: list[Any], depth: int) -> list[Any]:
        if depth > 1:
            return [self._lines(part, depth - 1) for part in arcs]
        line: list[Position] = []
        for index in arcs:
            arc = self._arcs[index] if index >= 0 else self._arcs[~index][::-1]
            line += arc[1:] if line else arc  # arcs meet: the first position of one is the last of the one before
        return line
