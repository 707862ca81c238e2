"""The gazetteer: where house numbers are, and where people live, from lists that are no part of the network.

Addresses and cells of a population grid are light nodes beside the entities (docs/decisions/gazetteer.md). Each belongs
to a list, and a list is in use as long as its source names it and is not dropped; `graph.reference` writes them.

A `Street` is what one list calls by one name under one postal code and in one locality; its `key` is that of its
addresses, so a house number is found by one look-up in an index.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from graph.geometry import project
from graph.store import Row, Store, batches
from schema.values import fold
from schema.values.house_number import Numbers, normal_number, numbers

DEGREE = 1_000_000  # positions are kept in millionths of a degree, about a decimetre
LISTS = {"Address": "addresses_list", "Cell": "cells_list"}  # the property by which a source names its list in use


@dataclass(frozen=True, slots=True)
class Street:
    """One street of one list. `box`: west, south, east, north in degrees; `count`: its addresses."""

    key: str
    street_key: str
    name: str
    postal_code: str
    locality: str
    count: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Address:
    """One house number. `point`: longitude and latitude as elsewhere; `source`, `sheet`, `row`: where it stands."""

    key: str
    street: str
    number: str
    postal_code: str
    locality: str
    point: str
    source: str
    sheet: str | None
    row: int

    @property
    def label(self) -> str:
        town = " ".join(part for part in (self.postal_code, self.locality) if part)
        return f"{self.street} {self.number}" + (f", {town}" if town else "")


@dataclass(frozen=True, slots=True)
class People:
    """Where people live: `xy` (n×2, metres in EPSG:3035) and `weight` (n); `method` 'grid' or 'addresses'."""

    xy: np.ndarray
    weight: np.ndarray
    method: str


def street_unit(street_key: str, postal_code: str, locality: str) -> str:
    """The key that the addresses of one street share."""
    return f"{street_key}|{postal_code}|{fold(locality)}"


def lists(store: Store, label: str = "Address") -> list[str]:
    """The lists in use, of the most trusted source first; empty where there is none."""
    rows = store.read(
        f"MATCH (s:Source) WHERE s.{LISTS[label]} IS NOT NULL AND coalesce(s.dropped, false) = false "
        f"RETURN s.{LISTS[label]} AS list ORDER BY -coalesce(s.trust, 50), s.name"
    )
    return [row["list"] for row in rows]


def of_source(store: Store, source: str) -> bool:
    """Has the source a list of addresses or cells, in use or dropped?"""
    held = " OR ".join(f"s.{name} IS NOT NULL" for name in LISTS.values())
    return bool(store.read(f"MATCH (s:Source {{name: $name}}) WHERE {held} RETURN s.name AS name", name=source))


def streets(store: Store, street_keys: Iterable[str] | None = None) -> list[Street]:
    """The streets of the lists in use: all of them, or those of some names."""
    used = lists(store)
    if not used:
        return []
    fields = (
        "RETURN s.key AS key, s.street_key AS street_key, s.name AS name, s.postal_code AS postal_code, "
        "s.locality AS locality, s.count AS count, s.box AS box"
    )
    if street_keys is None:
        rows: Iterable[Row] = store.stream(f"MATCH (s:Street) WHERE s.list IN $lists {fields}", lists=used)
    else:
        rows = _by_key(
            store, f"MATCH (s:Street {{street_key: key}}) WHERE s.list IN $lists {fields}", street_keys, used
        )
    found = [Street(**{**row, "box": tuple(row["box"])}) for row in rows]
    return sorted(found, key=lambda street: (street.key, -street.count, street.name))


def positions(store: Store, keys: Iterable[str]) -> dict[str, np.ndarray]:
    """Street key -> longitude and latitude of each of its addresses (n×2), over all lists in use."""
    found: dict[str, list[np.ndarray]] = defaultdict(list)
    fields = "RETURN s.key AS key, s.positions AS positions"
    for row in _by_key(store, f"MATCH (s:Street {{key: key}}) WHERE s.list IN $lists {fields}", keys, lists(store)):
        found[row["key"]].append(unpacked(row["positions"]))
    return {key: np.concatenate(parts) for key, parts in found.items()}


def addresses(
    store: Store, keys: Iterable[str], used: list[str] | None = None, number: str | None = None
) -> dict[str, list[Address]]:
    """Street key -> its addresses, of the most trusted list first, each list in order of its rows.

    `used`: the lists in use, where the caller knows them already; `number`: only those so written.
    """
    used = lists(store) if used is None else used
    rank = {list: n for n, list in enumerate(used)}
    fields = (
        "RETURN a.key AS key, a.street AS street, a.number AS number, a.postal_code AS postal_code, a.locality AS "
        "locality, a.point AS point, a.source AS source, a.sheet AS sheet, a.row AS row, a.list AS list"
    )
    only = "" if number is None else "AND a.number = $number"
    cypher = f"MATCH (a:Address {{key: key}}) WHERE a.list IN $lists {only} {fields}"
    rows = list(_by_key(store, cypher, keys, used, number=number))
    found: dict[str, list[Address]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (rank[row["list"]], row["sheet"] or "", row["row"])):
        del row["list"]
        found[row["key"]].append(Address(**row))
    return dict(found)


def houses(held: Sequence[Address], number: str) -> list[Address]:
    """The addresses that a house number means: the one so written, else those that a range has in common with it."""
    wanted = normal_number(number)
    exact = [address for address in held if address.number == wanted]
    asked = numbers(number)
    if exact or asked is None:
        return exact[:1]
    met = {
        address.number: (said, address)
        for address in reversed(held)
        if (said := numbers(address.number)) is not None and said.meets(asked)
    }
    return [address for _, address in sorted(met.values(), key=lambda pair: _order(pair[0]))]


def _order(said: Numbers) -> tuple[int, str]:
    return said.low


def people(store: Store) -> People | None:
    """Where people live: the cells of population grids, else every address once; None where there is neither."""
    used = lists(store, "Cell")
    if used:
        rows = list(
            store.stream(
                "MATCH (c:Cell) WHERE c.list IN $lists RETURN c.x AS x, c.y AS y, c.people AS people", lists=used
            )
        )
        rows.sort(key=lambda row: (row["x"], row["y"], row["people"]))
        table = np.array([(row["x"], row["y"], row["people"]) for row in rows], dtype=float).reshape(-1, 3)
        return People(table[:, :2], table[:, 2], "grid")
    used = lists(store)
    if not used:
        return None
    packed = store.stream("MATCH (s:Street) WHERE s.list IN $lists RETURN s.positions AS positions", lists=used)
    parts = [unpacked(row["positions"]) for row in packed]
    degrees = np.unique(np.concatenate([np.empty((0, 2)), *parts]), axis=0)  # one house in two lists is one house
    return People(project(degrees).reshape(-1, 2), np.ones(len(degrees)), "addresses")


def packed(places: np.ndarray) -> str:
    """Positions as a text that both stores keep: millionths of a degree, base64."""
    return base64.b64encode(np.round(places * DEGREE).astype("<i4").tobytes()).decode("ascii")


def unpacked(text: str) -> np.ndarray:
    """The positions (n×2, degrees) that `packed` wrote."""
    return np.frombuffer(base64.b64decode(text), dtype="<i4").reshape(-1, 2) / DEGREE


def _by_key(store: Store, cypher: str, keys: Iterable[str], used: list[str], **parameters: object) -> Iterator[Row]:
    if not used:
        return
    for part in batches([{"key": key} for key in sorted(set(keys))]):
        yield from store.read(
            f"UNWIND $keys AS key {cypher}", keys=[row["key"] for row in part], lists=used, **parameters
        )
