"""A picture of who works with whom: numbered shapes and lines; the numbers are told in a table beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from viz.documents.picture import PALE, WIDTH, drawing, element, label, mark, mark_width, spread
from viz.layout import positions

SHAPES = {"actor": "circle", "cooperation": "square", "department": "diamond"}
LINES: Mapping[str, Mapping[str, str]] = {"member": {}, "carrier": {"stroke_dasharray": "5 3"}}
STRIP = 28.0
GAP, EDGE, HIGHEST = 34.0, 62.0, 520.0  # between parts, of a typical line, of the picture


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
    at, height = _places(found)
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


def _places(found: Network) -> tuple[list[tuple[float, float]], float]:
    """Where each node is drawn, and how high the picture is: what hangs together side by side, the largest first."""
    at: dict[int, tuple[float, float]] = {}
    left, top, row = GAP, GAP, 0.0
    for part in _parts(found):
        points, wide, high = _laid_out(part, found)
        if left + wide + GAP > WIDTH and left > GAP:
            left, top, row = GAP, top + row + GAP, 0.0
        at |= {node: (left + x, top + y) for node, (x, y) in zip(part, points, strict=True)}
        left, row = left + wide + GAP, max(row, high)
    height = top + row + GAP
    squeezed = min(1.0, HIGHEST / height)
    sizes = [mark_width(node.mark) + 6 for node in found.nodes]
    flat = [(at[n][0], at[n][1] * squeezed) for n in range(len(found.nodes))]
    return spread(flat, sizes, WIDTH, height * squeezed), height * squeezed


def _parts(found: Network) -> list[list[int]]:
    """The nodes by what hangs together, large parts first."""
    part = list(range(len(found.nodes)))
    for edge in found.edges:
        old, new = part[edge.source], part[edge.target]
        part = [new if one == old else one for one in part]
    groups: dict[int, list[int]] = {}
    for node, one in enumerate(part):
        groups.setdefault(one, []).append(node)
    return sorted(groups.values(), key=lambda nodes: (-len(nodes), nodes))


def _laid_out(part: list[int], found: Network) -> tuple[list[tuple[float, float]], float, float]:
    """One part: its points from its own upper left corner, its width and its height."""
    place = {node: n for n, node in enumerate(part)}
    edges = [(place[e.source], place[e.target]) for e in found.edges if e.source in place]
    points = np.array(positions([0] * len(part), edges), dtype=np.float64)
    points -= points.min(axis=0)
    if points[:, 1].max() > points[:, 0].max():
        points = points[:, ::-1]
    length = float(np.median([np.linalg.norm(points[a] - points[b]) for a, b in edges])) if edges else 1.0
    scale = EDGE / max(length, 1.0)
    span = np.maximum(points.max(axis=0) * scale, 1.0)
    fit = np.minimum(1.0, np.array([WIDTH - 2 * GAP, HIGHEST]) / span)
    points = points * scale * fit
    wide, high = (max(float(side), 20.0) for side in points.max(axis=0))
    return [(float(x), float(y)) for x, y in points], wide, high


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
