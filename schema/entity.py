"""Entities: the merge of the records judged to describe the same thing. Pure functions, no store.

Values are ranked by the source's trust, then by when the source first said so, then by the value itself: never by the
clock or the order of import.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from schema.model import Model
from schema.record import MENTION_AMENDS, MENTION_REFERS, Evidence, Scalar
from schema.values import fold

DEFAULT_TRUST = 50
# A feature of an edit: the properties and outgoing relationships about which no lower-ranked record is heard any more.
REPLACES = "replaces"
# Of an edit: [relationship, record] pairs which no lower-ranked record may claim any more; and its own making: at, by, reason, said.
DENIES, MADE = "denies", "made"
UNRESOLVED = "?"  # a link type that starts so names the property which keeps the name while nothing resolves it
Trust = Mapping[str, int]
Resolve = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Relationship:
    """An outgoing relationship of an entity: type, target id, properties (scalars)."""

    type: str
    to: str
    properties: Mapping[str, Scalar] = field(default_factory=dict)

    def sort_key(self) -> tuple[str, str, str]:
        return self.type, self.to, json.dumps(dict(self.properties), sort_keys=True)


@dataclass(slots=True)
class Entity:
    """A computed node: its id, labels, merged properties (`name`, `type`, …) and outgoing relationships."""

    id: str
    type: str
    labels: tuple[str, ...]
    properties: dict[str, Any]
    relationships: list[Relationship]

    def hash(self) -> str:
        """Of everything above; equal hashes need no writing."""
        relations = sorted(relation.sort_key() for relation in self.relationships)
        text = json.dumps([self.labels, self.properties, relations], ensure_ascii=False, sort_keys=True)
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def elect(records: Iterable[Evidence], trust: Trust) -> str:
    """The id of the cluster: that of its best-ranked source's smallest record; mere mentions, then edits, come last."""
    return min(
        (
            REPLACES in record.features or record.mention == MENTION_AMENDS,
            record.mention == MENTION_REFERS,
            -trust.get(record.source, DEFAULT_TRUST),
            record.id,
        )
        for record in records
    )[3]


def current(records: Sequence[Evidence]) -> list[Evidence]:
    """The versions that hold; where none does any more, those that ended last."""
    records = _ended_with_its_thing(records)
    holding = [record for record in records if record.gone is None]
    if holding:
        return holding
    last = max(record.gone or "" for record in records)
    return [record for record in records if record.gone == last]


def made(record: Evidence) -> str:
    """When an edit was made (ISO, UTC): of two for one day, the later counts. Empty for other records."""
    return str(record.features.get(MADE, {}).get("at", ""))


def _ended_with_its_thing(records: Sequence[Evidence]) -> Sequence[Evidence]:
    """What somebody said of a thing before the last list fell silent about it does not keep the thing alive."""
    speaking = [record for record in records if record.mention != MENTION_AMENDS]
    if len(speaking) == len(records) or not speaking or any(record.gone is None for record in speaking):
        return records
    silent = max(record.gone or "" for record in speaking)
    return [
        replace(record, gone=silent)
        if record.mention == MENTION_AMENDS and record.gone is None and record.since < silent
        else record
        for record in records
    ]


def ranked(records: Sequence[Evidence], trust: Trust) -> list[Evidence]:
    """The versions that hold, best first: by their sources' trust, then by date, then by the values themselves."""
    return sorted(current(records), key=lambda record: _rank(record, trust), reverse=True)


def as_of(records: Iterable[Evidence], date: str) -> list[Evidence]:
    """The versions that held at a date (ISO)."""
    return [record for record in records if record.since <= date and (record.gone is None or date < record.gone)]


def merge(records: Sequence[Evidence], *, id: str, trust: Trust, model: Model, resolve: Resolve) -> Entity:
    """Compute the entity of a cluster from its holding versions. `resolve` maps a record id to an entity id or None."""
    holding = ranked(records, trust)
    records = _ended_with_its_thing(records)
    kind = max((record.type for record in holding), key=lambda name: (len(model.types[name].labels), name))
    declared = model.types[kind]
    properties = _values(holding, declared.properties)
    _keep_other_names(holding, properties)
    _keep_unresolved(holding, properties, resolve)
    ended = None if any(record.gone is None for record in records) else max(record.gone or "" for record in records)
    since = min(record.since for record in records)
    properties |= {"id": id, "type": kind, "search": search_text(properties)}
    properties |= ({"ended": ended} if ended is not None else {}) | ({"known_since": since} if since else {})
    relations = _relationships(id, holding, model, resolve)
    if model.edge_allowed("LOCATED_AT", kind, "Place") and not any(
        relation.type == "LOCATED_AT" for relation in relations
    ):
        properties["unlocated"] = kind  # found by an index; for places graph.geography says so
    return Entity(id, kind, declared.labels, dict(sorted(properties.items())), relations)


def search_text(properties: Mapping[str, Any]) -> str:
    """The names of an entity, folded, for look-up by any spelling (names are public)."""
    return " | ".join(
        fold(str(name)) for name in (properties.get("name", ""), *properties.get("alternative_names", ()))
    )


def _rank(record: Evidence, trust: Trust) -> tuple[bool, int, str, str, str]:
    return (
        record.mention != MENTION_REFERS,
        trust.get(record.source, DEFAULT_TRUST),
        record.since,
        made(record),
        json.dumps(record.values, ensure_ascii=False, sort_keys=True),
    )


def _values(holding: Sequence[Evidence], declared: Mapping[str, Any]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for name, prop in declared.items():
        claims = [value for record in heard(holding, name) for value in record.values.get(name, ())]
        if claims:
            merged[name] = sorted(set(claims), key=str) if prop.many else claims[0]
    return merged


def heard(holding: Sequence[Evidence], name: str) -> Sequence[Evidence]:
    """The records (best first) that are heard about a property or relationship: down to the first edit of it."""
    for n, record in enumerate(holding):
        if name in record.features.get(REPLACES, ()):
            return holding[: n + 1]
    return holding


def _keep_other_names(holding: Sequence[Evidence], properties: dict[str, Any]) -> None:
    names = {str(name) for record in holding for name in record.values.get("name", ())}
    others = names | set(properties.get("alternative_names", ()))
    others.discard(properties.get("name", ""))
    if others:
        properties["alternative_names"] = sorted(others)


def _keep_unresolved(holding: Sequence[Evidence], properties: dict[str, Any], resolve: Resolve) -> None:
    for record in holding:
        for link in record.links:
            if link.type.startswith(UNRESOLVED) and resolve(link.to) is None:
                name = link.type.removeprefix(UNRESOLVED)
                properties[name] = sorted({*properties.get(name, ()), str(link.properties["name"])})


def _relationships(id: str, holding: Sequence[Evidence], model: Model, resolve: Resolve) -> list[Relationship]:
    claims: dict[tuple[Any, ...], list[Mapping[str, Scalar]]] = {}
    edited = any(REPLACES in record.features for record in holding)
    denied: set[tuple[str, str | None]] = set()
    for record in holding:
        for link in record.links:
            if edited and record not in heard(holding, link.type):
                continue
            target = None if link.type.startswith(UNRESOLVED) else resolve(link.to)
            if target is None or target == id or (link.type, target) in denied:
                continue
            apart = tuple(link.properties.get(name) for name in model.edges[link.type].discriminators)
            claims.setdefault((link.type, target, *apart), []).append(link.properties)
        denied |= {(type, resolve(to)) for type, to in record.features.get(DENIES, ())}
    found = [
        Relationship(key[0], key[1], merged)
        for key, properties in claims.items()
        for merged in unite_periods(properties)
    ]
    return sorted(found, key=Relationship.sort_key)


def unite_periods(claims: Sequence[Mapping[str, Scalar]]) -> list[dict[str, Scalar]]:
    """Merge claims of one relationship: overlapping or touching periods unite, disjoint ones stay apart.

    `claims` come best-ranked first; the first that names a property decides it.
    """
    ordered = sorted(range(len(claims)), key=lambda n: (str(claims[n].get("since", "")), n))
    groups: list[tuple[str, list[int]]] = []
    for n in ordered:
        since, until = str(claims[n].get("since", "")), str(claims[n].get("until", "9999"))
        if groups and since <= groups[-1][0]:
            groups[-1] = (max(groups[-1][0], until), [*groups[-1][1], n])
        else:
            groups.append((until, [n]))
    return [_unite([claims[n] for n in sorted(members)]) for _, members in groups]


def _unite(claims: Sequence[Mapping[str, Scalar]]) -> dict[str, Scalar]:
    merged: dict[str, Scalar] = {}
    for claim in claims:
        for name, value in claim.items():
            merged.setdefault(name, value)
    since = [str(claim["since"]) for claim in claims if "since" in claim]
    until = [str(claim["until"]) for claim in claims if "until" in claim]
    merged.pop("since", None)
    merged.pop("until", None)
    if since:
        merged["since"] = min(since)
    if until and len(until) == len(claims):
        merged["until"] = max(until)
    return dict(sorted(merged.items()))
