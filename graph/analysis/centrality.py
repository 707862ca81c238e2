"""Who stands where: centralities of nodes, and how far a network is ordered around one of them.

Ties are unweighted here but for `strength` and `eigenvector`: a weight says how strong a tie is, not how long.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import rustworkx as rx

from graph.analysis.network import Network
from schema.errors import BadRequest


def degree(network: Network, *, normalised: bool = False) -> dict[str, float]:
    """How many others a node is tied to; normalised: of the n-1 that there are (Freeman 1979, Social Networks 1)."""
    most = len(network.nodes) - 1
    return {
        node: len(near) / most if normalised and most > 0 else float(len(near))
        for node, near in network.neighbours.items()
    }


def strength(network: Network) -> dict[str, float]:
    """The sum of a node's weights (Barrat et al. 2004, PNAS 101); with Newman's weights the events it shares with anybody."""
    found = dict.fromkeys(network.nodes, 0.0)
    for (one, other), weight in network.ties.items():
        found[one] += weight
        found[other] += weight
    return found


def betweenness(network: Network, *, normalised: bool = True) -> dict[str, float]:
    """How often a node lies on shortest ways between others (Freeman 1977, Sociometry 40; Brandes 2001).

    Normalised by (n-1)(n-2)/2; otherwise the number of pairs, shared among ways of equal length.
    """
    return network.by_node(rx.betweenness_centrality(network.graph, normalized=normalised))


def closeness(network: Network) -> dict[str, float]:
    """The inverse of the mean distance to those within reach, times the share of the others that these are.

    Freeman 1979; the factor for networks in parts is that of Wasserman and Faust 1994, p. 201.
    """
    return network.by_node(rx.closeness_centrality(network.graph, wf_improved=True))


def eigenvector(network: Network) -> dict[str, float]:
    """Central is who is tied to the central (Bonacich 1972, J. Mathematical Sociology 2); weighted, of length 1."""
    if not network.ties:
        return dict.fromkeys(network.nodes, 0.0)
    try:
        found = rx.eigenvector_centrality(network.graph, weight_fn=float, max_iter=10_000, tol=1e-10)
    except rx.FailedToConverge as error:
        raise BadRequest(
            "The eigenvector centrality of this network does not settle.", hint="Take one component."
        ) from error
    return network.by_node(found)


def coreness(network: Network) -> dict[str, int]:
    """The largest k for which a node is in the k-core: all in it have k ties within (Seidman 1983, Social Networks 5)."""
    found: Any = rx.core_number(network.graph)  # a mapping by index, whatever its stub says
    return {node: int(found[number]) for number, node in enumerate(network.nodes)}


def centralisation(network: Network, measure: str) -> float:
    """How far the network is ordered around one node: 0 all alike, 1 a star (Freeman 1979).

    `measure` is degree, betweenness or closeness; the last only where every node reaches every other (else 0 is given for
    those apart). Networks of fewer than three nodes have none: 0.
    """
    n = len(network.nodes)
    if n < 3:
        return 0.0
    values: Mapping[str, float]
    if measure == "degree":
        values, most = degree(network), float((n - 1) * (n - 2))
    elif measure == "betweenness":
        values, most = betweenness(network), float(n - 1)
    elif measure == "closeness":
        values, most = closeness(network), (n - 1) * (n - 2) / (2 * n - 3)
    else:
        raise ValueError(f"there is no centralisation by {measure!r}")
    top = max(values.values())
    return sum(top - value for value in values.values()) / most
