"""The middle of a way or an area of OpenStreetMap."""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from shapely.geometry import LineString, MultiPoint, Polygon

Point = tuple[float, float]


def centre(lines: Sequence[Sequence[Point]]) -> Point:
    """Of areas that the lines enclose, the centroid (a point inside where that lies outside); else of the lines.

    Coordinates are longitude and latitude in degrees; an actor's ground is small enough to take them for plane ones.
    """
    long = [LineString(line) for line in lines if len(line) > 1]
    polygons = [one for one in shapely.get_parts(shapely.polygonize(long)) if isinstance(one, Polygon)] if long else []
    if polygons:
        shape = shapely.union_all(polygons)
        middle = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
    else:
        middle = MultiPoint([point for line in lines for point in line]).centroid
    return float(middle.x), float(middle.y)
