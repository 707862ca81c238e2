"""Coordinates of a GeoJSON file in degrees (WGS84), whatever system the file declares."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pyproj import Transformer
from pyproj.exceptions import ProjError

from schema.errors import UnreadableFile

_WGS84 = re.compile(r"CRS84h?|EPSG:+(?:[\d.]*:)?(?:4326|4979)$")
_EPSG = re.compile(r"EPSG:+(?:[\d.]*:)?(\d+)$")


def to_wgs84(path: Path, content: dict[str, Any]) -> Callable[[Any], Any]:
    """A function from a geometry as the file has it to the same geometry in degrees, longitude first."""
    declared = content.get("crs")
    name = str((declared.get("properties") or {}).get("name", "")) if isinstance(declared, dict) else ""
    if not name or _WGS84.search(name):
        return lambda geometry: geometry
    match = _EPSG.search(name)
    try:
        transformer = Transformer.from_crs(int(match[1]), 4326, always_xy=True) if match else None
    except ProjError:
        transformer = None
    if transformer is None:
        raise UnreadableFile(
            f"{path.name} is in the coordinate system {name!r}, which is not known.",
            hint="export it in WGS84 (EPSG:4326)",
            details={"path": path.name},
        )
    return lambda geometry: _projected(geometry, transformer)


def _projected(geometry: Any, transformer: Transformer) -> Any:
    if "geometries" in geometry:
        return {**geometry, "geometries": [_projected(part, transformer) for part in geometry["geometries"]]}
    return {**geometry, "coordinates": _moved(geometry["coordinates"], transformer)}


def _moved(coordinates: Any, transformer: Transformer) -> Any:
    """Nested lists of positions, moved; what is no position stays and is found out when the geometry is read."""
    if not isinstance(coordinates, list):
        return coordinates
    if len(coordinates) >= 2 and all(isinstance(number, int | float) for number in coordinates):
        lon, lat = transformer.transform(coordinates[0], coordinates[1])
        return [round(lon, 8), round(lat, 8)]
    return [_moved(part, transformer) for part in coordinates]
