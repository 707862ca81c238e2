"""XLSX workbooks, row by row."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import openpyxl
from openpyxl.chartsheet import Chartsheet
from openpyxl.utils.exceptions import InvalidFileException

from ingest.readers.packed import broken, open_zip
from ingest.readers.tables import Limits, Table, table_from_grid

KIND = ".xlsx"
# What openpyxl lets through from the XML below it when a part of a workbook is damaged.
_DAMAGE = (InvalidFileException, ParseError, BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError)


def read(path: Path, limits: Limits) -> Iterator[Table]:
    """One table per sheet that has one."""
    with open_zip(path, limits, KIND, "xl/workbook.xml"):
        workbook = _open(path)
    try:
        for sheet in workbook.worksheets:
            if isinstance(sheet, Chartsheet):
                continue
            # Some programs write a wrong size of the sheet: the rows themselves tell.
            sheet.reset_dimensions()
            table = table_from_grid(path, sheet.title, _grid(path, sheet.iter_rows(values_only=True)), limits)
            if table is not None:
                yield table
    finally:
        workbook.close()


def _open(path: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        # Missing default styles and unknown extensions do not matter to the cells.
        warnings.simplefilter("ignore", UserWarning)
        try:
            return openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        except _DAMAGE as error:
            raise broken(path, KIND, f"a part of it is damaged ({type(error).__name__})") from error


def _grid(path: Path, rows: Iterator[Sequence[object]]) -> Iterator[tuple[int, Sequence[object]]]:
    for number in count(1):
        try:
            row = next(rows, None)
        except _DAMAGE as error:
            raise broken(path, KIND, f"row {number} is damaged ({type(error).__name__})") from error
        if row is None:
            return
        yield number, row
