"""One file on its way in.

It is read twice: once to see that all of it can be read and that not too much would vanish, once to store it. So an
unreadable file leaves nothing behind, and memory does not grow with the file.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from graph import geography
from graph.export.workbook import KEY as EDIT_KEY
from graph.writer import Writer
from ingest.edits import TRUST as EDIT_TRUST
from ingest.edits import UNKNOWN, Edit, baseline, edits, finish, is_exported, is_known, sheet_of
from ingest.layouts import layouts_of, remembered, write_mapping
from ingest.mapping import SheetMapping, load, shipped
from ingest.misgivings import ALIKE_ROWS, drifted, resembling, too_many_vanished
from ingest.observed import observed_in_path
from ingest.options import Options
from ingest.own import tie
from ingest.persons import Persons
from ingest.quality import Counts, FileReport, Problem, Severity, SheetReport, file_problem, shown_value
from ingest.readers import Row, Table, notes_of, package_files
from ingest.recognition import Known
from ingest.reference_lists import ReferenceLists
from ingest.resolve import Resolver
from ingest.rows import ASIDE, READER, CellProblem, RowReader
from ingest.snapshot import Snapshot
from ingest.understanding import Decision, Understanding, layout
from ingest.understanding import Options as Mappings
from schema.errors import InputError, UnreadableFile
from schema.record import opaque

ASIDE_TEXT = {
    "total": "The row is a total, left out.",
    "repeated": "The row belongs to the headings, left out.",
    "note": "The row is a remark, a caption or of another table, left out.",
}
UNKNOWN_TEXT = "No such thing is in this store (any more): was the id changed, or is the workbook of another store?"
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Input:
    """A file (or a folder that is a package), the name of its source, and what to call the file where it was fetched."""

    path: Path
    source: str
    shown: str = ""


class FileImport:
    """Brings one file in: `run` reads it, stores it and fills its report; `report.counts` says what became of its rows."""

    def __init__(
        self,
        writer: Writer,
        resolver: Resolver,
        item: Input,
        options: Options,
        known: Callable[[], Known],
        progress: Progress = lambda _file, _rows: None,
    ) -> None:
        self._writer, self._resolver, self._item, self._options = writer, resolver, item, options
        self._progress = progress
        self.report = FileReport(path=item.shown or str(item.path), source=item.source)
        near = PurePath(item.path.parent.name, item.path.name)  # the month that a folder is named after
        self._observed = options.observed or observed_in_path(PurePath(item.source)) or observed_in_path(near) or ""
        self._same = 0  # rows of an exported workbook in which nothing was edited
        self._exported = False  # is it a workbook that an export wrote?
        self._keys: list[str] = []  # of the first rows
        self._ordinary = False  # has it sheets that are no reference lists?
        self._finished = False
        self.references = ReferenceLists(writer, item.source, dry=options.dry_run)
        self._before = layouts_of(writer.store, writer.keys, item.source)
        given = load(options.mapping) if options.mapping and options.mapping.exists() else []
        corrections = options.corrections.get(item.path.name, {})
        self._understanding = Understanding(
            item.path, Mappings(given, shipped() if options.shipped else (), self._before, corrections), known
        )

    def run(self) -> None:
        """Read, then store. What is wrong with the file is told in the report; nothing of an unreadable file stays."""
        try:
            if self._is_dropped():
                return
            rows = self._look()
            if self._options.mapping and not self._options.mapping.exists():
                write_mapping(self._options.mapping, self._understanding)
            if rows is not None and self._agreed():
                self._store(rows)
        except InputError as error:
            self.report.problems.append(file_problem(error))
        finally:
            if not self._finished:
                self.references.discard()

    def _look(self) -> list[str] | None:
        """Read everything once: the ids of its rows, or None when nothing of it can be used."""
        rows: list[str] = []
        used, seen = False, Counter[str]()
        for table, decision in self._understanding.tables():
            exported = is_exported(table.headings)
            self._exported = self._exported or exported
            self._observed = self._options.observed or table.observed or self._observed
            if decision.mapping is None:
                self._unknown_sheet(table)
                self._notes(table)
                continue
            used = True
            if decision.mapping.reference is not None:
                self._reference(table, decision.mapping, self._sheet(table, decision))
                self._notes(table)
                continue
            self._ordinary = True
            reader = self._reader(decision.mapping, table, seen)
            for row in table.rows:
                if row.aside:
                    continue
                id = str(row.cells.get(EDIT_KEY, "")) if exported else ""
                key = f"edit|{id}" if id else reader.row_key(row.cells)
                rows.append(opaque(self._item.source, key))
                if len(self._keys) < ALIKE_ROWS:
                    self._keys.append(key)
                problem = reader.bad_outline(row.cells)
                if problem:
                    raise UnreadableFile(
                        f"{self._item.path.name}, row {row.number}: {problem}",
                        hint="Repair the outline: boundaries are taken whole or not at all.",
                        details={"sheet": table.name, "row": row.number},
                    )
            self._notes(table)
        return rows if used else None

    def _reference(self, table: Table, mapping: SheetMapping, sheet: SheetReport) -> None:
        """An address list or a grid of cells: it is no part of the network, and is staged while it is read."""
        file = f"{_digest(self._item.path)}:{mapping.hash}"
        self.report.problems += self.references.stage(table, mapping, sheet, file, self._observed)
        self._progress(self._item.source, sheet.rows)

    def _notes(self, table: Table) -> None:
        """What the reader has to say about the sheet; it knows all of it when the rows have been read."""
        for _ in table.rows:
            """What nobody wanted to have."""
        for note in notes_of(table):
            self._problem(note.code, note.severity, note.message, sheet=table.name)

    def _agreed(self) -> bool:
        """A sheet whose columns changed goes in only after somebody said yes: it would change or lose values."""
        found = list(drifted(self._understanding, self._options)) if self._is_newest() else []
        self.report.problems += found
        return all(problem.severity != "error" for problem in found)

    def _is_dropped(self) -> bool:
        source = self._item.source
        if not self._writer.store.read(
            "MATCH (s:Source {name: $name}) WHERE s.dropped RETURN s.name AS name", name=source
        ):
            return False
        text = f"The source {source} was dropped. Bring it back first: quartiersgraph sources restore."
        self._problem("source-dropped", "error", text)
        return True

    def _store(self, rows: list[str]) -> None:
        vanishing = None if self._options.allow_vanished else self.references.vanishing()
        if vanishing is not None:
            self.report.problems.append(vanishing)
        elif not self._ordinary or self._store_rows(rows):
            self._put_in_use()

    def _put_in_use(self) -> None:
        """The reference lists of the file, if it has any; then every place without a point is looked up again."""
        if not self.references:
            return
        if self.references.is_new:
            self._writer.begin(self._item.source)
            self._describe(self._item.source)
            self._writer.put_snapshot(self._item.source, self._observed, _digest(self._item.path), complete=True)
        self.report.counts += self.references.finish()
        self._finished = True
        if self.references.changed:
            geography.relocate(self._writer.store)
            self._writer.done(self._item.source)

    def _store_rows(self, rows: list[str]) -> bool:
        digest = _digest(self._item.path)
        mappings = sorted({d.mapping.hash for _, d in self._understanding.decided() if d.mapping})
        file = f"{digest}:{READER}:{':'.join(mappings)}"
        source = self._item.source
        known = {row["observed"]: row for row in self._writer.snapshots(source)}
        if not known:
            resembles = resembling(self._writer, source, self._understanding, self._keys)
            self.report.problems += [resembles] if resembles else []
        same = known.get(self._observed)
        snapshot = Snapshot(self._writer, self._resolver, source, self._observed, dry=self._options.dry_run)
        if same and same["complete"] and same["file"] == file:
            others = len(self.report.sheets)
            self._rows(snapshot, feed=False)
            self.report.counts = Counts(unchanged=sum(sheet.imported for sheet in self.report.sheets[others:]))
            return True
        if not self._may_vanish(snapshot, rows):
            return False
        if not self._options.dry_run:
            self._writer.begin(source)
            self._describe(source)
            self._writer.put_snapshot(source, self._observed, file, complete=False)
        self._rows(snapshot)
        self.report.counts = snapshot.finish()
        self.report.counts.unchanged += self._same
        self.report.changes = snapshot.changes()
        if not self._options.dry_run:
            self._writer.put_snapshot(source, self._observed, file, complete=True)
            self._writer.done(source)
        return True

    def _rows(self, snapshot: Snapshot, *, feed: bool = True) -> None:
        """Read the rows, tell what is wrong in them and, with `feed`, give them to the snapshot."""
        seen = Counter[str]()
        for table, decision in self._understanding.tables():
            if decision.mapping is None or decision.mapping.reference is not None:
                continue
            sheet = self._sheet(table, decision)
            reader = self._reader(decision.mapping, table, seen)
            for edit in self._entries(table):
                sheet.rows += 1
                self._row(snapshot, table, sheet, reader, edit, feed=feed)
                self._progress(self._item.source, sheet.rows)

    def _entries(self, table: Table) -> Iterator[Edit]:
        """The rows with what is to be read of them: all of a list, of an exported workbook only what was edited."""
        form = sheet_of(table.name) if self._exported else None
        if form is not None and is_exported(table.headings):
            yield from edits(self._writer, self._item.source, form, table.rows)
            return
        known = baseline(self._writer, form) if form is not None and form.edge else set()
        for row in table.rows:
            yield Edit(row, "same" if known and is_known(row, known) else "new", row.cells)

    def _row(
        self, snapshot: Snapshot, table: Table, sheet: SheetReport, reader: RowReader, edit: Edit, *, feed: bool
    ) -> None:
        row, source = edit.row, self._item.source
        if row.aside:
            self._aside(table, sheet, row)
            return
        if edit.what == "unknown":
            sheet.skipped += 1
            self._problem(UNKNOWN, "error", UNKNOWN_TEXT, sheet=table.name, row=row.number, column=EDIT_KEY)
            return
        if edit.what == "same":
            sheet.imported += 1
            self._same += 1
            snapshot.keep(opaque(source, edit.key))
            return
        for heading, names in edit.stays.items():
            text = f"{', '.join(names)} cannot be taken away here: that is said by their own rows. Delete it there."
            self._problem("edit-stays", "warning", text, sheet=table.name, row=row.number, column=heading)
        row_key = edit.key if edit.what == "edited" else reader.row_key(edit.cells)
        if snapshot.unchanged(opaque(source, row_key), reader.raw(edit.cells)):
            sheet.imported += 1
            return
        result = reader.read(edit.cells, row.number, row_key)
        sheet.imported += bool(result.records)
        sheet.skipped += not result.records
        for found in result.problems:
            self._cell_problem(table, row.number, found, bool(result.records))
        if edit.what == "edited" and result.records:
            finish(self._writer, edit, result.records, source, dry=self._options.dry_run or not feed)
        if feed and not self._options.dry_run:
            tie(self._writer, result.records, source)
        if feed and result.records:
            snapshot.add(result.records)
        elif feed:
            snapshot.keep(result.row_id)

    def _sheet(self, table: Table, decision: Decision) -> SheetReport:
        sheet = self.report.sheet(table.name, table.header_row)
        sheet.kind, sheet.origin = decision.kind, decision.origin
        renamed = {old: new for new, old in decision.drift.names.items()} if decision.drift else {}
        for heading in table.headings:
            shown = renamed.get(heading, heading)
            sheet.column(shown, *decision.reasons.get(shown, (None, "not used", "nicht verwendet")))
        return sheet

    def _aside(self, table: Table, sheet: SheetReport, row: Row) -> None:
        sheet.skipped += 1
        self._problem(ASIDE, "info", ASIDE_TEXT[row.aside or ""], sheet=table.name, row=row.number)

    def _reader(self, mapping: SheetMapping, table: Table, seen: Counter[str]) -> RowReader:
        digest = self._writer.keys.digest
        return RowReader(mapping, self._item.source, table.name, lambda known: Persons(known), digest, seen)

    def _may_vanish(self, snapshot: Snapshot, rows: list[str]) -> bool:
        if self._options.allow_vanished or not self._is_newest():
            return True
        problem = too_many_vanished(self._item.source, *snapshot.vanishing(rows))
        self.report.problems += [problem] if problem else []
        return problem is None

    def _is_newest(self) -> bool:
        return all(row["observed"] <= self._observed for row in self._writer.snapshots(self._item.source))

    def _describe(self, source: str) -> None:
        decisions = [decision for _, decision in self._understanding.decided() if decision.mapping]
        described = next((dict(d.mapping.source) for d in decisions if d.mapping), {})
        newest = max([self._observed, *(row["observed"] for row in self._writer.snapshots(source))])
        properties: dict[str, Any] = {
            "trust": 50,
            "id": opaque("source", source),
            **described,
            "observed": newest or None,
        }
        if self._exported:
            properties["trust"] = EDIT_TRUST
        if self._is_newest():
            sheets = [layout(table, decision) for table, decision in self._understanding.decided()]
            properties |= remembered(self._writer.keys, source, [sheet for sheet in sheets if sheet])
        self._writer.put_source(source, properties)

    def _unknown_sheet(self, table: Table) -> None:
        headings = ", ".join(table.headings[:8])
        text = (
            f"Neither the headings ({headings}) nor the cells say what this is a list of. "
            "Name its columns in a file and give it with --mapping, or use the template."
        )
        severity: Severity = "error" if len(table.headings) > 1 else "info"
        self._problem("unrecognised-sheet", severity, text, sheet=table.name, row=table.header_row)

    def _cell_problem(self, table: Table, row: int, found: CellProblem, imported: bool) -> None:
        severity: Severity = "warning" if imported else "info" if found.problem.code == ASIDE else "error"
        self._problem(
            found.problem.code,
            severity,
            found.problem.message,
            sheet=table.name,
            row=row,
            column=found.column,
            value=shown_value(found.value, private=False),
        )

    def _problem(
        self,
        code: str,
        severity: Severity,
        message: str,
        *,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        self.report.problems.append(Problem(code, severity, message, sheet, row, column, value))


def _digest(path: Path) -> str:
    """Of a file's content, or of all files of a package."""
    files = package_files(path) if path.is_dir() else [path]
    whole = hashlib.sha256()
    for file in files:
        with file.open("rb") as content:
            whole.update(hashlib.file_digest(content, "sha256").digest())
    return whole.hexdigest()[:32]
