"""A desk over the demo town, for tests of what is read from it."""

from __future__ import annotations

import pytest

from graph.store import Store
from tests.graph.papers import Desk


@pytest.fixture(scope="module")
def desk(demo_store: Store) -> Desk:
    return Desk(demo_store)
