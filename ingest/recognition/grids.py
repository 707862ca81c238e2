"""Coordinates of a list: degrees, or metres of a grid that is told by what is said and by the size of the numbers."""

from __future__ import annotations

import re
from typing import Any

from ingest.recognition.celltests import coordinate
from ingest.recognition.contents import Column
from schema.values.folding import words

GAUSS_KRUEGER = {2: "EPSG:31466", 3: "EPSG:31467", 4: "EPSG:31468", 5: "EPSG:31469"}
# What a heading may say, and the system it means.
SAID = {
    "lv95": "EPSG:2056",
    "lv03": "EPSG:21781",
    "ch1903": "EPSG:21781",
    "mercator": "EPSG:3857",
    "webmercator": "EPSG:3857",
    "bng": "EPSG:27700",
    "osgb": "EPSG:27700",
    "osgb36": "EPSG:27700",
    "lambert": "EPSG:31287",
    "utm32": "EPSG:25832",
    "utm33": "EPSG:25833",
}
NUMBERED = re.compile(r"\b(2056|21781|27700|31287|3857|4647|5650|2583[1-3]|3146[6-9]|326\d\d)\b")
EAST = re.compile(r"^(?:0[1-4]|1[0-9]|0?[89]\d{3}$)")  # postal codes of the eastern zone of UTM
SWISS_NORTH, AUSTRIAN_NORTH = (60_000, 310_000), (200_000, 660_000)
LAEA_NORTHMOST = (
    4_000_000  # of Central Europe in the grid of European statistics; in others all of it lies farther north
)
UTM_NORTHMOST, UTM_EASTMOST = 6_150_000, 950_000  # of places in and around Germany


def point(lon: Column, lat: Column, codes: Column | None) -> dict[str, Any]:
    """Coordinates of a place: degrees, or metres of a German grid, told by the size of the numbers."""
    spec: dict[str, Any] = {"lon": lon.heading, "lat": lat.heading}
    grid = system(lon, lat, codes)
    return spec | ({"crs": {"const": grid}} if grid else {})


def point_cell(column: Column) -> dict[str, Any]:
    """Both numbers in one cell: WKT (longitude first) or "latitude, longitude" as maps copy it."""
    if column.part(lambda text: text.startswith("{")) > 0.5 or any(isinstance(cell, dict) for cell in column.cells):
        return {"geojson": column.heading}
    number = r"-?\d{1,3}[.,]\d+"
    first, second = rf"({number})[\s,;]+{number}", rf"{number}[\s,;]+({number})"
    latitude_first = column.part(lambda text: not text.upper().startswith("POINT") and _first(text) > 44) > 0.5
    lon, lat = (second, first) if latitude_first else (first, second)
    return {"lon": {"column": column.heading, "pattern": lon}, "lat": {"column": column.heading, "pattern": lat}}


def _first(text: str) -> float:
    found = re.search(r"-?\d+(?:[.,]\d+)?", text)
    return float(found.group().replace(",", ".")) if found else 0.0


def system(lon: Column, lat: Column, codes: Column | None) -> str | None:
    """The coordinate system of two columns as an EPSG code; None for degrees."""
    east, north = _middle(lon), _middle(lat)
    if east is None or abs(east) <= 180:
        return None
    told = words(f"{lon.heading} {lat.heading}")
    said = " ".join(told)
    if named := NUMBERED.search(said):
        return f"EPSG:{named[1]}"
    if meant := next((SAID[word] for word in told if word in SAID), None):
        return meant
    if east > 10_000_000:  # the zone stands before the number: 33 392 345
        return f"EPSG:{5650 if int(east // 1_000_000) == 33 else 4647}"
    if north is not None and north < 2_000_000:
        return _small(east, north, said)
    if east > 2_000_000 and north is not None and north < LAEA_NORTHMOST:
        return "EPSG:3035"
    if east > 2_000_000:
        return GAUSS_KRUEGER.get(int(east // 1_000_000))
    if east > UTM_EASTMOST or (north is not None and north > UTM_NORTHMOST):
        return "EPSG:3857"
    if "33" in said or (codes is not None and "32" not in said and codes.part(EAST.match) > 0.5):
        return "EPSG:25833"
    return "EPSG:25832"


def _small(east: float, north: float, said: str) -> str | None:
    """Grids whose northings are small: the Swiss ones, the British and the Austrian."""
    if east > 2_000_000:
        return "EPSG:2056"
    if "easting" in said or "northing" in said:
        return "EPSG:27700"
    if SWISS_NORTH[0] <= north < SWISS_NORTH[1] and east > 470_000:
        return "EPSG:21781"
    return "EPSG:31287" if AUSTRIAN_NORTH[0] <= north < AUSTRIAN_NORTH[1] else None


def _middle(column: Column) -> float | None:
    found = sorted(value for value in map(coordinate, column.texts) if value is not None)
    return found[len(found) // 2] if found else None
