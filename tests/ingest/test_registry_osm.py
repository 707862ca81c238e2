"""OpenStreetMap: Overpass answers, extracts and tables; only actors with a name, and never half an answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from graph.seal import KeyRing
from graph.store import Store
from ingest.readers import Row, notes_of, open_tables
from ingest.readers.osm_actors import kinds_of, telling_keys
from schema.errors import UnreadableFile, UnsupportedFile
from schema.model import load_model
from tests.ingest.registry_files import bring_in, rows, written
from tests.made import names

KITA = {"amenity": "kindergarten", "name": "Kita Linse", "addr:street": "Parkaue", "addr:housenumber": "25",
        "addr:postcode": "10367", "addr:city": "Berlin", "operator": "Kiezwerk e. V.", "contact:phone": "+49 30 5549384",
        "opening_hours": "Mo-Fr 07:00-17:00"}  # fmt: skip
CLUB = {
    "club": "sport",
    "name": "SV Lichtenberg 47",
    "sport": "soccer;quidditch",
    "wheelchair": "limited",
    "website": "sv47.example",
}


def node(id: int, tags: dict[str, str] | None = None, lon: float = 13.5, lat: float = 52.5) -> dict[str, Any]:
    return {"type": "node", "id": id, "lon": lon, "lat": lat, **({"tags": tags} if tags else {})}


def overpass(*elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    stated = {"timestamp_osm_base": "2026-03-05T10:00:00Z", "copyright": "ODbL"}
    return {"version": 0.6, "generator": "Overpass API", "osm3s": stated, "elements": list(elements), **more}


def read(folder: Path, *elements: dict[str, Any]) -> list[Row]:
    return rows(written(folder / "osm.json", overpass(*elements)))


@pytest.mark.parametrize(
    ("tags", "kinds"),
    [
        ({"amenity": "kindergarten"}, ["facility", "kita"]),
        ({"amenity": "community_centre", "community_centre": "youth_centre"}, ["facility", "youth_club"]),
        ({"amenity": "library;cafe"}, ["facility", "library"]),
        ({"club": "sport", "leisure": "sports_centre"}, ["association", "sports_club", "facility"]),
        ({"club": "chess"}, ["association"]),
        ({"club": "no"}, []),
        ({"amenity": "place_of_worship", "historic": "ruins"}, []),
        ({"office": "ngo", "shop": "books"}, []),
        ({"amenity": "bench"}, []),
        ({"amenity": "doctors"}, []),  # mostly persons' names
        ({"leisure": "swimming_pool", "access": "private"}, []),
    ],
)
def test_which_tags_make_which_actor(tags: dict[str, str], kinds: list[str]) -> None:
    assert kinds_of(tags) == kinds
    assert not kinds or set(tags) & set(telling_keys())
    assert set(kinds) <= set(load_model().types["Actor"].properties["kinds"].values or {})


def test_a_node_with_its_address(tmp_path: Path) -> None:
    [row] = read(tmp_path, node(7, KITA))
    wanted = {"id": "node/7", "identifier": "OSM node/7", "street": "Parkaue", "number": "25", "operator": "Kiezwerk e. V.",
              "lon": "13.5000000", "lat": "52.5000000", "kinds": "facility\nkita"}  # fmt: skip
    assert row.cells.items() >= wanted.items()


def test_a_town_alone_is_no_address(tmp_path: Path) -> None:
    [row] = read(tmp_path, node(7, {"amenity": "school", "name": "Schule", "addr:city": "Berlin"}))
    assert "city" not in row.cells and "lon" in row.cells


def test_what_has_no_name_or_is_no_actor_is_left_aside_and_the_former_counted(tmp_path: Path) -> None:
    content = overpass(node(1, {"amenity": "bench", "name": "Bank"}), node(2, {"amenity": "school"}), node(3, KITA))
    [table] = open_tables(written(tmp_path / "a.json", content))
    assert [row.cells["id"] for row in table.rows] == ["node/3"] and table.observed == "2026-03-05"
    assert [note.message for note in notes_of(table)] == ["Left aside: 1 elements without a name."]


CORNERS = [
    node(number, lon=13.0 + x, lat=52.0 + y) for number, (x, y) in enumerate([(0, 0), (2, 0), (2, 2), (0, 2)], 1)
]
RING = {"nodes": [1, 2, 3, 4, 1]}
POINTS = [{"lon": n["lon"], "lat": n["lat"]} for n in (*CORNERS, CORNERS[0])]


@pytest.mark.parametrize(
    "elements",
    [
        [{"type": "way", "id": 9, "center": {"lon": 14.0, "lat": 53.0}}],
        [{"type": "way", "id": 9, "geometry": POINTS}],
        [{"type": "way", "id": 9, "bounds": {"minlon": 13, "maxlon": 15, "minlat": 52, "maxlat": 54}}],
        [{"type": "way", "id": 9, **RING}, *CORNERS],
        [{"type": "relation", "id": 9, "members": [{"type": "way", "ref": 8, "role": "outer"}]}, {"type": "way", "id": 8, **RING}, *CORNERS],
        [{"type": "relation", "id": 9, "members": [{"type": "way", "ref": 8, "role": "outer", "geometry": POINTS}]}],
    ],
    ids=["centre", "geometry", "bounds", "nodes", "members", "members with geometry"],
)  # fmt: skip
def test_a_way_or_area_is_at_its_middle(tmp_path: Path, elements: list[dict[str, Any]]) -> None:
    first, *others = elements
    [row] = read(tmp_path, {**first, "tags": KITA}, *others)
    assert (row.cells["lon"], row.cells["lat"]) == ("14.0000000", "53.0000000")


def test_an_area_of_which_no_point_is_known_has_none(tmp_path: Path) -> None:
    [row] = read(tmp_path, {"type": "relation", "id": 9, "tags": KITA, "members": []})
    assert "lon" not in row.cells


def test_half_an_answer_is_none(tmp_path: Path) -> None:
    remark = 'runtime error: Query timed out in "query" at line 3 after 26 seconds.'
    as_xml = f'<osm version="0.6"><node id="1" lon="13" lat="52"/><remark> {remark} </remark></osm>'
    for path in (
        written(tmp_path / "a.json", overpass(node(1, KITA), remark=remark)),
        written(tmp_path / "a.osm", as_xml),
    ):
        with pytest.raises(UnreadableFile, match=r"not complete.*timed out.*longer \[timeout"):
            rows(path)


def test_only_the_sports_that_somebody_offers_are_offerings(tmp_path: Path) -> None:
    club, pitch = read(tmp_path, node(1, CLUB), node(2, {"leisure": "pitch", "name": "Bolzplatz", "sport": "soccer"}))
    assert (club.cells["offers"], club.cells["sports"]) == ("Fußball", "Fußball\nquidditch")
    assert "offers" not in pitch.cells and pitch.cells["keywords"] == "Fußball"


def test_an_overpass_answer_in_the_store(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    report = bring_in(store, keys, written(tmp_path / "osm.json", overpass(node(1, KITA), node(2, CLUB, lon=13.51))))
    assert report.exit_code == 0 and report.created == 2
    assert names(store) == ["Kiezwerk e. V.", "Kita Linse", "SV Lichtenberg 47"]
    [run_by] = store.read("MATCH (a:Entity)-[:RUN_BY]->(b:Entity) RETURN a.name AS a, b.name AS b")
    assert run_by == {"a": "Kita Linse", "b": "Kiezwerk e. V."}
    [sport] = store.read(
        "MATCH (a:Entity)-[:PROVIDES]->(o:Entity) RETURN a.name AS a, o.name AS o, o.accessibility AS b"
    )
    assert sport == {"a": "SV Lichtenberg 47", "o": "Fußball", "b": "teilweise rollstuhlgerecht"}
    [source] = store.read(
        "MATCH (s:Source {name: 'osm.json'}) RETURN s.licence AS l, s.attribution AS a, s.observed AS o"
    )
    assert source == {"l": "ODbL 1.0", "a": "© OpenStreetMap contributors", "o": "2026-03-05"}


def test_osm_as_xml(tmp_path: Path) -> None:
    corners = "".join(f'<node id="{n["id"]}" lon="{n["lon"]}" lat="{n["lat"]}" version="1"/>' for n in CORNERS)
    refs = "".join(f'<nd ref="{number}"/>' for number in RING["nodes"])
    tags = '<tag k="amenity" v="school"/><tag k="name" v="Schule am Rathaus"/>'
    site = f'<relation id="5" version="1"><member type="way" ref="9" role=""/><tag k="type" v="site"/>{tags}</relation>'
    way = f'<way id="9" version="1">{refs}{tags}</way>'
    found = rows(written(tmp_path / "a.osm", f'<osm version="0.6">{corners}{way}{site}</osm>'))
    assert [(row.cells["id"], row.cells.get("lon")) for row in found] == [("way/9", "14.0000000"), ("relation/5", None)]


@pytest.mark.parametrize("name", ["a.osm", "a.osm.pbf"])
def test_a_damaged_extract_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.osm.*cannot be read"):
        rows(written(tmp_path / name, "<osm><node"))


def test_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "osmium", None)
    with pytest.raises(UnsupportedFile, match=r"pip install 'quartiersgraph\[osm\]'"):
        rows(written(tmp_path / "a.osm", "<osm/>"))


def test_a_real_extract(embedded: Store, keys: KeyRing, shared_data: Path) -> None:
    [path] = (shared_data / "osm-pbf").glob("*.pbf")
    tables = open_tables(path)
    table = next(tables)
    found = {row.cells["id"]: row.cells for row in table.rows}
    assert len(found) == 97 and [note.message for note in notes_of(table)] == [
        "Left aside: 10 elements without a name."
    ]
    assert all({"name", "kinds", "lon", "lat"} <= cells.keys() for cells in found.values())
    assert {id.partition("/")[0] for id in found} == {"node", "way", "relation"}
    assert all(
        24.9 < float(str(cells["lon"])) < 25.0 and 60.1 < float(str(cells["lat"])) < 60.2 for cells in found.values()
    )
    houses = list(next(tables).rows)
    assert len(houses) == 431 and all({"street", "number", "lon", "lat"} <= row.cells.keys() for row in houses)
    report = bring_in(embedded, keys, path)
    # A gallery that bears nothing but its owner's name is not taken in: who it is is nobody's business.
    assert {problem.code for problem in report.problems} <= {"row-without-name", "left-aside"}
    assert {sheet.name: sheet.imported for sheet in report.files[0].sheets} == {"osm": 96, "osm-addresses": 431}
    assert report.created == 96 + 431 and "Helsingin keskustakirjasto Oodi" in names(embedded)


MONTHLY = ["childcare", "community-centers", "sport-centers"]


@pytest.mark.parametrize("list", MONTHLY)
def test_monthly_tables_are_snapshots_of_one_source(
    embedded: Store, keys: KeyRing, shared_data: Path, list: str
) -> None:
    reports = [
        bring_in(embedded, keys, shared_data / "osm-berlin" / month / f"{list}.csv", source=list, observed=month)
        for month in ("2025-11", "2026-03")
    ]
    first, second = reports
    assert first.created > 90 and 0 < second.created < 20
    assert first.created == second.changed + second.unchanged + second.vanished
    assert {problem.code for report in reports for problem in report.problems} == {"row-without-name"}
    places = embedded.read("MATCH (p:Entity {type: 'Place'}) WHERE p.street IS NULL RETURN DISTINCT p.name AS name")
    assert "Berlin" not in {row["name"] for row in places}
    kinds = {tuple(row["k"]) for row in embedded.read("MATCH (e:Entity {type: 'Actor'}) RETURN DISTINCT e.kinds AS k")}
    assert kinds == {("facility", "kita") if list == "childcare" else ("facility",)}


def test_the_table_of_clubs(embedded: Store, keys: KeyRing, shared_data: Path) -> None:
    report = bring_in(embedded, keys, shared_data / "osm-berlin" / "clubs.csv")
    assert report.created > 1600 and {problem.code for problem in report.problems} == {"row-without-name"}
    sports = embedded.read("MATCH (o:Entity {type: 'Offering'}) RETURN DISTINCT o.name AS name")
    assert {"Fußball", "Rudern", "Segeln"} <= {row["name"] for row in sports}
    hours = embedded.read("MATCH (e:Entity) WHERE e.opening_hours = 'unknown' RETURN count(e) AS n")
    assert hours == [{"n": 0}]
