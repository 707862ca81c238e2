"""Misspelt words, where it is clear which term was meant: "Hausaufgabenhife", "Jugendsprot"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from schema.compounds import Compounds

_SHORTEST: Final = 6
_LONG: Final = 10  # letters from which two slips are allowed
_SHORT: Final = (
    8  # letters up to which another letter makes another word ("Schuhe", "Schule"): only swaps and gaps count
)


class Spelling:
    """Finds the one of the folded `terms` (with the concepts each names) that a misspelt word stands for."""

    def __init__(self, terms: Mapping[str, frozenset[str]], compounds: Compounds, never: frozenset[str]) -> None:
        self._terms = terms
        self._by_first: dict[str, list[str]] = {}
        for word in terms:
            if len(word) >= _SHORTEST - 1:
                self._by_first.setdefault(word[0], []).append(word)
        self._compounds = compounds
        self._never = never

    def meant(self, word: str) -> str | None:
        """The word that was meant, a term or a compound; None where it is not clear."""
        if len(word) < _SHORTEST or word in self._never or not word.isalpha():
            return None
        return self._nearest(word) or self._compound(word)

    def _nearest(self, word: str) -> str | None:
        slips = 2 if len(word) >= _LONG else 1
        near = process.extract(word, self._by_first.get(word[0], ()), scorer=OSA.distance, score_cutoff=slips, limit=5)
        clear = [(known, distance) for known, distance, _ in near if is_slip(word, known)]
        best = [known for known, distance in clear if distance == clear[0][1]]
        return best[0] if len({self._terms[known] for known in best}) == 1 else None

    def _compound(self, word: str) -> str | None:
        """A compound whose first part is written right and whose last has a slip."""
        for end in range(len(word) - (_SHORTEST - 1), 3, -1):
            last = self._nearest(word[end:]) if self._compounds.first_part(word[:end]) else None
            if last is not None:
                return word[:end] + last
        return None


def is_slip(word: str, known: str) -> bool:
    """Whether a near word is a slip of the pen: in a short one another letter makes another word."""
    return len(word) > _SHORT or len(word) != len(known) or sorted(word) == sorted(known)
