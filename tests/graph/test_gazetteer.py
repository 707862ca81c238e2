"""Address lists and population grids: how they go in, what they locate, how they go and come back. On both stores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph import gazetteer
from graph.gazetteer import people
from graph.places import Places
from graph.seal import KeyRing
from graph.store import Store
from graph.writer import Writer
from ingest import decisions
from ingest.backup import backup, restore
from ingest.pipeline import make_resolver, prepare
from tests.conftest import wipe
from tests.graph import made_places as made
from tests.made import exported

CLUBS = ["Verein", "Straße", "Hausnummer", "PLZ"]


def within(store: Store, club: str) -> dict[str, tuple[str, float]]:
    rows = store.read(
        "MATCH (a:Actor {name: $name})-[:LOCATED_AT]->(:Place)-[w:WITHIN]->(x:Entity) "
        "RETURN x.name AS area, w.basis AS basis, w.share AS share",
        name=club,
    )
    return {row["area"]: (row["basis"], row["share"]) for row in rows}


def place(store: Store, club: str) -> dict[str, Any]:
    return dict(
        store.read("MATCH (:Actor {name: $name})-[:LOCATED_AT]->(p:Place) RETURN properties(p) AS p", name=club)[0]["p"]
    )


def count(store: Store, label: str = "Address") -> int:
    return int(store.read(f"MATCH (n:{label}) RETURN count(n) AS n")[0]["n"])


FORMATS = {
    "csv": lambda folder: made.addresses(folder),
    "xlsx": lambda folder: made.workbook(folder / "adressen.xlsx", made.HEADINGS, made.ROWS),
    "geojson": lambda folder: made.geojson(folder / "adressen.geojson", made.ROWS),
    "overpass": lambda folder: made.overpass(folder / "adressen.json", made.ROWS),
}


@pytest.mark.parametrize("format", FORMATS)
def test_an_address_list_is_recognised_in_every_format(
    embedded: Store, keys: KeyRing, tmp_path: Path, format: str
) -> None:
    report = made.bring(embedded, keys, FORMATS[format](tmp_path))
    assert not report.exit_code and report.created == len(made.ROWS) == count(embedded)
    sheet = report.files[0].sheets[-1]
    assert sheet.imported == sheet.rows == len(made.ROWS)
    [found] = gazetteer.addresses(embedded, ["hauptstr|09992|neuort"])["hauptstr|09992|neuort"][1:]
    assert (found.street, found.number, found.postal_code, found.locality) == ("Hauptstraße", "7a", "09992", "Neuort")
    assert found.point == "13.1501 52.09" and found.row > 0
    assert embedded.read("MATCH (e:Entity) WHERE e.type IN ['Actor', 'Place'] RETURN e.id AS id") == []


def test_metres_of_a_grid_are_told_by_their_size(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Weg", n, "", "10317", "Ort", f"{398000 + n},5", f"{5818000 + n},1"] for n in range(1, 9)
    ]
    made.bring(
        embedded, keys, made.write_csv(tmp_path / "hk.csv", [*made.HEADINGS[:5], "Rechtswert", "Hochwert"], rows)
    )
    [street] = gazetteer.streets(embedded)
    assert street.box == pytest.approx((13.497, 52.502, 13.498, 52.503), abs=0.001)


def test_a_mapping_says_what_recognition_cannot(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    mapping = tmp_path / "m.yaml"
    mapping.write_text(
        "name: haeuser\nfor: {columns: [a, b, x, y]}\nsource: {licence: dl-de/zero-2-0, trust: 80}\n"
        "gazetteer: {street: a, number: b, point: {lon: x, lat: y}}\n",
        encoding="utf-8",
    )
    path = made.write_csv(tmp_path / "h.csv", ["a", "b", "x", "y"], [["Weg", "1", "13.5", "52.5"]])
    report = made.bring(embedded, keys, path, mapping=mapping)
    assert (report.created, report.exit_code) == (1, 0)
    [source] = embedded.read("MATCH (s:Source {name: 'h.csv'}) RETURN s.licence AS licence, s.trust AS trust")
    assert source == {"licence": "dl-de/zero-2-0", "trust": 80}


def test_bad_rows_are_named_and_the_others_go_in(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    bad = [["", 1, "", "09991", "Altort", 13.01, 52.01], ["Weg", "", "", "09991", "Altort", 13.01, 52.01],
           ["Weg", 2, "", "09991", "Altort", "x", 52.01], ["Weg", 3, "", "09991", "Altort", 13.01, 95.5]]  # fmt: skip
    report = made.bring(embedded, keys, made.addresses(tmp_path, [*made.ROWS, *bad]))
    first = len(made.ROWS) + 2
    assert [(p.code, p.row, p.column) for p in report.problems] == [
        ("address-without-street", first, "Straße"),
        ("address-without-number", first + 1, "Hausnummer"),
        ("point-invalid", first + 2, "lon"),
        ("point-invalid", first + 3, "lon"),
    ]
    assert report.exit_code == 1 and count(embedded) == len(made.ROWS)
    assert report.files[0].sheets[0].skipped == len(bad)


def test_a_list_replaces_the_one_before_and_the_same_again_changes_nothing(
    store: Store, keys: KeyRing, tmp_path: Path
) -> None:
    path = made.addresses(tmp_path)
    made.bring(store, keys, path)
    again = made.bring(store, keys, path)
    assert (again.created, again.unchanged, count(store)) == (0, len(made.ROWS), len(made.ROWS))
    shorter = made.bring(store, keys, made.addresses(tmp_path, made.ROWS[:9]), observed="2026-02-01")
    assert [problem.code for problem in shorter.problems] == ["too-many-vanished"]
    assert count(store) == len(made.ROWS)
    less = made.ROWS[:-2]
    replaced = made.bring(store, keys, made.addresses(tmp_path, less), observed="2026-02-01")
    assert (replaced.created, replaced.vanished, count(store)) == (len(less), len(made.ROWS), len(less))
    older = made.bring(store, keys, path, observed="2025-01-01")
    assert [problem.code for problem in older.problems] == ["older-list"] and count(store) == len(less)
    assert count(store, "Street") == len({(row[0], row[3], row[4]) for row in less})


def test_an_unreadable_file_leaves_nothing_behind(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    path = tmp_path / "adressen.csv"
    text = made.addresses(tmp_path).read_text(encoding="utf-8")
    path.write_text(text + '"Weg;1;;09991;Altort;13.01;52.01\n' * 3, encoding="utf-8")
    broken = made.bring(store, keys, _damaged_workbook(tmp_path))
    assert broken.exit_code == 1
    assert (count(store), count(store, "Street"), gazetteer.lists(store)) == (0, 0, [])
    with Writer(store, keys) as writer:
        assert writer.pending() == []


def _damaged_workbook(folder: Path) -> Path:
    import zipfile

    whole = made.workbook(folder / "ganz.xlsx", made.HEADINGS, made.ROWS * 400)
    damaged = folder / "adressen.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(damaged, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[: len(content) * 3 // 4] if name.endswith("sheet1.xml") else content)
    return damaged


def test_what_a_crash_left_is_swept_away(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    made.bring(store, keys, made.addresses(tmp_path))
    with Writer(store, keys) as writer:
        writer.begin("adressen.csv")
        store.write(
            "CREATE (:Address {key: 'weg||', number: '1', list: 'half'}), (:Street {key: 'weg||', list: 'half'})"
        )
    assert gazetteer.addresses(store, ["weg||"]) == {} and not Places(store, made.TODAY).search("Weg")
    with Writer(store, keys) as writer:
        prepare(writer)
    assert count(store) == len(made.ROWS)


def test_places_are_located_by_their_address(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Haus A", "Lindenstr.", "3", "09991"],
        ["Haus B", "Am Alten Markt", "12-16", "09991"],
        ["Haus C", "Hauptstraße", "5", ""],  # two of them
        ["Haus D", "Hauptstraße", "5", "09992"],
        ["Haus E", "Lindenstraße", "", ""],
        ["Haus F", "Unbekannter Weg", "1", "09991"],
        ["Haus G", "Gartenweg", "99", "09991"],  # a number that the list does not know
    ]
    made.bring(store, keys, made.districts(tmp_path), made.write_csv(tmp_path / "vereine.csv", CLUBS, rows))
    assert within(store, "Haus A") == {}
    made.bring(store, keys, made.addresses(tmp_path))
    assert within(store, "Haus A") == {"Altort": ("address", 1.0)}
    assert within(store, "Haus B") == {"Altort": ("address", 1.0)}
    assert within(store, "Haus C") == within(store, "Haus F") == {}
    assert within(store, "Haus D") == {"Neuort": ("address", 1.0)}
    assert within(store, "Haus E") == {"Altort": ("street", 0.6667), "Neuort": ("street", 0.3333)}
    assert within(store, "Haus G") == {"Altort": ("street", 1.0)}
    assert (place(store, "Haus A")["address_source"], place(store, "Haus A")["address_row"]) == ("adressen.csv", 3)
    assert place(store, "Haus B")["address_point"] == "13.0501 52.02"
    assert "unlocated" not in place(store, "Haus A") and place(store, "Haus C")["unlocated"] == "Place"
    with Writer(store, keys) as writer:
        assert make_resolver(writer).differences() == []


def test_a_changed_place_is_looked_up_again_and_an_unchanged_one_keeps_its_point(
    store: Store, keys: KeyRing, tmp_path: Path
) -> None:
    def clubs(number: str, phone: str) -> Path:
        headings = ["Id", *CLUBS, "Telefon"]
        return made.write_csv(
            tmp_path / "vereine.csv", headings, [["v1", "Haus A", "Lindenstraße", number, "09991", phone]]
        )

    made.bring(store, keys, made.districts(tmp_path), made.addresses(tmp_path), clubs("3", "030 1234567"))
    made.bring(store, keys, clubs("3", "030 7654321"), observed="2026-02-01")
    assert place(store, "Haus A")["address_row"] == 3
    made.bring(store, keys, clubs("49", "030 7654321"), observed="2026-03-01", allow_vanished=True)
    assert place(store, "Haus A")["address_row"] == 16


def test_a_dropped_list_locates_nothing_until_it_is_restored(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Haus A", "Lindenstraße", "3", "09991"]]
    clubs = made.write_csv(tmp_path / "vereine.csv", CLUBS, rows)
    made.bring(store, keys, made.districts(tmp_path), clubs, made.addresses(tmp_path))
    with Writer(store, keys) as writer:
        decisions.drop_source(writer, "adressen.csv")
    assert within(store, "Haus A") == {} and "address_row" not in place(store, "Haus A")
    assert people(store) is None and gazetteer.lists(store) == []
    assert made.bring(store, keys, made.addresses(tmp_path)).exit_code == 1
    with Writer(store, keys) as writer:
        decisions.restore_source(writer, "adressen.csv")
    assert within(store, "Haus A") == {"Altort": ("address", 1.0)}


def test_addresses_are_in_no_export_and_in_every_backup(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Haus A", "Lindenstraße", "3", "09991"]]
    clubs = made.write_csv(tmp_path / "vereine.csv", CLUBS, rows)
    made.bring(store, keys, made.districts(tmp_path), clubs, made.addresses(tmp_path))
    before = exported(store)
    assert b"Gartenweg" not in before and b"adressen.csv" in before
    saved = tmp_path / "saved.gz"
    backup(store, tmp_path / "no.keys", saved)
    wipe(store)
    with Writer(store, keys) as writer:
        restore(writer, saved)
    assert exported(store) == before and count(store) == len(made.ROWS)
    assert within(store, "Haus A") == {"Altort": ("address", 1.0)}


def test_a_dry_run_counts_and_writes_nothing(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    report = made.bring(embedded, keys, made.addresses(tmp_path), dry_run=True)
    assert report.created == len(made.ROWS) and count(embedded) == 0


def test_people_live_in_the_cells_of_a_grid(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    assert people(store) is None
    cells = [["100mN1", 4550050, 3270050, "12"], ["100mN2", 4550050, 3270150, "–"],
             ["100mN3", 4550050, 3270250, "-1"], ["100mN4", 4550150, 3270050, "1.033"]]  # fmt: skip
    headings = ["Gitter_ID_100m", "x_mp_100m", "y_mp_100m", "Einwohner"]
    report = made.bring(store, keys, made.write_csv(tmp_path / "zensus.csv", headings, cells))
    sheet = report.files[0].sheets[0]
    assert (sheet.kind, sheet.imported, sheet.skipped, report.exit_code) == ("cells", 2, 2, 0)
    found = people(store)
    assert found is not None and found.method == "grid"
    assert found.xy.tolist() == [[4550050.0, 3270050.0], [4550150.0, 3270050.0]]
    assert found.weight.tolist() == [12.0, 1033.0]


def test_counts_at_points_are_a_grid_too(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    rows: list[list[object]] = [[13.0501 + n / 1000, 52.0501, n] for n in range(1, 9)]
    made.bring(embedded, keys, made.write_csv(tmp_path / "raster.csv", ["lon", "lat", "population"], rows))
    found = people(embedded)
    assert found is not None and found.method == "grid" and found.weight.sum() == 36
    assert (np.abs(found.xy[:, 0] - 4_500_000) < 200_000).all()


def test_without_a_grid_every_house_counts_once(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    made.bring(store, keys, made.addresses(tmp_path), made.overpass(tmp_path / "osm.json", made.ROWS))
    found = people(store)
    assert found is not None and found.method == "addresses"
    assert len(found.xy) == len(found.weight) == len(made.ROWS)


def test_the_lichtenberg_lists_are_located_by_a_list_of_three_of_their_streets(
    embedded: Store, keys: KeyRing, tmp_path: Path, lichtenberg: Path
) -> None:
    """The coordinates are made up, inside the district; the streets are those of the lists."""
    streets = {"Sewanstraße": ("10319", 13.515, 52.500), "Ribnitzer Straße": ("13051", 13.498, 52.566),
               "Warnitzer Straße": ("13057", 13.505, 52.570)}  # fmt: skip
    rows = [[name, n, "", code, "Lichtenberg", lon + n * 1e-6, lat]
            for name, (code, lon, lat) in streets.items() for n in range(1, 260)]  # fmt: skip
    made.bring(embedded, keys, lichtenberg / "boundaries", lichtenberg / "freizeit-sport-jfe.json",
               lichtenberg / "buergerservice-familie-sbst.json", observed="2014-05-01")  # fmt: skip
    unlocated = "MATCH (p:Place) WHERE p.unlocated IS NOT NULL AND p.street IN $streets RETURN count(p) AS n"
    before = embedded.read(unlocated, streets=list(streets))[0]["n"]
    report = made.bring(embedded, keys, made.addresses(tmp_path, rows))
    assert report.created == len(rows)
    found = embedded.read(
        "MATCH (p:Place)-[w:WITHIN]->(a:AdministrativeArea) WHERE w.basis IN ['address', 'street'] "
        "RETURN DISTINCT p.street AS street, p.address_source AS source ORDER BY street"
    )
    assert {row["street"] for row in found} == set(streets)
    assert "adressen.csv" in {row["source"] for row in found}
    assert before > 0 and embedded.read(unlocated, streets=list(streets))[0]["n"] == 0
    assert json.dumps(Places(embedded, made.TODAY).resolve("Sewanstr. 235").to_json()).count('"share"') >= 1
