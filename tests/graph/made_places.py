"""A made town for the search: districts, an address list with two streets of one name, venues."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import openpyxl

from graph.places import Places
from graph.seal import KeyRing
from graph.store import Store
from ingest.pipeline import Options, ingest
from ingest.quality import Report

TODAY = dt.date(2026, 3, 1)
HEADINGS = ["Straße", "Hausnummer", "Zusatz", "PLZ", "Ortsteil", "lon", "lat"]
WEST, EAST = 13.05, 13.15  # the middles of the two districts, Altort and Neuort
ROWS = [
    *[["Lindenstraße", n, "", "09991", "Altort", WEST + n * 1e-4, 52.0501] for n in (1, 3, 5, 7, 9)],
    *[["Lindenstraße", n, "", "09992", "Neuort", WEST + 0.05 + n * 1e-4, 52.0501] for n in (11, 13, 15, 17, 19)],
    *[["Lindenstraße", n, "", "09991", "Altort", WEST + n * 1e-3, 52.0501] for n in (10, 20, 30, 40, 49)],
    ["Hauptstraße", 5, "", "09991", "Altort", WEST, 52.01],
    ["Hauptstraße", 5, "", "09992", "Neuort", EAST, 52.09],
    ["Hauptstraße", 7, "a", "09992", "Neuort", EAST + 1e-4, 52.09],
    ["Am Alten Markt", 12, "", "09991", "Altort", WEST, 52.02],
    ["Am Alten Markt", 14, "", "09991", "Altort", WEST + 1e-4, 52.02],
    ["Am Alten Markt", 16, "", "09991", "Altort", WEST + 2e-4, 52.02],
    ["Markt", 1, "", "09991", "Altort", WEST, 52.021],
    ["Gartenweg", 1, "", "09991", "Altort", WEST + 1e-4, 52.0203],
    ["Garten", 1, "", "09991", "Altort", WEST, 52.031],
]
VENUES = [
    ["Haus der Begegnung", "Gartenweg", "1", "09991"],
    ["Kulturscheune e. V.", "Hauptstraße", "5", "09992"],
    ["Sport", "Garten", "1", "09991"],
]


def write_csv(path: Path, headings: list[str], rows: list[list[object]]) -> Path:
    lines = [";".join(map(str, line)) for line in [headings, *rows]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def addresses(folder: Path, rows: list[list[object]] | None = None, name: str = "adressen.csv") -> Path:
    return write_csv(folder / name, HEADINGS, ROWS if rows is None else rows)


def workbook(path: Path, headings: list[str], rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in [headings, *rows]:
        book.active.append(line)
    book.save(path)
    return path


def geojson(path: Path, rows: list[list[object]]) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": dict(zip(HEADINGS[:5], row[:5], strict=True)),
            "geometry": {"type": "Point", "coordinates": row[5:]},
        }
        for row in rows
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def overpass(path: Path, rows: list[list[object]]) -> Path:
    elements = [
        {
            "type": "node",
            "id": n,
            "lon": row[5],
            "lat": row[6],
            "tags": {
                "addr:street": row[0],
                "addr:housenumber": f"{row[1]}{row[2]}",
                "addr:postcode": row[3],
                "addr:suburb": row[4],
            },
        }
        for n, row in enumerate(rows, 1)
    ]
    shop = {"type": "node", "id": 99, "lon": WEST, "lat": 52.0,
            "tags": {"addr:street": "Ladenstraße", "addr:housenumber": "1", "shop": "books"}}  # fmt: skip
    path.write_text(json.dumps({"version": 0.6, "elements": [*elements, shop]}), encoding="utf-8")
    return path


def districts(folder: Path) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {"stadtteil": name, "schluessel": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, 52.0], [x + 0.1, 52.0], [x + 0.1, 52.1], [x, 52.1], [x, 52.0]]],
            },
        }
        for name, code, x in (("Altort", "01", 13.0), ("Neuort", "02", 13.1))
    ]
    path = folder / "stadtteile.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def town(store: Store, keys: KeyRing, folder: Path) -> Places:
    """The whole town in a store, ready to be searched."""
    venues = write_csv(folder / "vereine.csv", ["Verein", "Straße", "Hausnummer", "PLZ"], [list(row) for row in VENUES])
    report = bring(store, keys, districts(folder), venues, addresses(folder))
    assert not report.exit_code, [problem.message for problem in report.problems]
    return Places(store, TODAY)


def bring(store: Store, keys: KeyRing, *paths: Path, **options: object) -> Report:
    return ingest(store, keys, paths, Options(**{"observed": "2026-01-01", **options}))  # type: ignore[arg-type]
