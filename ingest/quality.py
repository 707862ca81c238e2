"""What was read, and what was wrong with it: problems are records, not exceptions.

`Report.to_json()` is the outer contract of `ingest --report`; `render` is the same for a person at a terminal.
A problem never carries the value of a private column.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from schema.errors import InputError
from schema.values.base import squeeze

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
VALUE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `row` as the spreadsheet shows it, `column` as its heading."""

    code: str
    severity: Severity
    message: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The problem in the order of the contract."""
        names = ("code", "severity", "sheet", "row", "column", "value", "message")
        return {name: getattr(self, name) for name in names}

    @property
    def place(self) -> str:
        """'Blatt1!Telefon, row 17' in a form that needs no translation: sheet, column and row."""
        parts = [self.sheet, self.column, None if self.row is None else f"#{self.row}"]
        return " / ".join(part for part in parts if part)


def shown_value(value: object, *, private: bool) -> str | None:
    """A cell's value as a problem may show it: on one line, cut short, and not at all if it is private."""
    text = squeeze(value)
    if private or not text:
        return None
    return text if len(text) <= VALUE_LENGTH else f"{text[: VALUE_LENGTH - 1]}…"


def cell_problem(
    code: str,
    severity: Severity,
    message: str,
    *,
    sheet: str | None,
    row: int,
    column: str,
    value: object,
    private: bool,
) -> Problem:
    """A problem of one cell, with its value only where anybody may see it."""
    return Problem(code, severity, message, sheet, row, column, shown_value(value, private=private))


def file_problem(error: InputError) -> Problem:
    """An error that stopped a file, as a problem; sheet, row and column come from its details."""
    place = {name: error.details.get(name) for name in ("sheet", "row", "column")}
    return Problem(error.code, "error", str(error), **place)


@dataclass(slots=True)
class Counts:
    """Rows of a source by what became of them."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    vanished: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Change:
    """One row that an import changes. `what`: created, changed or vanished; `fields`: public values before and after."""

    what: str
    sheet: str | None
    row: int | None
    name: str
    fields: dict[str, dict[str, list[Any]]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("what", "sheet", "row", "name", "fields")}


@dataclass(slots=True)
class SheetReport:
    """One sheet: where its headings are, what each column became, and how many rows came in.

    `kind`: what it was recognised as a list of; `origin`: where its mapping is from.
    """

    name: str | None
    header_row: int | None = None
    kind: str | None = None
    origin: str = ""
    columns: list[dict[str, str | None]] = field(default_factory=list)
    rows: int = 0
    imported: int = 0
    skipped: int = 0

    def column(self, heading: str, field_name: str | None, why: str, why_de: str) -> None:
        """Tell what a column was taken for (None: it is not used) and why, in two languages."""
        self.columns.append({"heading": heading, "field": field_name, "why": why, "why_de": why_de})

    def to_json(self) -> dict[str, Any]:
        names = ("name", "header_row", "kind", "origin", "columns", "rows", "imported", "skipped")
        return {name: getattr(self, name) for name in names}


@dataclass(slots=True)
class FileReport:
    """One file with its sheets and problems; `counts` and some of the `changes` tell what its source gains and loses."""

    path: str
    source: str
    sheets: list[SheetReport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    changes: list[Change] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Was something of it not usable?"""
        return any(problem.severity == "error" for problem in self.problems)

    def sheet(self, name: str | None, header_row: int | None = None) -> SheetReport:
        """Add a sheet and return it."""
        self.sheets.append(SheetReport(name, header_row))
        return self.sheets[-1]

    def to_json(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "source": self.source,
            "sheets": [sheet.to_json() for sheet in self.sheets],
            "problems": [problem.to_json() for problem in self.problems],
            **asdict(self.counts),
            "changes": [change.to_json() for change in self.changes],
        }


@dataclass(slots=True)
class Report:
    """Everything one import did."""

    files: list[FileReport] = field(default_factory=list)
    merge_candidates: int = 0

    def add(self, file: FileReport) -> FileReport:
        """Add a file's report and return it."""
        self.files.append(file)
        return file

    @property
    def created(self) -> int:
        return sum(file.counts.created for file in self.files)

    @property
    def changed(self) -> int:
        return sum(file.counts.changed for file in self.files)

    @property
    def unchanged(self) -> int:
        return sum(file.counts.unchanged for file in self.files)

    @property
    def vanished(self) -> int:
        return sum(file.counts.vanished for file in self.files)

    @property
    def problems(self) -> Iterable[Problem]:
        """The problems of all files."""
        return (problem for file in self.files for problem in file.problems)

    def count(self, severity: Severity) -> int:
        return sum(problem.severity == severity for problem in self.problems)

    @property
    def exit_code(self) -> int:
        """1 if something could not be used, else 0: warnings do not fail an import."""
        return 1 if self.count("error") else 0

    def to_json(self) -> dict[str, Any]:
        """The shape of `ingest --report`."""
        counts = ("created", "changed", "unchanged", "vanished", "merge_candidates")
        return {"files": [file.to_json() for file in self.files]} | {name: getattr(self, name) for name in counts}
