"""Whether ties keep within groups, and whether a difference between groups is more than chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.analysis.network import Network

Groups = Mapping[str, frozenset[str]]  # node -> its groups (sectors); none or several are possible
SEED = 1_988
ROUNDS = 4_999


@dataclass(frozen=True)
class PermutationTest:
    """The value that is there, what chance gives (mean and standard deviation), and how often chance is as far off.

    `p` is two-sided (twice the smaller tail) and counts what is there as one of the permutations (Phipson and Smyth 2010,
    Statistical Applications in Genetics and Molecular Biology 9): never 0.
    """

    observed: float
    expected: float
    deviation: float
    p: float
    rounds: int


def ei_index(network: Network, groups: Groups) -> float | None:
    """(external - internal) / all ties: -1 all within groups, +1 all across (Krackhardt and Stern 1988, Soc. Psych. Quarterly 51).

    A tie is internal where the two have a group in common; ties of nodes without a group do not count. None without ties.
    """
    external = internal = 0
    for one, other in network.ties:
        if groups.get(one) and groups.get(other):
            shared = bool(groups[one] & groups[other])
            internal += shared
            external += not shared
    return (external - internal) / (external + internal) if external + internal else None


def ei_test(network: Network, groups: Groups, *, rounds: int = ROUNDS, seed: int = SEED) -> PermutationTest | None:
    """Is the E-I index other than if the groups were dealt to the same network at random?

    The permutation of Krackhardt and Stern 1988: ties stay, the nodes' groups change places. None where there is no index.
    """
    nodes = [node for node in network.nodes if groups.get(node)]
    at = {node: number for number, node in enumerate(nodes)}
    ties = np.array([(at[a], at[b]) for a, b in network.ties if a in at and b in at])
    if not len(ties):
        return None
    names = sorted({name for node in nodes for name in groups[node]})
    member = np.array([[name in groups[node] for name in names] for node in nodes])

    def index(order: np.ndarray) -> float:
        dealt = member[order]
        internal = int((dealt[ties[:, 0]] & dealt[ties[:, 1]]).any(axis=1).sum())
        return 1 - 2 * internal / len(ties)

    generator = np.random.default_rng(seed)
    found = np.array([index(generator.permutation(len(nodes))) for _ in range(rounds)])
    return _judged(index(np.arange(len(nodes))), found)


def difference_test(
    one: Sequence[float], other: Sequence[float], *, rounds: int = ROUNDS, seed: int = SEED
) -> PermutationTest:
    """Do two groups differ in the mean of a measure more than if it were dealt to them at random?

    A measure of a network's nodes is not a random sample, so that the t test does not hold (Borgatti, Everett and Johnson 2013,
    Analyzing Social Networks, ch. 8); permuting who has which value does. Raises ValueError where a group is empty.
    """
    if not one or not other:
        raise ValueError("both groups need members")
    values = np.array([*one, *other], dtype=float)
    size = len(one)

    def gap(dealt: np.ndarray) -> float:
        return float(dealt[:size].mean() - dealt[size:].mean())

    generator = np.random.default_rng(seed)
    found = np.array([gap(generator.permutation(values)) for _ in range(rounds)])
    return _judged(gap(values), found)


def _judged(observed: float, found: np.ndarray) -> PermutationTest:
    """Twice the smaller tail, each with what is there as one more permutation."""
    tails = [(found >= observed - 1e-12).sum(), (found <= observed + 1e-12).sum()]
    p = min(1.0, 2 * (int(min(tails)) + 1) / (len(found) + 1))
    return PermutationTest(observed, float(found.mean()), float(found.std(ddof=1)), p, len(found))
