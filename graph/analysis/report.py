"""All measures of a network of actors at once, as plain data for the command line and HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from graph.analysis.brokerage import brokerage
from graph.analysis.centrality import betweenness, centralisation, closeness, coreness, degree, eigenvector, strength
from graph.analysis.cohesion import articulation_points, communities, components, density
from graph.analysis.comparison import compare
from graph.analysis.holes import constraint, effective_size
from graph.analysis.mixing import ei_index, ei_test
from graph.analysis.network import multiplexity, project
from graph.analysis.ties import Ties

DIGITS = 6


def measures(ties: Ties, layer: str = "cooperation") -> dict[str, Any]:
    """`{date, layer, network: {measure: value}, nodes: [{id, name, sectors, measure: value}]}`, nodes by betweenness.

    Raises KeyError for an unknown layer. Shares and means are rounded to six digits.
    """
    affiliations = ties.layers[layer]
    network = project(affiliations)
    groups, modularity = communities(network)
    community = {node: number for number, group in enumerate(groups, 1) for node in group}
    cut = set(articulation_points(network))
    group_of = {node: "+".join(sorted(found)) for node, found in ties.sectors.items() if found}
    columns: dict[str, Mapping[str, Any]] = {
        "degree": degree(network),
        "strength": strength(network),
        "betweenness": betweenness(network),
        "closeness": closeness(network),
        "eigenvector": eigenvector(network),
        "coreness": coreness(network),
        "constraint": constraint(network),
        "effective_size": effective_size(network),
        "community": community,
        "articulation_point": {node: node in cut for node in network.nodes},
        "brokerage": brokerage(network, group_of),
    }
    nodes = [
        {"id": node, "name": ties.names.get(node, node), "sectors": sorted(ties.sectors.get(node, ()))}
        | {name: _rounded(values.get(node)) for name, values in columns.items()}
        for node in network.nodes
    ]
    parts, layers = components(network), {name: project(found) for name, found in ties.layers.items()}
    several = [names for names in multiplexity(layers).values() if len(names) > 1]
    tested = ei_test(network, ties.sectors)
    whole = {
        "actors": len(network.nodes),
        "events": len(affiliations),
        "ties": len(network.ties),
        "density": density(network),
        "components": len(parts),
        "largest_component": len(parts[0]) if parts else 0,
        "communities": len(groups),
        "modularity": modularity,
        "ei_index": ei_index(network, ties.sectors),
        "ei_test": asdict(tested) if tested else None,
        "multiplex_ties": len(several),
        **{f"{name}_centralisation": centralisation(network, name) for name in ("degree", "betweenness", "closeness")},
    }
    nodes.sort(key=lambda row: (-row["betweenness"], str(row["name"]).casefold(), row["id"]))
    return {"date": ties.date, "layer": layer, "network": _rounded(whole), "nodes": nodes}


def comparison(before: Ties, after: Ties, layer: str = "cooperation") -> dict[str, Any]:
    """`{before, after, network: {measure: [before, after]}, nodes_new, nodes_gone, ties_new, ties_gone, stability}` with names."""
    old, new = measures(before, layer)["network"], measures(after, layer)["network"]
    found = compare(project(before.layers[layer]), project(after.layers[layer]))
    names = {**before.names, **after.names}

    def called(ids: Any) -> list[dict[str, str]]:
        return [{"id": id, "name": names.get(id, id)} for id in ids]

    return {
        "before": before.date,
        "after": after.date,
        "layer": layer,
        "network": {name: [old[name], new[name]] for name in old if name != "ei_test"},
        "nodes_new": called(found.nodes_new),
        "nodes_gone": called(found.nodes_gone),
        "ties_new": [called(pair) for pair in found.ties_new],
        "ties_gone": [called(pair) for pair in found.ties_gone],
        "stability": _rounded(found.stability),
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {name: _rounded(inner) for name, inner in value.items()}
    return value
