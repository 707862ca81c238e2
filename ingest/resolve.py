"""From records to entities: recompute what a change touched, and nothing else.

`Resolver.recompute` takes the touched records, forms the clusters of their blocks, gives every record its entity, and
writes the entities whose records, names or targets changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from graph.evidence import HIDDEN
from graph.writer import Writer
from ingest.concepts import ConceptRules
from ingest.matching.clusters import Judgements, cluster, latest, pair
from schema.entity import DENIES, Entity, Trust, elect, merge
from schema.record import Evidence

BATCH = 20_000
CONCEPTS = ["Sector", "TargetGroup", "Theme"]


@dataclass(slots=True)
class Touched:
    """What a step changed: records by id, blocks they left or joined, entities they used to stand for, their rows."""

    ids: set[str] = field(default_factory=set)
    blocks: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    rows: set[str] = field(default_factory=set)  # whose other records may link to what is gone


class Resolver:
    """Keeps the entities of a store in step with its records."""

    def __init__(self, writer: Writer, concepts: ConceptRules) -> None:
        self._writer, self._records, self._concepts = writer, writer.records, concepts
        self.touched_entities: set[str] = set()
        self.changed_actors = False  # only then can there be new near cases

    def add(self, fresh: list[tuple[Evidence, dict[str, list[str]]]], cause: str) -> dict[str, int]:
        """Store records never seen before and compute what they touch, in one go (the fast way of a first import)."""
        evidence = [record for record, _ in fresh]
        members = [*self._closure({record.block for record in evidence}, {record.id for record in evidence}), *evidence]
        judgements = self._judgements()
        assigned = self._assign(members, judgements)
        for record in evidence:
            record.entity = assigned.get(record.id)
        self._records.create(fresh)
        new = {record.id for record in evidence}
        touched = Touched(new)
        return self._write(members, assigned, touched, {record.row_id for record in evidence}, cause, force=False)

    def recompute(self, touched: Touched, cause: str, *, force: bool = False) -> dict[str, int]:
        """Compute what depends on the touched records again; returns counts of created, changed and removed entities."""
        stored = self._records.by_id(touched.ids)
        blocks = touched.blocks | {record.block for record in stored}
        members = self._closure(blocks, touched.ids)
        assigned = self._assign(members, self._judgements())
        old = touched.entities | {record.entity for record in stored if record.entity}
        touched = Touched(touched.ids, blocks, old, touched.rows)
        return self._write(members, assigned, touched, set(), cause, force=force)

    def recompute_all(self, cause: str, *, force: bool = False) -> dict[str, int]:
        """Compute every entity again, in slices of whole blocks."""
        rows = self._writer.store.read(
            f"MATCH (r:Record) WHERE {HIDDEN} RETURN DISTINCT r.block AS block ORDER BY block"
        )
        total: dict[str, int] = defaultdict(int)
        for start in range(0, len(rows), BATCH):
            blocks = {row["block"] for row in rows[start : start + BATCH]}
            members = self._closure(blocks, set())
            touched = Touched({record.id for record in members}, blocks)
            for key, count in self.recompute(touched, cause, force=force).items():
                total[key] += count
        return dict(total)

    def orphans(self) -> set[str]:
        """Entities that no record stands behind any more (left by a crash)."""
        store = self._writer.store
        entities = {
            row["id"]
            for row in store.read("MATCH (e:Entity) WHERE NOT e.type IN $concepts RETURN e.id AS id", concepts=CONCEPTS)
        }
        return entities - {
            row["id"] for row in store.read(f"MATCH (r:Record) WHERE {HIDDEN} RETURN DISTINCT r.entity AS id")
        }

    def differences(self) -> list[str]:
        """Ids of entities that a full computation would write otherwise than they are stored (there should be none)."""
        rows = self._writer.store.read(f"MATCH (r:Record) WHERE {HIDDEN} RETURN DISTINCT r.block AS block")
        members = self._closure({row["block"] for row in rows}, set())
        assigned = self._assign(members, self._judgements())
        clusters = self._clusters(members, assigned)
        computed = {entity.id: entity.hash() for entity in self._merge(clusters, assigned)}
        stored = {
            row["id"]: row["hash"]
            for row in self._writer.store.read(
                "MATCH (e:Entity) WHERE NOT e.type IN $concepts RETURN e.id AS id, e.hash AS hash", concepts=CONCEPTS
            )
        }
        wrong = {id for id in stored.keys() | computed.keys() if stored.get(id) != computed.get(id)}
        moved = {record.id for record in members if record.entity != assigned[record.id]}
        return sorted(wrong | moved)

    def _judgements(self) -> Judgements:
        rows = self._writer.store.read(
            "MATCH (j:Judgement) WHERE j.kind IN ['pair', 'edit'] RETURN j.left AS left, j.right AS right, j.verdict AS verdict"
        )
        return Judgements(
            same=frozenset(pair(row["left"], row["right"]) for row in rows if row["verdict"] == "same"),
            different=frozenset(pair(row["left"], row["right"]) for row in rows if row["verdict"] == "different"),
        )

    def _closure(self, blocks: set[str], ids: set[str]) -> list[Evidence]:
        """Every version of every record in the blocks and in the blocks that people's judgements tie to them."""
        judgements = self._judgements()
        found: dict[tuple[str, str], Evidence] = {}
        open_blocks, seen_blocks, known = set(blocks), set[str](), set(ids)
        while open_blocks:
            for record in self._records.by_block(open_blocks):
                found[record.id, record.since] = record
                known.add(record.id)
            seen_blocks |= open_blocks
            partners = {other for a, b in judgements.same if (a in known) != (b in known) for other in (a, b)} - known
            known |= partners
            open_blocks = {record.block for record in self._records.by_id(partners)} - seen_blocks
        return list(found.values())

    def _assign(self, members: list[Evidence], judgements: Judgements) -> dict[str, str | None]:
        speaking = latest(members)
        trust = self._writer.trust()
        assigned: dict[str, str | None] = dict.fromkeys(speaking)
        for ids in cluster(speaking, judgements):
            entity = elect([speaking[id] for id in ids], trust)
            assigned.update(dict.fromkeys(ids, entity))
        return assigned

    def _write(
        self,
        members: list[Evidence],
        assigned: dict[str, str | None],
        touched: Touched,
        complete_rows: set[str],
        cause: str,
        *,
        force: bool,
    ) -> dict[str, int]:
        moved = {record.id: assigned[record.id] for record in members if record.entity != assigned[record.id]}
        old = touched.entities | {record.entity for record in members if record.id in moved and record.entity}
        self._records.assign(moved)
        changed = moved.keys() | touched.ids
        rows = ({record.row_id for record in members if record.id in changed} | touched.rows) - complete_rows
        siblings = [record for record in self._records.by_row(rows) if rows]
        clusters = self._clusters(members, assigned)
        wanted = {assigned[id] for id in changed if assigned.get(id)}
        wanted |= {assigned.get(record.id, record.entity) for record in siblings if _links_to(record, changed)}
        wanted |= old
        elsewhere = {id for id in wanted if id and id not in clusters}
        for record in self._records.by_entity(elsewhere):
            if assigned.get(record.id, record.entity) == record.entity and record.entity:
                clusters[record.entity].append(record)
        entities = self._merge({id: clusters[id] for id in wanted if id and clusters.get(id)}, assigned)
        gone = {id for id in old if not clusters.get(id)}
        self.touched_entities |= {entity.id for entity in entities} | gone
        return self._writer.put(entities, gone, cause, force=force)

    @staticmethod
    def _clusters(members: list[Evidence], assigned: dict[str, str | None]) -> defaultdict[str, list[Evidence]]:
        clusters: defaultdict[str, list[Evidence]] = defaultdict(list)
        for record in members:
            entity = assigned[record.id]
            if entity:
                clusters[entity].append(record)
        return clusters

    def _merge(self, clusters: dict[str, list[Evidence]], assigned: dict[str, str | None]) -> list[Entity]:
        targets = {to for records in clusters.values() for record in records for to in _targets(record)}
        entity_of = self._records.entities_of(targets - assigned.keys()) | assigned
        trust: Trust = self._writer.trust()
        model = self._writer.model
        merged = [
            merge(records, id=id, trust=trust, model=model, resolve=entity_of.get)
            for id, records in sorted(clusters.items())
        ]
        for entity in merged:
            self._concepts.derive(entity, clusters[entity.id])
        return merged


def _targets(record: Evidence) -> Iterator[str]:
    """The records that a record claims a relationship to, or denies one."""
    yield from (link.to for link in record.links)
    yield from (to for _, to in record.features.get(DENIES, ()))


def _links_to(record: Evidence, ids: Container[str]) -> bool:
    return any(to in ids for to in _targets(record))
