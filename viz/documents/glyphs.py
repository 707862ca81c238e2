"""Characters that the embedded fonts lack are spelt in Latin letters: a name is never an empty box on paper.

Which ones they have is asked of the typesetter, one character at a time, and remembered.
"""

from __future__ import annotations

import functools
import re

from anyascii import anyascii

from viz.documents.typesetting import PROBE, typeset

PLAIN = re.compile("[^\t\n -~\u00a0-\u017f\u0391-\u03c9\u0410-\u044f‐‑–—‘’‚“”„•…‰€·×½→\u200b\u200c\u200d]")
LONGEST = 22  # letters that may stand together without a place to break
BREAK = "\u200b"
MOST = 400  # different rare characters that are looked up; whatever comes after is spelt
_RUN = re.compile(rf"[^\s{BREAK}]{{{LONGEST},}}")


def printable(text: str, known: dict[str, str]) -> str:
    """The text in characters that can be printed, with places to break in what has none. `known` is filled."""
    return _RUN.sub(_breakable, PLAIN.sub(lambda found: _spelt(found.group(), known), text))


def _spelt(char: str, known: dict[str, str]) -> str:
    if char not in known:
        known[char] = char if len(known) < MOST and _has(char) else anyascii(char) or "\u25a1"
    return known[char]


@functools.lru_cache(maxsize=4096)
def _has(char: str) -> bool:
    return typeset(PROBE, {"lang": "de", "text": char}, strict=True) is not None


def _breakable(found: re.Match[str]) -> str:
    """Breaks after marks of an address or a file's name, and wherever a run is longer than a column."""
    text = re.sub(r"(?<=[/_.?&=@\-])(?=\w)", BREAK, found.group())
    return re.sub(rf"[^{BREAK}]{{{LONGEST}}}(?=[^{BREAK}]{{3}})", lambda run: run.group() + BREAK, text)
