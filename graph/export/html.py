"""HTML: a graph, whole or chosen, as one page that opens without a network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from graph.dossier.words import Words
from graph.export.tables import cell
from graph.export.view import ExportOptions, ExportView, Row, credits
from schema.model import load_model
from viz.standalone import Edge, Node, word, write_html


@dataclass(frozen=True)
class Selection:
    """What somebody looks at: things, where they stand (id -> x, y in pixels), relationships as of a day (ISO), and what
    else is to be said about it (pairs of a word and a text: filters, a question)."""

    ids: tuple[str, ...]
    places: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    as_of: str = ""
    saved: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def write_page(view: ExportView, out: BinaryIO, options: ExportOptions) -> None:
    """Writes every thing and every relationship of the view, drawn and as tables."""
    nodes = [_node(row, options.lang) for row in view.entities()]
    edges = [_edge(row["from"], row["to"], row["type"], options.lang) for row in view.relationships()]
    write_html(nodes, edges, out, title=options.title, lang=options.lang, credits=credits(view))


def write_selection(view: ExportView, out: BinaryIO, options: ExportOptions, chosen: Selection) -> None:
    """Writes the chosen things, as far as the view shows them, with the relationships among them that held on the day.

    Names, types and relationships are the view's own: of a caller's selection only ids are used, so nothing can be
    seen by it that the view does not show. Unknown ids are left out.
    """
    nodes = [_node(row, options.lang) for row in view.chosen(chosen.ids)]
    known = {node.id for node in nodes}
    edges = [_edge(a, b, type, options.lang) for a, b, type in _among(view, known, chosen.as_of)]
    days = [
        (word(options.lang, name), Words(options.lang).date(day))
        for name, day in (("asOf", chosen.as_of), ("saved", chosen.saved))
        if day
    ]
    write_html(
        nodes,
        edges,
        out,
        title=options.title,
        lang=options.lang,
        credits=credits(view),
        places={id: place for id, place in chosen.places.items() if id in known},
        facts=[*chosen.facts, *days],
    )


def _among(view: ExportView, ids: set[str], day: str) -> Iterator[tuple[str, str, str]]:
    for id, rows in sorted(view.relations_of(ids, direction="out").items()):
        for row in rows:
            if row["id"] in ids and _held(row["properties"], day):
                yield id, row["id"], row["type"]


def _held(properties: Mapping[str, Any], day: str) -> bool:
    """Did it hold on a day? A year or month holds to its last day; without a day, always."""
    since, until = str(properties.get("since") or ""), str(properties.get("until") or "9999")
    return not day or (since <= day and f"{until}~" >= day)


def _node(row: Row, lang: str) -> Node:
    name = cell(row["properties"].get("name") or row["id"])
    return Node(row["id"], name, load_model().type(row["type"]).caption.text(lang), row["type"])


def _edge(source: str, target: str, type: str, lang: str) -> Edge:
    return Edge(source, target, load_model().edge(type).caption.text(lang))
