"""XLSX: the graph on the sheets of the spreadsheet template, to be edited and brought in again.

Every row of a thing ends with its id (`KEY`): by it the import finds what was edited. `rows` gives the same cells that
the workbook holds, so that an import can tell an edited cell from one that was only exported.
"""

from __future__ import annotations

import itertools
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from graph.export.view import ExportOptions, ExportView, credits
from schema.derive.template import MOMENT, ZIP_DEFLATED, restamp
from schema.sheets import SEPARATOR, Column, Sheet, heading, load_sheets

SOURCES = "Quellen"  # the last sheet: whose data it is, and under which licence
KEY = "Kennung (nicht ändern)"
BATCH = 1_000
LONGEST = 32_000  # letters that a spreadsheet's cell holds
YES, NO = "ja", "nein"
Cells = dict[str, str]
_FORBIDDEN = re.compile(r"[\\/*?:\[\]]")  # in the name of a sheet


def write_workbook(view: ExportView, out: BinaryIO, options: ExportOptions) -> None:
    """One sheet per type (and for memberships), a row per thing; what the view does not show stays empty."""
    book = Workbook(write_only=True)
    for sheet in load_sheets():
        page = book.create_sheet(sheet.title.de)
        page.freeze_panes = "B2"
        headings = [heading(column) for column in sheet.columns] + ([KEY] if sheet.type else [])
        _head(page, headings)
        for cells in rows(view, sheet):
            page.append([_cell(page, cells.get(text, "")) for text in headings])
    page = book.create_sheet(SOURCES)
    for line in credits(view):
        page.append([line])
    book.properties.creator = "Quartiersgraph"
    book.properties.created = MOMENT
    with tempfile.TemporaryFile() as written:
        book.save(written)
        restamp(written, out, ZIP_DEFLATED)


def rows(view: ExportView, sheet: Sheet, ids: Iterable[str] | None = None) -> Iterator[Cells]:
    """The filled cells of a sheet by heading; with `ids` only of those things. Ended things are left out."""
    if sheet.edge is not None:
        yield from _relationships(view, sheet)
        return
    chosen = view.chosen(ids) if ids is not None else view.entities(sheet.type)
    living = (e for e in chosen if e["type"] == sheet.type and "ended" not in e["properties"])
    for part in _batched(living):
        tied = view.relations_of([entity["id"] for entity in part])
        places = {e["id"]: e["properties"] for e in view.chosen(_places(tied))}
        for entity in part:
            yield _row(sheet, entity, tied.get(entity["id"], []), places)


def _batched(items: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    iterator = iter(items)
    while part := list(itertools.islice(iterator, BATCH)):
        yield part


def _places(tied: Mapping[str, Sequence[Mapping[str, Any]]]) -> set[str]:
    return {relation["id"] for relations in tied.values() for relation in relations if relation["type"] == "LOCATED_AT"}


def _row(
    sheet: Sheet, entity: Mapping[str, Any], relations: Sequence[Mapping[str, Any]], places: Mapping[str, Any]
) -> Cells:
    place: Mapping[str, Any] = next(
        (places[r["id"]] for r in relations if r["type"] == "LOCATED_AT" and r["id"] in places), {}
    )
    cells = {heading(column): _text(column, entity["properties"], place, relations) for column in sheet.columns}
    return {name: text for name, text in cells.items() if text} | {KEY: entity["id"]}


def _text(
    column: Column, properties: Mapping[str, Any], place: Mapping[str, Any], relations: Sequence[Mapping[str, Any]]
) -> str:
    if column.link is not None:
        return f"{SEPARATOR} ".join(sorted({str(r["name"]) for r in relations if _is(column, r) and r["name"]}))
    prop = column.property
    if prop is None or prop.kind == "geometry":
        return ""
    held = place if column.holder == "Place" else properties
    return shown(prop, held.get(prop.name))


def _is(column: Column, relation: Mapping[str, Any]) -> bool:
    link = column.link
    assert link is not None
    if (relation["type"], relation["direction"]) != (link.edge, link.direction):
        return False
    named = link.edge == "CONCERNS" or relation["entity_type"] == link.other or link.other in ("Actor", "Department")
    return named and all(relation["properties"].get(name) == value for name, value in link.properties.items())


def shown(prop: Any, value: Any) -> str:
    """A value as the template's mapping reads it back: German captions of codes, `;` between several."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return f"{SEPARATOR} ".join(shown(prop, one) for one in value)
    if prop.values is not None:
        return prop.values[value].de if value in prop.values else str(value)
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)


def _relationships(view: ExportView, sheet: Sheet) -> Iterator[Cells]:
    source, target, *properties = sheet.columns
    for entity in view.entities("Actor"):
        for relation in view.relations_of([entity["id"]]).get(entity["id"], []):
            if (relation["type"], relation["direction"]) != (sheet.edge, "out"):
                continue
            cells = {
                heading(source): str(entity["properties"].get("name", "")),
                heading(target): str(relation["name"] or ""),
            }
            cells |= {
                heading(c): shown(c.property, relation["properties"].get(c.property.name))
                for c in properties
                if c.property
            }
            yield {name: text for name, text in cells.items() if text}


def _head(page: Any, headings: Sequence[str]) -> None:
    cells = [WriteOnlyCell(page, text) for text in headings]
    for cell in cells:
        cell.font = Font(bold=True)
    page.append(cells)


def _cell(page: Any, text: str) -> Any:
    """A text that a spreadsheet would take for a formula stays a text."""
    if not text.startswith("="):
        return text[:LONGEST] or None
    cell = WriteOnlyCell(page, text[:LONGEST])
    cell.data_type = "s"
    return cell


def write_list(out: BinaryIO, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Writes one sheet with bold headings that stay in sight; every cell is a text. For reading, not for bringing back."""
    book = Workbook(write_only=True)
    page = book.create_sheet(_FORBIDDEN.sub(" ", title)[:31].strip() or "Liste")
    page.freeze_panes = "A2"
    _head(page, columns)
    for row in rows:
        page.append([_cell(page, ILLEGAL_CHARACTERS_RE.sub("", text)) for text in row])
    book.save(out)
