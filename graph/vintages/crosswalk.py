"""Which part of each area of one cut lies in which area of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.population import GROUND, SPREAD, Ground, Measure, measure_of, spread_of
from graph.store import Store
from graph.vintages.areas import Zone, zones
from schema.errors import BadRequest

SLIVER = 0.001  # two drawings of one edge never lie on each other: pieces smaller than this part of both are no overlap
EDGE = 0.01  # what lies outside of all targets by less than this is such an edge too, and is shared among them
METHODS = ("people", SPREAD, GROUND)


@dataclass(frozen=True, slots=True)
class Tie:
    """`part` of the source lies in the target and makes up `part_of_target` of it (both 0..1)."""

    source: Zone
    target: Zone
    part: float
    part_of_target: float


@dataclass(slots=True)
class Crosswalk:
    """Ties by codes of source and target. `outside`: per source code, the part in no target, where there is any.

    `method` is ground, grid, addresses or areas; `by_ground` names sources in which nobody is known to live: those are
    split by ground.
    """

    method: str
    sources: list[Zone]
    targets: list[Zone]
    ties: list[Tie]
    outside: dict[str, float] = field(default_factory=dict)
    by_ground: list[str] = field(default_factory=list)


def crosswalk_of(store: Store, level: str, on: str, to_level: str, to_on: str, method: str | None = None) -> Crosswalk:
    """The crosswalk between two cuts of a store. Without a method the best one: people, else areas' population, else ground."""
    return crosswalk(zones(store, level, on), zones(store, to_level, to_on), _measure(store, method))


def crosswalk(sources: Sequence[Zone], targets: Sequence[Zone], measure: Measure) -> Crosswalk:
    """Parts by the measure; where a source has nothing of it, by ground."""
    grounds, others = [one.metres for one in sources], [one.metres for one in targets]
    by_ground = Ground()
    common, area = by_ground.common(grounds, others), by_ground.of(grounds).tolist()
    target_area = by_ground.of(others).tolist()
    real = {
        pair: amount
        for pair, amount in common.items()
        if amount >= SLIVER * area[pair[0]] or amount >= SLIVER * target_area[pair[1]]
    }
    amounts, whole = measure.common(grounds, others), measure.of(grounds).tolist()
    empty = [n for n, amount in enumerate(whole) if amount <= 0]
    parts: dict[int, dict[int, float]] = defaultdict(dict)
    for (one, other), ground in real.items():
        parts[one][other] = ground / area[one] if one in empty else amounts.get((one, other), 0.0) / whole[one]
    of_target = _of_targets(real, amounts, measure.of(others).tolist(), target_area)
    found = Crosswalk(measure.method, list(sources), list(targets), [], by_ground=[sources[n].code for n in empty])
    for one, source in enumerate(sources):
        scaled, rest = _whole(parts[one])
        found.outside |= {source.code: rest} if rest else {}
        found.ties += [
            Tie(source, targets[other], part, of_target[one, other]) for other, part in sorted(scaled.items())
        ]
    return found


def _of_targets(
    real: dict[tuple[int, int], float],
    amounts: dict[tuple[int, int], float],
    whole: list[float],
    area: list[float],
) -> dict[tuple[int, int], float]:
    return {
        pair: min(amounts.get(pair, 0.0) / whole[pair[1]] if whole[pair[1]] > 0 else ground / area[pair[1]], 1.0)
        for pair, ground in real.items()
    }


def _whole(parts: dict[int, float]) -> tuple[dict[int, float], float]:
    """Parts that make one whole but for what lies outside; overlapping targets and edges must not make or lose anybody."""
    total = sum(parts.values())
    if total >= 1 - EDGE:
        return {other: part / total for other, part in parts.items()}, 0.0
    return parts, 1.0 - total


def _measure(store: Store, method: str | None) -> Measure:
    if method not in (None, *METHODS):
        raise BadRequest(f"There is no method {method!r}.", hint=f"Known: {', '.join(METHODS)}.")
    if method == GROUND:
        return Ground()
    found = spread_of(store) if method == SPREAD else measure_of(store)
    if method is None:
        return found or Ground()
    if found is None or (method == "people" and found.method == SPREAD):
        need = "areas with population" if method == SPREAD else "a population grid or addresses"
        raise BadRequest(f"This store has no {need}.", hint="Use the method ground.")
    return found
