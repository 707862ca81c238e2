"""Plain questions over the demo town and Lichtenberg give the rows that they should; nonsense gives none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.service import Service
from api.settings import Settings
from tests.acceptance.conftest import Filled
from tests.acceptance.phrasings import Ask, answered, read, score

HERE = Path(__file__).parent
SETS = sorted(path.name for path in HERE.glob("phrasings*.yaml"))


@pytest.fixture(scope="module")
def demo(demo_folder: Path) -> Iterator[Ask]:
    with Service(Settings(store=str(demo_folder / "store"))) as service:
        yield service.asker("network").ask


@pytest.fixture(scope="module")
def lichtenberg_asks(filled: Filled) -> Iterator[Ask]:
    with Service(Settings(store=filled.cli.store)) as service:
        yield service.asker("network").ask


@pytest.mark.parametrize("name", SETS)
def test_phrasings_of_the_demo_town(name: str, demo: Ask) -> None:
    found = score(read(HERE / name)["towns"]["demo"], demo)
    assert found.f1 >= 0.95, found.wrong


@pytest.mark.parametrize("name", SETS)
def test_phrasings_of_lichtenberg(name: str, lichtenberg_asks: Ask) -> None:
    found = score(read(HERE / name)["towns"]["li"], lichtenberg_asks)
    assert found.f1 >= 0.95, found.wrong


@pytest.mark.parametrize("name", SETS)
def test_what_nobody_can_know_is_not_answered(name: str, demo: Ask) -> None:
    assert answered(read(HERE / name)["not_understood"], demo) == []


def test_there_are_phrasings_enough() -> None:
    sets = [read(HERE / name) for name in SETS]
    assert sum(len(case["ask"]) for one in sets for cases in one["towns"].values() for case in cases) >= 200
