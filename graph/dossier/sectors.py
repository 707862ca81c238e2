"""Sector × sector as a square: how many cooperations join each two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.dossier.cells import Cells
from graph.dossier.parts import Column, Grid


def sectors(rows: Sequence[Mapping[str, Any]], cells: Cells) -> Grid:
    """Each sector of the rows as a line and a column; a pair that no row names stays empty."""
    counts: dict[tuple[str, str], str] = {}
    names: dict[str, str] = {}
    for row in rows:
        one, other = row["sectors"]
        names |= {str(part["id"]): cells.named(part) for part in (one, other)}
        for pair in ((one["id"], other["id"]), (other["id"], one["id"])):
            counts[pair] = cells.words.number(row["count"])
    order = sorted(names, key=lambda id: (names[id].casefold(), id))
    columns = [Column(cells.words("fact.sector"), 1.6), *(Column(names[id], 1, "center") for id in order)]
    return Grid(columns, [[names[line], *(counts.get((line, id), "–") for id in order)] for line in order])
