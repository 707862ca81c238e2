"""Outlines: GeoJSON or WKT in, valid WKT out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from schema.values import KINDS, ValueProblem

SQUARE = [[[13.0, 52.0], [13.1, 52.0], [13.1, 52.1], [13.0, 52.1], [13.0, 52.0]]]
BOW_TIE = [[[13.0, 52.0], [13.1, 52.1], [13.1, 52.0], [13.0, 52.1], [13.0, 52.0]]]
WKT = "POLYGON ((13 52, 13.1 52, 13.1 52.1, 13 52.1, 13 52))"
KIND = KINDS["geometry"]


def polygon(coordinates: Any = SQUARE) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": coordinates}


@pytest.mark.parametrize(
    "raw",
    [
        polygon(),
        json.dumps(polygon()),
        {"type": "Feature", "properties": {}, "geometry": polygon()},
        {"type": "GeometryCollection", "geometries": [polygon()]},
        WKT,
    ],
    ids=["geojson", "json text", "feature", "collection", "wkt"],
)
def test_an_outline_in_any_form(raw: object) -> None:
    assert KIND.clean(raw) == WKT
    assert KIND.validate(WKT)


@pytest.mark.parametrize(
    "raw",
    [
        polygon(BOW_TIE),
        polygon([[[13.0, 52.0], [13.1, 52.0]]]),
        polygon([[[4501234.5, 5812345.1], [4501334.5, 5812345.1], [4501334.5, 5812445.1], [4501234.5, 5812345.1]]]),
        polygon("nonsense"),
        {"type": "Point", "coordinates": [13.0, 52.0]},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": []},
        "POLYGON ((13 52",
        "irgendwo",
        7,
    ],
)
def test_what_is_no_outline_is_named(raw: object) -> None:
    with pytest.raises(ValueProblem) as problem:
        KIND.clean(raw)
    assert problem.value.code == "geometry-invalid"


def test_a_border_that_touches_itself_at_a_corner_is_repaired() -> None:
    spike = [[[13.0, 52.0], [13.1, 52.0], [13.1, 52.1], [13.1, 52.1001], [13.1, 52.1], [13.0, 52.1], [13.0, 52.0]]]
    assert KIND.compare(KIND.clean(polygon(spike)) or "", WKT) == 1.0


def test_likeness_is_common_area() -> None:
    half = "POLYGON ((13 52, 13.05 52, 13.05 52.1, 13 52.1, 13 52))"
    assert KIND.compare(WKT, half) == pytest.approx(0.5)
    assert KIND.caption(WKT, "de") == "Fläche mit 5 Punkten"
