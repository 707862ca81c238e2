"""Places in a sentence: only what is surely one, so that ordinary words stay what they are.

Areas are found by their names. A street is found by its exact name if that has two words or the ending of a street; with
a house number behind it, it is an address. A venue needs its exact name of two words or more, or quotes around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from graph.places.addresses import AddressSearch
from graph.places.areas import AreaIndex
from graph.places.around import begins_before
from graph.places.model import Candidate, PlaceSpan, candidate
from graph.places.streets import StreetIndex
from graph.places.texts import data
from graph.places.venues import VenueIndex
from schema.values.address import street_key

MAX_WORDS = 6
_WORD = re.compile(r"[\w'’.-]+")
_NUMBER = re.compile(r"\d{1,4}[a-z]?(?:[-–/]\d{0,4}[a-z]?)?", re.IGNORECASE)
_SUFFIX = re.compile(r"[a-h]", re.IGNORECASE)
_CODE = re.compile(r"\d{5}")
_QUOTED = re.compile(r"[„“\"»«]([^„“”\"»«]{3,80})[“”\"«»]")
_STREET_WORD = re.compile(r"(?:str|strasse)$")


class Word(NamedTuple):
    """A word of the text and where it stands."""

    start: int
    end: int
    text: str


class SentenceSearch:
    """Finds places in a text."""

    def __init__(self, areas: AreaIndex, streets: StreetIndex, addresses: AddressSearch, venues: VenueIndex) -> None:
        self._areas, self._streets, self._addresses, self._venues = areas, streets, addresses, venues

    def spans(self, text: str) -> list[PlaceSpan]:
        """The places named in a text in order, none overlapping. Misspelt ones only where there is no other."""
        words = [Word(m.start(), m.end(), m.group().strip(".'’-")) for m in _WORD.finditer(text)]
        taken: set[int] = set()
        found = self._quoted(text, words, taken)
        found += self._addressed(text, words, taken, numbered=True)  # before the area that is named like the street
        found += self._runs(words, taken, self._area)
        found += self._addressed(text, words, taken, numbered=False)
        found += self._runs(words, taken, self._venue)
        found += self._runs(words, taken, self._postal_code)
        found = sorted(found, key=lambda span: span.start) or self._misspelt(text, words, taken)
        return [_with_surroundings(span, text) for span in found]

    def _runs(
        self, words: Sequence[Word], taken: set[int], name: Callable[[Sequence[Word]], list[Candidate]]
    ) -> list[PlaceSpan]:
        """Runs of words that name something, the longest first."""
        found = []
        for size in range(min(MAX_WORDS, len(words)), 0, -1):
            for n in range(len(words) - size + 1):
                at = range(n, n + size)
                candidates = [] if taken & set(at) else name(words[n : n + size])
                if candidates:
                    found.append(PlaceSpan(words[n].start, words[n + size - 1].end, tuple(candidates)))
                    taken |= set(at)
        return found

    def _area(self, run: Sequence[Word]) -> list[Candidate]:
        return self._areas.named(" ".join(word.text for word in run))

    def _venue(self, run: Sequence[Word]) -> list[Candidate]:
        return self._venues.exact(" ".join(word.text for word in run)) if len(run) > 1 else []

    def _postal_code(self, run: Sequence[Word]) -> list[Candidate]:
        return postal_code(self._streets, run[0].text) if len(run) == 1 else []

    def _quoted(self, text: str, words: Sequence[Word], taken: set[int]) -> list[PlaceSpan]:
        found = []
        for match in _QUOTED.finditer(text):
            said = match[1]
            candidates = self._areas.named(said) or self._venues.exact(said) or self._addresses.exact(said)
            if candidates:
                found.append(PlaceSpan(match.start(1), match.end(1), tuple(candidates)))
                taken |= {n for n, word in enumerate(words) if match.start() <= word.start < match.end()}
        return found

    def _addressed(self, text: str, words: Sequence[Word], taken: set[int], *, numbered: bool) -> list[PlaceSpan]:
        """Streets with a house number behind them, or without one."""
        found = []
        for size in range(min(4, len(words)), 0, -1):
            for n in range(len(words) - size + 1):
                if taken & set(range(n, n + size)):
                    continue
                key = street_key(" ".join(word.text for word in words[n : n + size]))
                if not self._streets.knows(key):
                    continue
                last = self._number_behind(words, n + size, taken)
                if numbered != (last > n + size) or not self._is_street(key, size, numbered=numbered):
                    continue
                last = self._town_behind(words, last, taken) if last > n + size else last
                span = self._span(text, words, n, last) or self._span(text, words, n, n + size)
                if span:
                    found.append(span)
                    taken |= set(range(n, last))
        return found

    def _span(self, text: str, words: Sequence[Word], first: int, last: int) -> PlaceSpan | None:
        start, end = words[first].start, words[last - 1].end
        said = text[start:end].strip(" .,?!")
        candidates = self._addresses.exact(said) or self._addresses.nearest(said)
        return PlaceSpan(start, start + len(said), tuple(candidates)) if candidates else None

    def _number_behind(self, words: Sequence[Word], at: int, taken: set[int]) -> int:
        """The position behind the house number that follows; `at` where none does."""
        if at >= len(words) or at in taken or not _NUMBER.fullmatch(words[at].text):
            return at
        then = at + 1
        if then < len(words) and words[at].text.isdigit() and _SUFFIX.fullmatch(words[then].text):
            return then + 1 if then + 1 == len(words) else then
        return then

    @staticmethod
    def _town_behind(words: Sequence[Word], at: int, taken: set[int]) -> int:
        if at < len(words) and at not in taken and _CODE.fullmatch(words[at].text):
            return at + 1
        return at

    @staticmethod
    def _is_street(key: str, size: int, *, numbered: bool) -> bool:
        known = data("words")
        if numbered and _STREET_WORD.search(key):
            return True
        ending = any(key.endswith(end) and len(key) > len(end) + 2 for end in known["endings"])
        plain = key in known["ordinary"]
        return size > 1 or (ending and not plain)

    def _misspelt(self, text: str, words: Sequence[Word], taken: set[int]) -> list[PlaceSpan]:
        """A misspelt address, else capitalised words (one to three in a row) that nearly name an area, else a street."""
        streets = self._misspelt_street(text, words)
        if streets and streets[0].candidates[0].type != "Street":
            return streets
        best: tuple[float, PlaceSpan] | None = None
        for run in _capitalised(words, taken):
            phrase = " ".join(word.text for word in run)
            near = self._areas.similar(phrase)
            if near and (best is None or near[0].score > best[0]):
                top = [found for found in near if found.score == near[0].score]
                best = (near[0].score, PlaceSpan(run[0].start, run[-1].end, tuple(top)))
        return [best[1]] if best else streets

    def _misspelt_street(self, text: str, words: Sequence[Word]) -> list[PlaceSpan]:
        for n, word in enumerate(words):
            key = street_key(word.text)
            if len(key) < 7 or not _STREET_WORD.search(key):
                continue
            last = self._number_behind(words, n + 1, set())
            said = text[word.start : words[last - 1].end]
            near = self._addresses.similar(said)
            if near:
                return [PlaceSpan(word.start, words[last - 1].end, tuple(near))]
        return []


def postal_code(streets: StreetIndex, text: str) -> list[Candidate]:
    """A postal code that an address list or a place of the lists has."""
    code = text.strip()
    if not _CODE.fullmatch(code) or code not in streets.postal_codes:
        return []
    return [candidate(f"postal:{code}", code, "PostalCode", "postal_code")]


def _with_surroundings(span: PlaceSpan, text: str) -> PlaceSpan:
    """The span with "in der Nähe von" before it."""
    start = begins_before(text[: span.start])
    return span if start is None else PlaceSpan(start, span.end, span.candidates)


def _capitalised(words: Sequence[Word], taken: set[int]) -> Iterable[Sequence[Word]]:
    for size in (3, 2, 1):
        for n in range(len(words) - size + 1):
            run = words[n : n + size]
            if not taken & set(range(n, n + size)) and all(word.text[:1].isupper() for word in run):
                yield run
