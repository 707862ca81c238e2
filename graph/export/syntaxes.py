"""The RDF syntaxes: how a stream of resources becomes text, and what the syntax is called.

    for piece in SYNTAXES["turtle"].lines(described(view, model, base, ids), options): …

All but N-Quads hold one graph: give them resources of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from graph.export import jsonld, nquads, rdfxml, turtle
from graph.export.plans import Resource
from graph.export.text import write
from graph.export.view import ExportOptions

Lines = Callable[[Iterable[Resource], ExportOptions], Iterator[str]]


@dataclass(frozen=True)
class Syntax:
    """A syntax: its media type, the ending of its files, and its text piece by piece."""

    media_type: str
    extension: str
    lines: Lines

    def write(self, found: Iterable[Resource], out: BinaryIO, options: ExportOptions) -> None:
        """Writes the resources, in chunks."""
        write(self.lines(found, options), out)

    def text(self, found: Iterable[Resource], options: ExportOptions) -> str:
        """The whole text, for a few resources."""
        return "".join(self.lines(found, options))


SYNTAXES = {
    "turtle": Syntax("text/turtle", "ttl", lambda found, _: turtle.lines(found)),
    "ntriples": Syntax("application/n-triples", "nt", lambda found, _: nquads.lines(found)),
    "nquads": Syntax("application/n-quads", "nq", lambda found, o: nquads.lines(found, nquads.graphs(o.base))),
    "jsonld": Syntax("application/ld+json", "jsonld", lambda found, o: jsonld.lines(found, o.context_url)),
    "rdfxml": Syntax("application/rdf+xml", "rdf", lambda found, _: rdfxml.lines(found)),
}
