"""No contact person of the real lists leaves by any door: exports, answers, pages, reports, logs, free Cypher."""

from __future__ import annotations

import io
import itertools
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pyarrow.parquet
import pytest

from api.settings import Settings
from api.tokens import Tokens
from graph.export import FORMATS
from graph.store import Store
from graph.view import View
from schema.values import fold
from tests.acceptance.cli import Cli
from tests.acceptance.conftest import Filled
from tests.acceptance.private import HOMES, MAILBOXES, PERSONS
from tests.acceptance.test_lichtenberg import ASKED
from tests.api.serving import bearer, open_client
from tests.conftest import ROOT

UMLAUTS = {ord(letter): spelt for letter, spelt in {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}.items()}
SECRETS = tuple(fold(text) for text in (*PERSONS, *MAILBOXES, *HOMES))
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
EVERYTHING = (
    "MATCH (n) RETURN n SKIP $skip LIMIT 5000",
    "MATCH (a)-[r]->(b) RETURN a.id, type(r), properties(r), b.id SKIP $skip LIMIT 5000",
)


def leaks(content: bytes | str) -> list[str]:
    """The secrets in a text, whatever case, umlauts, escapes or zip it hides behind."""
    text = text_of(content)
    if "\\u" in text:
        text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    folded = quick_fold(text)
    return [secret for secret in SECRETS if secret in folded]


def quick_fold(text: str) -> str:
    """As `fold`, for tens of megabytes: what is not ASCII in the end is left out."""
    spelt = text.casefold().translate(UMLAUTS)
    return unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()


def text_of(content: bytes | str) -> str:
    if isinstance(content, str):
        return content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(part_of(archive.read(name)) for name in archive.namelist())
    return content.decode()


def part_of(content: bytes) -> str:
    """A file of a package: Parquet as its rows, all else as it stands."""
    if content.startswith(b"PAR1"):
        return json.dumps(pyarrow.parquet.read_table(io.BytesIO(content)).to_pylist(), ensure_ascii=False)
    return content.decode()


@dataclass(frozen=True)
class Doors:
    """The public door, and the door for the network."""

    client: httpx.Client
    headers: dict[str, str]

    def get(self, path: str, *, network: bool, **params: Any) -> httpx.Response:
        return self.client.get(path, params=params, headers=self.headers if network else {})

    def cypher(self, text: str, **parameters: Any) -> httpx.Response:
        return self.client.post("/api/cypher", json={"cypher": text, "parameters": parameters}, headers=self.headers)


@pytest.fixture(scope="module")
def doors(filled: Filled, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    tokens = Tokens(tmp_path_factory.mktemp("tokens") / "tokens.json")
    settings = Settings(store=filled.cli.store, keys=filled.cli.home / "records.keys", cypher_seconds=60)
    with open_client(settings, tokens) as client:
        yield Doors(client, bearer(tokens.create("network")))


def test_the_table_is_about_the_lists(lichtenberg: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in lichtenberg.glob("*.json")]
    raw = " ".join(fold(json.dumps(json.loads(text), ensure_ascii=False)) for text in texts)
    turned = fold("Aníbal Chilenge")
    assert turned in raw and len(PERSONS) >= 40 and len(MAILBOXES) >= 30
    assert [secret for secret in SECRETS if secret not in raw] == []


SAME = {"turtle", "ntriples", "rdfxml", "canonical"}  # the triples of nquads in another syntax
ALL = [*((format, "network") for format in FORMATS if format not in SAME), ("turtle", "public"), ("csv", "public"), ("html", "public")]


@pytest.mark.parametrize(("format", "visibility"), ALL)  # the public view shows less of the same things
def test_exports(doors: Doors, format: str, visibility: str) -> None:
    answer = doors.get(f"/export/{format}", network=visibility == "network")
    assert answer.status_code == 200 and len(answer.content) > 10_000
    assert leaks(answer.content) == []


def test_report_and_terminal(filled: Filled) -> None:
    assert "buergerservice-familie-sbst.json" in filled.report_text
    assert leaks(filled.report_text) == leaks(filled.done.out) == leaks(filled.done.err) == []


def test_logs_and_files_beside_the_store(filled: Filled) -> None:
    store = Path(filled.cli.store)
    texts = [
        path
        for path in store.rglob("*")
        if path.is_file() and path.suffix in {".log", ".json", ".txt", ".port", ".state"}
    ]
    assert any(path.name == "engine.log" for path in texts)
    assert [path.name for path in texts if leaks(path.read_bytes().decode(errors="replace"))] == []


@pytest.mark.parametrize("network", [False, True])
def test_answers(doors: Doors, network: bool) -> None:
    for text in (*ASKED, "Welche Angebote gibt es in Lichtenberg?", "Welche Initiativen gibt es in Lichtenberg?"):
        answer = doors.get("/api/ask", network=network, q=text)
        assert answer.status_code == 200 and leaks(answer.content) == []


def test_answers_on_a_terminal(filled: Filled) -> None:
    done = filled.cli("ask", ASKED[0])
    assert "Trialog" in done.out.decode() and leaks(done.out) == []


def test_every_actor_and_what_is_around_it(doors: Doors, filled: Filled) -> None:
    """The schools' list names no persons; of all other actors every third is looked at (their records all are, below)."""
    statement = "MATCH (r:Record {type: 'Actor'}) WHERE r.source <> 'berlin-schulen.csv' RETURN DISTINCT r.entity AS id ORDER BY id"
    with Store.open(filled.cli.store) as store:
        ids = [row["id"] for row in store.read(statement)]
    assert len(ids) > 400
    pages = [doors.get(f"/api/entities/{id}", network=True) for id in ids[::8]]
    assert {page.status_code for page in pages} == {200}
    assert leaks("\n".join(page.text for page in pages)) == []
    with Store.open(filled.cli.store) as store:
        view = View(store, "network")  # what the pages say, without the way there
        page = json.loads(pages[0].text)
        assert page.pop("areas") and page == view.entity(ids[0])
        assert leaks(json.dumps([view.entity(id) for id in ids[1::3]], ensure_ascii=False)) == []
    for part in (ids[start : start + 150] for start in range(0, len(ids), 150)):
        answer = doors.get("/api/graph", network=True, id=part, depth=0, limit=2000)
        assert answer.status_code == 200 and leaks(answer.content) == []


@pytest.mark.parametrize("name", [*PERSONS[:20], *MAILBOXES[:10]])
def test_searching_for_a_person_finds_nobody(doors: Doors, name: str) -> None:
    assert (
        doors.get("/api/search", network=False, q=name).json()
        == doors.get("/api/search", network=True, q=name).json()
        == []
    )


@pytest.mark.parametrize("statement", EVERYTHING)
def test_free_cypher_sees_all_things_and_no_person(doors: Doors, statement: str) -> None:
    seen = 0
    for skip in itertools.count(step=5000):
        answer = doors.cypher(statement, skip=skip)
        assert answer.status_code == 200 and leaks(answer.content) == []
        rows = len(answer.json()["rows"])
        seen += rows
        if rows < 5000:
            break
    assert seen > 4_000


def test_records_and_journal_name_no_person_either(filled: Filled) -> None:
    """Free Cypher does not see them; whoever reads the store itself finds no person there."""
    with Store.open(filled.cli.store) as store:
        records = [row["p"] for row in store.stream("MATCH (r:Record) RETURN properties(r) AS p")]
        changes = [row["p"] for row in store.stream("MATCH (c:Change) RETURN properties(c) AS p")]
    assert len(records) > 5_000 and len(changes) > 1_000
    assert leaks(json.dumps([records, changes], ensure_ascii=False)) == []


def test_nothing_leaks_when_the_lists_are_recognised(lichtenberg: Path, tmp_path: Path) -> None:
    """Without the mappings, which were written knowing where persons stand."""
    cli = Cli(str(tmp_path / "store"), tmp_path)
    try:
        lists = [path for path in sorted(lichtenberg.glob("*.json")) if leaks(json.dumps(json.loads(path.read_text("utf-8"))))]
        assert len(lists) > 3  # those that name somebody
        done = cli("ingest", *lists, "--recognise", "--observed", "2014-05-01", "--report", tmp_path / "report.json")
        assert leaks(done.out.decode() + done.err + (tmp_path / "report.json").read_text(encoding="utf-8")) == []
        for name in ("nquads", "xlsx"):
            cli("export", name, "--visibility", "network", "-o", tmp_path / name)
            assert leaks((tmp_path / name).read_bytes()) == []
    finally:
        with Store.open(cli.store) as store:
            store.stop()


def test_who_drew_an_outline_is_for_the_network_only(tmp_path: Path) -> None:
    cli = Cli(str(tmp_path / "store"), tmp_path)
    assert cli("ingest", ROOT / "demo" / "quartiere.geojson", "--observed", "2026-03-01").code == 0
    public, network = cli("export", "csv").out, cli("export", "csv", "--visibility", "network").out
    drawn = [archive(found)["Outline.csv"] for found in (public, network)]
    assert ["Kinder der Grundschule" in table for table in drawn] == [False, True]
    with Store.open(cli.store) as store:
        store.stop()


def archive(found: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(found)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}
