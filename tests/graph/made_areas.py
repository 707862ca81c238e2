"""Two made areas and a Quartier across their border, as maps that go through the ordinary import."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shapely import Polygon, box, to_geojson

from graph.seal import KeyRing
from graph.store import Store
from ingest.pipeline import Options, ingest

LON, LAT = 13.40, 52.50
STEP = 0.01  # degrees


def square(x: float, y: float, width: float = 1.0, height: float = 1.0) -> Polygon:
    """A rectangle on a grid of a hundredth of a degree."""
    return box(LON + x * STEP, LAT + y * STEP, LON + (x + width) * STEP, LAT + (y + height) * STEP)


def feature(ground: Polygon, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": json.loads(to_geojson(ground))}


def area(name: str, code: str, ground: Polygon, **properties: Any) -> dict[str, Any]:
    known = {"name": name, "scheme": "Probe", "level": "Planungsraum", "code": code, "valid_from": "2010"}
    return feature(ground, **(known | properties))


def outline(quartier: str, ground: Polygon, drawn_by: str = "Runder Tisch", drawn_on: str = "2020") -> dict[str, Any]:
    return feature(ground, quartier=quartier, drawn_by=drawn_by, drawn_on=drawn_on)


def bring(store: Store, keys: KeyRing, folder: Path, name: str, features: Sequence[dict[str, Any]]) -> None:
    path = folder / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    report = ingest(store, keys, [path], Options(observed="2024-01-01"))
    assert report.exit_code == 0, report.to_json()


def bring_maps(store: Store, keys: KeyRing, folder: Path, people: tuple[int, int] | None = None) -> None:
    """Nord above, Süd below, and "Mitte" with two outlines across both."""
    north, south = ({"population": n} for n in people) if people else ({}, {})
    areas = [area("Nord", "01", square(0, 0), **north), area("Süd", "02", square(0, -1), **south)]
    bring(store, keys, folder, "areas.geojson", areas)
    half = square(0.25, -0.5, 0.5, 1.0)
    bring(store, keys, folder, "quartiere.geojson", [outline("Mitte", half), outline("Mitte", half, "Bezirksamt")])
