"""A View: the graph as somebody may see it. Nothing above its visibility leaves it, in any format.

Properties are filtered by the model's declarations, so a property nobody declared is never shown.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.conflicts import conflicts
from graph.evidence import FIELDS, HIDDEN, from_node
from graph.store import Row, Store, batches
from schema.entity import as_of, merge
from schema.errors import Gone, NotFound
from schema.model import Model, load_model
from schema.record import MENTION_AMENDS
from schema.values import fold

SPECIAL = ("id", "type")  # not declared, always shown
PAGE = 1_000
EVIDENCE = (
    "OPTIONAL MATCH (e:Entity {id: r.entity}) "
    "RETURN r.id AS id, r.entity AS entity, e.type AS entity_type, r.source AS source, r.sheet AS sheet, r.row AS row, "
    "r.observed AS observed, r.since AS since, r.gone AS gone ORDER BY id, since"
)
SMALL = 20_000
FIRST_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


class View:
    """Read-only. `visibility` is 'public', 'network' or 'private' (an editor's detail page only)."""

    def __init__(self, store: Store, visibility: str = "public") -> None:
        self.store, self.visibility = store, visibility
        self.model: Model = load_model()

    # streams for exports

    def entities(self, type: str | None = None) -> Iterator[dict[str, Any]]:
        """Every entity as {id, type, labels, properties}, in order of ids, streamed."""
        where = "AND e.type = $type" if type else ""
        for low, high in self._ranges():
            rows = self.store.stream(
                f"MATCH (e:Entity) WHERE e.id >= $low AND e.id < $high {where} RETURN properties(e) AS p ORDER BY e.id",
                low=low,
                high=high,
                type=type,
            )
            for row in rows:
                yield self._shown(row["p"])

    def relationships(self) -> Iterator[dict[str, Any]]:
        """Every relationship as {type, from, to, from_type, to_type, properties}, ordered by from, type, to."""
        for low, high in self._ranges():
            rows = self.store.stream(
                "MATCH (a:Entity)-[r]->(b:Entity) WHERE a.id >= $low AND a.id < $high "
                "RETURN type(r) AS type, a.id AS from, b.id AS to, a.type AS from_type, b.type AS to_type, properties(r) AS properties "
                "ORDER BY from, type, to",
                low=low,
                high=high,
            )
            yield from _tied(self._shown_relationship(row) for row in rows)

    def records(self) -> Iterator[dict[str, Any]]:
        """The evidence without its claims: who said something, where, and between which observations; by id."""
        for low, high in self._ranges():
            yield from self.store.stream(
                f"MATCH (r:Record) WHERE r.id >= $low AND r.id < $high AND r.entity IS NOT NULL AND {HIDDEN} {EVIDENCE}",
                low=low,
                high=high,
            )

    def aliases(self) -> Iterator[dict[str, Any]]:
        """The former and other ids of things as {alias, id}, by alias."""
        for low, high in self._ranges():
            yield from self.store.stream(
                f"MATCH (r:Record) WHERE r.id >= $low AND r.id < $high AND r.entity <> r.id AND {HIDDEN} "
                "OPTIONAL MATCH (e:Entity {id: r.entity}) "
                "RETURN DISTINCT r.id AS alias, r.entity AS id, e.type AS entity_type ORDER BY alias",
                low=low,
                high=high,
            )

    def changed(self, since: str) -> Iterator[dict[str, Any]]:
        """What changed since an instant (ISO, UTC) as {id, type, at}, by id; things that are gone are among them."""
        for low, high in self._ranges():
            yield from self.store.stream(
                "MATCH (c:Change) WHERE c.at >= $since AND c.entity >= $low AND c.entity < $high "
                "RETURN c.entity AS id, max(c.type) AS type, max(c.at) AS at ORDER BY id",
                since=since,
                low=low,
                high=high,
            )

    def having(
        self, type: str, types: Iterable[str], where: Mapping[str, Iterable[str]], words: Iterable[str]
    ) -> list[str]:
        """Ids, in order, of the things of a type that are of one of `types`, hold one of the codes of a property or have a
        name that begins with one of `words` (folded)."""
        label, visible = self.model.type(type).name, self.model.visible(type, self.visibility)
        names = [name for name in where if name in visible]  # both are names of the model, never a caller's text
        asked = ["e.type IN $types", *(f"any(code IN ${name} WHERE code IN e.{name})" for name in names)]
        asked.append("any(word IN $words WHERE e.search + ' ' STARTS WITH word + ' ')")
        rows = self.store.read(
            f"MATCH (e:{label}) WHERE {' OR '.join(asked)} RETURN e.id AS id ORDER BY id",
            types=sorted(types),
            words=sorted(words),
            **{name: sorted(where[name]) for name in names},
        )
        return [row["id"] for row in rows]

    def leading_to(self, edge: str, ids: Iterable[str]) -> list[tuple[str, str]]:
        """(from, to), in order: the relationships of a type that lead to one of the things."""
        found: list[tuple[str, str]] = []
        for part in batches([{"id": id} for id in sorted(set(ids))]):
            rows = self.store.read(
                f"UNWIND $ids AS id MATCH (b:Entity {{id: id}}) MATCH (b)<-[:{self.model.edge(edge).name}]-(a:Entity) "
                "RETURN a.id AS from, b.id AS to",
                ids=[row["id"] for row in part],
            )
            found += [(row["from"], row["to"]) for row in rows]
        return sorted(set(found))

    def sources(self) -> list[Row]:
        """Name, title, licence, attribution, address, trust and last observation of each source that is shown."""
        rows = self.store.read(
            "MATCH (s:Source) WHERE coalesce(s.dropped, false) = false RETURN properties(s) AS p ORDER BY s.name"
        )
        shown = {*self.model.visible("Source", self.visibility), "id", "name", "trust"}
        return [{name: value for name, value in sorted(row["p"].items()) if name in shown} for row in rows]

    def _ranges(self) -> list[tuple[str, str]]:
        """Slices of the id space, finer for large stores: the database sorts a slice at a time."""
        count = self.store.read("MATCH (e:Entity) RETURN count(e) AS n")[0]["n"]
        if count <= SMALL:
            return [("", "~")]
        letters = FIRST_LETTERS if count <= SMALL * 30 else [a + b for a in FIRST_LETTERS for b in FIRST_LETTERS]
        bounds = ["", *letters, "~"]
        return list(itertools.pairwise(bounds))

    def _shown(self, properties: Row) -> dict[str, Any]:
        kind = properties["type"]
        visible = self.model.visible(kind, self.visibility)
        kept = {name: value for name, value in sorted(properties.items()) if name in visible}
        return {"id": properties["id"], "type": kind, "labels": list(self.model.types[kind].labels), "properties": kept}

    def _shown_relationship(self, row: Row) -> dict[str, Any]:
        visible = self.model.visible(row["type"], self.visibility)
        row["properties"] = {name: value for name, value in sorted(row["properties"].items()) if name in visible}
        return row

    def ids(self) -> Iterator[tuple[str, str]]:
        """(id, type) of every entity, by id."""
        for low, high in self._ranges():
            for row in self.store.stream(
                "MATCH (e:Entity) WHERE e.id >= $low AND e.id < $high RETURN e.id AS id, e.type AS type ORDER BY id",
                low=low,
                high=high,
            ):
                yield row["id"], row["type"]

    def counts(self) -> dict[str, int]:
        """How many entities there are of each type."""
        rows = self.store.read("MATCH (e:Entity) RETURN e.type AS type, count(e) AS n ORDER BY type")
        return {row["type"]: row["n"] for row in rows}

    # single things

    def resolve(self, id: str) -> str:
        """The entity that an id means today (itself, or where an alias leads). Raises NotFound or Gone."""
        if self.store.read("MATCH (e:Entity {id: $id}) RETURN e.id AS id", id=id):
            return id
        if self.store.read("MATCH (t:Tombstone {id: $id}) RETURN t.id AS id", id=id):
            raise Gone(f"{id} was erased.")
        rows = self.store.read(
            f"MATCH (r:Record {{id: $id}}) WHERE {HIDDEN} AND r.entity IS NOT NULL RETURN r.entity AS entity LIMIT 1",
            id=id,
        )
        if not rows:
            raise NotFound(f"There is nothing with the id {id}.", hint="Search for its name.")
        return str(rows[0]["entity"])

    def record(self, id: str) -> list[Row]:
        """The versions of one record as `records` gives them. Raises NotFound or Gone."""
        rows = self.store.read(
            f"MATCH (r:Record {{id: $id}}) WHERE r.entity IS NOT NULL AND {HIDDEN} {EVIDENCE}", id=id
        )
        if not rows and self.store.read("MATCH (t:Tombstone {id: $id}) RETURN t.id AS id", id=id):
            raise Gone(f"{id} was erased.")
        if not rows:
            raise NotFound(f"There is no record with the id {id}.")
        return rows

    def entity(self, id: str, date: str | None = None) -> dict[str, Any]:
        """One entity with evidence, aliases and, per property, who says what; `date` shows it as of then."""
        found = self.resolve(id)
        stored = self._shown(self.store.read("MATCH (e:Entity {id: $id}) RETURN properties(e) AS p", id=found)[0]["p"])
        rows = self.store.read(
            f"MATCH (r:Record {{entity: $id}}) WHERE {HIDDEN} RETURN {FIELDS} ORDER BY id, since", id=found
        )
        records = [from_node(row) for row in rows]
        if date is not None and records:
            holding = as_of(records, date)
            if all(record.mention == MENTION_AMENDS for record in holding):
                raise NotFound(f"{stored['properties'].get('name', found)} was not known on {date}.")
            merged = merge(
                [_open(record) for record in holding],
                id=found,
                trust=self.trust(),
                model=self.model,
                resolve=lambda _: None,
            )
            stored = self._shown(merged.properties)
            records = holding
        visible = self.model.visible(stored["type"], self.visibility)
        claims: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for record in records:
            said = {"source": record.source, "sheet": record.sheet, "row": record.row, "observed": record.since or None}
            for name, values in record.values.items():
                if name in visible:
                    claims[name].append({"values": values, **said})
        declared = {n: prop for n, prop in self.model.types[stored["type"]].properties.items() if n in visible}
        return {
            **stored,
            "name": stored["properties"].get("name"),
            "aliases": sorted({r.id for r in records} - {found}),
            "evidence": _evidence(records),
            "claims": dict(sorted(claims.items())),
            "conflicts": conflicts(records, declared, self.trust(), self.names_of) if records else [],
        }

    def names_of(self, records: Iterable[str]) -> dict[str, str]:
        """Record id -> name of the entity that it stands for."""
        found: dict[str, str] = {}
        for part in batches([{"id": id} for id in sorted(set(records))]):
            rows = self.store.read(
                f"UNWIND $ids AS id MATCH (r:Record {{id: id}}) WHERE r.entity IS NOT NULL AND {HIDDEN} "
                "MATCH (e:Entity {id: r.entity}) RETURN DISTINCT r.id AS id, e.name AS name",
                ids=[row["id"] for row in part],
            )
            found.update({row["id"]: row["name"] for row in rows if row["name"]})
        return found

    def neighbours(self, id: str, limit: int = 200) -> list[dict[str, Any]]:
        """What an entity is related to, both ways: {type, direction, id, entity_type, name, properties}."""
        found = self.resolve(id)
        rows: list[dict[str, Any]] = []
        for pattern, direction in (("(a)-[r]->(b:Entity)", "out"), ("(a)<-[r]-(b:Entity)", "in")):
            for row in self.store.read(
                f"MATCH (a:Entity {{id: $id}}) MATCH {pattern} RETURN type(r) AS type, b.id AS id, b.type AS entity_type, "
                "b.name AS name, properties(r) AS properties ORDER BY type, id LIMIT $limit",
                id=found,
                limit=limit,
            ):
                rows.append(self._shown_relationship(row) | {"direction": direction})
        return rows

    def chosen(self, ids: Iterable[str]) -> Iterator[dict[str, Any]]:
        """The entities of those ids as {id, type, labels, properties}, in order of ids; unknown ones are left out."""
        for part in batches([{"id": id} for id in sorted(set(ids))]):
            rows = self.store.read(
                "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN properties(e) AS p ORDER BY id",
                ids=[row["id"] for row in part],
            )
            yield from (self._shown(row["p"]) for row in rows)

    def relations_of(
        self, ids: Iterable[str], types: Iterable[str] = (), direction: str | None = None
    ) -> dict[str, list[dict[str, Any]]]:
        """id -> its relationships, as `neighbours` gives them, for many ids at once.

        With `types` only those, with `direction` ('out' or 'in') only that way: a much used end is not read whole.
        """
        names = [self.model.edge(name).name for name in types]
        wanted = f":{'|'.join(names)}" if names else ""
        patterns = {"out": f"(a)-[r{wanted}]->(b:Entity)", "in": f"(a)<-[r{wanted}]-(b:Entity)"}
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for part in batches([{"id": id} for id in sorted(set(ids))]):
            for way in [direction] if direction else patterns:
                for row in self.store.read(
                    f"UNWIND $ids AS id MATCH (a:Entity {{id: id}}) MATCH {patterns[way]} RETURN a.id AS of, type(r) AS type, "
                    "b.id AS id, b.type AS entity_type, b.name AS name, properties(r) AS properties ORDER BY of, type, id",
                    ids=[row["id"] for row in part],
                ):
                    found[row.pop("of")].append(self._shown_relationship(row) | {"direction": way})
        return dict(found)

    def revision(self) -> int:
        """What a cache compares: it grows with every change of the graph."""
        rows = self.store.read("MATCH (s:Store {id: 'store'}) RETURN coalesce(s.revision, 0) AS revision")
        return int(rows[0]["revision"])

    def modified(self, ids: Iterable[str]) -> dict[str, str]:
        """id -> when the thing was last changed here (ISO, UTC), from the journal; things that it does not know are left out."""
        found: dict[str, str] = {}
        for part in batches([{"id": id} for id in sorted(set(ids))]):
            rows = self.store.read(
                "UNWIND $ids AS id MATCH (c:Change {entity: id}) RETURN c.entity AS id, max(c.at) AS at",
                ids=[row["id"] for row in part],
            )
            found.update({row["id"]: str(row["at"]) for row in rows})
        return found

    def names(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """id -> {id, type, name, name_en, last_verified} for many ids at once."""
        found: dict[str, dict[str, Any]] = {}
        for part in batches([{"id": id} for id in sorted(set(ids))]):
            rows = self.store.table(
                "UNWIND $ids AS id MATCH (e:Entity {id: id}) "
                "RETURN collect([e.id, e.type, e.name, e.label_en, e.last_verified]) AS rows",
                ("id", "type", "name", "name_en", "last_verified"),
                ids=[row["id"] for row in part],
            )
            found.update({row["id"]: row for row in rows})
        return found

    def evidence(self, ids: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        """id -> its evidence: {source, sheet, row, observed}, in a fixed order."""
        found: dict[str, list[Row]] = defaultdict(list)
        for part in batches([{"id": id} for id in sorted(set(ids))]):
            for row in self.store.read(
                f"UNWIND $ids AS id MATCH (r:Record {{entity: id}}) WHERE {HIDDEN} AND r.gone IS NULL "
                "RETURN r.entity AS entity, r.source AS source, r.sheet AS sheet, r.row AS row, r.observed AS observed",
                ids=[row["id"] for row in part],
            ):
                found[row.pop("entity")].append(row)
        return {id: distinct(rows) for id, rows in found.items()}

    def search(self, text: str, *, types: Iterable[str] = (), limit: int = 20) -> list[dict[str, Any]]:
        """Entities whose name or another name contains the text (any spelling of umlauts and case), best first."""
        wanted = fold(text).strip()
        if not wanted:
            return []
        rows = self.store.read(
            "MATCH (e:Entity) WHERE e.search CONTAINS $text AND (size($types) = 0 OR e.type IN $types) AND e.ended IS NULL "
            "RETURN e.id AS id, e.type AS type, e.name AS name, e.search AS search ORDER BY size(e.search), id LIMIT $limit",
            text=wanted,
            types=list(types),
            limit=limit * 3,
        )
        rows.sort(
            key=lambda row: (
                not row["search"].startswith(wanted),
                f" {wanted}" not in f" {row['search']}",
                len(row["search"]),
                row["id"],
            )
        )
        return [{"id": row["id"], "type": row["type"], "name": row["name"]} for row in rows[:limit]]

    def graph(self, ids: Iterable[str], *, depth: int = 1, limit: int = 300) -> dict[str, Any]:
        """The surroundings of entities for drawing: {nodes: […], relationships: […], truncated}."""
        seen: dict[str, None] = dict.fromkeys(self.resolve(id) for id in ids)
        frontier = list(seen)
        for _ in range(depth):
            rows = self.store.read(
                "UNWIND $ids AS id MATCH (a:Entity {id: id})-[r]-(b:Entity) WHERE NOT type(r) IN ['BROADER', 'IN_SECTOR'] "
                "RETURN DISTINCT b.id AS id ORDER BY id LIMIT $limit",
                ids=frontier,
                limit=limit * 2,
            )
            frontier = [row["id"] for row in rows if row["id"] not in seen]
            seen |= dict.fromkeys(frontier)
        kept = list(seen)[:limit]
        nodes = self.store.read("UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN properties(e) AS p", ids=kept)
        relations = self.store.read(
            "UNWIND $ids AS id MATCH (a:Entity {id: id})-[r]->(b:Entity) WHERE b.id IN $ids "
            "RETURN type(r) AS type, a.id AS from, b.id AS to, properties(r) AS properties",
            ids=kept,
        )
        return {
            "nodes": sorted((self._drawn(row["p"]) for row in nodes), key=lambda node: str(node["id"])),
            "relationships": sorted(
                (self._shown_relationship(row) for row in relations), key=lambda r: (r["from"], r["type"], r["to"])
            ),
            "truncated": len(seen) > limit,
        }

    def _drawn(self, properties: Row) -> dict[str, Any]:
        shown = self._shown(properties)
        return {
            "id": shown["id"],
            "type": shown["type"],
            "name": shown["properties"].get("name"),
            "kinds": shown["properties"].get("kinds", []),
        }

    def trust(self) -> dict[str, int]:
        """How much each source is trusted (0..100)."""
        return {
            row["name"]: row["trust"]
            for row in self.store.read("MATCH (s:Source) RETURN s.name AS name, s.trust AS trust")
        }


def _open(record: Any) -> Any:
    """As of a date, what held then is what holds."""
    record.gone = None
    return record


def _evidence(records: Iterable[Any]) -> list[dict[str, Any]]:
    return distinct(
        [
            {"source": r.source, "sheet": r.sheet, "row": r.row, "observed": r.since or None}
            for r in records
            if r.gone is None
        ]
    )


def distinct(rows: list[Row]) -> list[dict[str, Any]]:
    unique = {(row["source"], row["sheet"] or "", row["row"] or 0, row["observed"] or ""): row for row in rows}
    return [unique[key] for key in sorted(unique)]


def _tied(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Parallel relationships (same type and ends) in a fixed order too: the database orders only by ends."""
    held: list[dict[str, Any]] = []
    for row in rows:
        if held and (held[0]["from"], held[0]["type"], held[0]["to"]) != (row["from"], row["type"], row["to"]):
            yield from sorted(held, key=lambda r: sorted((k, str(v)) for k, v in r["properties"].items()))
            held = []
        held.append(row)
    yield from sorted(held, key=lambda r: sorted((k, str(v)) for k, v in r["properties"].items()))
