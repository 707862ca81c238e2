"""The overlay of several outlines of one Quartier: how far inside it each piece of ground is.

A Quartier has no surveyed edge; it has outlines that people drew. The degree of inside at a point is the weighted share of
the outlines that contain it (a fuzzy set over the plane, as Zadeh 1965 has it, with the outlines as its votes); cutting it
at one half gives the majority's outline. The overlay is exact: all edges are noded with each other on a grid of one
millimetre, and each face between them lies in a definite set of outlines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

GRID = 0.001  # metres: corners nearer than that are one, so that a shared edge leaves no slivers
DIGITS = 6  # of a share
HALF = 0.5
NOTHING = MultiPolygon()


@dataclass(frozen=True, slots=True)
class Drawn:
    """One outline in metres of an equal-area projection; a weight of 0 or less is not heard."""

    id: str
    weight: float
    metres: BaseGeometry


@dataclass(frozen=True, slots=True)
class Level:
    """The ground that lies in outlines of this weighted share (0 < share <= 1)."""

    share: float
    metres: BaseGeometry


@dataclass(frozen=True, slots=True)
class Consensus:
    """What outlines say together; all in metres, areas in square metres.

    `union` is in any outline, `core` in every one, `fringe` in some but not all, `outline` in at least half of their
    weight; `levels` part the union by share, ascending. `outlines` counts those that were heard.
    """

    outlines: int = 0
    union: BaseGeometry = NOTHING
    core: BaseGeometry = NOTHING
    fringe: BaseGeometry = NOTHING
    outline: BaseGeometry = NOTHING
    levels: list[Level] = field(default_factory=list)

    @property
    def agreement(self) -> float | None:
        """Core by union (0..1): the part of all the ground that anybody counts in which everybody does; None of nothing."""
        whole = float(self.union.area)
        return round(float(self.core.area) / whole, 4) if whole else None


def consensus(drawn: Sequence[Drawn]) -> Consensus:
    """The overlay of the outlines. Invalid ones are made valid; those without ground or weight are left out."""
    heard = [
        Drawn(one.id, one.weight, ground) for one in drawn if one.weight > 0 and (ground := clean(one.metres)).area
    ]
    if not heard:
        return Consensus()
    faces, members = _faces([one.metres for one in heard])
    weights = np.array([one.weight for one in heard])
    shares = np.round(members @ weights / weights.sum(), DIGITS)
    everywhere: np.ndarray = np.asarray(members.all(axis=1))
    by_share: dict[float, list[Polygon]] = defaultdict(list)
    for face, share in zip(faces, shares.tolist(), strict=True):
        by_share[share].append(face)
    levels = [Level(share, _joined(by_share[share])) for share in sorted(by_share) if share > 0]
    inside = [n for n, share in enumerate(shares.tolist()) if share > 0]
    return Consensus(
        len(heard),
        _joined([faces[n] for n in inside]),
        _joined([faces[n] for n in inside if everywhere[n]]),
        _joined([faces[n] for n in inside if not everywhere[n]]),
        _joined([faces[n] for n in inside if shares[n] >= HALF]),
        levels,
    )


def _faces(grounds: list[BaseGeometry]) -> tuple[list[Polygon], np.ndarray]:
    """The faces between all edges, and which ground (column) each face (row) lies in."""
    edges = shapely.union_all([shapely.boundary(ground) for ground in grounds], grid_size=GRID)
    faces = list(shapely.polygonize([edges]).geoms)
    members = np.zeros((len(faces), len(grounds)), dtype=bool)
    if faces:
        found = STRtree(grounds).query(shapely.point_on_surface(faces), predicate="within")
        members[found[0], found[1]] = True
    return faces, members


def clean(geometry: BaseGeometry) -> BaseGeometry:
    """The polygons of a geometry on the grid, made valid; empty where it has no ground."""
    valid = geometry if geometry.is_valid else shapely.make_valid(geometry)
    return _areal(shapely.set_precision(valid, GRID))


def _joined(parts: Sequence[BaseGeometry]) -> BaseGeometry:
    """Faces of one overlay as one: they share their edges corner by corner, so that nothing has to be noded again."""
    return _areal(shapely.coverage_union_all(list(parts))) if parts else NOTHING


def _areal(geometry: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(geometry).tolist() if isinstance(part, Polygon | MultiPolygon)]
    polygons = [polygon for part in parts for polygon in shapely.get_parts(part).tolist() if not polygon.is_empty]
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)
