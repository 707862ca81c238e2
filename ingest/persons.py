"""Taking persons out of free text and name cells.

    Persons().redact("Lesung mit Anna Muster; Eintritt frei")  ->  ("Lesung; Eintritt frei", ["Anna Muster"])

What is left stays readable: a preposition, label or role that only led to the name goes with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from ingest.persons_find import MOBILE, Span, find_spans, merged
from ingest.persons_words import lexicon, tokens
from schema.values import fold

_GAP = "\ue000"
_MOST_KNOWN = 2000
_SURNAME = 4
_END = r"(?=\s*(?:[;,.!)\n]|$|[-–]\s))"


class Persons:
    """Finds and removes persons. `known` are names from contact cells, which are always removed."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = _known_pattern(frozenset(known))

    def find(self, text: str) -> list[str]:
        """The persons and personal e-mail addresses of a text, as written."""
        return [text[start:end] for start, end in self._spans(text)]

    def redact(self, text: str) -> tuple[str, list[str]]:
        """The text without persons, and what was taken out."""
        spans = self._spans(text)
        if not spans:
            return text, []
        return _tidy(_cut(text, spans)), [text[start:end] for start, end in spans]

    def _spans(self, text: str) -> tuple[Span, ...]:
        spans = _unaided(text)
        if self._known is not None:
            spans = tuple(merged([*spans, *(match.span() for match in self._known.finditer(text))]))
        return spans


@lru_cache(maxsize=4096)
def _unaided(text: str) -> tuple[Span, ...]:
    """What the rules find; lists repeat the same words, and a text without capital letters, @ or a mobile number names nobody."""
    named = "@" in text or any(char.isupper() for char in text) or MOBILE.search(text)
    return tuple(find_spans(text)) if named else ()


@lru_cache(maxsize=256)
def _known_pattern(known: frozenset[str]) -> re.Pattern[str] | None:
    """A pattern of the known names in both orders, and of their surnames behind an initial or 'Frau'."""
    full: set[str] = set()
    last: set[str] = set()
    for name in sorted(known)[:_MOST_KNOWN]:
        words = [token for token in tokens(name) if not (token.honorific or token.title or token.initial)]
        words = [token for token in words if token.capital and not token.role and not token.noun][:4]
        texts = [re.escape(token.text.rstrip(".")) for token in words]
        if len(texts) > 1:
            comma = ", " in name and words[0].first_name is False
            full.add(r"\s+".join(texts))
            full.add(
                rf"{texts[-1]},?\s+" + r"\s+".join(texts[:-1]) if not comma else r"\s+".join([*texts[1:], texts[0]])
            )
        surname = words[0] if words and ", " in name else (words[-1] if words else None)
        if surname is not None and len(surname.text) >= _SURNAME:
            last.add(re.escape(surname.text.rstrip(".")))
    alternatives = [rf"(?<!\w)(?:{_either(full)})(?!\w)"] if full else []
    if last:
        before = r"(?:herrn?|frau|hr\.|fr\.|dr\.|prof\.|[^\W\d_]\.)"
        alternatives.append(rf"(?<!\w)(?:{before}\s*)+(?:[^\W\d_]\.\s*)*(?:{_either(last)})(?!\w)")
    return re.compile("|".join(alternatives), re.IGNORECASE) if alternatives else None


def _either(patterns: Iterable[str]) -> str:
    return "|".join(sorted(patterns, key=lambda pattern: (-len(pattern), pattern)))


def _cut(text: str, spans: Iterable[Span]) -> str:
    out, at = [], 0
    for start, end in spans:
        out += [text[at:start], _GAP]
        at = end
    return "".join([*out, text[at:]])


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Steps that turn gaps into readable text, in order."""
    words = lexicon()
    role = rf"(?:(?:{_either(map(re.escape, _written('roles')))})(?:/in)?)"
    lead = rf"(?:{_either(map(re.escape, words['dangling'] | {'für', 'der', 'dem', 'die'}))})"
    label = rf"(?:{_either(map(re.escape, _written('labels')))})[\w*/:()-]*"
    steps = [
        (rf"{_GAP}(?:\s*(?:,|/|&|;|\bund\b|\bu\.)\s*{_GAP})+", _GAP),
        (
            rf"{_GAP}\s*\((?:[^()]*\b(?:{role}|leitung|vorsitz\w*|geschäftsführung|presse|vorstand\w*|präsident\w*|sekretariat)\b[^()]*)\)",
            _GAP,
        ),
        (rf"{_GAP}\s*,\s*{role}{_END}", _GAP),
        (rf"{_GAP}(?:\s*(?:,|/|&|;|\bund\b|\bu\.)\s*{_GAP})+", _GAP),
        (rf"(?<![\w-])(?:{lead}\s+)*{role}\s+{_GAP}{_END}", ""),
        (rf"(?<![\w-])[\w-]*{label}\s*:?\s*{_GAP}{_END}", ""),
        (rf"[,;–-]?\s*(?<![\w-])(?:{lead}\s+)+{_GAP}{_END}", ""),
        (rf"(?:^|(?<=\n))\s*{_GAP}\s*[-–:,]\s+", ""),
        (rf"\s*[,;–-]\s+{_GAP}{_END}", ""),
        (rf"\(\s*{_GAP}\s*\)", ""),
        (rf"(?:^|(?<=\n))\s*{_GAP}\s*(?=\n|$)", ""),
        (_GAP, "…"),
        (r"\(\s*\)", ""),
        (r"[ \t]+([,;.!?)])", r"\1"),
        (r"([,;])(?:\s*[,;])+", r"\1"),
        (r"\(\s*[,;]\s*", "("),
        (r"(?:^|(?<=\n))[ \t]*[,;][ \t]*", ""),
        (r"[ \t]{2,}", " "),
        (r"[ \t]*\n[ \t]*", "\n"),
        (r"\n{3,}", "\n\n"),
        (r"^[\s,;:–-]+|[\s,;:–-]+$", ""),
    ]
    return tuple((re.compile(pattern, re.IGNORECASE), by) for pattern, by in steps)


@cache
def _written(name: str) -> frozenset[str]:
    """The words of a list folded and, for umlauts, as they are written."""
    folded = lexicon()[name]
    umlauts = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"))
    written = set(folded)
    for plain, umlaut in umlauts:
        written |= {word.replace(plain, umlaut) for word in written}
    return frozenset(written)


def _tidy(text: str) -> str:
    for pattern, by in _rules():
        text = pattern.sub(by, text)
    return text if fold(text).strip(" …") else ""
