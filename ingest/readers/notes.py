"""What a reader has to say about a whole table: what it left aside, and how much of it.

    for row in table.rows: …
    for note in notes_of(table): …        # complete once the rows have been read

Bad rows and cells are problems of their rows; a note is about things that never became a row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ingest.readers.tables import Table


@dataclass(frozen=True, slots=True)
class Note:
    """One remark for the report: a code for programs, a severity, and a message in English."""

    code: str
    severity: Literal["warning", "info"]
    message: str


@dataclass(slots=True)
class NotedTable(Table):
    """A table whose reader adds notes while its rows are read."""

    notes: list[Note] = field(default_factory=list)


def notes_of(table: Table) -> list[Note]:
    """The notes of any table; none for tables of readers that have nothing to say."""
    return table.notes if isinstance(table, NotedTable) else []


def left_aside(count: int, what: str, severity: Literal["warning", "info"] = "info") -> list[Note]:
    """The note on `count` things that were left aside; none for none."""
    return [Note("left-aside", severity, f"Left aside: {count:,} {what}.")] if count else []
