"""The same lists in Neo4j give the same answers and exports, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.store import Store
from tests.acceptance.cli import Cli
from tests.acceptance.test_lichtenberg import ASKED
from tests.conftest import LISTS_OBSERVED, WHOLE, wipe


@pytest.mark.neo4j
def test_a_real_neo4j_says_the_same(lichtenberg: Path, neo4j_url: str, tmp_path: Path) -> None:
    """Every second list; with QG_TEST_WHOLE=1 all of them."""
    lists = [lichtenberg] if WHOLE else sorted(lichtenberg.glob("*.json"))[::2]
    with Store.open(neo4j_url) as store:
        wipe(store)
    (tmp_path / "other").mkdir()
    one, other = Cli(str(tmp_path / "store"), tmp_path), Cli(neo4j_url, tmp_path / "other")
    reports = []
    for cli in (one, other):
        done = cli("ingest", *lists, "--observed", LISTS_OBSERVED, "--report", cli.home / "report.json")
        reports.append((done.code, json.loads((cli.home / "report.json").read_text(encoding="utf-8"))))
    assert reports[0] == reports[1] and reports[0][1]["created"] > 90
    for text in ASKED:
        assert other("ask", text, "--json").out == one("ask", text, "--json").out, text
    for format in ("turtle", "nquads", "csv"):
        assert other("export", format).out == one("export", format).out, format
    assert other("merges", "list", "--json").out == one("merges", "list", "--json").out
    with Store.open(neo4j_url) as store:
        wipe(store)
    with Store.open(one.store) as store:
        store.stop()
