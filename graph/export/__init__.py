"""The formats in which a view can be taken away.

    >>> with open("graph.ttl", "wb") as file:
    ...     FORMATS["turtle"].write(view, file, ExportOptions(base="https://example.org/"))

Each writes what the view shows and nothing else, in one pass and always the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from graph.export.graphml import write_gexf, write_graphml
from graph.export.hsds import write_hsds
from graph.export.html import write_page
from graph.export.jsonld import write_jsonld
from graph.export.nquads import write_nquads
from graph.export.tables import write_csv
from graph.export.turtle import write_turtle
from graph.export.view import ExportOptions, ExportView
from graph.export.workbook import write_workbook

__all__ = ["FORMATS", "ExportOptions", "ExportView", "Format"]


@dataclass(frozen=True)
class Format:
    """A format: what HTTP and a file system call it, and what writes it."""

    media_type: str
    extension: str
    write: Callable[[ExportView, BinaryIO, ExportOptions], None]


FORMATS = {
    "turtle": Format("text/turtle", "ttl", write_turtle),
    "nquads": Format("application/n-quads", "nq", write_nquads),
    "jsonld": Format("application/ld+json", "jsonld", write_jsonld),
    "graphml": Format("application/graphml+xml", "graphml", write_graphml),
    "gexf": Format("application/gexf+xml", "gexf", write_gexf),
    "csv": Format("application/zip", "zip", write_csv),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", write_workbook),
    "hsds": Format("application/zip", "zip", write_hsds),
    "html": Format("text/html", "html", write_page),
}
