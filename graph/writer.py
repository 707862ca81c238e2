"""The Writer: everything that changes a store, under one lease, with a journal of what changed in each entity.

It stores what `ingest.resolve` computed. Each batch is one transaction that holds the entities, their relationships and
their `Change` nodes together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self

from graph.evidence import Records
from graph.geography import FOUND
from graph.lease import Lease
from graph.seal import KeyRing
from graph.store import Row, Store, batches
from graph.touching import now, touching
from schema.entity import Entity
from schema.model import Model, load_model
from schema.profiles import granted

# What was found in an address list: a rewrite of a place keeps it until it is looked up again.
UPDATE = (
    "UNWIND $rows AS row MATCH (e:Entity {id: row.id}) "
    f"WITH e, row, {', '.join(f'e.{name} AS {name}' for name in FOUND)} "
    f"SET e = row SET {', '.join(f'e.{name} = {name}' for name in FOUND)}"
)
# Computed by graph.geography from geometry, not by merging: a rewrite of an entity leaves them alone.
GEOGRAPHIC = "(type(r) = 'OVERLAPS' OR (type(r) = 'WITHIN' AND r.basis <> 'named'))"
KEEP = 1_000


class Writer:
    """Open with `with Writer(store, keys) as writer`; raises StoreBusy when somebody else is writing."""

    def __init__(self, store: Store, keys: KeyRing) -> None:
        self.store, self.keys = store, keys
        self.records = Records(store, keys)
        self.model: Model = load_model()
        self._lease = Lease(store)
        self._telling = sorted({profile.grant.over for profile in granted() if profile.grant is not None})

    def __enter__(self) -> Self:
        self._lease.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lease.release()

    def keep(self) -> None:
        """Keep the lease through long work."""
        self._lease.take()

    # sources, snapshots, and what a crash left undone

    def trust(self) -> dict[str, int]:
        """How much each source is trusted (0..100)."""
        return {
            row["name"]: row["trust"]
            for row in self.store.read("MATCH (s:Source) RETURN s.name AS name, s.trust AS trust")
        }

    def put_source(self, name: str, properties: dict[str, Any]) -> None:
        """Create or update a source's own description."""
        self.store.write("MERGE (s:Source {name: $name}) SET s += $properties", name=name, properties=properties)

    def snapshots(self, source: str) -> list[Row]:
        """The snapshots of a source: observed, file hash, complete; in order of `observed`."""
        return self.store.read(
            "MATCH (s:Snapshot {source: $source}) RETURN s.observed AS observed, s.file AS file, s.complete AS complete "
            "ORDER BY observed",
            source=source,
        )

    def put_snapshot(self, source: str, observed: str, file: str, *, complete: bool) -> None:
        self.store.write(
            "MERGE (s:Snapshot {source: $source, observed: $observed}) SET s.file = $file, s.complete = $complete",
            source=source,
            observed=observed,
            file=file,
            complete=complete,
        )

    def begin(self, scope: str) -> None:
        """Note that work on `scope` (a source, or '*') has begun: until `done`, it is computed again at the next opening."""
        self._lease.take()
        self.store.write("MERGE (p:Pending {scope: $scope})", scope=scope)

    def done(self, scope: str) -> None:
        self.store.write("MATCH (p:Pending {scope: $scope}) DELETE p", scope=scope)

    def pending(self) -> list[str]:
        """Scopes whose work was cut off."""
        return [row["scope"] for row in self.store.read("MATCH (p:Pending) RETURN p.scope AS scope ORDER BY scope")]

    def meta(self, key: str) -> Any:
        return self.store.read("MATCH (s:Store {id: 'store'}) RETURN s[$key] AS value", key=key)[0]["value"]

    def set_meta(self, **values: Any) -> None:
        self.store.write("MATCH (s:Store {id: 'store'}) SET s += $values", values=values)

    def bump(self) -> None:
        """Tell every reader that caches (places, search) that the graph has changed."""
        self.store.write("MATCH (s:Store {id: 'store'}) SET s.revision = coalesce(s.revision, 0) + 1")

    # entities

    def put(
        self, entities: Iterable[Entity], gone: Iterable[str], cause: str, *, force: bool = False
    ) -> dict[str, int]:
        """Write computed entities, remove those that are no more, journal both; returns created/changed/removed counts.

        `force` rewrites even what seems unchanged: after a crash a node may stand without its relationships.
        """
        self._lease.take()
        wanted = {entity.id: entity for entity in entities}
        removed = set(gone) - set(wanted)
        stored = self._stored([*wanted, *removed])
        fresh = [e for e in wanted.values() if e.id not in stored]
        changed = [e for e in wanted.values() if e.id in stored and (force or stored[e.id]["hash"] != e.hash())]
        relabelled = [e for e in changed if sorted(stored[e.id]["labels"]) != sorted(e.labels)]
        changes = self._changes([*fresh, *changed], removed & set(stored), stored, cause)
        for statement in touching(self._forsaken(changed, removed & set(stored)) - changes.keys(), cause):
            self.store.transact([statement])
        incoming = self._recreate(relabelled)
        self._create([*fresh, *relabelled], changes)
        self._update([e for e in changed if e not in relabelled], changes)
        self._relate([*fresh, *changed])
        self._restore(incoming)
        self._remove(removed & set(stored), changes)
        return {"created": len(fresh), "changed": len(changes) - len(fresh), "removed": len(removed & set(stored))}

    def _stored(self, ids: list[str]) -> dict[str, Row]:
        found: dict[str, Row] = {}
        for part in batches([{"id": id} for id in sorted(ids)]):
            rows = self.store.read(
                "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.type AS type, e.hash AS hash, labels(e) AS labels",
                ids=[row["id"] for row in part],
            )
            found.update({row["id"]: row for row in rows})
        return found

    def _forsaken(self, entities: list[Entity], removed: set[str]) -> set[str]:
        """Whom a relationship that says something of its target (who provides an offering) will not lead to any more."""
        keeps = {(entity.id, relation.type, relation.to) for entity in entities for relation in entity.relationships}
        lost: set[str] = set()
        for name in self._telling:
            ids = [e.id for e in entities if self.model.is_a(e.type, self.model.edges[name].sources[0])]
            for part in batches([{"id": id} for id in sorted({*ids, *removed})]):
                for row in self.store.read(
                    f"UNWIND $ids AS id MATCH (a:Entity {{id: id}})-[:{name}]->(b:Entity) RETURN id, b.id AS to",
                    ids=[row["id"] for row in part],
                ):
                    if (row["id"], name, row["to"]) not in keeps:
                        lost.add(row["to"])
        return lost

    def _create(self, entities: list[Entity], changes: dict[str, Row]) -> None:
        by_labels: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
        for entity in sorted(entities, key=lambda entity: entity.id):
            by_labels[entity.labels].append(entity)
        for labels, group in sorted(by_labels.items()):
            create = f"UNWIND $rows AS row CREATE (e:{':'.join(labels)}) SET e = row"
            for part in batches([{**entity.properties, "hash": entity.hash()} for entity in group]):
                self.store.transact([(create, {"rows": part}), _journal(part, changes)])

    def _update(self, entities: list[Entity], changes: dict[str, Row]) -> None:
        for part in batches([{**entity.properties, "hash": entity.hash()} for entity in entities], KEEP):
            self.store.transact(
                [
                    (UPDATE, {"rows": part}),
                    (
                        f"UNWIND $rows AS row MATCH (e:Entity {{id: row.id}})-[r]->() WHERE NOT {GEOGRAPHIC} DELETE r",
                        {"rows": [{"id": row["id"]} for row in part]},
                    ),
                    _journal(part, changes),
                ]
            )

    def _relate(self, entities: list[Entity]) -> None:
        by_type: dict[str, list[Row]] = defaultdict(list)
        for entity in entities:
            for relation in entity.relationships:
                by_type[relation.type].append(
                    {"from": entity.id, "to": relation.to, "properties": dict(relation.properties)}
                )
        for type_, rows in sorted(by_type.items()):
            rows.sort(key=lambda row: (row["from"], row["to"]))
            for part in batches(rows):
                self.store.write(
                    "UNWIND $rows AS row MATCH (a:Entity {id: row.from}) MATCH (b:Entity {id: row.to}) "
                    f"CREATE (a)-[r:{type_}]->(b) SET r = row.properties",
                    rows=part,
                )

    def _recreate(self, entities: list[Entity]) -> list[Row]:
        """Labels cannot change in place on the embedded engine: remove, and remember what pointed here."""
        incoming: list[Row] = []
        for entity in entities:
            incoming += self.store.read(
                "MATCH (a:Entity)-[r]->(b:Entity {id: $id}) RETURN a.id AS from, b.id AS to, type(r) AS type, properties(r) AS properties",
                id=entity.id,
            )
            self.store.write("MATCH (e:Entity {id: $id}) DETACH DELETE e", id=entity.id)
        return incoming

    def _restore(self, incoming: list[Row]) -> None:
        for row in incoming:
            self.store.write(
                "MATCH (a:Entity {id: $a}) MATCH (b:Entity {id: $b}) "
                f"MERGE (a)-[r:{row['type']}]->(b) SET r = $properties",
                a=row["from"],
                b=row["to"],
                properties=row["properties"],
            )

    def _remove(self, ids: set[str], changes: dict[str, Row]) -> None:
        for part in batches([{"id": id} for id in sorted(ids)], KEEP):
            self.store.transact(
                [
                    ("UNWIND $rows AS row MATCH (e:Entity {id: row.id}) DETACH DELETE e", {"rows": part}),
                    _journal(part, changes),
                ]
            )

    def _changes(self, written: list[Entity], removed: set[str], stored: dict[str, Row], cause: str) -> dict[str, Row]:
        at = now()
        after: dict[str, str | None] = {entity.id: entity.hash() for entity in written} | dict.fromkeys(removed)
        types = {entity.id: entity.type for entity in written} | {id: stored[id]["type"] for id in removed}
        before = {id: stored[id]["hash"] if id in stored else None for id in after}
        return {
            id: {"entity": id, "type": types[id], "cause": cause, "before": before[id], "after": after[id], "at": at}
            for id in after
            if before[id] != after[id]
        }


def _journal(rows: list[Row], changes: dict[str, Row]) -> tuple[str, dict[str, Any]]:
    return "UNWIND $rows AS row CREATE (c:Change) SET c = row", {
        "rows": [changes[row["id"]] for row in rows if row["id"] in changes]
    }
