""" "Near X", "500 m um X": how far, and around what."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from graph.places.texts import data
from schema.values import fold

NEAR = 500.0  # metres that "near" means
FARTHEST = 20_000.0
_ARTICLE = r"(?:d(?:en|em|er|ie|as)|the)"


class Around(NamedTuple):
    """A disc: its radius in metres, and the place in its middle as it was said."""

    metres: float
    place: str


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?:{said})\s+(?:{_ARTICLE}\s+)?") for said in data("words")["around"])


def around(text: str) -> Around | None:
    """What a text that begins so means; None for every other."""
    words = text.split()
    folded = " ".join(map(fold, words))
    for pattern in _patterns():
        match = pattern.match(folded)
        if match and match.end() < len(folded):
            left = len(folded[match.end() :].split())
            return Around(_metres(match), " ".join(words[-left:]))
    return None


def begins_before(before: str) -> int | None:
    """Where such words begin that end a text, right before a place; None where there are none."""
    for match in reversed(list(re.finditer(r"\S+", before))):
        folded = " ".join(fold(before[match.start() :]).split()) + " "
        if len(folded.split()) > 7:
            return None
        if any(pattern.fullmatch(folded) for pattern in _patterns()):
            return _longest(before, match.start())
    return None


def _longest(before: str, start: int) -> int:
    """Of "within 500 m of" all, and not "of" alone: the farthest beginning that still fits."""
    for match in re.finditer(r"\S+", before[:start]):
        folded = " ".join(fold(before[match.start() :]).split()) + " "
        if any(pattern.fullmatch(folded) for pattern in _patterns()):
            return match.start()
    return start


def _metres(match: re.Match[str]) -> float:
    parts = match.groupdict()
    if not parts.get("number"):
        return NEAR
    metres = float(parts["number"].replace(",", ".")) * (1000 if parts["unit"].startswith("k") else 1)
    return min(max(metres, 1.0), FARTHEST)
