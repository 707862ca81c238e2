"""Ingest: files in, entities and a report out. What happens to one file stands in `ingest.files`."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from graph import geography
from graph.reference import sweep
from graph.seal import KeyRing
from graph.store import Store
from graph.writer import Writer
from ingest import vocabulary
from ingest.candidates import count_candidates
from ingest.concepts import ConceptRules
from ingest.dumps import DumpImport
from ingest.files import FileImport, Input, Progress
from ingest.options import Options
from ingest.quality import Counts, FileReport, Report, file_problem
from ingest.readers import is_package, is_supported
from ingest.readers.http import Fetched, fetch, is_url, source_name
from ingest.readers.rdf import is_dump
from ingest.recognition import Known, known_in
from ingest.resolve import Resolver, Touched
from schema.errors import InputError
from schema.model import load_model
from schema.recognise import Recogniser
from schema.vocabulary import load_vocabulary

VALIDATORS = "validators"  # a source's property: what its server said its last answer was, as JSON
# Formats whose files come in several parts, of which one is named; and sheets that other lists' areas are recognised by.
SIDE_FILES = frozenset({".dbf", ".shx", ".prj", ".cpg", ".txt"})
MAPS = frozenset({".geojson", ".topojson", ".shp"})


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
    sweep(writer.store)
    geography.update(writer.store, None)
    writer.done(scope)


def ingest(
    store: Store,
    keys: KeyRing,
    paths: Iterable[Path | str],
    options: Options | None = None,
    progress: Progress = lambda _file, _rows: None,
) -> Report:
    """Bring files, folders and registries' addresses into the store.

    Unreadable files and unreachable registries are named in the report; the others go in.
    """
    options = options or Options()
    report = Report()
    with Writer(store, keys) as writer, tempfile.TemporaryDirectory(prefix="quartiersgraph-") as scratch:
        resolver = prepare(writer)
        known, relocated = _Known(store), False
        for path in paths:
            items = (
                _fetched(writer, str(path), Path(scratch), options, report)
                if is_url(str(path))
                else _files(Path(path), options)
            )
            for item, validators in items:
                kind = DumpImport if is_dump(item.path) else FileImport
                file = kind(writer, resolver, item, options, known.names, progress)
                report.add(file.report)
                file.run()
                known.forget()
                relocated = relocated or file.references.changed
                if validators and not file.report.failed and not options.dry_run:
                    writer.put_source(item.source, {VALIDATORS: json.dumps(validators)})
        if not options.dry_run and resolver.touched_entities:
            geography.update(store, resolver.touched_entities)
        if not options.dry_run and (resolver.touched_entities or relocated):
            writer.bump()
        if resolver.changed_actors:
            report.merge_candidates = count_candidates(store, resolver.touched_entities)
    return report


class _Known:
    """The names in the store, looked up only when a sheet has to be recognised, and anew after each file."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: Known | None = None

    def names(self) -> Known:
        if self._names is None:
            self._names = known_in(self._store)
        return self._names

    def forget(self) -> None:
        self._names = None


Inputs = Iterator[tuple[Input, Mapping[str, str] | None]]


def _files(path: Path, options: Options) -> Inputs:
    """The files of an argument, maps first; a source's default name is the path relative to the argument."""
    if not path.is_dir() or is_package(path):
        yield Input(path, options.source or path.name), None
        return
    packages = [folder for folder in sorted(path.rglob("*")) if folder.is_dir() and is_package(folder)]
    files = [
        file
        for file in path.rglob("*")
        if file.is_file()
        and (is_supported(file) or is_dump(file))
        and file.suffix.lower() not in SIDE_FILES
        and not any(package in file.parents for package in packages)
    ]
    for file in sorted([*files, *packages], key=lambda file: (file.suffix.lower() not in MAPS, str(file))):
        yield Input(file, options.source or file.relative_to(path).as_posix()), None


def _fetched(writer: Writer, url: str, scratch: Path, options: Options, report: Report) -> Inputs:
    """A registry's answer as a file; what has not changed since the last time is only counted."""
    source = options.source or source_name(url)
    rows = writer.store.read(f"MATCH (s:Source {{name: $name}}) RETURN s.{VALIDATORS} AS validators", name=source)
    validators = json.loads(rows[0]["validators"] or "{}") if rows else {}
    try:
        answer: Fetched = fetch(url, scratch, validators)
    except InputError as error:
        report.add(FileReport(path=source_name(url), source=source)).problems.append(file_problem(error))
        return
    if answer.not_modified:
        holding = sum(raw is not None for raw in writer.records.heads(source).values())
        report.add(FileReport(path=source_name(url), source=source)).counts = Counts(unchanged=holding)
        return
    assert answer.path is not None
    said = {name: value for name, value in (("etag", answer.etag), ("last_modified", answer.last_modified)) if value}
    yield Input(answer.path, source, source_name(url)), said


__all__ = ["Options", "ingest", "make_resolver", "prepare"]
