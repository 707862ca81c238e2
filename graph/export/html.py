"""HTML: the graph as one page that opens without a network."""

from __future__ import annotations

from typing import BinaryIO

from graph.export.tables import cell
from graph.export.view import ExportOptions, ExportView, credits
from schema.model import load_model
from viz.standalone import Edge, Node, write_html


def write_page(view: ExportView, out: BinaryIO, options: ExportOptions) -> None:
    """Writes every thing and every relationship of the view, drawn and as tables."""
    model = load_model()
    nodes = [
        Node(
            row["id"],
            cell(row["properties"].get("name") or row["id"]),
            model.type(row["type"]).caption.text(options.lang),
        )
        for row in view.entities()
    ]
    edges = [
        Edge(row["from"], row["to"], model.edge(row["type"]).caption.text(options.lang)) for row in view.relationships()
    ]
    write_html(nodes, edges, out, title=options.title, lang=options.lang, credits=credits(view))
