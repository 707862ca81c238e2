"""OpenStreetMap as Overpass JSON: the elements that are actors, with address and centre."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.readers.notes import NotedTable, left_aside
from ingest.readers.osm_actors import HEADINGS, TABLE, cells_of, kinds_of, name_of
from ingest.readers.osm_centre import Point, centre
from ingest.readers.tables import Limits, Row, Table
from schema.errors import FileTooLarge, UnreadableFile

Element = dict[str, Any]
_KINDS = {"node", "way", "relation"}


def is_overpass(content: Any) -> bool:
    """Is this the answer of an Overpass server?"""
    if not isinstance(content, dict) or not isinstance(content.get("elements"), list):
        return False
    elements = content["elements"]
    return "osm3s" in content or "remark" in content or any(_kind(element) for element in elements[:1])


def tables(path: Path, content: Any, limits: Limits) -> Iterator[Table]:
    """The one table of actors. A server that gave up half-way says so in `remark`: then nothing is read."""
    if content.get("remark"):
        raise incomplete(path, str(content["remark"]))
    elements = [element for element in content["elements"] if _kind(element)]
    if len(elements) > limits.rows:
        raise FileTooLarge(f"{path.name} has {len(elements):,} elements; at most {limits.rows:,} are read.",
                           hint="ask for a smaller area", details={"path": path.name})  # fmt: skip
    places = _Places(elements)
    rows: list[Row] = []
    unnamed = 0
    for number, element in enumerate(elements, 1):
        tags = element["tags"] if isinstance(element.get("tags"), dict) else {}
        kinds = kinds_of(tags)
        if kinds and not name_of(tags):
            unnamed += 1
        elif kinds:
            rows.append(
                Row(number, cells_of(f"{element['type']}/{element.get('id')}", tags, kinds, places.of(element)))
            )
    stated = content.get("osm3s")
    observed = str(stated.get("timestamp_osm_base") or "")[:10] if isinstance(stated, dict) else ""
    notes = left_aside(unnamed, "elements without a name")
    yield NotedTable(TABLE, list(HEADINGS), None, iter(rows), observed or None, notes=notes)


def incomplete(path: Path, remark: str) -> UnreadableFile:
    """The error for an answer that a server broke off."""
    return UnreadableFile(
        f"{path.name} is not complete: the Overpass server said {remark[:300]!r}.",
        hint="ask again with a longer [timeout:…] or for a smaller area",
        details={"path": path.name},
    )


def _kind(element: Any) -> str:
    kind = element.get("type") if isinstance(element, dict) else None
    return str(kind) if kind in _KINDS else ""


class _Places:
    """Where elements are: as the server says (`center`, `geometry`, `bounds`), else by the nodes in the same answer."""

    def __init__(self, elements: list[Element]) -> None:
        self._nodes = {e.get("id"): _point(e) for e in elements if e["type"] == "node"}
        self._ways = {e.get("id"): e for e in elements if e["type"] == "way"}

    def of(self, element: Element) -> Point | None:
        """Longitude and latitude of a node, of the middle of a way or area, None where it cannot be known."""
        if element["type"] == "node" or isinstance(element.get("center"), dict):
            return _point(element if element["type"] == "node" else element["center"])
        lines = self._lines(element)
        if lines:
            return centre(lines)
        bounds = element.get("bounds")
        if isinstance(bounds, dict) and {"minlon", "maxlon", "minlat", "maxlat"} <= bounds.keys():
            return (bounds["minlon"] + bounds["maxlon"]) / 2, (bounds["minlat"] + bounds["maxlat"]) / 2
        return None

    def _lines(self, element: Element) -> list[list[Point]]:
        if element["type"] == "way":
            found = [_point(node) for node in element.get("geometry") or []]
            found = found or [self._nodes.get(id) for id in element.get("nodes") or []]
            line = [point for point in found if point]
            return [line] if line else []
        members = [member for member in element.get("members") or [] if isinstance(member, dict)]
        ways = [
            member if member.get("geometry") else self._ways.get(member.get("ref"), {})
            for member in members
            if member.get("type") == "way" and member.get("role") != "inner"
        ]
        return [line for way in ways for line in self._lines({**way, "type": "way"})]


def _point(thing: Any) -> Point | None:
    lon, lat = (thing.get("lon"), thing.get("lat")) if isinstance(thing, dict) else (None, None)
    return (float(lon), float(lat)) if isinstance(lon, int | float) and isinstance(lat, int | float) else None
