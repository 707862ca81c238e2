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


class _Expanded(dict[str, str]):
    """Curie -> full IRI in its brackets, worked out once each."""

    def __missing__(self, curie: str) -> str:
        iri = self[curie] = f"<{load_model().expand(curie)}>"
        return iri


def lines(found: Iterable[Resource], ends: Mapping[str, str] = NO_GRAPH) -> Iterator[str]:
    """The text of the file, a resource at a time; `ends` as `graphs` gives them, for N-Quads."""
    full = _Expanded()

    def literal(form: str, value: str) -> str:
        text = escape(value)
        if form == STRING:
            return f'"{text}"'
        return f'"{text}"{form}' if form[0] == "@" else f'"{text}"^^{full[form]}'

    for subject, statements, graph in found:
        start, end = f"<{subject}> ", ends[graph]
        yield "".join(
            [
                f"{start}{full[predicate]} <{value}>{end}"
                if form == IRI
                else f"{start}{full[predicate]} {full[value] if form == CURIE else literal(form, value)}{end}"
                for predicate, form, value in statements
            ]
        )
