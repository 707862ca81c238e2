"""A question's text as the rules see it, and the rules themselves (language_rules.yaml, question_rules.yaml), compiled once."""

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
QUESTIONS: Final = Path(__file__).parent / "question_rules.yaml"
PLACE: Final = "¤"
KIND: Final = "§"
ACTOR: Final = "¶"
COOPERATION: Final = "¢"
LANGUAGES: Final = ("de", "en")

Pattern = re.Pattern[str]
Span = tuple[int, int]


class KindRule(NamedTuple):
    """A kind of actor: how it is said, and which longer words mean it and say more."""

    code: str
    words: Pattern
    heads: Pattern | None


class QuestionRule(NamedTuple):
    """A question of the catalogue: alternatives, each a list of patterns that must all occur; see question_rules.yaml."""

    id: str
    alone: bool
    free: bool
    plain: bool
    topic: bool
    otherwise: str
    consumes: bool
    over: frozenset[str]
    wants: tuple[str, ...]
    alternatives: Mapping[str, tuple[tuple[Pattern, ...], ...]]
    words: Mapping[str, tuple[Pattern, ...]]
    names: Mapping[str, tuple[Pattern, ...]]
    values: Mapping[str, Mapping[str, Pattern]]


@dataclass(frozen=True)
class Rules:
    """Everything in language_rules.yaml, per language."""

    function_words: Mapping[str, frozenset[str]]
    qualifiers: Mapping[str, frozenset[str]]
    weak_words: frozenset[str]
    beyond: Mapping[str, Pattern]
    place_prepositions: Mapping[str, frozenset[str]]
    verified: Mapping[str, Pattern]
    questions: tuple[QuestionRule, ...]
    articles: frozenset[str]
    name_ends: frozenset[str]
    kinds: Mapping[str, tuple[KindRule, ...]]
    kind_codes: tuple[str, ...]
    spelt: Mapping[str, str]


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
    """Read and compile both files of rules."""
    raw = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    asked = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    return Rules(
        function_words={lang: frozenset(raw["function_words"][lang].split()) for lang in LANGUAGES},
        qualifiers={lang: frozenset(raw["qualifiers"][lang].split()) for lang in LANGUAGES},
        weak_words=frozenset(raw["weak_words"]),
        beyond={lang: re.compile(raw["beyond"][lang]) for lang in LANGUAGES},
        place_prepositions={lang: frozenset(raw["place_prepositions"][lang]) for lang in LANGUAGES},
        verified={lang: re.compile(raw["verified"][lang]) for lang in LANGUAGES},
        questions=tuple(_question(entry) for entry in asked["questions"]),
        articles=frozenset(asked["articles"]),
        name_ends=frozenset(asked["name_ends"]),
        kinds={lang: tuple(_kind(code, entry, lang) for code, entry in raw["kinds"].items()) for lang in LANGUAGES},
        kind_codes=tuple(code for code in raw["kinds"] if code != "any"),
        spelt={word: code for code, words in raw["spelt"].items() for word in words.split()},
    )


def _question(entry: Mapping[str, Any]) -> QuestionRule:
    def compiled(texts: Sequence[str]) -> tuple[Pattern, ...]:
        return tuple(re.compile(text) for text in texts)

    words, names, values = (entry.get(part, {}) for part in ("words", "names", "values"))
    return QuestionRule(
        id=entry["id"],
        alone=entry.get("alone", False),
        free=entry.get("free", False),
        plain=entry.get("plain", False),
        topic=entry.get("topic", False),
        otherwise=entry.get("otherwise", ""),
        consumes=entry.get("consumes", False),
        over=frozenset(entry.get("over", ())),
        wants=tuple(entry.get("wants", ())),
        alternatives={lang: tuple(compiled(patterns) for patterns in entry[lang]) for lang in LANGUAGES},
        words={lang: compiled([rf"\b(?:{'|'.join(words[lang])})\b"] if words.get(lang) else ()) for lang in LANGUAGES},
        names={lang: compiled(names.get(lang, ())) for lang in LANGUAGES},
        values={lang: {code: re.compile(text) for code, text in values.get(lang, {}).items()} for lang in LANGUAGES},
    )


def _kind(code: str, entry: Mapping[str, Any], lang: str) -> KindRule:
    heads = entry.get("heads") if lang == "de" else None
    return KindRule(code, _whole_word(entry[lang]), _whole_word(heads) if heads else None)


def _whole_word(patterns: Sequence[str]) -> Pattern:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w-])")
