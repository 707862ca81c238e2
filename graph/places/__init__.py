""" "Here": what a place in somebody's words is taken to be, and which areas that touches.

A name resolves over all vintages; an ended area is noted, not refused. A shared stem ("Friedrichsfelde" for Nord and Süd)
answers for all parts and says so. What is misspelt or ambiguous comes back as candidates with reasons.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rapidfuzz import fuzz, process
from shapely import Point, unary_union
from shapely.geometry.base import BaseGeometry

from graph import understanding
from graph.geography import to_metres
from graph.store import Row, Store
from schema.values import ValueProblem, fold, name_key, parse_address
from schema.values.address import street_key
from schema.values.point import make_point

SAME_GROUND = 0.9  # two levels of one name that share this much are one reading
MISSPELT = 86
PART = re.compile(r"^(nord|sued|ost|west|mitte|zentrum|nordost|nordwest|suedost|suedwest)$")
COORDINATES = re.compile(r"^\s*(-?\d{1,2}[.,]\d+)\s*[,; ]\s*(-?\d{1,3}[.,]\d+)\s*$")
WORD = re.compile(r"[\w'’.-]+")
MAX_WORDS = 6


@dataclass(frozen=True, slots=True)
class Area:
    """An administrative area or a Quartier, as far as naming and ground go."""

    id: str
    type: str
    name: str
    names: tuple[str, ...]
    level: str | None
    valid_until: str | None
    geometry: BaseGeometry | None

    @property
    def kind(self) -> str:
        return "Quartier" if self.type == "Quartier" else self.level or "Verwaltungsraum"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a text may mean, and why."""

    id: str
    label: str
    type: str
    reason: str

    def to_json(self) -> dict[str, str]:
        return {"id": self.id, "label": self.label, "type": self.type, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A place named in a text, from `start` to `end`."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]


@dataclass(slots=True)
class Here:
    """What "here" was taken to be: `areas` are meant, `touches` share ground with them, `notes` say what to know."""

    label: str
    areas: list[dict[str, Any]] = field(default_factory=list)
    touches: list[dict[str, Any]] = field(default_factory=list)
    coarse: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ambiguous: list[Candidate] = field(default_factory=list)

    def parameters(self) -> dict[str, Any]:
        """For the questions: areas with the share of each that lies here, and areas too coarse to tell."""
        meant = [{"id": area["id"], "share": 1.0, "direct": True} for area in self.areas]
        inside = [
            {"id": area["id"], "share": area["share"], "direct": False} for area in self.touches if area["share"] >= 0.5
        ]
        return {"areas": meant + inside, "coarse": self.coarse}

    def to_json(self) -> dict[str, Any]:
        return {"label": self.label, "areas": self.areas, "touches": self.touches}


class Places:
    """The named areas of a store. Reads them once; `fresh()` tells whether the store has changed since."""

    def __init__(self, store: Store, today: dt.date) -> None:
        self._store, self._today = store, today
        self.revision = _revision(store)
        self.areas = {area.id: area for area in _areas(store)}
        self._by_key: dict[str, list[Area]] = defaultdict(list)
        for area in self.areas.values():
            for name in area.names:
                self._by_key[_key(name)].append(area)

    def fresh(self) -> bool:
        return self.revision == _revision(self._store)

    # finding places in a sentence

    def spans(self, text: str) -> list[PlaceSpan]:
        """The places named in a text, longest first come, none overlapping. Misspelt ones carry a reason."""
        words = [(m.start(), m.end(), m.group().strip(".'’-")) for m in WORD.finditer(text)]
        found: list[PlaceSpan] = []
        taken: set[int] = set()
        for size in range(min(MAX_WORDS, len(words)), 0, -1):
            for n in range(len(words) - size + 1):
                if taken & set(range(n, n + size)):
                    continue
                phrase = " ".join(word for _, _, word in words[n : n + size])
                candidates = self._named(phrase)
                if candidates:
                    found.append(PlaceSpan(words[n][0], words[n + size - 1][1], tuple(candidates)))
                    taken |= set(range(n, n + size))
        return sorted(found, key=lambda span: span.start) or self._addresses(text) or self._misspelt(words, taken)

    def _named(self, phrase: str) -> list[Candidate]:
        areas = [*self._by_key.get(_key(phrase), ()), *self._parts(phrase)]
        return [Candidate(area.id, area.name, area.type, "Name") for area in areas]

    def _parts(self, phrase: str) -> list[Area]:
        """Areas whose name is the phrase and a point of the compass."""
        stem = _key(phrase)
        if len(stem) < 5:
            return []
        return [
            area
            for key, areas in self._by_key.items()
            if key.startswith(stem + " ") and PART.match(key[len(stem) + 1 :])
            for area in areas
        ]

    def _addresses(self, text: str) -> list[PlaceSpan]:
        for match in re.finditer(
            r"[A-ZÄÖÜ][\w.-]*(?:[ -][A-ZÄÖÜ][\w.-]*)*(?:straße|strasse|str\.|allee|platz|weg|damm|ring|chaussee|ufer)\s*\d+\s?[a-z]?\b",
            text,
        ):
            found = self._address(match.group())
            if found:
                return [PlaceSpan(match.start(), match.end(), tuple(found))]
        return []

    def _misspelt(self, words: Sequence[tuple[int, int, str]], taken: set[int]) -> list[PlaceSpan]:
        """Capitalised words (one to three in a row) that nearly name an area."""
        best: tuple[float, PlaceSpan] | None = None
        for size in (3, 2, 1):
            for n in range(len(words) - size + 1):
                run = words[n : n + size]
                if taken & set(range(n, n + size)) or not all(word[:1].isupper() for _, _, word in run):
                    continue
                phrase = _key(" ".join(word for _, _, word in run))
                if len(phrase) < 6:
                    continue
                for key, score, _ in process.extract(
                    phrase, list(self._by_key), scorer=fuzz.ratio, score_cutoff=MISSPELT, limit=3
                ):
                    span = PlaceSpan(
                        run[0][0],
                        run[-1][1],
                        tuple(
                            Candidate(area.id, area.name, area.type, f"ähnlich geschrieben ({round(score)} %)")
                            for area in self._by_key[key]
                        ),
                    )
                    if best is None or score > best[0]:
                        best = (score, span)
        return [best[1]] if best else []

    # settling what is meant

    def resolve(self, text: str, date: str | None = None) -> Here:
        """A place said on its own: an id, `lat,lon`, a name, an address or a venue. Ambiguous: see `Here.ambiguous`."""
        text = text.strip()
        if text in self.areas:
            return self.settle([self.areas[text]], self.areas[text].name, date)
        coordinates = COORDINATES.match(text)
        if coordinates:
            return self._at_point(coordinates.group(2), coordinates.group(1), text)
        named = [self.areas[candidate.id] for candidate in self._named(text)]
        if named:
            return self.settle(named, text, date)
        for found in (self._address(text), self._venue(text)):
            if found:
                return self._at_candidates(found, text)
        spans = self._misspelt([(0, len(text), text)], set())
        return Here(text, ambiguous=list(spans[0].candidates) if spans else [])

    def from_span(self, span: understanding.PlaceSpan, text: str, date: str | None = None) -> Here:
        """A place found in a sentence."""
        said = text[span.start : span.end].strip(" .,?!")
        if any(candidate.reason != "Name" for candidate in span.candidates):
            if all(candidate.type == "Place" for candidate in span.candidates):
                return self._at_candidates(_own(span.candidates), said)
            return Here(said, ambiguous=_own(span.candidates))
        return self.settle([self.areas[candidate.id] for candidate in span.candidates], said, date)

    def settle(self, areas: list[Area], said: str, date: str | None = None) -> Here:
        """Choose among areas of one name: the vintage that holds, one of several levels on the same ground."""
        exact = [area for area in areas if _key(said) in {_key(name) for name in area.names} or area.id == said]
        parts = [area for area in areas if area not in exact]
        grounded = self._vintage([area for area in exact if area.geometry is not None], date)
        named_only = [area for area in exact if area.geometry is None]
        levels = self._one_ground(grounded)
        if len(levels) > 1:
            return Here(
                said,
                ambiguous=[
                    Candidate(
                        area.id,
                        area.name,
                        area.type,
                        f"{area.kind}" + (f", galt bis {area.valid_until}" if area.valid_until else ""),
                    )
                    for area in levels
                ],
            )
        meant = [*levels, *named_only]
        if not levels:
            meant += self._vintage(parts, date)
        return self._here(meant, self._label(meant, said), date)

    def _vintage(self, areas: list[Area], date: str | None) -> list[Area]:
        """Per level: those that hold at the date; where none does, those that ended last."""
        at = date or self._today.isoformat()
        by_level: dict[str, list[Area]] = defaultdict(list)
        for area in areas:
            by_level[area.kind].append(area)
        kept: list[Area] = []
        for same in by_level.values():
            holding = [area for area in same if (area.valid_until or "9999") + "~" >= at]
            last = max((area.valid_until or "9999") for area in same)
            kept += holding or [area for area in same if (area.valid_until or "9999") == last]
        levels_that_hold = [area for area in kept if not area.valid_until or area.valid_until + "~" >= at]
        names = {_key(area.name) for area in levels_that_hold}
        return levels_that_hold + [
            area for area in kept if area not in levels_that_hold and _key(area.name) not in names
        ]

    @staticmethod
    def _one_ground(areas: list[Area]) -> list[Area]:
        """Of areas that cover nearly the same ground only the largest."""
        kept: list[Area] = []
        for area in sorted(areas, key=lambda one: (-one.geometry.area if one.geometry else 0.0, one.id)):
            if not any(_likeness(area, other) >= SAME_GROUND for other in kept):
                kept.append(area)
        return kept

    def _here(self, meant: list[Area], label: str, date: str | None) -> Here:
        here = Here(label)
        here.areas = [
            {"id": area.id, "label": area.name, "type": area.type, "level": area.level, "share": 1.0} for area in meant
        ]
        at = date or self._today.isoformat()
        for area in meant:
            if area.valid_until and area.valid_until + "~" < at:
                here.notes.append(f"„{area.name}“ ({area.kind}) galt bis {area.valid_until}.")
            if area.geometry is None:
                here.notes.append(f"Von „{area.name}“ ({area.kind}) ist nur der Name bekannt, keine Grenze.")
        if len({_key(area.name) for area in meant}) > 1:
            here.notes.append(f"„{label}“ meint zusammen: {', '.join(sorted({area.name for area in meant}))}.")
        self._touch(here, meant)
        return here

    def _touch(self, here: Here, meant: list[Area]) -> None:
        grounds = [area.geometry for area in meant if area.geometry is not None]
        if not grounds:
            return
        ground = unary_union(grounds)
        ids = {area.id for area in meant}
        for area in sorted(self.areas.values(), key=lambda one: one.id):
            if area.id in ids or area.geometry is None or not area.geometry.intersects(ground):
                continue
            share = round(area.geometry.intersection(ground).area / area.geometry.area, 4)
            if share >= 0.005:
                here.touches.append(
                    {"id": area.id, "label": area.name, "type": area.type, "level": area.level, "share": share}
                )
            if 0.005 <= share < 0.5:
                here.coarse.append(area.id)
        known = {area["id"] for area in here.touches} | ids
        here.coarse += self._named_only_around(known, here)

    def _named_only_around(self, known: set[str], here: Here) -> list[str]:
        """Areas without a boundary that bear the name of a coarse one (an Ortsteil named like its Bezirk)."""
        keys = {_key(self.areas[id].name) for id in here.coarse}
        return sorted(
            a.id for a in self.areas.values() if a.geometry is None and a.id not in known and _key(a.name) in keys
        )

    def _at_point(self, lon: str, lat: str, said: str) -> Here:
        try:
            point = make_point(lon.replace(",", "."), lat.replace(",", "."))
        except ValueProblem:
            return Here(said)
        metres = to_metres(f"POINT ({point})")
        return self._containing(metres, said)

    def _containing(self, point: BaseGeometry, said: str) -> Here:
        around = [
            area
            for area in self.areas.values()
            if area.geometry is not None and area.geometry.covers(Point(point.coords[0]))
        ]
        quartiere = [area for area in around if area.type == "Quartier"]
        smallest = sorted(self._vintage(around, None), key=lambda area: area.geometry.area if area.geometry else 0.0)[
            :1
        ]
        here = self._here(quartiere or smallest, said, None)
        if here.areas:
            here.notes.append(f"„{said}“ liegt in {', '.join(area['label'] for area in here.areas)}.")
        return here

    def _at_candidates(self, found: list[Candidate], said: str) -> Here:
        rows = self._store.read(
            "UNWIND $ids AS id MATCH (p:Entity {id: id}) OPTIONAL MATCH (p)-[w:WITHIN]->(a:Entity) "
            "RETURN p.id AS id, p.point AS point, a.id AS area, w.share AS share ORDER BY id, area",
            ids=[c.id for c in found],
        )
        points = {row["id"]: row["point"] for row in rows if row["point"]}
        if len({row["id"] for row in rows}) > 1 and len(points) != 1:
            return Here(said, ambiguous=found)
        if points:
            return self._containing(to_metres(f"POINT ({next(iter(points.values()))})"), said)
        areas = [self.areas[row["area"]] for row in rows if row["area"] in self.areas]
        return self._here(areas, said, None) if areas else Here(said, notes=[f"Zu „{said}“ ist keine Lage bekannt."])

    def _address(self, text: str) -> list[Candidate]:
        try:
            address = parse_address(text)
        except ValueProblem:
            return []
        if not address.street or not address.number:
            return []
        wanted = street_key(address.street)
        return [
            Candidate(row["id"], row["name"], "Place", "Anschrift")
            for row in self._streets.get(wanted, ())
            if str(row["house_number"] or "").casefold() == address.number.casefold()
            and (not address.postal_code or row["postal_code"] in (None, address.postal_code))
        ]

    @cached_property
    def _streets(self) -> dict[str, list[Row]]:
        streets: dict[str, list[Row]] = defaultdict(list)
        for row in self._store.read(
            "MATCH (p:Place) WHERE p.street IS NOT NULL AND p.ended IS NULL RETURN p.id AS id, p.name AS name, p.street AS street, "
            "p.house_number AS house_number, p.postal_code AS postal_code ORDER BY id"
        ):
            streets[street_key(row["street"])].append(row)
        return streets

    def _venue(self, text: str) -> list[Candidate]:
        rows = self._store.read(
            "MATCH (a:Actor)-[:LOCATED_AT]->(p:Place) WHERE a.search CONTAINS $text RETURN p.id AS id, a.name AS name ORDER BY name, id LIMIT 20",
            text=fold(text),
        )
        exact = [row for row in rows if name_key(row["name"]) == name_key(text)]
        return [Candidate(row["id"], row["name"], "Place", "Einrichtung") for row in exact or rows]

    @staticmethod
    def _label(meant: Iterable[Area], said: str) -> str:
        names = sorted({area.name for area in meant})
        return names[0] if len(names) == 1 else said


def _own(candidates: Iterable[understanding.PlaceCandidate]) -> list[Candidate]:
    return [Candidate(found.id, found.label, found.type, found.reason) for found in candidates]


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(name)).strip()


def _likeness(a: Area, b: Area) -> float:
    if a.geometry is None or b.geometry is None:
        return 0.0
    return float(a.geometry.intersection(b.geometry).area / a.geometry.union(b.geometry).area)


def _revision(store: Store) -> int:
    return int(store.read("MATCH (s:Store {id: 'store'}) RETURN coalesce(s.revision, 0) AS revision")[0]["revision"])


def _areas(store: Store) -> list[Area]:
    rows = store.read(
        "MATCH (a:AdministrativeArea) RETURN a.id AS id, a.type AS type, a.name AS name, a.alternative_names AS others, "
        "a.level AS level, a.valid_until AS valid_until, a.geometry AS geometry ORDER BY id"
    )
    quartiere = store.read(
        "MATCH (q:Quartier) OPTIONAL MATCH (q)-[:HAS_OUTLINE]->(o:Outline) WHERE o.ended IS NULL "
        "RETURN q.id AS id, q.type AS type, q.name AS name, q.alternative_names AS others, q.nicknames AS nicknames, "
        "o.geometry AS geometry, o.id AS outline ORDER BY id, outline"
    )
    grounds: dict[str, list[BaseGeometry]] = defaultdict(list)
    for row in quartiere:
        if row["geometry"]:
            grounds[row["id"]].append(to_metres(row["geometry"]))
    unique = {row["id"]: row for row in quartiere}
    found = [
        Area(
            row["id"],
            row["type"],
            row["name"],
            (row["name"], *(row["others"] or ())),
            row["level"],
            row["valid_until"],
            to_metres(row["geometry"]) if row["geometry"] else None,
        )
        for row in rows
    ]
    found += [
        Area(
            row["id"],
            row["type"],
            row["name"],
            (row["name"], *(row["others"] or ()), *(row["nicknames"] or ())),
            None,
            None,
            unary_union(grounds[row["id"]]) if grounds[row["id"]] else None,
        )
        for row in unique.values()
    ]
    return found
