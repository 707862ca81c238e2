"""Edits from the page, in process: made, seen with their evidence, taken back; who may, and what is refused with a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from api import commands
from api.cli import app
from api.service import Service
from api.settings import Settings
from api.tokens import Tokens
from graph.store import Store
from graph.view import View
from graph.writer import Writer
from ingest.decisions import drop_source, restore_source
from schema.vocabulary import load_vocabulary
from tests.api.serving import bearer, serving
from tests.conftest import CONCEPTS, wipe
from tests.made import bring, club, names

CALLED = {"reason": "Nummer hat sich geändert", "source": "Telefonat mit dem Träger"}
LINSE, KAEFIG, KIEZWERK = "JFE „Linse“", "Sporttreff „Käfig“", "Kiezwerk e. V."
LISTS = {
    "clubs.json": [
        club(),
        club("2", KAEFIG, strasse="Am Berl 15", plz="13051", telefon="", e_mail="", angebote="Tanz"),
    ],
    "other.json": [club("9", LINSE, telefon="030 5550001", e_mail="", angebote="")],
}


class Desk:
    """An editor at the page, and the store behind it."""

    def __init__(self, service: Service, client: httpx.Client, keys: dict[str | None, dict[str, str]]) -> None:
        self.service, self.store, self.client, self._keys = service, service.store, client, keys

    def ask(self, method: str, path: str, scope: str | None = "editor", **content: Any) -> httpx.Response:
        return self.client.request(method, f"/api/edits{path}", headers=self._keys[scope], **content)

    def id(self, name: str) -> str:
        rows = self.store.read(
            "MATCH (e:Entity) WHERE e.name = $name AND NOT e.type IN $concepts RETURN e.id AS id",
            name=name,
            concepts=CONCEPTS,
        )
        return str(rows[0]["id"])

    def state(self, id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("GET", "", params={"id": id}).json()
        return found

    def edit(self, name: str, values: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        id = self.id(name)
        body = {"id": id, "values": values or {}, "revision": self.state(id)["revision"], **CALLED, **more}
        answer = self.ask("POST", "", json=body)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def undo(self, edit: str) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("DELETE", f"/{edit}").json()
        return found

    def thing(self, name: str, scope: str | None = None) -> dict[str, Any]:
        answer = self.client.get(f"/api/entities/{self.id(name)}", headers=self._keys[scope])
        found: dict[str, Any] = answer.json()
        return found

    def ties(self, name: str, edge: str) -> list[tuple[str, str | None]]:
        rows = self.client.get(f"/api/entities/{self.id(name)}/neighbours").json()
        return sorted((row["name"], row["properties"].get("role")) for row in rows if row["type"] == edge)


def whole(store: Store) -> list[list[Any]]:
    """Everything that the whole network may see, in a fixed order."""
    view = View(store, "network")
    return [list(view.entities()), list(view.relationships()), list(view.records()), list(view.aliases())]


@pytest.fixture(scope="module")
def opened(embedded_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    tokens = Tokens(folder / "tokens.json")
    keys: dict[str | None, dict[str, str]] = {None: {}}
    keys |= {scope: bearer(tokens.create(scope)) for scope in ("network", "editor")}
    with Store.open(embedded_url) as store:
        wipe(store)
    with Service(Settings(store=embedded_url, keys=folder / "records.keys")) as service:
        for name, rows in LISTS.items():
            bring(service.store, service.keys, folder, rows, name, observed="2020-03-05")
        with serving(service, tokens) as client:
            yield Desk(service, client, keys)


@pytest.fixture
def desk(opened: Desk) -> Iterator[Desk]:
    """After each test every edit is taken back, and the whole graph is what it was: things, relationships, evidence."""
    before = whole(opened.store)
    yield opened
    for edit in opened.ask("GET", "").json()["edits"]:
        assert opened.ask("DELETE", f"/{edit['id']}").status_code == 200
    assert whole(opened.store) == before


def test_a_corrected_phone_has_its_evidence_and_can_be_taken_back(desk: Desk) -> None:
    before = desk.thing(LINSE, "network")
    done = desk.edit(LINSE, {"phone": "030 5550199"})
    assert done["entity"]["properties"]["phone"] == ["+49305550199"]
    assert done["entity"]["id"] == before["id"]
    (said,) = [one for one in done["entity"]["claims"]["phone"] if one["source"] == "Bearbeitungen"]
    assert said["values"] == ["+49305550199"] and said["observed"] == desk.service.settings.today().isoformat()
    assert commands.check(desk.service) == []
    (told,) = desk.state(before["id"])["edits"]
    assert (told["reason"], told["said"], told["by"]) == (CALLED["reason"], CALLED["source"], "token:editor")
    assert told["changes"] == [
        {"property": "phone", "before": ["+49305549384", "+49305550001"], "after": ["+49305550199"]}
    ]
    assert desk.undo(done["edit"])["entity"] == before == desk.thing(LINSE, "network")


def test_what_is_refused_names_the_property_and_the_remedy(desk: Desk) -> None:
    id = desk.id(LINSE)
    base = {"id": id, "revision": desk.state(id)["revision"], **CALLED}
    for values, name, code in (
        ({"phone": "12"}, "phone", "phone-without-area-code"),
        ({"haircut": "kurz"}, "haircut", "property-unknown"),
        ({"opening_recurrence": "FREQ=DAILY"}, "opening_recurrence", "property-fixed"),
        ({"founded": ["2001", "2002"]}, "founded", "value-single"),
        ({"founded": "irgendwann"}, "founded", "date-invalid"),
        ({"kinds": ["Raumschiff"]}, "kinds", "code-unknown"),
        ({"name": None}, "name", "value-required"),
        ({"address": "10317 Berlin"}, "address", "address-without-street"),
        ({"legal_form": "k. A."}, "legal_form", "value-empty"),
    ):
        answer = desk.ask("POST", "", json={**base, "values": values})
        (problem,) = answer.json()["error"]["details"]["problems"]
        assert (answer.status_code, problem["property"], problem["code"]) == (400, name, code)
        assert problem["message"] and problem["message"] in answer.json()["error"]["message"]
    german, english = (
        desk.ask("POST", "", json={**base, "values": {"founded": "?!"}}, params={"lang": lang}).json()["error"]
        for lang in ("de", "en")
    )
    assert "Das ist kein Datum" in german["message"] and "date" in english["message"].casefold()
    for missing in ("reason", "source"):
        answer = desk.ask("POST", "", json={**base, "values": {"phone": "030 5550199"}, missing: " "})
        assert answer.json()["error"]["details"]["problems"][0]["property"] in (missing, "said")
    assert desk.ask("POST", "", json={**base, "revision": None, "values": {}}).status_code == 400
    assert desk.ask("POST", "", json={**base, "values": {}}).json()["error"]["message"] == "Es ändert sich nichts."
    assert desk.ask("POST", "", json={**base, "observed": "2999-01-01"}).status_code == 400
    assert desk.ask("POST", "", json={**base, "type": "Offering"}).status_code == 400
    assert desk.ask("GET", "/form", params={"type": "Outline"}).status_code == 400


def test_only_editors_edit(desk: Desk) -> None:
    paths = [
        ("GET", ""),
        ("GET", "/form?type=Actor"),
        ("GET", "/alike?type=Actor"),
        ("POST", ""),
        ("POST", "/x/verify"),
    ]
    for method, path in [*paths, ("DELETE", "/x")]:
        assert [desk.ask(method, path, scope).status_code for scope in (None, "network")] == [403, 403]
    assert desk.ask("DELETE", "/x").status_code == 404
    assert desk.ask("GET", "").headers["cache-control"] == "no-store"


def test_an_edit_of_a_stale_state_is_refused_and_told_what_changed(desk: Desk) -> None:
    id = desk.id(LINSE)
    seen = desk.thing(LINSE, "network")["properties"]
    base = {"id": id, "revision": desk.state(id)["revision"], "seen": seen, **CALLED}
    desk.edit(LINSE, {"phone": "030 5550199"})
    answer = desk.ask("POST", "", json={**base, "values": {"founded": "1998"}})
    assert answer.status_code == 409
    error = answer.json()["error"]
    assert "Telefon" in error["message"] and error["details"]["changed"]["phone"]["now"] == ["+49305550199"]
    assert error["details"]["causes"] == [f"Bearbeitung „{CALLED['reason']}“"]
    assert set(error["details"]["changed"]) == {"phone"}
    again = desk.ask(
        "POST", "", json={**base, "revision": None, "values": {"founded": "1998"}}
    )  # the state may stand in If-Match too
    assert again.status_code == 400
    state = {"If-Match": f'"{desk.state(id)["revision"]}"', **desk._keys["editor"]}
    body = {"id": id, "values": {"founded": "1998"}, **CALLED}
    assert desk.client.post("/api/edits", json=body, headers=state).status_code == 201


def test_the_later_edit_of_a_day_counts_and_the_middle_one_can_go(desk: Desk) -> None:
    for year in ("1998", "1997", "1999"):
        last = desk.edit(LINSE, {"founded": year})
    assert last["entity"]["properties"]["founded"] == "1999"
    edits = desk.state(desk.id(LINSE))["edits"]
    assert [change["after"] for edit in edits for change in edit["changes"]] == ["1999", "1997", "1998"]
    assert desk.undo(edits[1]["id"])["entity"]["properties"]["founded"] == "1999"
    assert desk.undo(edits[0]["id"])["entity"]["properties"]["founded"] == "1998"
    early = desk.ask(
        "POST",
        "",
        json={
            "id": desk.id(LINSE), "revision": desk.state(desk.id(LINSE))["revision"], "values": {"founded": "1990"},
            "observed": "2021-01-01", **CALLED,
        },
    )  # fmt: skip
    assert early.json()["error"]["details"]["problems"][0]["code"] == "outranked"


def test_personal_things_are_sealed_and_names_taken_out(desk: Desk) -> None:
    done = desk.edit(
        LINSE,
        {"phone": "0171 5550123", "contact_persons": ["Anna Muster"], "description": "Fragen an Anna Muster richten"},
        source="Gespräch mit Anna Muster",
    )
    assert {(one["property"], one["code"]) for one in done["notes"]} == {
        ("phone", "sealed"),
        ("description", "person-removed"),
    }
    assert "phone" not in done["entity"]["properties"]
    stored = str(desk.store.read("MATCH (n) WHERE n:Record OR n:Entity OR n:Judgement RETURN properties(n) AS p"))
    assert "Muster" not in stored and "5550123" not in stored
    form = {
        field["name"]: field["value"]
        for field in desk.ask("GET", "/form", params={"id": desk.id(LINSE)}).json()["fields"]
    }
    assert form["contact_persons"] == ["Anna Muster"] and form["contact_phones"] == ["+491715550123"]
    (told,) = desk.state(desk.id(LINSE))["edits"]
    assert "Muster" not in str(told) and {"property": "contact_persons", "private": True} in told["changes"]


def test_still_valid_is_evidence_of_today(desk: Desk) -> None:
    offering = "Tanz"
    answer = desk.ask("POST", f"/{desk.id(offering)}/verify", json={"source": "Besuch vor Ort"})
    today = desk.service.settings.today().isoformat()
    assert answer.json()["entity"]["properties"]["last_verified"] == today
    assert {"source": "Bearbeitungen", "sheet": None, "row": None, "observed": today} in answer.json()["entity"][
        "evidence"
    ]
    assert [edit["what"] for edit in desk.state(desk.id(offering))["edits"]] == ["verify"]


def test_themes_are_added_and_taken_away_by_a_person(desk: Desk) -> None:
    themes = {concept.labels["de"]: id for id, concept in load_vocabulary().concepts.items() if concept.kind == "Theme"}
    dance, music = desk.ties("Tanz", "ABOUT"), themes["Musik"]
    assert dance
    desk.edit("Tanz", links={"ABOUT": [music]})
    assert desk.ties("Tanz", "ABOUT") == [("Musik", None)]
    (told,) = desk.state(desk.id("Tanz"))["edits"]
    assert told["changes"][0]["edge"] == "ABOUT" and told["changes"][0]["after"] == [music]
    assert set(told["changes"][0]["before"]) == {themes[name] for name, _ in dance}
    desk.edit("Tanz", links={"ABOUT": [music, *told["changes"][0]["before"]]})  # the later word counts
    assert desk.ties("Tanz", "ABOUT") == sorted([*dance, ("Musik", None)])


def test_a_new_cooperation_with_members_and_a_member_less(desk: Desk) -> None:
    members = [
        {"id": desk.id(LINSE), "role": "coordinator"},
        {"id": desk.id(KAEFIG), "role": "member", "since": "2024"},
    ]
    body = {"type": "Cooperation", "values": {"name": "AG Nordkiez"}, "links": {"MEMBER_OF": members}, **CALLED}
    made = desk.ask("POST", "", json=body).json()
    assert desk.ties("AG Nordkiez", "MEMBER_OF") == [(LINSE, "coordinator"), (KAEFIG, "member")]
    desk.edit("AG Nordkiez", links={"MEMBER_OF": [{"id": desk.id(KIEZWERK), "role": "member"}, members[1]]})
    assert desk.ties("AG Nordkiez", "MEMBER_OF") == [(KIEZWERK, "member"), (KAEFIG, "member")]
    (change,) = desk.state(desk.id("AG Nordkiez"))["edits"][0]["changes"]
    assert (change["before"], change["after"]) == ([LINSE], [f"{KIEZWERK} (member)"])
    assert desk.ask("DELETE", f"/{made['edit']}").status_code == 409  # the later edit stands on it


def test_a_new_offering_has_its_place_and_its_provider(desk: Desk) -> None:
    body = {
        "type": "Offering", "values": {"name": "Boxen", "address": "Am Berl 15, 13051 Berlin", "ages": "12-16"},
        "links": {"PROVIDES": [desk.id(KAEFIG)]}, **CALLED,
    }  # fmt: skip
    made = desk.ask("POST", "", json=body).json()
    assert made["entity"]["properties"]["ages"] == "12-16"
    assert desk.ties("Boxen", "PROVIDES") == [(KAEFIG, None)]
    assert desk.ties("Boxen", "LOCATED_AT") == desk.ties(KAEFIG, "LOCATED_AT")  # the one place of that address
    assert ("Boxen", None) not in desk.ties(LINSE, "PROVIDES")
    assert desk.ties("Boxen", "ABOUT")
    assert desk.undo(made["edit"])["entity"] is None


def test_a_new_name_and_address_keep_the_id(desk: Desk) -> None:
    id = desk.id(KAEFIG)
    done = desk.edit(KAEFIG, {"name": "Sporthaus Käfig", "address": "Am Berl 17, 13051 Berlin"})
    assert (done["entity"]["id"], done["entity"]["name"]) == (id, "Sporthaus Käfig")
    assert KAEFIG in done["entity"]["properties"]["alternative_names"]
    assert [name for name, _ in desk.ties("Sporthaus Käfig", "LOCATED_AT")] == ["Am Berl 17, 13051 Berlin"]


def test_a_contradiction_that_somebody_settled_is_none(desk: Desk) -> None:
    conflict = next(c for c in desk.thing(LINSE)["conflicts"] if c["property"] == "phone")
    assert len(conflict["values"]) == 2
    done = desk.edit(LINSE, {"phone": [conflict["values"][1]["value"]]}, reason="Dieser Wert gilt")
    assert done["entity"]["properties"]["phone"] == [conflict["values"][1]["value"]]
    assert not [c for c in desk.thing(LINSE)["conflicts"] if c["property"] == "phone"]


def test_an_old_list_again_undoes_no_edit_and_dropping_the_edits_does(desk: Desk, tmp_path: Path) -> None:
    before = desk.thing(LINSE, "network")
    desk.edit(LINSE, {"phone": "030 5550199"})
    bring(desk.store, desk.service.keys, tmp_path, LISTS["clubs.json"], observed="2020-03-05")
    bring(
        desk.store,
        desk.service.keys,
        tmp_path,
        [club(telefon="030 5550777"), LISTS["clubs.json"][1]],
        observed="2021-01-01",
    )
    assert desk.thing(LINSE)["properties"]["phone"] == ["+49305550199"]
    bring(desk.store, desk.service.keys, tmp_path, LISTS["clubs.json"], observed="2021-01-01")
    with Writer(desk.store, desk.service.keys) as writer:
        drop_source(writer, "Bearbeitungen")
    assert desk.thing(LINSE, "network")["properties"] == before["properties"]
    with Writer(desk.store, desk.service.keys) as writer:
        drop_source(writer, "clubs.json")  # the thing goes on as the other list has it
        restore_source(writer, "Bearbeitungen")
    assert desk.thing(LINSE)["properties"]["phone"] == ["+49305550199"]
    assert commands.check(desk.service) == []
    with Writer(desk.store, desk.service.keys) as writer:
        restore_source(writer, "clubs.json")
    assert "Bearbeitungen" not in names(desk.store)


def test_what_is_there_already_is_told_while_typing(desk: Desk) -> None:
    def alike(**params: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = desk.ask("GET", "/alike", params=params).json()
        return found

    (linse,) = alike(type="Actor", name="JFE Linse", address="Parkaue 25, 10367 Berlin")
    assert linse["name"] == LINSE and linse["score"] > 0.8 and "gleiche Anschrift" in linse["reasons"]
    assert alike(type="Actor", name="Li") == [] == alike(type="Actor", name="Kleingartenverein Feldlerche")
    assert {one["about"][0] for one in alike(type="Offering", name="Tanzen")} <= {KAEFIG}
    assert "names equal but for spelling" in alike(type="Actor", name="JFE Linse", lang="en")[0]["reasons"]


def test_the_command_line_lists_edits_and_takes_one_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    done = desk.edit(LINSE, {"founded": "1998"})
    monkeypatch.setenv("QG_STORE", str(desk.service.settings.where))
    monkeypatch.setenv("QG_KEYS", str(desk.service.settings.key_file))
    assert CliRunner().invoke(app, ["edits", "list", "--json"]).exit_code == 0
    assert done["edit"] in CliRunner().invoke(app, ["edits", "list", desk.id(LINSE), "--json"]).output
    assert CliRunner().invoke(app, ["edits", "undo", done["edit"]]).exit_code == 0
    assert desk.ask("GET", "").json()["edits"] == []
