"""Cells that are filled and yet say nothing ("k. A.", "–"), the same as above ("dto."), or only yes or no ("x")."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_LONGEST = 24  # letters: what is longer is none of these


@cache
def _words(name: str) -> frozenset[str]:
    said = yaml.safe_load(Path(__file__).with_name("blanks.yaml").read_text(encoding="utf-8"))
    return frozenset(_folded(str(word)) for word in said[name])


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _is(name: str, value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST and _folded(value) in _words(name)


def is_blank(value: Any) -> bool:
    """Does the cell hold nothing: empty, or one of the words for it?"""
    if value is None:
        return True
    if not isinstance(value, str) or len(value) > _LONGEST:
        return isinstance(value, str) and not value.strip()
    folded = _folded(value)
    return not folded or folded in _words("nothing") or folded in _words("above")


def is_above(value: Any) -> bool:
    """Does the cell say that it holds the same as the one above? (Asked of every cell of a file: the first letter tells.)"""
    return isinstance(value, str) and 0 < len(value) <= _LONGEST and value[0] in _above_begins() and _is("above", value)


@cache
def _above_begins() -> frozenset[str]:
    return frozenset(letter for word in _words("above") for letter in (word[0], word[0].upper()))


def is_yes(value: Any) -> bool:
    """A tick: "x", "ja", "✓"."""
    return _is("ticked", value)


def is_no(value: Any) -> bool:
    """A missing tick: "nein", "geschlossen", or nothing."""
    return is_blank(value) or _is("unticked", value)
