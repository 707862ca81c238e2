"""How well a heading names a field: "Tel.-Nr." a phone, "Name der Einrichtung" a facility."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from rapidfuzz import fuzz

from schema.values.folding import words

_FOLDER = Path(__file__).parent
_CAMEL = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")
_UNITS = re.compile(
    r"\[[^\]]*\]|\((?:in )?(?:€|eur|euro|m²|qm|jahre|jahren|years|optional|pflicht|pflichtfeld)\)", re.IGNORECASE
)
TYPO = 87  # rapidfuzz ratio, 0..100, from which a heading of six letters or more is a misspelt word
COMPOUND = 5  # letters that a word needs to be looked for inside compounds: "tel" is in "Hotel"
EXACT, INSIDE, COMPOUNDED, MISSPELT = 1.0, 0.75, 0.68, 0.8


class Named(NamedTuple):
    """How a heading names a field: 0..1, and by which word."""

    score: float
    word: str


NOT_NAMED = Named(0.0, "")


@cache
def load(name: str) -> dict[str, Any]:
    """A YAML file of this folder: `fields`, `kinds` or `words`."""
    loaded: dict[str, Any] = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def _vocabulary() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    return {
        field: [(tuple(words(str(phrase))), str(phrase)) for phrase in spec["words"]]
        for field, spec in load("fields").items()
    }


@cache
def is_heading(text: str) -> bool:
    """Is this a word that columns are headed by, or nearly so?"""
    return any(named.score >= INSIDE for named in named_fields(text).values())


@cache
def is_exact_heading(text: str) -> bool:
    """Is this word for word what columns are headed by? "Schule" is, "Schule Nord" names one."""
    return any(named.score >= EXACT for named in named_fields(text).values())


@cache
def named_fields(heading: str) -> Mapping[str, Named]:
    """Field -> how well the heading names it; fields that it does not name are left out."""
    said = tuple(words(_CAMEL.sub(" ", _UNITS.sub(" ", heading))))
    if not said:
        return {}
    found = {}
    for field, phrases in _vocabulary().items():
        best = max((_match(said, phrase, shown) for phrase, shown in phrases), default=NOT_NAMED)
        if best.score > 0:
            found[field] = best
    return found


def _match(said: tuple[str, ...], phrase: tuple[str, ...], shown: str) -> Named:
    if said == phrase or "".join(said) == "".join(phrase):
        return Named(EXACT, shown)
    place = _inside(said, phrase)
    if place is not None:
        # What stands last is what the column holds in German; what stands first is said most.
        telling = 0.1 if place in ("first", "last") else 0.0
        return Named(INSIDE + telling + 0.1 * len(phrase) / len(said), shown)
    if len(phrase) == 1:
        return _compound(said, phrase[0], shown)
    if len("".join(said)) >= 6 and fuzz.ratio(" ".join(said), " ".join(phrase)) >= TYPO + 3:
        return Named(MISSPELT, shown)
    return NOT_NAMED


def _inside(said: tuple[str, ...], phrase: tuple[str, ...]) -> str | None:
    size = len(phrase)
    for start in range(len(said) - size + 1):
        if said[start : start + size] == phrase:
            return "first" if start == 0 else "last" if start + size == len(said) else "middle"
    return None


def _compound(said: tuple[str, ...], word: str, shown: str) -> Named:
    best = 0.0
    for part in said:
        if len(part) >= 6 and abs(len(part) - len(word)) <= 2 and part[0] == word[0] and fuzz.ratio(part, word) >= TYPO:
            best = max(best, MISSPELT if len(said) == 1 else INSIDE - 0.05)
        if len(word) >= COMPOUND and len(part) > len(word):
            if part.endswith(word):
                best = max(best, COMPOUNDED)
            elif part.startswith(word):
                best = max(best, COMPOUNDED - 0.18)
    return Named(best, shown) if best else NOT_NAMED
