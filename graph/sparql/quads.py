"""The mapping's statements as quads of the index, and what of an index belongs to a thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.export.plans import DATA, PROVENANCE
from graph.export.rdf import Quad, triples
from graph.export.terms import IRI, STRING, key
from graph.view import View
from schema.model import ONTOLOGY, Model

DERIVED = ox.NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
PRIMARY = ox.NamedNode("http://www.w3.org/ns/prov#hadPrimarySource")
SAME = ox.NamedNode("http://www.w3.org/2002/07/owl#sameAs")
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
SOURCE = ox.NamedNode(f"{ONTOLOGY}Source")


def graphs(base: str) -> dict[str, str]:
    """The names of the graphs: the data (also the default graph of a query), and who said it."""
    return {name: f"{base}graph/{name}" for name in (DATA, PROVENANCE)}


def quads(view: View, model: Model, base: str) -> Iterator[ox.Quad]:
    """Every statement of the view, ready for the index."""
    names = {name: ox.NamedNode(iri) for name, iri in graphs(base).items()}
    datatypes: dict[str, ox.NamedNode] = {}
    predicates: dict[str, ox.NamedNode] = {}

    def term(quad: Quad) -> ox.NamedNode | ox.Literal:
        if quad.form == IRI:
            return ox.NamedNode(quad.value)
        if quad.form == STRING:
            return ox.Literal(quad.value)
        if quad.form.startswith("@"):
            return ox.Literal(quad.value, language=quad.form[1:])
        if quad.form not in datatypes:
            datatypes[quad.form] = ox.NamedNode(model.expand(quad.form))
        return ox.Literal(quad.value, datatype=datatypes[quad.form])

    for quad in triples(view, model, base):
        predicate = predicates.get(quad.predicate)
        if predicate is None:
            predicate = predicates[quad.predicate] = ox.NamedNode(quad.predicate)
        graph = names.get(quad.graph) or ox.NamedNode(f"{base}graph/{quad.graph}")
        yield ox.Quad(ox.NamedNode(quad.subject), predicate, term(quad), graph)


def belonging(store: ox.Store, model: Model, base: str, ids: Iterable[str], *, gone: bool) -> Iterator[ox.Quad]:
    """What the index says of things: their statements, the nodes that hang on them, their evidence.

    With `gone` also what others say of them.
    """
    segments = sorted({entity.segment for entity in model.concrete() if entity.segment})
    for id in ids:
        for segment in segments:
            thing = ox.NamedNode(f"{base}id/{segment}/{key(id)}")
            yield from _of(store, thing)
            for quad in store.quads_for_pattern(None, None, thing):
                subject = quad.subject
                if isinstance(subject, ox.NamedNode) and "#" in subject.value and subject.value.startswith(base):
                    yield from store.quads_for_pattern(subject, None, None)
                elif gone:
                    yield quad


def unsourced(store: ox.Store, view: View, model: Model, base: str) -> Iterator[ox.Quad]:
    """What the index says of sources that are not shown any more (dropped ones), and of their evidence."""
    prefix = f"{base}id/{model.type('Source').segment}/"
    shown = {f"{prefix}{key(row.get('id') or row['name'])}" for row in view.sources()}
    known = {
        quad.subject for quad in store.quads_for_pattern(None, TYPE, SOURCE) if isinstance(quad.subject, ox.NamedNode)
    }
    segments = sorted({entity.segment for entity in model.concrete() if entity.segment})
    for source in known:
        if source.value in shown:
            continue
        yield from store.quads_for_pattern(source, None, None)
        for said in store.quads_for_pattern(None, PRIMARY, source):
            assert isinstance(said.subject, ox.NamedNode)
            yield from store.quads_for_pattern(said.subject, None, None)
            yield from store.quads_for_pattern(None, DERIVED, said.subject)
            id = said.subject.value.rpartition("/")[2]
            for segment in segments:
                yield from store.quads_for_pattern(None, SAME, ox.NamedNode(f"{base}id/{segment}/{id}"))


def _of(store: ox.Store, thing: ox.NamedNode) -> Iterator[ox.Quad]:
    for quad in store.quads_for_pattern(thing, None, None):
        yield quad
        other = quad.object
        if isinstance(other, ox.NamedNode) and (other.value.startswith(f"{thing.value}#") or quad.predicate == DERIVED):
            yield from store.quads_for_pattern(other, None, None)
