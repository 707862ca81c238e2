"""Recognition: what a sheet is a list of, and what its columns are, without a mapping.

    guess = recognise(headings, rows, Surroundings(…), known)
    guess.mapping            # a SheetMapping like any other; guess.document is the same as YAML

The vocabulary of headings, the kinds of sheets and the words of cells are data: fields.yaml, kinds.yaml, words.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.blanks import is_blank
from ingest.mapping import SheetMapping, read
from ingest.recognition.build import document
from ingest.recognition.contents import Column
from ingest.recognition.draft import Sheet
from ingest.recognition.headings import load
from ingest.recognition.kinds import Reading, as_kind, fields_of, readings
from ingest.recognition.known import Known, known_in
from ingest.recognition.reasons import Reason, reasons
from schema.errors import MappingError

SAMPLE = 2_000  # rows that are looked at


@dataclass(frozen=True, slots=True)
class Guess:
    """What a sheet was understood as. `reasons`: per heading its field (None: not used) and why, in two languages."""

    kind: str
    score: float
    document: dict[str, Any]
    mapping: SheetMapping
    reasons: Mapping[str, Reason]
    chosen: Mapping[str, str]


def recognise(
    headings: Sequence[str], rows: Sequence[Mapping[str, object]], sheet: Sheet, known: Known
) -> Guess | None:
    """The best reading of a sheet (`rows`: cells by heading of at most SAMPLE rows); None if it says nothing to us."""
    columns = columns_of(headings, rows, known)
    texts = {"file": sheet.file, "sheet": sheet.name or "", "title": sheet.title}
    best = next(iter(readings(columns, texts)), None)
    return _guess(best, columns, rows, sheet) if best is not None else None


def correct(
    headings: Sequence[str],
    rows: Sequence[Mapping[str, object]],
    sheet: Sheet,
    known: Known,
    kind: str,
    chosen: Mapping[str, str | None],
) -> Guess:
    """The sheet as a person says it is: its kind, and the field of every column that they chose (None: not used)."""
    columns = columns_of(headings, rows, known)
    return _guess(as_kind(kind, columns, dict(chosen)), columns, rows, sheet)


def columns_of(headings: Sequence[str], rows: Sequence[Mapping[str, object]], known: Known) -> list[Column]:
    """The columns of a sheet with their filled cells."""
    return [
        Column(heading, [row[heading] for row in rows if not is_blank(row.get(heading))], len(rows), known)
        for heading in headings
    ]


def _guess(reading: Reading, columns: Sequence[Column], rows: Sequence[Mapping[str, object]], sheet: Sheet) -> Guess:
    reading = replace(reading, rows=rows)
    made = document(reading, columns, sheet)
    subject = next(iter(made["things"].values())) if "things" in made else None
    if subject is not None and not subject.keys() & {"name", "each", "geometry"}:
        caption = load("kinds")[reading.kind]["caption"]["en"]
        raise MappingError(
            f"{sheet.file}: no column says what the {caption} are called.", hint="Choose a column for their name."
        )
    mapping = read(made, f"{sheet.file}, recognised")
    chosen = {heading: fit.field for heading, fit in reading.columns.items() if fit.role != "none"}
    return Guess(reading.kind, reading.score, made, mapping, reasons(reading, columns, mapping), chosen)


__all__ = ["SAMPLE", "Guess", "Known", "Reason", "Sheet", "correct", "fields_of", "known_in", "load", "recognise"]
