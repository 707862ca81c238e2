"""Words of a text: how they are cut, folded and stemmed. Shared by everything that compares words."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import Final, NamedTuple

import snowballstemmer

_FOLDS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "á": "a", "’": "'"})
# A word, with the endings that name all genders (Schüler*innen, Schüler/-innen, SchülerInnen) or an English 's.
_WORD: Final = re.compile(
    r"([^\W_]+)(?:\s?/\s?-?\s?in(?:nen)?\b|[*:_·]in(?:nen)?\b|\(-?in(?:nen)?\)|['’]s\b)?", re.IGNORECASE
)
_INNER_CAPITAL: Final = re.compile(r"(?<=[a-zäöüß])In(?:nen)?$")
_BREAK: Final = re.compile(r"[,;\n|•!?:]")
_OPEN_END: Final = re.compile(r"\s?[-–]\s*(?:(?:und|oder|bzw\.|u\.|and|or)\s|[/&,]\s?)", re.IGNORECASE)
_ONE_AT_A_TIME: Final = threading.Lock()  # a stemmer keeps the word that it works on
_STEMMERS: Final = {"de": snowballstemmer.stemmer("german"), "en": snowballstemmer.stemmer("english")}


class Token(NamedTuple):
    """One word: as written, folded, its place, whether a break (comma, line end) stands before it, and whether it is
    the first half of "Kinder- und Jugendarbeit"."""

    text: str
    fold: str
    start: int
    end: int
    after_break: bool
    open_end: bool


def fold(text: str) -> str:
    """Lower case, umlauts and ß written out: `Fußball` and `FUSSBALL` become `fussball`."""
    return text.lower().translate(_FOLDS)


def tokens(text: str) -> list[Token]:
    """The words of a text in order; start and end count characters of the text as given."""
    found: list[Token] = []
    before = 0
    has_dash = "-" in text or "–" in text
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group(1)
        broken = bool(found) and start - before > 1 and _BREAK.search(text, before, start) is not None
        broken = broken or (start - before == 1 and text[before] in ",;\n|")
        open_end = has_dash and _OPEN_END.match(text, end) is not None
        found.append(Token(text[start:end], fold(_INNER_CAPITAL.sub("", word)), start, end, broken, open_end))
        before = end
    return found


@lru_cache(maxsize=200_000)
def stem(folded: str, lang: str) -> str:
    """The stem of a folded word by the Snowball rules of `de` or `en`."""
    if folded.isdecimal():
        return folded
    with _ONE_AT_A_TIME:
        return str(_STEMMERS[lang].stemWord(folded))


def bare(folded: str) -> str:
    """A folded word without its umlauts, so that `gaerten` and `garten` begin alike."""
    return folded.replace("ae", "a").replace("oe", "o").replace("ue", "u")
