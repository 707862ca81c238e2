"""The network as columns: things with their facets (themes, groups, sectors, areas, points, times) and what ties them.

Four views of one page filter it in the browser, so it travels once per revision of the store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from graph.analysis.ties import sectors_of
from graph.view import View
from schema.model import Model
from schema.vocabulary import load_vocabulary

TYPES = (
    "Department", "Quartier", "AdministrativeArea", "Cooperation", "Actor", "Responsibility", "Need", "ParticipationFormat",
    "PlanningProcess", "Concept", "Potential", "Offering",
)  # fmt: skip
ACTORS = ("Actor", "Department")
MOST = 20_000
THING = ("id", "type", "name", "kinds", "known_since", "ended", "valid_from", "valid_until", "last_verified")
FIELDS = ("id", "type", "name", "kinds", "sectors", "themes", "groups", "areas", "point", "seen", "valid", "verified")
TIE = ("from", "to", "type", "role", "since", "until")
QUERIES = Path(__file__).with_name("queries")
LENDS = {"PROVIDES": "out", "RESPONSIBLE": "out", "OPENS": "out", "VOICED_BY": "in", "ORGANISED_BY": "in"}
Facets = dict[str, set[str]]


def network(view: View, most: int = MOST) -> dict[str, Any]:
    """`{revision, fields, things, tie, ties, total, first}`: `things` are lists in the order of `fields`, `ties` in the order of `tie`.

    `areas` are pairs of id and share, `point` is latitude and longitude, `seen` and `valid` are pairs of dates (null: open).
    A thing begins when a source first names it that did not name it before; what stands in a source's first list has no
    known beginning. `first` is the oldest observation. With more than `most` things, the last of TYPES are left out.
    """
    counts = {row["type"]: row["n"] for row in view.store.read(_text("counts"), types=list(TYPES))}
    types = _fitting(counts, most)
    rows = [_visible(view.model, view.visibility, row) for row in _read(view, "things", THING, types=types)]
    rows.sort(key=lambda row: str(row["id"]))
    place = {str(row["id"]): number for number, row in enumerate(rows)}
    ties = _ties(view, place, types)
    facets = _Facets(view, types, rows, ties)
    begins, first = _beginnings(view)
    return {
        "revision": view.revision(),
        "fields": FIELDS,
        "things": [_thing(row, facets, begins) for row in rows],
        "tie": TIE,
        "ties": [[place[tie["from"]], place[tie["to"]], tie["type"], tie["role"], tie["since"], tie["until"]] for tie in ties],
        "wider": _wider(),
        "total": sum(counts.values()),
        "first": first,
    }  # fmt: skip


def _thing(row: Mapping[str, Any], facets: _Facets, begins: Mapping[str, str]) -> list[Any]:
    id = str(row["id"])
    return [
        id,
        row["type"],
        row["name"],
        row["kinds"] or [],
        sorted(facets.sectors.get(id, ())),
        sorted(facets.themes.get(id, ())),
        sorted(facets.groups.get(id, ())),
        sorted(facets.areas.get(id, {}).items()),
        facets.points.get(id),
        [begins.get(id), row["ended"]],
        [row["valid_from"], row["valid_until"]],
        row["last_verified"],
    ]


class _Facets:
    """What things are filtered by. Actors have what they provide, answer for or open; cooperations the areas of their members."""

    def __init__(self, view: View, types: Sequence[str], rows: Sequence[Mapping[str, Any]], ties: Sequence[Mapping[str, Any]]) -> None:
        self.themes: Facets = defaultdict(set)
        self.groups: Facets = defaultdict(set)
        self.areas: dict[str, dict[str, float]] = defaultdict(dict)
        self.points: dict[str, list[float]] = {}
        for row in _read(view, "concepts", ("id", "type", "concept"), types=types):
            (self.themes if row["type"] == "Theme" else self.groups)[row["id"]].add(row["concept"])
        self._place(view, types)
        for thing in rows:
            if thing["type"] in ("Quartier", "AdministrativeArea"):
                self.areas[thing["id"]][thing["id"]] = 1.0
        self.sectors: Facets = self._sectors(view, rows, ties)
        self._lend(ties)

    def _place(self, view: View, types: Sequence[str]) -> None:
        for row in _read(view, "places", ("id", "point", "area", "share"), types=types):
            if row["point"] and row["id"] not in self.points:
                self.points[row["id"]] = [float(part) for part in reversed(str(row["point"]).split())]
            if row["area"]:
                self._within(row["id"], row["area"], row["share"])
        for row in _read(view, "concerns", ("id", "area"), types=types):
            self._within(row["id"], row["area"], 1.0)

    def _within(self, id: str, area: str, share: float) -> None:
        self.areas[id][area] = max(share, self.areas[id].get(area, 0.0))

    def _sectors(self, view: View, rows: Iterable[Mapping[str, Any]], ties: Iterable[Mapping[str, Any]]) -> Facets:
        """Actors' own, as measures have them; cooperations have those of their members, all else those of its themes."""
        recorded: Facets = defaultdict(set)
        for row in _read(view, "sectors", ("id", "sector")):
            recorded[row["id"]].add(row["sector"])
        actors = {row["id"] for row in rows if row["type"] in ACTORS}
        found: Facets = defaultdict(set, {id: set(own) for id, own in sectors_of(view.store, actors).items()})
        for id in {row["id"] for row in rows} - actors:
            found[id] |= {sector for theme in self.themes.get(id, ()) for sector in recorded.get(theme, ())}
        for tie in ties:
            if tie["type"] == "MEMBER_OF":
                found[tie["to"]] |= found.get(tie["from"], set())
        return found

    def _lend(self, ties: Iterable[Mapping[str, Any]]) -> None:
        for tie in ties:
            if tie["type"] == "MEMBER_OF":
                for area, share in self.areas.get(tie["from"], {}).items():
                    self._within(tie["to"], area, share)
            if direction := LENDS.get(tie["type"]):
                actor, thing = (tie["from"], tie["to"]) if direction == "out" else (tie["to"], tie["from"])
                self.themes[actor] |= self.themes.get(thing, set())
                self.groups[actor] |= self.groups.get(thing, set())


def _fitting(counts: Mapping[str, int], most: int) -> list[str]:
    """The types, in their order, as long as what there is of them is no more than `most`."""
    total, kept = 0, list[str]()
    for type in TYPES:
        total += counts.get(type, 0)
        if total > most and kept:
            break
        kept.append(type)
    return kept


def _ties(view: View, place: Mapping[str, int], types: Sequence[str]) -> list[dict[str, Any]]:
    names = ("from", "type", "to", "role", "since", "until")
    rows = [_visible(view.model, view.visibility, row) for row in _read(view, "ties", names, types=types)]
    kept = [row for row in rows if row["from"] in place and row["to"] in place]
    return sorted(kept, key=lambda row: (place[row["from"]], place[row["to"]], row["type"], row["role"] or ""))


def _beginnings(view: View) -> tuple[dict[str, str], str | None]:
    """Thing -> the day since which a source names it that was observed before without it; and the oldest observation."""
    rows = _read(view, "observed", ("source", "id", "since"))
    first: dict[str, str] = {}
    for row in rows:
        first[row["source"]] = min(row["since"], first.get(row["source"], row["since"]))
    since: dict[str, str] = {}
    old: set[str] = set()
    for row in rows:
        if row["since"] == first[row["source"]]:
            old.add(row["id"])
        since[row["id"]] = min(row["since"], since.get(row["id"], row["since"]))
    return {id: day for id, day in since.items() if id not in old}, min(first.values(), default=None)


def _wider() -> dict[str, list[str]]:
    concepts = load_vocabulary().concepts

    def above(id: str) -> set[str]:
        return {wide for one in concepts[id].broader for wide in (one, *above(one))}

    return {id: sorted(found) for id in sorted(concepts) if (found := above(id))}


def _visible(model: Model, visibility: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row without what the view does not show of a thing or relationship of its type."""
    shown = {*model.visible(row["type"], visibility), "id", "type", "from", "to", "known_since", "ended"}
    return {name: value if name in shown else None for name, value in row.items()}


def _read(view: View, query: str, columns: Sequence[str], **parameters: Any) -> list[dict[str, Any]]:
    return view.store.table(_text(query), columns, **parameters)


@cache
def _text(query: str) -> str:
    return (QUERIES / f"{query}.cypher").read_text(encoding="utf-8")
