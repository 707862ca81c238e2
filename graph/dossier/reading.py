"""What the parts of a dossier ask of the store: ids only; what is said of them comes through the view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.store import batches
from graph.view import View

HOLDS = "coalesce(e.known_since, '') <= $known AND coalesce(e.ended, '~') > $known"
HOLDING = f"UNWIND $ids AS id MATCH (e:Entity {{id: id}}) WHERE {HOLDS} RETURN e.id AS id"
HERE = f"""
UNWIND $areas AS area
MATCH (:Entity {{id: area.id}})<-[w:WITHIN]-(p:Place)<-[:LOCATED_AT]-(e:Entity)
WHERE (area.direct OR w.basis = 'named') AND e.type = $type AND {HOLDS}
RETURN e.id AS id, p.id AS place, coalesce(w.share, 1.0) * area.share AS share
ORDER BY id, place, share
"""
CONCERNING = f"""
UNWIND $areas AS area
MATCH (:Entity {{id: area.id}})<-[:CONCERNS]-(e:Entity) WHERE e.type = $type AND {HOLDS}
RETURN DISTINCT e.id AS id, null AS place, null AS share
ORDER BY id
"""


def holding(view: View, ids: Iterable[str], known: str) -> set[str]:
    """Those of the ids that were known at that date and had not ended."""
    found: set[str] = set()
    for part in batches([{"id": id} for id in sorted(set(ids))]):
        found |= {row["id"] for row in view.store.read(HOLDING, ids=[row["id"] for row in part], known=known)}
    return found


def things_here(view: View, type: str, areas: list[Mapping[str, Any]], known: str) -> list[dict[str, Any]]:
    """Things of a type located in the areas or concerning them, as rows like those of answers."""
    rows: dict[str, dict[str, Any]] = {}
    for statement in (HERE, CONCERNING):
        for row in view.store.read(statement, areas=areas, type=type, known=known):
            kept = rows.setdefault(row["id"], {"id": row["id"], "place": None})
            if row["place"] and not kept["place"]:
                kept["place"] = {"id": row["place"]}
            if row["share"] is not None:
                kept["within"] = max(kept.get("within", 0.0), round(float(row["share"]), 4))
    places = {row["place"]["id"] for row in rows.values() if row["place"]}
    names, evidence = view.names({*rows, *places}), view.evidence(rows)
    for row in rows.values():
        row |= {"type": type, "name": names.get(row["id"], {}).get("name"), "evidence": evidence.get(row["id"], [])}
        if row["place"]:
            row["place"]["name"] = names.get(row["place"]["id"], {}).get("name")
    relate(view, list(rows.values()))
    return sorted(rows.values(), key=lambda row: (str(row["name"]).casefold(), row["id"]))


LINKS = {"ABOUT": "theme", "FOR": "target_group", "OPENS": "actor", "VOICED_BY": "actor"}


def relate(view: View, rows: list[dict[str, Any]]) -> None:
    """Add to rows what they are about, for whom, and who opens or voiced them, as lists of {id, name}."""
    relations = view.relations_of(row["id"] for row in rows)
    for row in rows:
        for relation in relations.get(row["id"], []):
            name = LINKS.get(relation["type"])
            if name:
                row.setdefault(name, []).append({"id": relation["id"], "name": relation["name"]})
