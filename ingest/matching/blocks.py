"""Blocks of actors, and what the verdict needs of a name. Only records of one block are ever merged without a person's word.

A block is coarser than the name: "Kita Sonnenschein" and "Sonnenschein" share one, so that two spellings at one address meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from ingest.matching.tokens import parse
from ingest.matching.words import lexicon
from schema.values import name_key

UNTELLING_KINDS = frozenset({"facility", "organisation", "association", "company", "welfare", "other"})
SHORTEST = 3  # letters that must be left of a name without its words for a kind


@cache
def _kind_words() -> re.Pattern[str]:
    known = {word for word in (*lexicon().kinds, *lexicon().wider) if len(word) > 4}
    words = sorted(known, key=lambda word: (-len(word), word))
    return re.compile("|".join(words))


@lru_cache(maxsize=262_144)
def actor_block(name: str) -> str:
    """The key of a name without the words that only say what kind of thing it is; the whole key where little is left.

    >>> actor_block("Kita Sonnenschein") == actor_block("Sonnenschein")
    True
    """
    key = name_key(name)
    rest = _kind_words().sub("", key)
    return rest if sum(char.isalpha() for char in rest) >= SHORTEST else key


def name_features(name: str, kinds: Iterable[object] = ()) -> dict[str, Any]:
    """What a verdict compares of a name: its key, its telling words, the kinds of things that its words name.

    `kinds` are those that the source declares; the ones that fit anybody are left out.
    """
    parsed = parse(name)
    numbers = sorted(parsed.numbers | parsed.years)
    found: dict[str, Any] = {"name": name_key(name), "core": " ".join([*parsed.core, *numbers])}
    if parsed.kinds:
        found["says"] = sorted(parsed.kinds)
    declared = {str(kind) for kind in kinds} - UNTELLING_KINDS
    if declared:
        found["kinds"] = sorted(declared)
    return found
