"""Where a single thing stands: the Quartiere and administrative areas that it lies in or applies to."""

from __future__ import annotations

from typing import Any

from graph.view import View

AREAS = (
    "MATCH (e:Entity {id: $id})-[:LOCATED_AT]->(:Place)-[w:WITHIN]->(a:Entity) "
    "RETURN a.id AS id, a.type AS type, a.name AS name, a.level AS level, w.share AS share, a.valid_until AS until"
)
CONCERNED = (
    "MATCH (e:Entity {id: $id})-[:CONCERNS]->(a:Entity) "
    "RETURN a.id AS id, a.type AS type, a.name AS name, a.level AS level, 1.0 AS share, a.valid_until AS until"
)


def areas_of(view: View, id: str) -> list[dict[str, Any]]:
    """[{id, type, name, level, share}]: Quartiere first, each area once with its largest share (0..1); ended areas are left out."""
    found: dict[str, dict[str, Any]] = {}
    for row in [*view.store.read(AREAS, id=id), *view.store.read(CONCERNED, id=id)]:
        known = found.get(row["id"])
        if row.pop("until") is None and (known is None or (row["share"] or 0) > (known["share"] or 0)):
            found[row["id"]] = row
    return sorted(found.values(), key=lambda row: (row["type"] != "Quartier", -(row["share"] or 0), str(row["name"])))
