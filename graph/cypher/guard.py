"""The guard of free Cypher: what is asked only reads, reaches nothing outside, and sees nothing but the things of the network.

Things are nodes with the label Entity. Evidence, journal and decisions are nodes beside them that no relationship leads to,
so it is enough that every node pattern names a label of things: `guard` adds `:Entity` where none is named. The
databases look after it too: see `graph.cypher.plan` (Neo4j) and `graph.embedded` (its reader may not read other types).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.cypher.patterns import Patterns
from graph.cypher.tokens import NAME, Token, tokens, written
from schema.errors import QueryInvalid, QueryRefused
from schema.model import load_model

HINT = "Use MATCH … RETURN …"


@cache
def rules() -> dict[str, frozenset[str]]:
    """The lists of `allowed.yaml`, each as a set."""
    raw: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "allowed.yaml").read_text(encoding="utf-8"))
    flat = {
        key: [n for part in names for n in (part if isinstance(part, list) else [part])] for key, names in raw.items()
    }
    return {key: frozenset(str(name) for name in names) for key, names in flat.items()}


@cache
def labels() -> frozenset[str]:
    """The labels of things, with the label that all of them bear."""
    return frozenset(label for entity in load_model().entities() for label in entity.labels)


def guard(cypher: str) -> str:
    """The statement as it may be run. Raises QueryRefused for what this door does not do, QueryInvalid for no Cypher."""
    found = tokens(cypher)
    while found and found[-1].is_sign(";"):
        found.pop()
    if not found:
        raise QueryInvalid("There is no statement.", hint=HINT)
    if any(token.is_sign(";") for token in found):
        raise QueryRefused("Only one statement at a time.", hint=HINT)
    _check_words(found)
    _check_calls(found)
    return written(Patterns(found, labels(), rules()["internal"]).guarded())


def _check_words(found: list[Token]) -> None:
    first = found[0]
    if not first.is_word(*rules()["beginnings"]):
        raise QueryRefused(f"A statement cannot begin with {first.text.upper()} here: this door only reads.", hint=HINT)
    forbidden = rules()["forbidden"]
    for at, token in enumerate(found):
        if token.is_word(*forbidden) and not _is_key(found, at):
            raise QueryRefused(f"{token.text.upper()} is not allowed: this door only reads.", hint=HINT)


def _is_key(found: list[Token], at: int) -> bool:
    """A property, a key of a map, a label or a parameter that happens to be called like a clause."""
    before = found[at - 1] if at else None
    after = found[at + 1] if at + 1 < len(found) else None
    if before is None:
        return False
    if before.is_sign(".") or before.is_sign("$"):
        return True
    return after is not None and after.is_sign(":") and (before.is_sign("{") or before.is_sign(","))


def _check_calls(found: list[Token]) -> None:
    """Every function and procedure that is called is on its list, however its name is written."""
    procedures = set(_procedures(found))
    for _, name in procedures:
        if name not in rules()["procedures"]:
            raise QueryRefused(f"The procedure {name} is not allowed here.", hint=HINT)
    starts = {at for at, _ in procedures}
    for at, end, name in _names(found):
        if end >= len(found) or not found[end].is_sign("(") or at in starts:
            continue
        if end == at + 1 and found[at].is_word(*rules()["words"]):
            continue
        if name not in rules()["functions"]:
            raise QueryRefused(f"The function {name} is not allowed here.", hint="See the handbook for what is.")


def _procedures(found: list[Token]) -> Iterator[tuple[int, str]]:
    for at, token in enumerate(found):
        if token.is_word("call") and at + 1 < len(found) and found[at + 1].kind == NAME and not _is_key(found, at):
            yield at + 1, _dotted(found, at + 1)[1]


def _names(found: list[Token]) -> Iterator[tuple[int, int, str]]:
    """(start, end, name in lower case) of every name with its dots."""
    at = 0
    while at < len(found):
        if found[at].kind == NAME:
            end, name = _dotted(found, at)
            yield at, end, name
            at = end
        else:
            at += 1


def _dotted(found: list[Token], at: int) -> tuple[int, str]:
    parts = [found[at].word]
    at += 1
    while at + 1 < len(found) and found[at].is_sign(".") and found[at + 1].kind == NAME:
        parts.append(found[at + 1].word)
        at += 2
    return at, ".".join(parts)
