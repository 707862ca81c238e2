"""Looking for places over HTTP and on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.cli import Cli
from tests.api.conftest import Web
from tests.graph import made_places as made

FIELDS = {"id", "label", "type", "reason", "kind", "score", "code"}


def test_places_are_public_and_name_their_reason(web: Web) -> None:
    found = web.get("/api/places", q="Parkaue 25").json()
    assert found and all(set(one) == FIELDS for one in found)
    assert (found[0]["type"], found[0]["reason"]) == ("Place", "Anschrift")
    assert web.get("/api/places", q="Nordkiez").json()[0]["kind"] in {"area", "quartier"}
    assert "Kleinert" not in web.get("/api/places", q="Linse").text


def test_the_reason_is_in_the_callers_language(web: Web) -> None:
    assert web.get("/api/places", q="Parkaue 25", lang="en").json()[0]["reason"] == "address"
    answer = web.client.get("/api/places", params={"q": "Parkaue 25"}, headers={"Accept-Language": "en-GB"})
    assert answer.json()[0]["reason"] == "address"


@pytest.mark.parametrize(
    "params",
    [{"q": ""}, {"q": "x" * 201}, {"q": "a", "limit": 51}, {"q": "a", "kind": "moon"}, {"q": "a", "lang": "fr"}],
)
def test_wrong_requests_are_refused(web: Web, params: dict[str, str]) -> None:
    assert web.get("/api/places", **params).status_code == 400


def test_a_candidate_settles_a_question(web: Web) -> None:
    [street] = web.get("/api/places", q="Am Berl", kind="street").json()
    answer = web.get("/api/ask", q="Welche Jugendclubs gibt es hier?", here=street["id"]).json()
    assert answer["understood"] and answer["interpretation"]["here"]["areas"]


def test_the_command_line_looks_up_and_ask_takes_the_id(tmp_path: Path) -> None:
    cli = Cli(str(tmp_path / "store"), tmp_path)
    venues = made.write_csv(
        tmp_path / "vereine.csv", ["Verein", "Straße", "Hausnummer", "PLZ"], [list(row) for row in made.VENUES]
    )
    for path in (made.districts(tmp_path), venues, made.addresses(tmp_path)):
        assert cli("ingest", path, "--observed", "2026-01-01").code == 0
    found = cli("places", "Hauptstr 5", "--json", "--lang", "en").json
    ids = [one["id"] for one in found[:2]]
    assert ids == ["address:hauptstr@09991/altort:5", "address:hauptstr@09992/neuort:5"]
    question = "Welche Vereine gibt es in der Hauptstraße 5?"
    asked = cli("ask", question, "--json").json
    assert [one["id"] for one in asked["ambiguous"]["here"]] == ids
    assert all(set(one) == {"id", "label", "type", "reason"} for one in asked["ambiguous"]["here"])
    answer = cli("ask", question, "--here", ids[1], "--json").json
    assert [row["name"] for row in answer["rows"]] == ["Kulturscheune e. V."]
    assert b"Kennung" in cli("places", "Hauptstr 5").out
    assert cli("places", "Hauptstr", "--kind", "moon").code == 2
