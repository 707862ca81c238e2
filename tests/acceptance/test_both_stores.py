"""The same lists in Neo4j give the same answers and exports, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.store import Store
from tests.acceptance.cli import Cli
from tests.acceptance.conftest import Filled
from tests.acceptance.test_lichtenberg import ASKED
from tests.conftest import LISTS_OBSERVED, wipe


@pytest.mark.neo4j
def test_a_real_neo4j_says_the_same(filled: Filled, lichtenberg: Path, neo4j_url: str, tmp_path: Path) -> None:
    with Store.open(neo4j_url) as store:
        wipe(store)
    other, report = Cli(neo4j_url, tmp_path), tmp_path / "report.json"
    done = other("ingest", lichtenberg, "--observed", LISTS_OBSERVED, "--report", report)
    assert (done.code, json.loads(report.read_text(encoding="utf-8"))) == (0, filled.report)
    for text in ASKED:
        assert other("ask", text, "--json").out == filled.cli("ask", text, "--json").out, text
    for format in ("turtle", "nquads", "csv"):
        assert other("export", format).out == filled.cli("export", format).out, format
    assert other("merges", "list", "--json").out == filled.cli("merges", "list", "--json").out
    with Store.open(neo4j_url) as store:
        wipe(store)
