"""XLSX workbooks, row by row."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import openpyxl
from openpyxl.chartsheet import Chartsheet
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from ingest.readers.merged import Span, unmerged
from ingest.readers.packed import broken, open_zip
from ingest.readers.tables import Limits, Table, table_from_grid

KIND = ".xlsx"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"[^>]*>')
_CHUNK = 1 << 20
_PART = "_worksheet_path"  # the sheet's part of the workbook, which the reader of rows keeps for itself
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
            grid = unmerged(_grid(path, sheet.iter_rows(values_only=True)), _spans(path, sheet))
            table = table_from_grid(path, sheet.title, grid, limits)
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


def _spans(path: Path, sheet: ReadOnlyWorksheet) -> dict[int, list[Span]]:
    """The merged ranges of a sheet: they stand behind its rows, where a reader of rows does not come."""
    spans: dict[int, list[Span]] = {}
    rest = b""
    try:
        with zipfile.ZipFile(path) as container, container.open(str(getattr(sheet, _PART))) as content:
            for chunk in iter(lambda: content.read(_CHUNK), b""):
                rest += chunk
                for match in _MERGED.finditer(rest):
                    left, top, right, bottom = (int(end or 0) for end in range_boundaries(match[1].decode("ascii")))
                    spans.setdefault(top, []).append(Span(top, left, bottom, right))
                rest = rest[max(rest.rfind(b"<"), 0) :]
    except _DAMAGE as error:
        raise broken(path, KIND, f"a sheet is damaged ({type(error).__name__})") from error
    return spans


def _grid(path: Path, rows: Iterator[Sequence[object]]) -> Iterator[tuple[int, Sequence[object]]]:
    for number in count(1):
        try:
            row = next(rows, None)
        except _DAMAGE as error:
            raise broken(path, KIND, f"row {number} is damaged ({type(error).__name__})") from error
        if row is None:
            return
        yield number, row
