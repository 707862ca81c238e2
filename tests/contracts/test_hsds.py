"""HSDS there and back: our own export gives the same graph, the published example comes out as it went in, nothing doubles.

What is lost is listed in docs/decisions/hsds.md, and only that.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.export.hsds import pages
from graph.seal import KeyRing
from graph.store import Store
from graph.view import View
from ingest.options import Options
from ingest.pipeline import ingest
from schema.values import KINDS
from tests.graph.hsds_contract import BASE, differences, package, said

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "decisions" / "hsds.md"
PLACES_OF_PHONES = ("locations[].phones", "location.phones", "service_at_locations[].phones")


def listed(heading: str) -> list[str]:
    """The words between backticks in the first column of the table under a heading of the decision."""
    part = DOCUMENT.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    cells = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    return [word for cell in cells for word in re.findall(r"`([^`]+)`", cell)]


def bring(store: Store, folder: Path, *paths: Path) -> Any:
    ring = KeyRing(folder / "again.keys")
    try:
        return ingest(store, ring, list(paths), Options())
    finally:
        ring.close()


def lost_in(before: Store, after: Store) -> dict[str, tuple[int, int]]:
    return differences(said(before, "network"), said(after, "network"))


def test_the_package_brings_everything_back_that_it_can_hold(
    demo_store: Store, lichtenberg_store: Store, embedded: Store, tmp_path: Path
) -> None:
    lost: dict[str, tuple[int, int]] = {}
    for name, source in (("demo", demo_store), ("lists", lichtenberg_store)):
        path = tmp_path / f"{name}.zip"
        path.write_bytes(package(source, "network"))
        from tests.conftest import wipe

        wipe(embedded)
        report = bring(embedded, tmp_path / name, path)
        assert [problem for file in report.files for problem in file.problems] == []
        found = lost_in(source, embedded)
        assert {key: new for key, (_, new) in found.items() if new} == {}
        lost |= found
    unprovided = said_of_unprovided(demo_store)
    assert {key: count for key, (count, _) in lost.items() if key in unprovided} == unprovided
    assert {key for key in lost if key not in unprovided} | {"Offering"} == set(listed("What HSDS cannot hold"))
