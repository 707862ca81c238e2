"""Addresses as people type them: which house is meant, or which street if the house is not known."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from graph.gazetteer import Address
from graph.places.model import Candidate, candidate, key_of
from graph.places.streets import Listed, StreetIndex, fits
from graph.street_groups import StreetGroup
from schema.values import ValueProblem, parse_address
from schema.values.address import street_key
from schema.values.house_number import normal_number, numbers
from schema.values.point import distance

ONE_HOUSE = 100.0  # metres up to which two entries of one number are one house
NEAREST = 10  # numbers up to which another house is offered where the one asked for is not known
_TOWN_FIRST = re.compile(r"^(\d{5}(?:\s+[^\W\d][\w.-]*)?)\s*,\s*(.+)$")
_CORNER = re.compile(r"^(?:ecke\s+)?(.+?)\s*(?:\becke\b|\bcorner of\b|/|\bund\b|\band\b|&)\s*(.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """An address as it was typed: the street's key, the number as said, and what stood behind (postal code, town)."""

    street: str
    number: str
    town: str


def read_address(text: str) -> Said | None:
    """The parts of a typed address; None where it names no street."""
    turned = _TOWN_FIRST.match(text.strip())
    try:
        found = parse_address(f"{turned[2]}, {turned[1]}" if turned else text)
    except ValueProblem:
        return None
    key = street_key(found.street)
    if not key:
        return None
    return Said(key, found.number, " ".join(part for part in (found.postal_code, found.city, found.extra) if part))


class AddressSearch:
    """Finds addresses and streets; `index` knows the streets."""

    def __init__(self, index: StreetIndex) -> None:
        self._index = index

    def exact(self, text: str) -> list[Candidate]:
        """What a rightly spelt address or street means."""
        said = read_address(text)
        if said is None:
            return []
        whole = street_key(text)  # "Straße 48" may be the name of a street
        if said.number and self._index.knows(whole) and not self._index.knows(said.street):
            return self._index.candidates(whole, "street", "", 0.97)
        if not self._index.knows(said.street):
            return self._with_town(text)
        if said.number:
            return self._houses(said.street, said)
        return self._index.candidates(said.street, "street", said.town, 0.97)

    def _with_town(self, text: str) -> list[Candidate]:
        """ "Hauptstraße Karow", "Hauptstr. Karow 5": a town without a comma before it."""
        words = text.split()
        for cut in range(len(words) - 1, 0, -1):
            street, rest = " ".join(words[:cut]), words[cut:]
            key = street_key(street)
            if not self._index.knows(key):
                continue
            number = next((word for word in rest if word[:1].isdigit() and len(word) < 5), "")
            town = " ".join(word for word in rest if word != number)
            if not any(fits((), group.localities, town) and group.localities for group in self._index.groups(key)):
                continue
            said = Said(key, number, town)
            return self._houses(key, said) if number else self._index.candidates(key, "street", town, 0.97)
        return []

    def _houses(self, key: str, said: Said, score: float = 1.0, **similar: object) -> list[Candidate]:
        groups = [g for g in self._index.groups(key) if fits(g.postal_codes, g.localities, said.town)]
        found: list[Candidate] = []
        for houses in self._index.houses(groups, said.number):
            found += [_house(address, said, score, similar) for address in _apart(houses)]
        return found or self._listed(key, said, score, similar)

    def _listed(self, key: str, said: Said, score: float, similar: dict[str, object]) -> list[Candidate]:
        asked, wanted = numbers(said.number), normal_number(said.number)
        found: list[Listed] = []
        for place in self._index.listed.get(key, ()):
            held = numbers(place.number) if place.number else None
            same = normal_number(place.number) == wanted or (held and asked and held.meets(asked))
            if same and fits((place.postal_code,), (place.town,), said.town):
                found.append(place)
        code = "similar" if similar else "address"
        return [candidate(place.id, place.name, "Place", code, score, **similar) for place in found]

    def nearest(self, text: str) -> list[Candidate]:
        """The next house number of a street in which the one asked for is not known, and the street itself."""
        said = read_address(text)
        asked = numbers(said.number) if said is not None and said.number else None
        if said is None or asked is None or not self._index.knows(said.street):
            return []
        groups = [g for g in self._index.groups(said.street) if fits(g.postal_codes, g.localities, said.town)]
        held = self._index.addresses(groups)
        found = []
        for group in groups:
            known = [(n.low, a) for key in group.keys for a in held.get(key, ()) if (n := numbers(a.number))]
            near = min(known, key=lambda pair: (abs(pair[0][0] - asked.low[0]), pair[0]), default=None)
            if near is not None and abs(near[0][0] - asked.low[0]) <= NEAREST:
                values = {"asked": said.number, "number": near[1].number}
                found.append(
                    candidate(address_id(near[1]), near[1].label, "Address", "address_nearest", 0.85, **values)
                )
        return [*found, *self.street_of(text)]

    def street_of(self, text: str) -> list[Candidate]:
        """The street alone of an address."""
        said = read_address(text)
        if said is None or not said.number or not self._index.knows(said.street):
            return []
        return self._index.candidates(said.street, "street_only", said.town, 0.8)

    def similar(self, text: str) -> list[Candidate]:
        """Addresses and streets that are nearly what was typed."""
        said = read_address(text)
        if said is None or len(said.street) < 5 or self._index.knows(said.street):
            return []
        near = dict(self._index.similar(said.street))
        fitting = [g for key in near for g in self._index.groups(key) if fits(g.postal_codes, g.localities, said.town)]
        numbered: dict[str, list[Address]] = defaultdict(list)
        if said.number and fitting:
            for group, held in zip(fitting, self._index.houses(fitting, said.number, ranges=False), strict=True):
                numbered[group.street_key] += _apart(held)
        found: list[Candidate] = []
        for key, score in near.items():
            values, share = {"percent": round(score)}, 0.9 * score / 100
            hits = [_house(address, said, share, dict(values)) for address in numbered[key]]
            hits = hits or (self._listed(key, said, share, dict(values)) if said.number else [])
            alone = share - 0.05 * bool(said.number)
            found += hits or self._index.candidates(key, "similar", said.town, alone, **values)
        return found

    def beginning(self, text: str) -> list[Candidate]:
        """Streets that begin so."""
        key = street_key(text)
        if len(key) < 3 or any(map(str.isdigit, text)):
            return []
        return [
            found
            for near in self._index.beginning(key)
            if near != key
            for found in self._index.candidates(near, "begins", "", 0.9 - 0.002 * len(near))
        ]

    def corner(self, text: str) -> list[Candidate]:
        """Where two streets meet: the two addresses, one of each, that are nearest to each other."""
        parts = _CORNER.match(text.strip())
        keys = [street_key(part.removesuffix(",")) for part in parts.groups()] if parts else []
        if len(keys) != 2 or not all(map(self._index.groups, keys)) or keys[0] == keys[1]:
            return []
        sides = [self._all(self._index.groups(key)) for key in keys]
        near = min(((distance(a.point, b.point), a, b) for a in sides[0] for b in sides[1]), key=lambda t: t[0])
        if near[0] > ONE_HOUSE:
            return []
        label = f"{near[1].street} / {near[2].street}"
        return [candidate(f"corner:{address_id(near[1])[8:]}", label, "Corner", "corner", 0.98)]

    def _all(self, groups: Sequence[StreetGroup]) -> list[Address]:
        return [address for held in self._index.addresses(groups).values() for address in held]

    def by_id(self, id: str) -> Address | None:
        """The address of an id."""
        key, _, rest = id.partition(":")[2].partition("@")
        place, _, number = rest.partition(":")
        code, _, town = place.partition("/")
        groups = [g for g in self._index.groups(key) if not code or code in g.postal_codes]
        for held in self._index.addresses(groups).values():
            for address in held:
                if (address.postal_code, _town(address), address.number) == (code, town, number):
                    return address
        return None


def address_id(address: Address) -> str:
    """`address:KEY@POSTALCODE/LOCALITY:NUMBER`."""
    key = address.key.partition("|")[0]
    town = _town(address)
    return f"address:{key}@{address.postal_code}" + (f"/{town}" if town else "") + f":{address.number}"


def _town(address: Address) -> str:
    return key_of(address.locality).replace(" ", "-")


def _house(address: Address, said: Said, score: float, similar: dict[str, object]) -> Candidate:
    between = address.number != normal_number(said.number)
    code = "similar" if similar else "address_between" if between else "address"
    values = similar or ({"number": address.number} if between else {})
    return candidate(address_id(address), address.label, "Address", code, score, **values)


def _apart(houses: Sequence[Address]) -> list[Address]:
    """One for each house: of a range the middle one; entries of one number far from each other are two houses."""
    if not houses:
        return []
    middle = houses[(len(houses) - 1) // 2]
    return [middle, *(a for a in houses if a.number == middle.number and distance(a.point, middle.point) > ONE_HOUSE)]
