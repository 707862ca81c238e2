"""Actors and cooperations by the names people use for them: found whole in a sentence, or resolved from a part of a name.

A name is found in a sentence only where it stands there in full (its legal form may be missing), so ordinary words are
never taken for somebody. A part of a name ("Caritas"), or a misspelt one, comes back as candidates unless one alone fits.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process

from graph.store import Store
from schema.text import fold, stem

KINDS = ("Actor", "Department", "Cooperation")
MISSPELT = 88
MOST_WORDS = 9
SHORTEST_BEGINNING = 5
CANDIDATES = 8
GENERIC = frozenset(
    stem(word, "de")
    for words in (
        "netzwerk runde runder tisch buendnis arbeitskreis ag arbeitsgruppe kiezrunde verbund allianz forum rat",
        "arbeitsgemeinschaft gruppe stammtisch konferenz initiative fuer der die das in im am",
    )
    for word in words.split()
)
# In few rows of many names each: a row is a message of its own.
NAMES = (
    "MATCH (e:{label}) WHERE e.ended IS NULL AND e.name IS NOT NULL WITH e ORDER BY e.id "
    "RETURN left(e.id, 1) AS part, collect([e.id, e.type, e.name, e.alternative_names]) AS rows ORDER BY part"
)
WORD = re.compile(r"[^\W_]+")
LEGAL = frozenset(["ev", "gmbh", "ggmbh", "eg", "ag", "ug", "mbh", "gug", "kg"])
REGISTERED = re.compile(r"(?<!\w)e\.\s?V\.?(?!\w)")
TAIL = re.compile(r"\s*(?:e\.\s?V\.?|gGmbH|GmbH|eG|AG|UG)(?!\w)")


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a name means: `reason` is 'name', 'part' or 'spelling'."""

    id: str
    label: str
    type: str
    reason: str


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name that stands in a text from `start` to `end`."""

    start: int
    end: int
    candidates: tuple[Named, ...]


class Names:
    """The names of a store's living actors and cooperations. Read once; `revision` is the store's then."""

    def __init__(self, store: Store, revision: int) -> None:
        self.revision = revision
        self._by_key: dict[tuple[str, ...], list[Named]] = defaultdict(list)
        self._by_id: dict[str, Named] = {}
        for kind in ("Actor", "Cooperation"):
            for part in store.read(NAMES.format(label=kind)):
                for id, type, name, others in part["rows"]:
                    named = Named(id, name, type or kind, "name")
                    for said in {name, *(others or ())}:
                        self._add(words(said), named)
        self._shorten()

    def _shorten(self) -> None:
        """A cooperation is also called by its name without the last word ("Präventionsrat" for "Präventionsrat Musterau"),
        where that says more than what kind of thing it is and means no other."""
        short: dict[tuple[str, ...], list[Named]] = defaultdict(list)
        for key, known in self._by_key.items():
            cooperations = [named for named in known if named.type == "Cooperation"]
            if cooperations and len(key) > 1 and not GENERIC.issuperset(key[:-1]):
                short[key[:-1]] += cooperations
        for key, known in short.items():
            if len(known) == 1 and key not in self._by_key:
                self._add(key, known[0])

    def _add(self, key: tuple[str, ...], named: Named) -> None:
        if key:
            self._by_id.setdefault(named.id, named)
            known = self._by_key[key]
            if not known or all(one.id != named.id for one in known):
                known.append(named)

    @cached_property
    def _by_word(self) -> dict[str, set[tuple[str, ...]]]:
        """Only a part of a name, or a misspelt one, needs this."""
        found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for key in self._by_key:
            for word in key:
                found[word].add(key)
        return found

    def spans(self, text: str, ordinary: Callable[[str], bool] = lambda _word: False) -> list[NameSpan]:
        """The names that stand in a text in full, longest first, none overlapping, in order of place.

        `ordinary` tells words that are no name by themselves; a name of only such words is not found, unless in quotes.
        """
        found: list[NameSpan] = []
        tokens = [(m.start(), m.end(), fold(m.group())) for m in WORD.finditer(text)]
        taken: set[int] = set()
        for size in range(min(MOST_WORDS, len(tokens)), 0, -1):
            for at in range(len(tokens) - size + 1):
                place = set(range(at, at + size))
                said = [word for _, _, word in tokens[at : at + size]]
                known = self._by_key.get(tuple(stem(word, "de") for word in said)) if not taken & place else None
                if not known or (all(ordinary(word) for word in said) and not _quoted(text, tokens[at][0])):
                    continue
                end = tokens[at + size - 1][1]
                tail = TAIL.match(text, end)
                found.append(NameSpan(tokens[at][0], tail.end() if tail else end, tuple(known)))
                taken |= place
        return sorted(found, key=lambda span: span.start)

    def by_id(self, id: str) -> list[Named]:
        """The thing of that id, as a list of one; none where it is not known."""
        return [self._by_id[id]] if id in self._by_id else []

    def resolve(self, text: str, kinds: Iterable[str] = KINDS) -> list[Named]:
        """What a name or a part of one means: one sure thing, or candidates with reasons (never one that is only alike)."""
        wanted, key = frozenset(kinds), words(text)
        if not key:
            return []
        exact = _of(self._by_key.get(key, ()), wanted)
        if exact:
            return exact
        near = self._parts(key, wanted)
        return near or self._misspelt(text, key, wanted)

    def known(self, text: str, kinds: Iterable[str], whole: bool) -> bool:
        """Does somebody bear this name, or (not `whole`) a name that has all its words?"""
        wanted, key = frozenset(kinds), words(text)
        if GENERIC.issuperset(key):
            return False
        if whole:
            return bool(_of(self._by_key.get(key, ()), wanted))
        holding = set.intersection(*(self._by_word.get(word, set()) for word in key))
        return any(_of(self._by_key[known], wanted) for known in holding)

    def _parts(self, key: tuple[str, ...], wanted: frozenset[str]) -> list[Named]:
        """Names that hold all the words, or longer words that begin so ("Caritas" and "Caritasverband")."""
        common = set.intersection(*(self._holding(word) for word in key))
        found = {named.id: named for known in sorted(common) for named in _of(self._by_key[known], wanted)}
        return [Named(n.id, n.label, n.type, "part") for n in found.values()]

    def _holding(self, word: str) -> set[tuple[str, ...]]:
        found = set(self._by_word.get(word, ()))
        if len(word) >= SHORTEST_BEGINNING:
            start = bisect_left(self._words, word)
            for longer in self._words[start:]:
                if not longer.startswith(word):
                    break
                found |= self._by_word[longer]
        return found

    @cached_property
    def _words(self) -> list[str]:
        return sorted(self._by_word)

    def _misspelt(self, text: str, key: tuple[str, ...], wanted: frozenset[str]) -> list[Named]:
        wording = {known: " ".join(known) for known in self._by_key}
        near = process.extract(" ".join(key), wording, scorer=fuzz.ratio, score_cutoff=MISSPELT, limit=CANDIDATES)
        found = {n.id: n for _, _, known in near for n in _of(self._by_key[known], wanted)}
        return [Named(n.id, n.label, n.type, "spelling") for n in found.values()]


def words(name: str) -> tuple[str, ...]:
    """The stems of a name's words ("Runder Tisch" in "im Runden Tisch"), without the legal form at its end."""
    found = WORD.findall(REGISTERED.sub(" ", name) if "V" in name else name)
    while len(found) > 1 and fold(found[-1]) in LEGAL:
        found.pop()
    return tuple(map(_stem, found))


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    return stem(fold(word), "de")


def _of(known: Iterable[Named], wanted: frozenset[str]) -> list[Named]:
    return [named for named in known if named.type in wanted]


def _quoted(text: str, start: int) -> bool:
    return start > 0 and text[start - 1] in "„“\"»«'‚"
