"""Names of actors, places and offerings: one spelling to show, one key to compare.

The shown form keeps the words as written and only unifies quotes, spaces and 'e. V.'.
The key drops everything two offices write differently.
"""

from __future__ import annotations

import html
import re
from functools import cache

from rapidfuzz.distance import JaroWinkler

from schema.values.base import Kind, Scalar, ValueProblem, settle, squeeze
from schema.values.folding import data, words

_QUOTES = re.compile(r"[\"„“”‟«»]|''|,,")
_APOSTROPHE = re.compile(r"(?<=\w)[`´'](?=\w)")
_EV = re.compile(r"(?<![\w.])(?:e\.\s?v\b\.?|(?-i:eV)\b\.?)", re.IGNORECASE)
_ACRONYM = re.compile(r"\(\s*(?=[^\s)]*[A-ZÄÖÜ][^\s)]*[A-ZÄÖÜ])[^\s)]{2,10}\s*\)")
MAX_LENGTH = 500


def clean(raw: object) -> str | None:
    """One line, quotes as „…“, 'e. V.' in one form; None where no letter or digit is left."""
    text = settle(_typography, str(raw or ""))
    if len(text) > MAX_LENGTH:
        raise ValueProblem("name-too-long", f"A name has at most {MAX_LENGTH} characters.")
    return text if any(char.isalnum() for char in text) else None


def _typography(text: str) -> str:
    text = _APOSTROPHE.sub("’", _pair_quotes(squeeze(html.unescape(text))))
    return _EV.sub("e. V.", text).strip(" ,;-–\u2022")


def _pair_quotes(text: str) -> str:
    """Opening and closing marks in turn, whatever marks were mixed; a mark without partner goes."""
    outside, *rest = _QUOTES.split(text)
    pairs = list(zip(rest[0::2], rest[1::2], strict=False))
    for inside, after in pairs:
        quoted = f"„{inside.strip()}“" if inside.strip() else ""
        before = " " if outside[-1:].isalnum() else ""
        gap = " " if after[:1].isalnum() else ""
        outside = f"{outside}{before}{quoted}{gap}{after}"
    return squeeze(outside + "".join(rest[2 * len(pairs) :]))


@cache
def _forms() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    compiled = []
    for form in data("legal_forms"):
        glued = rf"|(?<=[^\W\d_])(?-i:{form['glued']})\b" if "glued" in form else ""
        pattern = rf"(?<![\w.])(?:{form['pattern']})(?![\w.]){glued}"
        compiled.append((re.compile(pattern, re.IGNORECASE), form["class"], form.get("keep", False)))
    return tuple(compiled)


def legal_form(name: str) -> tuple[str, str | None]:
    """(the name without its legal form, the form's class such as 'ev' or 'gmbh', or None)."""
    for pattern, code, keep in _forms():
        # The form follows the name: a match at the very beginning is a word of the name ("AG Kiez").
        found = [match for match in pattern.finditer(name) if keep or match.start() > 0]
        if found:
            bare = name if keep else _without(name, found)
            return squeeze(bare).strip(" ,;-–"), code
    return squeeze(name), None


def _without(name: str, found: list[re.Match[str]]) -> str:
    for match in reversed(found):
        name = f"{name[: match.start()]} {name[match.end() :]}"
    return re.sub(r"\(\s*\)", "", re.sub(r"\s+\)", ")", name))


@cache
def name_key(name: str) -> str:
    """What two spellings of one name share: folded, without legal form and (ACRONYM), abbreviations written out.

    >>> name_key("AWO Berlin, Kreisverband Süd-Ost e.V.")
    'arbeiterwohlfahrtberlinkreisverbandsuedost'
    """
    bare, _ = legal_form(name)
    full: dict[str, str] = data("abbreviations")
    found = words(_ACRONYM.sub(" ", bare).replace("&", " und ").replace("+", " und "))
    return "".join(full.get(word, word) for word in found).replace(" ", "")


def compare(left: Scalar, right: Scalar) -> float:
    """Likeness of the keys; 1.0 only for equal keys."""
    first, second = name_key(str(left)), name_key(str(right))
    if first == second:
        return 1.0
    return min(JaroWinkler.similarity(first, second), 0.99)


KIND = Kind("name", clean, compare)
