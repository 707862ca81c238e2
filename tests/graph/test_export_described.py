"""A few things as RDF, in every syntax."""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, RDFS

from graph.export import ExportOptions
from graph.export.rdf import described
from graph.export.syntaxes import SYNTAXES
from tests.graph.export_town import MODEL, Town

BASE = "https://town.example/"
OPTIONS = ExportOptions(base=BASE)
READ_AS = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")  # rdflib warns about itself
ACTOR = URIRef(f"{BASE}id/actor/idactor")


def about(syntax: str, *ids: str) -> Graph:
    text = SYNTAXES[syntax].text(described(Town(), MODEL, BASE, ids), OPTIONS)
    return Graph().parse(data=text, format=READ_AS[syntax])


@pytest.mark.parametrize("syntax", [name for name in READ_AS if name != "turtle"])
def test_every_syntax_says_the_same_of_a_thing(syntax: str) -> None:
    assert isomorphic(about(syntax, "idactor"), about("turtle", "idactor"))


def test_all_that_the_dump_says_of_a_thing_is_said() -> None:
    dump = Graph().parse(
        data=SYNTAXES["turtle"].text(described(Town(), MODEL, BASE, [e["id"] for e in Town().entities()]), OPTIONS)
    )
    one = about("turtle", "idactor")
    assert set(one.triples((ACTOR, None, None))) == set(dump.triples((ACTOR, None, None)))
    assert set(one.triples((None, None, ACTOR))) == set(dump.triples((None, None, ACTOR)))


def test_what_a_thing_is_related_to_has_class_and_name() -> None:
    one = about("turtle", "idactor")
    things = {o for o in one.objects(ACTOR, None) if isinstance(o, URIRef) and o.startswith(f"{BASE}id/")}
    assert len(things) > 3
    assert all((o, RDF.type, None) in one for o in things)
    assert all((o, RDFS.label, None) in one for o in things if "#" not in o)


def test_an_unknown_id_is_left_out() -> None:
    assert len(about("turtle", "nobody")) == 0
