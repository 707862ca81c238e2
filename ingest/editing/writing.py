"""Making an edit, and taking it back: records come or go, and what they touch is computed again."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graph import geography
from graph.evidence import evidence
from graph.view import View
from graph.writer import Writer
from ingest.concepts import REFUSES
from ingest.editing.draft import SOURCE, Draft, Trouble, WordedProblem, checked, note, refuse
from ingest.editing.ends import ways
from ingest.editing.reading import Read, read
from ingest.editing.revision import Base, refuse_stale
from ingest.edits import TRUST
from ingest.matching.clusters import pair
from ingest.persons import Persons
from ingest.pipeline import prepare
from ingest.resolve import Touched
from schema.entity import MADE, REPLACES, ranked
from schema.errors import BadRequest, Conflict, NotFound
from schema.record import MENTION_AMENDS, Evidence, Record, Version, opaque

EVERYTHING = "*"
MOST_TIES = 30  # records of a thing to which an edit is tied: it stays with the thing when one of its sources goes


@dataclass(frozen=True, slots=True)
class Made:
    """An edit that was made: its id, the id of its thing, and notes as (property, code of texts.yaml)."""

    edit: str
    entity: str
    notes: list[tuple[str, str]]


def make(writer: Writer, draft: Draft, base: Base | None = None, *, lang: str = "de") -> Made:
    """Make an edit of a thing, or a new thing. Raises BadRequest that names each property and its remedy.

    `base` is the state on which an edit of a thing rests; another state now raises Conflict that tells what changed.
    """
    view = View(writer.store, "network")
    if draft.id is not None and base is not None:
        refuse_stale(view, draft.id, base, lang)
    refuse(checked(draft, writer.model), lang)
    found, troubles = ways(view, draft)
    refuse(troubles, lang)
    key = f"edit|{secrets.token_hex(8)}"
    name = draft.values.get("name") or [str(view.names([draft.id])[draft.id]["name"])] if draft.id else ["?"]
    done = read(draft, found, (draft.values.get("name") or name)[0], writer.model, key, writer.keys.digest)
    refuse(done.troubles, lang)
    at = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
    for record in done.records:
        record.features[MADE] = {"at": at}
    subject = done.records[0]
    subject.features[MADE] |= {"what": draft.what} | _words(draft)
    members = writer.records.by_entity({*done.ends.values()})
    if draft.id is not None:
        _refuse_vain(done.records, lang)
        refuse(_outranked(writer, draft, subject, [m for m in members if m.entity == draft.id]), lang)
    _store(writer, done, draft, members)
    entity = writer.records.entities_of([subject.id])[subject.id]
    return Made(opaque(SOURCE, key), str(entity), done.notes)


def undo(writer: Writer, edit: str, *, lang: str = "de") -> str | None:
    """Take an edit back; returns the id of the thing that it was about (None: it is gone). Raises NotFound, Conflict."""
    records = [record for record in writer.records.by_row([edit]) if record.source == SOURCE]
    if not records:
        raise NotFound(f"There is no edit {edit}.", hint="See GET /api/edits or `quartiersgraph edits list`.")
    ids = {record.id for record in records}
    _refuse_stood_on(writer, records, ids, lang)
    resolver = prepare(writer)
    entities = {record.entity for record in records if record.entity}
    about = next((r.entity for r in records if MADE in r.features and "what" in r.features[MADE]), None)
    touched = Touched(entities=entities)
    for record in [*records, *writer.records.by_entity(entities)]:
        touched.ids.add(record.id)
        touched.blocks.add(record.block)
        touched.rows.add(record.row_id)
    writer.begin(EVERYTHING)
    writer.records.delete([Version(r.id, r.row_id, r.hash, r.since, r.gone) for r in records])
    writer.store.write(
        "MATCH (j:Judgement {kind: 'edit'}) WHERE j.left IN $ids OR j.right IN $ids DELETE j", ids=sorted(ids)
    )
    resolver.recompute(touched, f"edit {edit} undone")
    writer.keys.erase(ids)
    _finish(writer, resolver.touched_entities)
    left = writer.records.by_entity([about]) if about else []
    return about if left else None


def _store(writer: Writer, done: Read, draft: Draft, members: list[Evidence]) -> None:
    resolver = prepare(writer)
    writer.begin(EVERYTHING)
    title = {"title": SOURCE, "trust": TRUST, "id": opaque("source", SOURCE)}
    writer.put_source(SOURCE, {**title, "observed": max(draft.observed, _observed(writer))})
    writer.store.write(PUT_TIES, rows=list(_ties(done, draft, members)))
    versions = [
        (evidence(record, writer.records.hash(record), draft.observed, None), record.private) for record in done.records
    ]
    resolver.add(versions, f"edit {done.records[0].row_id}")
    _finish(writer, resolver.touched_entities)


def _finish(writer: Writer, touched: set[str]) -> None:
    geography.update(writer.store, touched or None)
    writer.done(EVERYTHING)
    writer.bump()


def _observed(writer: Writer) -> str:
    rows = writer.store.read("MATCH (s:Source {name: $name}) RETURN s.observed AS observed", name=SOURCE)
    return str(rows[0]["observed"] or "") if rows else ""


PUT_TIES = (
    "UNWIND $rows AS row MERGE (j:Judgement {id: row.id}) SET j.kind = 'edit', j.left = row.left, j.right = row.right, "
    "j.verdict = 'same', j.by = row.by, j.at = row.at"
)


def _ties(done: Read, draft: Draft, members: list[Evidence]) -> Iterable[dict[str, Any]]:
    """Each record that speaks of a thing which is known, with all that stand for the thing (the one of its id first)."""
    for record in done.records:
        thing = done.ends.get(record.id)
        if thing is None:
            continue
        standing = {m.id for m in members if m.entity == thing and m.mention != MENTION_AMENDS and m.id != thing}
        for other in [thing, *sorted(standing)][:MOST_TIES]:
            left, right = pair(record.id, other)
            at = record.features[MADE]["at"]
            yield {"id": f"{left}~{right}", "left": left, "right": right, "by": draft.by, "at": at}


def _words(draft: Draft) -> dict[str, str]:
    """Reason, source and who made it; persons are taken out of what is told, as of every text."""
    told = {"reason": draft.reason, "said": draft.said}
    return {name: Persons().redact(text)[0] or "…" for name, text in told.items()} | {"by": draft.by}


def _refuse_vain(records: list[Record], lang: str) -> None:
    subject = records[0]
    speaks = subject.features.get(REPLACES) or subject.features.get(REFUSES) or subject.values or subject.private
    if not speaks and not subject.concepts and len(records) == 1:
        raise BadRequest(note("nothing-changes", lang))


def _outranked(writer: Writer, draft: Draft, subject: Record, members: list[Evidence]) -> list[Trouble]:
    """The properties about which somebody of higher rank is heard: there the edit would change nothing."""
    own = evidence(subject, "", draft.observed, None)
    holding = ranked([*members, own], {**writer.trust(), SOURCE: TRUST})
    found = []
    for other in holding[: holding.index(own)]:
        for name in (*subject.features.get(REPLACES, ()), *(("last_verified",) if draft.what == "verify" else ())):
            links = any(link.type == name for link in other.links)
            if name in other.values or name in other.features.get(REPLACES, ()) or links:
                problem = WordedProblem("outranked", source=other.source, observed=other.since or "?")
                found.append(Trouble("address" if name == "LOCATED_AT" else name, problem))
    return found


def _refuse_stood_on(writer: Writer, records: list[Evidence], ids: set[str], lang: str) -> None:
    """A thing that was made here, and that later edits speak of, cannot be taken back before them."""
    if not any(record.mention != MENTION_AMENDS and record.features.get(MADE, {}).get("what") for record in records):
        return
    rows = writer.store.read(
        "MATCH (j:Judgement {kind: 'edit'}) WHERE j.left IN $ids OR j.right IN $ids RETURN j.left AS left, j.right AS right",
        ids=sorted(ids),
    )
    others = {id for row in rows for id in (row["left"], row["right"])} - ids
    later = {r.row_id for r in writer.records.by_id(others) if r.features.get(MADE)} - {r.row_id for r in records}
    if later:
        raise Conflict(note("stood-on", lang, n=str(len(later))))


__all__ = ["Made", "make", "undo"]
