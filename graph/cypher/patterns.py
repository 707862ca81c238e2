"""The node patterns of a statement, each made to name a label of things.

A parenthesis is a node pattern where a pattern can stand: after MATCH, at the start of EXISTS, COUNT and COLLECT, and
wherever a relationship touches it. Any other parenthesis is an expression, in which a variable is bound already.
"""

from __future__ import annotations

from graph.cypher.tokens import NAME, SIGN, Token
from schema.errors import QueryInvalid, QueryRefused

OPENING = {"(": ")", "[": "]", "{": "}"}
_ENDS = ("where", "return", "with", "unwind", "match", "optional", "call", "using", "union", "order", "yield", "finish")
_CLAUSES = ("match", "optional", "unwind", "with", "return", "call")
_SUBQUERIES = ("exists", "count", "collect")
ENTITY = (Token(SIGN, ":"), Token(NAME, "Entity", "entity"))


class Patterns:
    """The tokens of one statement with their brackets matched."""

    def __init__(self, found: list[Token], labels: frozenset[str], internal: frozenset[str]) -> None:
        self._found, self._labels, self._internal = found, labels, internal
        self._ends = _matched(found)
        self._starts = {end: start for start, end in self._ends.items()}
        self._put: dict[int, tuple[Token, ...]] = {}  # before this token
        self._gone: set[int] = set()

    def guarded(self) -> list[Token]:
        """The tokens with `:Entity` where a node pattern names no label of things. Raises QueryRefused for others."""
        for at, token in enumerate(self._found):
            if token.is_word("match") and not self._is_name(at):
                self._pattern(at + 1, len(self._found))
            elif (
                token.is_sign("{") and at and self._found[at - 1].is_word(*_SUBQUERIES) and not self._clause_at(at + 1)
            ):
                self._pattern(at + 1, self._ends[at])
        for at, token in enumerate(self._found):
            if token.is_sign("(") and self._touches_relationship(at):
                self._node(at)
            if (
                token.text in (":", "|", "&", "!")
                and token.kind == SIGN
                and at + 1 < len(self._found)
                and self._found[at + 1].kind == NAME
            ):
                self._check_internal([self._found[at + 1].name])  # in conditions too
        return [
            token
            for at, old in enumerate(self._found)
            for token in (*self._put.get(at, ()), *(() if at in self._gone else (old,)))
        ]

    def _is_name(self, at: int) -> bool:
        before = self._found[at - 1] if at else None
        return before is not None and (before.is_sign(".") or before.is_sign("$") or before.is_sign(":"))

    def _clause_at(self, at: int) -> bool:
        return self._found[at].is_word(*_CLAUSES)

    def _pattern(self, at: int, end: int) -> None:
        """Every parenthesis from here to the end of the pattern is a node, or a group of patterns."""
        while at < end:
            token = self._found[at]
            if token.kind == SIGN and token.text in "]})":
                return
            if token.is_word(*_ENDS) and not self._is_name(at):
                return
            if token.is_sign("("):
                if self._is_group(at):
                    self._pattern(at + 1, self._ends[at])
                else:
                    self._node(at)
            at = self._ends.get(at, at) + 1

    def _is_group(self, at: int) -> bool:
        """Patterns in a parenthesis: it begins with another one, or names the path inside of it."""
        first, second = self._found[at + 1], self._found[min(at + 2, len(self._found) - 1)]
        return first.is_sign("(") or (first.kind == NAME and (second.is_sign("=") or second.is_sign("(")))

    def _touches_relationship(self, at: int) -> bool:
        return self._relationship_after(self._ends[at]) or self._relationship_before(at)

    def _relationship_after(self, at: int) -> bool:
        following = [token.text for token in self._found[at + 1 : at + 4]]
        if following[:1] == ["<"]:
            following.pop(0)
        return len(following) > 1 and following[0] == "-" and following[1] in ("-", "[")

    def _relationship_before(self, at: int) -> bool:
        before = at - 1
        if before >= 0 and self._found[before].is_sign(">"):
            before -= 1
        if before < 1 or not self._found[before].is_sign("-"):
            return False
        last = self._found[before - 1]
        if last.is_sign("]"):
            opened = self._starts[before - 1]
            return opened > 0 and self._found[opened - 1].is_sign("-")
        return last.is_sign("-")

    def _node(self, at: int) -> None:
        """One node pattern: (variable :label {…} WHERE …), every part of which may be missing."""
        end = self._ends[at]
        here = at + 1
        if here < end and self._found[here].kind == NAME and not self._found[here].is_word("where", "is"):
            here += 1
        if here in self._put:
            return
        if here < end and (self._found[here].is_sign(":") or self._found[here].is_word("is")):
            self._labelled(here, end)
        elif here == end or self._found[here].is_word("where") or self._found[here].text in ("{", "$"):
            self._put[here] = ENTITY
        else:
            raise QueryInvalid(f"Not a node pattern near {self._found[here].text!r}.")

    def _labelled(self, at: int, end: int) -> None:
        """A label expression that is met by things only stays as it is; any other is held to things as well."""
        stop = at + 1
        while stop < end and not self._found[stop].is_sign("{") and not self._found[stop].is_word("where"):
            if self._found[stop].is_sign("$"):
                if stop + 1 < end and self._found[stop - 1].kind == NAME and self._found[stop + 1].kind == NAME:
                    break  # a parameter with properties
                raise QueryRefused("Labels that are put together are not allowed here.", hint="Write the label itself.")
            stop += 1
        said = self._found[at + 1 : stop]
        names = [token.name for token in said if token.kind == NAME]
        self._check_labels(names)
        signs = {token.text for token in said if token.kind == SIGN}
        if names and signs <= {":", "|", "&", "(", ")"}:
            return
        for place in range(at + 1, stop):
            if self._found[place].is_sign(":"):  # A:B is A&B
                self._put[place] = (Token(SIGN, "&"),)
                self._gone.add(place)
        self._put[at] = (Token(SIGN, ":"), ENTITY[1], Token(SIGN, "&"), Token(SIGN, "("))
        self._gone.add(at)
        self._put[stop] = (Token(SIGN, ")"),)

    def _check_labels(self, names: list[str]) -> None:
        self._check_internal(names)
        unknown = sorted(set(names) - self._labels)
        if unknown:
            raise QueryRefused(f"There is no label {unknown[0]}.", hint=f"Known: {', '.join(sorted(self._labels))}.")

    def _check_internal(self, names: list[str]) -> None:
        hidden = sorted(self._internal.intersection(names))
        if hidden:
            raise QueryRefused(
                f"{', '.join(hidden)} cannot be read here: evidence and the store's own notes are not part of the graph for research.",
                hint="Evidence is in /api/entities/{id} and in the provenance of the RDF exports.",
            )


def _matched(found: list[Token]) -> dict[int, int]:
    """Opening bracket -> closing one. Raises QueryInvalid where they do not match."""
    ends: dict[int, int] = {}
    open_: list[int] = []
    for at, token in enumerate(found):
        if token.kind != SIGN:
            continue
        if token.text in OPENING:
            open_.append(at)
        elif token.text in OPENING.values():
            if not open_ or OPENING[found[open_[-1]].text] != token.text:
                raise QueryInvalid(f"Not valid Cypher: {token.text} closes nothing.")
            ends[open_.pop()] = at
    if open_:
        raise QueryInvalid(f"Not valid Cypher: {found[open_[-1]].text} is not closed.")
    return ends
