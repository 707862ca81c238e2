"""Geometries from any projection to degrees (WGS84), and the check that they are in degrees at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError
from shapely.errors import GEOSException
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from schema.errors import UnreadableFile

_DECIMALS = 8
_REMEDY = "add the .prj file that belongs to it, or export it in WGS84 (EPSG:4326)"


def from_wkt(path: Path, wkt: str) -> Callable[[Any], Any]:
    """A function from a GeoJSON geometry in the system that a .prj file describes to the same in degrees.

    An empty `wkt` means that nothing is said: then the coordinates must be degrees already.
    """
    if not wkt.strip():
        return lambda geometry: in_degrees(path, geometry)
    try:
        transformer = Transformer.from_crs(CRS.from_wkt(wkt), CRS.from_epsg(4326), always_xy=True)
    except (CRSError, ProjError) as error:
        raise UnreadableFile(
            f"{path.name}: its .prj file names no coordinate system that is known ({wkt.strip()[:80]!r}).",
            hint="export it in WGS84 (EPSG:4326)",
            details={"path": path.name},
        ) from error
    return lambda geometry: in_degrees(path, _projected(path, geometry, transformer))


def in_degrees(path: Path, geometry: dict[str, Any]) -> dict[str, Any]:
    """The geometry itself, if its coordinates can be degrees; else UnreadableFile with the remedy."""
    west, south, east, north = _shape(path, geometry).bounds or (0, 0, 0, 0)
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise UnreadableFile(
            f"{path.name}: its coordinates are not degrees (such as {west:.0f}, {south:.0f}), and no coordinate system is stated.",
            hint=_REMEDY,
            details={"path": path.name},
        )
    return geometry


def _projected(path: Path, geometry: dict[str, Any], transformer: Transformer) -> dict[str, Any]:
    flat = shapely.force_2d(_shape(path, geometry))
    moved = shapely.transform(flat, lambda x, y: transformer.transform(x, y), interleaved=False)
    found: dict[str, Any] = json.loads(
        json.dumps(mapping(moved)), parse_float=lambda text: round(float(text), _DECIMALS)
    )
    return found


def _shape(path: Path, geometry: dict[str, Any]) -> BaseGeometry:
    try:
        return shape(geometry)
    except (GEOSException, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise UnreadableFile(f"{path.name} holds a geometry that cannot be read: {error}.", hint="export it again",
                             details={"path": path.name}) from error  # fmt: skip
