"""N-Triples and N-Quads: a statement a line, without prefixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from graph.export.plans import DATA, PROVENANCE, Resource
from graph.export.terms import CURIE, IRI, STRING
from graph.export.text import escape
from schema.model import load_model


def graphs(base: str) -> dict[str, str]:
    """Where the data and its provenance stand: the ends of their lines."""
    return {name: f" <{base}graph/{name}> .\n" for name in (DATA, PROVENANCE)}


NO_GRAPH = dict.fromkeys((DATA, PROVENANCE), " .\n")


def lines(found: Iterable[Resource], ends: Mapping[str, str] = NO_GRAPH) -> Iterator[str]:
    """The text of the file, a resource at a time; `ends` as `graphs` gives them, for N-Quads."""
    expanded: dict[str, str] = {}
    model = load_model()

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
        start, end = f"<{subject}> ", ends[graph]
        yield "".join([f"{start}{full(predicate)} {term(form, value)}{end}" for predicate, form, value in statements])
