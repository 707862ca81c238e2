"""The door for free Cypher: what it bounds, and that what is late or cancelled ends in the database, on both stores."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from graph import embedded
from graph.cypher.running import Running
from graph.store import Store
from schema.errors import QuartiersgraphError, QueryCancelled, QueryInvalid, QueryRefused, QueryTimeout
from tests.conftest import NEO4J, neo4j_alone, wipe

SLOW = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a * b AS x WHERE x % 7 = 0 RETURN count(x)"
COLLECT = "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b RETURN collect(toString(a) + 'xxxxxxxxxxxxxxxxxxxxxxxxxx' + toString(b))"
DOUBLE = "WITH reduce(s = 'x', i IN range(1, 40) | s + s) AS s RETURN size(s)"


@pytest.fixture(scope="module", params=["embedded", NEO4J])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A small graph of our own labels, written past the writer."""
    folder = tmp_path_factory.mktemp("door") / "store"
    alone = neo4j_alone() if request.param == "neo4j" else nullcontext(str(folder))
    with alone as url, Store.open(url) as store:
        wipe(store)
        store.write(
            "UNWIND range(1, 50) AS n CREATE (:Entity:Actor {id: toString(n), type: 'Actor', name: 'A' + toString(n)})"
        )
        store.write(
            "MATCH (a:Entity) MATCH (b:Entity) WHERE toInteger(b.id) = toInteger(a.id) + 1 CREATE (a)-[:RUN_BY {since: '2020'}]->(b)"
        )
        yield store
        wipe(store)
        store.stop()


def running_in_the_database(store: Store, id: str) -> bool:
    """Is there a transaction with the mark? The embedded engine has no list of them, and ended as a process."""
    if store.folder:
        return False
    with store._session(store._driver) as session:
        return bool(
            session.run("SHOW TRANSACTIONS YIELD metaData WHERE metaData.quartiersgraph = $id RETURN 1", id=id).fetch(1)
        )


def test_rows_are_cut_and_the_cut_is_told(town: Store) -> None:
    found = town.research("MATCH (a:Actor) RETURN a.name AS name", {}, seconds=20, rows=10)
    assert (found.columns, len(found.rows), found.truncated) == (["name"], 10, True)
    assert not town.research("MATCH (a:Actor) RETURN a.name", {}, seconds=20, rows=50).truncated


def test_nodes_relationships_and_paths_can_be_drawn(town: Store) -> None:
    text = "MATCH p = (a:Actor {id: $id})-[r]->(b) RETURN a, r, b, p"
    ((a, r, b, p),) = town.research(text, {"id": "1"}, seconds=20, rows=5).rows
    assert (a["id"], a["labels"], a["name"]) == ("1", ["Actor", "Entity"], "A1")
    assert (r["relationship"], r["since"], r["@from"], r["@to"]) == ("RUN_BY", "2020", a["@element"], b["@element"])
    assert [part.get("id", part.get("relationship")) for part in p] == ["1", "RUN_BY", "2"]


def test_a_late_statement_ends_in_the_database(town: Store) -> None:
    handle, started = Running(), time.monotonic()
    with pytest.raises(QueryTimeout):
        town.research(SLOW, {}, seconds=1, rows=5, running=handle)
    assert time.monotonic() - started < 15
    assert not running_in_the_database(town, handle.id)
    assert town.read("MATCH (a:Actor) RETURN count(a) AS n") == [{"n": 50}]


def test_a_cancelled_statement_ends_in_the_database_and_others_go_on(town: Store) -> None:
    handle, said = Running(), list[QuartiersgraphError]()
    engine = embedded.running(town.folder) if town.folder else None

    def ask() -> None:
        try:
            town.research(SLOW, {}, seconds=60, rows=5, running=handle)
        except QuartiersgraphError as error:
            said.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.7)
    others = [threading.Thread(target=lambda: counted.append(count(town))) for _ in range(3)]
    counted: list[int] = []
    handle.cancel()
    for other in others:
        other.start()
    for one in (thread, *others):
        one.join(30)
    assert [type(error) for error in said] == [QueryCancelled]
    assert engine is None or (town.folder and embedded.endpoint(town.folder).pid != engine.pid)
    assert counted == [50, 50, 50]
    assert not running_in_the_database(town, handle.id)


def count(store: Store) -> int:
    return int(store.read("MATCH (a:Actor) RETURN count(a) AS n")[0]["n"])


@pytest.mark.parametrize("bomb", [COLLECT, DOUBLE], ids=["collect", "double"])
def test_a_heap_bomb_is_refused_and_the_next_question_is_answered(town: Store, bomb: str) -> None:
    started = time.monotonic()
    with pytest.raises((QueryRefused, QueryTimeout)):
        town.research(bomb, {}, seconds=5, rows=5)
    assert count(town) == 50
    assert time.monotonic() - started < 20


def test_a_wide_answer_is_cut_by_its_bytes(town: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.BYTES", 1_000)
    found = town.research(
        "UNWIND range(1, 100) AS n RETURN 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'", {}, seconds=20, rows=99
    )
    assert found.truncated and 10 < len(found.rows) < 20


def test_a_question_that_fails_says_so(town: Store) -> None:
    with pytest.raises(QueryInvalid):
        town.research("MATCH (a:Actor RETURN a", {}, seconds=5, rows=5)
    with pytest.raises(QueryInvalid):
        town.research("MATCH (a:Actor) RETURN b", {}, seconds=5, rows=5)
