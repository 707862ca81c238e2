"""Near cases over HTTP and on the command line: side by side in two languages, judged by a named person, carried over."""

from __future__ import annotations

import json
from pathlib import Path

from graph.store import Store
from tests.acceptance.cli import Cli
from tests.api.conftest import Web
from tests.made import club, write_list


def test_both_sides_with_reasons_in_the_language_asked_for(web: Web) -> None:
    german, english = (web.get("/api/merges", "network", lang=lang).json()["candidates"][0] for lang in ("de", "en"))
    assert german["id"] == english["id"] and german["outcome"] == "ask"
    assert "gleiche Anschrift" in german["reasons"] and "same address" in english["reasons"]
    assert german == web.get("/api/merges", "network").json()["candidates"][0]
    assert {german[side]["values"]["name"] for side in ("left", "right")} == {"JFE „Linse“", "JFE „Linsen“"}
    assert {"feature", "weight", "de", "en"} == set(german["features"][0])
    assert web.get("/api/merges", "network", lang="fr").status_code == 400


def test_a_judgement_is_somebodys_and_never_the_servers(web: Web) -> None:
    case = web.get("/api/merges", "network").json()["candidates"][0]["id"]
    for body, by in (({"pair": [case]}, "token:editor"), ({"pair": [case], "by": "Vera"}, "Vera")):
        web.post("/api/merges/reject", "editor", json=body)
        (judgement,) = web.get("/api/merges", "network").json()["judgements"]
        assert (judgement["by"], judgement["verdict"]) == (by, "different")
        assert {judgement["left_name"], judgement["right_name"]} == {"JFE „Linse“", "JFE „Linsen“"}
        web.client.delete(f"/api/merges/{judgement['id']}", headers=web.headers("editor"))


def test_decisions_go_out_and_come_in_as_a_file(web: Web) -> None:
    case = web.get("/api/merges", "network").json()["candidates"][0]["id"]
    web.post("/api/merges/reject", "editor", json={"pair": [case]})
    file = web.get("/api/merges/export", "network")
    assert file.headers["content-type"].startswith("application/x-ndjson") and len(file.text.splitlines()) == 2
    web.client.delete(f"/api/merges/{case}", headers=web.headers("editor"))
    upload = {"file": ("decisions.jsonl", file.content)}
    assert web.post("/api/merges/import", "editor", files=upload).json()["taken"] == 1
    assert web.get("/api/merges/export", "network").text == file.text
    web.client.delete(f"/api/merges/{case}", headers=web.headers("editor"))


def test_who_may_see_and_bring_decisions(web: Web) -> None:
    upload = {"file": ("decisions.jsonl", b"{}")}
    assert web.get("/api/merges/export").status_code == 403
    assert [web.post("/api/merges/import", scope, files=upload).status_code for scope in (None, "network")] == [
        403,
        403,
    ]
    assert web.post("/api/merges/import", "editor", files=upload).status_code == 422
    assert web.post("/api/merges/import", "editor", files={"file": ("x", b"\xff\xfe")}).status_code == 422


def test_the_command_line_from_listing_to_import(tmp_path: Path) -> None:
    cli = Cli(str(tmp_path / "store"), tmp_path)
    lists = [
        write_list(tmp_path, [club(traeger="")], "a.json"),
        write_list(tmp_path, [club("9", name="JFE Lines", traeger="")], "b.json"),
    ]
    assert cli("ingest", *lists, "--json").json["merge_candidates"] == 1
    shown = cli("merges", "list").out.decode()
    assert "gleiche Anschrift" in shown and "JFE Lines" in shown and "name ≠" in shown and "a.json" in shown
    assert "same address" in cli("merges", "list", "--lang", "en").out.decode()
    case = cli("merges", "list", "--json").json["candidates"][0]["id"]
    assert cli("merges", "reject", case).code == 0
    assert "JFE Lines" in cli("merges", "list").out.decode()  # among the decisions
    file = tmp_path / "decisions.jsonl"
    assert cli("merges", "export", file).code == 0 and len(file.read_text(encoding="utf-8").splitlines()) == 2
    assert cli("merges", "undo", case).code == 0
    done = cli("merges", "import", file)
    assert done.code == 0 and "taken: 1" in done.err
    assert [j["id"] for j in cli("merges", "list", "--json").json["judgements"]] == [case]
    file.write_text(json.dumps({"format": "x"}), encoding="utf-8")
    assert cli("merges", "import", file).code == 1
    with Store.open(cli.store) as store:
        store.stop()
