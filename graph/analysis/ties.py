"""Who is tied to whom through what, read from a store as of a date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from graph.analysis.network import Affiliations
from graph.store import Row, Store, batches

LAYERS = ("cooperation", "carrier", "place")
ALWAYS = "9999"  # later than any date
QUERIES = Path(__file__).with_name("queries")


@dataclass(frozen=True)
class Ties:
    """Affiliations by layer, the actors' sectors, and names of all that occurs; `date` is the day on which they held.

    Layers: `cooperation` (shared cooperations), `carrier` (a facility and its carrier, facilities of one carrier),
    `place` (the same address).
    """

    date: str
    layers: Mapping[str, Affiliations]
    sectors: Mapping[str, frozenset[str]]
    names: Mapping[str, str]


def read_ties(store: Store, date: str, *, as_of: str | None = None) -> Ties:
    """The ties that held on a day (ISO date) by all that is known now; with `as_of`, by what the lists said then."""
    known = {"date": date, "known": as_of or ALWAYS}
    cooperation = _affiliations(store.read(_text("memberships"), **known))
    carriers = store.read(_text("carriers"), **known)
    carrier = {row["event"]: frozenset((row["event"], *row["actors"])) for row in carriers}
    place = {
        event: found for event, found in _affiliations(store.read(_text("places"), **known)).items() if len(found) > 1
    }
    layers = {"cooperation": cooperation, "carrier": carrier, "place": place}
    actors = {actor for layer in layers.values() for found in layer.values() for actor in found}
    names = {row["id"]: str(row["name"] or row["id"]) for row in _each(store, "names", actors | set(cooperation))}
    return Ties(date, layers, sectors_of(store, actors), names)


def sectors_of(store: Store, actors: Iterable[str]) -> dict[str, frozenset[str]]:
    """Actor -> its sectors: recorded ones, else those to which most of its offerings belong (several where tied)."""
    wanted = set(actors)
    recorded: dict[str, set[str]] = defaultdict(set)
    for row in _each(store, "sectors", wanted):
        recorded[row["id"]].add(row["sector"])
    found = {id: frozenset(sectors) for id, sectors in recorded.items()}
    for row in _each(store, "offered", wanted - found.keys()):
        most = max(row["offerings"])
        found[row["id"]] = frozenset(s for s, n in zip(row["sectors"], row["offerings"], strict=True) if n == most)
    return found


def _affiliations(rows: Iterable[Row]) -> dict[str, frozenset[str]]:
    return {row["event"]: frozenset(row["actors"]) for row in rows}


def _each(store: Store, query: str, ids: Iterable[str]) -> Iterable[dict[str, Any]]:
    for part in batches([{"id": id} for id in sorted(ids)]):
        yield from store.read(_text(query), ids=[row["id"] for row in part])


@cache
def _text(query: str) -> str:
    return (QUERIES / f"{query}.cypher").read_text(encoding="utf-8")
