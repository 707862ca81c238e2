"""The address lists and population grids of one file: staged while the file is read, put in use when all of it was.

A list replaces the one its source had. It is counted whole: all rows come, all of the former ones go; the same file again
is unchanged. A list that is older than the one in use is left alone.
"""

from __future__ import annotations

import secrets

from graph.gazetteer import LISTS
from graph.reference import Staged
from graph.writer import Writer
from ingest.mapping import SheetMapping
from ingest.misgivings import too_many_vanished
from ingest.quality import Counts, Problem, SheetReport
from ingest.readers import Table
from ingest.reference import ReferenceReader
from schema.record import opaque

LABELS = {"gazetteer": "Address", "population": "Cell"}
OLDER = "A later list of this source is in use (of {held}); this one was left alone."


class ReferenceLists:
    """Use: `stage` each sheet, then `finish`, or `discard` when something was wrong with the file."""

    def __init__(self, writer: Writer, source: str, *, dry: bool) -> None:
        self._writer, self._source, self._dry = writer, source, dry
        self._staged: dict[str, Staged | None] = {}  # label -> the list; None where it is only counted
        self._rows: dict[str, int] = {}
        self._file, self._observed = "", ""
        self.changed = False

    def __bool__(self) -> bool:
        return bool(self._rows)

    @property
    def is_new(self) -> bool:
        """Is anything staged that could be put in use?"""
        return any(staged is not None for staged in self._staged.values())

    def stage(self, table: Table, mapping: SheetMapping, sheet: SheetReport, file: str, observed: str) -> list[Problem]:
        """Bring the rows of a sheet in, out of sight; returns what was wrong in them."""
        assert mapping.reference is not None
        label = LABELS[mapping.reference.kind]
        self._file, self._observed = file, observed
        problems: list[Problem] = []
        if label not in self._staged:
            held = self._held(label)
            self._staged[label] = self._open(label, held)
            if held["observed"] and observed < held["observed"]:
                problems.append(Problem("older-list", "warning", OLDER.format(held=held["observed"]), table.name))
        staged = self._staged[label]
        reader = ReferenceReader(mapping.reference, table.name)
        for nodes in reader.nodes(table.rows):
            if staged is not None:
                self._writer.keep()
                staged.add(nodes)
        sheet.rows, sheet.imported, sheet.skipped = reader.rows, reader.imported, reader.skipped
        self._rows[label] = self._rows.get(label, 0) + reader.imported
        return problems + reader.problems

    def _open(self, label: str, held: dict[str, str]) -> Staged | None:
        same = held["file"] == self._file and held["observed"] == self._observed
        if self._dry or same or (held["observed"] and self._observed < held["observed"]):
            return None
        self._writer.begin(self._source)
        return Staged(self._writer.store, label, self._source, f"{opaque(self._source)}-{secrets.token_hex(6)}")

    def _held(self, label: str) -> dict[str, str]:
        """The list that the source has in use: the file it came from, its date, and how many nodes it has."""
        name = LISTS[label]
        rows = self._writer.store.read(
            f"MATCH (s:Source {{name: $name}}) RETURN s.{name}_file AS file, s.{name}_observed AS observed, "
            f"s.{name}_count AS count",
            name=self._source,
        )
        held = rows[0] if rows else {}
        return {key: held.get(key) or "" for key in ("file", "observed", "count")}

    def vanishing(self) -> Problem | None:
        """Has a list become much shorter than the one in use?"""
        for label, count in self._rows.items():
            before = int(self._held(label)["count"] or 0)
            if self._staged[label] is not None or self._dry:
                problem = too_many_vanished(self._source, max(0, before - count), before)
                if problem is not None:
                    return problem
        return None

    def finish(self) -> Counts:
        """Put the lists in use (the source must be described by now); returns what became of the rows."""
        counts = Counts()
        for label, staged in self._staged.items():
            held = self._held(label)
            same = held["file"] == self._file and held["observed"] == self._observed
            if staged is None and not (self._dry and not same):
                counts.unchanged += self._rows[label]
                continue
            counts.created += self._rows[label]
            counts.vanished += int(held["count"] or 0)
            if staged is not None:
                name = LISTS[label]
                staged.activate(
                    {
                        f"{name}_file": self._file,
                        f"{name}_observed": self._observed,
                        f"{name}_count": staged.count,
                    }
                )
                self.changed = True
        return counts

    def discard(self) -> None:
        """Take away what was staged."""
        for staged in self._staged.values():
            if staged is not None:
                staged.discard()
        if self.is_new:
            self._writer.done(self._source)
