"""Sheets as offices keep them: headings under titles and on two lines, merged cells, captions, totals and remarks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from ingest.readers import Row, Table, open_tables
from tests.ingest.made_files import ods, text

ENTRY = ["Treff A", "AWO e.V.", "Hauptstr. 1", "10367", "030 123456", "a@treff.example"]
OTHER = ["Haus B", "Caritas", "Weg 3", "10369", "030 23456", "b@haus.example"]
HEADS = ["Name", "Träger", "Straße", "PLZ", "Telefon", "E-Mail"]


def book(path: Path, rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    workbook.save(path)
    return path


def one(path: Path) -> tuple[Table, list[Row]]:
    [(table, rows)] = [(table, list(table.rows)) for table in open_tables(path)]
    return table, rows


@pytest.mark.parametrize(
    ("above", "row"),
    [
        ([], 1),
        ([["Verzeichnis der Treffs"], []], 3),
        (
            [
                ["Verzeichnis", None, None, "Stand: 01.02.2026"],
                ["Bezirksamt Musterstadt", None, "Abteilung Jugend"],
                [],
            ],
            4,
        ),
        ([["Ansprechpartner: Herr Muster", "Tel. 030 1234"], ["Bitte nur weiße Felder ausfüllen!"], [], []], 5),
        ([["1", "2", "3", "4", "5", "6"]], 2),
    ],
    ids=["none", "a title", "a letterhead", "remarks", "numbered columns"],
)
def test_headings_below_other_things(tmp_path: Path, above: list[list[object]], row: int) -> None:
    table, rows = one(book(tmp_path / "a.xlsx", [*above, HEADS, ENTRY, OTHER]))
    assert (table.header_row, table.headings) == (row, HEADS)
    assert [entry.cells["Name"] for entry in rows] == ["Treff A", "Haus B"]


def test_a_first_entry_fuller_than_the_headings(tmp_path: Path) -> None:
    table, rows = one(book(tmp_path / "a.xlsx", [["Name", "Träger", None, "PLZ", "Telefon", None], ENTRY, OTHER]))
    assert table.header_row == 1
    assert rows[0].cells["(C)"] == "Hauptstr. 1"


def test_group_captions_over_the_headings_tell_doubled_ones_apart(tmp_path: Path) -> None:
    groups = ["Einrichtung", None, "Träger", None, None]
    rows = [groups, ["Name", "Telefon", "Name", "Telefon", "PLZ"], ["Treff A", "030 1", "AWO", "030 2", "10367"]]
    table, _ = one(book(tmp_path / "a.xlsx", rows, ["A1:B1", "C1:E1"]))
    assert table.headings == ["Einrichtung: Name", "Einrichtung: Telefon", "Träger: Name", "Träger: Telefon", "PLZ"]
    assert table.header_row == 2


def test_headings_that_go_on_in_a_second_line(tmp_path: Path) -> None:
    rows = [
        ["Name", "Anschrift", None, "Kontakt", None],
        [None, "Straße", "PLZ", "Telefon", "E-Mail"],
        ["A", "Weg 1", "10367", "030 1", "a@b.example"],
    ]
    table, entries = one(book(tmp_path / "a.xlsx", rows, ["A1:A2", "B1:C1", "D1:E1"]))
    assert table.headings == ["Name", "Straße", "PLZ", "Telefon", "E-Mail"]
    assert entries[0].number == 3


def test_cells_merged_over_rows_stand_in_each_of_them(tmp_path: Path) -> None:
    rows = [HEADS, ENTRY, [None, None, "Nebenweg 4", "10367", None, None], OTHER]
    _, found = one(book(tmp_path / "a.xlsx", rows, ["A2:A3", "B2:B3"]))
    assert [(row.cells["Name"], row.cells["Träger"]) for row in found] == [
        ("Treff A", "AWO e.V."),
        ("Treff A", "AWO e.V."),
        ("Haus B", "Caritas"),
    ]


def test_merged_cells_of_ods(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    def cell(content: str, attributes: str = "") -> str:
        return f"<table:table-cell {attributes}><text:p>{content}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell/>"
    sheet = (
        row(cell("Stadtteil"), cell("Einrichtung"), cell("Straße"))
        + row(cell("Nord", 'table:number-rows-spanned="2"'), cell("A"), cell("Weg 1"))
        + row(covered, cell("B"), cell("Weg 2"))
        + row(cell("Süd"), cell("C"), cell("Weg 3"))
    )
    _, found = one(ods(tmp_path / "a.ods", {"Liste": sheet}))
    assert [row.cells["Stadtteil"] for row in found] == ["Nord", "Nord", "Süd"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Summe;;;;2;", "total"),
        ("Gesamt:;2;;;;", "total"),
        (";".join(HEADS), "repeated"),
        ("* Angaben ohne Gewähr;;;;;", "note"),
        ("Quelle: Bezirksamt, 2026;;;;;", "note"),
        ("Summe der Dinge e.V.;AWO;Weg 1;10367;030 1;x@y.example", None),
        ("Quelle;Caritas;Weg 1;10367;030 1;", None),
    ],
)
def test_rows_that_are_no_entries(tmp_path: Path, row: str, why: str | None) -> None:
    lines = [";".join(HEADS), ";".join(ENTRY), ";".join(OTHER), row]
    _, found = one(text(tmp_path / "a.csv", "\n".join(lines)))
    assert [entry.aside for entry in found] == [None, None, why]


def test_captions_between_the_rows_name_their_area(tmp_path: Path) -> None:
    lines = [
        "Einrichtung;Straße;PLZ",
        "Stadtteil Nord;;",
        "A;Weg 1;10367",
        "B;Weg 2;10367",
        "Stadtteil Süd;;",
        "C;Weg 3;10369",
    ]
    table, found = one(text(tmp_path / "a.csv", "\n".join(lines)))
    assert table.headings[-1] == "(Abschnitt)"
    assert [(row.number, row.cells["(Abschnitt)"]) for row in found] == [(3, "Nord"), (4, "Nord"), (6, "Süd")]


def test_a_sheet_without_headings_keeps_its_first_entry(tmp_path: Path) -> None:
    lines = [
        "Turnverein Au e.V.;Weg 1;80331 München;089 1234567;a@au.example",
        "Chor Au;Weg 2;80333 München;089 7654321;b@au.example",
    ]
    table, rows = one(text(tmp_path / "a.csv", "\n".join(lines)))
    assert (table.header_row, table.headings) == (None, ["(A)", "(B)", "(C)", "(D)", "(E)"])
    assert [row.number for row in rows] == [1, 2]
