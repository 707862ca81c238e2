"""Why a column was taken for what it is, in words for a coordinator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.mapping import SheetMapping
from ingest.recognition.columns import Fit
from ingest.recognition.contents import Column
from ingest.recognition.headings import load
from ingest.recognition.kinds import Reading


class Reason(NamedTuple):
    """A column's field in the mapping (None: not used) and why, in English and German."""

    field: str | None
    why: str
    why_de: str


def reasons(reading: Reading, columns: Sequence[Column], mapping: SheetMapping) -> dict[str, Reason]:
    """One reason for every column of the sheet."""
    used = mapping.used_columns()
    return {column.heading: _reason(column, reading.columns.get(column.heading), used) for column in columns}


def _reason(column: Column, fit: Fit | None, used: dict[str, tuple[str, str]]) -> Reason:
    field = used[column.heading][0] if column.heading in used else None
    if field is None:
        return _unused(column, fit)
    said = f'the heading says "{fit.word}"' if fit and fit.word else "its heading says nothing"
    gesagt = f"die Überschrift sagt „{fit.word}“" if fit and fit.word else "die Überschrift sagt nichts"
    looks = load("fields")[fit.field]["cells"] if fit and fit.field in load("fields") else "any"
    if fit is None or looks in ("any", "label", "prose") or not column.cells:
        return Reason(field, said, gesagt)
    caption = load("captions")["looks"][looks]
    share = round(100 * fit.share)
    return Reason(
        field,
        f"{said}; {share} % of its cells are {caption['en']}",
        f"{gesagt}; {share} % der Zellen sind {caption['de']}",
    )


def _unused(column: Column, fit: Fit | None) -> Reason:
    if fit is not None and fit.role == "none":
        return Reason(
            None, "left aside: it says nothing about the network", "beiseite gelassen: sagt nichts über das Netzwerk"
        )
    if not column.cells:
        return Reason(None, "empty", "leer")
    return Reason(
        None, "neither its heading nor its cells say what it is", "weder Überschrift noch Zellen sagen, was es ist"
    )
