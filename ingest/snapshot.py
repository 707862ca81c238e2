"""Bringing one snapshot of one source into the store: what is new, what changed, what went.

Rows come in chunks. Each chunk is stored and computed before the next is read, so that memory stays bounded; because an
incremental computation equals a full one, the cut does not show in the result.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from graph.evidence import evidence
from graph.writer import Writer
from ingest.quality import Change, Counts
from ingest.resolve import Resolver, Touched
from ingest.timeline import Run, as_runs, insert
from schema.record import Evidence, Record, Version

CHUNK = 20_000
SHOWN = 200  # changes that a report tells one by one


@dataclass(slots=True)
class _Plan:
    fresh: list[tuple[Evidence, dict[str, list[str]]]] = field(default_factory=list)
    added: list[tuple[Evidence, dict[str, list[str]]]] = field(default_factory=list)
    copied: list[tuple[Version, str, str | None]] = field(default_factory=list)
    ended: list[tuple[Version, str, str | None]] = field(default_factory=list)
    deleted: list[Version] = field(default_factory=list)
    blocks: dict[str, str] = field(default_factory=dict)

    def touched(self) -> set[str]:
        versions = [v for v, *_ in (*self.copied, *self.ended)] + self.deleted
        return {version.id for version in versions} | {record.id for record, _ in self.added}


def row_change(new: list[Record], old: list[Evidence]) -> Change:
    """What one row said before and says now, by role and property; private values are in neither."""
    before = {record.id: record.values for record in old}
    after = {record.id: record.values for record in new}
    both: list[Record | Evidence] = [*old, *new]
    types = {record.id: record.type for record in both}
    fields: dict[str, dict[str, list[Any]]] = {}
    for id in before.keys() | after.keys():
        was, now = before.get(id, {}), after.get(id, {})
        for name in was.keys() | now.keys():
            if was.get(name) != now.get(name) and old and new:
                told = fields.setdefault(f"{types[id]}.{name}", {"before": [], "after": []})
                told["before"] += was.get(name, [])
                told["after"] += now.get(name, [])
    first: Record | Evidence = (new or old)[0]
    what = "vanished" if not new else "changed" if old else "created"
    return Change(what, first.sheet, first.row, str(first.values.get("name", [""])[0]), dict(sorted(fields.items())))


class Snapshot:
    """One import of one source. Feed it rows, then `finish`; with `dry` it only counts."""

    def __init__(self, writer: Writer, resolver: Resolver, source: str, observed: str, *, dry: bool = False) -> None:
        self._writer, self._resolver, self._records = writer, resolver, writer.records
        self._source, self._observed, self._dry = source, observed, dry
        snapshots = writer.snapshots(source)
        self._others = [row["observed"] for row in snapshots if row["observed"] != observed]
        self._newest = all(other <= observed for other in self._others)
        # After a crash a row may stand without all of its records: then every row is looked at.
        self._trusting = self._newest and all(row["complete"] for row in snapshots)
        self._heads = writer.records.heads(source)
        self._current_rows = {row for row, raw in self._heads.items() if raw is not None}
        self._erased = {row["id"] for row in writer.store.read("MATCH (t:Tombstone) WHERE t.blocks RETURN t.id AS id")}
        self._seen: set[str] = set()
        self._seen_rows: set[str] = set()
        self._kept_rows: set[str] = set()
        self._changed_rows: set[str] = set()
        self._chunk: list[Record] = []
        self._told: list[Change] = []
        self.cause = f"import {source}" + (f" {observed}" if observed else "")

    def vanishing(self, rows: Iterable[str]) -> tuple[int, int]:
        """How many of the source's holding rows are not among `rows`, and how many there are."""
        return len(self._current_rows - set(rows)), len(self._current_rows)

    def unchanged(self, row_id: str, raw: str) -> bool:
        """Does the row read as it did in the snapshot before? Then nothing of it needs to be read again."""
        if not self._trusting or self._heads.get(row_id) != raw:
            return False
        self._seen_rows.add(row_id)
        return True

    def keep(self, row_id: str) -> None:
        """A row that could not be read: what it last said stays and has not vanished."""
        self._kept_rows.add(row_id)

    def add(self, records: list[Record]) -> None:
        """One row's records; the first stands for the row and carries its `raw` hash."""
        self._chunk += records
        if len(self._chunk) >= CHUNK:
            self._flush()

    def finish(self) -> Counts:
        """Store what is left, end what the snapshot no longer says, and count."""
        self._flush()
        gone = (self._current_rows if self._newest else self._heads.keys()) - self._seen_rows - self._kept_rows
        plan = _Plan()
        for id, versions in self._records.versions(gone).items():
            self._compare(id, versions, None, None, plan)
        self._tell({}, (self._current_rows - self._seen_rows - self._kept_rows) if self._newest else ())
        self._apply(plan)
        vanished = self._current_rows - self._seen_rows - self._kept_rows
        return Counts(
            created=len(self._seen_rows - self._heads.keys()),
            changed=len((self._changed_rows - vanished) & self._heads.keys()),
            unchanged=len((self._seen_rows & self._heads.keys()) - self._changed_rows),
            vanished=len(vanished),
        )

    def changes(self) -> list[Change]:
        """Some of the rows that came, changed or went (at most SHOWN), with public values before and after."""
        return self._told

    def _flush(self) -> None:
        plan = _Plan()
        rows = {record.row_id for record in self._chunk}
        known = self._records.versions(rows if self._erased else rows & self._heads.keys())
        for record in self._chunk:
            if record.id in self._seen or record.id in self._erased:
                continue
            self._seen.add(record.id)
            self._compare(record.id, known.get(record.id, []), record, self._records.hash(record), plan)
        for id, versions in known.items():
            if id not in self._seen:
                self._compare(id, versions, None, None, plan)
        fresh = rows - self._heads.keys()
        self._tell({record.id: record for record in self._chunk if record.row_id in fresh | self._changed_rows}, ())
        raws = {record.id: record.raw for record in self._chunk if record.raw and record.row_id in self._heads}
        self._chunk = []
        self._seen_rows |= rows
        self._apply(plan)
        if self._newest and not self._dry:
            self._records.set_raw(raws)

    def _tell(self, records: dict[str, Record], gone: Iterable[str]) -> None:
        """Keep some changes to show: what stands in the store is read before it is overwritten."""
        room = SHOWN - len(self._told)
        if room <= 0:
            return
        rows: dict[str, list[Record]] = {}
        for record in records.values():
            rows.setdefault(record.row_id, []).append(record)
        chosen = dict(list(rows.items())[:room])
        known = [id for id in chosen if id in self._heads] + sorted(gone)[: room - len(chosen)]
        stored: dict[str, list[Evidence]] = {}
        for held in self._records.by_row(known):
            if held.gone is None:
                stored.setdefault(held.row_id, []).append(held)
        self._told += [
            row_change(chosen.get(id, []), stored.get(id, []))
            for id in [*chosen, *sorted(stored.keys() - chosen.keys())]
        ]

    def _compare(self, id: str, versions: list[Version], record: Record | None, hash: str | None, plan: _Plan) -> None:
        if record is not None and not versions and not any(other > self._observed for other in self._others):
            plan.fresh.append((evidence(record, hash or "", self._observed, None), record.private))
            return
        before, after = as_runs(versions), insert(versions, self._others, self._observed, hash)
        if before == after:
            return
        self._changed_rows.add(record.row_id if record else versions[0].row_id)
        stored = {(version.hash, version.since): version for version in versions}
        sources = {version.hash: version for version in versions}
        for run in after:
            if run not in before:
                self._place(run, stored, sources, record, plan)
        wanted = {(content, since) for content, since, _ in after}
        plan.deleted += [version for key, version in stored.items() if key not in wanted]
        if record is not None:
            plan.blocks[id] = record.block

    @staticmethod
    def _place(
        run: Run,
        stored: dict[tuple[str, str], Version],
        sources: dict[str, Version],
        record: Record | None,
        plan: _Plan,
    ) -> None:
        content, since, gone = run
        if (content, since) in stored:
            plan.ended.append((stored[content, since], since, gone))
        elif content in sources:
            plan.copied.append((sources[content], since, gone))
        elif record is not None:
            plan.added.append((evidence(record, content, since, gone), record.private))

    def _apply(self, plan: _Plan) -> None:
        if self._dry:
            return
        if plan.fresh:
            self._resolver.changed_actors |= any(record.block.startswith("actor:") for record, _ in plan.fresh)
            self._resolver.add(plan.fresh, self.cause)
        ids = plan.touched()
        if not ids:
            return
        stored = self._records.by_id(ids)
        touched = Touched(
            ids, {r.block for r in stored} | set(plan.blocks.values()), {r.entity for r in stored if r.entity}
        )
        before = {(record.id, record.block, str(record.features)) for record in stored}
        self._resolver.changed_actors |= any(
            record.block.startswith("actor:") and (record.id, record.block, str(record.features)) not in before
            for record, _ in plan.added
        )
        self._records.copy(plan.copied)
        self._records.create(plan.added)
        self._records.end(plan.ended)
        self._records.delete(plan.deleted)
        old_blocks = {record.id: record.block for record in stored}
        self._records.set_blocks({id: block for id, block in plan.blocks.items() if old_blocks.get(id, block) != block})
        self._resolver.recompute(touched, self.cause)
