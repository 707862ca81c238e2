"""Decisions as a file: they come back in an empty store, wait for their records, and a wrong file is named by its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.seal import KeyRing
from graph.store import Store
from graph.view import View
from graph.writer import Writer
from ingest import decisions
from ingest.candidates import candidates
from ingest.decisions_file import FORMAT, export_decisions, import_decisions, read_decisions
from ingest.side_by_side import named_judgements
from schema.errors import UnreadableFile
from tests.conftest import wipe
from tests.made import bring, club, names

TWO = ("a.json", club(traeger="")), ("b.json", club("9", name="JFE Lines", traeger=""))


def brought(store: Store, keys: KeyRing, folder: Path) -> None:
    for name, row in TWO:
        bring(store, keys, folder, [row], name)


def judged(store: Store, keys: KeyRing, verdict: decisions.Verdict) -> str:
    (case,) = candidates(store)
    with Writer(store, keys) as writer:
        decisions.judge(writer, case.left.record, case.right.record, verdict, by="Vera", reason="seen on site")
    return "".join(export_decisions(View(store, "network")))


def taken(store: Store, keys: KeyRing, text: str) -> dict[str, int]:
    with Writer(store, keys) as writer:
        return import_decisions(writer, read_decisions(text.splitlines())).to_json()


def test_decisions_wait_in_an_empty_store_until_their_lists_come(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    brought(store, keys, tmp_path)
    assert len(names(store)) == 2
    text = judged(store, keys, "same")
    assert len(names(store)) == 1
    wipe(store)
    assert taken(store, keys, text) == {"taken": 1, "unchanged": 0, "older": 0, "erased": 0, "waiting": 1}
    (waiting,) = named_judgements(View(store))
    assert waiting["waiting"] and (waiting["by"], waiting["reason"]) == ("Vera", "seen on site")
    bring(store, keys, tmp_path, [TWO[0][1]], "a.json")
    bring(store, keys, tmp_path, [TWO[1][1]], "b.json")
    assert len(names(store)) == 1 and candidates(store) == []
    assert not named_judgements(View(store))[0]["waiting"]
    assert taken(store, keys, text) == {"taken": 0, "unchanged": 1, "older": 0, "erased": 0, "waiting": 0}


def test_a_line_names_source_row_and_name_for_people(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    brought(embedded, keys, tmp_path)
    header, line = judged(embedded, keys, "different").splitlines()
    assert json.loads(header) == {"format": FORMAT}
    found = json.loads(line)
    assert (found["kind"], found["verdict"]) == ("pair", "different")
    sides = sorted((found[side] for side in ("left", "right")), key=lambda side: side["source"])
    assert [(side["source"], side["row"], side["name"]) for side in sides] == [
        ("a.json", 1, "JFE „Linse“"),
        ("b.json", 1, "JFE Lines"),
    ]


def test_the_later_word_on_a_pair_holds(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    brought(embedded, keys, tmp_path)
    header, line = judged(embedded, keys, "different").splitlines()
    earlier = json.dumps(json.loads(line) | {"verdict": "same", "at": "2001-01-01T00:00:00+00:00"})
    later = json.dumps(json.loads(line) | {"verdict": "same", "at": "2999-01-01T00:00:00+00:00"})
    assert taken(embedded, keys, f"{header}\n{earlier}")["older"] == 1 and len(names(embedded)) == 2
    assert taken(embedded, keys, f"{header}\n{later}")["taken"] == 1 and len(names(embedded)) == 1


def test_what_was_erased_here_is_not_brought_back(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    brought(embedded, keys, tmp_path)
    text = judged(embedded, keys, "different")
    with Writer(embedded, keys) as writer:
        decisions.erase(writer, [json.loads(text.splitlines()[1])["left"]["record"]])
    assert taken(embedded, keys, text)["erased"] == 1 and decisions.judgements(embedded) == []


GOOD: dict[str, Any] = {"kind": "pair", "verdict": "same", "left": {"record": "a"}, "right": {"record": "b"}}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "not a file of decisions"),
        (['{"format": "something else"}'], "not a file of decisions"),
        ([f'{{"format": "{FORMAT}"}}', "not json"], "line 2 is not JSON"),
        ([f'{{"format": "{FORMAT}"}}', "[]"], "line 2 is not an object"),
        ([f'{{"format": "{FORMAT}"}}', "", json.dumps(GOOD | {"verdict": "maybe"})], "line 3 is not a decision"),
        ([f'{{"format": "{FORMAT}"}}', json.dumps(GOOD | {"left": "a"})], "line 2 is not a decision"),
        ([f'{{"format": "{FORMAT}"}}', json.dumps(GOOD | {"right": {"record": "a"}})], "names one record twice"),
    ],
)
def test_a_wrong_file_is_named_by_its_line(lines: list[str], said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read_decisions(lines, "list.jsonl")
