"""Where people live, as a measure of ground: points with people, or people spread evenly over areas.

Areal interpolation (Goodchild & Lam 1980): how many people live on a piece of ground is taken from points where a grid or
addresses tell it (the dasymetric way: people are where their houses are), else from the finest level of areas whose
population is known, each area's people spread evenly over its ground.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from graph.gazetteer import People, people
from graph.geometry import to_metres
from graph.store import Row, Store

Shares = dict[tuple[int, int], float]
SPREAD = "areas"
GROUND = "ground"


class Measure(Protocol):
    """Says how much (people, or square metres) is on grounds, and on what each pair of two lists has in common."""

    @property
    def method(self) -> str:
        """How it is known: 'ground', 'grid', 'addresses' or 'areas'."""

    def of(self, grounds: Sequence[BaseGeometry]) -> np.ndarray:
        """The amount on each ground (n)."""

    def common(self, left: Sequence[BaseGeometry], right: Sequence[BaseGeometry]) -> Shares:
        """(index in left, index in right) -> the amount on both; pairs without any are left out."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Square metres."""

    method: str = GROUND

    def of(self, grounds: Sequence[BaseGeometry]) -> np.ndarray:
        return np.asarray(shapely.area(np.array(grounds, dtype=object)), dtype=float)

    def common(self, left: Sequence[BaseGeometry], right: Sequence[BaseGeometry]) -> Shares:
        first, second, pieces = _pieces(left, right)
        return _nonzero(first, second, np.asarray(shapely.area(pieces), dtype=float))


class Points:
    """People at points."""

    def __init__(self, found: People) -> None:
        self.method, self._weight = found.method, np.asarray(found.weight, dtype=float)
        self._tree = STRtree(shapely.points(found.xy))

    def of(self, grounds: Sequence[BaseGeometry]) -> np.ndarray:
        which, where = self._inside(grounds)
        return np.bincount(which, weights=self._weight[where], minlength=len(grounds))

    def common(self, left: Sequence[BaseGeometry], right: Sequence[BaseGeometry]) -> Shares:
        """Each ground on the left marks its points; those on the right count the marked ones among their own."""
        first, of_left = self._inside(left)
        second, of_right = self._inside(right)
        starts = np.searchsorted(second, np.arange(len(right) + 1))
        near = STRtree(np.array(right, dtype=object))
        found: Shares = {}
        marked = np.zeros(len(self._weight))
        for one, ground in enumerate(left):
            own = of_left[slice(*np.searchsorted(first, [one, one + 1]))]
            marked[own] = self._weight[own]
            for other in sorted(near.query(ground, predicate="intersects").tolist()):
                amount = float(marked[of_right[starts[other] : starts[other + 1]]].sum())
                if amount > 0:
                    found[one, other] = amount
            marked[own] = 0.0
        return found

    def _inside(self, grounds: Sequence[BaseGeometry]) -> tuple[np.ndarray, np.ndarray]:
        """(index of ground, index of point), ordered by the first; a point on an edge is in both."""
        which, where = self._tree.query(np.array(grounds, dtype=object), predicate="intersects")
        order = np.lexsort((where, which))
        return which[order], where[order]


class Spread:
    """People spread evenly over each area's ground; `cells` do not overlap."""

    method = SPREAD

    def __init__(self, cells: Sequence[BaseGeometry], persons: Sequence[float]) -> None:
        self._cells = np.array(cells, dtype=object)
        self._density = np.asarray(persons, dtype=float) / np.asarray(shapely.area(self._cells), dtype=float)

    def of(self, grounds: Sequence[BaseGeometry]) -> np.ndarray:
        which, cell, pieces = _pieces(grounds, self._cells)
        return np.bincount(which, weights=shapely.area(pieces) * self._density[cell], minlength=len(grounds))

    def common(self, left: Sequence[BaseGeometry], right: Sequence[BaseGeometry]) -> Shares:
        one, other, shared = _pieces(left, right)
        return _nonzero(one, other, self.of(shared.tolist()))


def measure_of(store: Store) -> Measure | None:
    """The best measure of people that the store allows; None where nothing tells where people live."""
    found = people(store)
    if found is not None and len(found.weight):
        return Points(found)
    return spread_of(store)


def spread_of(store: Store) -> Spread | None:
    """People over the finest level whose population is known, in its newest vintage."""
    rows = store.read(
        "MATCH (a:AdministrativeArea) WHERE a.geometry IS NOT NULL AND a.population IS NOT NULL AND a.ended IS NULL "
        "RETURN a.id AS id, a.level AS level, a.valid_until AS until, a.valid_from AS since, a.geometry AS geometry, "
        "a.population AS people ORDER BY id"
    )
    vintages: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        vintages[row["level"] or "", row["until"] or "9999", row["since"] or ""].append(row)
    newest = {level: max(key for key in vintages if key[0] == level) for level, *_ in vintages}
    chosen = [[(to_metres(row["geometry"]), row["people"]) for row in vintages[key]] for key in sorted(newest.values())]
    if not chosen:
        return None
    finest = min(chosen, key=lambda cells: sum(ground.area for ground, _ in cells) / len(cells))
    return Spread([ground for ground, _ in finest], [float(number) for _, number in finest])


def _pieces(
    left: Sequence[BaseGeometry] | np.ndarray, right: Sequence[BaseGeometry] | np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Index on the left, index on the right, and what both have in common, of every pair that touches."""
    first, second = np.array(left, dtype=object), np.array(right, dtype=object)
    one, other = STRtree(second).query(first, predicate="intersects")
    order = np.lexsort((other, one))
    one, other = one[order], other[order]
    return one, other, np.asarray(shapely.intersection(first[one], second[other]), dtype=object)


def _nonzero(one: np.ndarray, other: np.ndarray, amounts: np.ndarray) -> Shares:
    return {
        (left, right): amount
        for left, right, amount in zip(one.tolist(), other.tolist(), amounts.tolist(), strict=True)
        if amount > 0
    }
