"""Networks for measuring: two-mode affiliations, their projection to one mode, and how many layers a tie has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

import rustworkx as rx

Affiliations = Mapping[str, frozenset[str]]  # event (cooperation, carrier, address) -> its actors
Pair = tuple[str, str]  # the two ends of a tie, in order


@dataclass(frozen=True)
class Network:
    """An undirected network without loops: `nodes` in order, `ties` from a pair in order to its weight (> 0)."""

    nodes: tuple[str, ...]
    ties: Mapping[Pair, float] = field(default_factory=dict)

    @classmethod
    def of(cls, ties: Iterable[tuple[str, str, float]], nodes: Iterable[str] = ()) -> Network:
        """From (end, other end, weight); weights of the same pair add up, loops are left out; `nodes` may be alone."""
        known, found = set(nodes), dict[Pair, float]()
        for one, other, weight in ties:
            known |= {one, other}
            if one != other:
                pair = (one, other) if one < other else (other, one)
                found[pair] = found.get(pair, 0.0) + weight
        return cls(tuple(sorted(known)), dict(sorted(found.items())))

    @cached_property
    def graph(self) -> rx.PyGraph[str, float]:
        """The same for the library: node index = place in `nodes`."""
        graph: rx.PyGraph[str, float] = rx.PyGraph(multigraph=False)
        graph.add_nodes_from(list(self.nodes))
        graph.add_edges_from([(self.index[a], self.index[b], weight) for (a, b), weight in self.ties.items()])
        return graph

    @cached_property
    def index(self) -> Mapping[str, int]:
        return {node: number for number, node in enumerate(self.nodes)}

    @cached_property
    def neighbours(self) -> Mapping[str, frozenset[str]]:
        """Node -> the nodes tied to it."""
        found: dict[str, set[str]] = {node: set() for node in self.nodes}
        for one, other in self.ties:
            found[one].add(other)
            found[other].add(one)
        return {node: frozenset(near) for node, near in found.items()}

    def by_node(self, values: Mapping[int, float]) -> dict[str, float]:
        """What the library found by index, by node."""
        return {node: float(values[number]) for number, node in enumerate(self.nodes)}


def project(affiliations: Affiliations, *, weighting: str = "newman") -> Network:
    """Actor - actor from shared events (Breiger 1974, "The duality of persons and groups", Social Forces 53).

    `weighting` "newman" gives each shared event of n actors 1/(n-1), so that a round table of thirty is no clique of
    strong ties (Newman 2001, Physical Review E 64, 016132); "count" gives 1. Actors that share nothing stay as nodes.
    """
    if weighting not in ("newman", "count"):
        raise ValueError(f"weighting is newman or count, not {weighting!r}")
    actors = {actor for found in affiliations.values() for actor in found}
    ties = (
        (one, other, 1 / (len(found) - 1) if weighting == "newman" else 1.0)
        for _, found in sorted(affiliations.items())
        for one, other in combinations(sorted(found), 2)
    )
    return Network.of(ties, actors)


def multiplexity(layers: Mapping[str, Network]) -> dict[Pair, tuple[str, ...]]:
    """Tied pair -> the layers in which it is tied, by their names.

    A tie is multiplex where there are several (Wasserman and Faust 1994, Social Network Analysis, p. 73 f.).
    """
    found: dict[Pair, list[str]] = {}
    for name, network in sorted(layers.items()):
        for pair in network.ties:
            found.setdefault(pair, []).append(name)
    return {pair: tuple(names) for pair, names in sorted(found.items())}
