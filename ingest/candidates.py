"""Near cases: pairs of actors that may be the same, for people to judge. Never merged silently.

Candidates are computed from the graph as it stands, so they need no upkeep: records of different entities that share an
address, a phone or a web host and have like names, or whose names differ by little.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from graph.evidence import HIDDEN
from graph.store import Store
from ingest.matching.clusters import pair
from schema.values import name_key

NAME_ALONE = 0.93  # with nothing else in common
NAME_WITH_SUPPORT = 0.72  # with an address, phone or host in common
CROWD = 60  # a key shared by more entities than this tells nothing (a community centre's switchboard)
PREFIX = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities that may be one: their record ids (for the judgement), a score 0..1 and reasons a person can read."""

    left: str
    right: str
    left_entity: str
    right_entity: str
    left_name: str
    right_name: str
    score: float
    reasons: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"{self.left}~{self.right}"

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id, "score": self.score, "reasons": list(self.reasons),
            "left": {"id": self.left_entity, "name": self.left_name}, "right": {"id": self.right_entity, "name": self.right_name},
        }


@dataclass(slots=True)
class _Actor:
    entity: str
    name: str
    key: str
    record: str
    legal: set[str]
    addresses: set[str]
    contacts: set[str]


def candidates(store: Store) -> list[Candidate]:
    """Every open candidate, best first."""
    actors = _actors(store)
    judged = {
        pair(row["left"], row["right"])
        for row in store.read("MATCH (j:Judgement) WHERE j.kind = 'pair' RETURN j.left AS left, j.right AS right")
    }
    judged_entities = _judged_entities(store, judged)
    found = []
    for a, b in sorted(_pairs(actors)):
        if pair(a, b) in judged_entities:
            continue
        candidate = _judge(actors[a], actors[b])
        if candidate is not None:
            found.append(candidate)
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.id))


def count_candidates(store: Store, touched: Iterable[str]) -> int:
    """How many open candidates concern the touched entities."""
    ids = set(touched)
    if not ids:
        return 0
    return sum(candidate.left_entity in ids or candidate.right_entity in ids for candidate in candidates(store))


def _actors(store: Store) -> dict[str, _Actor]:
    rows = store.stream(
        f"MATCH (r:Record) WHERE r.block STARTS WITH 'actor:' AND r.entity IS NOT NULL AND r.gone IS NULL AND {HIDDEN} "
        "RETURN r.id AS id, r.entity AS entity, r.claims AS claims ORDER BY id"
    )
    actors: dict[str, _Actor] = {}
    for row in rows:
        claims = json.loads(row["claims"])
        features, name = claims["features"], str(claims["values"].get("name", [""])[0])
        actor = actors.get(row["entity"])
        if actor is None:
            actor = actors[row["entity"]] = _Actor(row["entity"], name, name_key(name), row["id"], set(), set(), set())
        actor.legal |= {features["legal_form"]} if "legal_form" in features else set()
        actor.addresses |= {features["address"]} if "address" in features else set()
        actor.contacts |= {text for kind in ("phones", "emails", "hosts") for text in features.get(kind, ())}
    return actors


def _pairs(actors: dict[str, _Actor]) -> Iterator[tuple[str, str]]:
    """Pairs that share a key: address, contact, or the beginning of the name."""
    by_key: dict[str, set[str]] = defaultdict(set)
    for actor in actors.values():
        for key in (*actor.addresses, *actor.contacts):
            by_key[key].add(actor.entity)
        if len(actor.key) >= PREFIX:
            by_key[f"prefix:{actor.key[:PREFIX]}"].add(actor.entity)
            by_key[f"suffix:{actor.key[-PREFIX:]}"].add(actor.entity)
    seen: set[tuple[str, str]] = set()
    for ids in by_key.values():
        if len(ids) > CROWD:
            continue
        ordered = sorted(ids)
        seen.update((a, b) for n, a in enumerate(ordered) for b in ordered[n + 1 :])
    return iter(seen)


def _judge(a: _Actor, b: _Actor) -> Candidate | None:
    likeness = max(JaroWinkler.similarity(a.key, b.key) if len(a.key) > 4 else 0.0, fuzz.token_set_ratio(a.name.casefold(), b.name.casefold()) / 100)
    support, reasons = [], []
    if a.addresses & b.addresses:
        support.append(0.2)
        reasons.append("gleiche Anschrift")
    if a.contacts & b.contacts:
        support.append(0.2)
        reasons.append("gleicher Kontakt")
    if a.legal and b.legal and not a.legal & b.legal:
        support.append(-0.15)
        reasons.append("verschiedene Rechtsform")
    if a.addresses and b.addresses and not a.addresses & b.addresses:
        support.append(-0.1)
        reasons.append("verschiedene Anschrift")
    if a.key == b.key:
        likeness = 1.0
    wanted = NAME_WITH_SUPPORT if a.addresses & b.addresses or a.contacts & b.contacts else NAME_ALONE
    if likeness < wanted:
        return None
    score = round(max(0.0, min(1.0, likeness * 0.8 + sum(support))), 2)
    reasons.insert(0, f"Namen zu {round(likeness * 100)} % ähnlich")
    first, second = sorted((a, b), key=lambda actor: actor.record)
    return Candidate(first.record, second.record, first.entity, second.entity, first.name, second.name, score, tuple(reasons))


def _judged_entities(store: Store, judged: set[tuple[str, str]]) -> set[tuple[str, str]]:
    ids = sorted({id for both in judged for id in both})
    if not ids:
        return set()
    rows = store.read("UNWIND $ids AS id MATCH (r:Record {id: id}) RETURN DISTINCT r.id AS id, r.entity AS entity", ids=ids)
    home = {row["id"]: row["entity"] for row in rows}
    return {pair(home[a], home[b]) for a, b in judged if home.get(a) and home.get(b)}
