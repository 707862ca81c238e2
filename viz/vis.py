"""The drawing of the page that stands alone: as pyvis makes it, with our positions and marks, and nothing from elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from viz.layout import positions
from viz.marks import mark_of

if TYPE_CHECKING:
    from viz.standalone import Edge, Node

Place = tuple[float, float]
MANY = 300  # things from which on names are written only where one looks closer

# vis-network draws a mark by a function; a page's settings are data, so this is written beside them. Names are drawn by
# it, too: vis-network would measure each of them before the first picture.
RENDERER = """
const marks = %(marks)s;
const names = %(names)s;
const near = %(near)s;
function drawMark({ ctx, id, x, y, state: { selected, hover } }) { // also asked before there is a network
  const [type, name] = names[id];
  const { colour, radius, corners } = marks[type];
  const size = Math.max(1, 0.55 / (network?.getScale() ?? 1)); // from afar still large enough to be told apart
  return {
    drawNode() {
      ctx.save();
      ctx.translate(x, y);
      ctx.scale(size, size);
      ctx.beginPath();
      if (corners.length) corners.forEach(([u, v]) => ctx.lineTo(u, v));
      else ctx.arc(0, 0, radius, 0, 2 * Math.PI);
      ctx.closePath();
      if (selected || hover) { ctx.lineWidth = 7; ctx.strokeStyle = "#f2b84b"; ctx.stroke(); }
      ctx.lineWidth = 3;
      ctx.strokeStyle = "#fff";
      ctx.stroke();
      ctx.fillStyle = colour;
      ctx.fill();
      ctx.restore();
    },
    drawExternalLabel() {
      if (!selected && !hover && (network?.getScale() ?? 1) < near) return;
      ctx.font = `${selected ? "bold " : ""}13px system-ui, sans-serif`;
      ctx.textAlign = "center";
      ctx.lineWidth = 3;
      ctx.strokeStyle = "#fff";
      ctx.strokeText(name, x, y + 24 * size);
      ctx.fillStyle = "#1b1b1b";
      ctx.fillText(name, x, y + 24 * size);
    },
    nodeDimensions: { width: 24 * size, height: 24 * size },
  };
}
"""
CREATED = "network = new vis.Network(container, data, options);"
_FOREIGN = (
    re.compile(r'<link\s[^>]*?href="(?:https?:|\.\.)[^>]*>', re.DOTALL),
    re.compile(r'<script\s[^>]*?src="(?:https?:|\.\.)[^>]*>\s*</script>', re.DOTALL),
    re.compile(r"<!--\s*-->", re.DOTALL),
    re.compile(r"<center>\s*<h1>.*?</h1>\s*</center>", re.DOTALL),
    re.compile(r"//# sourceMappingURL=[^\s<]+"),
)


def drawing(nodes: Sequence[Node], edges: Sequence[Edge], places: Mapping[str, Place]) -> str:
    """The page as pyvis makes it, without what it would load. Where `places` has not all nodes, all are laid out here."""
    from pyvis.network import Network  # brings in IPython: only those who want the page wait for it

    found = _laid(nodes, edges, places)
    network = Network(height="70vh", width="100%", directed=True, cdn_resources="in_line")
    network.set_options(json.dumps(_options(len(edges))))
    for node, (x, y) in zip(nodes, found, strict=True):
        network.nodes.append({"id": node.id, "title": f"{node.name} ({node.type})", "shape": "custom", "x": x, "y": y})
    network.edges.extend({"from": e.source, "to": e.target, "title": e.type} for e in edges)
    html: str = network.generate_html()
    for pattern in _FOREIGN:
        html = pattern.sub("", html)
    own = RENDERER % {
        "marks": _json(_marks(nodes)),
        "names": _json({n.id: [n.look, n.name] for n in nodes}),
        "near": 0.9 if len(nodes) > MANY else 0,
    }
    return html.replace(CREATED, f"{own}\noptions.nodes.ctxRenderer = drawMark;\n{CREATED}", 1)


def _laid(nodes: Sequence[Node], edges: Sequence[Edge], places: Mapping[str, Place]) -> list[Place]:
    if nodes and all(node.id in places for node in nodes):
        return [places[node.id] for node in nodes]
    number = {node.id: index for index, node in enumerate(nodes)}
    types = sorted({node.type for node in nodes})
    groups = [types.index(node.type) for node in nodes]
    return [
        (float(x), float(y))
        for x, y in positions(groups, [(number[edge.source], number[edge.target]) for edge in edges])
    ]


def _options(edges: int) -> dict[str, object]:
    """vis-network's settings: nothing moves by itself; many edges fade and stay away while the picture is dragged."""
    fade = min(1.0, max(0.12, 900 / max(edges, 1)))
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {
            "hover": edges < 2000,
            "hideEdgesOnDrag": edges > 2000,
            "hideEdgesOnZoom": edges > 2000,
            "keyboard": {"enabled": True, "bindToWindow": False},
        },
        "edges": {
            "color": {"color": "#8a8a8a", "highlight": "#1b1b1b", "opacity": fade},
            "smooth": False,
            "arrows": "to" if edges < 2000 else "",
        },
        "nodes": {"size": 12},
    }


def _marks(nodes: Sequence[Node]) -> dict[str, object]:
    looks = {node.look: mark_of(node.look) for node in nodes}
    return {
        look: {"colour": mark.colour, "radius": mark.radius, "corners": mark.corners}
        for look, mark in sorted(looks.items())
    }


def _json(data: object) -> str:
    """JSON that may stand in a script: no name can end it."""
    text = json.dumps(data, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
