"""What every reader yields: tables with headings and rows, found in a grid of cells."""

from __future__ import annotations

import datetime
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.blanks import is_above
from ingest.readers.below import Below, stands_sideways
from ingest.readers.headers import SECTION, TOP_ROWS, find_header, section
from schema.errors import FileTooLarge
from schema.values import KINDS, ValueProblem
from schema.values.base import squeeze

if TYPE_CHECKING:
    from ingest.readers.notes import Note

# Text, or a GeoJSON geometry.
Cell = str | dict[str, Any]
_OBSERVED = re.compile(r"\bstand(?:\s+vom)?\s*:?\s*(.*?\d{4}|\d{1,2}\.\s?\d{1,2}\.\s?\d{2})\b", re.IGNORECASE)


_BROKEN = re.compile(r"(?<=[^\W\d])-[ \t]*\n[ \t]*([^\W\d])")  # a word broken at the end of a line


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of what is read. Sizes in bytes; `unpacked_bytes` is what a zipped file may become."""

    file_bytes: int = 200_000_000
    unpacked_bytes: int = 500_000_000
    rows: int = 1_100_000
    columns: int = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row: its number as the spreadsheet shows it (JSON: position from 1), its filled cells by heading.

    `aside` tells why it is no entry: a 'total', 'repeated' headings, a 'note'.
    """

    number: int
    cells: dict[str, Cell]
    aside: str | None = None


@dataclass(slots=True)
class Table:
    """One sheet or list. `observed`: ISO date of a 'Stand:' line above the headings; `titles`: the texts there.

    `header_row` is the last row of the headings.
    """

    name: str | None
    headings: list[str]
    header_row: int | None
    rows: Iterator[Row]
    observed: str | None = None
    titles: tuple[str, ...] = ()


Grid = Iterable[tuple[int, Sequence[object]]]


def text_of(value: object) -> str:
    """A cell as text: whole floats without '.0', dates in ISO form, no surrounding spaces."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.isoformat("minutes")
    return str(value).strip()


def table_from_grid(path: Path, name: str | None, grid: Grid, limits: Limits) -> Table | None:
    """The table in a grid of numbered rows: titles, then headings, then rows. None if no cell is filled."""
    from ingest.readers.notes import NotedTable  # which is a Table with notes

    filled = _filled_rows(path, name, grid, limits)
    top = deque(islice(filled, TOP_ROWS))
    if not top:
        return None
    header, heads, height = find_header(list(top))
    titles = [top.popleft() for _ in range(header)]
    number = [top.popleft()[0] for _ in range(height)][-1] if height else None
    headings = _headings(heads)
    sections = any(section(cells, heads) for _, cells in top)
    whole = len(top) + header + height < TOP_ROWS
    below = Below(heads, number or 0, list(top), sideways=whole and stands_sideways(heads, list(top)))
    notes: list[Note] = []
    if sections:
        headings[SECTION] = len(headings)
    rows = _rows(chain(top, filled), headings, heads, below, notes, sections=sections)
    said = tuple(cell for _, cells in titles for cell in cells if cell)
    return NotedTable(name, list(headings), number, rows, _observed(titles), said, notes)


def _filled_rows(path: Path, name: str | None, grid: Grid, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    count = 0
    for number, raw in grid:
        cells = [text_of(value) for value in raw]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        count += 1
        if count > limits.rows or len(cells) > limits.columns:
            raise _too_large(path, name, number, limits)
        yield number, cells


def _too_large(path: Path, name: str | None, number: int, limits: Limits) -> FileTooLarge:
    where = f"{path.name}, sheet {name!r}" if name else path.name
    return FileTooLarge(
        f"{where}, row {number}: more than {limits.rows:,} rows or {limits.columns:,} columns.",
        hint="split it into several files",
        details={"path": path.name, "sheet": name, "row": number},
    )


def _headings(cells: Sequence[str]) -> dict[str, int]:
    """Heading -> column index; unnamed columns get their letter, doubled headings a number."""
    headings: dict[str, int] = {}
    for index, cell in enumerate(cells):
        heading = squeeze(_BROKEN.sub(_mended, cell)) or f"({letters(index)})"
        ordinal, unique = 2, heading
        while unique in headings:
            unique, ordinal = f"{heading} ({ordinal})", ordinal + 1
        headings[unique] = index
    return headings


def _mended(broken: re.Match[str]) -> str:
    """ "Tele-/fon" is one word, "E-Mail-/Adresse" keeps its hyphen."""
    return broken[1] if broken[1].islower() else f"-{broken[1]}"


def letters(index: int) -> str:
    """A column's letters as a spreadsheet shows them: 0 is A, 26 is AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _rows(
    filled: Iterable[tuple[int, list[str]]],
    headings: dict[str, int],
    heads: Sequence[str],
    below: Below,
    notes: list[Note],
    *,
    sections: bool,
) -> Iterator[Row]:
    names, current = [name for name in headings if name != SECTION], None
    above: dict[str, Cell] = {}
    for number, cells in filled:
        if sections and (caption := section(cells, heads)):
            current = caption
            continue
        named = chain(names, (f"({letters(index)})" for index in range(len(names), len(cells))))
        found: dict[str, Cell] = {name: cell for name, cell in zip(named, cells, strict=False) if cell}
        if current:
            found[SECTION] = current
        why = below.why(number, cells)
        if why is None:
            found = {name: above.get(name, cell) if is_above(cell) else cell for name, cell in found.items()}
            above = found
        yield Row(number, found, why)
    if below.second is not None:
        from ingest.readers.notes import Note

        text = f"Row {below.second} begins a second table. Its {below.left} rows were left out: put it on a sheet of its own."
        notes.append(Note("left-aside", "warning", text))


def _observed(titles: Iterable[tuple[int, list[str]]]) -> str | None:
    """The date of 'Stand: 05.03.2026' in the rows above the headings."""
    for _, cells in titles:
        match = _OBSERVED.search(" ".join(cell for cell in cells if cell))
        if match:
            try:
                return str(KINDS["date"].clean(match[1]) or "") or None
            except ValueProblem:
                continue
    return None
