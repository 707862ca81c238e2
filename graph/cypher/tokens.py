"""Cypher cut into tokens, so that a statement can be judged by what it says and not by how it is spelt.

Comments and white space go; a name in backticks becomes the name that it is. A backslash escape like `\\u0041`
outside of this reading is decoded by one database before it parses and by another only in texts: it is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schema.errors import QueryInvalid, QueryRefused

NAME, TEXT, NUMBER, SIGN = "name", "text", "number", "sign"
_TOKEN = re.compile(
    r"(?P<space>\s+|//[^\n\r]*|/\*.*?\*/)"
    r"|(?P<text>'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
    r"|(?P<quoted>`(?:[^`]|``)*`)"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<number>\d+(?:\.\d+)?\w*|\.\d+\w*)"
    r"|(?P<sign>[^\w\s'\"`])",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u", re.IGNORECASE)
_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0085\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


@dataclass(frozen=True, slots=True)
class Token:
    """`text` as written; `word` is the lower-case name, "" for what is no name; `quoted`: in backticks."""

    kind: str
    text: str
    word: str = ""
    quoted: bool = False
    spaced: bool = False  # white space or a comment stood before it

    def is_sign(self, sign: str) -> bool:
        return self.kind == SIGN and self.text == sign

    def is_word(self, *words: str) -> bool:
        """A keyword: a name in backticks is never one."""
        return self.kind == NAME and not self.quoted and self.word in words

    @property
    def name(self) -> str:
        """The name without its backticks."""
        return self.text[1:-1].replace("``", "`") if self.quoted else self.text


def tokens(cypher: str) -> list[Token]:
    """The tokens of a statement. Raises QueryRefused for escapes of characters, QueryInvalid for what is no token."""
    if _ESCAPE.search(cypher):
        raise QueryRefused("Escaped characters (\\u…) are not allowed here.", hint="Write the character itself.")
    if _ODD.search(cypher):
        raise QueryRefused("The statement holds invisible characters.", hint="Type it anew, without copying.")
    found: list[Token] = []
    at, spaced = 0, False
    while at < len(cypher):
        match = _TOKEN.match(cypher, at)
        if match is None:
            raise QueryInvalid(f"Not valid Cypher at character {at + 1}.", hint="Is a quotation mark missing?")
        at = match.end()
        if match.lastgroup != "space":
            found.append(_token(match, spaced))
        spaced = match.lastgroup == "space"
    return found


def _token(match: re.Match[str], spaced: bool) -> Token:
    kind, text = match.lastgroup, match.group()
    if kind == "quoted":
        return Token(NAME, text, text[1:-1].replace("``", "`").casefold(), quoted=True, spaced=spaced)
    if kind == "name":
        return Token(NAME, text, text.casefold(), spaced=spaced)
    if kind == SIGN and not text.isascii():  # one database takes a dash of any kind for a relationship
        raise QueryInvalid(
            f"{text!r} is no sign of Cypher.", hint="Write -, <, > and quotation marks as on a keyboard."
        )
    return Token(str(kind), text, spaced=spaced)


def written(found: list[Token]) -> str:
    """The statement from its tokens, each comment and each white space a single space."""
    return "".join(f" {token.text}" if token.spaced else token.text for token in found).strip()
