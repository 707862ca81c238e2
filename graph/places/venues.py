"""Venues: actors that are somewhere, found by their names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from rapidfuzz import fuzz, process

from graph.places.model import Candidate, candidate, key_of
from graph.store import Store

MISSPELT = 84  # rapidfuzz ratio, 0..100, from which a name is a misspelt one
SHORTEST = 5
MOST = 20
_FORM = re.compile(r" (?:e v|ev|g?gmbh|gug|ug|kg|eg|ag)$")
Venue = tuple[str, str]  # the actor's name, the id of its place


class VenueIndex:
    """The located actors by name. Reads them once, at the first use."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def _by_key(self) -> dict[str, list[Venue]]:
        found: dict[str, list[Venue]] = defaultdict(list)
        for row in self._store.stream(
            "MATCH (a:Actor)-[:LOCATED_AT]->(p:Place) WHERE a.ended IS NULL AND p.ended IS NULL "
            "RETURN a.name AS name, a.alternative_names AS others, p.id AS place"
        ):
            for name in dict.fromkeys(venue_key(text) for text in (row["name"], *(row["others"] or ())) if text):
                found[name].append((row["name"], row["place"]))
        return {key: sorted(set(venues)) for key, venues in found.items() if key}

    @cached_property
    def _keys(self) -> list[str]:
        return sorted(self._by_key)

    def exact(self, text: str) -> list[Candidate]:
        return self._of([venue_key(text)], "venue", 0.96)

    def holding(self, text: str) -> list[Candidate]:
        """Venues whose name has all the words that were said, as whole words."""
        words = venue_key(text).split()
        if not words or max(map(len, words)) < 3:
            return []
        first = f" {words[0]} "
        keys = [key for key in self._keys if first in f" {key} " and all(f" {word} " in f" {key} " for word in words)]
        return self._of(sorted(keys, key=lambda key: (len(key), key))[:MOST], "venue", 0.88)

    def containing(self, text: str) -> list[Candidate]:
        """Venues a word of whose name begins like what was said."""
        said = venue_key(text)
        if len(said) < 3:
            return []
        keys = [key for key in self._keys if key.startswith(said)]
        found = self._of(sorted(keys, key=lambda key: (len(key), key))[:MOST], "begins", 0.89)
        keys = [key for key in self._keys if f" {said}" in key]
        return found + self._of(sorted(keys, key=lambda key: (len(key), key))[:MOST], "contains", 0.84)

    def similar(self, text: str) -> list[Candidate]:
        """Venues whose name is nearly what was said, best first."""
        said = venue_key(text)
        if len(said) < SHORTEST:
            return []
        near = process.extract(said, self._keys, scorer=fuzz.ratio, score_cutoff=MISSPELT, limit=5)
        return [
            found
            for key, score, _ in near
            for found in self._of([key], "similar", 0.88 * score / 100, percent=round(score))
        ]

    def _of(self, keys: Iterable[str], code: str, score: float, **values: object) -> list[Candidate]:
        return [
            candidate(place, name, "Place", code, score - 0.0005 * len(key), **values)
            for key in keys
            for name, place in self._by_key.get(key, ())
        ]


def venue_key(name: str) -> str:
    """A name folded, without quotes and legal form: 'JFE „Linse“ e. V.' is 'jfe linse'."""
    return _FORM.sub("", key_of(name))
