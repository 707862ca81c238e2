"""A filled template goes in: every sheet, with what its rows link to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graph.seal import KeyRing
from graph.store import Store
from ingest.mapping import shipped
from ingest.pipeline import Options, ingest
from ingest.quality import Report
from ingest.template import FILE, text
from schema.derive import DERIVED
from schema.sheets import load_sheets
from tests.made import names

Rows = Mapping[str, list[dict[str, str]]]
POLYGON = "POLYGON ((13.50 52.48, 13.52 52.48, 13.52 52.50, 13.50 52.50, 13.50 52.48))"
TOWN: Rows = {
    "Akteure": [
        {
            "Name *": "Jugendclub Brücke",
            "Träger": "Nachbarn helfen e. V.",
            "Art": "Jugendfreizeiteinrichtung",
            "Ansprechpersonen": "Wilhelmine Ohnesorg",
            "Straße": "Lange Straße",
            "Hausnummer": "12 a",
            "Postleitzahl": "12345",
            "Gemeinde": "Musterstadt",
            "Punkt": "13,5101 52,4901",
        },
        {"Name *": "Sportverein Blau-Weiß e. V.", "Weitere Namen": "Blau-Weiß; BWS"},
    ],
    "Fachämter": [{"Name *": "Sportamt", "Gehört zu": "Bezirksamt", "Handlungsfelder": "Sport; Bildung"}],
    "Angebote": [
        {
            "Name *": "Offener Treff",
            "Anbieter *": "Jugendclub Brücke",
            "Themen": "Fußball; Sternegucken",
            "Zielgruppen": "Jugendliche",
            "Gebiet": "Hafenviertel",
            "Alter": "12-17",
            "Sprachen": "de; tr",
        }
    ],
    "Quartiere": [{"Name *": "Hafenviertel", "Rufnamen": "Hafen"}],
    "Umrisse": [{"Name *": "Hafenviertel, wie Kinder es sehen", "Quartier *": "Hafenviertel", "Geometrie": POLYGON}],
    "Verwaltungsräume": [{"Name *": "Nordstadt", "Gliederung": "Bezirke", "Schlüssel": "07", "Geometrie": POLYGON}],
    "Kooperationen": [
        {
            "Name *": "Runder Tisch Hafen",
            "Koordination": "Sportamt",
            "Mitglieder": "Jugendclub Brücke; Kleingärtner am Deich",
            "Gebiet": "Nordstadt",
            "Form": "informell",
        }
    ],
    "Mitgliedschaften": [
        {"Akteur *": "Sportverein Blau-Weiß e. V.", "Kooperation *": "Runder Tisch Hafen", "Rolle": "Gast"}
    ],
    "Verantwortungen": [{"Name *": "Bolzplätze", "Federführend": "Sportamt", "Gebiet": "Hafenviertel"}],
    "Potenziale": [{"Name *": "Werkstatt", "Geöffnet von": "Jugendclub Brücke", "Art des Potenzials": "Raum"}],
    "Bedarfe": [{"Name *": "Mehr Licht am Bolzplatz", "Gebiet": "Hafenviertel", "Beantwortet": "nein"}],
    "Beteiligungsformate": [
        {"Name *": "Hafenrunde", "Veranstaltet von": "Bezirksamt", "Sitzungen": "5.3.2026; 4.6.2026"}
    ],
    "Planungsprozesse": [
        {"Name *": "Spielplätze im Hafen", "Veranstaltet von": "Bezirksamt", "Ergebnis": "Spielplatzkonzept"}
    ],
    "Konzepte": [{"Name *": "Spielplatzkonzept", "Beschlossen am": "03/2026"}],
}
LINKS = {
    ("Jugendclub Brücke", "RUN_BY", "Nachbarn helfen e. V."),
    ("Jugendclub Brücke", "PROVIDES", "Offener Treff"),
    ("Jugendclub Brücke", "LOCATED_AT", "Lange Straße 12 a, 12345 Musterstadt"),
    ("Jugendclub Brücke", "MEMBER_OF", "Runder Tisch Hafen"),
    ("Jugendclub Brücke", "OPENS", "Werkstatt"),
    ("Sportverein Blau-Weiß e. V.", "MEMBER_OF", "Runder Tisch Hafen"),
    ("Sportamt", "MEMBER_OF", "Runder Tisch Hafen"),
    ("Sportamt", "PART_OF_DEPARTMENT", "Bezirksamt"),
    ("Sportamt", "IN_SECTOR", "Sport"),
    ("Sportamt", "IN_SECTOR", "Bildung"),
    ("Sportamt", "RESPONSIBLE", "Bolzplätze"),
    ("Offener Treff", "ABOUT", "Fußball"),
    ("Offener Treff", "FOR", "Jugendliche"),
    ("Offener Treff", "CONCERNS", "Hafenviertel"),
    ("Hafenviertel", "HAS_OUTLINE", "Hafenviertel, wie Kinder es sehen"),
    ("Hafenviertel", "OVERLAPS", "Nordstadt"),
    ("Lange Straße 12 a, 12345 Musterstadt", "WITHIN", "Hafenviertel"),
    ("Runder Tisch Hafen", "CONCERNS", "Nordstadt"),
    ("Bolzplätze", "CONCERNS", "Hafenviertel"),
    ("Mehr Licht am Bolzplatz", "CONCERNS", "Hafenviertel"),
    ("Hafenrunde", "ORGANISED_BY", "Bezirksamt"),
    ("Spielplätze im Hafen", "ORGANISED_BY", "Bezirksamt"),
    ("Spielplätze im Hafen", "RESULTS_IN", "Spielplatzkonzept"),
}


def fill(path: Path, rows: Rows) -> Path:
    """The shipped template with rows under its own headings, as somebody fills it in."""
    book = openpyxl.load_workbook(DERIVED / "template.xlsx")
    for title, entries in rows.items():
        sheet = book[title]
        headings = [cell.value for cell in sheet[1]]
        for entry in entries:
            assert set(entry) <= set(headings), title
            sheet.append([entry.get(str(heading)) for heading in headings])
    book.save(path)
    return path


def bring(store: Store, keys: KeyRing, path: Path, rows: Rows, **options: Any) -> Report:
    return ingest(store, keys, [fill(path, rows)], Options(**options))


def value(store: Store, name: str, key: str) -> Any:
    return store.read("MATCH (e:Entity) WHERE e.name = $name RETURN e[$key] AS value", name=name, key=key)[0]["value"]


@pytest.fixture
def town(embedded: Store, keys: KeyRing, tmp_path: Path) -> Report:
    return bring(embedded, keys, tmp_path / "liste.xlsx", TOWN)


def test_the_shipped_mapping_is_that_of_the_shipped_template() -> None:
    assert FILE.read_text(encoding="utf-8") == text(), "run python -m ingest.template"


def test_every_sheet_of_the_template_has_its_mapping_and_its_rows_in_this_test() -> None:
    titles = {sheet.title.de for sheet in load_sheets()}
    assert titles <= {mapping.sheet for mapping in shipped()}
    assert titles == set(TOWN)


def test_every_row_of_a_filled_template_goes_in_without_a_problem(town: Report) -> None:
    assert town.exit_code == 0
    assert [file.problems for file in town.files] == [[]]
    sheets = {sheet.name: (sheet.rows, sheet.imported) for sheet in town.files[0].sheets}
    assert sheets == {title: (len(rows), len(rows)) for title, rows in TOWN.items()}


def test_every_column_of_the_template_is_used(town: Report) -> None:
    unused = [(s.name, c["heading"]) for s in town.files[0].sheets for c in s.columns if c["field"] is None]
    assert unused == []


def test_rows_of_all_sheets_are_linked_with_each_other(embedded: Store, town: Report) -> None:
    rows = embedded.read("MATCH (a:Entity)-[r]->(b:Entity) RETURN a.name AS a, type(r) AS type, b.name AS b")
    assert {(row["a"], row["type"], row["b"]) for row in rows} >= LINKS


def test_roles_in_a_cooperation_are_those_of_the_columns(embedded: Store, town: Report) -> None:
    rows = embedded.read("MATCH (a:Actor)-[r:MEMBER_OF]->() RETURN a.name AS name, r.role AS role ORDER BY name")
    assert [(row["name"], row["role"]) for row in rows] == [
        ("Jugendclub Brücke", "member"),
        ("Sportamt", "coordinator"),
        ("Sportverein Blau-Weiß e. V.", "guest"),
    ]


def test_a_member_whom_nobody_knows_stays_visible_as_a_name(embedded: Store, town: Report) -> None:
    assert value(embedded, "Runder Tisch Hafen", "unresolved_members") == ["Kleingärtner am Deich"]
    assert "Kleingärtner am Deich" not in names(embedded)


def test_a_department_named_as_an_organiser_is_that_department(embedded: Store, town: Report) -> None:
    assert names(embedded, "Department") == ["Bezirksamt", "Sportamt"]


def test_cells_with_several_values_are_cut_at_the_semicolon(embedded: Store, town: Report) -> None:
    assert value(embedded, "Sportverein Blau-Weiß e. V.", "alternative_names") == ["BWS", "Blau-Weiß"]
    assert value(embedded, "Offener Treff", "languages") == ["de", "tr"]
    assert value(embedded, "Hafenrunde", "sessions") == ["2026-03-05", "2026-06-04"]


def test_a_theme_that_the_vocabulary_does_not_know_stays_as_a_keyword(embedded: Store, town: Report) -> None:
    assert "Sternegucken" in value(embedded, "Offener Treff", "keywords")


def test_the_contact_person_is_nowhere_in_the_graph(embedded: Store, town: Report) -> None:
    rows = embedded.read("MATCH (n) RETURN properties(n) AS p")
    assert rows
    assert "Ohnesorg" not in str(rows)


def test_two_providers_may_have_offerings_of_one_name(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    offers = [{"Name *": "Sport", "Anbieter *": "Jugendclub Brücke"}, {"Name *": "Sport", "Anbieter *": "Kita Mole"}]
    bring(embedded, keys, tmp_path / "liste.xlsx", {"Angebote": offers})
    assert names(embedded, "Offering") == ["Sport", "Sport"]


def test_an_empty_template_says_nothing_and_is_no_error(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    report = bring(embedded, keys, tmp_path / "leer.xlsx", {})
    assert (report.exit_code, report.created) == (0, 0)


def test_a_row_without_its_name_is_reported_and_left_out(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    report = bring(embedded, keys, tmp_path / "liste.xlsx", {"Quartiere": [{"Rufnamen": "Hafen"}]})
    assert [(p.sheet, p.row) for p in report.files[0].problems] == [("Quartiere", 2)]
    assert names(embedded, "Quartier") == []


@pytest.mark.parametrize(
    ("stays", "goes"), [("PlanningProcess", "Concept"), ("Concept", "PlanningProcess")], ids=["process", "concept"]
)
def test_rows_of_one_name_on_two_sheets_come_and_go_by_themselves(
    embedded: Store, keys: KeyRing, tmp_path: Path, stays: str, goes: str
) -> None:
    sheets = {"PlanningProcess": "Planungsprozesse", "Concept": "Konzepte"}
    rows, path = [{"Name *": "Grüner Hafen"}], tmp_path / "liste.xlsx"
    both = bring(embedded, keys, path, {sheets[stays]: rows, sheets[goes]: rows}, observed="2026-01")
    assert names(embedded, goes) == ["Grüner Hafen"]
    one = bring(embedded, keys, path, {sheets[stays]: rows}, observed="2026-03", allow_vanished=True)
    assert (both.created, one.vanished) == (2, 1)
    assert (names(embedded, stays), names(embedded, goes)) == (["Grüner Hafen"], [])


def test_equal_keys_on_two_sheets_are_two_rows(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    headings = ["id", "stadtteile", "einrichtung", "strasse", "plz", "ort", "telefon", "traeger", "angebote"]
    for n, name in enumerate(["Treff Nord", "Treff Süd"]):
        sheet = workbook.active if n == 0 else workbook.create_sheet(name)
        sheet.append(headings)
        sheet.append(["1", "Kiez", name, f"Weg {n}", "10000", "Stadt", "", "Werk e. V.", "Sport"])
    workbook.save(tmp_path / "zwei.xlsx")
    report = ingest(embedded, keys, [tmp_path / "zwei.xlsx"], Options())
    assert report.created == 2
    assert names(embedded) == ["Treff Nord", "Treff Süd", "Werk e. V."]
