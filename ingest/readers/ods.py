"""ODS spreadsheets, read from their content.xml as it streams by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError, iterparse

from ingest.readers.merged import Span, unmerged
from ingest.readers.packed import broken, open_zip
from ingest.readers.tables import Limits, Table, table_from_grid
from schema.errors import UnreadableFile

KIND = ".ods"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def read(path: Path, limits: Limits) -> Iterator[Table]:
    """One table per sheet that has one."""
    with open_zip(path, limits, KIND, "content.xml") as container:
        if "META-INF/manifest.xml" in container.namelist() and b"encryption-data" in container.read(
            "META-INF/manifest.xml"
        ):
            raise UnreadableFile(f"{path.name} is protected by a password.", hint="save it without a password",
                                 details={"path": path.name})  # fmt: skip
        with container.open("content.xml") as content:
            # The parser resolves no outside entities, and its library bounds inner ones.
            yield from _tables(path, content, limits)


def _tables(path: Path, content: IO[bytes], limits: Limits) -> Iterator[Table]:
    events = _events(path, content)
    for event, element in events:
        if event == "start" and element.tag == f"{_TABLE}table":
            name = element.get(f"{_TABLE}name")
            spans: dict[int, list[Span]] = {}
            table = table_from_grid(path, name, unmerged(_grid(events, limits, spans), spans), limits)
            if table is not None:
                yield table
                for _ in table.rows:
                    """What the caller left unread: the next sheet begins behind it."""


def _events(path: Path, content: IO[bytes]) -> Iterator[tuple[str, Element]]:
    try:
        yield from iterparse(content, events=("start", "end"))  # noqa: S314  (see read)
    except ParseError as error:
        raise broken(path, KIND, f"its content is damaged ({error})") from error


def _grid(
    events: Iterator[tuple[str, Element]], limits: Limits, spans: dict[int, list[Span]]
) -> Iterator[tuple[int, list[str]]]:
    """Rows of one sheet up to its end. Repeated rows count; empty ones are not repeated. Merged ranges go to `spans`."""
    number = 0
    for event, element in events:
        if event != "end":
            continue
        if element.tag == f"{_TABLE}table":
            element.clear()
            return
        if element.tag == f"{_TABLE}table-row":
            cells = _cells(element, limits)
            spans[number + 1] = list(_spans(element, number + 1))
            repeated = _count(element, f"{_TABLE}number-rows-repeated")
            element.clear()
            if any(cells):
                yield from ((number + index, cells) for index in range(1, repeated + 1))
            number += repeated


def _cells(row: Element, limits: Limits) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag in _CELLS:
            text = _text(cell)
            repeated = _count(cell, f"{_TABLE}number-columns-repeated")
            # A row is filled up with thousands of empty cells; one more than the bound is enough to be refused.
            cells += [text] * min(repeated, limits.columns + 1 if text else limits.columns - len(cells))
    return cells


def _spans(row: Element, number: int) -> Iterator[Span]:
    left = 1
    for cell in row:
        if cell.tag in _CELLS:
            height, width = (_count(cell, f"{_TABLE}number-{what}-spanned") for what in ("rows", "columns"))
            if height > 1:
                yield Span(number, left, number + height - 1, left + width - 1)
            left += _count(cell, f"{_TABLE}number-columns-repeated")


def _count(element: Element, attribute: str) -> int:
    """How often something is repeated; once where the file does not say it in digits."""
    digits = element.get(attribute, "1")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else 1


def _text(cell: Element) -> str:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "date":
        return (cell.get(f"{_OFFICE}date-value") or "").removesuffix("T00:00:00")
    if kind in ("float", "currency", "percentage"):
        return (cell.get(f"{_OFFICE}value") or "").removesuffix(".0")
    paragraphs = (_flat(paragraph) for paragraph in cell if paragraph.tag == f"{_TEXT}p")
    return "\n".join(paragraphs).strip()


def _flat(element: Element) -> str:
    """Text of a paragraph: ODS writes spaces, tabs and line breaks as elements."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * min(_count(child, f"{_TEXT}c"), 100))
        elif child.tag in (f"{_TEXT}line-break", f"{_TEXT}tab"):
            parts.append("\n" if child.tag.endswith("line-break") else " ")
        elif not child.tag.startswith(_OFFICE):  # an annotation is no text of the cell
            parts.append(_flat(child))
        parts.append(child.tail or "")
    return "".join(parts)
