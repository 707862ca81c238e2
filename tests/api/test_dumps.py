"""Dumps as people and programs ask for them: canonical, incremental, provenance, at both doors."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.acceptance.cli import Cli
from tests.api.conftest import Web

UPDATED = b"https://www.w3.org/ns/activitystreams#updated"


def cli(folder: Path) -> Cli:
    return Cli(str(folder / "store"), folder)


def test_hash_is_that_of_the_canonical_form(demo_folder: Path) -> None:
    canonical = cli(demo_folder)("export", "canonical").out
    assert canonical.splitlines() == sorted(set(canonical.splitlines()))
    assert cli(demo_folder)("hash").out.decode().strip() == hashlib.sha256(canonical).hexdigest()
    assert cli(demo_folder)("hash", "--visibility", "private").code == 2


def test_increment_by_command_line(demo_folder: Path) -> None:
    assert UPDATED in cli(demo_folder)("export", "nquads", "--since", "2000-01-01").out
    assert UPDATED not in cli(demo_folder)("export", "nquads", "--since", "2999-01-01T00:00:00Z").out
    refused = cli(demo_folder)("export", "csv", "--since", "2000-01-01")
    assert (refused.code, "turtle" in refused.err) == (2, True)
    assert cli(demo_folder)("export", "turtle", "--since", "bald").code == 2


def test_increment_and_provenance_over_http(web: Web) -> None:
    assert UPDATED in web.get("/export/ntriples", since="2000-01-01").content
    assert UPDATED not in web.get("/export/ntriples", since="2999-01-01").content
    assert web.get("/export/xlsx", since="2000-01-01").status_code == 400
    assert web.get("/export/turtle", since="bald").json()["error"]["code"]
    provenance = web.get("/export/provenance")
    assert provenance.headers["content-type"].startswith("application/n-quads")
    assert all(line.endswith(b"graph/provenance> .") for line in provenance.content.splitlines())
    assert provenance.content.count(b"wasDerivedFrom") > 3
