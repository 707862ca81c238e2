"""Made sheets written as text, a line per column: heading | field | cells."""

from __future__ import annotations

from typing import Any

POLYGON = {"type": "Polygon", "coordinates": [[[8.0, 50.0], [8.1, 50.0], [8.1, 50.1], [8.0, 50.0]]]}
Columns = dict[str, tuple[str, list[Any]]]


def columns_of_text(text: str) -> Columns:
    """Heading -> (the field that is right, cells). A literal \\n is a line break, POLYGON an outline."""
    found: Columns = {}
    for line in text.strip().splitlines():
        heading, field, *cells = (part.strip() for part in line.split("|"))
        found[heading] = (field, [POLYGON if cell == "POLYGON" else cell.replace("\\n", "\n") for cell in cells])
    return found


def rows_of(columns: Columns) -> list[dict[str, Any]]:
    """The rows of such a sheet, empty cells left out."""
    count = max(len(cells) for _, cells in columns.values())
    return [
        {head: cells[n] for head, (_, cells) in columns.items() if n < len(cells) and cells[n] != ""}
        for n in range(count)
    ]
