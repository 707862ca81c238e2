"""Near cases and decisions as people judge them: both sides with their values, sources and what differs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from graph.evidence import HIDDEN
from graph.store import Row, batches
from graph.view import View
from ingest.candidates import Candidate, candidates, homes_of
from ingest.decisions import judgements
from ingest.matching.profiles import Profile

UNSHOWN = frozenset({"search", "unlocated", "known_since", "ended", "students"})


def merges(view: View, lang: str = "de") -> dict[str, Any]:
    """Open candidates side by side, best first, and the judgements that can be undone."""
    return {"candidates": side_by_side(view, candidates(view.store), lang), "judgements": named_judgements(view)}


def side_by_side(view: View, found: Iterable[Candidate], lang: str = "de") -> list[dict[str, Any]]:
    """Each candidate with both sides' values (what the view may see) and the names of values that differ."""
    listed = list(found)
    sides = [side for candidate in listed for side in (candidate.left, candidate.right)]
    values = _values(view, {side.entity for side in sides if side.entity})
    about = _names_of_records(view, {side.about for side in sides if side.about})
    rows = []
    for candidate in listed:
        row = candidate.to_json(lang)
        for name, side in (("left", candidate.left), ("right", candidate.right)):
            row[name] |= _shown(side, values, about)
        left, right = row["left"]["values"], row["right"]["values"]
        row["differing"] = sorted(name for name in left.keys() & right.keys() if left[name] != right[name])
        rows.append(row)
    return rows


def _shown(side: Profile, values: dict[str, dict[str, Any]], about: dict[str, str]) -> dict[str, Any]:
    if side.entity:
        return {"values": values.get(side.entity, {})}
    return {"values": {"name": side.name}, "mentioned_in": about.get(side.about or "")}


def _values(view: View, entities: set[str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for part in batches([{"id": id} for id in sorted(entities)]):
        rows = view.store.read(
            "UNWIND $ids AS id MATCH (e:Entity {id: id}) OPTIONAL MATCH (e)-[:LOCATED_AT]->(p:Place) "
            "OPTIONAL MATCH (e)-[:RUN_BY]->(c:Actor) "
            "RETURN id, properties(e) AS p, collect(DISTINCT p.name) AS places, collect(DISTINCT c.name) AS carriers",
            ids=[row["id"] for row in part],
        )
        found.update({row["id"]: _visible(view, row) for row in rows})
    return found


def _visible(view: View, row: Row) -> dict[str, Any]:
    visible = view.model.visible(row["p"]["type"], view.visibility) - UNSHOWN
    values = {name: value for name, value in sorted(row["p"].items()) if name in visible and name not in ("id", "type")}
    places, carriers = sorted(filter(None, row["places"])), sorted(filter(None, row["carriers"]))
    return values | ({"address": places} if places else {}) | ({"carrier": carriers} if carriers else {})


def _names_of_records(view: View, records: set[str]) -> dict[str, str]:
    """The names of what records stand for."""
    homes = homes_of(view.store, records)
    names = view.names(entity for entity in homes.values() if entity)
    return {record: str(names[entity]["name"]) for record, entity in homes.items() if entity and entity in names}


def named_judgements(view: View) -> list[dict[str, Any]]:
    """Judgements on pairs and themes; pairs with the names of both sides, and whether a side is still awaited."""
    found = judgements(view.store)
    known = named_records(view, {id for row in found if row["kind"] == "pair" for id in (row["left"], row["right"])})
    for row in found:
        if row["kind"] == "pair":
            row["left_name"], row["right_name"] = (known.get(row[side], {}).get("name") for side in ("left", "right"))
            row["waiting"] = row["left"] not in known or row["right"] not in known
    return found


def named_records(view: View, records: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Record id -> {record, source, sheet, row, name}, for people to recognise it by."""
    found: dict[str, dict[str, Any]] = {}
    for part in batches([{"id": id} for id in sorted(set(records))]):
        for row in view.store.read(
            f"UNWIND $ids AS id MATCH (r:Record {{id: id}}) WHERE {HIDDEN} "
            "RETURN r.id AS record, r.source AS source, r.sheet AS sheet, r.row AS row, r.claims AS claims "
            "ORDER BY record, r.since",
            ids=[one["id"] for one in part],
        ):
            name = json.loads(row.pop("claims"))["values"].get("name", [None])[0]
            found[row["record"]] = {**row, "name": name}
    return found
