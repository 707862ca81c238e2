"""The exported workbook comes back: only what was edited changes, again and again, and all of it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graph.export import FORMATS, ExportOptions
from graph.export.workbook import KEY
from graph.seal import KeyRing
from graph.store import Store
from graph.view import View
from graph.writer import Writer
from ingest import decisions
from ingest.options import Options
from ingest.pipeline import ingest, make_resolver
from ingest.quality import Report
from tests.made import id_of, names
from tests.office import converted

DEMO = Path(__file__).resolve().parents[2] / "demo"
LISTS = ("Einrichtungen.csv", "Angebote-Vereine.xlsx", "Netzwerke.xlsx")
NAME = "Name *"


@pytest.fixture
def town(store: Store, keys: KeyRing) -> Store:
    ingest(store, keys, [DEMO / name for name in LISTS], Options(observed="2026-03-01"))
    return store


@pytest.fixture
def whole(embedded: Store, keys: KeyRing) -> Store:
    """The same on one store: where the stores cannot differ."""
    ingest(embedded, keys, [DEMO / name for name in LISTS], Options(observed="2026-03-01"))
    return embedded


@pytest.fixture
def small(embedded: Store, keys: KeyRing) -> Store:
    """The facilities alone."""
    ingest(embedded, keys, [DEMO / LISTS[0]], Options(observed="2026-03-01"))
    return embedded


def export(store: Store, path: Path) -> Path:
    with path.open("wb") as file:
        FORMATS["xlsx"].write(View(store, "network"), file, ExportOptions())
    return path


def edit(path: Path, sheet: str, name: str, **cells: Any) -> None:
    """Change cells (given with _ for a space) of the row of that name."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    heads = [cell.value for cell in page[1]]
    [row] = [row for row in page.iter_rows(min_row=2) if row[0].value == name]
    for head, value in cells.items():
        row[heads.index(head.replace("_", " "))].value = value
    book.save(path)


def bring(store: Store, keys: KeyRing, path: Path, **options: Any) -> Report:
    return ingest(store, keys, [path], Options(**options))


def hashes(store: Store) -> dict[str, tuple[str, str]]:
    rows = store.read("MATCH (e:Entity) RETURN e.id AS id, e.name AS name, e.hash AS hash")
    return {row["id"]: (row["name"], row["hash"]) for row in rows}


def changed(store: Store, before: dict[str, tuple[str, str]], work: Callable[[], Any]) -> set[str]:
    """The names of the entities that a piece of work changed or made."""
    work()
    return {name for id, (name, hash) in hashes(store).items() if before.get(id, ("", ""))[1] != hash}


def actor(store: Store, name: str) -> dict[str, Any]:
    found: dict[str, Any] = store.read("MATCH (e:Actor) WHERE e.name = $name RETURN properties(e) AS p", name=name)[0][
        "p"
    ]
    return found


def test_a_workbook_that_nobody_edited_changes_nothing(town: Store, keys: KeyRing, tmp_path: Path) -> None:
    before = hashes(town)
    path = export(town, tmp_path / "town.xlsx")
    report = bring(town, keys, path)
    assert (report.created, report.changed, report.vanished, report.exit_code) == (0, 0, 0, 0)
    assert report.unchanged > 300
    assert hashes(town) == before
    assert town.read("MATCH (r:Record {source: 'town.xlsx'}) RETURN count(r) AS n")[0]["n"] == 0


def test_only_what_was_edited_changes(town: Store, keys: KeyRing, tmp_path: Path) -> None:
    path, before = export(town, tmp_path / "town.xlsx"), hashes(town)
    name = "JFE „Lokschuppen“"
    edit(path, "Akteure", name, Telefon="0221 999999", Internetadresse=None)
    assert changed(town, before, lambda: bring(town, keys, path)) == {name}
    assert actor(town, name)["phone"] == ["+49221999999"] and "url" not in actor(town, name)
    assert set(hashes(town)) == set(before)  # the same things under the same ids
    with Writer(town, keys) as writer:
        assert make_resolver(writer).differences() == []


def test_a_second_round_keeps_the_first(small: Store, keys: KeyRing, tmp_path: Path) -> None:
    name = "JFE „Lokschuppen“"
    path = export(small, tmp_path / "town.xlsx")
    edit(path, "Akteure", name, Telefon="0221 999999")
    bring(small, keys, path, observed="2026-04-01")
    export(small, path)
    edit(path, "Akteure", name, Öffnungszeiten="Mo-So 10-22 Uhr")
    report = bring(small, keys, path, observed="2026-05-01")
    assert (report.created, report.changed, report.vanished) == (0, 1, 0)
    found = actor(small, name)
    assert (found["phone"], found["opening_hours"]) == (["+49221999999"], "Mo-So 10-22 Uhr")


def test_a_new_name_and_a_new_address_move_the_thing_and_keep_its_id(
    small: Store, keys: KeyRing, tmp_path: Path
) -> None:
    path, id = export(small, tmp_path / "town.xlsx"), id_of(small, "Mädchentreff Saturna")
    edit(
        path,
        "Akteure",
        "Mädchentreff Saturna",
        **{NAME: "Mädchenhaus Saturna", "Straße": "Kantorgasse", "Hausnummer": "2"},
    )
    bring(small, keys, path)
    found = actor(small, "Mädchenhaus Saturna")
    assert (found["id"], "Mädchentreff Saturna" in found["alternative_names"]) == (id, True)
    places = small.read(
        "MATCH (:Entity {id: $id})-[:LOCATED_AT]->(p:Place) RETURN p.street AS street, p.house_number AS number", id=id
    )
    assert [(place["street"], place["number"]) for place in places] == [("Kantorgasse", "2")]


def test_rows_without_an_id_are_new_and_foreign_ids_are_named(whole: Store, keys: KeyRing, tmp_path: Path) -> None:
    path = export(whole, tmp_path / "town.xlsx")
    book = openpyxl.load_workbook(path)
    heads = [cell.value for cell in book["Akteure"][1]]
    for cells in ({NAME: "Neuer Chor e. V."}, {NAME: "Fremder Verein", KEY: "0" * 26}):
        book["Akteure"].append([cells.get(str(head)) for head in heads])
    book["Mitgliedschaften"].append(["Neuer Chor e. V.", "AG Jugendsport", "Gast"])
    book.save(path)
    report = bring(whole, keys, path)
    assert [(problem.code, problem.severity) for problem in report.problems] == [("edit-unknown", "error")]
    assert "Neuer Chor e. V." in names(whole) and "Fremder Verein" not in names(whole)
    rows = whole.read(
        "MATCH (a:Actor)-[m:MEMBER_OF]->(:Cooperation {name: 'AG Jugendsport'}) WHERE a.name = 'Neuer Chor e. V.' RETURN m.role AS role"
    )
    assert [row["role"] for row in rows] == ["guest"]


def test_a_name_that_others_tie_to_the_row_cannot_be_taken_away_here(
    whole: Store, keys: KeyRing, tmp_path: Path
) -> None:
    path = export(whole, tmp_path / "town.xlsx")
    edit(path, "Kooperationen", "AG Jugendsport", Mitglieder="Boxclub Stellwerk e. V.")
    report = bring(whole, keys, path)
    [problem] = report.problems
    assert (problem.code, problem.column) == ("edit-stays", "Mitglieder") and "FC Lohe 05 e. V." in problem.message


def test_dropping_the_workbook_takes_its_edits_back(small: Store, keys: KeyRing, tmp_path: Path) -> None:
    path, before = export(small, tmp_path / "town.xlsx"), hashes(small)
    edit(path, "Akteure", "JFE „Lokschuppen“", Telefon="0221 999999")
    bring(small, keys, path)
    with Writer(small, keys) as writer:
        decisions.drop_source(writer, "town.xlsx")
    assert hashes(small) == before


def test_a_dry_run_of_edits_writes_nothing(small: Store, keys: KeyRing, tmp_path: Path) -> None:
    path, before = export(small, tmp_path / "town.xlsx"), hashes(small)
    edit(path, "Akteure", "JFE „Lokschuppen“", Telefon="0221 999999")
    report = bring(small, keys, path, dry_run=True)
    assert report.created == 1 and hashes(small) == before
    assert small.read("MATCH (j:Judgement) RETURN count(j) AS n")[0]["n"] == 0


@pytest.mark.parametrize("format", ["ods", "xlsx"])
def test_a_workbook_that_libreoffice_saved_changes_nothing(
    small: Store, keys: KeyRing, tmp_path: Path, format: str
) -> None:
    path, before = export(small, tmp_path / "town.xlsx"), hashes(small)
    report = bring(small, keys, converted(path, format, tmp_path))
    assert (report.created, report.changed, report.exit_code) == (0, 0, 0)
    assert hashes(small) == before


def test_a_text_that_looks_like_a_formula_stays_a_text(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    listed = tmp_path / "vereine.csv"
    listed.write_text(
        'Verein;Straße;Beschreibung\nChor Au;Weg 1;"=HYPERLINK(""http://x.example"")"\n', encoding="utf-8"
    )
    bring(embedded, keys, listed)
    book = openpyxl.load_workbook(export(embedded, tmp_path / "town.xlsx"))
    cells = [cell for row in book["Akteure"].iter_rows(min_row=2) for cell in row if str(cell.value).startswith("=")]
    assert [cell.data_type for cell in cells] == ["s"]
