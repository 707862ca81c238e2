"""The network in columns says what the view says, on both stores; nothing of it is above the view."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.seal import KeyRing
from graph.store import Store
from graph.view import View
from graph.workspace import network
from tests.made import bring, club

ROWS = [club(), club("2", "Jugendclub Gleis", strasse="Am Berl 15", angebote="Tanz", traeger="Kiezwerk e.V.")]


def things(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row[2]: dict(zip(found["fields"], row, strict=True)) for row in found["things"]}


def test_things_ties_and_times(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, ROWS[:1], observed="2024-03-01")
    bring(store, keys, tmp_path, ROWS, observed="2025-03-01")
    bring(store, keys, tmp_path, ROWS[1:], observed="2026-03-01", allow_vanished=True)
    found = network(View(store))
    by_name = things(found)
    assert by_name["JFE „Linse“"]["seen"] == [None, "2026-03-01"]  # in the first list: who knows since when
    assert by_name["Jugendclub Gleis"]["seen"] == ["2025-03-01", None]
    assert by_name["Tanz"]["themes"] == ["theme-dance"] == by_name["Jugendclub Gleis"]["themes"]
    assert "theme-culture" in found["wider"]["theme-dance"]
    names = [row[2] for row in found["things"]]
    ties = {(names[tie[0]], tie[2], names[tie[1]]) for tie in found["ties"]}
    assert ("Jugendclub Gleis", "PROVIDES", "Tanz") in ties and ("Jugendclub Gleis", "RUN_BY", "Kiezwerk e. V.") in ties
    assert (found["first"], found["total"]) == ("2024-03-01", len(names))


def test_it_is_the_view_in_other_words(demo_store: Store) -> None:
    view = View(demo_store)
    found = network(view)
    by_id = {row["id"]: row for row in view.entities()}
    kept = {row[0] for row in found["things"]}
    drawn = {id for id, row in by_id.items() if row["type"] not in {"Theme", "TargetGroup", "Sector", "Place", "Outline"}}
    assert kept == drawn
    ids = [row[0] for row in found["things"]]
    ties = sorted((ids[a], type, ids[b]) for a, b, type, *_ in found["ties"])
    assert ties == sorted((r["from"], r["type"], r["to"]) for r in view.relationships() if r["from"] in kept and r["to"] in kept)
    for row in found["things"]:
        shown = by_id[row[0]]["properties"]
        assert (row[2], row[3]) == (shown.get("name"), shown.get("kinds", []))


def test_too_many_things_leave_the_least_tied_types_out(demo_store: Store) -> None:
    found = network(View(demo_store), most=200)
    types = {row[1] for row in found["things"]}
    assert "Offering" not in types and {"Quartier", "Cooperation", "Actor"} <= types
    assert len(found["things"]) <= 200 < found["total"]


@pytest.mark.parametrize("visibility", ["public", "network"])
def test_points_and_shares_are_those_of_the_map(demo_store: Store, visibility: str) -> None:
    found = network(View(demo_store, visibility))
    placed = [dict(zip(found["fields"], row, strict=True)) for row in found["things"] if row[8]]
    assert len(placed) > 100
    assert all(51 < thing["point"][0] < 52 and 10 < thing["point"][1] < 12 for thing in placed)
    assert all(0 <= share <= 1 for thing in placed for _, share in thing["areas"])
