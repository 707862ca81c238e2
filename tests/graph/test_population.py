"""Shares by people: from points, from areas, and as relationships of the store."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from shapely import box

from graph import geography, population
from graph.gazetteer import People
from graph.geography import Shape, overlaps
from graph.population import Ground, Points, Spread, measure_of
from graph.seal import KeyRing
from graph.store import Store
from tests.graph.made_areas import bring_maps, square

LEFT, RIGHT = box(0, 0, 100, 100), box(100, 0, 200, 100)
MIDDLE = box(50, 0, 150, 100)


def people(*points: tuple[float, float, float], method: str = "grid") -> People:
    found = np.array(points, dtype=float).reshape(-1, 3)
    return People(found[:, :2], found[:, 2], method)


def shapes() -> list[Shape]:
    return [
        Shape("left", "AdministrativeArea", 1.0, LEFT),
        Shape("right", "AdministrativeArea", 1.0, RIGHT),
        Shape("quartier", "Quartier", 1.0, MIDDLE),
    ]


def test_points_tell_who_lives_where() -> None:
    found = overlaps(shapes(), Points(people((60, 50, 30), (20, 50, 10), (120, 50, 10))))
    left, right = found
    assert (left["people_of_quartier"], left["people_of_area"]) == (0.75, 0.75)
    assert (right["people_of_quartier"], right["people_of_area"]) == (0.25, 1.0)
    assert left["people_method"] == "grid"
    assert (left["share_of_quartier"], left["share_of_area"]) == (0.5, 0.5)


def test_people_of_outlines_count_by_weight() -> None:
    half = [Shape("q", "Quartier", 0.5, LEFT), Shape("q", "Quartier", 0.5, RIGHT)]
    (left, _) = overlaps([*shapes()[:2], *half], Points(people((20, 50, 30), (120, 50, 10))))
    assert left["people_of_quartier"] == 0.75
    assert left["people_of_area"] == 0.5  # only every second outline contains them


def test_where_nobody_lives_no_share_is_made_up() -> None:
    left, right = overlaps(shapes(), Points(people((20, 50, 10))))
    assert (left["people_of_quartier"], left["people_of_area"]) == (None, 0.0)
    assert (right["people_of_quartier"], right["people_of_area"]) == (None, None)


def test_without_people_only_ground_is_told() -> None:
    (left, _) = overlaps(shapes())
    assert left["people_method"] is None
    assert left["people_of_quartier"] is None


def test_areas_spread_their_people_evenly() -> None:
    left, right = overlaps(shapes(), Spread([LEFT, RIGHT], [300, 100]))
    assert (left["people_of_quartier"], right["people_of_quartier"]) == (0.75, 0.25)
    assert left["people_of_area"] == 0.5
    assert left["people_method"] == "areas"


def test_points_and_ground_agree_where_people_live_evenly() -> None:
    xs, ys = np.meshgrid(np.arange(0.5, 200, 1), np.arange(0.5, 100, 1))
    evenly = People(np.column_stack([xs.ravel(), ys.ravel()]), np.ones(xs.size), "grid")
    by_points, by_ground = Points(evenly).common([MIDDLE], [LEFT, RIGHT]), Ground().common([MIDDLE], [LEFT, RIGHT])
    assert by_points.keys() == by_ground.keys()
    assert list(by_points.values()) == pytest.approx(list(by_ground.values()))


def test_four_hundred_thousand_points_take_seconds() -> None:
    random = np.random.default_rng(7)
    many = People(random.uniform(0, 20_000, (400_000, 2)), np.ones(400_000), "addresses")
    cells = [box(x, y, x + 1_000, y + 1_000) for x in range(0, 20_000, 1_000) for y in range(0, 20_000, 1_000)]
    drawn = [box(x, x, x + 2_500, x + 2_500) for x in range(0, 15_000, 500)]
    begun = time.perf_counter()
    found = Points(many).common(drawn, [*cells, box(0, 0, 20_000, 20_000)])
    assert time.perf_counter() - begun < 10
    assert len(found) > 200


def test_the_store_spreads_over_its_finest_level(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring_maps(store, keys, tmp_path, people=(300, 100))
    rows = overlaps_of(store)
    assert {row["area"]: row["people"] for row in rows} == {"Nord": 0.75, "Süd": 0.25}
    assert {row["method"] for row in rows} == {"areas"}


def test_a_grid_is_heard_when_it_comes(
    store: Store, keys: KeyRing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_maps(store, keys, tmp_path)
    assert measure_of(store) is None
    assert {row["method"] for row in overlaps_of(store)} == {None}
    north = geography.to_metres(square(0.0, 0.0).wkt).centroid
    grid = People(np.array([[north.x, north.y + 500]]), np.array([10.0]), "grid")
    monkeypatch.setattr(population, "people", lambda _store: grid)
    assert geography.refresh_people(store) == 2
    assert {row["method"] for row in overlaps_of(store)} == {"grid"}


def overlaps_of(store: Store) -> list[dict[str, object]]:
    return store.read(
        "MATCH (:Quartier)-[o:OVERLAPS]->(a:AdministrativeArea) RETURN a.name AS area, "
        "o.people_of_quartier AS people, o.people_method AS method ORDER BY area"
    )
