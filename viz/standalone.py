"""A graph as one HTML file that opens offline: a drawing, its legend, what it shows, and the same in tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import BinaryIO

from viz.marks import mark_of
from viz.vis import Place, drawing
from viz.words import FOLDER


@dataclass(frozen=True)
class Node:
    """A thing: its id, its name, the caption of its type, and the type that it looks like."""

    id: str
    name: str
    type: str
    look: str = ""


@dataclass(frozen=True)
class Edge:
    """A relationship between two nodes, and its caption."""

    source: str
    target: str
    type: str


STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:90rem;padding:1rem;color:#1b1b1b;background:#fff}
#mynetwork{float:none!important;border:1px solid #767676!important}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.5rem 0 1rem}
dt{font-weight:600}dd{margin:0}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;padding:0}
.legend li{display:flex;align-items:center;gap:.4rem}
table{border-collapse:collapse;width:100%;margin:0 0 2rem}
th,td{text-align:left;font-weight:400;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #ccc;vertical-align:top}
thead th{font-weight:650}
.long{content-visibility:auto;contain-intrinsic-size:auto 60rem}
@media (max-width:40rem){dl{grid-template-columns:1fr}}
@media print{#mynetwork{page-break-after:always}.long{content-visibility:visible}}
"""


def write_html(
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    out: BinaryIO,
    *,
    title: str,
    lang: str,
    credits: Sequence[str] = (),
    places: Mapping[str, Place] | None = None,
    facts: Sequence[tuple[str, str]] = (),
) -> None:
    """Writes the page (UTF-8). Edges whose ends are not among the nodes are left out; texts are German unless `lang` is
    "en"; `credits` name whose data it is, `places` where the nodes stand (id -> x, y in pixels), `facts` are pairs of a
    word and what is to say (the date, filters)."""
    known = {node.id: node for node in nodes}
    kept = [edge for edge in edges if edge.source in known and edge.target in known]
    shown = list(known.values())
    words = _words("en" if lang == "en" else "de")
    before, after = _before(words, shown, kept, title, facts), _after(words, known, kept, credits)
    out.write(_dress(drawing(shown, kept, places or {}), before, after, title, lang).encode())


@cache
def _words(lang: str) -> dict[str, str]:
    """The page's own words, without their prefix."""
    found = json.loads((FOLDER / f"{lang}.json").read_text(encoding="utf-8"))
    return {key.removeprefix("standalone."): text for key, text in found.items() if key.startswith("standalone.")}


def word(lang: str, key: str) -> str:
    """A text of such a page, for who writes its facts."""
    return _words("en" if lang == "en" else "de")[key]


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


def _before(
    words: Mapping[str, str], nodes: list[Node], edges: list[Edge], title: str, facts: Sequence[tuple[str, str]]
) -> str:
    counts = words["counts"].format(nodes=len(nodes), edges=len(edges))
    kinds = sorted({(node.type, node.look) for node in nodes})
    legend = "".join(
        f'<li><svg aria-hidden="true" width="20" height="20" viewBox="-12 -12 24 24">{mark_of(look).svg}</svg> {escape(name)}</li>'
        for name, look in kinds
    )
    said = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in facts)
    told = f"<section><h2>{words['facts']}</h2><dl>{said}</dl></section>" if facts else ""
    return (
        f"<header><h1>{escape(title)}</h1><p>{counts}</p></header><main>{told}"
        f"<section><h2>{words['drawing']}</h2><p>{words['hint']}</p>"
        f'<h3>{words["legend"]}</h3><ul class="legend">{legend}</ul>'
    )


def _after(words: Mapping[str, str], nodes: dict[str, Node], edges: list[Edge], credits: Sequence[str]) -> str:
    things = _table(words, "nodes", ("name", "type"), [(node.name, node.type) for node in nodes.values()])
    names = [(nodes[edge.source].name, edge.type, nodes[edge.target].name) for edge in edges]
    return f"</section>{things}{_table(words, 'edges', ('from', 'tie', 'to'), names)}</main>{_footer(words, credits)}"


def _footer(words: Mapping[str, str], credits: Sequence[str]) -> str:
    if not credits:
        return ""
    lines = "".join(f"<li>{escape(line)}</li>" for line in credits)
    return f"<footer><h2>{words['sources']}</h2><ul>{lines}</ul></footer>"


def _table(words: Mapping[str, str], name: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    cells = "".join(f'<th scope="col">{words[column]}</th>' for column in head)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(text)}</td>" for text in rest)}</tr>\n'
        for first, *rest in rows
    )
    return (
        f'<section class="long" aria-labelledby="{name}"><h2 id="{name}">{words[name]}</h2>'
        f"<table><thead><tr>{cells}</tr></thead><tbody>\n{body}</tbody></table></section>"
    )
