"""A profile is gathered by the same statements on both stores, to the same page."""

from __future__ import annotations

import pytest

from graph.seal import KeyRing
from graph.store import Store
from ingest.options import Options
from ingest.pipeline import ingest
from tests.conftest import wipe
from tests.graph.papers import DEMO, Desk


def page_of(store: Store, keys: KeyRing) -> str:
    ingest(store, keys, [DEMO], Options(observed="2026-03-01"))
    return Desk(store).print("Steckbrief Bahnhofsviertel", "html").decode()


@pytest.mark.neo4j
def test_a_profile_is_the_same_page_on_both_stores(embedded: Store, neo4j_url: str, keys: KeyRing) -> None:
    page = page_of(embedded, keys)
    assert "JFE „Lokschuppen“" in page and "Runder Tisch Bahnhofsviertel" in page
    with Store.open(neo4j_url) as other:
        wipe(other)
        assert page_of(other, keys) == page
