"""Which services, organisations and services at locations a page of the HTTP API holds.

Only ids are held in memory, and what filters need of them is read when a filter is used, all of it as long as the graph is the
same. So a page reads the store for what it shows and for nothing else.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graph.export.hsds.terms import Term, taxonomy_key, term_of, terms
from graph.store import Row
from graph.view import View
from schema.text import fold
from schema.values.point import distance, lon_lat
from schema.vocabulary import load_vocabulary

Pair = tuple[str, str]
# In few rows of many each: a row is a message of its own.
_OF_TYPE = "MATCH (e:{label}) RETURN left(e.id, 1) AS part, collect([e.id, e.ended IS NULL]) AS rows"
_AT = (
    "MATCH (o:Offering)-[r:LOCATED_AT]->(p:Entity) WHERE r.ended IS NULL AND p.ended IS NULL "
    "RETURN left(o.id, 1) AS part, collect(DISTINCT [o.id, p.id]) AS rows"
)
_TEXTS = "MATCH (e:{label}) RETURN left(e.id, 1) AS part, collect([e.id{properties}]) AS rows"
_PLACES = "MATCH (p:Place) RETURN left(p.id, 1) AS part, collect([p.id, p.postal_code, p.point]) AS rows"
_TIED = "MATCH (o:Offering)-[r:{edge}]->(t:Entity) WHERE t.id IN $ids RETURN collect(DISTINCT o.id) AS ids"
_AREAS = "MATCH (o:Offering)-[r:CONCERNS]->(a:Entity) WHERE r.ended IS NULL RETURN left(o.id, 1) AS part, collect([o.id, a.id]) AS rows"
_AROUND = "MATCH (p:Place)-[:WITHIN]->(a:Entity) WHERE p.postal_code = $code RETURN collect(DISTINCT a.id) AS ids"
_CHANGED = "MATCH (c:Change) WHERE c.at >= $at RETURN collect(DISTINCT c.entity) AS ids"
_PROVIDED = (
    "MATCH (:Entity {id: $id})-[r:PROVIDES]->(o:Offering) WHERE r.ended IS NULL RETURN collect(DISTINCT o.id) AS ids"
)
_SEARCHED = ("name", "alternative_names", "keywords", "audience_text", "description")
KEPT = 64  # answers to filters that are kept


@dataclass(frozen=True)
class Wanted:
    """The filters of HSDS's lists; `organisation` and `term` are ids of ours, `modified_after` is ISO in UTC."""

    search: str | None = None
    term: Term | None = None
    taxonomy: str | None = None
    organisation: str | None = None
    modified_after: str | None = None
    postcode: str | None = None
    metres: float | None = None


class Listing:
    """The lists of a store as a view may see them, as long as its `revision` is the same."""

    def __init__(self, view: View) -> None:
        self._view, self.revision = view, view.revision()
        self._kept: dict[tuple[str, ...], frozenset[str]] = {}
        self._lists: dict[Wanted, list[str]] = {}

    def services(self, wanted: Wanted) -> list[str]:
        """Offering ids in order. What has ended is listed only with `modified_after`: who harvests changes has to learn of it."""
        known = self._lists.get(wanted)
        if known is None:
            found, chosen = self._services if wanted.modified_after else self._living, self._chosen(wanted)
            known = [id for id in found if id in chosen] if chosen is not None else found
            _keep(self._lists, wanted, known)
        return known

    def organisations(self, search: str | None) -> list[str]:
        """Actor ids in order."""
        chosen = self._searched("Actor", search) if search else None
        return [id for id in self._actors if id in chosen] if chosen is not None else self._actors

    def at_locations(self, wanted: Wanted) -> list[Pair]:
        """(Offering id, place id) in order."""
        services = set(self.services(wanted)) if wanted != Wanted() else self._alive
        found = [pair for pair in self._pairs if pair[0] in services]
        return found if wanted.postcode is None else [pair for pair in found if self._serves(pair, wanted)]

    # what is there

    @cached_property
    def _services(self) -> list[str]:
        return [id for id, _ in self._rows(_OF_TYPE.format(label="Offering"))]

    @cached_property
    def _living(self) -> list[str]:
        return [id for id, lives in self._rows(_OF_TYPE.format(label="Offering")) if lives]

    @cached_property
    def _alive(self) -> frozenset[str]:
        return frozenset(self._living)

    @cached_property
    def _actors(self) -> list[str]:
        return [id for id, lives in self._rows(_OF_TYPE.format(label="Actor")) if lives]

    @cached_property
    def _pairs(self) -> list[Pair]:
        return [(service, place) for service, place in self._rows(_AT)]

    @cached_property
    def _places(self) -> dict[str, tuple[str | None, str | None]]:
        return {id: (code, point) for id, code, point in self._rows(_PLACES)}

    @cached_property
    def _areas(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for service, area in self._rows(_AREAS):
            found[service].add(area)
        return found

    # filters

    def _chosen(self, wanted: Wanted) -> frozenset[str] | None:
        """The services that pass all filters; None where there is none."""
        sets: list[frozenset[str]] = []
        if wanted.search:
            sets.append(self._searched("Offering", wanted.search))
        if wanted.term:
            sets.append(self._about(wanted.term))
        if wanted.taxonomy:
            sets.append(self._in_taxonomy(wanted.taxonomy))
        if wanted.organisation:
            sets.append(self._ids(_PROVIDED, id=wanted.organisation))
        if wanted.modified_after:
            sets.append(self._ids(_CHANGED, at=wanted.modified_after))
        return frozenset.intersection(*sets) if sets else None

    def _searched(self, label: str, text: str) -> frozenset[str]:
        """The things in whose names or words all words stand, in any spelling of umlauts and case."""
        words = fold(text).split()
        return frozenset(id for id, said in self._texts(label).items() if all(word in said for word in words))

    def _texts(self, label: str) -> dict[str, str]:
        known: dict[str, dict[str, str]] = self.__dict__.setdefault("_text_of", {})
        if label not in known:
            visible = self._view.model.visible(label, self._view.visibility)
            properties = "".join(f", e.{name}" for name in _SEARCHED if name in visible)
            rows = self._rows(_TEXTS.format(label=label, properties=properties))
            known[label] = {id: fold(" ".join(_flat(values))) for id, *values in rows}
        return known[label]

    def _about(self, term: Term) -> frozenset[str]:
        """The services that bear a term or a narrower one."""
        if term.taxonomy not in ("themes", "target-groups"):
            return frozenset(self._services if term.key == "iri" else ())
        ids = sorted({term.key, *load_vocabulary().narrower(term.key)})
        edge = "ABOUT" if term.taxonomy == "themes" else "FOR"
        return self._keep(("term", term.id), lambda: self._ids(_TIED.format(edge=edge), ids=ids))

    def _in_taxonomy(self, id: str) -> frozenset[str]:
        key = taxonomy_key(id)
        if key == "properties":
            return frozenset(self._services)  # each bears its address
        if key not in ("themes", "target-groups"):
            return frozenset()
        edge = "ABOUT" if key == "themes" else "FOR"
        ids = [term.key for term in terms().values() if term.taxonomy == key]
        return self._keep(("taxonomy", key), lambda: self._ids(_TIED.format(edge=edge), ids=ids))

    def _serves(self, pair: Pair, wanted: Wanted) -> bool:
        """Within the distance of the postal code's middle; else by the service's areas, else by the location's postal code."""
        code, point = self._places.get(pair[1], (None, None))
        if wanted.metres is not None:
            middle = self._middle(str(wanted.postcode))
            return bool(point and middle and distance(point, middle) <= wanted.metres)
        if areas := self._areas.get(pair[0]):
            return bool(areas & self._around(str(wanted.postcode)))
        return code == wanted.postcode

    def _middle(self, code: str) -> str | None:
        """The middle of the places with that postal code."""
        known: dict[str, str | None] = self.__dict__.setdefault("_middles", {})
        if code not in known:
            points = [lon_lat(point) for other, point in self._places.values() if other == code and point]
            mean = [math.fsum(axis) / len(points) for axis in zip(*points, strict=True)] if points else []
            known[code] = f"{mean[0]:.6f} {mean[1]:.6f}" if mean else None
        return known[code]

    def _around(self, code: str) -> frozenset[str]:
        return self._keep(("around", code), lambda: self._ids(_AROUND, code=code))

    def _keep(self, key: tuple[str, ...], read: Callable[[], frozenset[str]]) -> frozenset[str]:
        known = self._kept.get(key)
        if known is None:
            known = read()
            _keep(self._kept, key, known)
        return known

    def _ids(self, cypher: str, **parameters: Any) -> frozenset[str]:
        return frozenset(self._view.store.read(cypher, **parameters)[0]["ids"])

    def _rows(self, cypher: str) -> list[list[Any]]:
        """All rows in order of their ids; sorting them here is several times faster than in the database."""
        parts: list[Row] = self._view.store.read(cypher)
        return sorted((row for part in parts for row in part["rows"]), key=lambda row: [str(one) for one in row[:2]])


def _keep(answers: dict[Any, Any], key: Any, answer: Any) -> None:
    """Remember an answer in place of the oldest one."""
    if len(answers) >= KEPT:
        answers.pop(next(iter(answers)), None)
    answers[key] = answer


def find_term(text: str) -> Term | None:
    """A term by its UUID or by the id of its concept."""
    named = (term_of(taxonomy, text) for taxonomy in ("themes", "target-groups", "sectors"))
    return terms().get(text.lower()) or next((term for term in named if term), None)


def _flat(values: Iterable[Any]) -> list[str]:
    return [str(one) for value in values if value for one in (value if isinstance(value, list) else [value])]
