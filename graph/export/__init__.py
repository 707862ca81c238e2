"""The formats in which a view can be taken away.

    >>> with open("graph.ttl", "wb") as file:
    ...     FORMATS["turtle"].write(view, file, ExportOptions(base="https://example.org/"))

Each writes what the view shows and nothing else, in one pass and always the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import BinaryIO

from graph.export.canonical import write_canonical
from graph.export.changes import instant
from graph.export.dumps import main_dump, write_provenance
from graph.export.frames import write_parquet
from graph.export.graphml import write_gexf, write_graphml
from graph.export.hsds import write_hsds
from graph.export.html import write_page
from graph.export.syntaxes import SYNTAXES
from graph.export.tables import write_csv
from graph.export.view import ExportOptions, ExportView
from graph.export.workbook import write_workbook
from schema.errors import BadRequest

__all__ = ["FORMATS", "ExportOptions", "ExportView", "Format", "incremental"]


@dataclass(frozen=True)
class Format:
    """A format: what HTTP and a file system call it, and what writes it."""

    media_type: str
    extension: str
    write: Callable[[ExportView, BinaryIO, ExportOptions], None]
    incremental: bool = False  # can it hold what changed since an instant?


def incremental(options: ExportOptions, name: str, since: str | None) -> ExportOptions:
    """The options for what changed since a day or an instant; `BadRequest` where the format cannot hold that."""
    if since is None:
        return options
    if not FORMATS[name].incremental:
        known = ", ".join(key for key, format in FORMATS.items() if format.incremental)
        raise BadRequest(f"The format {name!r} has no incremental form.", hint=f"Those with one: {known}.")
    return replace(options, since=instant(since))


FORMATS = {
    **{name: Format(syntax.media_type, syntax.extension, main_dump(name), True) for name, syntax in SYNTAXES.items()},
    "provenance": Format("application/n-quads", "provenance.nq", write_provenance),
    "canonical": Format("application/n-quads", "canonical.nq", write_canonical),
    "graphml": Format("application/graphml+xml", "graphml", write_graphml),
    "gexf": Format("application/gexf+xml", "gexf", write_gexf),
    "csv": Format("application/zip", "zip", write_csv),
    "parquet": Format("application/zip", "parquet.zip", write_parquet),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", write_workbook),
    "hsds": Format("application/zip", "zip", write_hsds),
    "html": Format("text/html", "html", write_page),
}
