"""Boundaries as TopoJSON and as shapefiles in any projection: the same ground as the GeoJSON they were made from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import shape

from graph.seal import KeyRing
from graph.store import Store
from ingest.readers import Row, open_tables
from schema.errors import UnreadableFile
from tests.ingest.registry_files import as_shapefile, bring_in, rows, written, zipped
from tests.made import names

SQUARE = {"type": "Polygon", "coordinates": [[[13.4, 52.5], [13.5, 52.5], [13.5, 52.6], [13.4, 52.6], [13.4, 52.5]]]}
FEATURE = {"type": "Feature", "properties": {"id": "01", "name": "Weitlingstraße"}, "geometry": SQUARE}
# Two squares side by side on one quantised grid: the second uses the border between them backwards.
TOPOLOGY: dict[str, Any] = {
    "type": "Topology",
    "transform": {"scale": [0.1, 0.1], "translate": [13, 52]},
    "arcs": [
        [[1, 0], [0, 1]],
        [[1, 1], [-1, 0], [0, -1], [1, 0]],
        [[1, 0], [1, 0], [0, 1], [-1, 0]],
    ],
    "objects": {
        "bezirke": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"id": "w", "name": "West"}},
                {"type": "MultiPolygon", "arcs": [[[2, -1]]], "id": 7, "properties": {"name": "Ost"}},
                {"type": None, "properties": {"name": "ohne Fläche"}},
            ],
        },
        "mitte": {"type": "Point", "coordinates": [5, 5], "properties": {"name": "Mitte"}},
    },
}


def area(row: Row) -> shapely.Geometry:
    return shape(row.cells["geometry"])


def same_ground(left: shapely.Geometry, right: shapely.Geometry) -> bool:
    return bool(left.symmetric_difference(right).area < 1e-5 * right.area)


def folder_with(folder: Path, files: dict[str, bytes], *, without: str = "") -> Path:
    for ending, content in files.items():
        if ending != without:
            (folder / f"areas{ending}").write_bytes(content)
    return folder / "areas.shp"


def test_quantised_arcs_become_outlines(tmp_path: Path) -> None:
    path = written(tmp_path / "a.topojson", TOPOLOGY)
    assert [table.name for table in open_tables(path)] == ["bezirke", "mitte"]
    west, east, none = rows(path, "bezirke")
    assert same_ground(area(west), shapely.box(13.0, 52.0, 13.1, 52.1))
    assert same_ground(area(east), shapely.box(13.1, 52.0, 13.2, 52.1)) and area(east).geom_type == "MultiPolygon"
    assert (east.cells["id"], none.cells) == ("7", {"name": "ohne Fläche"})
    [middle] = rows(path, "mitte")
    assert area(middle).equals_exact(shapely.Point(13.5, 52.5), 1e-9)


def test_a_topology_with_plain_arcs_in_a_json_file(tmp_path: Path) -> None:
    ring = [[position[0], position[1]] for position in SQUARE["coordinates"][0]]
    content = {
        "type": "Topology",
        "arcs": [ring],
        "objects": {"a": {"type": "Polygon", "arcs": [[0]], "properties": {"name": "A"}}},
    }
    [row] = rows(written(tmp_path / "a.json", content))
    assert same_ground(area(row), shape(SQUARE))


def test_a_topology_in_metres_names_the_remedy(tmp_path: Path) -> None:
    content = {**TOPOLOGY, "transform": {"scale": [10, 10], "translate": [390000, 5800000]}}
    with pytest.raises(UnreadableFile, match=r"not degrees.*WGS84"):
        rows(written(tmp_path / "a.topojson", content))


@pytest.mark.parametrize(
    "damage", [{"arcs": [[[0, 0]]]}, {"arcs": None}, {"objects": {"a": {"type": "Circle", "arcs": []}}}]
)
def test_a_damaged_topology_is_named(tmp_path: Path, damage: dict[str, Any]) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.topojson"):
        rows(written(tmp_path / "a.topojson", {**TOPOLOGY, **damage}))


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:25833", "EPSG:3068", "EPSG:31468", "EPSG:3857"])
def test_a_shapefile_in_any_projection(tmp_path: Path, crs: str) -> None:
    [table] = open_tables(folder_with(tmp_path, as_shapefile([FEATURE], crs)))
    [row] = table.rows
    assert (table.name, table.headings) == ("areas", ["id", "name", "geometry"])
    assert (row.cells["id"], row.cells["name"]) == ("01", "Weitlingstraße")
    assert area(row).hausdorff_distance(shape(SQUARE)) < 1e-5


def test_several_shapefiles_in_one_zip(tmp_path: Path) -> None:
    one = as_shapefile([FEATURE], "EPSG:25833")
    files = {f"daten/{name}{ending.upper()}": content for name in ("Nord", "Süd") for ending, content in one.items()}
    path = zipped(tmp_path / "a.zip", {**files, "__MACOSX/daten/._Nord.shp": b"x", "lies.txt": "Hinweise"})
    assert [(table.name, len(list(table.rows))) for table in open_tables(path)] == [("Nord", 1), ("Süd", 1)]


@pytest.mark.parametrize(
    ("encoding", "stated"),
    [
        ("cp1252", None),
        ("cp1252", "1252"),
        ("cp1252", "UTF-8"),
        ("cp1252", "ANSI 1252"),
        ("utf-8", None),
        ("iso8859-1", "88591"),
    ],
)
def test_letters_of_a_shapefile(tmp_path: Path, encoding: str, stated: str | None) -> None:
    files = as_shapefile([FEATURE], "EPSG:4326", encoding) | ({".cpg": stated.encode()} if stated else {})
    [row] = rows(folder_with(tmp_path, files))
    assert row.cells["name"] == "Weitlingstraße"


def test_degrees_need_no_projection_file(tmp_path: Path) -> None:
    assert len(rows(folder_with(tmp_path, as_shapefile([FEATURE], "EPSG:4326"), without=".prj"))) == 1


def test_metres_without_a_projection_file_name_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"not degrees.*add the \.prj file"):
        rows(folder_with(tmp_path, as_shapefile([FEATURE], "EPSG:25833"), without=".prj"))


def test_a_projection_that_nobody_knows(tmp_path: Path) -> None:
    files = as_shapefile([FEATURE], "EPSG:25833") | {".prj": b'PROJCS["Mond"]'}
    with pytest.raises(UnreadableFile, match=r"no coordinate system that is known.*Mond"):
        rows(folder_with(tmp_path, files))


def test_a_shapefile_without_its_table(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"areas\.dbf is missing.*best as one zip"):
        rows(folder_with(tmp_path, as_shapefile([FEATURE], "EPSG:4326"), without=".dbf"))


@pytest.mark.parametrize("ending", [".shp", ".dbf"])
@pytest.mark.parametrize("kept", [10, 70, -1])
def test_a_shapefile_that_is_cut_off(tmp_path: Path, ending: str, kept: int) -> None:
    files = as_shapefile([FEATURE] * 3, "EPSG:4326")
    with pytest.raises(UnreadableFile, match=rf"cannot be read: the {ending} is cut off"):
        rows(folder_with(tmp_path, {**files, ending: files[ending].rstrip(b"\x1a")[:kept]}))


def test_shapes_of_which_some_have_no_row(tmp_path: Path) -> None:
    files = as_shapefile([FEATURE] * 3, "EPSG:4326") | {".dbf": as_shapefile([FEATURE], "EPSG:4326")[".dbf"]}
    with pytest.raises(UnreadableFile, match="3 shapes and 1 rows"):
        rows(folder_with(tmp_path, files))


def test_what_stands_behind_the_shapes_does_no_harm(tmp_path: Path) -> None:
    files = as_shapefile([FEATURE], "EPSG:4326")
    assert len(rows(folder_with(tmp_path, files | {".shp": files[".shp"] + bytes(8)}))) == 1


def test_a_quartier_boundary_goes_round_through_every_format(
    store: Store, keys: KeyRing, lichtenberg: Path, tmp_path: Path
) -> None:
    """GeoJSON, shapefile in Soldner coordinates and TopoJSON of one boundary are one area."""
    source = lichtenberg / "boundaries" / "bezirksregionen-bis-2020.geojson"
    features = json.loads(source.read_text(encoding="utf-8"))["features"]
    name = "bezirksregionen-bis-2020"
    arcs: list[Any] = []
    shapes = []
    for feature in features:
        polygons = []
        for polygon in feature["geometry"]["coordinates"]:
            polygons.append([[len(arcs) + n] for n in range(len(polygon))])
            arcs += polygon
        shapes.append({"type": "MultiPolygon", "arcs": polygons, "properties": feature["properties"]})
    collection = {"type": "GeometryCollection", "geometries": shapes}
    given = [
        source,
        written(tmp_path / f"{name}.topojson", {"type": "Topology", "arcs": arcs, "objects": {"lor": collection}}),
        zipped(tmp_path / f"{name}.zip", {f"lor{e}": c for e, c in as_shapefile(features, "EPSG:3068").items()}),
    ]
    for path in given:
        report = bring_in(store, keys, path, source=path.name)
        assert report.exit_code == 0 and report.created == len(features) == 13
        for row, feature in zip(rows(path), features, strict=True):
            assert area(row).hausdorff_distance(shape(feature["geometry"])) < 1e-5  # about a metre
    assert len(names(store, "AdministrativeArea")) == 13


def test_the_boundaries_of_2021_have_columns_of_their_own(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    properties = {"PLR_ID": "11300722", "PLR_NAME": "Weitlingstraße", "BEZ": "11"}
    content = {"type": "FeatureCollection", "features": [{**FEATURE, "properties": properties}]}
    assert bring_in(embedded, keys, written(tmp_path / "lor_plr.geojson", content)).exit_code == 0
    [found] = embedded.read("MATCH (e:Entity {type: 'AdministrativeArea'}) RETURN properties(e) AS p")
    wanted = {"name": "Weitlingstraße", "code": "11300722", "level": "Planungsraum", "valid_from": "2021-01-01"}
    assert found["p"].items() >= wanted.items()
