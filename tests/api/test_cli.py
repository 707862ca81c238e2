"""The command line: help everywhere, exit codes, and what each command writes."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import typer

from api.cli import app
from graph.store import Store
from tests.acceptance.cli import Cli, Done
from tests.made import club, write_list

CLUB = "JFE „Linse“"


def commands(command: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        yield from commands(child, f"{path} {name}".strip())


ALL = list(commands(typer.main.get_command(app)))


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Callable[[str], Cli]]:
    opened: list[Cli] = []

    def make(name: str) -> Cli:
        opened.append(Cli(str(tmp_path / name / "store"), tmp_path / name))
        (tmp_path / name).mkdir()
        return opened[-1]

    yield make
    for cli in opened:
        with Store.open(cli.store) as store:
            store.stop()


@pytest.fixture
def cli(stores: Callable[[str], Cli], tmp_path: Path) -> Cli:
    made = stores("town")
    assert made("ingest", write_list(tmp_path, [club()]), "--observed", "2020").code == 0
    return made


def exported(cli: Cli) -> bytes:
    return cli("export", "nquads", "--visibility", "network").out


def count(cli: Cli, name: str) -> int:
    done: Done = cli(
        "cypher",
        "MATCH (e:Entity) WHERE e.name = $name AND e.ended IS NULL RETURN count(e) AS n",
        "--param",
        f"name={name}",
        "--format",
        "json",
    )
    return int(done.json[0]["n"])


@pytest.mark.parametrize(("path", "command"), ALL, ids=[path or "program" for path, _ in ALL])
def test_every_command_has_a_help_text(path: str, command: Any) -> None:
    assert command.help or (command.callback is not None and command.callback.__doc__), path


def test_ask_prints_json_and_a_misunderstanding_is_no_failure(cli: Cli) -> None:
    answer = cli("ask", "Wer deckt Jugendsport im Nordkiez ab?", "--json")
    assert (answer.code, answer.json["rows"][0]["actor"]["name"]) == (0, CLUB)
    unclear = cli("ask", "Wie wird das Wetter?", "--json")
    assert (unclear.code, unclear.json["understood"], unclear.json["kind"]) == (0, False, "none")


def test_wrong_use_is_2(cli: Cli) -> None:
    assert [
        cli(*words).code for words in (("ask",), ("export", "doc"), ("ask", "x", "--lang", "fr"), ("no-such",))
    ] == [2] * 4
    assert cli("export", "turtle", "--visibility", "private").code == 2


def test_a_process_of_its_own_ends_with_the_same_words_and_codes(cli: Cli) -> None:
    asked = ("ask", "Wer deckt Jugendsport im Nordkiez ab?", "--json")
    assert cli.process(*asked) == cli(*asked)
    refused = cli.process("export", "doc")
    assert (refused.code, refused.out) == (2, b"") and "bad-request" in refused.err


def test_cypher_in_four_formats_and_only_reading(cli: Cli) -> None:
    text = "MATCH (a:Actor) RETURN a.name AS name ORDER BY name"
    names = [CLUB, "Kiezwerk e. V."]
    assert [row["name"] for row in cli("cypher", text, "--format", "json").json] == names
    assert [json.loads(line)["name"] for line in cli("cypher", text, "--format", "jsonl").out.splitlines()] == names
    assert cli("cypher", text, "--format", "csv").out.decode().splitlines() == ["name", *names]
    assert names[1] in cli("cypher", text).out.decode()
    refused = cli("cypher", "MATCH (a) DETACH DELETE a")
    assert refused.code == 2 and "query-refused" in refused.err


def test_export_to_a_file_is_what_standard_output_gets(cli: Cli, tmp_path: Path) -> None:
    assert cli("export", "turtle", "-o", tmp_path / "town.ttl").code == 0
    assert (tmp_path / "town.ttl").read_bytes() == cli("export", "turtle").out == cli("export", "turtle", "-o", "-").out


def test_the_template_opens(tmp_path: Path) -> None:
    done = Cli(str(tmp_path / "store"), tmp_path)("template", "-o", tmp_path / "template.xlsx")
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "template.xlsx").read_bytes()))
    assert done.code == 0 and len(book.sheetnames) > 8
    book.close()


def test_a_backup_fills_an_empty_store(cli: Cli, stores: Callable[[str], Cli], tmp_path: Path) -> None:
    other = stores("other")
    assert cli("backup", tmp_path / "town.backup").code == other("restore", tmp_path / "town.backup").code == 0
    assert exported(other) == exported(cli)
    assert other("check", "--json").json == {"problems": []}
    assert other("restore", tmp_path / "town.backup").code == 2


def test_a_dropped_source_comes_back(cli: Cli) -> None:
    before = exported(cli)
    assert cli("sources", "drop", "clubs.json").code == 0 and count(cli, CLUB) == 0
    assert cli("sources", "restore", "clubs.json").code == 0 and exported(cli) == before
    assert [source["name"] for source in cli("sources", "list", "--json").json] == ["clubs.json"]
    assert cli("sources", "drop", "nobody.json").code == 1


def test_tokens_are_made_listed_and_revoked(cli: Cli) -> None:
    token = cli("token", "create", "network").out.decode().strip()
    listed = cli("token", "list").out.decode()
    assert len(token) > 30 and token not in listed and listed.split()[1] == "network"
    assert cli("token", "revoke", token).code == 0 and cli("token", "list").out == b""
    assert cli("token", "create", "admin").code == 2


def test_erased_is_gone_and_stays_gone(cli: Cli, tmp_path: Path) -> None:
    (row,) = cli(
        "cypher", "MATCH (e:Entity {name: $name}) RETURN e.id AS id", "--param", f"name={CLUB}", "--format", "json"
    ).json
    assert cli("erase", row["id"], "--yes").code == 0 and count(cli, CLUB) == 0
    cli("ingest", write_list(tmp_path, [club()]), "--observed", "2021")
    assert count(cli, CLUB) == 0
    assert cli("erase", "--yes").code == 2


def test_merges_and_questions_as_json(cli: Cli) -> None:
    assert cli("merges", "list", "--json").json == {"candidates": [], "judgements": []}
    assert {"id", "title"} <= set(cli("questions", "--json").json[0])
