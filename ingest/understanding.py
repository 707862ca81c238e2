"""What each sheet of a file is: by a mapping that was given, remembered or shipped, else by recognition.

A decision is made once per sheet, from its first rows; the file can then be read as often as needed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

from ingest import recognition
from ingest.drift import Drift, Layout, compare
from ingest.mapping import SheetMapping, read
from ingest.readers import Row, Table, open_tables
from ingest.recognition import SAMPLE, Known, Reason, Sheet
from ingest.recognition.headings import load
from schema.values.folding import words

BOOKS = frozenset({".xlsx", ".xlsm", ".ods"})
_UNNAMED = re.compile(r"(?:tabelle|blatt|sheet|table|seite|page|daten|data)\s*\d*$|.*\d{2,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says a sheet is: its kind, and the field of columns (None: not used)."""

    kind: str
    columns: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(slots=True)
class Decision:
    """What one sheet is. `origin`: given, remembered, shipped, recognised, corrected, or '' for not understood."""

    mapping: SheetMapping | None
    origin: str
    kind: str | None = None
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)  # heading -> field, as a person could choose it
    drift: Drift | None = None
    sample: Sequence[Row] = ()

    @property
    def leave(self) -> bool:
        """A mapping without things names a sheet to leave alone."""
        return self.mapping is not None and not self.mapping.things and self.mapping.reference is None


@dataclass(frozen=True, slots=True)
class Options:
    """Where mappings may come from."""

    given: Sequence[SheetMapping] = ()
    shipped: Sequence[SheetMapping] = ()
    remembered: Sequence[Layout] = ()
    corrections: Mapping[str, Correction] = field(default_factory=dict)  # by sheet name; '' for a file without sheets


class Understanding:
    """The sheets of one file with what they are."""

    def __init__(self, path: Path, options: Options, known: Callable[[], Known]) -> None:
        self._path, self._options, self._known = path, options, known
        self._decisions: dict[int, Decision] = {}
        self._decided: dict[int, tuple[Table, Decision]] = {}
        self._areas: dict[str, str] | None = None

    def tables(self) -> Iterator[tuple[Table, Decision]]:
        """The sheets with rows to read, each with its decision; columns that were renamed bear their old headings."""
        for index, table in enumerate(open_tables(self._path)):
            decision = self._decisions.get(index)
            if decision is None:
                first = list(islice(table.rows, SAMPLE))
                table.rows = chain(first, table.rows)
                decision = self._decisions[index] = self._decide(table, [row for row in first if not row.aside])
            if not decision.leave:
                shown = _renamed(table, decision.drift)
                self._decided[index] = replace(shown, rows=iter(())), decision
                yield shown, decision

    def decided(self) -> list[tuple[Table, Decision]]:
        """The sheets that `tables` has come to, without their rows: what they are needs no second look at the file."""
        return list(self._decided.values())

    def _decide(self, table: Table, sample: list[Row]) -> Decision:
        found = self._corrected(table, sample) or self._by_mapping(table, sample) or self._recognised(table, sample)
        found.sample = sample
        return found

    def _corrected(self, table: Table, sample: list[Row]) -> Decision | None:
        said = self._options.corrections.get(table.name or "")
        if said is None:
            return None
        rows = [row.cells for row in sample]
        guess = recognition.correct(table.headings, rows, self._sheet(table), self._known(), said.kind, said.columns)
        return Decision(guess.mapping, "corrected", guess.kind, guess.reasons, guess.chosen)

    def _by_mapping(self, table: Table, sample: list[Row]) -> Decision | None:
        for origin, mappings in (("given", self._options.given), ("shipped", self._options.shipped)):
            if origin == "shipped":
                remembered = self._remembered(table, sample)
                if remembered is not None:
                    return remembered
            mapping = next((m for m in mappings if m.fits(self._path.name, table.name, table.headings)), None)
            if mapping is not None:
                return Decision(mapping, origin, reasons=_named(mapping, table))
        return None

    def _remembered(self, table: Table, sample: list[Row]) -> Decision | None:
        """The sheet as its source had it before; a changed form is told, a foreign one is no longer it."""
        before = self._before(table)
        if before is None:
            return None
        changed: Drift | None = None
        if set(before.headings) != set(table.headings) or list(before.headings) != list(table.headings):
            guess = self._recognised(table, sample)
            changed = compare(before, table.headings, {h: reason.field for h, reason in guess.reasons.items()})
            if changed is None:
                return None
        if before.origin == "shipped" and (changed is None or not changed.matters):
            return None  # the shipped mapping fits as ever, and may have been improved
        mapping = read(before.document, f"{self._path.name}, remembered")
        kind = mapping.name.removeprefix("recognised-") if mapping.name.startswith("recognised-") else None
        return Decision(mapping, "remembered", kind, _named(mapping, table, changed), drift=changed)

    def _before(self, table: Table) -> Layout | None:
        named = [layout for layout in self._options.remembered if layout.sheet == table.name]
        alike = [layout for layout in self._options.remembered if set(layout.headings) == set(table.headings)]
        return next(iter(named or alike), None)

    def _recognised(self, table: Table, sample: list[Row]) -> Decision:
        rows = [row.cells for row in sample]
        guess = recognition.recognise(table.headings, rows, self._sheet(table), self._known()) if rows else None
        if guess is None:
            return Decision(None, "")
        return Decision(guess.mapping, "recognised", guess.kind, guess.reasons, guess.chosen)

    def _sheet(self, table: Table) -> Sheet:
        title = next(iter(table.titles), "")
        return Sheet(self._path.name, table.name, title, self._area(table), table.observed)

    def _area(self, table: Table) -> str | None:
        """The area that the sheet's name says its rows are in."""
        if table.name is None or self._path.suffix.lower() not in BOOKS:
            return None
        if self._areas is None:
            self._areas = _sheet_areas(self._path, self._known())
        return self._areas.get(table.name)


def layout(table: Table, decision: Decision) -> Layout | None:
    """The form of a sheet as it came, to be remembered by its source."""
    if decision.mapping is None or decision.leave:
        return None
    used = {
        heading: name for heading, (name, _) in decision.mapping.used_columns().items() if not heading.startswith("@")
    }
    headings = tuple(table.headings)
    document = decision.mapping.document
    known = {heading: name for heading, name in used.items() if heading in headings}
    agreed = decision.drift.names if decision.drift else {}
    return Layout(table.name, headings, known, document, decision.origin, agreed)


def _named(mapping: SheetMapping, table: Table, changed: Drift | None = None) -> dict[str, Reason]:
    used = mapping.used_columns()
    found = {}
    for heading in table.headings:
        field_, why = used.get(
            (changed.names if changed else {}).get(heading, heading), (None, "not named by the mapping")
        )
        german = f"Zuordnung {mapping.name}" if field_ else "in der Zuordnung nicht genannt"
        found[heading] = Reason(field_, why, german)
    return found


def _renamed(table: Table, changed: Drift | None) -> Table:
    if changed is None or not changed.names:
        return table
    names = changed.names
    rows = (replace(row, cells={names.get(head, head): cell for head, cell in row.cells.items()}) for row in table.rows)
    return replace(table, headings=[names.get(head, head) for head in table.headings], rows=rows)


def _sheet_areas(path: Path, known: Known) -> dict[str, str]:
    """Sheet name -> area: names that are known areas, or that tell apart sheets of one form."""
    sheets = {table.name or "": tuple(table.headings) for table in open_tables(path)}
    forms = Counter(sheets.values())
    return {
        name: name
        for name, headings in sheets.items()
        if known.levels(name) or (forms[headings] > 1 and not _UNNAMED.fullmatch(name) and not _says_kind(name))
    }


def _says_kind(name: str) -> bool:
    said = words(name)
    known = {word for spec in load("kinds").values() for word in spec["words"]}
    lists = [word for entry in load("words")["lists"] for word in entry["words"]]
    return any(word in known for word in said) or any(part in word for word in said for part in lists if len(part) > 4)
