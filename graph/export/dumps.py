"""The dumps: the whole graph as RDF. Main dumps hold the data, in RDF 1.1; the provenance dump who said it."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from graph.export.changes import changes
from graph.export.rdf import provenance_of, resources
from graph.export.syntaxes import SYNTAXES
from graph.export.view import ExportOptions, ExportView
from schema.model import load_model

Write = Callable[[ExportView, BinaryIO, ExportOptions], None]


def main_dump(syntax: str) -> Write:
    """Writes the data in a syntax; in N-Quads the provenance too, in a graph of its own.

    With `since` in the options what changed from then on, without provenance.
    """

    def write(view: ExportView, out: BinaryIO, options: ExportOptions) -> None:
        found = (
            resources(view, load_model(), options.base, provenance=syntax == "nquads")
            if options.since is None
            else changes(view, load_model(), options.base, options.since)
        )
        SYNTAXES[syntax].write(found, out, options)

    return write


def write_provenance(view: ExportView, out: BinaryIO, options: ExportOptions) -> None:
    """Writes the provenance graph alone, as N-Quads."""
    SYNTAXES["nquads"].write(provenance_of(view, load_model(), options.base), out, options)
