"""The consensus of outlines: nested, adding up, and the same whatever the order."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from graph.quartiere.agreement import in_words
from graph.quartiere.consensus import Consensus, Drawn, consensus

X, Y = 4_550_000.0, 3_270_000.0  # somewhere in Berlin
TOLERANCE = 5.0  # square metres: edges on the grid of a millimetre


def square(id: str, x: float, y: float, side: float = 100.0, weight: float = 1.0) -> Drawn:
    return Drawn(id, weight, box(X + x, Y + y, X + x + side, Y + y + side))


def of(*drawn: Drawn) -> Consensus:
    return consensus(drawn)


def test_two_that_overlap_by_half_share_a_core_and_a_fringe() -> None:
    said = of(square("a", 0, 0), square("b", 50, 0))
    assert said.core.area == pytest.approx(5_000)
    assert said.fringe.area == pytest.approx(10_000)
    assert said.union.area == pytest.approx(15_000)
    assert said.outline.equals(said.union)  # each has half of the weight
    assert said.agreement == pytest.approx(1 / 3, abs=1e-4)
    assert [level.share for level in said.levels] == [0.5, 1.0]


def test_the_heavier_outline_is_the_majority_alone() -> None:
    said = of(square("official", 0, 0, weight=3.0), square("drawn", 50, 0))
    assert said.outline.area == pytest.approx(10_000)
    assert [level.share for level in said.levels] == [0.25, 0.75, 1.0]


def test_outlines_apart_have_no_core() -> None:
    said = of(square("a", 0, 0), square("b", 500, 0), square("c", 900, 0))
    assert said.core.is_empty
    assert said.outline.is_empty
    assert said.agreement == 0.0


def test_a_single_outline_is_its_own_core() -> None:
    said = of(square("a", 0, 0))
    assert said.core.area == pytest.approx(10_000)
    assert said.fringe.is_empty
    assert said.agreement == 1.0


def test_equal_outlines_agree_wholly() -> None:
    said = of(square("a", 0, 0), square("b", 0, 0.0000001))
    assert said.agreement == 1.0
    assert [level.share for level in said.levels] == [1.0]


def test_nothing_heard_says_nothing() -> None:
    for said in (of(), of(square("a", 0, 0, weight=0.0)), of(square("a", 0, 0, weight=-1.0))):
        assert said.outlines == 0
        assert said.agreement is None
        assert said.union.is_empty


def test_an_outline_that_crosses_itself_is_repaired() -> None:
    bow = Polygon([(X, Y), (X + 100, Y + 100), (X + 100, Y), (X, Y + 100)])
    said = of(Drawn("bow", 1.0, bow), square("a", 0, 0))
    assert said.core.area == pytest.approx(5_000, abs=TOLERANCE)


def test_a_hole_is_not_filled() -> None:
    ring = Polygon(box(X, Y, X + 100, Y + 100).exterior, [box(X + 40, Y + 40, X + 60, Y + 60).exterior])
    said = of(Drawn("ring", 1.0, ring), square("a", 0, 0))
    assert said.core.area == pytest.approx(9_600)
    assert of(Drawn("ring", 1.0, ring)).union.area == pytest.approx(9_600)


def test_parts_that_lie_apart_are_one_outline() -> None:
    parts = MultiPolygon([box(X, Y, X + 10, Y + 10), box(X + 50, Y, X + 60, Y + 10)])
    said = of(Drawn("parts", 1.0, parts), square("a", 0, 0))
    assert said.core.area == pytest.approx(200)


def test_thirty_jagged_outlines_take_seconds_at_most() -> None:
    drawn = [Drawn(str(n), 1.0, jagged(n)) for n in range(30)]
    begun = time.perf_counter()
    said = consensus(drawn)
    assert time.perf_counter() - begun < 5
    assert said.outlines == 30
    assert len(said.levels) > 20


def jagged(n: int) -> Polygon:
    around = [(math.tau * i / 60, 450 + 60 * math.sin(7 * i + n) + 3 * n) for i in range(60)]
    return Polygon(
        [(X + 20 * math.sin(n) + r * math.cos(a), Y + 20 * math.cos(n) + r * math.sin(a)) for a, r in around]
    )


corners = st.tuples(st.integers(0, 400), st.integers(0, 400))
weights = st.sampled_from([0.5, 1.0, 1.0, 2.0, 5.0])
outlines = st.lists(st.tuples(st.lists(corners, min_size=3, max_size=7), weights), min_size=1, max_size=6)


@given(outlines)
@settings(max_examples=150, deadline=None)
def test_core_lies_in_the_consensus_and_that_in_the_union_and_areas_add_up(
    made: list[tuple[list[tuple[int, int]], float]],
) -> None:
    drawn = [Drawn(str(n), w, Polygon([(X + x, Y + y) for x, y in ring])) for n, (ring, w) in enumerate(made)]
    said = consensus(drawn)
    assert said.core.difference(said.outline).area <= TOLERANCE
    assert said.outline.difference(said.union).area <= TOLERANCE
    assert said.core.area + said.fringe.area == pytest.approx(said.union.area, abs=TOLERANCE)
    assert sum(level.metres.area for level in said.levels) == pytest.approx(said.union.area, abs=TOLERANCE)
    assert all(0 < level.share <= 1 for level in said.levels)
    again = consensus(drawn[::-1])
    assert again.outline.symmetric_difference(said.outline).area <= TOLERANCE
    assert again.agreement == pytest.approx(said.agreement, abs=0.001) if said.agreement is not None else True


@given(outlines)
@settings(max_examples=60, deadline=None)
def test_the_weighted_sum_of_the_levels_is_the_mean_area_of_the_outlines(
    made: list[tuple[list[tuple[int, int]], float]],
) -> None:
    drawn = [Drawn(str(n), w, Polygon([(X + x, Y + y) for x, y in ring]).buffer(0)) for n, (ring, w) in enumerate(made)]
    heard = [one for one in drawn if one.metres.area > 1]
    said = consensus(heard)
    if heard:
        mean = sum(one.weight * one.metres.area for one in heard) / sum(one.weight for one in heard)
        assert sum(level.share * level.metres.area for level in said.levels) == pytest.approx(mean, abs=TOLERANCE)


@pytest.mark.parametrize(("agreement", "outlines", "word"), [
    (None, 0, "kein Umriss"), (1.0, 1, "nichts zu vergleichen"), (0.8, 3, "weitgehend"),
    (0.5, 3, "teilen einen Kern"), (0.1, 3, "kleinen Kern"), (0.0, 3, "Kein Stück"),
])  # fmt: skip
def test_the_measure_is_told_in_words(agreement: float | None, outlines: int, word: str) -> None:
    said = in_words(agreement, outlines)
    assert word in said["de"]
    assert said["en"]
