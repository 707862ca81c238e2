"""Drawn outlines: bounded, without persons, unseen until accepted, and then evidence like any other."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from shapely import Polygon, to_geojson

from graph.quartiere.outlines import outlines_of, quartiere
from graph.seal import KeyRing
from graph.store import Store
from graph.view import View
from graph.writer import Writer
from ingest import backup, decisions
from ingest.drawings import proposals
from ingest.drawings.acceptance import SOURCE, accept, withdraw
from ingest.drawings.check import Ground, composed, drawn
from ingest.drawings.proposals import Said, propose, remove
from ingest.pipeline import make_resolver
from schema.errors import BadRequest, NotFound, TooMany
from tests.graph.made_areas import LAT, LON, bring_maps, square
from tests.made import exported, id_of

TODAY = dt.date(2026, 11, 20)
LATER = dt.date(2026, 12, 1)
HALF = square(0.3, -0.4, 0.6, 0.8)


@pytest.fixture
def town(store: Store, keys: KeyRing, tmp_path: Path) -> Iterator[Store]:
    bring_maps(store, keys, tmp_path)
    yield store


def ground(store: Store, polygon: Polygon = HALF) -> Ground:
    return drawn(store, json.loads(to_geojson(polygon)))


def said(**about: Any) -> Said:
    return Said(**{"quartier": None, "name": "Mitte", "drawn_by": "Mieterbeirat", "drawn_on": "2026-11-01", **about})


def put(store: Store, **about: Any) -> str:
    return str(propose(store, said(**about), ground(store), TODAY)["id"])


def take(store: Store, keys: KeyRing, id: str, today: dt.date = TODAY, weight: float = 1.0) -> str:
    with Writer(store, keys) as writer:
        return str(accept(writer, id, licence="CC0 1.0", today=today, weight=weight)["outline"])


def outlines(store: Store, visibility: str = "public") -> list[dict[str, Any]]:
    collection = outlines_of(View(store, visibility), id_of(store, "Mitte"))
    return [f["properties"] for f in collection["features"] if f["properties"]["role"] == "outline"]


def test_a_proposal_is_in_no_view_until_it_is_accepted(town: Store, keys: KeyRing) -> None:
    before = exported(town)
    id = put(town)
    assert exported(town) == before
    assert len(outlines(town)) == 2
    take(town, keys, id)
    assert len(outlines(town)) == 3
    assert proposals.proposals(town) == []


def test_who_drew_it_is_for_the_network_and_in_no_public_name(town: Store, keys: KeyRing) -> None:
    take(town, keys, put(town))
    assert "Mieterbeirat" in {one.get("drawn_by") for one in outlines(town, "network")}
    assert all("drawn_by" not in one for one in outlines(town))
    assert b"Mieterbeirat" not in exported(town, "jsonld", "public")
    assert b"Mieterbeirat" in exported(town, "jsonld", "network")


def test_persons_are_taken_out_before_anything_is_stored(town: Store) -> None:
    put(town, drawn_by="Mieterbeirat, Anna Schulze, anna.schulze@example.org")
    (found,) = town.read("MATCH (p:Proposal) RETURN properties(p) AS p")
    assert "Schulze" not in str(found)
    assert "Mieterbeirat" in found["p"]["drawn_by"]


def test_an_accepted_drawing_is_evidence_with_a_source_and_a_licence(town: Store, keys: KeyRing) -> None:
    outline = take(town, keys, put(town))
    (evidence,) = View(town).entity(outline)["evidence"]
    assert evidence["source"] == SOURCE
    (source,) = [row for row in View(town).sources() if row["name"] == SOURCE]
    assert source["licence"] == "CC0 1.0"


def test_a_new_name_makes_a_new_quartier(town: Store, keys: KeyRing) -> None:
    take(town, keys, put(town, name="Parkviertel"))
    assert {one["name"]: one["outlines"] for one in quartiere(View(town))} == {"Mitte": 2, "Parkviertel": 1}


def test_a_chosen_quartier_is_meant_whatever_it_is_called_by_then(town: Store, keys: KeyRing) -> None:
    id = put(town, quartier=id_of(town, "Mitte"), name=None)
    town.write("MATCH (p:Proposal) SET p.name = 'Alte Mitte'")
    take(town, keys, id)
    (one,) = quartiere(View(town))
    assert one["outlines"] == 3


def test_the_weight_is_the_editors(town: Store, keys: KeyRing) -> None:
    take(town, keys, put(town), weight=3.0)
    assert sorted(one["weight"] for one in outlines(town)) == [1.0, 1.0, 3.0]
    with Writer(town, keys) as writer, pytest.raises(BadRequest):
        accept(writer, put(town), licence="CC0 1.0", today=TODAY, weight=0.0)


def test_one_acceptance_after_the_other_keeps_what_was(town: Store, keys: KeyRing) -> None:
    for today in (TODAY, TODAY, LATER):
        take(town, keys, put(town), today)
    assert len(outlines(town)) == 5
    with Writer(town, keys) as writer:
        assert make_resolver(writer).differences() == []


def test_an_acceptance_can_be_withdrawn_and_as_of_still_sees_it(town: Store, keys: KeyRing) -> None:
    first, second = take(town, keys, put(town)), take(town, keys, put(town))
    with Writer(town, keys) as writer:
        withdraw(writer, first, today=LATER)
        with pytest.raises(NotFound):
            withdraw(writer, first, today=LATER)
    view, mitte = View(town), id_of(town, "Mitte")
    assert second in ids(outlines_of(view, mitte)) and first not in ids(outlines_of(view, mitte))
    assert first in ids(outlines_of(view, mitte, "2026-11-25"))


def ids(collection: dict[str, Any]) -> set[str]:
    return {feature["id"] for feature in collection["features"] if "id" in feature}


def test_the_source_can_be_dropped_and_comes_back(town: Store, keys: KeyRing) -> None:
    take(town, keys, put(town))
    whole = exported(town)
    with Writer(town, keys) as writer:
        decisions.drop_source(writer, SOURCE)
        assert len(outlines(town)) == 2
        with pytest.raises(BadRequest, match="dropped"):
            accept(writer, put(town), licence="CC0 1.0", today=TODAY)
        decisions.restore_source(writer, SOURCE)
    assert exported(town) == whole


def test_an_accepted_outline_can_be_erased(town: Store, keys: KeyRing) -> None:
    outline = take(town, keys, put(town))
    with Writer(town, keys) as writer:
        decisions.erase(writer, [outline])
    assert len(outlines(town)) == 2


def test_a_backup_holds_what_waits_and_what_was_accepted(
    town: Store, keys: KeyRing, tmp_path: Path, store_url: str
) -> None:
    take(town, keys, put(town))
    put(town, name="Parkviertel")
    whole = exported(town)
    backup.backup(town, tmp_path / "keys" / "records.keys", tmp_path / "saved")
    with Store.open(str(tmp_path / "other")) as other:
        with Writer(other, keys) as writer:
            backup.restore(writer, tmp_path / "saved")
        assert exported(other) == whole
        assert [row["name"] for row in proposals.proposals(other)] == ["Parkviertel"]
        other.stop()


def test_overlaps_follow_an_acceptance(town: Store, keys: KeyRing) -> None:
    take(town, keys, put(town, name="Parkviertel"))
    rows = town.read("MATCH (q:Quartier {name: 'Parkviertel'})-[o:OVERLAPS]->(a) RETURN a.name AS area ORDER BY area")
    assert [row["area"] for row in rows] == ["Nord", "Süd"]


def test_rejecting_leaves_nothing(town: Store) -> None:
    id = put(town)
    remove(town, id)
    assert town.read("MATCH (p:Proposal) RETURN p.id AS id") == []
    with pytest.raises(NotFound):
        remove(town, id)


def test_a_day_takes_only_so_many(town: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "MOST_A_DAY", 2)
    put(town), put(town)
    with pytest.raises(TooMany):
        put(town)


@pytest.mark.parametrize(("about", "word"), [
    ({"name": None}, "no Quartier"), ({"name": "  "}, "no Quartier"), ({"name": "x" * 81}, "81 letters"),
    ({"drawn_on": "gestern"}, "not a date"), ({"drawn_on": "2031-01-01"}, "not come"), ({"drawn_by": "x" * 99}, "99 letters"),
])  # fmt: skip
def test_what_is_said_is_checked(embedded: Store, about: dict[str, Any], word: str) -> None:
    with pytest.raises(BadRequest, match=word):
        propose(embedded, said(**about), Ground("POLYGON EMPTY", 1.0), TODAY)


def test_a_quartier_that_is_none_is_refused(town: Store) -> None:
    for id in ("nowhere", id_of(town, "Nord")):
        with pytest.raises(NotFound):
            put(town, quartier=id)


BOW = [[LON, LAT], [LON + 0.01, LAT + 0.01], [LON + 0.01, LAT], [LON, LAT + 0.01], [LON, LAT]]


@pytest.mark.parametrize(("geometry", "word"), [
    ({"type": "Polygon", "coordinates": [BOW]}, "crosses itself"),
    ({"type": "Point", "coordinates": [LON, LAT]}, "Polygon"),
    ({"type": "Polygon", "coordinates": [[[LON, LAT], [LON, LAT]]]}, "no area"),
    ({"type": "Polygon", "coordinates": "x"}, "no area"),
    ({"type": "Polygon"}, "no area"),
    ({"type": "Polygon", "coordinates": {"a": 1}}, "no area"),
    ({"type": "Polygon", "coordinates": [None]}, "no area"),
    ({"type": "Polygon", "coordinates": [[[LON, "x"], [1, 1], [2, 2]]]}, "no area"),
    ({"type": "MultiPolygon", "coordinates": [[], 5]}, "no area"),
    ({}, "Polygon"),
    (json.loads(to_geojson(square(0, 0, 0.01, 0.01))), "km²"),
    (json.loads(to_geojson(square(-50, -50, 100, 100))), "km²"),
    (json.loads(to_geojson(square(40, 40))), "outside"),
    (json.loads(to_geojson(square(0, 0).buffer(0.001, quad_segs=200))), "corners"),
    ({"type": "Polygon", "coordinates": [[[1e400, 0], [1, 1], [2, 2], [1e400, 0]]]}, "no area|outside|km²"),
])  # fmt: skip
def test_a_drawing_that_cannot_be_says_why(
    embedded: Store, keys: KeyRing, tmp_path: Path, geometry: Any, word: str
) -> None:
    bring_maps(embedded, keys, tmp_path)
    with pytest.raises(BadRequest, match=word):
        drawn(embedded, geometry)


def test_heights_are_left_out(town: Store) -> None:
    ring = [[x, y, 35.0] for x, y in HALF.exterior.coords]
    assert drawn(town, {"type": "Polygon", "coordinates": [ring]}).wkt.startswith("POLYGON ((")


def test_areas_together_make_a_ground(town: Store) -> None:
    nord, sued = id_of(town, "Nord"), id_of(town, "Süd")
    both, one = composed(town, [nord, sued]), composed(town, [nord])
    assert both.area == pytest.approx(2 * one.area, rel=0.01)
    assert both.wkt.startswith("POLYGON")
    for wrong in ([], ["nowhere"], [id_of(town, "Mitte")]):
        with pytest.raises(NotFound):
            composed(town, wrong)
