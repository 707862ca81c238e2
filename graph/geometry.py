"""Between degrees (WGS 84) and metres (ETRS89-LAEA, an equal-area projection of Europe)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from pyproj import Transformer
from shapely import wkt
from shapely.geometry.base import BaseGeometry

Bounds = tuple[float, float, float, float]  # west, south, east, north
EQUAL_AREA = "EPSG:3035"
_TO_METRES = Transformer.from_crs("EPSG:4326", EQUAL_AREA, always_xy=True)
_TO_DEGREES = Transformer.from_crs(EQUAL_AREA, "EPSG:4326", always_xy=True)


def to_metres(text: str) -> BaseGeometry:
    """A WGS 84 geometry (WKT) in the equal-area projection, made valid."""
    geometry = shapely.transform(wkt.loads(text), project)
    return geometry if geometry.is_valid else shapely.make_valid(geometry)


def to_degrees(metres: BaseGeometry) -> BaseGeometry:
    """A geometry of the equal-area projection in longitude and latitude (WGS 84)."""
    return shapely.transform(metres, lambda xy: np.column_stack(_TO_DEGREES.transform(xy[:, 0], xy[:, 1])))


def project(coordinates: np.ndarray) -> np.ndarray:
    """n×2 longitude and latitude -> n×2 metres."""
    return np.column_stack(_TO_METRES.transform(coordinates[:, 0], coordinates[:, 1]))


def extent(geometries: Iterable[str]) -> Bounds | None:
    """The box around geometries (WKT, WGS 84); None around none."""
    boxes = np.array([wkt.loads(text).bounds for text in geometries])
    if not len(boxes):
        return None
    west, south = boxes[:, :2].min(axis=0)
    east, north = boxes[:, 2:].max(axis=0)
    return float(west), float(south), float(east), float(north)
