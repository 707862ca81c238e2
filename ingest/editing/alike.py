"""Is it there already? What resembles a thing that somebody is about to enter, by the matching that lists go through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graph.store import Store
from graph.view import View
from ingest.matching.blocks import name_features
from ingest.matching.features import Comparison, compare
from ingest.matching.profiles import Profile, surroundings
from ingest.matching.tokens import parse
from schema.record import opaque
from schema.values import address_key, fold, parse_address

SHOWN = 5
SHORTEST = 3  # letters, before anything is looked for
ALIKE = 0.56  # of names alone: 80 % alike
MOST = 400
ABOUT = {"Offering": "PROVIDES", "Potential": "OPENS", "Cooperation": "MEMBER_OF"}


def alike(view: View, type: str, name: str, *, address: str = "", lang: str = "de") -> list[dict[str, Any]]:
    """The best few, best first: {id, type, name, score (0..1), reasons, address, about}; none for a text that is too short."""
    if sum(char.isalnum() for char in name) < SHORTEST:
        return []
    draft = _profile(name, address)
    actor = view.model.is_a(type, "Actor")
    found = _actors(view.store, draft) if actor else _others(view, type, draft)
    best = sorted(found, key=lambda one: (-one[1].score, one[0].key))[:SHOWN]
    about = _about(view, type, [profile.key for profile, _ in best])
    known = view.names(profile.key for profile, _ in best)
    return [
        {
            "id": profile.key,
            "type": known[profile.key]["type"],
            "name": known[profile.key]["name"],
            "score": comparison.score,
            "reasons": [reason.text(lang) for reason in comparison.reasons if reason.weight > 0],
            "about": about.get(profile.key, []),
        }
        for profile, comparison in best
        if profile.key in known
    ]


def _profile(name: str, address: str) -> Profile:
    parsed = parse_address(address)
    key = address_key(parsed.street, parsed.number, parsed.postal_code)
    features = name_features(name)
    profile = Profile(opaque("draft", name), None, name, names={name}, kinds=set(features.get("kinds", ())))
    if key:
        profile.addresses.add(key)
    return profile


def _actors(store: Store, draft: Profile) -> Iterator[tuple[Profile, Comparison]]:
    for profile in surroundings(store, (), [draft]).values():
        comparison = compare(draft, profile)
        if profile.entity and comparison.outcome != "different":
            yield profile, comparison


def _others(view: View, type: str, draft: Profile) -> Iterator[tuple[Profile, Comparison]]:
    """Things of other types go by their names: those that hold a beginning of one of the words."""
    parts = sorted({fold(word)[:4] for word in parse(draft.name).full if len(word) > 2} or {fold(draft.name)[:4]})
    rows = view.store.read(
        "MATCH (e:Entity) WHERE e.type = $type AND e.ended IS NULL AND any(part IN $parts WHERE e.search CONTAINS part) "
        "RETURN e.id AS id, e.name AS name, e.alternative_names AS others ORDER BY id LIMIT $most",
        type=type,
        parts=parts,
        most=MOST,
    )
    bare = Profile(draft.record, None, draft.name, names=draft.names)
    for row in rows:
        profile = Profile(row["id"], row["id"], row["name"], names={row["name"], *(row["others"] or ())})
        comparison = compare(bare, profile)
        if comparison.score >= ALIKE:
            yield profile, comparison


def _about(view: View, type: str, ids: list[str]) -> Mapping[str, list[str]]:
    """What tells things of one name apart: who provides it, or where it is."""
    edge = ABOUT.get(type, "LOCATED_AT")
    way = "in" if edge in ABOUT.values() else "out"
    rows = view.relations_of(ids, [edge], way) if ids else {}
    return {id: sorted({str(row["name"]) for row in some})[:3] for id, some in rows.items()}
