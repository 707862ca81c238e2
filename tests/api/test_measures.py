"""Measures by command and over HTTP."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tests.acceptance.cli import Cli
from tests.api.conftest import Web


def test_the_command_measures_compares_and_writes_csv(demo_folder: Path) -> None:
    cli = Cli(str(demo_folder / "store"), demo_folder)
    found = cli("measures", "--on", "2026-03-01", "--json").json
    table = cli("measures", "--on", "2026-03-01").out.decode()
    rows = list(csv.DictReader(io.StringIO(cli("measures", "--on", "2026-03-01", "--csv").out.decode())))
    assert [row["id"] for row in rows] == [node["id"] for node in found["nodes"]]
    assert "Jugendamt" in table and "density" in table
    compared = cli("measures", "--compare", "2018", "--on", "2026-03-01", "--json").json
    assert compared["network"]["ties"][1] == found["network"]["ties"] and compared["ties_new"]
    assert "stability" in cli("measures", "--compare", "2018").out.decode()
    assert cli("measures", "--layer", "friendship").code == 2


def test_http_gives_the_same_for_everybody(web: Web) -> None:
    found = web.get("/api/measures", layer="carrier").json()
    assert found["layer"] == "carrier" and {node["name"] for node in found["nodes"]} >= {
        "JFE „Linse“",
        "Kiezwerk e. V.",
    }
    assert web.get("/api/measures/comparison", before="2019", after="2021", layer="carrier").json()["stability"] == 1
    assert web.get("/api/measures", layer="friendship").status_code == 400
    assert web.get("/api/measures", on="yesterday").status_code == 400
