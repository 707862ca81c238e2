"""What is computed for all pairs, cells or actors at once equals what the definitions say, one by one."""

from __future__ import annotations

from itertools import combinations

import rustworkx as rx
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.answers import common_ground, network
from graph.answers.cells import Pair, _answers, _wider, known
from graph.answers.pairing import best_pairs, sharing
from schema.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
ACTORS = st.sampled_from([f"a{n}" for n in range(9)])
MEMBERS = st.dictionaries(st.sampled_from([f"k{n}" for n in range(7)]), st.sets(ACTORS, min_size=1, max_size=4))
SETS = st.dictionaries(ACTORS, st.sets(st.sampled_from("tuvwxyz"), min_size=1, max_size=4), max_size=9)
NEEDS = st.dictionaries(ACTORS, st.dictionaries(st.sampled_from("tuvw"), st.sampled_from(["n1", "n2"])), max_size=3)
THEMES = st.sampled_from([c.id for c in VOCABULARY.of_kind("Theme")])
GROUPS = st.sampled_from([None, *(c.id for c in VOCABULARY.of_kind("TargetGroup"))])


def cut_off_by(members: dict[str, set[str]], gone: str) -> int:
    """Actors that an actor's going separates from the largest part of what it held together."""
    graph: rx.PyGraph[str, None] = rx.PyGraph()
    at = {name: graph.add_node(name) for name in sorted({*members, *(a for found in members.values() for a in found)})}
    graph.add_edges_from_no_data([(at[k], at[a]) for k, found in members.items() for a in found])
    rest = graph.subgraph(sorted(rx.node_connected_component(graph, at[gone]) - {at[gone]}))
    parts = [sum(rest[n] not in members for n in part) for part in rx.connected_components(rest)]
    return sum(parts) - max(parts, default=0)


@given(MEMBERS)
@settings(max_examples=150, deadline=None)
def test_who_holds_the_network_together(members: dict[str, set[str]]) -> None:
    expected = {actor: cut_off_by(members, actor) for actor in {a for found in members.values() for a in found}}
    assert network._cut_off(members) == {actor: n for actor, n in expected.items() if n}


@given(SETS, SETS, NEEDS)
@settings(max_examples=150, deadline=None)
def test_the_best_pairs_are_among_the_chosen(
    topics: dict[str, set[str]], groups: dict[str, set[str]], needs: dict[str, dict[str, str]]
) -> None:
    rarity = common_ground._rarity(topics, 9), common_ground._rarity(groups, 9)
    pairs = list(combinations(sorted({*topics, *groups}), 2))
    every = [row for a, b in pairs if (row := common_ground._common(a, b, topics, groups, rarity, needs)) is not None]
    every.sort(key=lambda row: (-row["score"], row["pair"]))
    chosen, total = best_pairs(pairs, topics, groups, rarity, needs, 3)
    assert total == len(every)
    assert {row["pair"] for row in every[:3]} <= set(chosen)


@given(SETS, SETS)
@settings(max_examples=100, deadline=None)
def test_pairs_that_share_something(topics: dict[str, set[str]], groups: dict[str, set[str]]) -> None:
    def share(a: str, b: str) -> bool:
        return any(
            sum(value in found for found in kind.values()) <= 3
            for kind in (topics, groups)
            for value in kind.get(a, set()) & kind.get(b, set())
        )

    pairs = list(combinations(sorted({*topics, *groups}), 2))
    assert sharing((topics, groups), 3, set(pairs[:1]), set(pairs[1:2])) == [
        pair for n, pair in enumerate(pairs) if n == 0 or (n != 1 and share(*pair))
    ]


@given(st.dictionaries(st.tuples(THEMES, GROUPS), st.integers(1, 9), max_size=12), THEMES, GROUPS)
@settings(max_examples=150, deadline=None)
def test_a_wanted_pair_is_answered_by_narrower_topics_and_matching_groups(
    counts: dict[Pair, int], theme: str, group: str | None
) -> None:
    themes = VOCABULARY.narrower(theme)
    groups = VOCABULARY.matching_groups([group]) if group else None
    fitting = [n for (t, g), n in counts.items() if t in themes and (groups is None or g in groups)]
    wider = _wider(VOCABULARY)
    assert known(wider, counts).get((theme, group), 0) == max(fitting, default=0)
    assert any((theme, group) in set(_answers(wider, pair)) for pair in counts) == bool(fitting)
