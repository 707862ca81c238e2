"""JSON lists in their known forms, and GeoJSON in any coordinate system."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.readers import Row, open_tables
from schema.errors import UnreadableFile
from tests.ingest.made_files import as_json

ROWS = [{"id": "1", "name": "Haus A", "plz": None}, {"id": "2", "name": "Haus B", "plz": 10318}]
SQUARE = {"type": "Polygon", "coordinates": [[[13.0, 52.0], [13.1, 52.0], [13.1, 52.1], [13.0, 52.0]]]}


def rows(path: Path) -> list[Row]:
    return [row for table in open_tables(path) for row in table.rows]


@pytest.mark.parametrize("content", [ROWS, {"messages": {}, "results": {}, "index": ROWS}, {"results": ROWS}])
def test_lists_of_rows(tmp_path: Path, content: Any) -> None:
    [table] = open_tables(as_json(tmp_path / "a.json", content))
    assert (table.name, table.header_row, table.headings) == (None, None, ["id", "name", "plz"])
    assert list(table.rows) == [
        Row(1, {"id": "1", "name": "Haus A"}),
        Row(2, {"id": "2", "name": "Haus B", "plz": "10318"}),
    ]


def test_a_column_that_no_row_fills_is_known(tmp_path: Path) -> None:
    [table] = open_tables(as_json(tmp_path / "a.json", [{"name": "A", "ort": None}]))
    assert table.headings == ["name", "ort"]


def test_values_within_values(tmp_path: Path) -> None:
    entry = {"name": "A", "tags": ["x", 1, None], "ort": {"plz": "1", "punkt": {"lat": 52.5}}, "teile": [{"a": 1}]}
    [row] = rows(as_json(tmp_path / "a.json", [entry]))
    assert row.cells == {"name": "A", "tags": "x; 1", "ort.plz": "1", "ort.punkt.lat": "52.5", "teile": '[{"a": 1}]'}


def test_features(tmp_path: Path) -> None:
    feature = {"type": "Feature", "id": 7, "properties": {"name": "A"}, "geometry": SQUARE}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    content = {"type": "FeatureCollection", "crs": crs, "features": [feature]}
    assert rows(as_json(tmp_path / "a.geojson", content)) == [Row(1, {"id": "7", "name": "A", "geometry": SQUARE})]


def test_a_geometry_under_another_name(tmp_path: Path) -> None:
    [row] = rows(as_json(tmp_path / "a.json", [{"id": "1", "shape": SQUARE}]))
    assert row.cells == {"id": "1", "geometry": SQUARE}


@pytest.mark.parametrize("name", ["EPSG:25833", "urn:ogc:def:crs:EPSG::25833"])
def test_metres_become_degrees(tmp_path: Path, name: str) -> None:
    geometry = {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [500000.0, 5820000.0]}]}
    feature = {"type": "Feature", "properties": {}, "geometry": geometry}
    content = {"type": "FeatureCollection", "crs": {"properties": {"name": name}}, "features": [feature]}
    [row] = rows(as_json(tmp_path / "a.geojson", content))
    shape = row.cells["geometry"]
    assert isinstance(shape, dict)
    assert shape["geometries"][0]["coordinates"] == pytest.approx([15.0, 52.53], abs=0.005)


def test_a_coordinate_system_nobody_knows(tmp_path: Path) -> None:
    crs = {"properties": {"name": "EPSG:999999"}}
    feature = {"type": "Feature", "properties": {"name": "A"}, "geometry": SQUARE}
    path = as_json(tmp_path / "a.geojson", {"type": "FeatureCollection", "crs": crs, "features": [feature]})
    with pytest.raises(UnreadableFile, match=r"EPSG:999999.*WGS84"):
        rows(path)
