"""Answers about the network of cooperations: partners, bridges, single points, silos, introductions.

Each question's header states its method and limits in plain words; the sources stand in the functions here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import rustworkx as rx

from graph.answers.base import Answer, Rows, Run, named
from graph.answers.cells import provided_cells

Members = dict[str, set[str]]  # cooperation -> its members


def partners(run: Run) -> Answer:
    """Partners from shared cooperations, each weighing 1/(n-1) for n members (Newman 2001)."""
    others = {row["id"]: int(row["others"]) for row in run.rows("sizes")}
    shared: dict[str, list[str]] = defaultdict(list)
    for row in run.rows():
        shared[row["id"]].append(row["cooperations"])
    rows: Rows = [
        {"id": id, "cooperations": found, "weight": round(sum(1 / others[k] for k in found if others.get(k)), 4)}
        for id, found in shared.items()
    ]
    found = run.decorate(rows, "cooperations")
    only_named = sorted({name for row in run.rows("unresolved") for name in row["names"]})
    notes = [run.say("named_only_members", names=", ".join(only_named))] if only_named else []
    return Answer(sorted(found, key=lambda row: (-row["weight"], str(row["name"]).casefold(), row["id"])), notes=notes)


def members_of(run: Run, concerning: str = "main") -> Members:
    """The cooperations of the place (or all) with their members."""
    if run.arguments.everywhere and "everywhere" in run.question.statements:
        rows = run.rows("everywhere")
    else:
        rows = [*run.rows(concerning), *run.rows("members")]
    found: Members = defaultdict(set)
    for row in rows:
        found[row["cooperation"]].update(row["actors"])
    return found


def sectors_of(run: Run, actors: Iterable[str]) -> Mapping[str, set[str]]:
    """Actor -> its sectors: recorded ones, else those to which most of its offerings belong. Read once for each actor."""
    known: dict[str, set[str]] = run.remembered("sectors", dict)
    ids = sorted(set(actors) - known.keys())
    recorded: dict[str, set[str]] = defaultdict(set)
    for row in run.rows("sectors", members=ids) if ids else ():
        recorded[row["id"]].add(row["sector"])
    rest = [id for id in ids if id not in recorded]
    offered: dict[str, set[str]] = {}
    for row in run.rows("offered", members=rest) if rest else ():
        most = max(row["offerings"])
        offered[row["id"]] = {sector for sector, n in zip(row["sectors"], row["offerings"], strict=True) if n == most}
    known |= {id: recorded.get(id) or offered.get(id) or set() for id in ids}
    return known


def bridges(run: Run) -> Answer:
    """Actors that are the only common member of two cooperations: local bridges (Granovetter 1973) of the two-mode
    network (Breiger 1974). With two or more sectors named, only pairs of cooperations that reach all of them count."""
    members = members_of(run)
    sectors = sectors_of(run, {actor for found in members.values() for actor in found})
    reached = {k: {s for actor in found for s in sectors.get(actor, ())} for k, found in members.items()}
    wanted = set(run.arguments.sectors)
    joined: dict[str, list[str]] = defaultdict(list)
    for cooperation, found in sorted(members.items()):
        for actor in found:
            joined[actor].append(cooperation)
    rows: Rows = []
    for actor, own in joined.items():
        pairs = [
            (a, b)
            for a, b in combinations(own, 2)
            if members[a] & members[b] == {actor}
            and wanted <= reached[a] | reached[b]
            and _apart(wanted, reached[a], reached[b])
        ]
        if pairs:
            kept = sorted({k for pair in pairs for k in pair})
            rows.append({"id": actor, "bridges": len(pairs), "cooperations": kept,
                         "sectors": sorted({s for k in kept for s in reached[k]})})  # fmt: skip
    found_rows = run.ordered(rows)
    found_rows.sort(key=lambda row: (-row["bridges"], -len(row["sectors"]), str(row["name"]).casefold(), row["id"]))
    notes: list[str] = []
    shown = run.complete(run.shown(found_rows, notes), "cooperations", "sectors")
    return Answer(shown, notes=notes, statement=_statement(run))


def _apart(wanted: set[str], one: set[str], other: set[str]) -> bool:
    """With sectors named, each side must bring one of them."""
    return len(wanted) < 2 or bool(one & wanted and other & wanted)


def _statement(run: Run) -> str:
    return "everywhere" if run.arguments.everywhere else "main"


def single_points(run: Run) -> Answer:
    """Sole providers here, and articulation points of the network of actors and cooperations here (Hopcroft and Tarjan 1973)."""
    sole: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for pair, by_offering in provided_cells(run).items():
        providers = {actor for actors in by_offering.values() for actor in actors}
        if len(providers) == 1:
            sole[providers.pop()].append(pair)
    cut = _cut_off(members_of(run, "concerning"))
    labels = run.names({id for pairs in sole.values() for pair in pairs for id in pair if id})
    rows: Rows = [
        {"id": id, "sole_for": sorted(_cell(pair, labels) for pair in sole.get(id, ())), "cuts_off": cut.get(id, 0)}
        for id in {*sole, *cut}
    ]
    found = run.ordered(rows)
    found.sort(key=lambda row: (-row["cuts_off"], -len(row["sole_for"]), str(row["name"]).casefold(), row["id"]))
    notes = [run.say("unknown_is_not_none")]
    return Answer(run.complete(run.shown(found, notes)), notes=notes)


def _cell(pair: tuple[str, str | None], labels: Mapping[str, Mapping[str, Any]]) -> str:
    return " × ".join(str(labels.get(id, {}).get("name")) for id in pair if id)


def _cut_off(members: Members) -> dict[str, int]:
    """Actor -> how many other actors its going would cut off from the largest part of its component.

    Read from the tree of blocks and articulation points: the parts that a point leaves are its subtrees and the rest.
    """
    graph: rx.PyGraph[str, None] = rx.PyGraph()
    at: dict[str, int] = {}
    for node in [*members, *sorted({actor for found in members.values() for actor in found})]:
        at[node] = graph.add_node(node)
    graph.add_edges_from_no_data([(at[k], at[actor]) for k, found in members.items() for actor in sorted(found)])
    points = sorted(rx.articulation_points(graph))
    blocks: dict[int, set[int]] = defaultdict(set)
    for edge, block in rx.biconnected_components(graph).items():
        blocks[block] |= set(edge)
    actors = {index for index in graph.node_indices() if graph[index] not in members}
    tree: rx.PyGraph[int, None] = rx.PyGraph()
    point_at = {point: tree.add_node(int(point in actors)) for point in points}
    for inside in blocks.values():
        block = tree.add_node(len(inside & actors - point_at.keys()))
        tree.add_edges_from_no_data([(block, point_at[point]) for point in inside & point_at.keys()])
    parts = _parts(tree)
    cut = {graph[p]: sum(parts[point_at[p]]) - max(parts[point_at[p]]) for p in points if p in actors}
    return {name: n for name, n in cut.items() if n > 0}


def _parts(tree: rx.PyGraph[int, None]) -> dict[int, list[int]]:
    """Node of a forest -> the weights of the parts into which its tree falls without it."""
    parts: dict[int, list[int]] = {node: [] for node in tree.node_indices()}
    for nodes in rx.connected_components(tree):
        root = min(nodes)
        order = [(edge[0], edge[1]) for edge in rx.dfs_edges(tree, root)]  # (parent, child)
        weight = {node: tree[node] for node in nodes}
        for parent, child in reversed(order):
            weight[parent] += weight[child]
            parts[parent].append(weight[child])
        for _, child in order:
            parts[child].append(weight[root] - weight[child])
    return parts


def silo(run: Run) -> Answer:
    """Sector × sector: cooperations in which one member is of the one and another of the other."""
    members = members_of(run)
    sectors = sectors_of(run, {actor for found in members.values() for actor in found})
    wanted, all_sectors = set(run.arguments.sectors), [c.id for c in run.vocabulary.of_kind("Sector")]
    joined: dict[tuple[str, str], list[str]] = {pair: [] for pair in combinations(sorted(all_sectors), 2)}
    across = known = 0
    for cooperation, found in sorted(members.items()):
        reached = {s for actor in found for s in sectors.get(actor, ())}
        known += bool(reached)
        linked = [pair for pair in combinations(sorted(reached), 2) if _two_members(pair, found, sectors)]
        across += bool(linked)
        for pair in linked:
            joined[pair].append(cooperation)
    shown = [
        (pair, found)
        for pair, found in joined.items()
        if not wanted or (set(pair) <= wanted if len(wanted) > 1 else wanted & set(pair))
    ]
    shown.sort(key=lambda one: (-len(one[1]), one[0]))
    notes = [run.say("across", across, total=known)] if known else [run.say("no_cooperations")]
    return Answer(_sector_rows(run, shown), notes=notes, statement=_statement(run))


def _two_members(pair: tuple[str, str], members: set[str], sectors: Mapping[str, set[str]]) -> bool:
    """Does the cooperation join two different members, one of each sector?"""
    one = {actor for actor in members if pair[0] in sectors.get(actor, ())}
    other = {actor for actor in members if pair[1] in sectors.get(actor, ())}
    return any(a != b for a in one for b in other)


def _sector_rows(run: Run, shown: list[tuple[tuple[str, str], list[str]]]) -> Rows:
    names = run.names({id for pair, found in shown for id in (*pair, *found)})
    fresh = run.fresh({id for _, found in shown for id in found})
    return [
        {
            "type": "SectorPair",
            "id": f"silo-{pair[0]}-{pair[1]}",
            "name": " × ".join(str(names.get(id, {}).get("name")) for id in pair),
            "sectors": [{"id": id, "name": names.get(id, {}).get("name")} for id in pair],
            "count": len(found),
            "cooperations": named(found, names),
            "evidence": [line for id in found if id in fresh for line in fresh[id].evidence],
        }
        for pair, found in shown
    ]


def introductions(run: Run) -> Answer:
    """The shortest way from one actor to another, its actors and cooperations in order."""
    found = run.rows()
    if not found:
        return Answer([], notes=[run.say("no_way")])
    ids = found[0]["ids"]
    rows = {row["id"]: row for row in run.decorate([{"id": id} for id in ids])}
    notes = [run.say("ways", len(found))] if len(found) > 1 else []
    return Answer([rows[id] | {"step": step} for step, id in enumerate(ids)], notes=notes)
