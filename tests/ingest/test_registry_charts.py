"""Organisation charts and council information systems: units with their parents, and nobody's name in public."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.seal import KeyRing
from graph.store import Store
from graph.writer import Writer
from ingest import decisions
from ingest.readers import notes_of, open_tables
from tests.ingest.registry_files import bring_in, everything, rows, written
from tests.made import names

PART_OF = "MATCH (a:Entity)-[:PART_OF_DEPARTMENT]->(b:Entity) RETURN a.name AS part, b.name AS whole"


def box(name: str, *below: Any, hidden: bool = False, **more: Any) -> dict[str, Any]:
    style = {"layout": {"style": "hide" if hidden else "default"}}
    return {"id": f"n-{name}", "name": name, "organisations": list(below), **style, **more}


def chart(*boxes: Any, note: str = "", creator: str = "Berta Beispiel") -> dict[str, Any]:
    document = {"note": note, "creator": creator, "logo": "data:image/png;base64,iVBORw0KGgo="}
    return {"export": {}, "document": document, "organisations": list(boxes)}


def head(role: str | None, last: str = "Beispiel", status: str = "", **contact: str) -> dict[str, Any]:
    person = {"title": "Dr.", "firstName": "Berta", "lastName": last, "contact": contact}
    return {"person": person, "positionType": role, "positionStatus": status}


def cells(folder: Path, content: Any) -> dict[str, dict[str, Any]]:
    return {str(row.cells["name"]): row.cells for row in rows(written(folder / "chart.json", content))}


def test_a_unit_says_whose_it_is_and_who_is_above_it(tmp_path: Path) -> None:
    found = cells(tmp_path, chart(box("Bezirksamt Nord", box("Jugendamt", box("Rechtsamt")), altName="BA Nord")))
    assert found.keys() == {"Bezirksamt Nord", "Jugendamt (Bezirksamt Nord)", "Rechtsamt (Bezirksamt Nord)"}
    assert found["Rechtsamt (Bezirksamt Nord)"]["parent"] == "Jugendamt (Bezirksamt Nord)"
    assert found["Rechtsamt (Bezirksamt Nord)"]["unit"] == "Rechtsamt"
    assert found["Bezirksamt Nord"]["short_name"] == "BA Nord" and "parent" not in found["Bezirksamt Nord"]


def test_boxes_that_only_group_others_are_passed_over_and_counted(tmp_path: Path) -> None:
    grouping = box("Organisation", box("Personalrat"), hidden=True)
    path = written(tmp_path / "a.json", chart(box("Amt Nord"), grouping, box(" ", box("Presse"))))
    [table] = open_tables(path)
    found = {row.cells["name"]: row.cells.get("parent") for row in table.rows}
    assert found == {"Amt Nord": None, "Personalrat (Amt Nord)": "Amt Nord", "Presse (Amt Nord)": "Amt Nord"}
    assert [note.message for note in notes_of(table)] == ["Left aside: 2 boxes without a name of their own."]


def test_two_units_of_one_name_in_one_chart_stay_two(tmp_path: Path) -> None:
    found = cells(tmp_path, chart(box("Amt Nord", box("Soziales", box("Empfang")), box("Sport", box("Empfang")))))
    assert {"Empfang (Amt Nord)", "Empfang (Sport (Amt Nord))"} <= found.keys()


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        ([head("Referent:in", "Erste"), head("Amtsleitung", "Zweite")], "Dr. Berta Zweite"),
        ([head("Amtsleitung", "Erste", "stellvertretend"), head("Amtsleitung", "Zweite")], "Dr. Berta Zweite"),
        ([head(None, "Einzige")], "Dr. Berta Einzige"),
        ([head("Referent:in", "Erste"), head("Sekretär:in", "Zweite")], None),
        ([head("Amtsleitung", "Niemand", "N.N.")], None),
        ([], None),
    ],
)
def test_who_heads_a_unit(tmp_path: Path, positions: list[Any], expected: str | None) -> None:
    assert cells(tmp_path, chart(box("Amt Nord", positions=positions)))["Amt Nord"].get("head") == expected


def test_the_date_of_a_chart_stands_in_its_note(tmp_path: Path) -> None:
    [table] = open_tables(written(tmp_path / "a.json", chart(box("Amt"), note="# Plan\n## Stand: 01. Februar 2026\n")))
    assert table.observed == "2026-02-01"


def test_a_chart_in_the_store(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    jugend = box("Jugendamt", type="Amt", purpose="Jugendförderung", positions=[head("Amtsleitung", telephone="030 9029612")],
                 contact={"telephone": "030 902960", "email": "berta.beispiel@nord.example"})  # fmt: skip
    report = bring_in(store, keys, written(tmp_path / "a.json", chart(box("Bezirksamt Nord", jugend))))
    assert report.exit_code == 0 and names(store, "Department") == ["Bezirksamt Nord", "Jugendamt (Bezirksamt Nord)"]
    assert store.read(PART_OF) == [{"part": "Jugendamt (Bezirksamt Nord)", "whole": "Bezirksamt Nord"}]
    assert not any(word in everything(store) for word in ("beispiel", "9029612", "base64"))
    with Writer(store, keys) as writer:
        assert decisions.find_person(writer, "Berta Beispiel")


def test_two_charts_do_not_mix_their_units(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    for authority in ("Bezirksamt Nord", "Bezirksamt Süd"):
        bring_in(embedded, keys, written(tmp_path / f"{authority}.json", chart(box(authority, box("Rechtsamt")))))
    assert len(names(embedded, "Department")) == 4
    assert {row["part"].partition("(")[2].rstrip(")") == row["whole"] for row in embedded.read(PART_OF)} == {True}


@pytest.mark.parametrize(
    ("file", "units", "top"),
    [("bezirksamt-vorlage", 20, "Bezirksamt"), ("senfin-2026-02", 69, "Senatsverwaltung für Finanzen")],
)
def test_real_charts_come_in_whole(
    embedded: Store, keys: KeyRing, shared_data: Path, file: str, units: int, top: str
) -> None:
    path = shared_data / "organigramm" / f"{file}.json"
    report = bring_in(embedded, keys, path)
    assert report.exit_code == 0 and report.created == units
    assert len(names(embedded, "Department")) == units
    above = {row["part"]: row["whole"] for row in embedded.read(PART_OF)}
    assert len(above) == units - 1
    for part in above:  # from every unit one gets to the top
        steps = 0
        while part != top:
            part, steps = above[part], steps + 1
            assert steps < 8
    people = _people(json.loads(path.read_text(encoding="utf-8"))["organisations"])
    stored = everything(embedded)
    assert len(people) > 0 and [one for one in people if f"{one} " in stored] == []


def _people(value: Any) -> set[str]:
    """First and last names together, as nothing else in a chart has them."""
    if isinstance(value, list):
        return {name for part in value for name in _people(part)}
    if not isinstance(value, dict):
        return set()
    own = {f"{value['firstName']} {value['lastName']}".casefold()} if value.get("lastName") else set()
    return own | {name for part in value.values() for name in _people(part)}


def oparl(kind: str, id: str, name: str, **more: Any) -> dict[str, Any]:
    return {"id": f"https://ris.example/{id}", "type": f"https://schema.oparl.org/1.1/{kind}", "name": name, **more}


COUNCIL = [
    oparl("Body", "body", "Stadt Musterau", shortName="Musterau", ags="05315000", contactName="Berta Beispiel"),
    oparl("Organization", "1", "Jugendausschuss", organizationType="Gremium", classification="Ausschuss",
          body="https://ris.example/body", subOrganizationOf="https://ris.example/2", startDate="2020-11-01T00:00:00+01:00",
          endDate="2025-10-31"),
    oparl("Organization", "2", "Rat der Stadt Musterau", organizationType="Gremium", body="https://ris.example/body"),
    oparl("Organization", "3", "Fraktion Gelb", organizationType="Fraktion", body="https://ris.example/body"),
    oparl("Organization", "4", "Dezernat I", organizationType="Verwaltungsbereich", body="https://ris.example/body"),
    oparl("Organization", "5", "Jugendamt", organizationType="Verwaltungsbereich", subOrganizationOf="https://ris.example/4"),
    oparl("Person", "p1", "Dr. Berta Beispiel", email=["berta.beispiel@musterau.example"]),
    oparl("Meeting", "m1", "4. Sitzung"),
]  # fmt: skip


def test_a_council_becomes_bodies_units_and_committees(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    report = bring_in(store, keys, written(tmp_path / "a.json", {"data": COUNCIL, "links": {}}))
    assert report.exit_code == 0
    assert names(store) == ["Fraktion Gelb", "Jugendausschuss", "Rat der Stadt Musterau", "Stadt Musterau"]
    assert names(store, "Department") == ["Dezernat I", "Jugendamt"]
    assert store.read(PART_OF) == [{"part": "Jugendamt", "whole": "Dezernat I"}]
    run_by = "MATCH (a:Entity)-[:RUN_BY]->(b:Entity) RETURN a.name AS a, b.name AS b ORDER BY a, b"
    assert [(row["a"], row["b"]) for row in store.read(run_by)] == [
        ("Dezernat I", "Stadt Musterau"),
        ("Jugendausschuss", "Rat der Stadt Musterau"),
        ("Rat der Stadt Musterau", "Stadt Musterau"),
    ]
    [committee] = store.read("MATCH (e:Entity {name: 'Jugendausschuss'}) RETURN properties(e) AS p")
    assert committee["p"].items() >= {"valid_from": "2020-11-01", "valid_until": "2025-10-31"}.items()
    assert "beispiel" not in everything(store)


def test_what_is_no_organisation_is_left_aside_and_said(tmp_path: Path) -> None:
    *_, last = open_tables(written(tmp_path / "a.json", COUNCIL))
    assert {(note.severity, note.message) for note in notes_of(last)} == {
        ("warning", "Left aside: 1 of type Meeting."),
        ("warning", "Left aside: 1 of type Person."),
    }


def test_the_addresses_of_lists_that_are_only_named_are_told(tmp_path: Path) -> None:
    system = oparl("System", "", "RIS", body="https://ris.example/bodies")
    body = oparl("Body", "body", "Stadt", organization="https://ris.example/organizations")
    *_, last = open_tables(written(tmp_path / "a.json", [system, body]))
    told = [note.message for note in notes_of(last) if note.code == "list-elsewhere"]
    assert [message.rpartition(" ")[2] for message in told] == [system["body"], body["organization"]]


def test_latitude_before_longitude_is_seen_in_germany(tmp_path: Path) -> None:
    for position in ([50.94, 6.96], [6.96, 50.94]):
        place = {"geojson": {"type": "Feature", "geometry": {"type": "Point", "coordinates": position}}}
        [row] = rows(written(tmp_path / "a.json", [oparl("Organization", "1", "Rat", location=place)]))
        assert (row.cells["lon"], row.cells["lat"]) == ("6.96", "50.94")


def test_what_was_deleted_is_not_read(tmp_path: Path) -> None:
    assert rows(written(tmp_path / "a.json", [oparl("Organization", "1", "Rat", deleted=True)])) == []


def test_the_published_examples(embedded: Store, keys: KeyRing, shared_data: Path) -> None:
    for path in sorted((shared_data / "oparl").glob("*.json")):
        report = bring_in(embedded, keys, path)
        assert report.exit_code == 0 and report.created == path.name.startswith(("Body", "Organization"))
    assert names(embedded) == ["Ausschuss für Haushalt und Finanzen", "Stadt Köln, kreisfreie Stadt"]
    assert not any(word in everything(embedded) for word in ("mustermann", "493012345678"))
