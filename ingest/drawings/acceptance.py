"""An accepted drawing becomes evidence: a row of a source of its own, on the way of every other row.

So it can be dropped and restored with its source, merged, erased, exported and backed up. Each acceptance is a snapshot of
that day which keeps every row before it.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from graph import geography
from graph.store import Row
from graph.view import View
from graph.writer import Writer
from ingest.drawings.proposals import proposal, remove
from ingest.mapping import SheetMapping, load
from ingest.matching.judged import PUT_PAIR, on_pair
from ingest.persons import Persons
from ingest.pipeline import prepare
from ingest.quality import Counts
from ingest.rows import RowReader, RowResult
from ingest.snapshot import Snapshot
from schema.errors import BadRequest, Gone, NotFound
from schema.record import Record, opaque

SOURCE = "Gezeichnete Umrisse"
TRUST = 40  # below every list: a drawing names a Quartier and says nothing else of it
HEAVIEST = 100.0


def accept(writer: Writer, id: str, *, licence: str, today: dt.date, weight: float = 1.0) -> dict[str, object]:
    """Make a proposal evidence; {outline (its id), quartier, created}. Raises NotFound, BadRequest."""
    found = proposal(writer.store, id)
    if not 0 < weight <= HEAVIEST:
        raise BadRequest(f"{weight} is no weight.", hint=f"Use more than 0 and at most {HEAVIEST:.0f}; 1 is usual.")
    if writer.store.read("MATCH (s:Source {name: $name}) WHERE s.dropped RETURN s.name AS name", name=SOURCE):
        raise BadRequest(f"The source {SOURCE} was dropped.", hint=f'First: quartiersgraph sources restore "{SOURCE}".')
    heads = writer.records.heads(SOURCE)
    read = _read(writer, found, weight, len(heads) + 1)
    writer.put_source(SOURCE, {"title": SOURCE, "licence": licence, "trust": TRUST, "id": opaque("source", SOURCE)})
    _tie(writer, found, read)
    counts = _snapshot(writer, today, found["id"], keep=set(heads), add=read.records)
    remove(writer.store, id)
    outline = next(record.id for record in read.records if record.type == "Outline")
    return {"outline": outline, "quartier": found["name"], "created": counts.created}


def withdraw(writer: Writer, outline: str, *, today: dt.date) -> dict[str, object]:
    """Take an acceptance back: from today on the source does not say it any more. Raises NotFound."""
    rows = {record.row_id for record in writer.records.by_id([outline]) if record.source == SOURCE}
    heads = {row for row, raw in writer.records.heads(SOURCE).items() if raw is not None}
    if not rows & heads:
        raise NotFound(f"{outline} is no accepted drawing.", hint="Only drawings can be withdrawn.")
    counts = _snapshot(writer, today, f"without {outline}", keep=heads - rows, add=[])
    return {"outline": outline, "vanished": counts.vanished}


def _snapshot(writer: Writer, today: dt.date, digest: str, *, keep: set[str], add: list[Record]) -> Counts:
    resolver, observed = prepare(writer), today.isoformat()
    writer.begin(SOURCE)
    writer.put_source(SOURCE, {"observed": observed})
    snapshot = Snapshot(writer, resolver, SOURCE, observed)
    writer.put_snapshot(SOURCE, observed, digest, complete=False)
    for row in sorted(keep):
        snapshot.keep(row)
    snapshot.add(add)
    counts = snapshot.finish()
    writer.put_snapshot(SOURCE, observed, digest, complete=True)
    writer.done(SOURCE)
    geography.update(writer.store, resolver.touched_entities)
    writer.bump()
    return counts


def _read(writer: Writer, found: Row, weight: float, number: int) -> RowResult:
    cells = {
        "quartier": found["name"],
        "drawn_by": found["drawn_by"],
        "drawn_on": found["drawn_on"],
        "geometry": found["geometry"],
        "weight": weight,
    }
    reader = RowReader(_mapping(), SOURCE, None, lambda known: Persons(known), writer.keys.digest)
    read = reader.read(cells, number, f"drawn|{found['id']}")
    if not any(record.type == "Outline" for record in read.records):
        raise BadRequest("The proposal cannot be read.", hint="; ".join(str(one.problem) for one in read.problems))
    return read


def _tie(writer: Writer, found: Row, read: RowResult) -> None:
    """Drawn for a Quartier that was chosen, not only named: whatever it is called by now, that is meant."""
    mention = next(record for record in read.records if record.type == "Quartier")
    if not found["quartier"]:
        return
    try:
        meant = View(writer.store).resolve(found["quartier"])
    except (NotFound, Gone):
        return  # it is gone since: its name makes it anew
    if meant != mention.id:
        reason = "drawn for this Quartier"
        writer.store.write(PUT_PAIR, **on_pair(mention.id, meant, "same", by=SOURCE, reason=reason))


@cache
def _mapping() -> SheetMapping:
    (mapping,) = load(Path(__file__).with_name("mapping.yaml"))
    return mapping
