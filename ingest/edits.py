"""An exported workbook that comes back: only what somebody edited in it is brought in.

A row bears the id of its thing. Its cells are compared with what the store would export today; what differs becomes one
record, an *edit*: it claims the new values, says that it replaces the old ones (`schema.entity.REPLACES`), and is judged to
be the same thing by the one who edited it. Rows that differ in nothing say nothing. A row without an id is a new entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from graph.export.workbook import KEY, rows
from graph.view import View
from graph.writer import Writer
from ingest.matching.judged import PUT_PAIR, on_pair
from ingest.readers import Row
from schema.entity import REPLACES
from schema.record import Evidence, Record, opaque
from schema.sheets import SEPARATOR, Column, Sheet, heading, load_sheets
from schema.values.base import squeeze

TRUST = 90  # of what a person edited: above every list
BATCH = 500
KEYWORDS = ("keywords", "Theme", "TargetGroup")  # columns that are read as one: words and what was recognised in them
UNKNOWN = "edit-unknown"


@dataclass(slots=True)
class Edit:
    """One row of such a workbook. `what`: same, edited, new or unknown; `cells`: what is to be read of it."""

    row: Row
    what: str
    cells: Mapping[str, Any]
    entity: str = ""
    replaces: list[str] = field(default_factory=list)
    stays: dict[str, list[str]] = field(
        default_factory=dict
    )  # heading -> names that others tie to it, and that were deleted

    @property
    def key(self) -> str:
        """The key of the row: the thing's id, whatever its name becomes."""
        return f"edit|{self.entity}"


def is_exported(headings: Sequence[str]) -> bool:
    """Does the sheet bear the ids that an export gives its rows?"""
    return KEY in headings


def sheet_of(name: str | None) -> Sheet | None:
    """The sheet of the template that bears this name."""
    return next((sheet for sheet in load_sheets() if sheet.title.de == name), None)


def edits(writer: Writer, source: str, sheet: Sheet, table: Iterable[Row]) -> Iterator[Edit]:
    """Every row of an exported sheet with what was edited in it."""
    view, iterator = View(writer.store, "network"), iter(table)
    while part := list(islice(iterator, BATCH)):
        ids = {str(row.cells.get(KEY, "")) for row in part} - {""}
        entities = writer.records.entities_of(ids)
        now = {cells[KEY]: cells for cells in rows(view, sheet, {id for id in entities.values() if id})}
        before = {record.row_id: record for record in writer.records.by_row(_row_ids(source, ids)) if _is_edit(record)}
        for row in part:
            yield _edit(row, sheet, source, entities, now, before)


def baseline(writer: Writer, sheet: Sheet) -> set[frozenset[tuple[str, str]]]:
    """The rows of a sheet of relationships, as the store would export them."""
    return {_folded(cells) for cells in rows(View(writer.store, "network"), sheet)}


def is_known(row: Row, known: set[frozenset[tuple[str, str]]]) -> bool:
    """Is the row of a sheet of relationships one that was only exported?"""
    return _folded({name: str(cell) for name, cell in row.cells.items()}) in known


def finish(writer: Writer, edit: Edit, records: list[Record], source: str, *, dry: bool) -> None:
    """Make the subject of an edited row an edit of its thing, by the word of who edited it."""
    subject = records[0]
    subject.features[REPLACES] = sorted(edit.replaces)
    if not dry:
        reason = "edited in an exported workbook"
        writer.store.write(PUT_PAIR, **on_pair(subject.id, edit.entity, "same", by=source, reason=reason))


def _edit(
    row: Row,
    sheet: Sheet,
    source: str,
    entities: Mapping[str, str | None],
    now: Mapping[str, Mapping[str, str]],
    before: Mapping[str, Evidence],
) -> Edit:
    id = str(row.cells.get(KEY, ""))
    cells = {name: cell for name, cell in row.cells.items() if name != KEY}
    if not id:
        return Edit(row, "new", cells)
    entity = entities.get(id)
    if entity is None or entity not in now:
        return Edit(row, "unknown", cells, id)
    changed = [column for column in sheet.columns if _differs(column, cells, now[entity])]
    if not changed:
        return Edit(row, "same", cells, entity)
    replaces = {_claimed(column) for column in changed}
    earlier = before.get(_row_id(source, entity))
    replaces |= set(earlier.features[REPLACES]) if earlier else set()
    name = heading(sheet.columns[0])
    kept = {name} | {heading(column) for column in sheet.columns if _claimed(column) in replaces}
    chosen = {head: cell for head, cell in cells.items() if head in kept}
    return Edit(row, "edited", chosen, entity, sorted(replaces), dict(_staying(changed, cells, now[entity])))


def _staying(
    changed: Iterable[Column], cells: Mapping[str, Any], now: Mapping[str, str]
) -> Iterator[tuple[str, list[str]]]:
    """What others say of themselves ("provides this") cannot be taken back on this side."""
    for column in changed:
        if column.link is not None and column.link.direction == "in":
            name = heading(column)
            left = set(str(cells.get(name, "")).split(SEPARATOR))
            gone = [
                text for text in now.get(name, "").split(SEPARATOR) if text.strip() not in {t.strip() for t in left}
            ]
            if gone:
                yield name, [text.strip() for text in gone]


def _differs(column: Column, cells: Mapping[str, Any], now: Mapping[str, str]) -> bool:
    if column.property is not None and column.property.kind == "geometry":
        return False
    name = heading(column)
    return _parts(column, cells.get(name, "")) != _parts(column, now.get(name, ""))


def _parts(column: Column, cell: object) -> object:
    """A cell's texts without what does not matter: spaces, and the order of several."""
    text = squeeze(cell)
    return sorted(filter(None, map(str.strip, text.split(SEPARATOR)))) if column.many else text


def _claimed(column: Column) -> str:
    """The property or relationship that a column speaks of; an address is where the thing is located."""
    if column.holder == "Place":
        return "LOCATED_AT"
    if column.link is not None:
        return KEYWORDS[0] if column.link.other in KEYWORDS else column.link.edge
    return column.property.name if column.property else ""


def _is_edit(record: Evidence) -> bool:
    return record.gone is None and REPLACES in record.features


def _row_id(source: str, entity: str) -> str:
    return opaque(source, f"edit|{entity}")


def _row_ids(source: str, ids: Iterable[str]) -> list[str]:
    return [_row_id(source, id) for id in sorted(ids)]


def _folded(cells: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset((name, squeeze(text)) for name, text in cells.items() if squeeze(text))
