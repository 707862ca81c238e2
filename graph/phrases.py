"""A question's text as the rules see it, and the rules themselves (language_rules.yaml), compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from schema.text import fold

RULES: Final = Path(__file__).parent / "language_rules.yaml"
PLACE: Final = "¤"
KIND: Final = "§"
LANGUAGES: Final = ("de", "en")

Pattern = re.Pattern[str]
Span = tuple[int, int]


class KindRule(NamedTuple):
    """A kind of actor: how it is said, and which longer words mean it and say more."""

    code: str
    words: Pattern
    heads: Pattern | None


class QuestionRule(NamedTuple):
    """A question of the catalogue: alternatives, each a list of patterns that must all occur."""

    id: str
    alone: bool
    alternatives: Mapping[str, tuple[tuple[Pattern, ...], ...]]


@dataclass(frozen=True)
class Rules:
    """Everything in language_rules.yaml, per language."""

    function_words: Mapping[str, frozenset[str]]
    qualifiers: Mapping[str, frozenset[str]]
    weak_words: frozenset[str]
    beyond: Mapping[str, Pattern]
    place_prepositions: Mapping[str, frozenset[str]]
    questions: tuple[QuestionRule, ...]
    consumed_by: frozenset[str]
    actor: Mapping[str, tuple[Pattern, ...]]
    actor_articles: frozenset[str]
    kinds: Mapping[str, tuple[KindRule, ...]]
    kind_codes: tuple[str, ...]


class Folded:
    """A text in folded letters that still knows where each letter stood; parts can be put out of sight."""

    def __init__(self, text: str) -> None:
        self.text = text
        pieces = [fold(letter) for letter in text]
        self._origin = [at for at, piece in enumerate(pieces) for _ in piece] + [len(text)]
        self._letters = list("".join(pieces))

    def __str__(self) -> str:
        return "".join(self._letters)

    def hide(self, span: Span, sign: str) -> None:
        """Replace the letters of a span of the text by a sign."""
        for at, origin in enumerate(self._origin[:-1]):
            if span[0] <= origin < span[1]:
                self._letters[at] = sign

    def find(self, pattern: Pattern) -> Iterator[re.Match[str]]:
        """The pattern's matches in the folded letters."""
        return pattern.finditer(str(self))

    def span(self, found: re.Match[str], group: int | str = 0) -> Span:
        """Where a match stands in the text itself."""
        start, end = found.span(group)
        return self._origin[start], self._origin[end - 1] + 1 if end > start else self._origin[start]


def blank(text: str, spans: Sequence[Span]) -> str:
    """The text with the spans replaced by bars, so that every other letter keeps its place."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = "|" * (end - start)
    return "".join(letters)


@cache
def load_rules() -> Rules:
    """Read and compile language_rules.yaml."""
    raw = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    return Rules(
        function_words={lang: frozenset(raw["function_words"][lang].split()) for lang in LANGUAGES},
        qualifiers={lang: frozenset(raw["qualifiers"][lang].split()) for lang in LANGUAGES},
        weak_words=frozenset(raw["weak_words"]),
        beyond={lang: re.compile(raw["beyond"][lang]) for lang in LANGUAGES},
        place_prepositions={lang: frozenset(raw["place_prepositions"][lang]) for lang in LANGUAGES},
        questions=tuple(_question(entry) for entry in raw["questions"]),
        consumed_by=frozenset(raw["consumed_by"]),
        actor={lang: tuple(re.compile(pattern) for pattern in raw["actor"][lang]) for lang in LANGUAGES},
        actor_articles=frozenset(raw["actor_articles"]),
        kinds={lang: tuple(_kind(code, entry, lang) for code, entry in raw["kinds"].items()) for lang in LANGUAGES},
        kind_codes=tuple(code for code in raw["kinds"] if code != "any"),
    )


def _question(entry: Mapping[str, Any]) -> QuestionRule:
    alternatives = {
        lang: tuple(tuple(re.compile(pattern) for pattern in patterns) for patterns in entry[lang])
        for lang in LANGUAGES
    }
    return QuestionRule(entry["id"], entry.get("alone", False), alternatives)


def _kind(code: str, entry: Mapping[str, Any], lang: str) -> KindRule:
    heads = entry.get("heads") if lang == "de" else None
    return KindRule(code, _whole_word(entry[lang]), _whole_word(heads) if heads else None)


def _whole_word(patterns: Sequence[str]) -> Pattern:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w-])")
