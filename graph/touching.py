"""Notes in the journal, in the transaction that makes the change, about things whose surroundings change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

TOUCH = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) CREATE (c:Change) SET c.entity = e.id, c.type = e.type, c.cause = $cause, "
    "c.before = e.hash, c.after = e.hash, c.at = $at"
)


def now() -> str:
    """This instant as the journal writes it: ISO, UTC, milliseconds."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")


def touching(ids: Iterable[str], cause: str) -> list[tuple[str, dict[str, Any]]]:
    """The statements (none or one) that note a change around things whose own claims stay as they are.

    Such as: which areas a place lies in, because an outline was drawn; who provides an offering, because somebody is gone.
    """
    chosen = sorted(set(ids))
    return [(TOUCH, {"ids": chosen, "cause": cause, "at": now()})] if chosen else []
