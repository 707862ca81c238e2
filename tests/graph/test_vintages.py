"""Crosswalks between cuts of areas: sums stay, means stay within their bounds, and the method is told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box
from shapely.geometry.base import BaseGeometry

from graph.gazetteer import People
from graph.population import Ground, Measure, Points, Spread
from graph.seal import KeyRing
from graph.store import Store
from graph.vintages import Zone, carry, crosswalk, crosswalk_of, zones
from graph.vintages.areas import held
from ingest.pipeline import Options, ingest
from schema.errors import BadRequest, NotFound
from tests.graph.made_areas import area, bring, square

WEST, EAST = box(0, 0, 500, 1_000), box(500, 0, 1_000, 1_000)
NORTH, SOUTH = box(0, 500, 1_000, 1_000), box(0, 0, 1_000, 500)


def cut(**grounds: BaseGeometry) -> list[Zone]:
    return [Zone(code, code, code.title(), ground) for code, ground in grounds.items()]


OLD, NEW = cut(west=WEST, east=EAST), cut(north=NORTH, south=SOUTH)


def at(*points: tuple[float, float, float]) -> Points:
    found = np.array(points, dtype=float)
    return Points(People(found[:, :2], found[:, 2], "grid"))


def values(
    figures: dict[str, float], measure: Measure, kind: str = "counts", to: list[Zone] = NEW
) -> dict[str, float | None]:
    return {one.code: one.value for one in carry(figures, crosswalk(OLD, to, measure), kind).values}  # type: ignore[arg-type]


def test_by_ground_a_count_is_halved_where_the_area_is() -> None:
    assert values({"west": 100, "east": 40}, Ground()) == {"north": pytest.approx(70), "south": pytest.approx(70)}


def test_by_people_it_goes_where_they_live() -> None:
    measure = at((100, 900, 30), (100, 100, 10), (900, 100, 5))
    assert values({"west": 100, "east": 40}, measure) == {"north": pytest.approx(75), "south": pytest.approx(65)}


def test_by_areas_people_are_spread_over_the_smallest() -> None:
    measure = Spread([box(0, 500, 500, 1_000), box(0, 0, 500, 500), EAST], [30, 10, 100])
    assert values({"west": 100, "east": 40}, measure) == {"north": pytest.approx(95), "south": pytest.approx(45)}


def test_a_rate_is_a_mean_weighted_by_what_each_makes_up() -> None:
    assert values({"west": 10, "east": 20}, Ground(), "rates") == {
        "north": pytest.approx(15),
        "south": pytest.approx(15),
    }
    measure = at((100, 900, 30), (900, 900, 10), (900, 100, 5))
    assert values({"west": 10, "east": 20}, measure, "rates") == {
        "north": pytest.approx(12.5),
        "south": pytest.approx(20),
    }


def test_where_nobody_lives_ground_decides_and_that_is_said() -> None:
    found = crosswalk(OLD, NEW, at((100, 900, 30)))
    assert found.by_ground == ["east"]
    assert {one.code: one.value for one in carry({"east": 40}, found).values} == {"north": 20, "south": 20}


def test_what_lies_outside_of_all_targets_is_counted_apart() -> None:
    carried = carry({"west": 100, "east": 40}, crosswalk(OLD, cut(north=NORTH), Ground()))
    assert [one.value for one in carried.values] == [pytest.approx(70)]
    assert carried.outside == pytest.approx(70)


def test_two_drawings_of_one_edge_lose_nobody() -> None:
    shifted = cut(west=box(0, 0, 500.3, 999.5), east=box(500.3, 0, 1_000, 999.5))
    carried = carry({"west": 100, "east": 40}, crosswalk(OLD, shifted, Ground()))
    assert carried.outside == 0
    assert {one.code: one.value for one in carried.values} == {"west": 100, "east": 40}


def test_missing_and_unknown_figures_are_named_and_known_is_told() -> None:
    carried = carry({"west": 100, "elsewhere": 5}, crosswalk(OLD, NEW, Ground()))
    assert (carried.missing, carried.unknown) == (["east"], ["elsewhere"])
    assert [one.known for one in carried.values] == [0.5, 0.5]
    assert carry({}, crosswalk(OLD, NEW, Ground())).values[0].value is None


def test_the_method_and_its_limits_are_told_in_both_languages() -> None:
    by_ground, by_people = (carry({}, crosswalk(OLD, NEW, measure)).words for measure in (Ground(), at((1, 1, 1))))
    assert "nach Fläche" in by_ground["de"] and "by ground" in by_ground["en"]
    assert "Raster" in by_people["de"]
    assert "gewichtete Mittel" in carry({}, crosswalk(OLD, NEW, Ground()), "rates").words["de"]


edges = st.lists(st.integers(10, 990), min_size=0, max_size=4, unique=True).map(sorted)


def strips(cuts: list[int], upright: bool) -> list[Zone]:
    bounds = list(zip([0, *cuts], [*cuts, 1_000], strict=True))
    grounds = [box(a, 0, b, 1_000) if upright else box(0, a, 1_000, b) for a, b in bounds]
    return [Zone(str(n), str(n), str(n), ground) for n, ground in enumerate(grounds)]


people = st.lists(st.tuples(st.integers(1, 999), st.integers(1, 999), st.integers(1, 50)), min_size=1, max_size=20).map(
    lambda points: at(*[(x + 0.5, y + 0.5, n) for x, y, n in points])
)
measures = st.one_of(
    st.just(Ground()), people, st.just(Spread([WEST, EAST], [300, 20])), st.just(Spread([NORTH, SOUTH], [0, 20]))
)


@given(edges, edges, st.booleans(), measures, st.lists(st.integers(0, 1_000), min_size=5, max_size=5))
@settings(max_examples=200, deadline=None)
def test_sums_of_counts_stay_and_rates_stay_between_the_smallest_and_the_largest(
    first: list[int], second: list[int], upright: bool, measure: Measure, figures: list[int]
) -> None:
    sources, targets = strips(first, True), strips(second, upright)
    found = crosswalk(sources, targets, measure)
    said = {zone.code: float(figures[n]) for n, zone in enumerate(sources)}
    counts = carry(said, found)
    assert sum(one.value or 0 for one in counts.values) + counts.outside == pytest.approx(sum(said.values()))
    for one in carry(said, found, "rates").values:
        if one.value is not None:
            assert min(said.values()) - 1e-9 <= one.value <= max(said.values()) + 1e-9


@given(edges, measures, st.lists(st.integers(0, 1_000), min_size=5, max_size=5))
@settings(max_examples=60, deadline=None)
def test_onto_the_same_cut_nothing_changes(first: list[int], measure: Measure, figures: list[int]) -> None:
    zones_ = strips(first, True)
    said = {zone.code: float(figures[n]) for n, zone in enumerate(zones_)}
    assert {one.code: one.value for one in carry(said, crosswalk(zones_, zones_, measure)).values} == pytest.approx(
        said
    )


@pytest.mark.parametrize(("since", "until", "on", "holds"), [
    (None, "2020-12-31", "2020", True), (None, "2020-12-31", "2021", False), ("2021-01-01", None, "2020", False),
    ("2021-01-01", None, "2021", True), ("2021-01-01", None, "2020-12-31", False), (None, None, "1900", True),
    ("2021", "2022", "2022-12-31", True), ("2021-07", None, "2021", True), (None, "2020", "2020-06", True),
])  # fmt: skip
def test_a_period_of_years_months_or_days_meets_a_date(
    since: str | None, until: str | None, on: str, holds: bool
) -> None:
    assert held(since, until, on) is holds


def test_the_store_knows_which_areas_held(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    both = [
        area("Alt", "01", square(0, 0), valid_until="2020-12-31", population=300),
        area("West", "10", square(0, 0, 0.5), valid_from="2021-01-01", population=100),
        area("Ost", "11", square(0.5, 0, 0.5), valid_from="2021-01-01", population=300),
    ]
    bring(store, keys, tmp_path, "areas.geojson", both)
    assert [zone.name for zone in zones(store, "planungsraum", "2020-06")] == ["Alt"]
    assert [zone.name for zone in zones(store, "Planungsraum", "2021")] == ["West", "Ost"]
    with pytest.raises(NotFound, match="2020-12-31"):
        zones(store, "Bezirksregion", "2020")
    found = crosswalk_of(store, "Planungsraum", "2020", "Planungsraum", "2021")
    assert found.method == "areas"
    assert [round(tie.part, 4) for tie in found.ties] == [0.25, 0.75]
    by_ground = crosswalk_of(store, "Planungsraum", "2020", "Planungsraum", "2021", "ground")
    assert [round(tie.part, 4) for tie in by_ground.ties] == [0.5, 0.5]
    for wrong in ("people", "nonsense"):
        with pytest.raises(BadRequest):
            crosswalk_of(store, "Planungsraum", "2020", "Planungsraum", "2021", wrong)


def test_the_real_planungsraeume_go_whole_into_the_new_prognoseraeume(
    embedded: Store, keys: KeyRing, lichtenberg: Path
) -> None:
    ingest(embedded, keys, [lichtenberg / "boundaries"], Options(observed="2024"))
    found = crosswalk_of(embedded, "Planungsraum", "2020", "Prognoseraum", "2021")
    assert (len(found.sources), len(found.targets), found.outside) == (32, 5, {})
    largest: dict[str, float] = {}
    for tie in found.ties:
        largest[tie.source.code] = max(largest.get(tie.source.code, 0.0), tie.part)
    assert min(largest.values()) > 0.95  # the edges moved, but no Planungsraum was cut
    carried = carry(dict.fromkeys(largest, 1_000.0), found)
    assert sum(one.value or 0 for one in carried.values) == pytest.approx(32_000)
