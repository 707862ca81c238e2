"""Every form that offices give their lists: what is an entry, what is none, and which headings the columns have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.readers import notes_of
from tests.ingest.test_headers import book, one

Grid = Sequence[Sequence[object]]
N = None
HEADS = ["Einrichtung", "Träger", "Straße", "PLZ", "Telefon", "E-Mail"]
A = ["Treff A", "AWO e.V.", "Hauptstr. 1", "10367", "030 123456", "a@treff.example"]
B = ["Haus B", "Caritas", "Weg 3", "10369", "030 23456", "b@haus.example"]
C = ["Klub C", "DRK", "Allee 9", "10369", "030 34567", "c@klub.example"]
ENTRIES = ["Treff A", "Haus B", "Klub C"]
LETTERHEAD: Grid = [
    ["Logo Stadt Musterstadt"],
    ["Stadt Musterstadt", "", "", "", "", "Fachbereich Jugend"],
    [N],
    ["Adressverzeichnis der Einrichtungen der Jugendhilfe"],
    ["Stand: 15.03.2026"],
    ["Ansprechperson: Stabsstelle", "Tel. 0123 4567"],
    [N],
    ["Hinweis: Änderungen bitte melden an die Stabsstelle"],
    [N],
    [N],
    [N],
]


@pytest.mark.parametrize(
    ("grid", "row"),
    [
        ([*LETTERHEAD, HEADS, A, B, C], 12),
        ([["Bezirk:", "Nord"], ["Bearbeitung:", "Amt 51"], ["Datum:", "01.02.2026"], HEADS, A, B, C], 4),
        ([["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], HEADS, A, B, C], 2),
        ([HEADS, ["1", "2", "3", "4", "5", "6"], A, B, C], 1),
        ([HEADS, ["", "", "", "", "", "optional"], A, B, C], 1),
        ([HEADS, A, [N], [N], B, [N], C], 1),
        ([HEADS, ["Jugend"], A, ["Senioren"], B, C], 1),
        ([HEADS, A, B, ["Seniorenbegegnungsstätten"], C], 1),
        ([HEADS, A, B, [N], ["Fortsetzung"], HEADS, C], 1),
        ([["Tabelle 1: Jugend"], HEADS, A, B, [N], ["Tabelle 2: Senioren"], HEADS, C], 2),
        ([HEADS, A, B, C, ["Gesamt: 3 Einrichtungen"], ["* barrierefrei"], ["Alle Angaben ohne Gewähr"]], 1),
        ([HEADS, A, B, C, ["1) ab 2027 geschlossen"], ["2) nur mit Anmeldung"], ["Herausgeber: Amt 51"]], 1),
        ([HEADS, A, B, C, [N], ["Legende:"], ["e.V.", "eingetragener Verein"], ["AWO", "Arbeiterwohlfahrt"]], 1),
        ([HEADS, A, B, C, [N], ["Netzwerke"], ["Netzwerk", "Mitglieder"], ["AK Jugend", "Treff A; Haus B"]], 1),
    ],
    ids=[
        "a letterhead, headings in row 12",
        "a form above",
        "numbered columns above",
        "numbered columns below",
        "a line of units",
        "blank rows between",
        "captions between",
        "a caption of many",
        "headings again after a page",
        "two tables of one form",
        "total and remarks",
        "numbered footnotes",
        "a legend below",
        "another table below",
    ],
)
def test_what_is_an_entry(tmp_path: Path, grid: Grid, row: int) -> None:
    table, rows = one(book(tmp_path / "a.xlsx", grid))
    assert (table.header_row, table.headings) == (row, HEADS)
    assert [entry.cells["Einrichtung"] for entry in rows if not entry.aside] == ENTRIES


def test_every_filled_row_is_counted_with_its_number(tmp_path: Path) -> None:
    _, rows = one(book(tmp_path / "a.xlsx", [HEADS, ["Jugend"], A, [N], B, [N], ["Stand: 01.02.2026"]]))
    assert [(row.number, row.aside) for row in rows] == [(2, "note"), (3, None), (5, None), (7, "note")]


def test_a_second_table_is_told(tmp_path: Path) -> None:
    second = [["Netzwerk", "Mitglieder", "Turnus"], ["AK Jugend", "Treff A; Haus B", "monatlich"]]
    table, _ = one(book(tmp_path / "a.xlsx", [HEADS, A, B, [N], *second]))
    [note] = notes_of(table)
    assert note.message.startswith("Row 5 begins a second table. Its 1 rows were left out")


def test_entries_that_have_nothing_but_a_name_stay_entries(tmp_path: Path) -> None:
    grid = [["Verein", "Telefon", "E-Mail"], ["TSV"], ["Chor", "030 1234", "c@d.example"], ["Schachfreunde"]]
    _, rows = one(book(tmp_path / "a.xlsx", grid))
    assert [row.aside for row in rows] == [None] * 3


def test_a_bare_entry_in_a_full_list_stays_an_entry(tmp_path: Path) -> None:
    _, rows = one(book(tmp_path / "a.xlsx", [HEADS, A, ["Jugendhaus Mitte"], B]))
    assert [row.aside for row in rows] == [None] * 3


def test_a_table_on_its_side_makes_no_entries(tmp_path: Path) -> None:
    columns = list(zip(HEADS, A, B, C, strict=True))
    _, rows = one(book(tmp_path / "a.xlsx", columns))
    assert [row.aside for row in rows] == ["note"] * 5


def test_headings_on_three_lines(tmp_path: Path) -> None:
    grid = [
        ["Allgemeine Angaben", N, "Erreichbarkeit", N, N, N],
        ["Einrichtung", "Träger", "Anschrift", N, "Kontakt", N],
        [N, N, "Straße", "PLZ", "Telefon", "E-Mail"],
        A,
        B,
    ]
    table, rows = one(book(tmp_path / "a.xlsx", grid, ["A1:B1", "C1:F1", "C2:D2", "E2:F2"]))
    assert (table.headings, table.header_row, len(rows)) == (HEADS, 3, 2)


@pytest.mark.parametrize("merged", [["C1:E1", "F1:G1", "A1:A2", "B1:B2"], []], ids=["merged", "not merged"])
def test_groups_over_ticked_columns(tmp_path: Path, merged: list[str]) -> None:
    grid = [
        ["Angebot", "Anbieter", "Zielgruppe", N, N, "Themen", N],
        [N, N, "Kinder", "Jugendliche", "Senioren", "Bildung", "Gesundheit"],
        ["Yoga", "VHS", N, N, "x", N, "x"],
        ["Vorlesen", "Bücherei", "x", "x", N, "x", N],
    ]
    table, rows = one(book(tmp_path / "a.xlsx", grid, merged))
    assert table.headings[:3] == ["Angebot", "Anbieter", "Zielgruppe: Kinder"]
    assert table.headings[-1] == "Themen: Gesundheit"
    assert rows[0].cells == {
        "Angebot": "Yoga",
        "Anbieter": "VHS",
        "Zielgruppe: Senioren": "x",
        "Themen: Gesundheit": "x",
    }


def test_words_broken_at_the_end_of_a_line(tmp_path: Path) -> None:
    table, _ = one(
        book(tmp_path / "a.xlsx", [["Name der\nEinrichtung", "Tele-\nfon", "E-Mail-\nAdresse"], A[3:], B[3:]])
    )
    assert table.headings == ["Name der Einrichtung", "Telefon", "E-Mail-Adresse"]


def test_the_same_as_above_is_filled_down(tmp_path: Path) -> None:
    _, rows = one(book(tmp_path / "a.xlsx", [HEADS, A, ["Haus B", "dto.", "s. o.", '"', "k. A.", "–"], C]))
    assert list(rows[1].cells.values()) == ["Haus B", "AWO e.V.", "Hauptstr. 1", "10367", "k. A.", "–"]
