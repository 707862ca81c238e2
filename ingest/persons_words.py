"""Words as the recogniser of persons sees them: first names, titles, nouns, words of institutions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from schema.values import fold

_TOKEN = re.compile(
    r"Dipl\.(?:-\s?[^\W\d_]+\.?)+|[^\W\d_]\.(?=[\s\-]?[^\W\d_])|[^\W\d_]+(?:['’`-][^\W\d_]+)*(?:/(?:in|innen)\b)?\.?"
)
_LONG_ENDING = 4
_SHORTEST_NOUN = 7  # with an ending such as -ung: "Führung", but not "Maung"


@cache
def lexicon() -> Lexicon:
    """The word lists, read once."""
    raw: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("persons.yaml").read_text(encoding="utf-8"))
    return Lexicon({name: _folded(words) for name, words in raw.items()})


def _folded(words: str | Iterable[str]) -> frozenset[str]:
    return frozenset(fold(str(word)) for word in (words.split() if isinstance(words, str) else words))


@dataclass(frozen=True)
class Lexicon:
    """The lists of persons.yaml, folded."""

    lists: dict[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]

    @cached_property
    def any_first(self) -> frozenset[str]:
        return self["first_names"] | self["ambiguous"]

    @cached_property
    def endings(self) -> tuple[str, ...]:
        return tuple(self["noun_endings"])

    @cached_property
    def long_endings(self) -> tuple[str, ...]:
        return tuple(ending for ending in self["noun_endings"] | self["institutions"] if len(ending) >= _LONG_ENDING)

    @cached_property
    def long_before(self) -> tuple[str, ...]:
        return tuple(word for word in self["before"] if len(word) > _LONG_ENDING)


@dataclass(frozen=True)
class Token:
    """A word of the text, where it stands, and what stands between it and the word before."""

    text: str
    start: int
    end: int
    gap: str

    @cached_property
    def word(self) -> str:
        """Folded, without a final dot."""
        return fold(self.text).rstrip(".")

    @cached_property
    def parts(self) -> list[str]:
        return self.word.split("-")

    @property
    def adjacent(self) -> bool:
        """Only spaces before it."""
        return bool(self.gap) and not self.gap.strip(" \u00a0")

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @cached_property
    def initial(self) -> bool:
        return self.capital and self.text.endswith(".") and len(self.word) == 1

    @cached_property
    def first_name(self) -> bool:
        return self.capital and all(part in lexicon().any_first for part in self.parts)

    @cached_property
    def sure_first_name(self) -> bool:
        """A first name that is no word, place or plant as well; a double name is always one."""
        return self.first_name and (len(self.parts) > 1 or self.word not in lexicon()["ambiguous"])

    @cached_property
    def title(self) -> bool:
        words = lexicon()
        return (self.word in words["titles"] and self.text != "DR") or self.word.startswith(("dipl.", "dipl-"))

    @cached_property
    def honorific(self) -> bool:
        return self.capital and self.word in lexicon()["honorifics"]

    @cached_property
    def institution(self) -> bool:
        """Belongs to the name of a house, school, street, association ('Puschkin-Oberschule')."""
        last = self.parts[-1]
        return (
            last in lexicon()["institutions"]
            or (last.endswith("str") and len(last) > _LONG_ENDING)
            or (last.endswith(lexicon().long_endings) and not self.first_name)
        )

    @cached_property
    def noun(self) -> bool:
        """Surely no surname."""
        return self.institution or self.word in lexicon()["nouns"] or self.parts[-1] in lexicon()["nouns"]

    @cached_property
    def burg(self) -> bool:
        """Ends like an institution but also like many surnames ('Creutzburg', 'Neuhaus')."""
        exact = lexicon()["institutions"] | lexicon()["nouns"]
        return self.parts[-1].endswith(tuple(lexicon()["surname_endings"])) and self.parts[-1] not in exact

    @cached_property
    def perhaps_noun(self) -> bool:
        """Looks like a noun: 'Führung', but also the surname 'Hartung'."""
        word = self.parts[-1]
        long_enough = word.endswith(lexicon().long_endings) or len(word) >= _SHORTEST_NOUN
        return self.noun or (long_enough and word.endswith(lexicon().endings) and not self.first_name)

    @cached_property
    def role(self) -> bool:
        return self.word.removesuffix("/in") in lexicon()["roles"]

    @cached_property
    def surname_like(self) -> bool:
        letters = self.text.rstrip(".")
        shouting = letters.isupper() and len(letters) < 4
        return (
            self.capital and len(letters) > 1 and not (self.noun and not self.burg) and not shouting and not self.role
        )


def tokens(text: str) -> list[Token]:
    """The words of a text in order."""
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        found.append(Token(match.group(), match.start(), match.end(), text[end : match.start()]))
        end = match.end()
    return found
