"""What the endpoint says of itself in RDF: https://www.w3.org/TR/sparql11-service-description/."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from graph.sparql.quads import graphs
from graph.sparql.request import GRAPHS
from schema.model import PREFIXES

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
GIVEN = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
GIVEN_GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")
NAMES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def description(endpoint: str, base: str, media_type: str) -> bytes:
    """The description of the endpoint at that address, in one of the media types of GRAPHS."""
    name = GRAPHS[media_type]
    prefixes = {**PREFIXES, "sd": SD} if name in ("ttl", "rdf") else None
    return ox.serialize(_triples(endpoint, base), format=NAMES[name], prefixes=prefixes) or b""


def _triples(endpoint: str, base: str) -> Iterator[ox.Triple]:
    a, label = ox.NamedNode(f"{PREFIXES['rdf']}type"), ox.NamedNode(f"{PREFIXES['rdfs']}label")
    service, dataset, default = (ox.NamedNode(f"{endpoint}#{name}") for name in ("service", "dataset", "default"))
    yield ox.Triple(service, a, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), ox.NamedNode(endpoint))
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for format in (*GIVEN, *GIVEN_GRAPHS):
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(FORMATS + format))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, a, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield ox.Triple(default, a, _sd("Graph"))
    for name, iri in graphs(base).items():
        named = ox.NamedNode(f"{endpoint}#{name}")
        yield ox.Triple(dataset, _sd("namedGraph"), named)
        yield ox.Triple(named, a, _sd("NamedGraph"))
        yield ox.Triple(named, _sd("name"), ox.NamedNode(iri))
        yield ox.Triple(named, label, ox.Literal(name, language="en"))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)
