"""N-Quads: the data in one named graph, its provenance in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from graph.export.plans import DATA, PROVENANCE, Resource
from graph.export.rdf import resources
from graph.export.terms import CURIE, IRI, STRING
from graph.export.text import escape, write
from graph.export.view import ExportOptions, ExportView
from schema.model import Model, load_model


def write_nquads(view: ExportView, out: BinaryIO, options: ExportOptions) -> None:
    """Writes the data graph and the provenance graph."""
    model = load_model()
    write(lines(resources(view, model, options.base, provenance=True), model, options.base), out)


def lines(found: Iterable[Resource], model: Model, base: str) -> Iterator[str]:
    """The text of an N-Quads file, a resource at a time."""
    graphs = {name: f"<{base}graph/{name}>" for name in (DATA, PROVENANCE)}
    expanded: dict[str, str] = {}

    def full(curie: str) -> str:
        iri = expanded.get(curie)
        if iri is None:
            iri = expanded[curie] = f"<{model.expand(curie)}>"
        return iri

    def term(form: str, value: str) -> str:
        if form == IRI:
            return f"<{value}>"
        if form == CURIE:
            return full(value)
        text = escape(value)
        if form == STRING:
            return f'"{text}"'
        return f'"{text}"{form}' if form[0] == "@" else f'"{text}"^^{full(form)}'

    for subject, statements, graph in found:
        start, end = f"<{subject}> ", f" {graphs[graph]} .\n"
        yield "".join([f"{start}{full(predicate)} {term(form, value)}{end}" for predicate, form, value in statements])
