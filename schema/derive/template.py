"""The spreadsheet that people fill in: a sheet per type, drop-downs and a help sheet, as XLSX bytes."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from datetime import UTC, datetime
from typing import IO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from schema.model import Model
from schema.sheets import SEPARATOR, Column, Sheet, heading, load_sheets
from schema.vocabulary import load_vocabulary

ZIP_DEFLATED = zipfile.ZIP_DEFLATED
HELP, LISTS = "Hilfe", "Listen"
LAST_ROW = 2000  # drop-downs reach as far as lists by hand do
MOMENT = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
HEAD = PatternFill("solid", fgColor="1F4E5F")
NEEDED = PatternFill("solid", fgColor="8A3B12")
GREY = Font(italic=True, color="808080")
YES_NO = ("ja", "nein")
INTRODUCTION = (
    "Eine Zeile je Eintrag, die erste Zeile eines Blatts bleibt stehen. Spalten mit * sind nötig. "
    f"Mehrere Werte in einer Zelle trennt ein Semikolon ({SEPARATOR}). Leere Blätter dürfen bleiben.",
    "One row per entry, the first row of a sheet stays. Columns marked * are needed. "
    f"Several values in a cell are separated by a semicolon ({SEPARATOR}). Empty sheets may stay.",
)


def template(model: Model) -> bytes:
    """The template as XLSX, the same bytes every time."""
    book = Workbook()
    help_sheet = book.active
    assert isinstance(help_sheet, Worksheet)
    help_sheet.title = HELP
    lists = _Lists(model)
    for sheet in load_sheets():
        _fill(book.create_sheet(sheet.title.de), sheet, lists)
    _fill_help(help_sheet, load_sheets())
    lists.write(book.create_sheet(LISTS))
    book.properties.creator = "Quartiersgraph"
    book.properties.created = book.properties.modified = MOMENT
    return _fixed(book)


class _Lists:
    """The hidden sheet with the choices of every drop-down, one column per list."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._columns: dict[str, list[str]] = {}

    def reference(self, column: Column, owner: str) -> str | None:
        """The cell range with the choices for a column; None where anything may be written."""
        name, choices = self._choices(column, owner)
        if not choices:
            return None
        self._columns.setdefault(name, choices)
        letter = get_column_letter(list(self._columns).index(name) + 1)
        return f"{quote_sheetname(LISTS)}!${letter}$2:${letter}${len(choices) + 1}"

    def _choices(self, column: Column, owner: str) -> tuple[str, list[str]]:
        if column.link is not None:
            return column.link.other, _terms(column.link.other)
        prop = column.property
        if prop is not None and prop.values is not None:
            return f"{owner}.{prop.name}", [caption.de for caption in prop.values.values()]
        if prop is not None and prop.kind == "boolean":
            return "boolean", list(YES_NO)
        return "", []

    def write(self, sheet: Worksheet) -> None:
        sheet.sheet_state = "hidden"
        for number, (name, choices) in enumerate(self._columns.items(), start=1):
            for row, text in enumerate((name, *choices), start=1):
                sheet.cell(row, number, text)


def _terms(type_name: str) -> list[str]:
    return sorted(concept.labels["de"] for concept in load_vocabulary().of_kind(type_name))


def _fill(sheet: Worksheet, content: Sheet, lists: _Lists) -> None:
    owner = content.type or content.edge or ""
    for number, column in enumerate(content.columns, start=1):
        cell = sheet.cell(1, number, heading(column))
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = NEEDED if column.required else HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = max(16, len(heading(column)) + 4)
        _validate(sheet, letter, column, lists.reference(column, owner))
    sheet.freeze_panes = "B2"


def _validate(sheet: Worksheet, letter: str, column: Column, reference: str | None) -> None:
    """A drop-down where there are choices; a hint beside the cell in any case."""
    rule = DataValidation(type="list", formula1=reference, allow_blank=True) if reference else DataValidation()
    rule.showErrorMessage = reference is not None and not column.many
    rule.showInputMessage = True
    rule.promptTitle = column.heading.de[:32]
    rule.prompt = column.definition.de[:255]
    rule.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(rule)


def _fill_help(sheet: Worksheet, sheets: tuple[Sheet, ...]) -> None:
    sheet.append(["Quartiersgraph"])
    for line in INTRODUCTION:
        sheet.append([line])
    sheet.append([])
    sheet.append(["Blatt", "Spalte", "nötig", "Bedeutung", "Beispiel", "Column", "Meaning"])
    for content in sheets:
        for column in content.columns:
            needed = "ja" if column.required else ""
            head, meaning = column.heading, column.definition
            sheet.append([content.title.de, head.de, needed, meaning.de, column.example, head.en, meaning.en])
            sheet.cell(sheet.max_row, 5).font = GREY
    for letter, width in zip("ABCDEFG", (22, 26, 8, 60, 34, 24, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in (1, 5):
        for cell in sheet[row]:
            cell.font = Font(bold=True)


def _fixed(book: Workbook) -> bytes:
    written, fixed = io.BytesIO(), io.BytesIO()
    book.save(written)
    restamp(written, fixed)
    return fixed.getvalue()


def restamp(written: IO[bytes], out: IO[bytes], compression: int = zipfile.ZIP_STORED) -> None:
    """Copy a saved workbook without the moment of its making: fixed dates, entries in their order."""
    stamp = MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(out, "w", compression) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, MOMENT.timetuple()[:6])
            entry.compress_type = compression
            if name == "docProps/core.xml":
                target.writestr(entry, _restamp(source.read(name), stamp))
                continue
            with source.open(name) as content, target.open(entry, "w") as copy:
                shutil.copyfileobj(content, copy)


def _restamp(core: bytes, stamp: bytes) -> bytes:
    """`core.xml` with a fixed time of change, which openpyxl sets to now while saving."""
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, core)
