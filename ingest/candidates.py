"""Near cases: pairs of actors that may be the same, and names in lists that may mean an actor, for people to judge.

Never merged silently. Candidates are computed from the evidence as it stands, so they need no upkeep.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graph.store import Store, batches
from ingest.matching.clusters import pair
from ingest.matching.features import Comparison, compare, may_be_asked
from ingest.matching.nearby import pairs
from ingest.matching.profiles import Profile, profiles, references, surroundings

FEW = 40  # touched: for so few, the database finds what is near
BEST = 5  # of a bare name, only so many actors that it may mean


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two sides that may be one, smaller record id first, and how they compare."""

    left: Profile
    right: Profile
    comparison: Comparison

    @property
    def id(self) -> str:
        """Of the judgement that a person would give on it."""
        return f"{self.left.record}~{self.right.record}"

    @property
    def score(self) -> float:
        return self.comparison.score

    def reasons(self, lang: str = "de") -> list[str]:
        return [reason.text(lang) for reason in self.comparison.reasons]

    def to_json(self, lang: str = "de") -> dict[str, Any]:
        """Without the values of the sides; see `side_by_side`."""
        return {
            "id": self.id,
            "score": self.score,
            "outcome": "ask",
            "reasons": self.reasons(lang),
            "features": [
                {"feature": r.feature, "weight": r.weight, "de": r.de, "en": r.en} for r in self.comparison.reasons
            ],
            "left": _side(self.left),
            "right": _side(self.right),
        }


def _side(profile: Profile) -> dict[str, Any]:
    return {
        "id": profile.key,
        "name": profile.name,
        "reference": profile.entity is None,
        "record": profile.record,
        "sources": sorted(profile.sources),
    }


def candidates(store: Store, touched: Iterable[str] | None = None) -> list[Candidate]:
    """Every open candidate, best first; with `touched` (entity ids), only those that concern one of them."""
    known, wanted = _all_or_touched(store, None if touched is None else set(touched))
    judged = _judged(store)
    found = []
    for a, b in pairs(known, wanted):
        if pair(a, b) in judged or not may_be_asked(known[a], known[b]):
            continue
        left, right = sorted((known[a], known[b]), key=lambda profile: profile.record)
        comparison = compare(left, right)
        if comparison.outcome != "different":
            found.append(Candidate(left, right, comparison))
    found.sort(key=lambda candidate: (-candidate.score, candidate.id))
    return _best_of_bare(found)


def count_candidates(store: Store, touched: Iterable[str]) -> int:
    """How many open candidates concern the touched entities; where these are few, only their surroundings are read."""
    ids = set(touched)
    return len(candidates(store, ids)) if ids else 0


def _all_or_touched(store: Store, entities: set[str] | None) -> tuple[dict[str, Profile], set[str] | None]:
    """What is known, and the keys of it that matter (None: all). A reference is touched with what names it."""
    if entities is None:
        return profiles(store), None
    open_names = references(store)
    homes = homes_of(store, (profile.about for profile in open_names.values() if profile.about))
    named = {key for key, profile in open_names.items() if profile.about and homes.get(profile.about) in entities}
    few = len(entities) + len(named) <= FEW
    known = surroundings(store, entities, (open_names[key] for key in named)) if few else profiles(store)
    return {**open_names, **known}, (entities & known.keys()) | named


def _best_of_bare(found: list[Candidate]) -> list[Candidate]:
    """A mere name may resemble many: the best of them are enough to ask about."""
    counts: dict[str, int] = defaultdict(int)
    kept = []
    for candidate in found:
        bare = [side.key for side in (candidate.left, candidate.right) if side.bare]
        if all(counts[key] < BEST for key in bare):
            kept.append(candidate)
        for key in bare:
            counts[key] += 1
    return kept


def _judged(store: Store) -> set[tuple[str, str]]:
    """Pairs of entities (or references) on which somebody has given a word through any of their records."""
    rows = store.read("MATCH (j:Judgement) WHERE j.kind = 'pair' RETURN j.left AS left, j.right AS right")
    homes = homes_of(store, {id for row in rows for id in (row["left"], row["right"])})
    return {
        pair(homes[row["left"]] or row["left"], homes[row["right"]] or row["right"])
        for row in rows
        if row["left"] in homes and row["right"] in homes
    }


def homes_of(store: Store, records: Iterable[str]) -> dict[str, str | None]:
    """Record id -> the entity it stands for (None: a reference that joins nothing); unknown ones are absent."""
    found: dict[str, str | None] = {}
    for part in batches([{"id": id} for id in sorted(set(records))]):
        rows = store.read(
            "UNWIND $ids AS id MATCH (r:Record {id: id}) RETURN DISTINCT r.id AS id, r.entity AS entity",
            ids=[row["id"] for row in part],
        )
        found.update({row["id"]: row["entity"] for row in rows})
    return found
