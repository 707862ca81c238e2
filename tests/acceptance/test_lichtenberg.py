"""The main job on the real Lichtenberg lists: one import, four questions, each row with its file and row."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from graph.store import Store
from tests.acceptance import raw
from tests.acceptance.conftest import Filled

YOUTH_SPORT = "Wer deckt Jugendsport in Neu-Hohenschönhausen Süd ab?"
YOUTH_CLUBS = "Which youth clubs are in Karlshorst?"
SCHOOLS = "Welche Schulen gibt es in Fennpfuhl?"
SENIORS = "Welche Angebote für Senioren gibt es in Friedrichsfelde?"
ASKED = (YOUTH_SPORT, YOUTH_CLUBS, SCHOOLS, SENIORS)
SPORT = re.compile(r"(?:^|[ ,])(?:Sport|Fitness|Fußball|Wettkämpfe|Klettern)", re.IGNORECASE)

# Spellings of one carrier, as the two youth lists have them: a part of the name, and how many rows bear it.
CARRIERS = [
    (r"^pad e\.", 7),
    (r"^AHB", 8),
    (r"^(?:AWO|Arbeiterwohlfahrt)", 2),
    (r"^EJF", 2),
    (r"^Juli ?Jugendhilfe", 4),
    (r"^Spik", 3),
    (r"^Verein für ambulante Versorgung", 9),
    (r"^Neues Wohnen im Kiez", 3),
    (r"^Sozialdiakonische Arbeit Victoriastadt", 4),
    (r"^Caritasverband", 5),
    (r"^Kiezspinne", 4),
    (r"^Technische Jugendfreizeit", 2),
    (r"^Gangway", 2),
    (r"^Bezirksamt Lichtenberg", 4),
    (r"^Kietz für Kids Kinderbetreuung", 4),
    (r"^Sozialdiakonische Jugendarbeit", 2),
    (r"^Sportjugend Berlin", 2),
    (r"^KJHV", 2),
    (r"^Christliches Sozialwerk", 2),
    (r"^Gesellschaft für Sport", 2),
]


def ask(filled: Filled, text: str) -> dict[str, Any]:
    done = filled.cli("ask", text, "--json")
    assert done.code == 0, done.err
    answer: dict[str, Any] = done.json
    assert answer["understood"] and answer["question"] == text
    return answer


def told_by(rows: list[dict[str, Any]], source: str) -> set[int]:
    """The rows of a list that stand behind the rows of an answer."""
    return {evidence["row"] for row in rows for evidence in row["evidence"] if evidence["source"] == source}


def test_the_whole_folder_in_one_call(filled: Filled, lichtenberg: Path) -> None:
    assert filled.done.code == 0, filled.done.err
    files = [path for path in lichtenberg.rglob("*") if path.suffix in {".json", ".csv", ".geojson"}]
    assert {file["source"] for file in filled.report["files"]} == {
        path.relative_to(lichtenberg).as_posix() for path in files
    }


def test_nearly_every_row_becomes_something_and_the_others_are_named(filled: Filled) -> None:
    sheets = [(file, sheet) for file in filled.report["files"] for sheet in file["sheets"]]
    rows, imported = (sum(sheet[name] for _, sheet in sheets) for name in ("rows", "imported"))
    assert rows > 1700 and imported / rows >= 0.99
    for file, sheet in sheets:
        named = {p["row"] for p in file["problems"] if p["code"].startswith("row-") and p["sheet"] == sheet["name"]}
        assert sheet["rows"] == sheet["imported"] + sheet["skipped"] and len(named) == sheet["skipped"]


def test_the_totals_below_the_schools_are_left_out_by_row(filled: Filled) -> None:
    (file,) = [file for file in filled.report["files"] if file["source"] == raw.SCHOOLS]
    assert [(p["row"], p["severity"]) for p in file["problems"] if p["code"] == "row-aside"] == [
        (927, "info"),
        (928, "info"),
    ]


def test_all_youth_facilities_are_there_with_carrier_place_and_offerings(filled: Filled, lichtenberg: Path) -> None:
    with Store.open(filled.cli.store) as store:
        found = store.read(
            "MATCH (r:Record {source: $source, type: 'Actor'}) MATCH (a:Actor {id: r.entity}) WHERE 'youth_club' IN a.kinds "
            "RETURN DISTINCT r.row AS row, COUNT { (a)-[:RUN_BY]->(:Actor) } AS carriers, COUNT { (a)-[:LOCATED_AT]->(:Place) } AS places, "
            "COUNT { (a)-[:PROVIDES]->(:Offering) } AS offerings, a.id AS id, a.name AS name ORDER BY row",
            source=raw.CLUBS,
        )
    clubs = raw.rows(lichtenberg, raw.CLUBS)
    assert [row["row"] for row in found] == list(range(1, len(clubs) + 1)) and len({row["id"] for row in found}) == 71
    assert all(row["places"] == 1 and row["offerings"] >= 1 for row in found)
    # "Starke Brücken" is run by "Starke Brücken GbR": itself
    assert [row["name"] for row in found if row["carriers"] != 1] == ["Starke Brücken GbR"]


@pytest.mark.parametrize(("spelling", "rows"), CARRIERS)
def test_a_carrier_is_one_actor_under_one_name(filled: Filled, lichtenberg: Path, spelling: str, rows: int) -> None:
    expected = {
        (source, number)
        for source in (raw.CLUBS, raw.PROJECTS)
        for number, row in enumerate(raw.rows(lichtenberg, source), 1)
        if re.search(spelling, row["traeger"].strip(), re.IGNORECASE)
    }
    with Store.open(filled.cli.store) as store:
        found = store.read(
            "MATCH (f:Actor)-[:RUN_BY]->(c:Actor) MATCH (r:Record {entity: f.id}) WHERE r.source IN $sources "
            "RETURN DISTINCT c.name AS carrier, r.source AS source, r.row AS row",
            sources=[raw.CLUBS, raw.PROJECTS],
        )
    carriers = {row["carrier"] for row in found if (row["source"], row["row"]) in expected}
    assert len(expected) == rows and len(carriers) == 1
    assert {(row["source"], row["row"]) for row in found if row["carrier"] in carriers} == expected


def test_youth_sport_by_the_area_in_the_row(filled: Filled, lichtenberg: Path) -> None:
    expected = {
        number
        for number, row in enumerate(raw.rows(lichtenberg, raw.CLUBS), 1)
        if row["stadtteile"] == "Neu-Hohenschönhausen Süd" and SPORT.search(row["angebote"])
    }
    answer = ask(filled, YOUTH_SPORT)
    assert answer["kind"] == "offerings" and told_by(answer["rows"], raw.CLUBS) == expected
    assert all(row["type"] == "Offering" and row["actor"]["name"] and row["carrier"]["name"] for row in answer["rows"])
    assert all(row["evidence"] and row["within"] == 1.0 for row in answer["rows"])


def test_two_houses_at_one_address_keep_their_offerings_apart(filled: Filled) -> None:
    answer = ask(filled, YOUTH_SPORT)
    assert all(len({e["row"] for e in row["evidence"]}) == 1 for row in answer["rows"])


def test_youth_clubs_in_english(filled: Filled, lichtenberg: Path) -> None:
    expected = {n for n, row in enumerate(raw.rows(lichtenberg, raw.CLUBS), 1) if row["stadtteile"] == "Karlshorst"}
    answer = ask(filled, YOUTH_CLUBS)
    assert answer["kind"] == "actors" and len(answer["rows"]) == len(expected) == 3
    assert told_by(answer["rows"], raw.CLUBS) == expected


def test_schools_by_their_coordinates(filled: Filled, lichtenberg: Path) -> None:
    schools, outline = raw.schools(lichtenberg), raw.region(lichtenberg, "Fennpfuhl")
    certain = {number for number, row in schools.items() if row["quarter"] == "Fennpfuhl"}
    near = {
        number
        for number, row in schools.items()
        if row["longitude"] and raw.metres_outside(outline, float(row["longitude"]), float(row["latitude"])) <= 50
    }
    rows = ask(filled, SCHOOLS)["rows"]
    assert len(certain) == 12
    assert certain <= told_by(rows, raw.SCHOOLS) <= certain | near
    assert told_by([row for row in rows if row["within"] < 1], raw.SCHOOLS) == near - certain


def test_seniors_events_are_listed_apart_where_they_cannot_be_placed(filled: Filled, lichtenberg: Path) -> None:
    """No event is dropped: what is missing from the answer is known to be elsewhere, through a youth facility's row."""
    elsewhere = {
        row["strasse"].replace("Str. ", "Straße ")
        for row in raw.rows(lichtenberg, raw.CLUBS)
        if "Friedrichsfelde" not in row["stadtteile"]
    }
    events = dict(enumerate(raw.rows(lichtenberg, raw.EVENTS), 1))
    answer = ask(filled, SENIORS)
    listed = told_by(answer["rows"], raw.EVENTS) | told_by(answer["unlocated"], raw.EVENTS)
    missing = {row["strasse"].replace("Str. ", "Straße ") for number, row in events.items() if number not in listed}
    assert len(events) == 47 and len(listed) > 30 and missing <= elsewhere
    assert all(row["within"] is None for row in answer["unlocated"])


def test_importing_the_folder_again_changes_nothing(filled: Filled, lichtenberg: Path) -> None:
    before = filled.cli("export", "nquads", "--visibility", "network").out
    again = filled.cli("ingest", lichtenberg, "--observed", "2014-05-01", "--json")
    report = again.json
    assert (again.code, report["created"], report["changed"], report["vanished"]) == (0, 0, 0, 0)
    assert report["unchanged"] == filled.report["created"]
    assert filled.cli("export", "nquads", "--visibility", "network").out == before
    assert filled.cli("check", "--json").json == {"problems": []}
