"""Measures of the network, each with its source, by well-kept graph libraries.

ties = read_ties(store, today)                       # who is tied to whom through what, as of a date
network = project(ties.layers["cooperation"])        # actor - actor, weighted 1/(n-1)
betweenness(network), communities(network), ei_index(network, ties.sectors)
"""

from graph.analysis.brokerage import brokerage
from graph.analysis.centrality import betweenness, centralisation, closeness, coreness, degree, eigenvector, strength
from graph.analysis.cohesion import articulation_points, communities, components, density
from graph.analysis.comparison import Comparison, compare
from graph.analysis.holes import constraint, effective_size
from graph.analysis.mixing import PermutationTest, difference_test, ei_index, ei_test
from graph.analysis.network import Affiliations, Network, multiplexity, project
from graph.analysis.report import measures
from graph.analysis.ties import Ties, read_ties

__all__ = [
    "Affiliations",
    "Comparison",
    "Network",
    "PermutationTest",
    "Ties",
    "articulation_points",
    "betweenness",
    "brokerage",
    "centralisation",
    "closeness",
    "communities",
    "compare",
    "components",
    "constraint",
    "coreness",
    "degree",
    "density",
    "difference_test",
    "effective_size",
    "ei_index",
    "ei_test",
    "eigenvector",
    "measures",
    "multiplexity",
    "project",
    "read_ties",
    "strength",
]
