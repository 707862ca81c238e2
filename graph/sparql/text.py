"""What a SPARQL text asks for, seen before anything is run: its form, its dataset, and whether it may be run at all.

Escapes of code points (`\\u0053`) are part of the language and come before parsing, so they are read first here too. Texts,
addresses and comments are put aside; what is left are words, and words can be judged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schema.errors import QueryInvalid, QueryRefused

_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_ASIDE = re.compile(
    r"<[^<>\"{}|^`\\\x00-\x20]*>"
    r"|'''(?:(?:''|')?(?:[^'\\]|\\.))*'''"
    r'|"""(?:(?:""|")?(?:[^"\\]|\\.))*"""'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|#[^\n\r]*",
    re.DOTALL,
)
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"])
LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Query:
    """`text` with its escapes read, `form` one of FORMS, `own_dataset`: it has a FROM clause."""

    text: str
    form: str
    own_dataset: bool


def read(text: str) -> Query:
    """The query of a text. Raises QueryRefused for updates and for other endpoints, QueryInvalid for what is no query."""
    if len(text) > LONGEST:
        raise QueryInvalid(f"The query is longer than {LONGEST:,} characters.")
    plain = unescaped(text)
    words = _words(plain)
    form = next((word for word in words if word in FORMS or word in UPDATES), "")
    if form in UPDATES:
        raise QueryRefused(
            f"{form} is an update: this endpoint only reads.", hint="Use SELECT, ASK, CONSTRUCT or DESCRIBE."
        )
    if "SERVICE" in words:
        raise QueryRefused(
            "SERVICE is not allowed: this endpoint asks no other one.", hint="Ask the other one yourself."
        )
    if not form:
        raise QueryInvalid("There is no query.", hint="Write SELECT, ASK, CONSTRUCT or DESCRIBE.")
    return Query(plain, form, "FROM" in words)


def unescaped(text: str) -> str:
    """The text with its code point escapes read. Raises QueryInvalid for a number that is no character."""

    def character(found: re.Match[str]) -> str:
        number = int(found[1] or found[2], 16)
        if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
            raise QueryInvalid(f"{found[0]} is no character.")
        return chr(number)

    return _CODEPOINT.sub(character, text)


def _words(text: str) -> list[str]:
    """The keywords in upper case, in order: no variables, no names with a prefix, nothing inside of texts."""
    bare = _ASIDE.sub(" ", text)
    return [
        found[0].upper()
        for found in re.finditer(r"[?$@]?[^\W\d][\w-]*|:[\w.%-]*", bare)
        if found[0][0] not in "?$@:" and not bare[found.end() :].startswith(":")
    ]
