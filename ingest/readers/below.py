"""What the rows below the headings are: entries, or totals, captions, legends, footnotes and further tables."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from ingest.readers.headers import (
    Cells,
    Numbered,
    are_units,
    aside,
    is_caption_word,
    is_example,
    is_heading_row,
    is_remark,
    opens_legend,
)

CAPTIONED = 3  # filled cells of a usual row from which a lone cell is rather a caption than an entry
SIDEWAYS = 0.75  # share of the first column that are words for headings, in a table that stands on its side
FEWEST = 3  # rows that tell such a table
FIRST = tuple("(" + str(n) + ")" for n in range(1, 4)), ("1", "2", "3"), ("a", "b", "c"), ("1.", "2.", "3.")


class Below:
    """Tells row by row why one is no entry. `second` is the row of a further table's headings, once it was met."""

    def __init__(self, heads: Cells, header_row: int, top: Sequence[Numbered], *, sideways: bool = False) -> None:
        self._heads = [head for head in heads if head]
        self._last, self._legend, self._caption = header_row, False, False
        self._entries = 0
        usual = [count for _, cells in top if (count := _filled(cells)) >= 2]
        self._full = len(self._heads) >= 3 and len(usual) >= 2 and median(usual) >= CAPTIONED
        self._captioned = self._full and bool(top) and _lone(top[0][1])
        self._sideways = sideways
        self.second: int | None = None
        self.left = 0  # rows of further tables

    def why(self, number: int, cells: Cells) -> str | None:
        """A 'total', 'repeated' headings, a 'note'; None for an entry."""
        gap, self._last = number > self._last + 1, number
        after, self._caption = gap or self._caption, False
        found = aside(cells, self._heads) or self._other(number, cells, after)
        if found == "repeated":
            self.second = None
        if self.second is not None:
            self.left += number != self.second
            return "note"
        self._legend = self._legend or (found == "note" and opens_legend(_first(cells)))
        if found is None:
            self._entries += 1
        return found

    def _other(self, number: int, cells: Cells, after: bool) -> str | None:
        if self.second is not None or self._sideways:
            return "note"
        if not self._entries and (_numbers_columns(cells) or are_units(cells, self._heads)):
            return "repeated"
        if not self._entries and is_example(_first(cells)):
            return "note"
        if self._legend and 2 * _filled(cells) <= max(4, len(self._heads)):
            return "note"
        if self._entries and after and is_heading_row(cells):
            self.second = number
            return "note"
        if not _lone(cells) or not self._full:
            return None
        first = _first(cells)
        self._caption = self._captioned or after or is_caption_word(first)
        return "note" if self._caption or is_remark(first) else None


def stands_sideways(heads: Cells, rows: Sequence[Numbered]) -> bool:
    """Are the headings in the first column and the entries beside each other? Only small tables are like that."""
    from ingest.recognition.headings import is_exact_heading, is_heading  # the recogniser's vocabulary

    if not heads or not is_heading(heads[0]):
        return False
    firsts = [cells[0] for _, cells in rows if cells and cells[0]]
    beside = [head for head in heads[1:] if head]
    known = sum(map(is_exact_heading, firsts))
    return (
        len(firsts) >= FEWEST
        and len(firsts) == len(set(firsts))
        and known >= SIDEWAYS * len(firsts)
        and bool(beside)
        and 2 * sum(map(is_heading, beside)) <= len(beside)
    )


def _numbers_columns(cells: Cells) -> bool:
    """1, 2, 3 … or (a), (b) under the headings, as forms number their columns."""
    filled = tuple(cell.casefold() for cell in cells if cell)
    return len(filled) >= 3 and filled[:3] in FIRST


def _lone(cells: Cells) -> bool:
    return _filled(cells) == 1 and bool(cells and (cells[0] or (len(cells) > 1 and cells[1])))


def _first(cells: Cells) -> str:
    return next(filter(None, cells), "")


def _filled(cells: Cells) -> int:
    return sum(map(bool, cells))
