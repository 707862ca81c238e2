"""The areas of a store, and how they are found by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz, process
from shapely import unary_union
from shapely.geometry.base import BaseGeometry

from graph.geography import to_metres
from graph.places.model import Area, Candidate, candidate, key_of
from graph.store import Store

MISSPELT = 86  # rapidfuzz ratio, 0..100, from which a name is a misspelt one
SHORTEST = 6  # letters that a misspelt name must have: among short ones too many are alike
STEM = 5  # letters of a stem that several areas share
PART = re.compile(r"^(nord|sued|ost|west|mitte|zentrum|nordost|nordwest|suedost|suedwest)$")


class AreaIndex:
    """Finds areas by name: exactly, by the stem that several share, by beginnings, by likeness."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._by_key: dict[str, list[Area]] = defaultdict(list)
        for area in areas:
            for name in dict.fromkeys(map(key_of, area.names)):
                self._by_key[name].append(area)
        self._keys = sorted(self._by_key)

    def exact(self, phrase: str) -> list[Area]:
        return list(self._by_key.get(key_of(phrase), ()))

    def parts(self, phrase: str) -> list[Area]:
        """Areas whose name is the phrase and a point of the compass."""
        stem = key_of(phrase)
        if len(stem) < STEM:
            return []
        return [
            area
            for key in self._keys
            if key.startswith(stem + " ") and PART.match(key[len(stem) + 1 :])
            for area in self._by_key[key]
        ]

    def named(self, phrase: str) -> list[Candidate]:
        found = [_of(area, "ended" if area.valid_until else "kind") for area in self.exact(phrase)]
        return found + [_of(area, "part", 0.97) for area in self.parts(phrase)]

    def similar(self, phrase: str) -> list[Candidate]:
        """Areas whose name is nearly the phrase, best first."""
        said = key_of(phrase)
        if len(said) < SHORTEST:
            return []
        near = process.extract(said, self._keys, scorer=fuzz.ratio, score_cutoff=MISSPELT, limit=3)
        return [
            _of(area, "similar", 0.9 * score / 100, percent=round(score))
            for key, score, _ in near
            for area in self._by_key[key]
        ]

    def containing(self, phrase: str) -> list[Candidate]:
        """Areas a word of whose name begins like the phrase."""
        said = key_of(phrase)
        if len(said) < 2:
            return []
        found = []
        for key in self._keys:
            if key != said and f" {said}" in f" {key}":
                code, score = ("begins", 0.93) if key.startswith(said) else ("contains", 0.85)
                found += [_of(area, code, score - 0.001 * len(key)) for area in self._by_key[key]]
        return found


def _of(area: Area, code: str, score: float = 1.0, **values: object) -> Candidate:
    if code in ("kind", "ended", "part"):
        values = {"kind": area.kind}
    if code == "ended":
        values["until"], score = area.valid_until, 0.98
    return candidate(area.id, area.name, area.type, code, score, **values)


def read_areas(store: Store) -> list[Area]:
    """Every administrative area and Quartier; the ground of a Quartier is that of all its outlines."""
    rows = store.read(
        "MATCH (a:AdministrativeArea) RETURN a.id AS id, a.type AS type, a.name AS name, a.alternative_names AS others, "
        "a.level AS level, a.valid_from AS valid_from, a.valid_until AS valid_until, a.geometry AS geometry ORDER BY id"
    )
    quartiere = store.read(
        "MATCH (q:Quartier) OPTIONAL MATCH (q)-[:HAS_OUTLINE]->(o:Outline) WHERE o.ended IS NULL "
        "RETURN q.id AS id, q.type AS type, q.name AS name, q.alternative_names AS others, q.nicknames AS nicknames, "
        "o.geometry AS geometry, o.id AS outline ORDER BY id, outline"
    )
    grounds: dict[str, list[BaseGeometry]] = defaultdict(list)
    for row in quartiere:
        if row["geometry"]:
            grounds[row["id"]].append(to_metres(row["geometry"]))
    unique = {row["id"]: row for row in quartiere}
    found = [
        Area(
            row["id"],
            row["type"],
            row["name"],
            (row["name"], *(row["others"] or ())),
            row["level"],
            row["valid_until"],
            to_metres(row["geometry"]) if row["geometry"] else None,
            row["valid_from"],
        )
        for row in rows
    ]
    found += [
        Area(
            row["id"],
            row["type"],
            row["name"],
            (row["name"], *(row["others"] or ()), *(row["nicknames"] or ())),
            None,
            None,
            unary_union(grounds[row["id"]]) if grounds[row["id"]] else None,
        )
        for row in unique.values()
    ]
    return found
