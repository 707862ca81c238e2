"""Folding text for comparison: case, umlauts, accents, and data files that belong to the kinds."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"})
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Lower-case ASCII with German umlauts written out: 'Süd-Ost' becomes 'sued-ost'."""
    if text.isascii():
        return text.lower()
    composed = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    if composed.isascii():
        return composed
    decomposed = unicodedata.normalize("NFKD", composed)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """The folded words of a text, without punctuation."""
    return [word for word in _NOT_WORD.split(fold(text)) if word]


@cache
def data(name: str) -> Any:
    """The content of the YAML file of that name beside this module."""
    return yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"))
