"""Fixtures. The smallest data that shows a thing, built inline; real stores, one per run; real data where it is there.

A `store` fixture runs its test on the embedded engine and on a real Neo4j. What a machine lacks is skipped and named on
a user's machine, and fails where CI=true.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from graph.seal import KeyRing
from graph.store import Store
from ingest.options import Options
from ingest.pipeline import ingest
from tests import neo4j_server
from tests.acceptance.cli import Cli
from tests.graph.hsds_contract import Contract
from tests.once import once, stop_all

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("QG_TEST_DATA") or ROOT.parent / "shared" / "data")
DEMO = ROOT / "demo"
DEMO_OBSERVED = "2026-03-01"
LISTS_OBSERVED = "2014-05-01"
# What takes long on the real lists looks at a part of them, evenly picked; with QG_TEST_WHOLE=1 at all.
WHOLE = os.environ.get("QG_TEST_WHOLE") == "1"
CONCEPTS = ["Sector", "TargetGroup", "Theme"]
OWNER = pytest.StashKey[bool]()
NEO4J = pytest.param("neo4j", marks=pytest.mark.neo4j)

settings.register_profile("unhurried", settings.default, deadline=None)  # no test fails because the machine is busy
settings.load_profile("unhurried")


def lacking(what: str) -> None:
    """Skip on a user's machine, fail in CI."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


def pytest_configure(config: pytest.Config) -> None:
    """A folder that all processes of this run share; the first process makes it, and clears it up at the end."""
    if "QG_TEST_RUN" not in os.environ:
        os.environ["QG_TEST_RUN"] = tempfile.mkdtemp(prefix="quartiersgraph-tests-")
        config.stash[OWNER] = True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on the one Neo4j come first: they fall to one process, and no other waits for it."""
    items.sort(key=lambda item: "neo4j" not in item.name)


def pytest_unconfigure(config: pytest.Config) -> None:
    if config.stash.get(OWNER, False):
        folder = Path(os.environ.pop("QG_TEST_RUN"))
        neo4j_server.stop(folder)
        stop_all(folder)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def embedded_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("embedded") / "store"
    yield str(folder)
    with Store.open(str(folder)) as store:
        store.stop()


@contextmanager
def neo4j_alone() -> Iterator[str]:
    """The run's one Neo4j, for whoever holds this alone: other processes wait."""
    missing = neo4j_server.missing()
    if missing and "QG_TEST_BOLT" not in os.environ:
        lacking(f"no Neo4j: {missing}")
    folder = Path(os.environ["QG_TEST_RUN"])
    with (folder / "neo4j-in-use.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield os.environ.get("QG_TEST_BOLT") or neo4j_server.shared(folder)


@pytest.fixture
def neo4j_url() -> Iterator[str]:
    """The run's one Neo4j, for this test alone."""
    with neo4j_alone() as url:
        yield url


def url_of(kind: str, request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"{kind}_url"))


def wipe(store: Store) -> None:
    """Empty a store but for the vocabularies, which are always the same."""
    while store.write(
        "MATCH (n) WHERE NOT n:Store AND NOT (n:Entity AND n.type IN $concepts) WITH n LIMIT 5000 "
        "DETACH DELETE n RETURN count(n) AS n",
        concepts=CONCEPTS,
    )[0]["n"]:
        pass


@pytest.fixture(params=["embedded", NEO4J])
def store_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty store, once of each kind."""
    url = url_of(request.param, request)
    with Store.open(url) as store:
        wipe(store)
    return url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store, once of each kind."""
    with Store.open(store_url) as opened:
        yield opened


@pytest.fixture
def embedded(embedded_url: str) -> Iterator[Store]:
    """An empty embedded store, for what does not depend on the kind."""
    with Store.open(embedded_url) as opened:
        wipe(opened)
        yield opened


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[KeyRing]:
    ring = KeyRing(tmp_path / "keys" / "records.keys")
    yield ring
    ring.close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    if not SHARED.is_dir():
        lacking(f"no shared data at {SHARED}; set QG_TEST_DATA")
    return SHARED


@pytest.fixture(scope="session")
def lichtenberg(shared_data: Path) -> Path:
    return shared_data / "lichtenberg"


@pytest.fixture(scope="session")
def demo_folder() -> Path:
    """The folder with the demo town's `store` and `records.keys`; for reading alone: the whole run shares it."""

    def fill(folder: Path) -> None:
        ring = KeyRing(folder / "records.keys")
        with Store.open(str(folder / "store")) as store:
            ingest(store, ring, [DEMO], Options(observed=DEMO_OBSERVED))
        ring.close()

    return once("demo", fill)


@pytest.fixture(scope="session")
def demo_store(demo_folder: Path) -> Iterator[Store]:
    """The demo town, embedded; for reading alone: the whole run shares it."""
    with Store.open(str(demo_folder / "store")) as store:
        yield store


@pytest.fixture(scope="session")
def lichtenberg_folder(lichtenberg: Path) -> Path:
    """The folder with the real lists' `store`, `records.keys`, `report.json` and what the command said in `done.json`;
    for reading alone: the whole run shares it."""

    def fill(folder: Path) -> None:
        cli = Cli(str(folder / "store"), folder)
        done = cli("ingest", lichtenberg, "--observed", LISTS_OBSERVED, "--report", folder / "report.json")
        (folder / "done.json").write_text(json.dumps([done.code, done.out.decode(), done.err]), encoding="utf-8")

    return once("lichtenberg", fill)


@pytest.fixture(scope="session")
def lichtenberg_store(lichtenberg_folder: Path) -> Iterator[Store]:
    """The real lists, embedded; for reading alone: the whole run shares it."""
    with Store.open(str(lichtenberg_folder / "store")) as store:
        yield store


@pytest.fixture(scope="session")
def contract(shared_data: Path) -> Contract:
    """The published contract of HSDS."""
    return Contract(shared_data / "hsds")
