"""The words of names: what `words.yaml` knows about legal forms, abbreviations, kinds of things and telling words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Lexicon:
    """The lists of words.yaml, ready for look-up; phrases are tuples of folded words."""

    forms: dict[tuple[str, ...], str]
    front: frozenset[str]
    full: dict[str, tuple[str, ...]]
    stop: frozenset[str]
    kinds: dict[str, str]
    wider: dict[str, frozenset[str]]
    common: frozenset[str]
    apart: dict[str, int]
    numbers: dict[str, str]

    @property
    def longest_form(self) -> int:
        return max(map(len, self.forms))


@cache
def lexicon() -> Lexicon:
    """The word lists, read once."""
    raw: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
    kinds = {word: kind for kind, words in raw["kinds"].items() for word in words}
    return Lexicon(
        forms={tuple(phrase.split()): form for form, phrases in raw["forms"].items() for phrase in phrases},
        front=frozenset(raw["front"].split()),
        full={short: tuple(str(full).split()) for short, full in raw["full"].items()},
        stop=frozenset(raw["stop"].split()),
        kinds=kinds,
        wider={word: frozenset(classes) for word, classes in raw["wider"].items()},
        common=frozenset(raw["common"].split()) | kinds.keys(),
        apart={word: n for n, words in enumerate(raw["apart"]) for word in words},
        numbers={word: str(number) for word, number in raw["numbers"].items()},
    )
