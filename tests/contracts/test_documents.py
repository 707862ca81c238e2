"""A profile is gathered by the same statements on both stores, to the same page."""

from __future__ import annotations

import pytest

from graph.seal import KeyRing
from graph.store import Store
from ingest.options import Options
from ingest.pipeline import ingest
from tests.conftest import DEMO, DEMO_OBSERVED, wipe
from tests.graph.papers import Desk


def page_of(store: Store) -> str:
    return Desk(store).print("Steckbrief Bahnhofsviertel", "html").decode()


@pytest.mark.neo4j
def test_a_profile_is_the_same_page_on_both_stores(demo_store: Store, neo4j_url: str, keys: KeyRing) -> None:
    page = page_of(demo_store)
    assert "JFE „Lokschuppen“" in page and "Runder Tisch Bahnhofsviertel" in page
    with Store.open(neo4j_url) as other:
        wipe(other)
        ingest(other, keys, [DEMO], Options(observed=DEMO_OBSERVED))
        assert page_of(other) == page
