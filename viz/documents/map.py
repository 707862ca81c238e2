"""A map for paper: outlines and numbered points on white, with scale bar and north arrow. No tiles, no network.

Coordinates are metres on a local plane, x to the east and y to the north.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from viz.documents.picture import GREY, INK, PALE, WIDTH, drawing, element, label, mark, mark_width, spread

LOWEST, HIGHEST = 220.0, 300.0
LINE = 22.0  # below the map: scale and legend, so high per line
MARGIN = 0.08
STEPS = (1, 2, 5)
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Area:
    """`look` is core, fringe or around; polygons are lists of rings, the outer one first; `mark` stands inside."""

    rings: tuple[Ring, ...]
    look: str
    mark: str = ""
    at: tuple[float, float] | None = None


@dataclass(frozen=True)
class Point:
    """A place; without `mark` it is a dot. `edge`: only some of the outlines hold it."""

    x: float
    y: float
    mark: str = ""
    edge: bool = False


@dataclass(frozen=True)
class Map:
    """What is drawn, and the captions of what the looks mean: {core, fringe, around, point, edge}."""

    areas: tuple[Area, ...]
    points: tuple[Point, ...]
    legend: Mapping[str, str]
    alt: str


def draw_map(found: Map) -> tuple[str, float, float]:
    """The SVG text, its width and its height."""
    view = _View.around(found)
    inside = [*_areas(found.areas, view), *_points(found, view)]
    frame = element("rect", x=0.5, y=0.5, width=WIDTH - 1, height=view.height - 1, fill="none", stroke=GREY)
    clip = element("clipPath", element("rect", x=0, y=0, width=WIDTH, height=view.height), id="view")
    hatch = element(
        "pattern", element("path", d="M0 6L6 0", stroke="#1d4e63", stroke_width=0.9), id="hatch", width=6, height=6,
        patternUnits="userSpaceOnUse",
    )
    legend, lines = _legend(found, view.height)
    height = view.height + 4 + LINE * lines
    parts = [
        element("defs", clip + hatch),
        element("rect", x=0, y=0, width=WIDTH, height=height, fill=PALE),
        element("g", "".join(inside), clip_path="url(#view)"),
        frame,
        _north(),
        _scale(view),
        *legend,
    ]
    return drawing(parts, WIDTH, height, found.alt), WIDTH, height


@dataclass(frozen=True)
class _View:
    """From metres to units of the drawing."""

    west: float
    north: float
    scale: float  # units per metre
    height: float

    @classmethod
    def around(cls, found: Map) -> _View:
        """What is meant and every point, with a margin; the surroundings only as far as they are in sight."""
        meant = [area for area in found.areas if area.look != "around"]
        seen = [(point.x, point.y) for point in found.points]
        seen += [corner for area in meant or found.areas for ring in area.rings for corner in ring]
        west, east = min(x for x, _ in seen), max(x for x, _ in seen)
        south, north = min(y for _, y in seen), max(y for _, y in seen)
        wide, high = max(east - west, 200.0) * (1 + 2 * MARGIN), max(north - south, 120.0) * (1 + 2 * MARGIN)
        height = min(max(WIDTH * high / wide, LOWEST), HIGHEST)
        scale = min(WIDTH / wide, height / high)
        middle = ((west + east) / 2, (south + north) / 2)
        return cls(middle[0] - WIDTH / 2 / scale, middle[1] + height / 2 / scale, scale, height)

    def at(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.west) * self.scale, (self.north - y) * self.scale

    def path(self, rings: Iterable[Ring]) -> str:
        return "".join("M" + "L".join("{:.1f} {:.1f}".format(*self.at(*corner)) for corner in ring) + "Z" for ring in rings)

    def holds(self, x: float, y: float) -> bool:
        return 0 <= x <= WIDTH and 0 <= y <= self.height


LOOKS: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "around": ({"fill": "none", "stroke": "#5a5a5a", "stroke_width": 1.1, "stroke_dasharray": "7 4"},),
    "fringe": (
        {"fill": "url(#hatch)", "fill_opacity": 0.55, "stroke": "#1d4e63", "stroke_width": 1.2, "stroke_dasharray": "3 2"},
    ),
    "core": ({"fill": "#d3e6ee", "stroke": "#1d4e63", "stroke_width": 2.2},),
}


def _areas(areas: Sequence[Area], view: _View) -> list[str]:
    drawn = []
    for look in ("core", "fringe", "around"):
        for area in areas:
            if area.look == look:
                path = view.path(area.rings)
                drawn += [element("path", d=path, fill_rule="evenodd", stroke_linejoin="round", **style) for style in LOOKS[look]]
    return drawn


def _points(found: Map, view: _View) -> list[str]:
    """Dots where things are, and marks beside them that do not cover each other, joined by a line."""
    dots = [(point, *view.at(point.x, point.y)) for point in found.points]
    letters = [(area, *view.at(*area.at)) for area in found.areas if area.mark and area.at]
    letters = [held for held in letters if view.holds(*held[1:])]
    marked = [dot for dot in dots if dot[0].mark]
    homes = [(x, y) for _, x, y in [*marked, *letters]]
    texts = [point.mark for point, _, _ in marked] + [area.mark for area, _, _ in letters]
    places = spread(homes, [mark_width(text) for text in texts], WIDTH, view.height)
    lines, marks = [], []
    for number, ((x, y), (to_x, to_y), text) in enumerate(zip(homes, places, texts, strict=True)):
        is_letter = number >= len(marked)
        shape = "letter" if is_letter else "diamond" if marked[number][0].edge else "circle"
        if not is_letter and math.hypot(x - to_x, y - to_y) > 4:
            lines.append(element("path", d=f"M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}", stroke=INK, stroke_width=0.8))
            lines.append(element("circle", cx=x, cy=y, r=2.2, fill=INK))
        marks.append(mark(text, to_x, to_y, shape))
    plain = [element("circle", cx=x, cy=y, r=2.6, fill=INK, stroke=PALE, stroke_width=0.6) for point, x, y in dots if not point.mark]
    return [*plain, *lines, *reversed(marks)]


def _north() -> str:
    x, y = WIDTH - 24, 18
    arrow = element("path", d=f"M{x} {y}l7 20l-7 -5l-7 5z", fill=INK)
    ground = element("rect", x=x - 13, y=y - 10, width=26, height=48, fill=PALE, fill_opacity=0.85)
    return ground + arrow + label("N", x, y + 34, text_anchor="middle", font_weight="bold")


def _scale(view: _View) -> str:
    """The longest round length that is at most a fifth of the map."""
    most = WIDTH / 5 / view.scale
    power = 10 ** math.floor(math.log10(most))
    metres = max(step * power for step in STEPS if step * power <= most)
    long, y = metres * view.scale, view.height + 15
    said = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    bar = element("path", d=f"M6 {y - 5:.1f}V{y:.1f}H{6 + long:.1f}V{y - 5:.1f}", fill="none", stroke=INK, stroke_width=1.6)
    return bar + label(said, 12 + long, y + 1)


def _legend(found: Map, top: float) -> tuple[list[str], int]:
    """What the looks on this map mean, side by side under it, and in how many lines."""
    looks = {area.look for area in found.areas} | {"edge" if p.edge else "point" for p in found.points if p.mark}
    looks |= {"dot"} if any(not point.mark for point in found.points) else set()
    x, y, lines, drawn = 190.0, top + 15, 1, []
    for look in ("core", "fringe", "around", "point", "edge", "dot"):
        if look not in looks or look not in found.legend:
            continue
        text = found.legend[look]
        wide = 34 + 5.9 * len(text)
        if x + wide > WIDTH:
            x, y, lines = 190.0, y + LINE, lines + 1
        drawn += [_swatch(look, x, y), label(text, x + 26, y)]
        x += wide + 8
    return drawn, lines


def _swatch(look: str, x: float, y: float) -> str:
    if look in LOOKS:
        return "".join(element("rect", x=x, y=y - 10, width=20, height=12, **style) for style in LOOKS[look])
    if look == "dot":
        return element("circle", cx=x + 10, cy=y - 4, r=2.6, fill=INK)
    shape = "diamond" if look == "edge" else "circle"
    scaled = mark("1", 0.0, 0.0, shape)
    return element("g", scaled, transform=f"translate({x + 10:.1f} {y - 4:.1f}) scale(0.7)")
