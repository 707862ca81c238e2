"""A name as the comparison sees it: its words with their worth, its numbers, its legal form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from ingest.matching.words import lexicon
from schema.values import legal_form
from schema.values.folding import fold

TELLING, COMMON = 1.0, 0.35
_DOTTED = re.compile(r"(?<![a-z0-9])(?:[a-z]\s?[./]\s?)+[a-z](?![a-z0-9])\.?")
_PARENTHESISED = re.compile(r"\(\s*([^()]{2,12})\s*\)")
_GLUED = re.compile(r"(?<=[a-zäöüß]{3})(?=(?:AG|SE|KG|UG|GmbH|gGmbH)\b)")
_APOSTROPHE = re.compile(r"(?<=\w)[’'`´](?=\w)")
_WORD = re.compile(r"[a-z0-9]+")
_NUMERALS = "i,ii,iii,iv,v,vi,vii,viii,ix,x,xi,xii,xiii,xiv,xv,xvi,xvii,xviii,xix,xx"
_ROMAN = {numeral: str(n) for n, numeral in enumerate(_NUMERALS.split(","), 1)}
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
NO_FORM = "none"


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a name without its legal form and grammar; `numbers` and `apart` must not contradict another's.

    `words` keep their order, `weights` say how telling each is, `full` has every word but the legal form (for initials),
    `kinds` the classes of things that words such as "Kita" name, `form` the class of the legal form or None.
    """

    words: tuple[str, ...]
    weights: tuple[float, ...]
    full: tuple[str, ...]
    numbers: frozenset[str]
    years: frozenset[str]
    apart: frozenset[str]
    kinds: frozenset[str]
    form: str | None
    acronym: str | None

    @property
    def core(self) -> tuple[str, ...]:
        """The telling words in order of the alphabet; all words where none is telling."""
        telling = [word for word, weight in zip(self.words, self.weights, strict=True) if weight >= TELLING]
        return tuple(sorted(telling or self.words))


@lru_cache(maxsize=262_144)
def parse(name: str) -> Name:
    """Take a name apart. Any alphabet is read in Latin letters."""
    bare, form = legal_form(_GLUED.sub(" ", name))
    found = _plain_words(_without_acronym(bare))
    found, foreign = _without_forms(found)
    words = _numbered([part for n, word in enumerate(found) for part in _written_out(word, last=n == len(found) - 1)])
    lex = lexicon()
    kept = [word for word in words if word not in lex.stop] or words
    digits = [word for word in kept if any(char.isdigit() for char in word)]
    return Name(
        words=tuple(word for word in kept if word not in digits),
        weights=tuple(COMMON if word in lex.common else TELLING for word in kept if word not in digits),
        full=tuple(words),
        numbers=frozenset(word for word in digits if not _YEAR.fullmatch(word)),
        years=frozenset(word for word in digits if _YEAR.fullmatch(word)),
        apart=frozenset(word for word in kept if word in lex.apart),
        kinds=frozenset(lex.kinds[word] for word in kept if word in lex.kinds)
        | frozenset(kind for word in kept for kind in lex.wider.get(word, ())),
        form=None if (form or foreign) == NO_FORM else (form or foreign),
        acronym=_acronym(bare),
    )


def _plain_words(text: str) -> list[str]:
    text = anyascii(fold(_APOSTROPHE.sub("", text).replace("&", " und ").replace("+", " und "))).casefold()
    return _WORD.findall(_DOTTED.sub(lambda match: re.sub(r"[./\s]", "", match[0]) + " ", text))


def _without_acronym(name: str) -> str:
    """'Verein für ambulante Versorgung (VaV)' says the same thing twice."""

    def drop(match: re.Match[str]) -> str:
        capitals = [char for char in match[1] if char.isupper()]
        return " " if len(capitals) > 1 and " " not in match[1].strip() else match[0]

    without = _PARENTHESISED.sub(drop, name)
    return without if any(char.isalpha() for char in without) else name


def _without_forms(words: list[str]) -> tuple[list[str], str | None]:
    """Cut legal forms off the end and, where they may stand there, off the beginning; never the whole name."""
    lex, found = lexicon(), NO_FORM
    rest = list(words)
    changed = True
    while changed:
        changed = False
        for size in range(min(lex.longest_form, len(rest) - 1), 0, -1):
            last, first = lex.forms.get(tuple(rest[-size:])), lex.forms.get(tuple(rest[:size]))
            if last is not None:
                rest, found, changed = rest[:-size], last if found == NO_FORM else found, True
            elif first is not None and rest[0] in lex.front:
                rest, found, changed = rest[size:], first if found == NO_FORM else found, True
            if changed:
                break
    return rest, None if found == NO_FORM else found


def _written_out(word: str, *, last: bool) -> tuple[str, ...]:
    """A single letter at the end is no abbreviation: 'Studio F'."""
    return (word,) if last and len(word) == 1 else lexicon().full.get(word, (word,))


def _numbered(words: list[str]) -> list[str]:
    """Numbers in words and roman numerals as digits: 'forty four' is 44, 'II' is 2, a last 'V' is 5."""
    lex, found = lexicon(), list[str]()
    for n, word in enumerate(words):
        number = lex.numbers.get(word) or re.sub(r"^(\d+)(?:st|nd|rd|th)$", r"\1", word)
        if number == word and word in _ROMAN and (len(word) > 1 or 0 < n == len(words) - 1):
            number = _ROMAN[word]
        number = (number.lstrip("0") or "0") if number.isdigit() else number
        previous = found[-1] if found else ""
        if (
            number.isdigit()
            and len(number) == 1
            and previous.isdigit()
            and len(previous) == 2
            and previous[1] == "0"
            and words[n - 1] in lex.numbers
        ):
            found[-1] = str(int(previous) + int(number))
        else:
            found.append(number)
    return found


def _acronym(bare: str) -> str | None:
    """The name itself where it is one word of capitals ('KJHV', 'SPIK'), folded."""
    letters = re.sub(r"[^\w]", "", bare)
    short = 2 <= len(letters) <= 6 and letters.isalpha()
    return fold(letters) if short and " " not in bare.strip() and sum(char.isupper() for char in letters) >= 2 else None
