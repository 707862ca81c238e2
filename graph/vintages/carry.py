"""Figures carried from one cut of areas to another."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from graph.vintages.crosswalk import Crosswalk, Tie
from graph.vintages.words import limits

Figures = Literal["counts", "rates"]


@dataclass(frozen=True, slots=True)
class Value:
    """What a target comes to. `known`: the part of the target (0..1) that lies in sources with a figure; None: nothing."""

    code: str
    name: str
    value: float | None
    known: float


@dataclass(slots=True)
class Carried:
    """Values by target. Of counts, the sum of the values and `outside` is the sum of the figures that were used.

    `missing`: source codes without a figure; `unknown`: figures whose code is no source; `words`: method and limits.
    """

    figures: Figures
    method: str
    values: list[Value]
    outside: float
    missing: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)


def carry(figures: Mapping[str, float], over: Crosswalk, kind: Figures = "counts") -> Carried:
    """Carry figures by source code: counts (extensive: people, clubs) are split, rates (intensive: per cent) averaged.

    A count goes to the targets by the parts of its source. A rate of a target is the mean of its sources' rates, weighted
    by what each source makes up of the target.
    """
    ties: dict[str, list[Tie]] = defaultdict(list)
    for tie in over.ties:
        if tie.source.code in figures:
            ties[tie.target.code].append(tie)
    whole: dict[str, float] = defaultdict(float)
    for tie in over.ties:
        whole[tie.target.code] += tie.part_of_target
    values = [
        Value(zone.code, zone.name, _value(figures, ties[zone.code], kind), _known(ties[zone.code], whole[zone.code]))
        for zone in over.targets
    ]
    sources = {zone.code for zone in over.sources}
    outside = [figures[code] * part for code, part in over.outside.items() if code in figures]
    return Carried(
        kind,
        over.method,
        values,
        math.fsum(outside) if kind == "counts" else 0.0,
        sorted(sources - figures.keys()),
        sorted(figures.keys() - sources),
        limits(kind, over.method),
    )


def _value(figures: Mapping[str, float], ties: list[Tie], kind: Figures) -> float | None:
    if not ties:
        return None
    if kind == "counts":
        return math.fsum(figures[tie.source.code] * tie.part for tie in ties)
    weight = math.fsum(tie.part_of_target for tie in ties)
    if weight <= 0:
        return None
    return math.fsum(figures[tie.source.code] * tie.part_of_target for tie in ties) / weight


def _known(ties: list[Tie], whole: float) -> float:
    return round(min(math.fsum(tie.part_of_target for tie in ties) / whole, 1.0), 4) if whole > 0 else 0.0
