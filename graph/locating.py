"""Where a place is that has an address and no point of its own: looked up in the gazetteer, never guessed.

The same street (by its key), the same house number, and the same postal code or, where one of the two knows none, the same
locality. Two different houses that fit mean: not located. A range ("12-16") is the middle one of the houses between. A
place whose number is unknown lies somewhere in its street: the share of an area is that of the street's addresses in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from graph import gazetteer
from graph.gazetteer import Address, Street
from graph.store import Row, Store
from graph.street_groups import StreetGroup, street_groups
from schema.values import fold
from schema.values.address import street_key
from schema.values.house_number import numbers
from schema.values.point import distance

SAME_HOUSE = 100.0  # metres between two entries of one house number up to which they are one house


@dataclass(frozen=True, slots=True)
class Located:
    """An address with how far the place may be off (metres), or all positions of its street (degrees, n×2)."""

    address: Address | None = None
    accuracy: float = 0.0
    street: np.ndarray | None = None


def locate(store: Store, places: Sequence[Row]) -> dict[str, Located]:
    """Place id -> where it was found. `places`: id, street, number, postal_code, city, locality."""
    if not places or not gazetteer.lists(store):
        return {}
    keyed = {row["id"]: street_key(row["street"]) for row in places}
    by_name: dict[str, list[StreetGroup]] = defaultdict(list)
    for group in street_groups(gazetteer.streets(store, keyed.values())):
        by_name[group.street_key].append(group)
    fitting = {row["id"]: _fitting(row, by_name.get(keyed[row["id"]], ())) for row in places}
    wanted = {part.key for parts in fitting.values() for group in parts for part in group.parts}
    held = gazetteer.addresses(store, wanted)
    found: dict[str, Located] = {}
    somewhere: dict[str, StreetGroup] = {}
    for row in places:
        groups = fitting[row["id"]]
        house = _house(row["number"], groups, held) if row["number"] else None
        if house is not None:
            found[row["id"]] = house
        elif len(groups) == 1 and not _several(row["number"], groups, held):
            somewhere[row["id"]] = groups[0]
    streets = gazetteer.positions(store, {key for group in somewhere.values() for key in group.keys})
    for id, group in somewhere.items():
        found[id] = Located(street=np.concatenate([streets[key] for key in group.keys]))
    return found


def _fitting(place: Row, groups: Iterable[StreetGroup]) -> list[StreetGroup]:
    """The streets that the place may be in, each cut down to the parts that its postal code or locality allows."""
    towns = {fold(town) for town in (place["locality"], place["city"]) if town}
    found = []
    for group in groups:
        parts = tuple(part for part in group.parts if _allowed(part, place["postal_code"] or "", towns))
        if parts:
            found.append(StreetGroup(parts))
    return found


def _allowed(part: Street, postal_code: str, towns: set[str]) -> bool:
    if part.postal_code and postal_code:
        return part.postal_code == postal_code
    town = fold(part.locality)
    return not town or not towns or any(town in said or said in town for said in towns)


def _matches(number: str, groups: Sequence[StreetGroup], held: dict[str, list[Address]]) -> list[list[Address]]:
    """Per street the houses that the number means."""
    found = []
    for group in groups:
        houses = gazetteer.houses([address for key in group.keys for address in held.get(key, ())], number)
        found += [houses] if houses else []
    return found


def _several(number: str | None, groups: Sequence[StreetGroup], held: dict[str, list[Address]]) -> bool:
    """Does the list know the number, but more than once?"""
    return bool(number) and bool(_matches(number or "", groups, held))


def _house(number: str, groups: Sequence[StreetGroup], held: dict[str, list[Address]]) -> Located | None:
    found = _matches(number, groups, held)
    if len(found) != 1:
        return None
    asked, houses = numbers(number), found[0]
    middle = houses[(len(houses) - 1) // 2]  # a house that stands in a row of the list, not a mean of several
    spread = max(distance(middle.point, other.point) for other in houses)
    if asked is not None and asked.is_range:
        return Located(middle, spread)
    same = [other for key in _keys(groups) for other in held.get(key, ()) if other.number == middle.number]
    off = max((distance(middle.point, other.point) for other in same), default=0.0)
    return Located(middle, spread) if off <= SAME_HOUSE else None


def _keys(groups: Sequence[StreetGroup]) -> list[str]:
    """The keys of all parts of some streets."""
    return sorted({key for group in groups for key in group.keys})
