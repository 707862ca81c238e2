"""Tables of ticks and times: a column per weekday, per target group or per theme, with "x" or "9-12" in it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from ingest.blanks import is_no, is_yes
from ingest.recognition.columns import Fit
from ingest.recognition.contents import Column
from ingest.recognition.headings import load
from ingest.recognition.known import vocabulary_recogniser
from schema.values.folding import words

LEAST_COLUMNS = 2
TICKED = 0.95  # share of the cells that are a yes or a no
TIMED = 0.6  # share of a weekday's cells that are times, ticks or closed
SAID = 0.5  # share of neighbouring ticked columns whose headings name a target group or a theme
_GROUP = re.compile(r"^.*?:\s+(?=\S)")
FIELDS = {"TargetGroup": "subject.audience", "Theme": "subject.keywords"}


def labels(columns: Sequence[Column], found: list[dict[str, Fit]]) -> None:
    """Give the columns of such tables their fields, and the words that stand for them (`Column.label`)."""
    days = [(n, day) for n, column in enumerate(columns) if (day := _weekday(column))]
    if len({day for _, day in days}) >= LEAST_COLUMNS:
        for n, day in days:
            columns[n].label = day
            found[n].clear()
            for field, score in (("subject.opening_hours", 0.95), ("offering.schedule", 0.9)):
                found[n][field] = Fit(field, score, columns[n].heading, 1.0)
    for run in _ticked_runs(columns):
        _themes(columns, found, run)


def _weekday(column: Column) -> str:
    """The days that a heading names and nothing else ("Mo", "Montag", "Öffnungszeiten Sa/So"); '' for others."""
    week = load("words")["weekdays"]
    said = [word for word in words(column.heading) if word not in week["beside"]]
    named = [next((day for day, forms in week["days"].items() if word in forms), "") for word in said]
    if not said or not all(named) or len(said) > 3 or (column.cells and column.part(_timed) < TIMED):
        return ""
    between = re.search(r"[-–]|\bbis\b|\bto\b", column.heading)
    return ("-" if between else ", ").join(named)


def _timed(text: str) -> bool:
    return is_yes(text) or is_no(text) or any(map(str.isdigit, text))


def _ticked_runs(columns: Sequence[Column]) -> Iterator[list[int]]:
    for ticked, run in itertools.groupby(range(len(columns)), lambda n: _is_ticked(columns[n])):
        numbers = list(run)
        if ticked and len(numbers) >= LEAST_COLUMNS:
            yield numbers


def _is_ticked(column: Column) -> bool:
    if column.label or not column.texts:
        return False
    return column.part(lambda text: is_yes(text) or is_no(text)) >= TICKED and not all(
        text in ("0", "1") for text in column.texts
    )


def _themes(columns: Sequence[Column], found: list[dict[str, Fit]], run: list[int]) -> None:
    """What the ticked headings name: groups of people or themes; neighbours that name nothing are of the same sort."""
    named = {n: _concept(columns[n].heading) for n in run}
    run = [n for n in run if named[n] != "other"]
    said = [named[n] for n in run if named[n]]
    if not said or len(said) < max(LEAST_COLUMNS - 1, SAID * len(run)):
        return
    common = max(FIELDS, key=said.count)
    for n in run:
        field = FIELDS[named[n] or common]
        columns[n].label = _GROUP.sub("", columns[n].heading)
        found[n].clear()
        found[n][field] = Fit(field, 0.9, columns[n].heading, 1.0)


def _concept(heading: str) -> str:
    """ "TargetGroup" or "Theme", whichever the heading names first; "other" for what a house has; '' for neither."""
    group = set(words(heading.partition(":")[0])) if ":" in heading else set()
    for kind, captions in load("words")["matrices"].items():
        if group & set(captions):
            return str(kind)
    said = words(heading)
    for kind, phrases in load("words")["ticked_heads"].items():
        if any(set(phrase.split()) <= set(said) for phrase in phrases):
            return str(kind)
    kinds = [match.kind for match in vocabulary_recogniser().recognise(_GROUP.sub("", heading))]
    return next((kind for kind in FIELDS if kind in kinds), "")
