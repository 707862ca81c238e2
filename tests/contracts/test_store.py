"""What every store must keep, whatever its make. Both are tested with the same text."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.store import Store, check_readable
from schema.errors import QueryInvalid, QueryRefused, StoreError, StoreUnreachable, WrongStore


def test_an_entity_id_is_unique(store: Store) -> None:
    store.write("CREATE (:Entity:Actor {id: 'a', type: 'Actor'})")
    with pytest.raises(StoreError):
        store.write("CREATE (:Entity:Place {id: 'a', type: 'Place'})")
    assert store.read("MATCH (e:Entity {id: 'a'}) RETURN labels(e) AS labels")[0]["labels"] in (
        ["Actor", "Entity"],
        ["Entity", "Actor"],
    )


def test_a_failed_batch_leaves_nothing(store: Store) -> None:
    rows = [{"id": f"x{n}"} for n in range(1000)] + [{"id": "x5"}]
    with pytest.raises(StoreError):
        store.write("UNWIND $rows AS row CREATE (:Entity:Actor {id: row.id, type: 'Actor'})", rows=rows)
    assert store.read("MATCH (a:Actor) RETURN count(a) AS n") == [{"n": 0}]


def test_several_statements_are_one_transaction(store: Store) -> None:
    with pytest.raises(StoreError):
        store.transact([("CREATE (:Change {entity: 'a', at: '1'})", {}), ("THIS IS NOT CYPHER", {})])
    assert store.read("MATCH (c:Change) RETURN count(c) AS n") == [{"n": 0}]


def test_a_stream_yields_what_a_read_does(store: Store) -> None:
    store.write("UNWIND range(1, 2500) AS n CREATE (:Entity:Actor {id: 'a' + toString(n), type: 'Actor'})")
    query = "MATCH (a:Actor) RETURN a.id AS id ORDER BY id"
    assert list(store.stream(query)) == store.read(query)
    assert len(store.read(query)) == 2500


def test_a_copy_of_properties_may_be_changed(store: Store) -> None:
    store.write("CREATE (:Record {id: 'r', since: '2020', hash: 'h'})")
    store.write("MATCH (r:Record {id: 'r'}) CREATE (copy:Record) SET copy = properties(r), copy.since = '2021'")
    assert [
        row["since"] for row in store.read("MATCH (r:Record {id: 'r'}) RETURN r.since AS since ORDER BY since")
    ] == ["2020", "2021"]


def test_text_comes_back_as_it_went_in(store: Store) -> None:
    texts = ["„Käfig“ – 30 %", "a\nb\tc", "'; MATCH (n) DELETE n //", "日本", ""]
    store.write("CREATE (:Change {at: 'x', texts: $texts})", texts=texts)
    assert store.read("MATCH (c:Change) RETURN c.texts AS texts")[0]["texts"] == texts


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (n:Entity {id: 'z'})",
        "MATCH (n) SET n.x = 1",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:Entity {id: 'z'})",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "load  csv with headers from 'http://127.0.0.1/' as l return l",
        "CALL dbms.listConfig()",
        "MATCH (n) CALL { WITH n SET n.x = 1 } RETURN n",
        "CALL apoc.load.json('http://127.0.0.1/')",
        "TERMINATE TRANSACTIONS 'x'",
        "DROP CONSTRAINT entity_id",
    ],
)
def test_the_readers_door_refuses(store: Store, statement: str) -> None:
    with pytest.raises(QueryRefused):
        store.query(statement, {}, seconds=5, rows=10)


def test_the_database_itself_refuses_a_reader_to_write(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.check_readable", lambda _: None)
    with pytest.raises(QueryRefused):
        store.query("CREATE (n:Entity {id: 'z'}) RETURN n", {}, seconds=5, rows=10)
    assert store.read("MATCH (n:Entity {id: 'z'}) RETURN n") == []


def test_words_in_texts_are_not_statements() -> None:
    check_readable("MATCH (n) WHERE n.name = 'CREATE and SET' RETURN n.`delete` // DROP")


def test_a_reader_gets_columns_and_bounded_rows(store: Store) -> None:
    assert store.query("UNWIND range(1, 100) AS n RETURN n, 'x' AS text", {}, seconds=5, rows=3) == (
        ["n", "text"],
        [[1, "x"], [2, "x"], [3, "x"]],
    )


def test_what_is_not_cypher_says_so(store: Store) -> None:
    with pytest.raises(QueryInvalid):
        store.query("MATCH (n RETURN n", {}, seconds=5, rows=10)


def test_an_unreachable_server_says_so() -> None:
    with pytest.raises(StoreUnreachable, match="does not answer"):
        Store.open("bolt://127.0.0.1:9")


def test_a_folder_with_other_things_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("x")
    with pytest.raises(WrongStore, match="holds other things"):
        Store.open(str(tmp_path))


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("x")
    with pytest.raises(WrongStore, match="is a file"):
        Store.open(str(tmp_path / "store"))
