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

from graph.evidence import HIDDEN
from graph.store import Store
from ingest.matching.clusters import pair
from schema.values import legal_form, name_key
from schema.values.folding import words

NAME_ALONE = 0.92  # with nothing else in common, and no address against it
NAME_WITH_SUPPORT = 0.75  # with an address, phone or host in common
ONE_LIST = 0.15  # a list seldom names a thing twice: within one source names must be that much more alike
CROWD = 60  # a key shared by more entities than this tells nothing (a community centre's switchboard)
PREFIX = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities that may be one: their record ids (for the judgement), a score 0..1, reasons a person can read."""

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
            "id": self.id,
            "score": self.score,
            "reasons": list(self.reasons),
            "left": {"id": self.left_entity, "name": self.left_name},
            "right": {"id": self.right_entity, "name": self.right_name},
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
    sources: set[str]
    rows: set[str]

    def plain(self) -> str:
        """The words of the name in order of the alphabet, without the legal form."""
        return " ".join(sorted(words(legal_form(self.name)[0])))


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
        "RETURN r.id AS id, r.entity AS entity, r.claims AS claims, r.source AS source, r.row_id AS row_id ORDER BY id"
    )
    actors: dict[str, _Actor] = {}
    for row in rows:
        claims = json.loads(row["claims"])
        features, name = claims["features"], str(claims["values"].get("name", [""])[0])
        actor = actors.get(row["entity"])
        if actor is None:
            actor = actors[row["entity"]] = _Actor(
                row["entity"], name, name_key(name), row["id"], set(), set(), set(), set(), set()
            )
        actor.sources.add(row["source"])
        actor.rows.add(row["row_id"])
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
    if a.rows & b.rows:
        return None  # one row speaks of both: a project and its school are two things
    likeness = 1.0 if a.key == b.key else max(fuzz.ratio(a.key, b.key), fuzz.ratio(a.plain(), b.plain())) / 100
    apart = bool(a.addresses and b.addresses and not a.addresses & b.addresses)
    support = bool(a.addresses & b.addresses) + bool(a.contacts & b.contacts)
    wanted = (NAME_WITH_SUPPORT if support else NAME_ALONE) + (ONE_LIST if a.sources & b.sources else 0.0)
    if likeness < min(wanted, 1.0) or (apart and not support):
        return None
    reasons = [f"Namen zu {round(likeness * 100)} % ähnlich"]
    reasons += ["gleiche Anschrift"] if a.addresses & b.addresses else ["verschiedene Anschrift"] if apart else []
    reasons += ["gleicher Kontakt"] if a.contacts & b.contacts else []
    unlike = bool(a.legal and b.legal and not a.legal & b.legal)
    reasons += ["verschiedene Rechtsform"] if unlike else []
    score = round(max(0.0, min(1.0, likeness * 0.8 + 0.1 * support - 0.15 * unlike - 0.1 * apart)), 2)
    first, second = sorted((a, b), key=lambda actor: actor.record)
    return Candidate(
        first.record, second.record, first.entity, second.entity, first.name, second.name, score, tuple(reasons)
    )


def _judged_entities(store: Store, judged: set[tuple[str, str]]) -> set[tuple[str, str]]:
    ids = sorted({id for both in judged for id in both})
    if not ids:
        return set()
    rows = store.read(
        "UNWIND $ids AS id MATCH (r:Record {id: id}) RETURN DISTINCT r.id AS id, r.entity AS entity", ids=ids
    )
    home = {row["id"]: row["entity"] for row in rows}
    return {pair(home[a], home[b]) for a, b in judged if home.get(a) and home.get(b)}
