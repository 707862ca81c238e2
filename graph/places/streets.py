"""Streets: those of the gazetteer, and those that only the lists' own addresses tell of.

The names are kept in memory (some hundred bytes a street), house numbers are looked up. A street's id is
`street:KEY@POSTALCODE` or, where it has none or that is not enough, `street:KEY@POSTALCODE/LOCALITY`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from rapidfuzz import fuzz, process

from graph import gazetteer
from graph.gazetteer import Address, Street
from graph.places.model import Candidate, candidate, key_of
from graph.store import Row, Store
from graph.street_groups import StreetGroup, street_groups
from schema.values import fold
from schema.values.address import street_key
from schema.values.house_number import normal_number

MISSPELT = 80  # rapidfuzz ratio, 0..100, from which a street's key is a misspelt one
BEST = 5
_ENDING = "strasse"
Where = Callable[[float, float], str]  # longitude, latitude -> the name of the smallest area there


@dataclass(frozen=True, slots=True)
class Listed:
    """A place of the lists with a street: what is needed to find it by its address."""

    id: str
    name: str
    number: str
    postal_code: str
    town: str


class StreetIndex:
    """The streets that are known by name. Reads their names once, at the first use."""

    def __init__(self, store: Store, where: Where) -> None:
        self._store, self._where = store, where

    @cached_property
    def _lists(self) -> list[str]:
        return gazetteer.lists(self._store)

    @cached_property
    def _groups(self) -> dict[str, list[StreetGroup]]:
        found: dict[str, list[StreetGroup]] = defaultdict(list)
        for group in street_groups(gazetteer.streets(self._store)):
            found[group.street_key].append(group)
        return dict(found)

    @cached_property
    def listed(self) -> dict[str, list[Listed]]:
        """Places of the lists by the key of their street."""
        found: dict[str, list[Listed]] = defaultdict(list)
        for row in self._store.stream(
            "MATCH (p:Place) WHERE p.street IS NOT NULL AND p.ended IS NULL RETURN p.id AS id, p.name AS name, "
            "p.street AS street, p.house_number AS number, p.postal_code AS code, p.city AS city, p.locality AS locality"
        ):
            town = row["locality"] or row["city"] or ""
            place = Listed(row["id"], row["name"], row["number"] or "", row["code"] or "", town)
            found[street_key(row["street"])].append(place)
        return {key: sorted(places, key=lambda place: place.id) for key, places in found.items()}

    @cached_property
    def keys(self) -> list[str]:
        return sorted({*self._groups, *self.listed})

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.keys)

    @cached_property
    def postal_codes(self) -> frozenset[str]:
        codes = {code for groups in self._groups.values() for group in groups for code in group.postal_codes}
        return frozenset(codes | {place.postal_code for places in self.listed.values() for place in places} - {""})

    def knows(self, key: str) -> bool:
        return key in self._known

    def groups(self, key: str) -> list[StreetGroup]:
        return self._groups.get(key, [])

    def similar(self, key: str) -> list[tuple[str, float]]:
        """Keys that are nearly the one said, with the likeness (0..100), best first."""
        found = process.extract(mended(key), self.keys, scorer=fuzz.ratio, score_cutoff=MISSPELT, limit=BEST)
        best = found[0][1] if found else 0.0
        return [(near, score) for near, score, _ in found if score >= best - 8]

    def beginning(self, key: str) -> list[str]:
        """Keys that begin like the one said, the shortest first."""
        start = bisect_left(self.keys, key)
        end = bisect_left(self.keys, key + "~")
        return sorted(self.keys[start:end], key=lambda found: (len(found), found))[: 2 * BEST]

    # streets as candidates

    def candidates(self, key: str, code: str, town: str, lang_score: float, **said: object) -> list[Candidate]:
        """The streets of a key; `code` 'street' for those that were named so, 'similar', 'begins' …"""
        groups = [group for group in self.groups(key) if fits(group.postal_codes, group.localities, town)]
        if groups:
            return [
                candidate(
                    self.id_of(group),
                    self.label(group),
                    "Street",
                    code,
                    lang_score,
                    **(said or ({"count": group.count} if code == "street" else {})),
                )
                for group in groups
            ]
        if key in self._groups:
            return []
        by_code: dict[str, list[Listed]] = defaultdict(list)
        for place in self.listed.get(key, ()):
            if fits((place.postal_code,), (place.town,), town):
                by_code[place.postal_code].append(place)
        code = "street_listed" if code == "street" else code
        return [
            candidate(f"street:{key}@{postal}", self._listed_label(places, postal), "Street", code, lang_score, **said)
            for postal, places in sorted(by_code.items())
        ]

    def _listed_label(self, places: Sequence[Listed], postal: str) -> str:
        name = re.sub(r"\s\d.*|,.*", "", places[0].name)
        return f"{name} ({' '.join(part for part in (postal, places[0].town) if part)})" if postal else name

    def id_of(self, group: StreetGroup) -> str:
        same = self.groups(group.street_key)
        code = next(iter(group.postal_codes), "")
        alone = bool(code) and sum(code in other.postal_codes for other in same) == 1
        town = key_of(group.parts[0].locality).replace(" ", "-")
        return f"street:{group.street_key}@{code}" + ("" if alone or not town else f"/{town}")

    def label(self, group: StreetGroup) -> str:
        """'Hauptstraße (10317 Rummelsburg)': what tells it from others of its name."""
        said = ", ".join(group.postal_codes[:2])
        town = group.parts[0].locality or self.area_of(group.parts[0])
        return f"{group.name} ({' '.join(part for part in (said, town) if part)})" if said or town else group.name

    def area_of(self, part: Street) -> str:
        west, south, east, north = part.box
        return self._where((west + east) / 2, (south + north) / 2)

    def by_id(self, id: str) -> tuple[list[StreetGroup], list[Listed]]:
        """The street of an id: its group, or where the gazetteer has none the places of the lists."""
        key, _, rest = id.removeprefix("street:").partition("@")
        code, _, town = rest.partition("/")
        groups = [group for group in self.groups(key) if not code or code in group.postal_codes]
        if len(groups) > 1 and town:
            groups = [
                group for group in groups if town in {key_of(place).replace(" ", "-") for place in group.localities}
            ]
        if groups:
            return groups, []
        return [], [place for place in self.listed.get(key, ()) if place.postal_code == code]

    def positions(self, groups: Iterable[StreetGroup]) -> np.ndarray:
        """Where the addresses of some streets are (n×2, degrees)."""
        found = gazetteer.positions(self._store, {key for group in groups for key in group.keys})
        return np.concatenate([np.empty((0, 2)), *(found[key] for key in sorted(found))])

    def houses(self, groups: Sequence[StreetGroup], number: str, *, ranges: bool = True) -> list[list[Address]]:
        """Per street the addresses that a house number means; [] for a street that has none such.

        Without `ranges` only those written just so, for which few rows are read.
        """
        held = self.addresses(groups, normal_number(number))
        lacking = [group for group in groups if ranges and not any(key in held for key in group.keys)]
        held |= self.addresses(lacking) if lacking else {}
        return [gazetteer.houses([a for key in group.keys for a in held.get(key, ())], number) for group in groups]

    def addresses(self, groups: Sequence[StreetGroup], number: str | None = None) -> dict[str, list[Address]]:
        """Street key -> its addresses (or those with a number)."""
        return gazetteer.addresses(self._store, {key for group in groups for key in group.keys}, self._lists, number)

    def with_code(self, code: str) -> tuple[list[str], list[Listed]]:
        """What lies under a postal code: keys of the gazetteer's streets, places of the lists."""
        keys = [
            part.key
            for groups in self._groups.values()
            for group in groups
            for part in group.parts
            if part.postal_code == code
        ]
        return keys, [place for places in self.listed.values() for place in places if place.postal_code == code]

    def within_shares(self, places: Sequence[Listed]) -> dict[str, float]:
        """Of places of the lists the share that lies in each area (by id)."""
        rows: list[Row] = self._store.read(
            "UNWIND $ids AS id MATCH (p:Entity {id: id})-[w:WITHIN]->(a:Entity) "
            "RETURN id, a.id AS area, max(coalesce(w.share, 1.0)) AS share ORDER BY id, area",
            ids=[place.id for place in places],
        )
        known = len({row["id"] for row in rows}) or 1
        shares: dict[str, float] = defaultdict(float)
        for row in rows:
            shares[row["area"]] += row["share"] / known
        return dict(shares)


def fits(postal_codes: Iterable[str], towns: Iterable[str], said: str) -> bool:
    """Does what was said behind an address ("10317 Berlin") allow this street? A town that no list names says nothing."""
    code = re.search(r"\b\d{5}\b", said)
    known = [one for one in postal_codes if one]
    if code and known:
        return code[0] in known
    town = fold(re.sub(r"\d+", " ", said)).strip(" ,.()")
    held = [fold(one) for one in towns if one]
    return not town or not held or any(town in one or one in town for one in held)


def mended(key: str) -> str:
    """The key of a street whose ending "straße" is misspelt: "hauptstrase" as 'hauptstr'."""
    for size in range(8, 4, -1):
        head, tail = key[:-size], key[-size:]
        if len(head) >= 3 and tail[0] == "s" and fuzz.ratio(tail, _ENDING) >= 80:
            return f"{head}str"
    return key
