"""Documents for people at a table: one description in blocks, drawn as PDF, DOCX and a printable page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from viz.documents.blocks import (
    Beside,
    Block,
    Bullets,
    Column,
    Document,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Table,
    cleaned,
)
from viz.documents.docx import write_docx
from viz.documents.map import Area, Map, Point, draw_map
from viz.documents.network import Edge, Network, Node, draw_network
from viz.documents.page import write_page
from viz.documents.pdf import write_pdf

__all__ = [
    "FORMATS",
    "Area",
    "Beside",
    "Block",
    "Bullets",
    "Column",
    "Document",
    "DocumentFormat",
    "Edge",
    "Facts",
    "Figure",
    "Heading",
    "Map",
    "Network",
    "Node",
    "Paragraph",
    "Point",
    "Table",
    "cleaned",
    "draw_map",
    "draw_network",
]


@dataclass(frozen=True)
class DocumentFormat:
    """A format: what HTTP calls it, and what writes it."""

    media_type: str
    write: Callable[[Document], bytes]


FORMATS = {
    "pdf": DocumentFormat("application/pdf", write_pdf),
    "docx": DocumentFormat("application/vnd.openxmlformats-officedocument.wordprocessingml.document", write_docx),
    "html": DocumentFormat("text/html; charset=utf-8", write_page),
}
