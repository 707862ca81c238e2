"""The raw lists as the tests count them: read with the standard library alone, apart from our readers."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from shapely import Point
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

CLUBS, EVENTS, SCHOOLS = "freizeit-sport-jfe.json", "buergerservice-familie-sbst.json", "berlin-schulen.csv"
PROJECTS = "freizeit-sport-ja-jsa.json"
METRES_PER_DEGREE = 111_320.0


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a JSON list; the first is row 1."""
    found: list[dict[str, Any]] = json.loads((folder / name).read_text(encoding="utf-8"))["index"]
    return found


def schools(folder: Path) -> dict[int, dict[str, str]]:
    """Row as the spreadsheet shows it (headings are row 1) -> cells, of rows that are schools."""
    with (folder / SCHOOLS).open(encoding="utf-8-sig", newline="") as file:
        return {number: row for number, row in enumerate(csv.DictReader(file), 2) if row["bsn"]}


def region(folder: Path, name: str) -> BaseGeometry:
    """The outline of a Bezirksregion as its GeoJSON has it."""
    document = json.loads((folder / "boundaries" / "bezirksregionen-bis-2020.geojson").read_text(encoding="utf-8"))
    for feature in document["features"]:
        if name in feature["properties"].values():
            return shape(feature["geometry"])
    raise LookupError(name)


def metres_outside(outline: BaseGeometry, longitude: float, latitude: float) -> float:
    """How far a point lies outside an outline (0 inside), near enough for tens of metres at Berlin's latitude."""
    stretched = shape(_stretch(outline.__geo_interface__))
    return float(stretched.distance(Point(longitude * 0.6088, latitude))) * METRES_PER_DEGREE


def _stretch(value: Any) -> Any:
    """Longitudes shrunk by cos(52.5°), so that both axes have one scale."""
    if isinstance(value, dict):
        return {key: _stretch(part) if key in {"coordinates", "geometries"} else part for key, part in value.items()}
    if isinstance(value, list | tuple):
        if len(value) >= 2 and all(isinstance(part, float | int) for part in value):
            return (value[0] * 0.6088, value[1])
        return [_stretch(part) for part in value]
    return value
