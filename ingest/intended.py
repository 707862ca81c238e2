"""Two offerings that overlap on purpose: a person says so, may say why, and may take it back.

The word is a judgement on the two records that stand for the offerings, so it survives re-imports and merges, and travels
with `merges export`. It changes no entity.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from graph.writer import Writer
from ingest.matching.clusters import pair
from schema.errors import BadRequest, NotFound

KIND = "intended"
PUT = (
    "MERGE (j:Judgement {id: $id}) SET j.kind = $kind, j.left = $left, j.right = $right, j.verdict = 'intended', "
    "j.by = $by, j.reason = $reason, j.at = $at"
)


def mark_intended(writer: Writer, left: str, right: str, *, by: str, reason: str = "") -> str:
    """Say that two offerings are double on purpose; returns the judgement's id. Raises NotFound and BadRequest."""
    first, second = pair(_offering(writer, left), _offering(writer, right))
    if first == second:
        raise BadRequest("Both ids lead to the same offering.", hint="Name two different ones.")
    id = f"{KIND}-{first}~{second}"
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    writer.store.write(PUT, id=id, kind=KIND, left=first, right=second, by=by, reason=reason, at=at)
    writer.bump()
    return id


def unmark_intended(writer: Writer, left: str, right: str) -> None:
    """Take it back, whichever records of the two offerings it was said of. Raises NotFound."""
    ids = [_offering(writer, left), _offering(writer, right)]
    known = writer.store.read(
        "MATCH (j:Judgement) WHERE j.kind = $kind MATCH (a:Record {id: j.left}) MATCH (b:Record {id: j.right}) "
        "WHERE a.entity IN $ids AND b.entity IN $ids AND a.entity <> b.entity RETURN DISTINCT j.id AS id",
        kind=KIND,
        ids=ids,
    )
    if not known:
        raise NotFound("Nobody marked these two as intended.")
    writer.store.write("UNWIND $ids AS id MATCH (j:Judgement {id: id}) DELETE j", ids=[row["id"] for row in known])
    writer.bump()


def intended(store: Any) -> list[dict[str, Any]]:
    """The marked pairs: id, left and right as entities with their names, by whom, why and when."""
    rows: list[dict[str, Any]] = store.read(
        "MATCH (j:Judgement) WHERE j.kind = $kind MATCH (a:Record {id: j.left}) MATCH (b:Record {id: j.right}) "
        "MATCH (x:Entity {id: a.entity}) MATCH (y:Entity {id: b.entity}) "
        "RETURN DISTINCT j.id AS id, x.id AS left, x.name AS left_name, y.id AS right, y.name AS right_name, j.by AS by, "
        "j.reason AS reason, j.at AS at ORDER BY id",
        kind=KIND,
    )
    return rows


def _offering(writer: Writer, id: str) -> str:
    """The offering that an id means today, an alias or a record included."""
    rows = writer.store.read(
        "MATCH (r:Record {id: $id}) WHERE r.entity IS NOT NULL MATCH (e:Entity {id: r.entity}) "
        "RETURN DISTINCT e.id AS id, e.type AS type",
        id=id,
    )
    if not rows or rows[0]["type"] != "Offering":
        raise NotFound(f"There is no offering with the id {id}.", hint="Ask for overlaps and take the ids from there.")
    return str(rows[0]["id"])
