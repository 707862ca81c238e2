"""Ingest: files in, entities and a report out.

Each file is read twice: once to see that all of it can be read and that not too much would vanish, once to store it. So
an unreadable file leaves nothing behind, and memory does not grow with the file.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from graph import geography
from graph.seal import KeyRing
from graph.store import Store
from graph.writer import Writer
from ingest import vocabulary
from ingest.candidates import count_candidates
from ingest.concepts import ConceptRules
from ingest.mapping import SheetMapping, load, shipped
from ingest.observed import observed_in_path
from ingest.persons import Persons
from ingest.quality import FileReport, Problem, Report, Severity, file_problem, shown_value
from ingest.readers import Table, open_tables
from ingest.resolve import Resolver, Touched
from ingest.rows import ASIDE, CellProblem, RowReader
from ingest.snapshot import Counts, Snapshot
from schema.errors import InputError, UnreadableFile
from schema.model import load_model
from schema.recognise import Recogniser
from schema.record import opaque
from schema.vocabulary import load_vocabulary

VANISH_LIMIT = 0.30
SUFFIXES = frozenset({".xlsx", ".xlsm", ".ods", ".csv", ".tsv", ".json", ".geojson"})
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What the user may say about an import."""

    source: str | None = None
    observed: str | None = None
    mapping: Path | None = None
    dry_run: bool = False
    allow_vanished: bool = False


@dataclass(frozen=True, slots=True)
class _Input:
    path: Path
    source: str


def make_resolver(writer: Writer) -> Resolver:
    """A resolver with the shipped vocabularies and the store's own decisions on themes."""
    known = load_vocabulary()
    decisions = {
        (row["left"], row["right"]): row["verdict"] == "yes"
        for row in writer.store.read(
            "MATCH (j:Judgement) WHERE j.kind = 'concept' RETURN j.left AS left, j.right AS right, j.verdict AS verdict"
        )
    }
    kinds = {concept.id: concept.kind for concept in known.concepts.values()}
    return Resolver(writer, ConceptRules(Recogniser(known), known.hash, kinds, load_model(), decisions))


def prepare(writer: Writer) -> Resolver:
    """Bring the store up to the shipped vocabulary and finish what a crash cut off."""
    changed = vocabulary.sync(writer, load_vocabulary())
    resolver = make_resolver(writer)
    for scope in writer.pending():
        recover(writer, resolver, scope)
    if changed:
        resolver.recompute_all("vocabulary")
    return resolver


def recover(writer: Writer, resolver: Resolver, scope: str) -> None:
    """Compute again what was being computed when a process died."""
    if scope == "*":
        resolver.recompute_all("recovery", force=True)
    else:
        records = list(writer.records.by_source(scope))
        resolver.recompute(Touched({r.id for r in records}, {r.block for r in records}), "recovery", force=True)
    writer.put((), resolver.orphans(), "recovery")
    geography.update(writer.store, None)
    writer.done(scope)


def ingest(
    store: Store,
    keys: KeyRing,
    paths: Iterable[Path],
    options: Options | None = None,
    progress: Progress = lambda _file, _rows: None,
) -> Report:
    """Bring files and folders into the store. Unreadable files are named in the report; the others go in."""
    options = options or Options()
    mappings = load(options.mapping) if options.mapping else [*shipped()]
    report = Report()
    with Writer(store, keys) as writer:
        resolver = prepare(writer)
        for item in _inputs(paths, options.source, report):
            _File(writer, resolver, item, options, mappings, report, progress).run()
        if not options.dry_run and resolver.touched_entities:
            geography.update(store, resolver.touched_entities)
            writer.bump()
        if resolver.changed_actors:
            report.merge_candidates = count_candidates(store, resolver.touched_entities)
    return report


def _inputs(paths: Iterable[Path], source: str | None, report: Report) -> Iterator[_Input]:
    """The files of the arguments; a source's default name is the path relative to its argument."""
    for path in paths:
        if path.is_dir():
            for file in sorted(file for file in path.rglob("*") if file.is_file() and file.suffix.lower() in SUFFIXES):
                yield _Input(file, source or file.relative_to(path).as_posix())
        else:
            yield _Input(path, source or path.name)


class _File:
    """One file on its way in."""

    def __init__(
        self,
        writer: Writer,
        resolver: Resolver,
        item: _Input,
        options: Options,
        mappings: list[SheetMapping],
        report: Report,
        progress: Progress,
    ) -> None:
        self._writer, self._resolver, self._item, self._options = writer, resolver, item, options
        self._mappings, self._report, self._progress = mappings, report, progress
        self._file = FileReport(path=str(item.path), source=item.source)
        self._observed = options.observed or observed_in_path(PurePath(item.source)) or ""

    def run(self) -> None:
        self._report.files.append(self._file)
        try:
            rows = self._look()
            if rows is not None:
                self._store(rows)
        except InputError as error:
            self._file.problems.append(file_problem(error))

    def _look(self) -> list[str] | None:
        """Read everything once: the ids of its rows, or None when nothing of it can be used."""
        rows: list[str] = []
        used, seen = False, Counter[str]()
        for table, mapping in self._tables():
            self._observed = self._options.observed or table.observed or self._observed
            if mapping is None:
                self._unknown_sheet(table)
                continue
            used = True
            reader = self._reader(mapping, table, seen)
            for row in table.rows:
                rows.append(opaque(self._item.source, reader.row_key(row.cells)))
                problem = reader.bad_outline(row.cells)
                if problem:
                    raise UnreadableFile(
                        f"{self._item.path.name}, row {row.number}: {problem}",
                        hint="Repair the outline: boundaries are taken whole or not at all.",
                        details={"sheet": table.name, "row": row.number},
                    )
        return rows if used else None

    def _store(self, rows: list[str]) -> None:
        with self._item.path.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()[:32]
        file = f"{digest}:{':'.join(sorted({m.hash for _, m in self._tables() if m}))}"
        source = self._item.source
        if self._writer.store.read("MATCH (s:Source {name: $name}) WHERE s.dropped RETURN s.name AS name", name=source):
            self._problem(
                "source-dropped",
                "error",
                f"The source {source} was dropped. Bring it back first: quartiersgraph sources restore.",
            )
            return
        known = {row["observed"]: row for row in self._writer.snapshots(source)}
        same = known.get(self._observed)
        snapshot = Snapshot(self._writer, self._resolver, source, self._observed, dry=self._options.dry_run)
        if same and same["complete"] and same["file"] == file:
            self._rows(snapshot, feed=False)
            self._report.unchanged += sum(sheet.imported for sheet in self._file.sheets)
            return
        if not self._may_vanish(snapshot, rows):
            return
        if not self._options.dry_run:
            self._writer.begin(source)
            self._describe(source)
            self._writer.put_snapshot(source, self._observed, file, complete=False)
        self._rows(snapshot)
        counts = snapshot.finish()
        if not self._options.dry_run:
            self._writer.put_snapshot(source, self._observed, file, complete=True)
            self._writer.done(source)
        self._count(counts)

    def _rows(self, snapshot: Snapshot, *, feed: bool = True) -> None:
        """Read the rows, tell what is wrong in them and, with `feed`, give them to the snapshot."""
        seen = Counter[str]()
        for table, mapping in self._tables():
            if mapping is None:
                continue
            sheet = self._file.sheet(table.name, table.header_row)
            used = mapping.used_columns()
            for heading in table.headings:
                sheet.column(heading, *used.get(heading, (None, "not named by the mapping")))
            reader = self._reader(mapping, table, seen)
            for row in table.rows:
                sheet.rows += 1
                row_key = reader.row_key(row.cells)
                if snapshot.unchanged(opaque(self._item.source, row_key), reader.raw(row.cells)):
                    sheet.imported += 1
                    continue
                result = reader.read(row.cells, row.number, row_key)
                sheet.imported += bool(result.records)
                sheet.skipped += not result.records
                for found in result.problems:
                    self._cell_problem(table, row.number, found, bool(result.records))
                if feed and result.records:
                    snapshot.add(result.records)
                elif feed:
                    snapshot.keep(result.row_id)
                self._progress(self._item.source, sheet.rows)

    def _tables(self) -> Iterator[tuple[Table, SheetMapping | None]]:
        for table in open_tables(self._item.path):
            fitting = (m for m in self._mappings if m.fits(self._item.path.name, table.name, table.headings))
            mapping = next(fitting, None)
            if mapping is None or mapping.things:  # a mapping without things names a sheet to leave alone
                yield table, mapping

    def _reader(self, mapping: SheetMapping, table: Table, seen: Counter[str]) -> RowReader:
        digest = self._writer.keys.digest
        return RowReader(mapping, self._item.source, table.name, lambda known: Persons(known), digest, seen)

    def _may_vanish(self, snapshot: Snapshot, rows: list[str]) -> bool:
        vanishing, holding = snapshot.vanishing(rows)
        if holding and vanishing / holding > VANISH_LIMIT and not self._options.allow_vanished and self._is_newest():
            text = f"{vanishing} of {holding} rows of {self._item.source} would vanish, so nothing was changed. "
            self._problem("too-many-vanished", "error", text + "If that is right, repeat with --allow-vanished.")
            return False
        return True

    def _is_newest(self) -> bool:
        return all(row["observed"] <= self._observed for row in self._writer.snapshots(self._item.source))

    def _describe(self, source: str) -> None:
        described = next((dict(m.source) for _, m in self._tables() if m), {})
        newest = max([self._observed, *(row["observed"] for row in self._writer.snapshots(source))])
        self._writer.put_source(
            source, {"trust": 50, "id": opaque("source", source), **described, "observed": newest or None}
        )

    def _count(self, counts: Counts) -> None:
        self._report.created += counts.created
        self._report.changed += counts.changed
        self._report.unchanged += counts.unchanged
        self._report.vanished += counts.vanished

    def _unknown_sheet(self, table: Table) -> None:
        headings = ", ".join(table.headings[:8])
        text = f"No mapping fits the headings {headings}. Give one with --mapping, or use the template."
        self._problem("unrecognised-sheet", "error", text, sheet=table.name, row=table.header_row)

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
        self._file.problems.append(Problem(code, severity, message, sheet, row, column, value))
