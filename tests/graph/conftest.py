"""The demo town in an embedded store of its own, for tests of what is read from it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.seal import KeyRing
from graph.store import Store
from ingest.options import Options
from ingest.pipeline import ingest
from tests.graph.papers import DEMO, Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    ring = KeyRing(folder / "records.keys")
    with Store.open(str(folder / "store")) as store:
        ingest(store, ring, [DEMO], Options(observed="2026-03-01"))
        yield Desk(store)
        store.stop()
    ring.close()
