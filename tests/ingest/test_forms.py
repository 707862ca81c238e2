"""Every form that offices give their lists: what is an entry, what is none, and which headings the columns have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from graph.seal import KeyRing
from graph.store import Store
from ingest.options import Options
from ingest.pipeline import ingest
from ingest.quality import FileReport
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
        ([HEADS, ["z. B. Treff am Park", "Stadt X", "Parkweg 1", "12345"], A, B, C], 1),
        ([HEADS, A, B, ["Mitte gesamt", N, N, "2"], C, ["Nord gesamt", N, N, "1"], ["Summe", N, N, "3"]], 1),
        ([HEADS, A, B, C, [N], ["Musterstadt, den 01.03.2026"], ["gez. Muster"]], 1),
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
        "an example of how to fill it in",
        "subtotals",
        "a signature",
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


def reported(path: Path, grid: Grid, store: Store, keys: KeyRing) -> tuple[FileReport, dict[str, dict[str, object]]]:
    """The report of the list, and what the store says of the things that it made, by name."""
    [report] = ingest(store, keys, [book(path, grid)], Options(shipped=False)).files
    rows = store.read("MATCH (e:Entity) WHERE NOT e.type IN ['Sector', 'Theme', 'TargetGroup'] RETURN e")
    return report, {str(row["e"]["name"]): dict(row["e"]) for row in rows}


def test_what_says_nothing_becomes_no_value(tmp_path: Path, embedded: Store, keys: KeyRing) -> None:
    nothing = ["Treff A", "k. A.", "–", "n/a", "entfällt", "unbekannt"]
    grid = [
        HEADS,
        nothing,
        B,
        ["–", "DRK", "Allee 9", "10369", "030 34567", ""],
        ["Klub D", "n. n.", "-", "", "k.A.", "-"],
    ]
    report, things = reported(tmp_path / "a.xlsx", grid, embedded, keys)
    assert set(things) == {"Treff A", "Haus B", "Caritas", "Klub D", "Weg 3, 10369"}
    assert "phone" not in things["Treff A"]
    [problem] = report.problems
    assert (problem.code, problem.sheet, problem.row, problem.column) == ("row-without-name", "Sheet", 4, "Einrichtung")
    [sheet] = report.sheets
    assert (sheet.rows, sheet.imported, sheet.skipped) == (4, 3, 1)


def test_persons_under_any_heading_stay_private(tmp_path: Path, embedded: Store, keys: KeyRing) -> None:
    grid = [
        ["Bürgerbüro", "Zuständig", "Vertretung", "Wer hilft?", "Tel."],
        ["Bürgerbüro Nord", "Erika Muster", "Peter Meyer", "Ute Schmidt", "030 123456"],
        ["Bürgerbüro Süd", "Anna Schmidt", "Max Krause", "Karin Weber", "030 123457"],
        ["Bürgerbüro Ost", "Sabine Wolf", "Jürgen Lange", "Petra Vogel", "030 123458"],
    ]
    report, things = reported(tmp_path / "a.xlsx", grid, embedded, keys)
    assert set(things) == {"Bürgerbüro Nord", "Bürgerbüro Süd", "Bürgerbüro Ost"}
    shown = str(things) + str(report)
    assert not [name for row in grid[1:] for name in row[1:4] if str(name) in shown]


def test_a_table_of_weekdays_is_a_schedule(tmp_path: Path, embedded: Store, keys: KeyRing) -> None:
    grid = [
        ["Einrichtung", "Mo", "Di", "Mi", "Sa/So"],
        ["Treff A", "9-12", "–", "14–18 Uhr", "geschlossen"],
        ["Treff B", "x", "", "", "10-14"],
    ]
    _, things = reported(tmp_path / "a.xlsx", grid, embedded, keys)
    assert things["Treff A"]["opening_hours"] == "Mo 9-12; Mi 14–18 Uhr"
    assert things["Treff A"]["opening_recurrence"] == [
        "RRULE:FREQ=WEEKLY;BYDAY=MO|09:00-12:00",
        "RRULE:FREQ=WEEKLY;BYDAY=WE|14:00-18:00",
    ]
    assert things["Treff B"]["opening_hours"] == "Mo; Sa, So 10-14"


def test_ticks_name_target_groups_and_what_a_house_has_is_no_theme(
    tmp_path: Path, embedded: Store, keys: KeyRing
) -> None:
    grid = [
        ["Angebot", "Anbieter", "Kinder", "Senioren", "Barrierefrei", "Parkplatz"],
        ["Yoga", "VHS", "", "x", "x", "x"],
        ["Vorlesen", "Bücherei", "x", "x", "", "x"],
    ]
    _, things = reported(tmp_path / "a.xlsx", grid, embedded, keys)
    assert things["Vorlesen"]["audience_text"] == "Kinder; Senioren"
    assert things["Yoga"]["audience_text"] == "Senioren"
    assert "keywords" not in things["Vorlesen"]


@pytest.mark.parametrize(
    ("codes", "kept"),
    [(["1020", "1070", "1220"], "1070"), (["8004", "8055", "8400"], "8055"), (["1067", "1097", "4103"], "01097")],
    ids=["Vienna", "Zurich", "Saxony without its zeros"],
)
def test_postal_codes_of_four_digits(
    tmp_path: Path, embedded: Store, keys: KeyRing, codes: list[str], kept: str
) -> None:
    rows = [[f"Treff {n}", f"Weg {n}", code] for n, code in enumerate(codes)]
    _, things = reported(tmp_path / "a.xlsx", [["Einrichtung", "Straße", "PLZ"], *rows], embedded, keys)
    assert things[f"Weg 1, {kept}"]["postal_code"] == kept


def test_entries_named_after_what_they_are_are_no_headings(tmp_path: Path) -> None:
    grid = [
        ["Schule", "Ganztag", "Mensa"],
        ["Schule Nord", "Verein Nord", "Träger A"],
        [N],
        ["Schule Süd", "Verein Süd", "Träger B"],
    ]
    _, rows = one(book(tmp_path / "a.xlsx", [*grid, ["Schule Ost", "Verein Ost", "Träger C"]]))
    assert [row.aside for row in rows] == [None] * 3
