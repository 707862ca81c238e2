"""The graph as one HTML file that opens offline: a drawing, its legend, and the same in tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import BinaryIO

from viz.layout import positions


@dataclass(frozen=True)
class Node:
    """A thing: its id, its name and the caption of its type."""

    id: str
    name: str
    type: str


@dataclass(frozen=True)
class Edge:
    """A relationship between two nodes, and its caption."""

    source: str
    target: str
    type: str


COLOURS = ("#1f6f8b", "#b5541c", "#4b7f2f", "#7a4fa3", "#a8323e", "#8a6d00", "#3d5a80", "#5c5c5c")
SHAPES = (("dot", "●"), ("square", "■"), ("triangle", "▲"), ("diamond", "◆"), ("star", "★"), ("triangleDown", "▼"))
TEXTS = {
    "de": {
        "counts": "{nodes} Knoten, {edges} Beziehungen",
        "drawing": "Bild",
        "hint": "Ziehen verschiebt, das Rad vergrößert; dieselben Angaben stehen darunter in Tabellen.",
        "legend": "Legende",
        "nodes": "Knoten",
        "edges": "Beziehungen",
        "name": "Name",
        "type": "Art",
        "from": "von",
        "to": "nach",
        "sources": "Datenquellen",
    },
    "en": {
        "counts": "{nodes} nodes, {edges} relationships",
        "drawing": "Picture",
        "hint": "Drag to move, use the wheel to zoom; the same content follows in tables.",
        "legend": "Legend",
        "nodes": "Nodes",
        "edges": "Relationships",
        "name": "Name",
        "type": "Type",
        "from": "from",
        "to": "to",
        "sources": "Data sources",
    },
}
STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:90rem;padding:1rem;color:#1b1b1b;background:#fff}
#mynetwork{float:none!important;border:1px solid #767676!important}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0}
table{border-collapse:collapse;width:100%;margin:0 0 2rem}
th,td{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #ccc;vertical-align:top}
@media print{#mynetwork{page-break-after:always}}
"""


def _options(nodes: int, edges: int) -> dict[str, object]:
    """vis-network's settings: many nodes are seen from afar, so they grow; many edges fade."""
    fade = min(1.0, max(0.12, 900 / max(edges, 1)))
    return {
        "physics": {"enabled": False},
        "interaction": {"hover": True, "keyboard": {"enabled": True, "bindToWindow": False}},
        "edges": {
            "color": {"color": "#8a8a8a", "highlight": "#1b1b1b", "opacity": fade},
            "smooth": False,
            "arrows": "to",
        },
        "nodes": {"font": {"size": 14, "color": "#1b1b1b"}, "size": round(12 * max(1.0, nodes / 150) ** 0.4)},
    }


def write_html(
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    out: BinaryIO,
    *,
    title: str,
    lang: str,
    credits: Sequence[str] = (),
) -> None:
    """Writes the page (UTF-8). Edges whose ends are not among the nodes are left out; texts are German
    unless `lang` is "en"; `credits` name whose data it is."""
    known = {node.id: node for node in nodes}
    kept = [edge for edge in edges if edge.source in known and edge.target in known]
    shown = list(known.values())
    types = sorted({node.type for node in shown})
    page = _strip(_drawing(shown, kept, types))
    words = TEXTS["en" if lang == "en" else "de"]
    before, after = _before(words, shown, kept, types, title), _after(words, known, kept, credits)
    out.write(_dress(page, before, after, title, lang).encode())


def _drawing(nodes: Sequence[Node], edges: Sequence[Edge], types: list[str]) -> str:
    """The page as pyvis makes it, with our positions."""
    from pyvis.network import Network  # brings in IPython: only those who want the page wait for it

    number = {node.id: index for index, node in enumerate(nodes)}
    groups = [types.index(node.type) for node in nodes]
    places = positions(groups, [(number[edge.source], number[edge.target]) for edge in edges])
    network = Network(height="70vh", width="100%", directed=True, cdn_resources="in_line")
    network.set_options(json.dumps(_options(len(nodes), len(edges))))
    for node, group, (x, y) in zip(nodes, groups, places, strict=True):
        colour, (shape, _) = _look(group)
        drawn = {"id": node.id, "label": node.name, "title": node.type, "color": colour, "shape": shape}
        network.nodes.append({**drawn, "x": x, "y": y})
    network.edges.extend({"from": e.source, "to": e.target, "title": e.type} for e in edges)
    html: str = network.generate_html()
    return html


def _look(group: int) -> tuple[str, tuple[str, str]]:
    return COLOURS[group % len(COLOURS)], SHAPES[group % len(SHAPES)]


_FOREIGN = (
    re.compile(r'<link\s[^>]*?href="(?:https?:|\.\.)[^>]*>', re.DOTALL),
    re.compile(r'<script\s[^>]*?src="(?:https?:|\.\.)[^>]*>\s*</script>', re.DOTALL),
    re.compile(r"<!--\s*-->", re.DOTALL),
    re.compile(r"<center>\s*<h1>.*?</h1>\s*</center>", re.DOTALL),
    re.compile(r"//# sourceMappingURL=[^\s<]+"),
)


def _strip(page: str) -> str:
    """The page without what it would load from elsewhere, and without its empty headings."""
    for pattern in _FOREIGN:
        page = pattern.sub("", page)
    return page


def _dress(page: str, before: str, after: str, title: str, lang: str) -> str:
    head = (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
    )
    _, _, rest = page.partition("<head>")
    top, _, body = rest.partition("<body>")
    middle, _, _ = body.rpartition("</body>")
    style, closing = f"<style>{STYLE}</style>", "</body></html>\n"
    top = top.replace("</head>", f"{style}</head>")
    middle, _, script = middle.rpartition("<script")
    return f"{head}{top}<body>{before}{middle}{after}<script{script}{closing}"


def _before(words: dict[str, str], nodes: list[Node], edges: list[Edge], types: list[str], title: str) -> str:
    counts = words["counts"].format(nodes=len(nodes), edges=len(edges))
    legend = "".join(
        f'<li><span aria-hidden="true" style="color:{_look(i)[0]}">{_look(i)[1][1]}</span> {escape(name)}</li>'
        for i, name in enumerate(types)
    )
    return (
        f"<header><h1>{escape(title)}</h1><p>{counts}</p></header><main>"
        f"<section><h2>{words['drawing']}</h2><p>{words['hint']}</p>"
        f'<h3>{words["legend"]}</h3><ul class="legend">{legend}</ul>'
    )


def _after(words: dict[str, str], nodes: dict[str, Node], edges: list[Edge], credits: Sequence[str]) -> str:
    things = _table(words, ("name", "type"), [(node.name, node.type) for node in nodes.values()])
    names = [(nodes[edge.source].name, edge.type, nodes[edge.target].name) for edge in edges]
    return (
        f"</section><section><h2>{words['nodes']}</h2>{things}</section>"
        f"<section><h2>{words['edges']}</h2>{_table(words, ('from', 'type', 'to'), names)}"
        f"</section></main>{_footer(words, credits)}"
    )


def _footer(words: dict[str, str], credits: Sequence[str]) -> str:
    if not credits:
        return ""
    lines = "".join(f"<li>{escape(line)}</li>" for line in credits)
    return f"<footer><h2>{words['sources']}</h2><ul>{lines}</ul></footer>"


def _table(words: dict[str, str], head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    cells = "".join(f'<th scope="col">{words[name]}</th>' for name in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>\n" for row in rows)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>\n{body}</tbody></table>"
