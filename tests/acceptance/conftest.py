"""The real lists, brought in once per run through the command line; tests here only read that store."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.cli import Cli, Done


@dataclass(frozen=True)
class Filled:
    """A store with the Lichtenberg lists in it, the import's own words, and its report."""

    cli: Cli
    done: Done
    report: dict[str, Any]
    report_text: str


@pytest.fixture(scope="session")
def filled(lichtenberg_folder: Path) -> Filled:
    code, out, err = json.loads((lichtenberg_folder / "done.json").read_text(encoding="utf-8"))
    text = (lichtenberg_folder / "report.json").read_text(encoding="utf-8")
    cli = Cli(str(lichtenberg_folder / "store"), lichtenberg_folder)
    return Filled(cli, Done(code, out.encode(), err), json.loads(text), text)
