"""Free text: paragraphs stay, stray spaces and control characters go."""

from __future__ import annotations

import html
import re

from rapidfuzz import fuzz

from schema.values.base import Kind, Scalar, squeeze
from schema.values.folding import words


def clean(raw: object) -> str | None:
    """Text with single spaces and at most one empty line between paragraphs."""
    if raw is None:
        return None
    lines = [squeeze(line) for line in html.unescape(str(raw)).replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() or None


def compare(left: Scalar, right: Scalar) -> float:
    """Share of words that both texts have in common."""
    return fuzz.token_sort_ratio(" ".join(words(str(left))), " ".join(words(str(right)))) / 100


KIND = Kind("text", clean, compare)
