"""The journal, read: what changed when, in an order that a reader can go on from."""

from __future__ import annotations

from typing import NamedTuple

from graph.store import Store


class Change(NamedTuple):
    """One entry: when (ISO, UTC), which thing of which type (None in old entries), and whether it was removed."""

    at: str
    entity: str
    type: str | None
    removed: bool


Position = tuple[str, str]  # the instant and the thing of the last entry that was read
START: Position = ("", "")


def changes(store: Store, after: Position = START, limit: int = 1_000) -> list[Change]:
    """At most so many entries behind a position, oldest first."""
    rows = store.read(
        "MATCH (c:Change) WHERE c.at >= $at AND (c.at > $at OR c.entity > $entity) "
        "RETURN c.at AS at, c.entity AS entity, c.type AS type, c.after IS NULL AS removed ORDER BY at, entity LIMIT $limit",
        at=after[0],
        entity=after[1],
        limit=limit,
    )
    return [Change(row["at"], row["entity"], row["type"], row["removed"]) for row in rows]


def last(store: Store) -> str | None:
    """When something was last changed (ISO, UTC); None in an empty store."""
    found: str | None = store.read("MATCH (c:Change) RETURN max(c.at) AS at")[0]["at"]
    return found
