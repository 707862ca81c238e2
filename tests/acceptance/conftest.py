"""The real lists, brought in once per run through the command line; tests here only read that store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graph.store import Store
from tests.acceptance.cli import Cli, Done

OBSERVED = "2014-05-01"


@dataclass(frozen=True)
class Filled:
    """A store with the Lichtenberg lists in it, the import's own words, and its report."""

    cli: Cli
    done: Done
    report: dict[str, Any]
    report_text: str


def fill(cli: Cli, folder: Path, report: Path) -> Filled:
    done = cli("ingest", folder, "--observed", OBSERVED, "--report", report)
    text = report.read_text(encoding="utf-8")
    return Filled(cli, done, json.loads(text), text)


@pytest.fixture(scope="session")
def filled(lichtenberg: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    home = tmp_path_factory.mktemp("lichtenberg")
    cli = Cli(str(home / "store"), home)
    yield fill(cli, lichtenberg, home / "report.json")
    with Store.open(cli.store) as store:
        store.stop()
