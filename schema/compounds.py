"""German compounds, cut only along words that are known: "Mädchenfußball" = Mädchen + Fußball.

A word is cut only if it is covered without a rest, so "Transport" is never Sport. Parts that say nothing by
themselves ("Angebot", "Projekt") may take part but add nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

Concepts = tuple[str, ...]
Parts = tuple[tuple[str, Concepts], ...]

_LINKS: Final = ("", "s", "es", "n", "en", "er", "e")
_ENDINGS: Final = ("", "e", "en", "n", "s", "es", "er", "ern")
_SHORTEST: Final = 4
_MOST_PARTS: Final = 4


class Compounds:
    """Cuts folded words; `terms` are the vocabulary's single words, `neutral` the parts without a meaning here."""

    def __init__(
        self, terms: Mapping[str, Concepts], modifiers: Mapping[str, Concepts], neutral: Iterable[str]
    ) -> None:
        plain = frozenset(neutral)
        self._first: dict[str, Concepts] = {}
        self._last: dict[str, Concepts] = {}
        for word, concepts in terms.items():
            if len(word) >= _SHORTEST and word not in plain:
                for form in _modifier_forms(word):
                    self._first.setdefault(form, concepts)
                for ending in _ENDINGS:
                    self._last.setdefault(word + ending, concepts)
        self._first.update(terms_of_own(terms, plain))
        self._last.update(terms_of_own(terms, plain))
        for word in plain:
            self._first.update(dict.fromkeys((word + link for link in _LINKS), ()))
            self._last.update(dict.fromkeys((word + ending for ending in _ENDINGS), ()))
        self._first.update(modifiers)
        self.cuts = lru_cache(maxsize=200_000)(self._all_cuts)

    def _all_cuts(self, word: str) -> tuple[Parts, ...]:
        """The ways to cut a folded word into known parts, each with its concepts; the one with fewest parts first."""
        if len(word) < 2 * _SHORTEST:
            return ()
        cuts = [cut for cut in self._cuts(word, _MOST_PARTS) if len(cut) > 1 and any(c for _, c in cut)]
        return tuple(sorted(cuts, key=lambda cut: (len(cut), [-len(part) for part, _ in cut])))

    def _cuts(self, word: str, most: int) -> list[Parts]:
        found: list[Parts] = []
        if word in self._last:
            found.append(((word, self._last[word]),))
        if most > 1:
            for end in range(_SHORTEST, len(word) - _SHORTEST + 1):
                first = self._first.get(word[:end])
                if first is not None:
                    found.extend(((word[:end], first), *rest) for rest in self._cuts(word[end:], most - 1))
        return found

    def first_part(self, word: str) -> Concepts:
        """What a folded first half ("sozial" of "Sozial- und …") means."""
        return self._first.get(word, ())

    def tails(self, word: str) -> list[str]:
        """The known last parts of a folded word, longest first: what an open first half may share with it."""
        ends = [word[start:] for start in range(_SHORTEST, len(word) - _SHORTEST + 1)]
        return [end for end in ends if end in self._last]


def terms_of_own(terms: Mapping[str, Concepts], neutral: frozenset[str]) -> dict[str, Concepts]:
    """The words exactly as the vocabulary has them; they win over forms made from other words."""
    return {word: concepts for word, concepts in terms.items() if len(word) >= _SHORTEST and word not in neutral}


def _modifier_forms(word: str) -> list[str]:
    """How a word looks as the first part of a compound: Familie → familien, Schwimmen → schwimm."""
    forms = [word + link for link in _LINKS]
    if word.endswith("e"):
        forms.append(word[:-1])
    if word.endswith("en"):
        forms.append(word[:-2])
    if word.endswith(("ern", "eln")):
        forms.append(word[:-1])
    return [form for form in forms if len(form) >= _SHORTEST]
