"""Records in the store: `:Record` nodes, one per version, with their claims as JSON and their private values sealed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from graph.seal import KeyRing
from graph.store import Row, Store, batches
from schema.record import Evidence, Link, Record, Version

FIELDS = (
    "r.id AS id, r.source AS source, r.sheet AS sheet, r.row AS row, r.row_id AS row_id, r.type AS type, "
    "r.mention AS mention, r.block AS block, r.claims AS claims, r.since AS since, r.gone AS gone, r.hash AS hash, "
    "r.entity AS entity, r.sealed AS sealed"
)
HIDDEN = "coalesce(r.hidden, false) = false"  # records of a dropped source stay, unseen


def evidence(record: Record, hash: str, since: str, gone: str | None) -> Evidence:
    """A version of a record, not stored yet."""
    return Evidence(
        id=record.id,
        source=record.source,
        sheet=record.sheet,
        row=record.row,
        row_id=record.row_id,
        type=record.type,
        mention=record.mention,
        block=record.block,
        values=record.values,
        links=record.links,
        features=record.features,
        concepts=record.concepts,
        since=since,
        gone=gone,
        hash=hash,
        entity=None,
        raw=record.raw,
    )


def to_node(version: Evidence) -> Row:
    """The properties of a version's node."""
    claims = {
        "values": version.values,
        "links": [[link.type, link.to, dict(link.properties)] for link in version.links],
        "features": version.features,
        "concepts": version.concepts,
    }
    return {
        "id": version.id,
        "source": version.source,
        "sheet": version.sheet,
        "row": version.row,
        "row_id": version.row_id,
        "type": version.type,
        "mention": version.mention,
        "block": version.block,
        "since": version.since,
        "gone": version.gone,
        "observed": version.since or None,
        "hash": version.hash,
        "entity": version.entity,
        "claims": json.dumps(claims, ensure_ascii=False),
        "sealed": version.sealed,
        "raw": version.raw,
    }


def from_node(row: Row) -> Evidence:
    """A record as matching and merging want it."""
    claims = json.loads(row["claims"])
    return Evidence(
        id=row["id"],
        source=row["source"],
        sheet=row["sheet"],
        row=row["row"],
        row_id=row["row_id"],
        type=row["type"],
        mention=row["mention"],
        block=row["block"],
        values=claims["values"],
        links=[Link(*link) for link in claims["links"]],
        features=claims["features"],
        concepts=[(concept, rule) for concept, rule in claims["concepts"]],
        since=row["since"],
        gone=row["gone"],
        hash=row["hash"],
        entity=row.get("entity"),
        sealed=row.get("sealed"),
    )


class Records:
    """Reading and writing of the evidence. Writing belongs to the Writer, which holds the lease."""

    def __init__(self, store: Store, keys: KeyRing) -> None:
        self._store, self._keys = store, keys

    def hash(self, record: Record) -> str:
        """A keyed hash of everything the record claims, private values included."""
        return self._keys.digest(record.content())

    def heads(self, source: str) -> dict[str, str | None]:
        """The rows of a source: row id -> hash of the row as last read, None where the row has ended."""
        found: dict[str, str | None] = {}
        for row in self._store.stream(
            "MATCH (r:Record) WHERE r.source = $source AND r.raw IS NOT NULL RETURN r.row_id AS row_id, r.raw AS raw, r.gone AS gone",
            source=source,
        ):
            if row["gone"] is None or row["row_id"] not in found:
                found[row["row_id"]] = row["raw"] if row["gone"] is None else None
        return found

    def versions(self, row_ids: Iterable[str]) -> dict[str, list[Version]]:
        """Every version of every record of rows, by record id."""
        found: dict[str, list[Version]] = {}
        for part in batches([{"id": id} for id in sorted(set(row_ids))]):
            for row in self._store.read(
                "UNWIND $ids AS id MATCH (r:Record {row_id: id}) "
                "RETURN r.id AS id, r.row_id AS row_id, r.hash AS hash, r.since AS since, r.gone AS gone",
                ids=[row["id"] for row in part],
            ):
                found.setdefault(row["id"], []).append(Version(**row))
        return found

    def set_raw(self, raws: dict[str, str]) -> None:
        """Remember how rows were last read, on the records that stand for them (record id -> hash)."""
        for part in batches([{"id": id, "raw": raw} for id, raw in sorted(raws.items())]):
            self._store.write("UNWIND $rows AS row MATCH (r:Record {id: row.id}) SET r.raw = row.raw", rows=part)

    def by_block(self, blocks: Iterable[str]) -> list[Evidence]:
        return self._look_up("block", blocks)

    def by_id(self, ids: Iterable[str]) -> list[Evidence]:
        return self._look_up("id", ids)

    def by_row(self, row_ids: Iterable[str]) -> list[Evidence]:
        return self._look_up("row_id", row_ids)

    def by_entity(self, entities: Iterable[str]) -> list[Evidence]:
        return self._look_up("entity", entities)

    def by_source(self, source: str) -> Iterator[Evidence]:
        rows = self._store.stream(
            f"MATCH (r:Record) WHERE r.source = $source AND {HIDDEN} RETURN {FIELDS}", source=source
        )
        return (from_node(row) for row in rows)

    def entities_of(self, ids: Iterable[str]) -> dict[str, str | None]:
        """The entity that each record stands for; records that resolve to nothing map to None, unknown ones are absent."""
        found: dict[str, str | None] = {}
        for part in batches([{"id": id} for id in sorted(set(ids))]):
            rows = self._store.read(
                f"UNWIND $ids AS id MATCH (r:Record {{id: id}}) WHERE {HIDDEN} RETURN DISTINCT r.id AS id, r.entity AS entity",
                ids=[row["id"] for row in part],
            )
            found.update({row["id"]: row["entity"] for row in rows})
        return found

    def _look_up(self, key: str, values: Iterable[str]) -> list[Evidence]:
        found: list[Evidence] = []
        for part in batches([{"key": value} for value in sorted(set(values))]):
            rows = self._store.read(
                f"UNWIND $keys AS key MATCH (r:Record {{{key}: key}}) WHERE {HIDDEN} RETURN {FIELDS}",
                keys=[row["key"] for row in part],
            )
            found.extend(from_node(row) for row in rows)
        return found

    def create(self, versions: list[tuple[Evidence, dict[str, list[str]]]]) -> None:
        """Store versions with their private values; the keys are on disk before the ciphertexts are in the store."""
        sealed = self._keys.seal({version.id: private for version, private in versions if private})
        for version, _ in versions:
            version.sealed = sealed.get(version.id)
        for part in batches([to_node(version) for version, _ in versions]):
            self._store.write("UNWIND $rows AS row CREATE (r:Record) SET r = row", rows=part)

    def copy(self, versions: list[tuple[Version, str, str | None]]) -> None:
        """Store a version again for another period (a record that went and came back with the same content)."""
        for part in batches(
            [{"id": v.id, "hash": v.hash, "old": v.since, "since": since, "gone": gone} for v, since, gone in versions]
        ):
            self._store.write(
                "UNWIND $rows AS row MATCH (r:Record {id: row.id}) WHERE r.hash = row.hash AND r.since = row.old "
                "CREATE (copy:Record) SET copy = properties(r), copy.since = row.since, copy.gone = row.gone, copy.observed = row.since",
                rows=part,
            )

    def end(self, versions: list[tuple[Version, str, str | None]]) -> None:
        """Change the period of versions: (version, new since, new gone)."""
        for part in batches(
            [{"id": v.id, "hash": v.hash, "old": v.since, "since": since, "gone": gone} for v, since, gone in versions]
        ):
            self._store.write(
                "UNWIND $rows AS row MATCH (r:Record {id: row.id}) WHERE r.since = row.old AND r.hash = row.hash "
                "SET r.since = row.since, r.gone = row.gone, r.observed = CASE row.since WHEN '' THEN NULL ELSE row.since END",
                rows=part,
            )

    def delete(self, versions: list[Version]) -> None:
        for part in batches([{"id": v.id, "hash": v.hash, "since": v.since} for v in versions]):
            self._store.write(
                "UNWIND $rows AS row MATCH (r:Record {id: row.id}) WHERE r.since = row.since AND r.hash = row.hash DELETE r",
                rows=part,
            )

    def set_blocks(self, blocks: dict[str, str]) -> None:
        """The block belongs to the record, not to a version: all versions follow the newest."""
        for part in batches([{"id": id, "block": block} for id, block in sorted(blocks.items())]):
            self._store.write("UNWIND $rows AS row MATCH (r:Record {id: row.id}) SET r.block = row.block", rows=part)

    def assign(self, entities: dict[str, str | None]) -> None:
        """Say which entity each record stands for."""
        for part in batches([{"id": id, "entity": entity} for id, entity in sorted(entities.items())]):
            self._store.write("UNWIND $rows AS row MATCH (r:Record {id: row.id}) SET r.entity = row.entity", rows=part)

    def private(self, evidence: Evidence) -> dict[str, list[str]]:
        """The unsealed private values of a record (empty when it has none or they were erased)."""
        return (self._keys.unseal(evidence.id, evidence.sealed) or {}) if evidence.sealed else {}

    def hide(self, source: str, hidden: bool) -> list[str]:
        """Hide or show every record of a source; returns the record ids."""
        rows: list[dict[str, Any]] = self._store.write(
            "MATCH (r:Record) WHERE r.source = $source SET r.hidden = $hidden RETURN DISTINCT r.id AS id",
            source=source,
            hidden=hidden,
        )
        return [row["id"] for row in rows]
