"""Spreadsheets and CSV as offices keep them: title rows, encodings, separators, gaps."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from ingest.readers import Row, Table, open_tables
from tests.ingest.made_files import ods, ods_row, text, xlsx

TITLED = [
    ["Vereine in Musterau"],
    ["Stand: 05.03.2026"],
    [],
    ["Verein", "", "Kontakt"],
    ["Name", "Straße", "Telefon", "Telefon", None, "Mitglieder"],
    ["Turnverein", "Am Markt 1", "030 1", None, "x", 12.0],
    [],
    ["Chor", None, None, "030 2", None, 7.5],
]


def one(path: Path) -> tuple[Table, list[Row]]:
    [(table, rows)] = [(table, list(table.rows)) for table in open_tables(path)]
    return table, rows


def test_titles_above_the_headings(tmp_path: Path) -> None:
    table, rows = one(xlsx(tmp_path / "a.xlsx", {"Vereine": TITLED}))
    assert (table.name, table.header_row, table.observed) == ("Vereine", 5, "2026-03-05")
    assert table.headings == ["Name", "Straße", "Telefon", "Telefon (2)", "(E)", "Mitglieder"]
    assert rows == [
        Row(6, {"Name": "Turnverein", "Straße": "Am Markt 1", "Telefon": "030 1", "(E)": "x", "Mitglieder": "12"}),
        Row(8, {"Name": "Chor", "Telefon (2)": "030 2", "Mitglieder": "7.5"}),
    ]


def test_sheets_without_cells_are_passed_over(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Leer": [], "Voll": [["a", "b"], [1, 2]], "Auch leer": [[None, ""]]})
    assert [table.name for table in open_tables(path)] == ["Voll"]


def test_dates_and_truth_as_text(tmp_path: Path) -> None:
    moment = datetime.datetime(2026, 3, 5, 14, 30)
    cells = [["Tag", "Beginn", "offen"], [datetime.date(2026, 3, 5), moment, True]]
    _, [row] = one(xlsx(tmp_path / "a.xlsx", {"A": cells}))
    assert row.cells == {"Tag": "2026-03-05", "Beginn": "2026-03-05 14:30", "offen": "true"}


@pytest.mark.parametrize("count", [1, 29, 30, 31, 100])
def test_no_row_is_lost(tmp_path: Path, count: int) -> None:
    path = text(tmp_path / "a.csv", "a;b\n" + "".join(f"{number};x\n" for number in range(count)))
    _, rows = one(path)
    assert [row.cells["a"] for row in rows] == [str(number) for number in range(count)]
    assert [row.number for row in rows] == list(range(2, count + 2))


def test_a_row_longer_than_the_headings(tmp_path: Path) -> None:
    _, [row] = one(text(tmp_path / "a.csv", "a;b\n1;2;3;4\n"))
    assert row.cells == {"a": "1", "b": "2", "(C)": "3", "(D)": "4"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850", "mac_roman"])
def test_csv_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = text(tmp_path / "a.csv", "Straße;Träger\nGrüne Höfe;Süd-Öl äöü\nÜber der Au;Maß\n", encoding)
    table, [row, _] = one(path)
    assert table.headings == ["Straße", "Träger"]
    assert row.cells == {"Straße": "Grüne Höfe", "Träger": "Süd-Öl äöü"}


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_csv_with_any_separator(tmp_path: Path, separator: str) -> None:
    lines = [("Name", "Angebote"), ("Haus A", '"Sport, Musik; Tanz"'), ("Haus B", "Sport")]
    path = text(tmp_path / "a.csv", "\n".join(separator.join(line) for line in lines))
    _, rows = one(path)
    assert rows[0].cells == {"Name": "Haus A", "Angebote": "Sport, Musik; Tanz"}


def test_csv_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", 'Name;Text\n\n"A";"zwei\nZeilen"\nB;x\n')
    _, rows = one(path)
    assert [(row.number, row.cells["Name"]) for row in rows] == [(3, "A"), (4, "B")]


def test_csv_with_one_column(tmp_path: Path) -> None:
    table, rows = one(text(tmp_path / "a.csv", "Name\nA\nB\n"))
    assert (table.headings, len(rows)) == (["Name"], 2)


def test_ods_with_repeated_and_formatted_cells(tmp_path: Path) -> None:
    value = '<table:table-cell office:value-type="{}" office:{}="{}"><text:p>shown</text:p></table:table-cell>'
    dated = value.format("date", "date-value", "2026-03-05") + value.format("float", "value", "12.0")
    filler = '<table:table-cell table:number-columns-repeated="16000"/>'
    rows = (
        ods_row("Name", "Seit", "Zahl")
        + '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        + f"<table:table-row><table:table-cell><text:p>A<text:s text:c='2'/>B</text:p><text:p>zwei</text:p>"
        f"</table:table-cell>{dated}{filler}</table:table-row>"
        + '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2">'
        "<text:p>x</text:p></table:table-cell></table:table-row>"
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    )
    table, found = one(ods(tmp_path / "a.ods", {"Ämter": rows, "Leer": ""}))
    assert (table.name, table.header_row) == ("Ämter", 1)
    assert found == [
        Row(5, {"Name": "A  B\nzwei", "Seit": "2026-03-05", "Zahl": "12"}),
        Row(6, {"Name": "x", "Seit": "x"}),
        Row(7, {"Name": "x", "Seit": "x"}),
    ]


def test_the_second_ods_sheet_when_the_first_is_not_read(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", {name: ods_row("a", "b") + ods_row(name, "2") for name in ("A", "B")})
    assert [table.name for table in open_tables(path)] == ["A", "B"]
