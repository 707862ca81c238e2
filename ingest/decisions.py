"""What people decide: two records are (not) the same, a source is dropped or restored, something is erased.

Decisions are nodes of their own beside the evidence; every one but `erase` can be taken back, and the graph is computed
again from what is left.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal

from graph import gazetteer, geography
from graph.store import batches
from graph.writer import Writer
from ingest.matching.clusters import pair
from ingest.matching.judged import PUT_PAIR, on_pair
from ingest.pipeline import make_resolver, prepare
from ingest.resolve import Resolver, Touched
from ingest.rows import UNSETTLED
from schema.errors import BadRequest, NotFound
from schema.record import Evidence

Verdict = Literal["same", "different"]
EVERYTHING = "*"


def judge(writer: Writer, left: str, right: str, verdict: Verdict, *, by: str, reason: str = "") -> dict[str, int]:
    """Say that two records (or entities: then their electing records) are the same or different."""
    first, second = pair(_record(writer, left), _record(writer, right))
    if first == second:
        raise BadRequest("Both ids lead to the same record.", hint="Name two different ones.")
    return _decided(
        writer,
        PUT_PAIR,
        (first, second),
        f"merge judged {verdict}",
        **on_pair(first, second, verdict, by=by, reason=reason),
    )


def apply_decisions(writer: Writer, rows: list[dict[str, Any]]) -> dict[str, int]:
    """Store judgements (as `judgements` returns them) and compute what they touch; unknown records wait."""
    ids = {id for row in rows for id in (row["left"], row["right"])}
    statement = (
        "UNWIND $rows AS row MERGE (j:Judgement {id: row.id}) SET j.kind = row.kind, j.left = row.left, "
        "j.right = row.right, j.verdict = row.verdict, j.by = row.by, j.reason = row.reason, j.at = row.at"
    )
    return _decided(writer, statement, ids, "decisions imported", rows=rows)


def undo(writer: Writer, id: str) -> dict[str, int]:
    """Take a judgement back; each part elects its id again."""
    rows = writer.store.read("MATCH (j:Judgement {id: $id}) RETURN j.left AS left, j.right AS right", id=id)
    if not rows:
        raise NotFound(f"There is no judgement {id}.", hint="See `quartiersgraph merges list`.")
    return _decided(
        writer, "MATCH (j:Judgement {id: $id}) DELETE j", (rows[0]["left"], rows[0]["right"]), "judgement undone", id=id
    )


def judgements(writer_or_store: Any) -> list[dict[str, Any]]:
    """Every judgement, in order of its id."""
    rows: list[dict[str, Any]] = writer_or_store.read(
        "MATCH (j:Judgement) WHERE j.kind <> 'edit' RETURN j.id AS id, j.kind AS kind, j.left AS left, j.right AS right, "
        "j.verdict AS verdict, "
        "j.by AS by, j.reason AS reason, j.at AS at ORDER BY id"
    )
    return rows


def decide_concept(writer: Writer, entity: str, concept: str, yes: bool, *, by: str) -> dict[str, int]:
    """A person's yes or no to a theme or target group of an entity; it wins over every rule."""
    record = _record(writer, entity)
    return _decided(
        writer,
        "MERGE (j:Judgement {id: $id}) SET j.kind = 'concept', j.left = $left, j.right = $right, "
        "j.verdict = $verdict, j.by = $by, j.at = $at",
        (record,),
        "theme decided",
        id=f"{record}~{concept}",
        left=record,
        right=concept,
        verdict="yes" if yes else "no",
        by=by,
        at=_now(),
    )


def drop_source(writer: Writer, source: str) -> dict[str, int]:
    """Hide everything a source said. Nothing is lost: `restore_source` brings it back."""
    return _hide(writer, source, hidden=True)


def restore_source(writer: Writer, source: str) -> dict[str, int]:
    """Show a dropped source again."""
    return _hide(writer, source, hidden=False)


def _hide(writer: Writer, source: str, *, hidden: bool) -> dict[str, int]:
    if not writer.store.read("MATCH (s:Source {name: $name}) RETURN s.name AS name", name=source):
        raise NotFound(f"There is no source {source!r}.", hint="See `quartiersgraph sources list`.")
    resolver = prepare(writer)
    writer.begin(EVERYTHING)
    if hidden:
        records = list(writer.records.by_source(source))
        touched = _touched(records)
        writer.records.assign(dict.fromkeys(touched.ids))
        writer.records.hide(source, True)
    else:
        writer.records.hide(source, False)
        touched = _touched(writer.records.by_source(source))
    writer.put_source(source, {"dropped": hidden})
    counts = resolver.recompute(touched, f"source {source} {'dropped' if hidden else 'restored'}")
    if gazetteer.of_source(writer.store, source):
        geography.relocate(writer.store)
    return _finish(writer, resolver, counts)


def erase(writer: Writer, ids: Iterable[str], *, blocks_reimport: bool = True) -> dict[str, int]:
    """Erase records or whole entities for good: keys, values, journal; a tombstone answers 410 and blocks re-import.

    An entity's id is that of a record, so tombstones of records are enough: where others remain, they elect anew.
    """
    resolver = prepare(writer)
    records = _records_of(writer, ids)
    if not records:
        raise NotFound("Nothing with that id or name was found.")
    touched = _touched(records)
    writer.begin(EVERYTHING)
    writer.keys.erase(touched.ids)
    tombs = [
        {"id": id, "key": writer.keys.digest(id), "at": _now(), "blocks": blocks_reimport} for id in sorted(touched.ids)
    ]
    for part in batches(tombs):
        writer.store.transact(
            [
                ("UNWIND $rows AS row MERGE (t:Tombstone {id: row.id}) SET t += row", {"rows": part}),
                ("UNWIND $rows AS row MATCH (r:Record {id: row.id}) DELETE r", {"rows": part}),
                ("UNWIND $rows AS row MATCH (c:Change) WHERE c.entity = row.id DELETE c", {"rows": part}),
                (
                    "UNWIND $rows AS row MATCH (j:Judgement) WHERE j.left = row.id OR j.right = row.id DELETE j",
                    {"rows": part},
                ),
            ]
        )
    _keep_rows_known(writer, touched.rows)
    counts = resolver.recompute(touched, "erased")
    return _finish(writer, resolver, counts)


def _keep_rows_known(writer: Writer, rows: set[str]) -> None:
    """Where the record that stood for a row is gone, another of the row stands for it."""
    left: dict[str, list[Evidence]] = {}
    for record in writer.records.by_row(rows):
        left.setdefault(record.row_id, []).append(record)
    standing = writer.store.read(
        "UNWIND $rows AS row MATCH (r:Record {row_id: row}) WHERE r.raw IS NOT NULL RETURN DISTINCT r.row_id AS row",
        rows=sorted(rows),
    )
    for row in standing:
        left.pop(row["row"], None)
    writer.records.set_raw({min(record.id for record in records): UNSETTLED for records in left.values()})


def find_person(writer: Writer, name: str) -> list[str]:
    """Records whose sealed values name a person (case does not matter)."""
    wanted = name.casefold().strip()
    found = []
    for row in writer.store.read("MATCH (r:Record) WHERE r.sealed IS NOT NULL RETURN DISTINCT r.id AS id ORDER BY id"):
        for record in writer.records.by_id([row["id"]]):
            texts = [text for values in writer.records.private(record).values() for text in values]
            if any(wanted in text.casefold() for text in texts):
                found.append(record.id)
                break
    return found


def _decided(writer: Writer, statement: str, ids: Iterable[str], cause: str, **parameters: Any) -> dict[str, int]:
    prepare(writer)
    writer.begin(EVERYTHING)
    before = writer.records.by_id(ids)
    writer.store.write(statement, **parameters)
    resolver = make_resolver(writer)  # decisions on themes are read when it is made
    together = {record.entity for record in before if record.entity}
    members = writer.records.by_entity(together)
    counts = resolver.recompute(_touched([*before, *members]), cause)
    return _finish(writer, resolver, counts)


def _finish(writer: Writer, resolver: Resolver, counts: dict[str, int]) -> dict[str, int]:
    geography.update(writer.store, resolver.touched_entities or None)
    writer.done(EVERYTHING)
    writer.bump()
    return counts


def _touched(records: Iterable[Evidence]) -> Touched:
    touched = Touched()
    for record in records:
        touched.ids.add(record.id)
        touched.blocks.add(record.block)
        touched.rows.add(record.row_id)
        if record.entity:
            touched.entities.add(record.entity)
    return touched


def _records_of(writer: Writer, ids: Iterable[str]) -> list[Evidence]:
    wanted = list(ids)
    return [*writer.records.by_entity(wanted), *writer.records.by_id(wanted)]


def _record(writer: Writer, id: str) -> str:
    """The record that an id names; an entity's id is that of its electing record."""
    if writer.records.by_id([id]):
        return id
    raise NotFound(f"There is nothing with the id {id}.", hint="See `quartiersgraph merges list`.")


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
