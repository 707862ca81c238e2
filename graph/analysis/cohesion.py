"""What holds a network together: density, parts, communities, and nodes without which it falls apart."""

from __future__ import annotations

import graspologic_native
import rustworkx as rx

from graph.analysis.network import Network

SEED = 20_190_326  # any will do, as long as it is always the same
TRIALS = 20


def density(network: Network) -> float:
    """The share of the possible ties that there are: 2m / n(n-1) (Wasserman and Faust 1994, p. 101)."""
    n = len(network.nodes)
    return 2 * len(network.ties) / (n * (n - 1)) if n > 1 else 0.0


def components(network: Network) -> list[frozenset[str]]:
    """The parts within which everybody reaches everybody, largest first, then by their first node."""
    parts = [frozenset(network.nodes[i] for i in part) for part in rx.connected_components(network.graph)]
    return sorted(parts, key=lambda part: (-len(part), min(part)))


def articulation_points(network: Network) -> list[str]:
    """Nodes without which their part falls into several (Hopcroft and Tarjan 1973, Communications of the ACM 16)."""
    return sorted(network.nodes[i] for i in rx.articulation_points(network.graph))


def communities(network: Network, *, resolution: float = 1.0, seed: int = SEED) -> tuple[list[frozenset[str]], float]:
    """Groups more tied within than chance would have it, largest first, and their modularity (weighted).

    Leiden's method (Traag, Waltman and van Eck 2019, Scientific Reports 9), the best of twenty runs; the same seed gives
    the same groups. Nodes without a tie are groups of one.
    """
    if not network.ties:
        return [frozenset((node,)) for node in network.nodes], 0.0
    edges = [(one, other, weight) for (one, other), weight in network.ties.items()]
    quality, found = graspologic_native.leiden(
        edges,
        starting_communities=None,
        resolution=resolution,
        randomness=0.001,
        iterations=1,
        use_modularity=True,
        seed=seed,
        trials=TRIALS,
    )
    groups: dict[object, set[str]] = {}
    for node in network.nodes:
        groups.setdefault(found.get(node, node), set()).add(node)
    parts = [frozenset(group) for group in groups.values()]
    return sorted(parts, key=lambda part: (-len(part), min(part))), float(quality)
