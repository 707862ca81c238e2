"""Merged cells undone: what spans several rows stands in each of them, what spans the width is a section's caption."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A merged range; rows and columns from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


Spans = Mapping[int, Sequence[Span]]  # by the row in which they begin


def unmerged(grid: Iterable[tuple[int, Sequence[object]]], spans: Spans) -> Iterator[tuple[int, Sequence[object]]]:
    """The grid with the value of every merged range in all of its rows (and its first column).

    `spans` is looked up when a row has come: a reader may fill it as it goes.
    """
    held: list[tuple[Span, object]] = []
    for number, cells in grid:
        held = [(span, value) for span, value in held if span.bottom >= number]
        yield number, _filled(cells, held)
        for span in spans.get(number, ()):
            if span.bottom > number and span.left <= len(cells) and cells[span.left - 1] not in (None, ""):
                held.append((span, cells[span.left - 1]))


def _filled(cells: Sequence[object], values: list[tuple[Span, object]]) -> Sequence[object]:
    if not values or not any(cell not in (None, "") for cell in cells):
        return cells  # a merged title block over blank rows makes no entries
    row = list(cells)
    for span, value in values:
        row += [None] * (span.left - len(row))
        if row[span.left - 1] in (None, ""):
            row[span.left - 1] = value
    return row
