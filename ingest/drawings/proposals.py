"""Proposals: drawings that wait for an editor. They are nodes beside the graph, in no view and in no question.

A person's name never stays in one: what the drawer says of himself is redacted before it is stored.
"""

from __future__ import annotations

import datetime as dt
import secrets
import threading
from dataclasses import dataclass
from typing import Any

from graph.store import Row, Store
from graph.view import View
from ingest.drawings.check import Ground
from ingest.persons import Persons
from schema.errors import BadRequest, NotFound, TooMany
from schema.values import KINDS, ValueProblem

MOST_A_DAY, MOST_OPEN = 40, 200
LONGEST = 80  # letters of a name
FIELDS = (
    "p.id AS id, p.quartier AS quartier, p.name AS name, p.drawn_by AS drawn_by, p.drawn_on AS drawn_on, "
    "p.geometry AS geometry, p.area AS area, p.at AS at"
)
_LOCK = threading.Lock()  # counting and adding are one step, as far as this process goes


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a drawing: which Quartier (its id, or a new name), who they are, when it was drawn."""

    quartier: str | None
    name: str | None
    drawn_by: str | None
    drawn_on: str | None


def propose(store: Store, said: Said, ground: Ground, today: dt.date) -> Row:
    """Store a proposal; raises BadRequest, NotFound (no such Quartier), TooMany."""
    about = _about(store, said, today)
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    row = {"id": secrets.token_hex(8), **about, "geometry": ground.wkt, "area": round(ground.area), "at": now}
    with _LOCK:
        times = [one["at"] for one in store.read("MATCH (p:Proposal) RETURN p.at AS at")]
        if len(times) >= MOST_OPEN or sum(at[:10] == now[:10] for at in times) >= MOST_A_DAY:
            raise TooMany("Many outlines are waiting to be looked at.", hint="Please try again tomorrow.")
        store.write("CREATE (p:Proposal) SET p = $row", row=row)
    return row


def proposals(store: Store) -> list[Row]:
    """Every open proposal, oldest first."""
    return store.read(f"MATCH (p:Proposal) RETURN {FIELDS} ORDER BY at, id")


def proposal(store: Store, id: str) -> Row:
    """One open proposal; raises NotFound."""
    rows = store.read(f"MATCH (p:Proposal {{id: $id}}) RETURN {FIELDS}", id=id)
    if not rows:
        raise NotFound(f"There is no open proposal {id}.", hint="See `quartiersgraph outlines list`.")
    return rows[0]


def remove(store: Store, id: str) -> None:
    """Reject a proposal: nothing of it stays; raises NotFound."""
    proposal(store, id)
    store.write("MATCH (p:Proposal {id: $id}) DELETE p", id=id)


def _about(store: Store, said: Said, today: dt.date) -> dict[str, Any]:
    name, quartier = _redacted(said.name), None
    if said.quartier:
        view = View(store)
        quartier = view.resolve(said.quartier)
        (row,) = view.chosen([quartier])
        if row["type"] != "Quartier":
            raise NotFound(f"{said.quartier} is no Quartier.", hint="See /api/quartiere.")
        name = str(row["properties"]["name"])
    if not name:
        raise BadRequest(
            "The outline belongs to no Quartier.", hint="Choose one, or name a new one (no person's name)."
        )
    return {
        "quartier": quartier,
        "name": name,
        "drawn_by": _redacted(said.drawn_by),
        "drawn_on": _day(said.drawn_on, today),
    }


def _redacted(text: str | None) -> str | None:
    """A short text without persons and their addresses; None where nothing is left."""
    whole = " ".join((text or "").split())
    if len(whole) > LONGEST:
        raise BadRequest(f"{whole[:20]}… has {len(whole)} letters.", hint=f"Use at most {LONGEST}.")
    return Persons().redact(whole)[0] or None


def _day(text: str | None, today: dt.date) -> str:
    try:
        day = KINDS["date"].clean(text) if text else today.isoformat()
    except ValueProblem as problem:
        raise BadRequest(f"{text!r} is not a date.", hint="Write 2026-03-05, 2026-03 or 2026.") from problem
    if str(day) > today.isoformat():
        raise BadRequest(f"{day} has not come yet.", hint="When was it drawn?")
    return str(day)
