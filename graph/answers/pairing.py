"""The pairs of actors that have most in common, found for all pairs at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

BLOCK = 512  # actors whose products are held at once
SLACK = 0.02  # scores are rounded to hundredths when they are compared in the end
Sets = Mapping[str, set[str]]
Matrix = NDArray[np.float64]
Numbers = NDArray[np.int64]


def sharing(
    sets: Sequence[Sets], most: int, too: set[tuple[str, str]], without: set[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Pairs (in order) that share a value of a kind, and others `too`; `without` some.

    A value that more than `most` share makes no pair.
    """
    actors = sorted({actor for kind in sets for actor in kind})
    at = {actor: n for n, actor in enumerate(actors)}
    found = [np.empty(0, dtype=np.int64)]
    for kind in sets:
        holders: dict[str, list[int]] = defaultdict(list)
        for actor in sorted(kind):
            for value in kind[actor]:
                holders[value].append(at[actor])
        for some in holders.values():
            if 1 < len(some) <= most:
                first, second = np.triu_indices(len(some), 1)
                who = np.array(some, dtype=np.int64)
                found.append(who[first] * len(actors) + who[second])
    added, left_out = (
        np.array([at[a] * len(actors) + at[b] for a, b in pairs if a in at and b in at], dtype=np.int64)
        for pairs in (too, without)
    )
    codes = np.setdiff1d(np.concatenate([*found, added]), left_out)
    firsts, seconds = np.divmod(codes, max(len(actors), 1))
    return [(actors[a], actors[b]) for a, b in zip(firsts.tolist(), seconds.tolist(), strict=True)]


def best_pairs(
    pairs: Sequence[tuple[str, str]],
    topics: Sets,
    groups: Sets,
    rarity: tuple[Mapping[str, float], Mapping[str, float]],
    needs: Mapping[str, Mapping[str, str]],
    most: int,
) -> tuple[list[tuple[str, str]], int]:
    """Every pair (given in order) that may be among the `most` best, and how many pairs have anything in common.

    Bounds decide: a need that is met on several topics counts once in the score, at least once and at most for each.
    """
    if not pairs:
        return [], 0
    actors = sorted({actor for pair in pairs for actor in pair})
    at = {actor: n for n, actor in enumerate(actors)}
    left, right = (np.array([at[pair[side]] for pair in pairs]) for side in (0, 1))
    own, meant = _matrix(actors, topics), _matrix(actors, groups)
    voiced = _matrix(actors, {actor: set(found) for actor, found in needs.items()})
    shared = _common(own, own, left, right)
    also = _common(meant, meant, left, right)
    met = _common(voiced, own, left, right) + _common(own, voiced, left, right)
    score = _common(own, own, left, right, rarity[0]) + _common(meant, meant, left, right, rarity[1]) / 2
    some = (shared + also + met) > 0
    low, high = score + 2 * np.minimum(met, 1), score + 2 * met
    kept = np.flatnonzero(some)
    if len(kept) > most:
        least = np.partition(low[kept], -most)[-most]
        kept = kept[high[kept] >= least - SLACK]
    return [pairs[n] for n in kept.tolist()], int(some.sum())


def _matrix(actors: Sequence[str], sets: Sets) -> tuple[Matrix, list[str]]:
    """Actors × values, 1 where an actor has the value."""
    values = sorted({value for actor in actors for value in sets.get(actor, ())})
    at = {value: n for n, value in enumerate(values)}
    found = np.zeros((len(actors), len(values)))
    for row, actor in enumerate(actors):
        found[row, [at[value] for value in sets.get(actor, ())]] = 1.0
    return found, values


def _common(
    one: tuple[Matrix, list[str]],
    other: tuple[Matrix, list[str]],
    left: Numbers,
    right: Numbers,
    weights: Mapping[str, float] | None = None,
) -> Matrix:
    """For each pair (left, right) the sum of the weights of what the left one has of the one kind, the right of the other."""
    places, others = ({value: n for n, value in enumerate(values)} for _, values in (one, other))
    values = [value for value in places if value in others]
    weighed = one[0][:, [places[value] for value in values]]
    weighed = weighed * np.array([1.0 if weights is None else weights.get(value, 0.0) for value in values])
    second = other[0][:, [others[value] for value in values]]
    found = np.zeros(len(left))
    for start in range(0, len(weighed), BLOCK):
        low, high = np.searchsorted(left, [start, start + BLOCK])
        if low < high:
            columns, inverse = np.unique(right[low:high], return_inverse=True)
            table = weighed[start : start + BLOCK] @ second[columns].T
            found[low:high] = table[left[low:high] - start, inverse]
    return found
