"""From what is meant to "here": which of several areas of one name, and which areas that touches."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from shapely import Point, unary_union
from shapely.geometry.base import BaseGeometry

from graph.geometry import project as in_metres
from graph.places.model import Area, Here, candidate, key_of
from graph.places.texts import note

SAME_GROUND = 0.9  # two levels of one name that share this much are one reading
LEAST = 0.005  # of an area that is touched
PASSED = 0.1  # share of a street's addresses from which an area is meant, and not only touched
COVERED = 0.9  # share of the addresses that lie in areas of a level, for the level to be taken


class Ground:
    """The areas with their ground. `today` decides what holds when no date is said."""

    def __init__(self, areas: Mapping[str, Area], today: dt.date) -> None:
        self._areas, self._today = areas, today

    def settle(self, areas: list[Area], said: str, date: str | None, lang: str) -> Here:
        """Choose among areas of one name: the vintage that holds, one of several levels on the same ground."""
        exact = [area for area in areas if key_of(said) in set(map(key_of, area.names)) or area.id == said]
        parts = [area for area in areas if area not in exact]
        grounded = self.vintage([area for area in exact if area.geometry is not None], date)
        named_only = [area for area in exact if area.geometry is None]
        levels = _one_ground(grounded)
        if len(levels) > 1:
            return Here(
                said,
                ambiguous=[
                    candidate(
                        area.id,
                        area.name,
                        area.type,
                        "ended" if area.valid_until else "kind",
                        kind=area.kind,
                        until=area.valid_until,
                    ).in_language(lang)
                    for area in levels
                ],
            )
        meant = [*levels, *named_only]
        if not levels:
            meant += self.vintage(parts, date)
        return self.here(meant, _label(meant, said), date, lang)

    def vintage(self, areas: list[Area], date: str | None) -> list[Area]:
        """Per level: those that hold at the date; where none does, those that ended last."""
        at = date or self._today.isoformat()
        by_level: dict[str, list[Area]] = defaultdict(list)
        for area in areas:
            by_level[area.kind].append(area)
        kept: list[Area] = []
        for same in by_level.values():
            holding = [area for area in same if area.holds(at)]
            begun = [area for area in same if (area.valid_from or "") <= at + "~"] or same
            last = max((area.valid_until or "9999") for area in begun)
            kept += holding or [area for area in begun if (area.valid_until or "9999") == last]
        levels_that_hold = [area for area in kept if area.holds(at)]
        names = {key_of(area.name) for area in levels_that_hold}
        return levels_that_hold + [
            area for area in kept if area not in levels_that_hold and key_of(area.name) not in names
        ]

    def here(
        self,
        meant: Sequence[Area],
        label: str,
        date: str | None,
        lang: str,
        shares: Mapping[str, float] | None = None,
    ) -> Here:
        """ "Here" as some areas; `shares` (by area id) where it is a part of them only."""
        here = Here(label)
        here.areas = [_shown(area, (shares or {}).get(area.id, 1.0)) for area in meant]
        at = date or self._today.isoformat()
        for area in meant:
            if area.valid_until and area.valid_until + "~" < at:
                here.notes.append(note("ended", lang, name=area.name, kind=area.kind, until=area.valid_until))
            if area.geometry is None:
                here.notes.append(note("named_only", lang, name=area.name, kind=area.kind))
        if shares is None and len({key_of(area.name) for area in meant}) > 1:
            here.notes.append(note("together", lang, said=label, names=", ".join(sorted({a.name for a in meant}))))
        self._touch(here, meant, at)
        return here

    def _touch(self, here: Here, meant: Sequence[Area], at: str) -> None:
        grounds = [area.geometry for area in meant if area.geometry is not None]
        if not grounds:
            return
        ground = unary_union(grounds)
        ids = {area.id for area in meant}
        for area, share in self._sharing(ground):
            if area.id in ids:
                continue
            if share >= LEAST:
                (here.touches if area.holds(at) else here.former).append(_shown(area, share))
            if LEAST <= share < 0.5:
                here.coarse.append(area.id)
            if area.geometry is not None and area.holds(at) and share * area.geometry.area >= 0.5 * ground.area:
                here.around.append(area.id)
        known = {area["id"] for area in [*here.touches, *here.former]} | ids
        here.coarse += self._named_only_around(known, here)

    def _sharing(self, ground: BaseGeometry) -> Iterable[tuple[Area, float]]:
        """Areas that touch some ground, with the share of each that lies there."""
        for area in sorted(self._areas.values(), key=lambda one: one.id):
            if area.geometry is not None and area.geometry.intersects(ground):
                yield area, round(area.geometry.intersection(ground).area / area.geometry.area, 4)

    def _named_only_around(self, known: set[str], here: Here) -> list[str]:
        """Areas without a boundary that bear the name of a coarse one (an Ortsteil named like its Bezirk)."""
        keys = {key_of(self._areas[id].name) for id in here.coarse}
        return sorted(
            a.id for a in self._areas.values() if a.geometry is None and a.id not in known and key_of(a.name) in keys
        )

    def at(self, point: BaseGeometry, said: str, lang: str, date: str | None = None) -> Here:
        """ "Here" at a point (metres): the Quartiere around it, else the smallest area."""
        around = self.around(point)
        quartiere = [area for area in around if area.type == "Quartier"]
        here = self.here(quartiere or smallest(self.vintage(around, date)), said, date, lang)
        here.notes.append(
            note("lies_in", lang, said=said, names=", ".join(area["label"] for area in here.areas))
            if here.areas
            else note("outside", lang, said=said)
        )
        return here

    def around(self, point: BaseGeometry) -> list[Area]:
        """The areas that a point (metres) lies in."""
        spot = Point(point.coords[0])
        return [area for area in self._areas.values() if area.geometry is not None and area.geometry.covers(spot)]

    def spread(self, positions: np.ndarray, said: str, lang: str, date: str | None = None) -> Here:
        """ "Here" as many positions (degrees, n×2): the areas that a good part of them lies in, with shares."""
        points = shapely.points(in_metres(positions))
        counted = {
            area: float(np.count_nonzero(shapely.covers(area.geometry, points))) / len(points)
            for area in self.vintage([area for area in self._areas.values() if area.geometry is not None], date)
        }
        return self._by_shares({area: share for area, share in counted.items() if share > 0}, said, lang, date)

    def listed(self, shares: Mapping[str, float], said: str, lang: str, date: str | None = None) -> Here:
        """The same where the share in each area (by id) is known already."""
        return self._by_shares(
            {self._areas[id]: share for id, share in shares.items() if id in self._areas}, said, lang, date
        )

    def _by_shares(self, counted: Mapping[Area, float], said: str, lang: str, date: str | None) -> Here:
        chosen = _finest(counted)
        meant = [area for area in chosen if counted[area] >= PASSED] or chosen[:1]
        if not meant:
            return Here(said, notes=[note("outside", lang, said=said)])
        shares = {area.id: round(counted[area], 4) for area in meant}
        here = self.here(meant, said, date, lang, shares)
        if len(meant) == 1 and shares[meant[0].id] > 0.9999:
            here.notes.append(note("lies_in", lang, said=said, names=meant[0].name))
        else:
            names = ", ".join(f"{area.name} ({round(100 * shares[area.id])} %)" for area in meant)
            here.notes.append(note("shares", lang, said=said, names=names))
        return here

    def disc(self, middle: BaseGeometry, metres: float, said: str, lang: str, date: str | None = None) -> Here:
        """ "Here" as all that is so near to a point or an area (metres): the areas of the finest level that it touches."""
        touched = dict(self._sharing(shapely.force_2d(middle).buffer(metres)))
        around = {a: share for a, share in touched.items() if a in set(self.vintage(list(touched), date)) and share > 0}
        quartiere = [area for area in around if area.type == "Quartier"]
        sizes: dict[str, list[float]] = defaultdict(list)
        for area in around:
            sizes[area.kind].append(area.geometry.area if area.geometry is not None else 0.0)
        finest = min(sizes, key=lambda kind: (sum(sizes[kind]) / len(sizes[kind]), kind), default="")
        meant = sorted(quartiere or [a for a in around if a.kind == finest], key=lambda area: area.id)
        if not meant:
            return Here(said, notes=[note("outside", lang, said=said)])
        here = self.here(meant, said, date, lang, {area.id: around[area] for area in meant})
        here.partly = True
        names = ", ".join(f"{area.name} ({round(100 * around[area], 1):g} %)" for area in meant)
        here.notes.append(note("around", lang, metres=f"{metres:g}", said=said, names=names))
        return here


def _finest(counted: Mapping[Area, float]) -> list[Area]:
    """The areas to name, largest share first: Quartiere where they hold most, else the finest level that does."""
    by_kind: dict[str, list[Area]] = defaultdict(list)
    for area in counted:
        by_kind[area.kind].append(area)

    def rank(kind: str) -> tuple[bool, bool, float, str]:
        areas = by_kind[kind]
        covered = sum(counted[area] for area in areas)
        size = sum(area.geometry.area for area in areas if area.geometry is not None) / len(areas)
        return covered < COVERED, kind != "Quartier", size, kind

    best = min(by_kind, key=rank, default=None)
    return sorted(by_kind[best], key=lambda area: (-counted[area], area.id)) if best is not None else []


def smallest(areas: Sequence[Area]) -> list[Area]:
    """The one area with the least ground; none where there is none."""
    return sorted(areas, key=lambda area: area.geometry.area if area.geometry is not None else 0.0)[:1]


def _one_ground(areas: list[Area]) -> list[Area]:
    """Of areas that cover nearly the same ground only the largest."""
    kept: list[Area] = []
    for area in sorted(areas, key=lambda one: (-one.geometry.area if one.geometry else 0.0, one.id)):
        if not any(_likeness(area, other) >= SAME_GROUND for other in kept):
            kept.append(area)
    return kept


def _likeness(a: Area, b: Area) -> float:
    if a.geometry is None or b.geometry is None:
        return 0.0
    return float(a.geometry.intersection(b.geometry).area / a.geometry.union(b.geometry).area)


def _label(meant: Iterable[Area], said: str) -> str:
    names = sorted({area.name for area in meant})
    return names[0] if len(names) == 1 else said


def _shown(area: Area, share: float) -> dict[str, Any]:
    return {"id": area.id, "label": area.name, "type": area.type, "level": area.level, "share": share}
