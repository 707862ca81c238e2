"""What the pictures share: SVG elements as escaped text, marks, and marks that keep clear of each other."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

WIDTH = 680.0
FONT = "Libertinus Serif, Georgia, serif"
INK, GREY, PALE = "#1b1b1b", "#5a5a5a", "#ffffff"
Numbers = NDArray[np.float64]
ROUNDS = 300


def element(name: str, content: str = "", /, **attributes: Any) -> str:
    """One element; attributes are escaped, `content` is markup already. `_` in a name stands for `-`."""
    said = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(_text(value))}"' for key, value in attributes.items())
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def _text(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def label(text: str, x: float, y: float, **attributes: Any) -> str:
    """A text at a point."""
    given = {"font_size": 12, "fill": INK, **attributes}
    return element("text", escape(text), x=x, y=y, font_family=FONT, **given)


def drawing(content: Sequence[str], width: float, height: float, alt: str) -> str:
    """The whole picture; it says what it shows."""
    inside = element("title", escape(alt)) + "".join(content)
    return element(
        "svg", inside, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_text(width)} {_text(height)}", role="img"
    )


def mark(text: str, x: float, y: float, shape: str) -> str:
    """A numbered mark: what it is, is told by its shape first, and by its colour too."""
    wide = mark_width(text) / 2
    fill, stroke, ink = LOOKS[shape]
    line: dict[str, Any] = {"fill": fill, "stroke": stroke, "stroke_width": 1.4}
    if shape == "circle":
        drawn = element("rect", x=x - wide, y=y - 9.0, width=wide * 2, height=18.0, rx=9.0, **line)
    elif shape == "square":
        drawn = element("rect", x=x - wide, y=y - 9.0, width=wide * 2, height=18.0, **line)
    elif shape == "letter":
        drawn = element("rect", x=x - wide, y=y - 9.0, width=wide * 2, height=18.0, rx=3.0, stroke_dasharray="3 2", **line)
    else:
        wide += 4
        ends = f"{_text(x - wide)},{_text(y)} {_text(x)},{_text(y - 12.0)} {_text(x + wide)},{_text(y)} {_text(x)},{_text(y + 12.0)}"
        drawn = element("polygon", points=ends, **line)
    return drawn + label(text, x, y + 4.0, font_size=11, text_anchor="middle", fill=ink, font_weight="bold")


LOOKS = {  # shape: fill, edge, ink
    "circle": ("#1d4e63", "#ffffff", "#ffffff"),
    "diamond": ("#ffffff", "#8a3b12", "#1b1b1b"),
    "square": ("#f6d9a8", "#6b4a00", "#1b1b1b"),
    "letter": ("#ffffff", "#5a5a5a", "#1b1b1b"),
}


def mark_width(text: str) -> float:
    """How wide a mark with that text is drawn."""
    return max(18.0, 8.0 + 6.2 * len(text))


def spread(points: Sequence[tuple[float, float]], sizes: Sequence[float], width: float, height: float) -> list[tuple[float, float]]:
    """Points moved as little as needed, so that marks of those widths (18 high) do not cover each other.

    Marks push each other apart along the line between them and are drawn back gently; without chance.
    """
    if not points:
        return []
    home = np.array(points, dtype=np.float64)
    turn = np.arange(len(home)) * 2.399963  # equal points part in different directions
    at = home + 0.01 * np.stack((np.cos(turn), np.sin(turn)), axis=1)
    reach = np.array(sizes, dtype=np.float64) / 2 + 2.0
    for number in range(ROUNDS):
        if number < ROUNDS * 2 // 3:
            at += (home - at) * 0.02
        at += _push(at, reach)
        at[:, 0] = np.clip(at[:, 0], reach + 1, width - reach - 1)
        at[:, 1] = np.clip(at[:, 1], 13.0, height - 13.0)
    return [(round(float(x), 1), round(float(y), 1)) for x, y in at]


def _push(at: Numbers, reach: Numbers) -> Numbers:
    """Half of what each pair overlaps, along the axis on which it overlaps less."""
    across = at[:, None, :] - at[None, :, :]
    over_x = reach[:, None] + reach[None, :] - np.abs(across[:, :, 0])
    over_y = 22.0 - np.abs(across[:, :, 1])
    hit = (over_x > 0) & (over_y > 0)
    np.fill_diagonal(hit, False)
    sideways = hit & (over_x <= over_y)
    upright = hit & ~sideways
    signs = np.where(across >= 0, 1.0, -1.0)
    x = (np.where(sideways, over_x, 0.0) * signs[:, :, 0]).sum(axis=1)
    y = (np.where(upright, over_y, 0.0) * signs[:, :, 1]).sum(axis=1)
    return np.stack((np.clip(x * 0.4, -12, 12), np.clip(y * 0.4, -12, 12)), axis=1)
