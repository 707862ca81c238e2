"""The same lists in Neo4j give the same answers and exports, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.store import Store
from tests.acceptance.cli import Cli
from tests.acceptance.conftest import Filled, fill
from tests.acceptance.test_lichtenberg import ASKED
from tests.conftest import wipe


@pytest.mark.neo4j
def test_a_real_neo4j_says_the_same(filled: Filled, lichtenberg: Path, neo4j_url: str, tmp_path: Path) -> None:
    with Store.open(neo4j_url) as store:
        wipe(store)
    other = fill(Cli(neo4j_url, tmp_path), lichtenberg, tmp_path / "report.json")
    assert (other.done.code, other.report) == (0, filled.report)
    for text in ASKED:
        assert other.cli("ask", text, "--json").out == filled.cli("ask", text, "--json").out, text
    for format in ("turtle", "nquads", "csv"):
        assert other.cli("export", format).out == filled.cli("export", format).out, format
    assert other.cli("merges", "list", "--json").out == filled.cli("merges", "list", "--json").out
    with Store.open(neo4j_url) as store:
        wipe(store)
