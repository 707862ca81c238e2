"""Every question of the catalogue, on both stores, over a town whose answers are known by heart."""

from __future__ import annotations

from typing import Any

import pytest

from graph.catalogue import catalogue
from graph.seal import KeyRing
from graph.store import Store
from graph.writer import Writer
from ingest.intended import intended, mark_intended, unmark_intended
from schema.errors import NotFound
from tests.contracts.town import SEEN, ask, build, ids

SPORT, HELP, CARE = "theme-sport", "theme-homework-help", "theme-care"

# question, areas, arguments, ids of the rows (in order where the question has one), ids of what could not be located
ASKED: list[tuple[str, list[str], dict[str, Any], list[str], list[str]]] = [
    ("who-covers", ["nord"], {}, ["sport-klub", "sport-verein", "rand", "mobil"], ["netz"]),
    ("who-covers", ["nord"], {"themes": [SPORT]}, ["sport-klub", "sport-verein"], []),
    ("who-covers", ["nord"], {"themes": [SPORT], "filters": ["free"]}, ["sport-klub"], []),
    ("who-covers", ["nord"], {"themes": [SPORT], "verified_since": "2025"}, ["sport-klub"], []),
    ("who-covers", ["sued"], {}, ["hilfe", "rand"], ["netz"]),
    ("who-covers", ["sued"], {"as_of": "2021"}, [], []),
    ("who-covers", [], {"actor": "verein"}, ["mobil", "netz", "rand", "sport-verein"], []),
    ("who-covers", ["sued"], {"actor": "verein"}, ["rand"], []),
    ("who-covers", [], {"actor": "traeger"}, ["sport-klub"], []),
    ("actors-here", ["nord"], {}, ["klub", "verein"], []),
    ("actors-here", ["sued"], {"kinds": ["school"], "filters": ["primary_school"]}, ["schule"], []),
    ("actors-here", ["sued"], {"kinds": ["school"], "filters": ["grammar_school"]}, [], []),
    ("actors-here", ["nord"], {"themes": [SPORT]}, ["klub", "verein"], []),
    ("actors-here", [], {"cooperation": "runde"}, ["jugendamt", "klub", "verein"], []),
    ("responsible-department", [], {"themes": [SPORT]}, ["jugendamt"], []),
    ("responsible-department", [], {"themes": [CARE]}, ["sozialamt"], []),
    ("responsible-department", [], {"actor": "jugendamt"}, ["pflicht"], []),
    ("responsible-department", [], {"target_groups": ["group-youth"]}, ["jugendamt"], []),
    ("cooperations-here", ["nord"], {}, ["runde"], []),
    ("cooperations-here", ["nord"], {"as_of": "2026-04-01"}, ["runde"], []),
    ("cooperations-here", [], {"actor": "jugendamt"}, ["bildung", "runde"], []),
    ("cooperations-here", [], {"actor": "jugendamt", "other": "schule"}, ["bildung"], []),
    ("cooperations-here", [], {"cooperation": "pflege"}, ["pflege"], []),
    ("coordinator-of", [], {"cooperation": "runde"}, ["jugendamt"], []),
    ("coordinator-of", ["nord"], {}, ["jugendamt"], []),
    ("coordinator-of", ["sued"], {}, ["sozialamt"], []),
    ("coordinator-of", [], {}, ["jugendamt", "sozialamt"], []),
    ("partners-of", [], {"actor": "klub"}, ["jugendamt", "verein"], []),
    ("partners-of", [], {"actor": "schule"}, ["jugendamt", "sozialamt"], []),
    ("possible-partners", ["sued"], {"actor": "klub"}, ["schule"], []),
    ("bridges", [], {}, ["jugendamt", "schule"], []),
    ("bridges", [], {"sectors": ["sector-social", "sector-youth-family"]}, ["jugendamt", "schule"], []),
    ("bridges", [], {"sectors": ["sector-health", "sector-sport"]}, [], []),
    ("single-points", ["sued"], {}, ["schule", "verein"], []),
    ("potentials-here", ["sued"], {}, ["aula"], ["fonds"]),
    ("potentials-here", ["sued"], {"kinds": ["room"], "filters": ["accessible"]}, ["aula"], []),
    ("potentials-here", [], {"actor": "traeger"}, ["fonds"], []),
    ("needs-here", ["nord"], {}, ["bedarf", "erledigt"], []),
    ("needs-here", ["nord"], {"status": "open"}, ["bedarf"], []),
    ("needs-here", ["nord"], {"status": "answered"}, ["erledigt"], []),
    ("needs-here", [], {"actor": "klub"}, ["bedarf"], []),
    ("participation-here", ["nord"], {}, ["rat"], ["parlament"]),
    ("participation-here", ["nord"], {"kinds": ["walk"]}, [], []),
    ("planning-here", ["sued"], {}, ["plan"], ["stadtplan"]),
    ("planning-here", [], {"actor": "sozialamt"}, ["plan"], []),
    ("unverified", ["nord"], {"since": "2025-01-01"}, ["rand", "sport-verein"], ["netz"]),
]


@pytest.fixture
def town(store: Store, keys: KeyRing) -> Store:
    build(store, keys)
    return store


def test_rows_are_those_of_the_town(town: Store) -> None:
    wrong = []
    for id, areas, arguments, rows, apart in ASKED:
        found = ask(town, id, *areas, **arguments)
        given = sorted(ids(found)), sorted(row["id"] for row in found.unlocated)
        if given != (sorted(rows), sorted(apart)):
            wrong.append((id, areas, arguments, given))
    assert wrong == []


def test_computed_rows(town: Store) -> None:
    gaps = {row["id"]: row["reason"] for row in ask(town, "gaps", "nord").rows}
    assert gaps["gap-theme-homework-help-group-children"] == "need"
    assert not any(id.startswith("gap-theme-sport-") for id in gaps)
    missing = ask(town, "gaps", themes=[HELP])
    assert [(row["theme"]["id"], row["area"]["id"]) for row in missing.rows] == [(HELP, "nord")]
    (double,) = ask(town, "overlaps", "nord").rows
    assert (double["id"], [a["id"] for a in double["actors"]]) == (
        "overlap-theme-sport-group-youth",
        ["klub", "verein"],
    )
    silo = {row["id"]: row["count"] for row in ask(town, "silo").rows}
    assert silo["silo-sector-education-sector-youth-family"] == 1
    way = ask(town, "introductions", actor="klub", other="sozialamt")
    assert ids(way) == ["klub", "runde", "jugendamt", "bildung", "schule", "pflege", "sozialamt"]
    assert ids(ask(town, "introductions", actor="heim", other="sozialamt")) == []
    counts = {row["id"]: row["count"] for row in ask(town, "quartier-profile", "nord").rows}
    assert (counts["count-types-Offering"], counts["count-kinds-youth_club"]) == (4, 1)
    new = ask(town, "changes-since", "nord", since="2026-01-01")
    assert {row["id"] for row in new.rows if row["change"] == "new"} >= {"klub", "sport-klub", "bedarf"}
    gone = ask(town, "changes-since", since="2023-06-01", until="2024-06-01")
    assert [(row["id"], row["change"]) for row in gone.rows] == [("heim", "gone")]
    pairs = [{part["id"] for part in row["actors"]} for row in ask(town, "possible-partners", "nord", "sued").rows]
    assert {"klub", "schule"} in pairs  # the school offers what the club needs
    assert {"klub", "verein"} not in pairs  # they sit at one table already


def test_every_question_is_asked_here() -> None:
    computed = {"gaps", "overlaps", "silo", "introductions", "quartier-profile", "changes-since", "possible-partners"}
    assert {id for id, *_ in ASKED} | computed == {question.id for question in catalogue()}


def test_reach_is_told_apart(town: Store) -> None:
    found = ask(town, "who-covers", "nord")
    reach = {row["id"]: (row["reach"], row["within"]) for row in [*found.rows, *found.unlocated]}
    assert reach["sport-klub"] == ("place", 1.0)
    assert reach["rand"] == ("place", 0.4)
    assert reach["mobil"] == ("mobile", 0.0)
    assert reach["netz"] == ("online", None)


def test_every_row_says_how_fresh_it_is(town: Store) -> None:
    row = next(row for row in ask(town, "who-covers", "nord").rows if row["id"] == "sport-verein")
    assert (row["first_seen"], row["last_seen"], row["last_verified"]) == (SEEN, SEEN, "2023")
    assert row["contradictions"] == []
    assert [line["source"] for line in row["evidence"]] == ["liste"]


def test_answers_speak_the_language_of_the_question(town: Store) -> None:
    assert "liegt am Rand" in " ".join(ask(town, "who-covers", "nord").notes)
    assert "lies at the edge" in " ".join(ask(town, "who-covers", "nord", lang="en").notes)


def test_a_double_can_be_marked_as_intended_and_back(town: Store, keys: KeyRing) -> None:
    with Writer(town, keys) as writer:
        mark_intended(writer, "sport-klub", "sport-verein", by="test", reason="verschiedene Altersstufen")
    assert [row["intended"] for row in ask(town, "overlaps", "nord").rows] == [True]
    assert [(row["left"], row["right"]) for row in intended(town)] == [("sport-klub", "sport-verein")]
    with Writer(town, keys) as writer:
        unmark_intended(writer, "sport-verein", "sport-klub")
        with pytest.raises(NotFound):
            unmark_intended(writer, "sport-verein", "sport-klub")
        with pytest.raises(NotFound):
            mark_intended(writer, "klub", "sport-klub", by="test")
    assert [row["intended"] for row in ask(town, "overlaps", "nord").rows] == [False]
