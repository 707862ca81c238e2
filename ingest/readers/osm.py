"""OpenStreetMap as Overpass JSON: the elements that are actors, with address and centre, and those that are addresses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.readers import osm_addresses
from ingest.readers.loose import object_of, objects, scalar, texts
from ingest.readers.notes import NotedTable, left_aside
from ingest.readers.osm_actors import HEADINGS, TABLE, cells_of, kinds_of, name_of
from ingest.readers.osm_centre import Point, centre
from ingest.readers.tables import Limits, Row, Table
from schema.errors import FileTooLarge, UnreadableFile

Element = dict[str, Any]
_KINDS = {"node", "way", "relation"}
_SIDES = ("minlon", "maxlon", "minlat", "maxlat")


def is_overpass(content: Any) -> bool:
    """Is this the answer of an Overpass server?"""
    if not isinstance(content, dict) or not isinstance(content.get("elements"), list):
        return False
    elements = content["elements"]
    return "osm3s" in content or "remark" in content or bool(elements[:1] and _kind(elements[0]))


def tables(path: Path, content: Any, limits: Limits) -> Iterator[Table]:
    """The table of actors and, where there are any, that of bare addresses.

    A server that gave up half-way says so in `remark`: then nothing is read.
    """
    if content.get("remark"):
        raise incomplete(path, str(content["remark"]))
    elements = [_cleaned(element) for element in objects(content["elements"]) if _kind(element)]
    if len(elements) > limits.rows:
        raise FileTooLarge(f"{path.name} has {len(elements):,} elements; at most {limits.rows:,} are read.",
                           hint="ask for a smaller area", details={"path": path.name})  # fmt: skip
    places = _Places(elements)
    rows: list[Row] = []
    houses: list[Row] = []
    unnamed = 0
    for number, element in enumerate(elements, 1):
        tags = element["tags"]
        kinds = kinds_of(tags)
        if kinds and not name_of(tags):
            unnamed += 1
        elif kinds:
            rows.append(Row(number, cells_of(f"{element['type']}/{element['id']}", tags, kinds, places.of(element))))
        elif osm_addresses.is_address(tags) and (at := places.of(element)):
            houses.append(Row(number, osm_addresses.cells_of(f"{element['type']}/{element['id']}", tags, at)))
    stated = content.get("osm3s")
    observed = str(stated.get("timestamp_osm_base") or "")[:10] if isinstance(stated, dict) else ""
    notes = left_aside(unnamed, "elements without a name")
    if rows or notes or not houses:
        yield NotedTable(TABLE, list(HEADINGS), None, iter(rows), observed or None, notes=notes)
    if houses:
        yield Table(osm_addresses.TABLE, list(osm_addresses.HEADINGS), None, iter(houses), observed or None)


def incomplete(path: Path, remark: str) -> UnreadableFile:
    """The error for an answer that a server broke off."""
    return UnreadableFile(
        f"{path.name} is not complete: the Overpass server said {remark[:300]!r}.",
        hint="ask again with a longer [timeout:…] or for a smaller area",
        details={"path": path.name},
    )


def _kind(element: Any) -> str:
    kind = scalar(element.get("type")) if isinstance(element, dict) else ""
    return kind if kind in _KINDS else ""


def _cleaned(element: Element) -> Element:
    """An element in the shape that the format promises: texts as tags, ids as texts, lists of what they are lists of."""
    return {
        "type": _kind(element),
        "id": scalar(element.get("id")),
        "tags": {key: value for key, value in object_of(element.get("tags")).items() if isinstance(value, str)},
        "at": _point(element) or _point(element.get("center")),
        "nodes": texts(element.get("nodes")),
        "geometry": [point for point in map(_point, objects(element.get("geometry"))) if point],
        "bounds": [object_of(element.get("bounds")).get(side) for side in _SIDES],
        "members": [
            {
                "id": scalar(member.get("ref")),
                "nodes": [],
                "geometry": _cleaned({"geometry": member.get("geometry")})["geometry"],
            }
            for member in objects(element.get("members"))
            if member.get("type") == "way" and member.get("role") != "inner"
        ],
    }


class _Places:
    """Where elements are: as the server says (`center`, `geometry`, `bounds`), else by the nodes in the same answer."""

    def __init__(self, elements: list[Element]) -> None:
        self._nodes: dict[str, Point] = {e["id"]: e["at"] for e in elements if e["type"] == "node" and e["at"]}
        self._ways: dict[str, Element] = {e["id"]: e for e in elements if e["type"] == "way"}

    def of(self, element: Element) -> Point | None:
        """Longitude and latitude of a node, of the middle of a way or area, None where it cannot be known."""
        at: Point | None = element["at"]
        if at:
            return at
        lines = [line for part in (element, *element["members"]) if (line := self._line(part))]
        if lines:
            return centre(lines)
        west, east, south, north = element["bounds"]
        edges = _point({"lon": west, "lat": south}), _point({"lon": east, "lat": north})
        return centre([[edge for edge in edges if edge]]) if all(edges) else None

    def _line(self, way: Element) -> list[Point]:
        line: list[Point] = way["geometry"] or [self._nodes[id] for id in way["nodes"] if id in self._nodes]
        known = self._ways.get(way["id"])
        return line or (self._line(known) if known is not None and known is not way else [])


def _point(thing: Any) -> Point | None:
    lon, lat = (thing.get("lon"), thing.get("lat")) if isinstance(thing, dict) else (None, None)
    if not (isinstance(lon, int | float) and isinstance(lat, int | float)):
        return None
    return (float(lon), float(lat)) if -180 <= lon <= 180 and -90 <= lat <= 90 else None
