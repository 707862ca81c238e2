"""The report has the shape of its contract, shows no private value, and speaks German and English."""

from __future__ import annotations

import json

import pytest
from rich.console import Console

from ingest.quality import Counts, FileReport, Problem, Report, cell_problem, file_problem, shown_value
from ingest.quality_view import render
from schema.errors import UnreadableFile


def report() -> Report:
    made = Report(merge_candidates=1)
    file = made.add(FileReport("liste.xlsx", "liste"))
    file.counts = Counts(created=2)
    sheet = file.sheet("Vereine", header_row=4)
    sheet.column("Telefon", "actor.phone", "mapping demo", "Zuordnung demo")
    sheet.column("Bemerkung", None, "no mapping names it", "nicht genannt")
    sheet.rows, sheet.imported, sheet.skipped = 3, 2, 1
    file.problems.append(
        cell_problem("phone-invalid", "warning", "This is not a telephone number.", sheet="Vereine", row=7,
                     column="Telefon", value="keins", private=False)
    )  # fmt: skip
    return made


def terminal(lang: str, made: Report, most: int = 20) -> str:
    console = Console(width=160, record=True, file=None, force_terminal=False)
    with console.capture() as capture:
        console.print(render(made, lang, most))
    return capture.get()


def test_json_has_the_shape_of_the_contract() -> None:
    assert json.loads(json.dumps(report().to_json())) == {
        "files": [
            {
                "path": "liste.xlsx",
                "source": "liste",
                "sheets": [
                    {
                        "name": "Vereine",
                        "header_row": 4,
                        "kind": None,
                        "origin": "",
                        "columns": [
                            {
                                "heading": "Telefon",
                                "field": "actor.phone",
                                "why": "mapping demo",
                                "why_de": "Zuordnung demo",
                            },
                            {
                                "heading": "Bemerkung",
                                "field": None,
                                "why": "no mapping names it",
                                "why_de": "nicht genannt",
                            },
                        ],
                        "rows": 3,
                        "imported": 2,
                        "skipped": 1,
                    }
                ],
                "problems": [
                    {
                        "code": "phone-invalid",
                        "severity": "warning",
                        "sheet": "Vereine",
                        "row": 7,
                        "column": "Telefon",
                        "value": "keins",
                        "message": "This is not a telephone number.",
                    }
                ],
                "created": 2,
                "changed": 0,
                "unchanged": 0,
                "vanished": 0,
                "changes": [],
            }
        ],
        "created": 2,
        "changed": 0,
        "unchanged": 0,
        "vanished": 0,
        "merge_candidates": 1,
    }


@pytest.mark.parametrize(
    ("value", "private", "shown"),
    [
        ("keins", False, "keins"),
        ("keins", True, None),
        ("  zwei\n Zeilen ", False, "zwei Zeilen"),
        ("x" * 200, False, "x" * 79 + "…"),
        (None, False, None),
    ],
)
def test_a_private_value_is_not_shown(value: str | None, private: bool, shown: str | None) -> None:
    assert shown_value(value, private=private) == shown


def test_warnings_do_not_fail_an_import() -> None:
    made = report()
    assert made.exit_code == 0
    made.files[0].problems.append(Problem("unreadable-file", "error", "Broken."))
    assert made.exit_code == 1
    assert made.count("warning") == 1


def test_an_error_that_stopped_a_file_keeps_its_place() -> None:
    error = UnreadableFile("a.csv is broken.", hint="save it again", details={"row": 3, "path": "a.csv"})
    problem = file_problem(error)
    assert (problem.code, problem.severity, problem.row) == ("unreadable-file", "error", 3)
    assert "save it again" in problem.message


def test_the_terminal_speaks_the_readers_language() -> None:
    german, english = terminal("de", report()), terminal("en", report())
    assert "Das ist keine Telefonnummer." in german and "Nicht verwendete Spalten: Bemerkung" in german
    assert "This is not a telephone number." in english and "Vereine / Telefon / #7" in english


def test_many_problems_of_a_kind_are_cut_short() -> None:
    made = report()
    made.files[0].problems *= 30
    assert "25 weitere" in terminal("de", made, most=5)


def test_text_of_a_cell_is_no_markup() -> None:
    made = report()
    made.files[0].problems.append(Problem("x", "info", "[bold]roh[/bold]", value="[red]"))
    assert "[bold]roh[/bold]" in terminal("en", made)
