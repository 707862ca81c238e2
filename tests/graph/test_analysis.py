"""Measures against published values of classic networks, and against other libraries."""

from __future__ import annotations

from itertools import combinations, permutations
from math import comb

import igraph
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import (
    Network,
    articulation_points,
    betweenness,
    brokerage,
    centralisation,
    closeness,
    communities,
    compare,
    components,
    constraint,
    coreness,
    degree,
    density,
    difference_test,
    effective_size,
    ei_index,
    ei_test,
    eigenvector,
    measures,
    multiplexity,
    project,
    read_ties,
    strength,
)
from graph.analysis.report import comparison
from graph.store import Store


def network(graph: nx.Graph) -> Network:
    return Network.of(((str(a), str(b), 1.0) for a, b in graph.edges()), map(str, graph.nodes()))


ZACHARY = network(nx.karate_club_graph())
FACTION = {str(n): frozenset((data["club"],)) for n, data in nx.karate_club_graph().nodes(data=True)}
FLORENCE = network(nx.florentine_families_graph())
DAVIS = nx.davis_southern_women_graph()
EVENTS = {event: frozenset(DAVIS[event]) for event in DAVIS.graph["bottom"]}
STAR = Network.of([("hub", str(n), 1.0) for n in range(6)])
RING = Network.of([(str(n), str((n + 1) % 7), 1.0) for n in range(7)])


def near(value: float, published: float) -> bool:
    """Equal to as many digits as were published."""
    return abs(value - published) < 0.0006


class TestPublished:
    """Zachary 1977, Padgett and Ansell 1993 (values in Wasserman and Faust 1994, ch. 5), Davis, Gardner and Gardner 1941."""

    def test_zachary(self) -> None:
        assert (len(ZACHARY.nodes), len(ZACHARY.ties)) == (34, 78)
        assert near(density(ZACHARY), 0.139)
        assert near(betweenness(ZACHARY)["0"], 0.438) and near(betweenness(ZACHARY)["33"], 0.304)
        assert articulation_points(ZACHARY) == ["0"] and max(coreness(ZACHARY).values()) == 4
        assert near(eigenvector(ZACHARY)["33"], 0.373)

    def test_zacharys_best_partition(self) -> None:
        """The optimum of modularity, 0.4198 in four groups (Brandes et al. 2008, IEEE TKDE 20)."""
        found, modularity = communities(ZACHARY)
        assert len(found) == 4 and near(modularity, 0.4198)
        assert communities(ZACHARY) == (found, modularity)

    def test_florentine_marriages(self) -> None:
        """With the Pucci, who married nobody of them, degree centralisation is 0.267; without, betweenness 0.437, closeness 0.322."""
        with_pucci = Network.of([(a, b, w) for (a, b), w in FLORENCE.ties.items()], [*FLORENCE.nodes, "Pucci"])
        assert near(centralisation(with_pucci, "degree"), 0.267)
        assert near(centralisation(FLORENCE, "betweenness"), 0.437)
        assert near(centralisation(FLORENCE, "closeness"), 0.322)
        assert near(betweenness(FLORENCE)["Medici"], 0.522) and degree(FLORENCE)["Medici"] == 6
        assert len(components(with_pucci)) == 2

    def test_southern_women(self) -> None:
        """Breiger 1974: Evelyn and Laura shared six events; all but 14 of the 153 pairs of women met at some event."""
        women = project(EVENTS, weighting="count")
        assert women.ties["Evelyn Jefferson", "Laura Mandeville"] == 6
        assert (len(women.nodes), len(women.ties)) == (18, 139)

    @pytest.mark.parametrize("measure", ["degree", "betweenness", "closeness"])
    def test_a_star_is_wholly_centralised_and_a_ring_not_at_all(self, measure: str) -> None:
        """Freeman 1979."""
        assert centralisation(STAR, measure) == pytest.approx(1) and centralisation(RING, measure) == pytest.approx(0)

    def test_effective_size_of_a_star_and_a_clique(self) -> None:
        """Burt 1992: no contact of a star's hub is redundant; all but one of a clique's are."""
        clique = Network.of([(a, b, 1.0) for a, b in combinations("abcd", 2)])
        assert effective_size(STAR)["hub"] == 6 and effective_size(clique)["a"] == pytest.approx(1)
        assert constraint(STAR)["hub"] == pytest.approx(1 / 6)


SECOND = {
    "degree": (degree, lambda g: g.degree()),
    "betweenness": (lambda n: betweenness(n, normalised=False), lambda g: g.betweenness()),
    "closeness in one part": (closeness, lambda g: g.closeness()),
    "coreness": (coreness, lambda g: g.coreness()),
    "constraint": (constraint, lambda g: g.constraint(weights="weight")),
    "strength": (strength, lambda g: g.strength(weights="weight")),
    "eigenvector": (eigenvector, lambda g: _unit(g.eigenvector_centrality(weights="weight"))),
}


def _unit(values: list[float]) -> list[float]:
    length = sum(value * value for value in values) ** 0.5
    return [value / length for value in values]


@pytest.mark.parametrize("name", SECOND)
@pytest.mark.parametrize("which", ["zachary", "florence", "women"])
def test_another_library_finds_the_same(name: str, which: str) -> None:
    ours, theirs = SECOND[name]
    found = {"zachary": ZACHARY, "florence": FLORENCE, "women": project(EVENTS)}[which]
    values = theirs(igraph.Graph.TupleList([(a, b, w) for (a, b), w in found.ties.items()], edge_attrs=["weight"]))
    other = igraph.Graph.TupleList([(a, b, w) for (a, b), w in found.ties.items()], edge_attrs=["weight"])
    expected = dict(zip(other.vs["name"], values, strict=True))
    assert ours(found) == pytest.approx(expected, abs=1e-6)


edges = st.sets(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")).filter(lambda e: e[0] < e[1]), max_size=20
)


@given(edges)
def test_any_network_measures_as_in_networkx(found: set[tuple[str, str]]) -> None:
    ours = Network.of([(a, b, 1.0) for a, b in found], "abcdefgh")
    theirs = nx.Graph([*found])
    theirs.add_nodes_from("abcdefgh")
    assert betweenness(ours) == pytest.approx(nx.betweenness_centrality(theirs))
    assert closeness(ours) == pytest.approx(nx.closeness_centrality(theirs))
    assert density(ours) == pytest.approx(nx.density(theirs))
    assert set(articulation_points(ours)) == set(nx.articulation_points(theirs))
    assert coreness(ours) == nx.core_number(theirs)
    assert set(components(ours)) == {frozenset(part) for part in nx.connected_components(theirs)}


@given(edges, st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("xyz")))
def test_brokerage_counts_every_open_pair_once(found: set[tuple[str, str]], group_of: dict[str, str]) -> None:
    """Recounted from Gould and Fernandez' definition over all ordered triples."""
    ours = Network.of([(a, b, 1.0) for a, b in found], "abcdefgh")
    tied = {frozenset(pair) for pair in found}
    counted = {
        v: dict.fromkeys(("coordinator", "itinerant", "gatekeeper", "representative", "liaison"), 0) for v in group_of
    }
    for a, v, b in permutations(sorted(group_of), 3):
        if {a, v} in tied and {v, b} in tied and {a, b} not in tied:
            here = group_of[a], group_of[v], group_of[b]
            role = {
                (True, True): "coordinator", (True, False): "representative", (False, True): "gatekeeper",
            }.get((here[0] == here[1], here[1] == here[2]), "itinerant" if here[0] == here[2] else "liaison")  # fmt: skip
            counted[v][role] += 1
    assert brokerage(ours, group_of) == counted


def test_newmans_weights_keep_a_round_table_from_being_a_clique() -> None:
    """Newman 2001: an actor's strength is the number of its events that it shares with anybody."""
    table = project({"table": frozenset("abcdefghij"), "pair": frozenset("ab"), "alone": frozenset("z")})
    assert table.ties["a", "c"] == pytest.approx(1 / 9) and table.ties["a", "b"] == pytest.approx(1 + 1 / 9)
    assert strength(table)["a"] == pytest.approx(2) and strength(table)["z"] == 0


def test_ei_index_of_extremes_and_of_zacharys_club() -> None:
    groups = {"a": frozenset("x"), "b": frozenset("x"), "c": frozenset("y")}
    assert ei_index(Network.of([("a", "b", 1)]), groups) == -1 and ei_index(Network.of([("a", "c", 1)]), groups) == 1
    assert ei_index(Network.of([("a", "z", 1)]), groups) is None
    crossing = sum(not FACTION[a] & FACTION[b] for a, b in ZACHARY.ties)
    assert ei_index(ZACHARY, FACTION) == pytest.approx((crossing - (78 - crossing)) / 78) and crossing == 11


def test_the_clubs_split_is_no_chance_and_dealt_groups_are() -> None:
    split = ei_test(ZACHARY, FACTION, rounds=999)
    assert split is not None and split.p == 0.002 and split.observed < split.expected - 5 * split.deviation
    dealt = {node: frozenset(("odd" if int(node) % 2 else "even",)) for node in ZACHARY.nodes}
    chance = ei_test(ZACHARY, dealt, rounds=999)
    assert chance is not None and chance.p > 0.05


def test_the_difference_test_is_fishers_exact_one() -> None:
    """Four against four with all the larger values on one side: 2 of the 70 ways to deal them (Fisher 1935, The Design of Experiments)."""
    found = difference_test([5, 6, 7, 8], [1, 2, 3, 4], rounds=20_000)
    assert found.p == pytest.approx(2 / comb(8, 4), abs=0.004)
    assert difference_test([1, 2, 3], [1, 2, 3]).p == 1
    assert difference_test([5, 6], [1, 2]) == difference_test([5, 6], [1, 2])
    with pytest.raises(ValueError, match="members"):
        difference_test([], [1.0])


def test_multiplex_ties_name_their_layers() -> None:
    one, other = Network.of([("a", "b", 1), ("b", "c", 1)]), Network.of([("b", "a", 1)])
    assert multiplexity({"work": one, "home": other}) == {("a", "b"): ("home", "work"), ("b", "c"): ("work",)}


def test_two_snapshots_beside_each_other() -> None:
    before, after = Network.of([("a", "b", 1), ("b", "c", 1)]), Network.of([("a", "b", 1), ("b", "d", 1)])
    found = compare(before, after)
    assert (found.nodes_new, found.nodes_gone) == (["d"], ["c"])
    assert (found.ties_new, found.ties_gone, found.stability) == ([("b", "d")], [("b", "c")], pytest.approx(1 / 3))
    assert compare(Network(()), Network(())).stability is None


def test_nothing_is_a_network_too() -> None:
    nobody = project({})
    assert density(nobody) == 0 and components(nobody) == [] and communities(nobody) == ([], 0.0)
    assert centralisation(nobody, "degree") == 0 and constraint(nobody) == {} and ei_test(nobody, {}) is None


class TestDemoTown:
    """The measures of the demo town hang together with its answers."""

    def test_all_at_once(self, demo_store: Store) -> None:
        found = measures(read_ties(demo_store, "2026-03-01"))
        whole, nodes = found["network"], found["nodes"]
        assert whole["actors"] == len(nodes) >= 50 and 0 < whole["density"] < 1
        assert sum(node["degree"] for node in nodes) == 2 * whole["ties"]
        assert [node["betweenness"] for node in nodes] == sorted((n["betweenness"] for n in nodes), reverse=True)
        assert whole["ei_test"]["observed"] == whole["ei_index"] and whole["multiplex_ties"] > 0
        assert all(node["name"] and node["sectors"] is not None for node in nodes)

    def test_two_points_in_time(self, demo_store: Store) -> None:
        found = comparison(read_ties(demo_store, "2018-01-01"), read_ties(demo_store, "2026-03-01"))
        before, after = found["network"]["ties"]
        assert after - before == len(found["ties_new"]) - len(found["ties_gone"]) and before > 0
        assert 0 < found["stability"] < 1 and all(one["name"] for one in found["nodes_new"])

    def test_before_the_lists_were_read_nothing_was_known(self, demo_store: Store) -> None:
        assert read_ties(demo_store, "2026-03-01", as_of="2020").layers["cooperation"] == {}
