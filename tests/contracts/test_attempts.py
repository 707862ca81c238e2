"""Attempts to write, to reach out, or to learn what is private, through both doors for free queries, on both stores.

Private values are planted, and whoever attempts knows them: they only want to hear that they are there.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.cypher import guard
from graph.seal import KeyRing
from graph.sparql.door import Door
from graph.sparql.request import Limits, Wish
from graph.store import Store
from schema.errors import QueryInvalid, QueryRefused
from tests.conftest import NEO4J, neo4j_alone, wipe
from tests.made import bring, club

BASE = "https://town.example/"
PERSON, SECOND = "Katrin Roßbach", "Petra Henkert"
MAILBOX, PHONE = "katrin.rossbach@gmx.example", "+4917656428827"
CLUBS = [
    club(),
    club("2", f"Sporttreff Käfig, {PERSON}", strasse="Am Berl 15", telefon="0176-564 288 27", e_mail=MAILBOX,
         angebote=f"Sport. Ansprechpartnerin: {SECOND}"),
]  # fmt: skip
SOUND = {  # what is asked honestly is answered, in the same forms in which the attempts come
    "MATCH (n) RETURN count(n)",
    "MATCH (n) WHERE n.name CONTAINS 'Käfig' RETURN n",
    "MATCH (n) WHERE any(k IN keys(n) WHERE n[k] = 'Nordkiez') RETURN n.id",
    "MATCH (n) UNWIND n.email AS e WITH e WHERE e CONTAINS 'linse' RETURN e",
    "MATCH (n) WHERE '+49305549384' IN n.phone RETURN n",
    "MATCH (n) WHERE n.name =~ '(?i).*SPORTTREFF.*' RETURN n",
    "MATCH (a:Actor) WHERE EXISTS { (a)-[:PROVIDES]->(:Offering) } RETURN a",
    "MATCH (a:Actor) RETURN COUNT { (a)-[:PROVIDES]->() } AS n ORDER BY n DESC",
    "MATCH (n:!Actor) RETURN count(n)",
    "MATCH p = (n)-[*0..1]-(m) RETURN length(p) ORDER BY length(p) DESC",
    "MATCH ()-[r]->(x) WHERE endNode(r).name = 'Nordkiez' RETURN type(r)",
    "MATCH (a:Actor) RETURN [(a)-[:PROVIDES]->(o) | o.name] AS offered ORDER BY size(offered) DESC",
    "CALL { MATCH (n:Place) RETURN n } RETURN n.name",
    "MATCH (a:Actor) /* SET */ WHERE a.name <> 'CREATE; DELETE' RETURN a.name AS `set` // DROP",
    "CALL db.labels() YIELD label RETURN label",
}
SOUND_SPARQL = {
    "ASK { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o FILTER(CONTAINS(STR(?o), 'Käfig')) }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } FILTER(REGEX(STR(?o), 'linse', 'i')) }",
    "SELECT ?x { VALUES ?x { '# SERVICE <http://x/>' } }",
    "SELECT ?service { ?service ?load ?insert } # LOAD",
    "SELECT (COUNT(*) AS ?n) { GRAPH <https://town.example/graph/provenance> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(CONTAINS(STR(?o), 'Linse')) }",
    "DESCRIBE ?s { ?s ?p ?o FILTER(CONTAINS(STR(?o), 'Linse')) }",
    "SELECT * FROM <https://town.example/graph/data> { ?s ?p ?o }",
}


@cache
def attempts(door: str) -> tuple[dict[str, str], ...]:
    rows = yaml.safe_load((Path(__file__).parent / f"attempts_{door}.yaml").read_text(encoding="utf-8"))
    return tuple(rows)


@dataclass(frozen=True)
class Planted:
    """A store that holds the private values, sealed, and what an attempt may be filled in with."""

    store: Store
    sparql: Door
    known: dict[str, str]

    def text(self, attempt: dict[str, str]) -> str:
        text = attempt["text"]
        for name, value in self.known.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def secrets(self) -> list[str]:
        return [self.known[name] for name in ("person", "second", "mailbox", "phone", "sealed", "keyed", "digest")]

    def told(self, said: str) -> list[str]:
        return [secret for secret in self.secrets() if secret in said]


@pytest.fixture(scope="module", params=["embedded", NEO4J])
def planted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    folder = tmp_path_factory.mktemp("planted")
    keys = KeyRing(folder / "keys" / "records.keys")
    alone = neo4j_alone() if request.param == "neo4j" else nullcontext(str(folder / "store"))
    with alone as url, Store.open(url) as store:
        wipe(store)
        bring(store, keys, folder, CLUBS, observed="2020-03-05")
        sparql = Door(store, folder / "index", BASE, Limits(seconds=60))
        yield Planted(store, sparql, known(store, keys))
        sparql.close()
        wipe(store)
        store.stop()
    keys.close()


def known(store: Store, keys: KeyRing) -> dict[str, str]:
    """What an attempt may be filled in with, read past all doors."""
    (row,) = store.read("MATCH (r:Record) WHERE r.type = 'Actor' AND r.sealed IS NOT NULL RETURN properties(r) AS r")
    record = row["r"]
    private = keys.unseal(record["id"], record["sealed"])
    assert private == {"contact_persons": [PERSON], "contact_emails": [MAILBOX], "contact_phones": [PHONE]}
    return {
        "person": PERSON,
        "surname": PERSON.split()[1],
        "second": SECOND,
        "mailbox": MAILBOX,
        "mailname": MAILBOX.partition("@")[0],
        "domain": MAILBOX.partition("@")[2],
        "phone": PHONE,
        "prefix": PHONE[:6],
        "phonetail": PHONE[5:],
        "phonedigits": PHONE[1:],
        "record": record["id"],
        "entity": record["entity"],
        "sealed": record["sealed"],
        "keyed": record["hash"],
        "digest": json.loads(record["claims"])["features"]["phones"][0],
        "base": BASE,
    }


@pytest.mark.parametrize(("door", "least"), [("cypher", 150), ("sparql", 100)])
def test_the_table_holds_many_different_attempts(door: str, least: int) -> None:
    rows = attempts(door)
    assert len(rows) >= least
    assert [text for text, n in Counter(" ".join(row["text"].split()) for row in rows).items() if n > 1] == []
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row["door"] for row in rows} == {door}
    assert {row["expected"] for row in rows} == {"refused", "empty"}
    assert len(attempts("cypher")) + len(attempts("sparql")) >= 300


def test_no_attempt_through_cypher_writes_reaches_out_or_learns(planted: Planted) -> None:
    before = planted.store.read("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS n, count(r) AS r")
    wrong = {row["id"]: said for row in attempts("cypher") if (said := cypher(planted, row)) != row["expected"]}
    assert wrong == {}
    assert before == planted.store.read(
        "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS n, count(r) AS r"
    )


def cypher(planted: Planted, attempt: dict[str, str]) -> str:
    """What came of it: refused, empty, or what was told."""
    given = {"key": "sealed", "url": "file:///etc/passwd", "labels": ["Record"]}
    try:
        _, rows = planted.store.query(planted.text(attempt), given, seconds=20, rows=5)
    except (QueryRefused, QueryInvalid) as error:
        return f"told {planted.told(str(error))}" if planted.told(error.hint) else "refused"
    return str(rows) if any(cell for row in rows for cell in row) else "empty"


def test_no_attempt_through_sparql_writes_reaches_out_or_learns(planted: Planted) -> None:
    # the public sees a part of what the network sees, and an index knows nothing of the store that it was written from
    for visibility in ("network", "public") if planted.store.folder else ("network",):
        said = {row["id"]: sparql(planted, row, visibility) for row in attempts("sparql")}
        assert {row["id"]: said[row["id"]] for row in attempts("sparql") if said[row["id"]] != row["expected"]} == {}


def sparql(planted: Planted, attempt: dict[str, str], visibility: str) -> str:
    try:
        return said_of(planted, planted.text(attempt), visibility)
    except (QueryRefused, QueryInvalid):
        return "refused"


def said_of(planted: Planted, text: str, visibility: str) -> str:
    """The answer's cells or triples; "empty" where none says anything."""
    found = planted.sparql.ask(text, visibility, lambda query: Wish(MEDIA[query.form])).content
    if not found.startswith(b"{"):
        return found.decode() or "empty"
    said: dict[str, Any] = json.loads(found)
    cells = [cell["value"] for row in said.get("results", {}).get("bindings", ()) for cell in row.values()]
    telling = [cell for cell in cells if cell not in ("0", "", "false")]
    return str(telling) if telling or said.get("boolean") else "empty"


JSON, TRIPLES = "application/sparql-results+json", "application/n-triples"
MEDIA = {"SELECT": JSON, "ASK": JSON, "CONSTRUCT": TRIPLES, "DESCRIBE": TRIPLES}


def test_honest_questions_are_answered(planted: Planted) -> None:
    silent = {
        text
        for text in SOUND
        if not any(cell for row in planted.store.query(text, {}, seconds=20, rows=5)[1] for cell in row)
    }
    assert silent == set()
    assert {text for text in SOUND_SPARQL if said_of(planted, text, "network") == "empty"} == set()


def test_what_is_answered_whole_tells_nothing_private(planted: Planted) -> None:
    nodes = planted.store.query("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n, r", {}, seconds=20, rows=10_000)
    triples = said_of(planted, "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }", "network")
    assert len(nodes[1]) > 100 and len(triples) > 10_000
    assert planted.told(json.dumps(nodes, ensure_ascii=False) + triples) == []


def test_the_database_keeps_evidence_and_journal_where_the_guard_is_away(
    planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second wall: the embedded engine's reader, and Neo4j's READ mode and plan (which does not show what is nested)."""
    monkeypatch.setattr("graph.store.check_readable", lambda text: text)
    kinds = {"write", "evidence"} if planted.store.folder else {"write"}
    through = {
        row["id"]: said
        for row in attempts("cypher")
        if row["kind"] in kinds and planted.told(said := cypher(planted, row))
    }
    assert through == {}
    flat = ["MATCH (n) RETURN n", "MATCH (r:Record) RETURN r", "MATCH (n) WHERE n.sealed IS NOT NULL RETURN count(n)",
            "MATCH (r:Record {id: '{record}'}) RETURN r.sealed", "MATCH (x)-[*0..1]-(y) RETURN x",
            "MATCH (a:Actor) WHERE EXISTS { (r:Record) WHERE r.entity = a.id } RETURN a"]  # fmt: skip
    assert {text: cypher(planted, {"text": text}) for text in flat} == dict.fromkeys(flat, "refused")
    assert planted.store.read("MATCH (n) WHERE n.id = 'x' RETURN n") == []


@pytest.mark.parametrize(
    ("written", "run"),
    [
        ("MATCH (a)-[r]->() RETURN a", "MATCH (a:Entity)-[r]->(:Entity) RETURN a"),
        ("MATCH (n {id: 1}) RETURN n", "MATCH (n:Entity {id: 1}) RETURN n"),
        ("MATCH (n $p) RETURN n", "MATCH (n:Entity $p) RETURN n"),
        ("MATCH (n:Actor|Place) RETURN (n)", "MATCH (n:Actor|Place) RETURN (n)"),
        ("MATCH (n IS !Actor) RETURN n", "MATCH (n:Entity&( !Actor)) RETURN n"),
        ("MATCH (n:%&!Actor) RETURN n", "MATCH (n:Entity&(%&!Actor)) RETURN n"),
        ("RETURN (1) - (2), [3][0] - (4)", "RETURN (1) - (2), [3][0] - (4)"),
        ("MATCH (a:Actor)--(b)-[*2]-(c) RETURN c", "MATCH (a:Actor)--(b:Entity)-[*2]-(c:Entity) RETURN c"),
        ("MATCH (n) RETURN n.`delete` AS `set`, '/*' ; // x", "MATCH (n:Entity) RETURN n.`delete` AS `set`, '/*'"),
        (
            "MATCH p = shortestPath((a:Actor)-[*]-(b)) RETURN p",
            "MATCH p = shortestPath((a:Actor)-[*]-(b:Entity)) RETURN p",
        ),
        ("RETURN COUNT { (n) }, EXISTS { MATCH (m) }", "RETURN COUNT { (n:Entity) }, EXISTS { MATCH (m:Entity) }"),
    ],
)
def test_every_node_pattern_names_a_label_of_things(written: str, run: str) -> None:
    assert guard(written) == run
