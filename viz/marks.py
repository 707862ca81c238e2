"""How types look in a drawing: read from the page's own table (`web/app/marks.js`), so that there is one of it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "web" / "app" / "marks.js"
ENTRY = re.compile(r'^ {2}(\w+): \["(#[0-9a-f]{6})", (\w+)\(([\d., ]*)\)\],$', re.MULTILINE)
OTHER = re.compile(r'^const OTHER = \["(#[0-9a-f]{6})", circle\(([\d.]+)\)\];$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A colour, and a shape around (0, 0): its corners, or without any a circle of that radius (about 11 at most)."""

    colour: str
    radius: float
    corners: tuple[tuple[float, float], ...] = ()

    @property
    def svg(self) -> str:
        """The shape as an element of SVG."""
        if not self.corners:
            return f'<circle r="{self.radius:g}" fill="{self.colour}"/>'
        points = " ".join(f"{x:g},{y:g}" for x, y in self.corners)
        return f'<polygon points="{points}" fill="{self.colour}"/>'


def mark_of(type: str) -> Mark:
    """The mark of a type of the model."""
    found = _marks()
    return found.get(type, found[""])


@cache
def _marks() -> dict[str, Mark]:
    text = FILE.read_text(encoding="utf-8")
    other = OTHER.search(text)
    assert other is not None  # a test reads both from the page, too
    found = {"": Mark(other[1], float(other[2]))}
    for type, colour, shape, arguments in ENTRY.findall(text):
        numbers = [float(part) for part in arguments.split(",")]
        found[type] = (
            Mark(colour, numbers[0]) if shape == "circle" else Mark(colour, 11, tuple(SHAPES[shape](*numbers)))
        )
    return found


def _polygon(sides: float, radius: float, turn: float = 0) -> list[tuple[float, float]]:
    angles = [(n + turn) * 2 * math.pi / sides - math.pi / 2 for n in range(int(sides))]
    return [(round(radius * math.cos(angle), 2), round(radius * math.sin(angle), 2)) for angle in angles]


def _star(radius: float) -> list[tuple[float, float]]:
    inner = 0.45  # as the page has it
    return [
        (round(x * size, 2), round(y * size, 2))
        for n, (x, y) in enumerate(_unit(10))
        for size in [radius * (inner if n % 2 else 1)]
    ]


def _unit(sides: int) -> list[tuple[float, float]]:
    angles = [n * 2 * math.pi / sides - math.pi / 2 for n in range(sides)]
    return [(math.cos(angle), math.sin(angle)) for angle in angles]


def _cross(r: float, w: float) -> list[tuple[float, float]]:
    return [(-w, -r), (w, -r), (w, -w), (r, -w), (r, w), (w, w), (w, r), (-w, r), (-w, w), (-r, w), (-r, -w), (-w, -w)]


SHAPES: dict[str, Callable[..., list[tuple[float, float]]]] = {"polygon": _polygon, "star": _star, "cross": _cross}
