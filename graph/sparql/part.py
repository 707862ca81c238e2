"""A view narrowed to some things: what the mapping says of them alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.evidence import HIDDEN
from graph.store import Store, batches
from graph.view import View

RECORDS = (
    f"UNWIND $ids AS id MATCH (r:Record {{entity: id}}) WHERE {HIDDEN} "
    "RETURN r.id AS id, r.entity AS entity, r.source AS source, r.sheet AS sheet, r.row AS row, "
    "r.observed AS observed, r.since AS since, r.gone AS gone ORDER BY id, since"
)


class PartView(View):
    """The things of these ids with their relationships both ways, their evidence and their former ids."""

    def __init__(self, store: Store, visibility: str, ids: frozenset[str]) -> None:
        super().__init__(store, visibility)
        self._ids = ids

    def entities(self, type: str | None = None) -> Iterator[dict[str, Any]]:
        return (thing for thing in self.chosen(self._ids) if type is None or thing["type"] == type)

    def relationships(self) -> Iterator[dict[str, Any]]:
        types = {thing["id"]: thing["type"] for thing in self.entities()}
        found: list[dict[str, Any]] = []
        for id, relations in self.relations_of(self._ids).items():
            for relation in relations:
                if relation["direction"] == "in" and relation["id"] in self._ids:
                    continue  # told from the other end
                ends = [(id, types[id]), (relation["id"], relation["entity_type"])]
                (start, start_type), (end, end_type) = ends if relation["direction"] == "out" else ends[::-1]
                found.append(
                    {"type": relation["type"], "from": start, "to": end, "from_type": start_type, "to_type": end_type}
                    | {"properties": relation["properties"]}
                )
        yield from sorted(found, key=lambda row: (row["from"], row["type"], row["to"], str(row["properties"])))

    def records(self) -> Iterator[dict[str, Any]]:
        types = {thing["id"]: thing["type"] for thing in self.entities()}
        rows = [row for part in self._parts() for row in self.store.read(RECORDS, ids=part)]
        for row in sorted(rows, key=lambda row: (row["id"], row["since"])):
            yield {**row, "entity_type": types.get(row["entity"])}

    def aliases(self) -> Iterator[dict[str, Any]]:
        pairs = {(r["id"], r["entity"], r["entity_type"]) for r in self.records() if r["id"] != r["entity"]}
        yield from ({"alias": alias, "id": id, "entity_type": type} for alias, id, type in sorted(pairs))

    def _parts(self) -> Iterator[list[str]]:
        for part in batches([{"id": id} for id in sorted(self._ids)]):
            yield [row["id"] for row in part]
