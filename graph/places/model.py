"""What places are to the search: areas, candidates, spans of a text, and "here"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Self

from shapely.geometry.base import BaseGeometry

from graph.places.texts import reason
from schema.values import fold

# Type of a candidate -> its kind, by which a search can be narrowed.
KINDS = {
    "AdministrativeArea": "area",
    "Quartier": "quartier",
    "Street": "street",
    "Address": "address",
    "Corner": "corner",
    "Place": "venue",
    "PostalCode": "postal_code",
    "Point": "point",
}
SURE = frozenset({"kind", "ended", "part", "address", "address_between", "street", "street_listed", "corner", "venue",
                  "postal_code", "point"})  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """An administrative area or a Quartier, as far as naming and ground go; equal only to itself."""

    id: str
    type: str
    name: str
    names: tuple[str, ...]
    level: str | None
    valid_until: str | None
    geometry: BaseGeometry | None
    valid_from: str | None = None

    def holds(self, at: str) -> bool:
        """Does the area exist at a date (ISO, maybe only a year or a month)?"""
        return (self.valid_from or "") <= at + "~" and (self.valid_until or "9999") + "~" >= at

    @property
    def kind(self) -> str:
        return "Quartier" if self.type == "Quartier" else self.level or "AdministrativeArea"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a text may mean, and why: `code` with its `values`, said in `reason`; `score` from 0 to 1."""

    id: str
    label: str
    type: str
    reason: str
    score: float = 1.0
    code: str = "kind"
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def kind(self) -> str:
        return KINDS[self.type]

    @property
    def sure(self) -> bool:
        """Is it named exactly, so that it needs no asking back if it is the only one?"""
        return self.code in SURE

    def to_json(self) -> dict[str, str]:
        return {"id": self.id, "label": self.label, "type": self.type, "reason": self.reason}

    def found(self) -> dict[str, Any]:
        """As a search shows it: with its score and the code of the reason."""
        return {**self.to_json(), "kind": self.kind, "score": round(self.score, 3), "code": self.code}

    def in_language(self, lang: str) -> Self:
        return replace(self, reason=reason(self.code, lang, **self.values))


def candidate(id: str, label: str, type: str, code: str, score: float = 1.0, **values: object) -> Candidate:
    """A candidate with its reason in German; `in_language` says it otherwise."""
    return Candidate(id, label, type, reason(code, "de", **values), score, code, MappingProxyType(values))


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A place named in a text, from `start` to `end`."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]


@dataclass(slots=True)
class Here:
    """What "here" was taken to be: `areas` are meant, `touches` share ground with them, `notes` say what to know.

    `coarse` are larger or neighbouring areas of which too little lies here to tell; `around` those that hold most of it, so
    that what serves them serves it; `former` those of other vintages, which count where a row names nothing else.
    `places` are those of the lists in a street that is meant: then only they are "here".
    The `share` of an area that is meant is 1, or the share of a street's or a postal code's addresses in it.
    """

    label: str
    areas: list[dict[str, Any]] = field(default_factory=list)
    touches: list[dict[str, Any]] = field(default_factory=list)
    coarse: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ambiguous: list[Candidate] = field(default_factory=list)
    around: list[str] = field(default_factory=list)
    former: list[dict[str, Any]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    partly: bool = False  # are the areas meant only so far as their shares say (a disc)?

    def parameters(self) -> dict[str, Any]:
        """For the questions: areas with the share of each that lies here, and areas too coarse to tell."""
        meant = [
            {"id": area["id"], "share": area["share"] if self.partly else 1.0, "direct": True} for area in self.areas
        ]
        inside = [
            {"id": area["id"], "share": area["share"], "direct": False}
            for area in [*self.touches, *self.former]
            if area["share"] >= 0.5
        ]
        return {"areas": meant + inside, "coarse": self.coarse, "around": self.around, "places": self.places}

    def to_json(self) -> dict[str, Any]:
        return {"label": self.label, "areas": self.areas, "touches": self.touches}


def key_of(name: str) -> str:
    """A name folded for comparison: words of letters and digits with one space between."""
    return re.sub(r"[^a-z0-9]+", " ", fold(name)).strip()
