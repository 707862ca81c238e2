"""Which pairs are worth comparing: those that share a key, or stand beside each other under a crowded one.

The number of pairs is bounded by a constant per actor and key, so the cost grows as sorting does: n·log n.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache

from ingest.matching.profiles import Profile
from ingest.matching.tokens import TELLING, parse

CROWD = 12  # up to so many under one key, every pair is compared
WINDOW = 6  # of a larger crowd, each with its next neighbours by name
PREFIX = 5
BY_NAME = "name-"


def pairs(profiles: Mapping[str, Profile], touched: Container[str] | None = None) -> Iterator[tuple[str, str]]:
    """Pairs of keys of `profiles`, each once, smaller first; with `touched`, only those that concern one of them."""
    by_key: dict[str, list[str]] = defaultdict(list)
    for id, profile in profiles.items():
        for key in set(keys(profile)):
            by_key[key].append(id)
    if touched is not None:
        by_key = {key: ids for key, ids in by_key.items() if any(id in touched for id in ids)}
    seen: set[tuple[str, str]] = set()
    for key in sorted(by_key):
        for a, b in _near(by_key[key], profiles):
            both = (a, b) if a < b else (b, a)
            wanted = touched is None or a in touched or b in touched
            if wanted and _worth(key, profiles[a], profiles[b]) and both not in seen:
                seen.add(both)
                yield both


def _worth(key: str, a: Profile, b: Profile) -> bool:
    """Two references are never compared; two addresses need more in common than a part of the name."""
    return bool(a.entity or b.entity) and not (key.startswith(BY_NAME) and a.addresses and b.addresses)


def _near(ids: list[str], profiles: Mapping[str, Profile]) -> Iterator[tuple[str, str]]:
    width = len(ids) if len(ids) <= CROWD else WINDOW
    ordered = ids if width == len(ids) else sorted(ids, key=lambda id: (_sort_key(profiles[id].name), id))
    for n, a in enumerate(ordered):
        for b in ordered[n + 1 : n + 1 + width]:
            yield a, b


def keys(profile: Profile) -> Iterable[str]:
    """Everything under which an actor may meet its like."""
    for address in profile.addresses:
        yield "address:" + address.rsplit("|", 1)[0]
        yield "street:" + address.split("|", 1)[0]
    for point in profile.points:
        lon, lat = (float(part) for part in point.split())
        for east in (0.0, 0.5):  # two grids, half a cell apart: neighbours across an edge of one meet in the other
            yield f"point{east}:{int(lon * 250 + east)}:{int(lat * 400 + east)}"
    for kind, texts in profile.contacts.items():
        for text in texts:
            yield f"{kind}:{text}"
    for identifier in profile.identifiers:
        yield "identifier:" + identifier
    for name in profile.names:
        yield from name_keys(name)


@lru_cache(maxsize=262_144)
def name_keys(name: str) -> tuple[str, ...]:
    """Keys of a name: its words in order of the alphabet, its skeleton, its initials, the skeleton of each telling word."""
    parsed = parse(name)
    together = "".join(parsed.core)
    telling = [word for word, weight in zip(parsed.words, parsed.weights, strict=True) if weight >= TELLING]
    found = {f"core:{together}", f"begins:{together[:PREFIX]}"}
    found |= {f"word:{skeleton(word)}" for word in telling if len(word) > 3}
    if parsed.acronym:
        found.add(f"initials:{parsed.acronym[:2]}")
    words = [word for word in parsed.full if word in parsed.words]
    if len(words) > 1:
        found.add("initials:" + "".join(word[0] for word in words[:2]))
    return tuple(sorted(BY_NAME + key for key in found))


@lru_cache(maxsize=262_144)
def skeleton(word: str) -> str:
    """What most slips of the pen leave: the first letter and the next four consonants, doubled ones once."""
    kept = word[0]
    for char in word[1:]:
        if char not in "aeiouyh" and char != kept[-1]:
            kept += char
    return kept[:5]


@lru_cache(maxsize=262_144)
def _sort_key(name: str) -> str:
    return "".join(parse(name).core)
