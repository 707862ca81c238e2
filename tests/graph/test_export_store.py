"""Exports of a real store with the demo town and with the real lists."""

from __future__ import annotations

import json

import pytest
from pyshacl import validate
from rdflib import Graph

from graph.bounded import Outgoing
from graph.export import ExportOptions
from graph.export.rdf import described
from graph.export.syntaxes import SYNTAXES
from graph.store import Store
from graph.view import View
from schema.derive import DERIVED
from tests.made import exported

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")  # rdflib warns about itself


def problems(document: bytes) -> str:
    """What our shapes find in JSON-LD that is read through the context file that we ship."""
    shipped = json.loads((DERIVED / "context.jsonld").read_text(encoding="utf-8"))
    data = Graph().parse(data=json.dumps({**json.loads(document), **shipped}), format="json-ld")
    conforms, _, report = validate(data, shacl_graph=Graph().parse(DERIVED / "shapes.ttl"))
    return "" if conforms else report


def test_demo_town_conforms_to_our_shapes(demo_store: Store) -> None:
    document = exported(demo_store, "jsonld", "public")
    assert document.count(b"org:OrganizationalCollaboration") >= 15
    assert problems(document) == ""


def test_real_lists_conform_to_our_shapes(lichtenberg_store: Store) -> None:
    """Every twelfth thing with all that is around it: the whole takes pyshacl most of a minute."""
    view, options = View(lichtenberg_store, "network"), ExportOptions(base="https://town.example/")
    chosen = [id for number, (id, _) in enumerate(view.ids()) if number % 12 == 0]
    assert len(chosen) > 300
    found = described(Outgoing(lichtenberg_store, "network"), view.model, options.base, chosen)
    assert problems(SYNTAXES["jsonld"].text(found, options).encode()) == ""
