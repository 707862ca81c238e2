"""What the parts of a dossier ask of the store: ids only; what is said of them comes through the view."""

from __future__ import annotations

from collections.abc import Iterable

from graph.store import batches
from graph.view import View

HOLDS = "coalesce(e.known_since, '') <= $known AND coalesce(e.ended, '~') > $known"
HOLDING = f"UNWIND $ids AS id MATCH (e:Entity {{id: id}}) WHERE {HOLDS} RETURN e.id AS id"


def holding(view: View, ids: Iterable[str], known: str) -> set[str]:
    """Those of the ids that were known at that date and had not ended."""
    found: set[str] = set()
    for part in batches([{"id": id} for id in sorted(set(ids))]):
        found |= {row["id"] for row in view.store.read(HOLDING, ids=[row["id"] for row in part], known=known)}
    return found
