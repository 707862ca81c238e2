"""Outlines and boundaries: WKT in WGS84, polygons only, valid."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import shapely
from shapely.errors import GEOSException
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity, make_valid

from schema.values.base import Kind, Scalar, ValueProblem

_DECIMALS = 7
_REPAIRABLE = 0.001  # a repair may change the area by this share
_AREAL = (Polygon, MultiPolygon)


def clean(raw: object) -> str | None:
    """WKT from a GeoJSON geometry (or Feature), its JSON text, or WKT."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    geometry = _valid(_areal(_read(raw)))
    west, south, east, north = geometry.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise _invalid("its coordinates are not degrees (WGS84)")
    return str(shapely.to_wkt(geometry, rounding_precision=_DECIMALS, trim=True))


def _valid(geometry: Polygon | MultiPolygon) -> Polygon | MultiPolygon:
    """The outline itself, or its repair where a border merely touches or crosses itself at a corner."""
    if geometry.is_valid:
        return geometry
    repaired = _areal(make_valid(geometry))
    if abs(repaired.area - geometry.area) > _REPAIRABLE * repaired.area:
        raise _invalid(explain_validity(geometry))
    return repaired


def _read(raw: object) -> BaseGeometry:
    try:
        if isinstance(raw, str) and raw.lstrip().startswith("{"):
            raw = json.loads(raw)
        if isinstance(raw, Mapping):
            return shape(raw["geometry"] if raw.get("type") == "Feature" else _checked(raw))
        return shapely.from_wkt(str(raw))
    except (GEOSException, ValueError, TypeError, KeyError, AttributeError, IndexError):
        raise _invalid("it is neither GeoJSON nor WKT") from None


def _checked(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    if "coordinates" not in raw and "geometries" not in raw:
        raise ValueError("no coordinates")
    return raw


def _areal(geometry: BaseGeometry | None) -> Polygon | MultiPolygon:
    """The polygons of a geometry, also of a collection of them."""
    if geometry is None or geometry.is_empty:
        raise _invalid("it is empty")
    if isinstance(geometry, _AREAL):
        return geometry
    polygons = [part for part in getattr(geometry, "geoms", []) if isinstance(part, _AREAL)]
    if not polygons:
        raise _invalid("it is not an area")
    merged = polygons[0] if len(polygons) == 1 else shapely.union_all(polygons)
    if isinstance(merged, _AREAL):
        return merged
    raise _invalid("it is not an area")


def _invalid(why: str) -> ValueProblem:
    return ValueProblem("geometry-invalid", f"The geometry cannot be used: {why}.")


def compare(left: Scalar, right: Scalar) -> float:
    """Area in both divided by area in either."""
    first, second = shapely.from_wkt(str(left)), shapely.from_wkt(str(right))
    either = first.union(second).area
    return float(first.intersection(second).area / either) if either else 0.0


def caption(value: Scalar, lang: str) -> str:
    """What kind of thing it is; a drawing says more than its coordinates."""
    corners = int(shapely.get_num_coordinates(shapely.from_wkt(str(value))))
    return f"Fläche mit {corners} Punkten" if lang == "de" else f"area of {corners} points"


KIND = Kind("geometry", clean, compare, caption)
