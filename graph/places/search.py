""" "Here" and the search for places: every kind of name tried, and what came of it ranked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from shapely import unary_union
from shapely.geometry.base import BaseGeometry

from graph import understanding
from graph.geography import to_metres
from graph.places.addresses import AddressSearch
from graph.places.areas import AreaIndex, read_areas
from graph.places.around import Around, around
from graph.places.ground import Ground, smallest
from graph.places.model import Area, Candidate, Here, PlaceSpan, candidate
from graph.places.sentence import SentenceSearch, postal_code
from graph.places.settling import Settling
from graph.places.streets import StreetIndex
from graph.places.venues import VenueIndex
from graph.store import Store
from schema.values import ValueProblem
from schema.values.point import make_point

COORDINATES = re.compile(r"^\s*(-?\d{1,2}[.,]\d+)\s*[,; ]\s*(-?\d{1,3}[.,]\d+)\s*$")
SEVERAL = 20  # candidates that are asked back at most
FAR = 0.12  # how much less likely than the best a candidate may be to be asked back


class Places:
    """The places of a store. Reads the areas at once, streets and venues when they are first needed.

    `fresh()` tells whether the store has changed since.
    """

    def __init__(self, store: Store, today: dt.date) -> None:
        self._store = store
        self.revision = _revision(store)
        self.areas: dict[str, Area] = {area.id: area for area in read_areas(store)}
        self._ground = Ground(self.areas, today)
        self._named = AreaIndex(self.areas.values())
        self._streets = StreetIndex(store, self._smallest)
        self._addresses = AddressSearch(self._streets)
        self._venues = VenueIndex(store)
        self._settling = Settling(store, self.areas, self._ground, self._streets, self._addresses)

    def fresh(self) -> bool:
        return self.revision == _revision(self._store)

    # finding places in a sentence

    @cached_property
    def _sentence(self) -> SentenceSearch:
        return SentenceSearch(self._named, self._streets, self._addresses, self._venues)

    def spans(self, text: str) -> list[PlaceSpan]:
        """The places named in a text, in order, none overlapping. Misspelt ones say so."""
        return self._sentence.spans(text)

    # searching

    def search(
        self, text: str, limit: int = 10, kinds: Collection[str] | None = None, lang: str = "de"
    ) -> list[Candidate]:
        """What a text may mean, best first. `kinds`: area, quartier, street, address, corner, venue, postal_code, point."""
        text = text.strip()
        if not text or limit < 1:
            return []
        houses = self._addresses.exact(text)
        exact = self._exact(text, houses)
        # What is spelt rightly needs no guesses beside it.
        found = [*exact, *self._near(text, houses), *([] if any(one.sure for one in exact) else self._similar(text))]
        return [one.in_language(lang) for one in ranked(found, kinds)[:limit]]

    def _exact(self, text: str, houses: list[Candidate]) -> list[Candidate]:
        point = _point(text)
        return [
            *([candidate(f"point:{text}", text, "Point", "point")] if point else []),
            *self._named.named(text),
            *houses,
            *postal_code(self._streets, text),
            *self._venues.exact(text),
            *self._addresses.corner(text),
        ]

    def _near(self, text: str, houses: list[Candidate]) -> list[Candidate]:
        """What only begins like the text, has its words, or is spelt nearly so."""
        known = any(one.type in ("Address", "Place") for one in houses)
        return [
            *(self._addresses.street_of(text) if known else self._addresses.nearest(text)),
            *self._named.containing(text),
            *self._addresses.beginning(text),
            *self._venues.holding(text),
            *self._venues.containing(text),
        ]

    def _similar(self, text: str) -> list[Candidate]:
        return [*self._named.similar(text), *self._addresses.similar(text), *self._venues.similar(text)]

    # settling what is meant

    def resolve(self, text: str, date: str | None = None, lang: str = "de") -> Here:
        """A place said on its own: an id, `lat,lon`, or a name of any kind. Ambiguous: see `Here.ambiguous`."""
        text = text.strip()
        if text in self.areas:
            return self._ground.settle([self.areas[text]], self.areas[text].name, date, lang)
        point = _point(text.removeprefix("point:"))
        if point:
            return self._ground.at(to_metres(f"POINT ({point})"), text.removeprefix("point:"), lang, date)
        settled = self._settling.by_id(text, date, lang)
        if settled is not None:
            return settled
        named = [self.areas[found.id] for found in self._named.named(text)]
        if named:
            return self._ground.settle(named, text, date, lang)
        near = around(text)
        return (self._disc(near, date, lang) if near else None) or self._by_name(text, date, lang)

    def _by_name(self, text: str, date: str | None, lang: str) -> Here:
        for found in (
            self._addresses.exact(text),
            postal_code(self._streets, text),
            self._venues.exact(text),
            self._addresses.corner(text),
            self._venues.holding(text),
        ):
            if found:
                return self._settling.candidates(found, text, date, lang)
        near = self._addresses.nearest(text) or _likely(ranked(self._similar(text), None))
        return Here(text, ambiguous=[one.in_language(lang) for one in near])

    def _disc(self, said: Around, date: str | None, lang: str) -> Here | None:
        middle = self._middle(said.place, date, lang)
        if isinstance(middle, Here):
            return middle
        return self._ground.disc(middle, said.metres, said.place, lang, date) if middle is not None else None

    def _middle(self, said: str, date: str | None, lang: str) -> BaseGeometry | Here | None:
        found = self._addresses.exact(said) or self._venues.exact(said) or self._venues.holding(said)
        point = self._settling.point_of(found) if found else None
        if point is not None:
            return point
        here = self.resolve(said, date, lang)
        meant = [self.areas[area["id"]] for area in here.areas if area["id"] in self.areas]
        grounds = [area.geometry for area in meant if area.geometry is not None]
        if here.ambiguous or not grounds:
            return here if here.ambiguous or here.areas else None
        return unary_union(grounds)

    def from_span(self, span: understanding.PlaceSpan, text: str, date: str | None = None, lang: str = "de") -> Here:
        """A place found in a sentence."""
        said = text[span.start : span.end].strip(" .,?!")
        found = [one for one in span.candidates if isinstance(one, Candidate)]
        if not all(one.sure for one in found):
            return Here(said, ambiguous=[one.in_language(lang) for one in found])
        near = around(said)
        disc = self._disc(near, date, lang) if near else None
        if disc is not None:
            return disc
        areas = [self.areas[one.id] for one in found if one.id in self.areas]
        if areas:
            return self._ground.settle(areas, said, date, lang)
        return self._settling.candidates(found, said, date, lang)

    def settle(self, areas: list[Area], said: str, date: str | None = None, lang: str = "de") -> Here:
        """Choose among areas of one name: the vintage that holds, one of several levels on the same ground."""
        return self._ground.settle(areas, said, date, lang)

    def _smallest(self, lon: float, lat: float) -> str:
        around = smallest(self._ground.vintage(self._ground.around(to_metres(f"POINT ({lon} {lat})")), None))
        return around[0].name if around else ""


def ranked(found: Iterable[Candidate], kinds: Collection[str] | None) -> list[Candidate]:
    """Each thing once, for its best reason, best first."""
    best: dict[str, Candidate] = {}
    for one in found:
        if (kinds is None or one.kind in kinds) and (one.id not in best or one.score > best[one.id].score):
            best[one.id] = one
    return sorted(best.values(), key=lambda one: (-one.score, one.label, one.id))


def _likely(found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates to ask back: those not much less likely than the best."""
    return [one for one in found if one.score >= found[0].score - FAR][:SEVERAL]


def _point(text: str) -> str | None:
    """'lat,lon' as a stored point, 'lon lat'."""
    said = COORDINATES.match(text)
    if said is None:
        return None
    try:
        return make_point(said[2].replace(",", "."), said[1].replace(",", "."))
    except ValueProblem:
        return None


def _revision(store: Store) -> int:
    return int(store.read("MATCH (s:Store {id: 'store'}) RETURN coalesce(s.revision, 0) AS revision")[0]["revision"])
