"""A picture of who works with whom: numbered shapes and lines; the numbers are told in a table beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from viz.documents.picture import PALE, WIDTH, drawing, element, label, mark, mark_width, spread
from viz.layout import positions

SHAPES = {"actor": "circle", "cooperation": "square", "department": "diamond"}
LINES = {"member": {}, "carrier": {"stroke_dasharray": "5 3"}}
STRIP = 28.0


@dataclass(frozen=True)
class Node:
    """`look` is actor, cooperation or department; `mark` is its number."""

    mark: str
    look: str


@dataclass(frozen=True)
class Edge:
    """Between two nodes, by their position; `look` is member or carrier."""

    source: int
    target: int
    look: str = "member"


@dataclass(frozen=True)
class Network:
    """What is drawn, and the captions of the looks."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    legend: Mapping[str, str]
    alt: str


def draw_network(found: Network) -> tuple[str, float, float]:
    """The SVG text, its width and its height."""
    height = min(420.0, 150.0 + 9.0 * len(found.nodes))
    at = _places(found, height)
    lines = [
        element(
            "path", d="M{:.1f} {:.1f}L{:.1f} {:.1f}".format(*at[edge.source], *at[edge.target]), stroke="#7a7a7a",
            stroke_width=1.2, **LINES[edge.look],
        )
        for edge in found.edges
    ]
    marks = [mark(node.mark, x, y, SHAPES[node.look]) for node, (x, y) in zip(found.nodes, at, strict=True)]
    ground = element("rect", x=0, y=0, width=WIDTH, height=height + STRIP, fill=PALE)
    parts = [ground, *lines, *marks, *_legend(found, height + 18)]
    return drawing(parts, WIDTH, height + STRIP, found.alt), WIDTH, height + STRIP


def _places(found: Network, height: float) -> list[tuple[float, float]]:
    """The layout of the graph, turned so that it is widest across, stretched to the paper."""
    looks = sorted(SHAPES)
    raw = positions([looks.index(node.look) for node in found.nodes], [(e.source, e.target) for e in found.edges])
    points = np.array(raw, dtype=np.float64)
    low, high = points.min(axis=0), points.max(axis=0)
    if high[1] - low[1] > high[0] - low[0]:
        points = points[:, ::-1]
        low, high = low[::-1], high[::-1]
    span = np.maximum(high - low, 1.0)
    scaled = (points - low) / span * np.array([WIDTH - 60, height - 50]) + np.array([30, 25])
    sizes = [mark_width(node.mark) + 12 for node in found.nodes]
    return spread([(float(x), float(y)) for x, y in scaled], sizes, WIDTH, height)


def _legend(found: Network, y: float) -> list[str]:
    x, drawn = 6.0, []
    for look, shape in SHAPES.items():
        if any(node.look == look for node in found.nodes):
            small = element("g", mark("1", 0.0, 0.0, shape), transform=f"translate({x + 10:.1f} {y - 4:.1f}) scale(0.7)")
            drawn += [small, label(found.legend[look], x + 26, y)]
            x += 40 + 5.9 * len(found.legend[look])
    for look, style in LINES.items():
        if any(edge.look == look for edge in found.edges):
            line = element("path", d=f"M{x:.1f} {y - 4:.1f}h26", stroke="#7a7a7a", stroke_width=1.4, **style)
            drawn += [line, label(found.legend[look], x + 32, y)]
            x += 46 + 5.9 * len(found.legend[look])
    return drawn
