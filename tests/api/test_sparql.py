"""The SPARQL endpoint: the W3C suite of the protocol, formats, visibility, bounds, and an index that follows the store."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
import rdflib
import yaml
from httpx import Client, Response

from api.service import Service
from api.settings import Settings
from api.tokens import Tokens
from graph.sparql import worker
from graph.sparql.door import Door
from graph.sparql.request import Limits, Wish
from graph.sparql.text import read
from graph.store import Store
from graph.writer import Writer
from ingest import decisions
from schema.errors import QueryRefused, QueryTimeout
from tests.api.serving import serving
from tests.made import bring, club, id_of

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own use
BASE = "https://town.example/"
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
GRAPHS = {f"{{data{n}}}": DATA.format(n) for n in range(4)}
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
CASES = yaml.safe_load((Path(__file__).parent / "sparql_protocol.yaml").read_text(encoding="utf-8"))
KINDS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml", "text/csv"),
    "RDF": ("text/turtle", "application/n-triples", "application/rdf+xml"),
}


@dataclass(frozen=True)
class Endpoint:
    service: Service
    client: Client
    token: str

    def get(self, query: str, accept: str = "", token: str = "", **params: str) -> Response:
        headers = {"Accept": accept} if accept else {}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        return self.client.get("/sparql", params={"query": query, **params}, headers=headers)


@pytest.fixture(scope="module")
def endpoint(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """The demo town, with the graphs of the W3C suite put into its public index."""
    folder = tmp_path_factory.mktemp("sparql")
    settings = Settings(
        store=str(demo_folder / "store"), keys=demo_folder / "records.keys", index=folder, base=BASE, sparql_rows=500
    )
    with Service(settings) as service:
        index = service.sparql._indexes["public"]
        index.build()
        found = index.current()
        assert found is not None
        kind, document = (
            ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
            "http://xmlns.com/foaf/0.1/Document",
        )
        graphs = [ox.NamedNode(DATA.format(n)) for n in (1, 2, 3)]
        ox.Store(str(found[0])).extend([ox.Quad(g, kind, ox.NamedNode(document), g) for g in graphs])
        tokens = Tokens(folder / "tokens.json")
        with serving(service, tokens) as client:
            yield Endpoint(service, client, tokens.create("network"))


def filled(text: str) -> str:
    for name, graph in GRAPHS.items():
        text = text.replace(name, graph)
    return text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_protocol(endpoint: Endpoint, case: dict[str, Any]) -> None:
    params = urlencode([(name, filled(value)) for name, value in case.get("params", ())])
    headers = {name: case[key] for name, key in (("Content-Type", "type"), ("Accept", "accept")) if key in case}
    body = filled(case["body"]).encode(case.get("encoding", "utf-8")) if "body" in case else None
    said = endpoint.client.request(case["method"], f"/sparql/?{params}", content=body, headers=headers)
    status, *expected = case["expect"]
    assert said.status_code // 100 == status if status < 10 else said.status_code == status
    if status >= 400:
        assert said.json()["error"]["message"]
    if expected:
        assert said.headers["content-type"].partition(";")[0] in KINDS[expected[0]]
    if len(expected) > 1:
        assert said.json()["boolean"] is expected[1]


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_the_endpoint_describes_itself(endpoint: Endpoint, accept: str) -> None:
    said = endpoint.client.get("/sparql", headers={"Accept": accept})
    assert said.headers["content-type"].startswith(accept)
    graph = rdflib.Graph().parse(data=said.text, format={"application/ld+json": "json-ld"}.get(accept, accept))
    (service,) = graph.subjects(rdflib.RDF.type, SD.Service)
    assert list(graph.objects(service, SD.endpoint)) == [rdflib.URIRef(f"{endpoint.client.base_url}/sparql")]
    assert SD.SPARQL11Query in set(graph.objects(service, SD.supportedLanguage))
    (dataset,) = graph.objects(service, SD.defaultDataset)
    assert (dataset, rdflib.RDF.type, SD.Dataset) in graph
    assert len(list(graph.objects(dataset, SD.defaultGraph))) == 1
    names = {name for named in graph.objects(dataset, SD.namedGraph) for name in graph.objects(named, SD.name)}
    assert names == {rdflib.URIRef(f"{BASE}graph/data"), rdflib.URIRef(f"{BASE}graph/provenance")}


def test_a_browser_is_led_to_the_page(endpoint: Endpoint) -> None:
    said = endpoint.client.get("/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (said.status_code, said.headers["location"]) == (303, "/#view=query&syntax=sparql")


def test_rows_come_in_every_format_with_the_same_content(endpoint: Endpoint) -> None:
    query = f"SELECT ?s ?name ?n {{ ?s {LABEL} ?name BIND(STRLEN(?name) AS ?n) OPTIONAL {{ ?s <urn:none> ?x }} }} ORDER BY ?s LIMIT 5"
    rows = [
        {name: term["value"] for name, term in row.items()} for row in endpoint.get(query).json()["results"]["bindings"]
    ]
    assert len(rows) == 5
    assert list(csv.DictReader(io.StringIO(endpoint.get(query, "text/csv").text))) == rows
    tsv = endpoint.get(query, "text/tab-separated-values").text.splitlines()
    assert tsv[0] == "?s\t?name\t?n" and tsv[1].startswith(f'<{rows[0]["s"]}>\t"')
    xml = rdflib.query.Result.parse(
        io.BytesIO(endpoint.get(query, "application/sparql-results+xml").content), format="xml"
    )
    assert [str(row[0]) for row in xml] == [row["s"] for row in rows]


def test_triples_come_in_every_format_with_the_same_content(endpoint: Endpoint) -> None:
    query = f"CONSTRUCT {{ ?s {LABEL} ?name }} WHERE {{ ?s a <https://w3id.org/quartiersgraph/ontology#Quartier> ; {LABEL} ?name }}"
    formats = {
        "text/turtle": "turtle",
        "application/n-triples": "nt",
        "application/rdf+xml": "xml",
        "application/ld+json": "json-ld",
    }
    graphs = [
        set(rdflib.Graph().parse(data=endpoint.get(query, media).text, format=name)) for media, name in formats.items()
    ]
    assert len(graphs[0]) == 5
    assert graphs.count(graphs[0]) == len(formats)


def test_the_default_graph_is_the_data_and_evidence_is_a_graph_of_its_own(endpoint: Endpoint) -> None:
    derived = "{ ?s <http://www.w3.org/ns/prov#wasDerivedFrom> ?r }"
    assert endpoint.get(f"ASK {derived}").json()["boolean"] is False
    assert endpoint.get(f"ASK {{ GRAPH <{BASE}graph/provenance> {derived} }}").json()["boolean"] is True
    assert endpoint.get(f"ASK FROM <{BASE}graph/provenance> {derived}").json()["boolean"] is True


def test_a_cut_answer_says_so(endpoint: Endpoint) -> None:
    said = endpoint.get("SELECT * { ?s ?p ?o }")
    assert said.headers["x-quartiersgraph-truncated"] == "after 500"
    assert said.json()["head"]["link"] == [worker.MORE]
    assert len(said.json()["results"]["bindings"]) == 500
    assert (
        worker.MORE
        in endpoint.get("SELECT * { ?s ?p ?o }", "application/sparql-results+xml").text.partition("</head>")[0]
    )
    assert "\n".join(endpoint.get("CONSTRUCT WHERE { ?s ?p ?o }").text.splitlines()[:1]).startswith("# cut")
    assert "x-quartiersgraph-truncated" not in endpoint.get("SELECT * { ?s ?p ?o } LIMIT 500").headers


def test_pages_of_others_may_ask(endpoint: Endpoint) -> None:
    foreign = {"Origin": "https://elsewhere.example"}
    said = endpoint.client.get("/sparql", params={"query": "ASK {}"}, headers=foreign)
    assert said.headers["access-control-allow-origin"] == "*"
    assert {"Accept", "Authorization"} <= {part.strip() for part in said.headers["vary"].split(",")}
    before = {**foreign, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    assert "POST" in endpoint.client.options("/sparql", headers=before).headers["access-control-allow-methods"]


def test_a_wrong_token_is_not_the_public_view(endpoint: Endpoint) -> None:
    assert endpoint.get("ASK {}", token="wrong").status_code == 401


def test_a_late_query_ends_and_the_next_one_is_answered(endpoint: Endpoint, tmp_path: Path) -> None:
    path, _ = endpoint.service.sparql._fresh("public")
    door = Door(endpoint.service.store, path.parent.parent, BASE, Limits(seconds=1, megabytes=1_000))
    try:
        assert json_of(door, "ASK {}")["boolean"] is True
        with pytest.raises(QueryTimeout):
            json_of(door, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i && ?b != ?f) }")
        with pytest.raises((QueryRefused, QueryTimeout)):  # a memory bomb: whichever bound it meets first
            json_of(door, f"SELECT {doubled(30)} {{}}")
        started = time.perf_counter()
        assert json_of(door, "ASK {}")["boolean"] is True
        assert time.perf_counter() - started < 5
    finally:
        door.close()


def doubled(times: int) -> str:
    """A text that doubles at each step: 2^30 letters and more."""
    steps = ["('xxxxxxxx' AS ?t0)"] + [f"(CONCAT(?t{n}, ?t{n}) AS ?t{n + 1})" for n in range(times)]
    return " ".join(steps)


def json_of(door: Door, query: str, visibility: str = "public") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        door.ask(query, visibility, lambda _: Wish("application/sparql-results+json")).content
    )
    return found


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT ?service { ?s a 'SERVICE' } # LOAD", "SELECT"),
        ("PREFIX load: <urn:x> ASK { load:service load:INSERT ?drop }", "ASK"),
        ("PREFIX service: <urn:x> DESCRIBE service:x", "DESCRIBE"),
        ('CONSTRUCT { ?s ?p """a "quoted" SERVICE""" } WHERE { ?s ?p <http://x/SERVICE#a> }', "CONSTRUCT"),
    ],
)
def test_words_in_texts_names_and_comments_are_no_clauses(text: str, form: str) -> None:
    assert read(text).form == form


def test_every_beginning_finds_something_and_the_schema_names_what_is_there(endpoint: Endpoint) -> None:
    schema = endpoint.client.get("/api/schema").json()
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in schema["prefixes"].items())
    for sample in schema["samples"]:
        said = endpoint.get(prefixes + sample["query"], "application/sparql-results+json, application/n-triples;q=0.5")
        assert said.text.count("\n") > 5 or len(said.json()["results"]["bindings"]) > 5, sample["title"]
    labels = {label["name"] for label in schema["labels"]}
    assert {"Actor", "Department", "Quartier"} <= labels and "Record" not in labels
    assert len(schema["questions"]) == 18 and "changes-since" not in schema["questions"]  # it reads the evidence
    properties = {p["name"] for label in schema["labels"] for p in label["properties"]}
    assert "email" in properties and "contact_persons" not in properties


# the index follows the store


def labels(door: Door, visibility: str = "public") -> set[str]:
    rows = json_of(
        door, f"SELECT ?name {{ ?s a <https://w3id.org/quartiersgraph/ontology#Actor> ; {LABEL} ?name }}", visibility
    )
    return {row["name"]["value"] for row in rows["results"]["bindings"]}


def everything(index: Any) -> set[str]:
    return {str(quad) for quad in ox.Store.read_only(str(index.current()[0]))}


def test_the_index_follows_the_store(store: Store, tmp_path: Path, keys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit, a dropped source and something erased are seen by the very next query; a restart takes what is there."""
    bring(store, keys, tmp_path, [club(), club("2", "Tanzhaus", angebote="Tanz")], observed="2020-03-05")
    limits = Limits(seconds=60)
    door = Door(store, tmp_path / "index", BASE, limits)
    assert labels(door) == {"JFE „Linse“", "Tanzhaus", "Kiezwerk e. V."}
    monkeypatch.setattr(Door, "_write", lambda *_args, **_more: None)  # from here on only what the journal says
    whole = door._indexes["public"].current()
    bring(store, keys, tmp_path, [club("9", "Sporttreff")], "more.json", observed="2020-03-06")
    assert labels(door) == {"JFE „Linse“", "Tanzhaus", "Kiezwerk e. V.", "Sporttreff"}
    assert door._indexes["public"].current() != whole
    with Writer(store, keys) as writer:
        decisions.erase(writer, [id_of(store, "Tanzhaus")])
    assert labels(door) == {"JFE „Linse“", "Kiezwerk e. V.", "Sporttreff"}
    assert not any("Tanzhaus" in quad for quad in everything(door._indexes["public"]))
    with Writer(store, keys) as writer:
        decisions.drop_source(writer, "more.json")
    assert "Sporttreff" not in labels(door)
    patched, state = everything(door._indexes["public"]), door._indexes["public"].current()
    door.close()
    again = Door(store, tmp_path / "index", BASE, limits)
    assert "Tanzhaus" not in labels(again)
    assert again._indexes["public"].current() == state  # nothing was written for it
    again.refresh("public")
    assert everything(again._indexes["public"]) == patched  # put together is the same as written whole
    again.close()


def test_the_network_sees_more_than_the_public_and_each_has_an_index(endpoint: Endpoint) -> None:
    count = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    sizes = [
        int(endpoint.get(count, token=token).json()["results"]["bindings"][0]["n"]["value"])
        for token in ("", endpoint.token)
    ]
    assert sizes[1] > 1_000
    assert {path.name for path in endpoint.service.settings.index_folder.iterdir() if path.is_dir()} == {
        "public",
        "network",
    }
