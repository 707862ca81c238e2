"""Structural holes (Burt 1992, Structural Holes: The Social Structure of Competition)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.analysis.network import Network

if TYPE_CHECKING:
    import networkx as nx


def constraint(network: Network) -> dict[str, float | None]:
    """How far a node's ties lead back to the same people: near 0 free, 1 and more bound (Burt 1992, p. 54-56), weighted.

    None for nodes without a tie.
    """
    import networkx as nx  # where nobody asks for it, nobody waits for it

    return _defined(nx.constraint(_graph(network), weight="weight")) if network.ties else dict.fromkeys(network.nodes)


def effective_size(network: Network) -> dict[str, float | None]:
    """How many of a node's contacts are not redundant: n - 2t/n for n contacts with t ties among them, unweighted.

    Burt 1992, p. 52, in the form of Borgatti 1997 (Connections 20). None for nodes without a tie.
    """
    import networkx as nx

    return _defined(nx.effective_size(_graph(network))) if network.ties else dict.fromkeys(network.nodes)


def _graph(network: Network) -> nx.Graph:
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(network.nodes)
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in network.ties.items())
    return graph


def _defined(values: dict[str, float]) -> dict[str, float | None]:
    return {
        node: None if value != value else float(value) for node, value in sorted(values.items())
    }  # NaN is not itself
