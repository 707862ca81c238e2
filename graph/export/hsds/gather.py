"""What a batch of services or organisations is built from, read in a few statements however large the store is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.export.view import ExportView
from schema.model import load_model

Entity = Mapping[str, Any]
Relation = Mapping[str, Any]
PARENTS = ("RUN_BY", "PART_OF_DEPARTMENT")
CONCEPTS = ("ABOUT", "FOR", "CONCERNS")


@dataclass
class Gathered:
    """Things by id, their relationships that hold (by id), and when the asked-for ones were last changed."""

    things: dict[str, Entity] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)
    modified: dict[str, str] = field(default_factory=dict)

    def others(self, id: str, *types: str, living: bool = True) -> list[str]:
        """The ids at the other ends of a thing's relationships of these types, in their order; by default of what is still there."""
        tied = [relation["id"] for name in types for relation in self.relations.get(id, ()) if relation["type"] == name]
        return [
            other for other in dict.fromkeys(tied) if other in self.things and (not living or lives(self.things[other]))
        ]


def lives(entity: Entity) -> bool:
    return "ended" not in entity["properties"]


def is_actor(entity: Entity) -> bool:
    return load_model().is_a(entity["type"], "Actor")


def organisations(view: ExportView, ids: Iterable[str], *, full: bool = True) -> Gathered:
    """Actors with their parents and, in full, their places."""
    found = Gathered()
    add_organisations(view, found, ids, full=full)
    found.modified = view.modified(found.things)
    return found


def add_organisations(view: ExportView, found: Gathered, ids: Iterable[str], *, full: bool) -> None:
    wanted = sorted(set(ids))
    _relate(found, view.relations_of(wanted, (*PARENTS, *(("LOCATED_AT", "IN_SECTOR") if full else ())), "out"))
    ends = {r["id"] for id in wanted for r in found.relations.get(id, ()) if r["type"] != "IN_SECTOR"}
    _take(view, found, {*wanted, *ends})


def services(view: ExportView, ids: Iterable[str], *, full: bool = True, located: bool = True) -> Gathered:
    """Offerings with those who provide them (and their parents); `located` with where they are, in full with everything."""
    found, wanted = Gathered(), sorted(set(ids))
    _relate(found, view.relations_of(wanted, ("PROVIDES",), "in"))
    if full or located:
        _relate(found, view.relations_of(wanted, ("LOCATED_AT", *(CONCEPTS if full else ())), "out"))
    tied = [relation for id in wanted for relation in found.relations.get(id, ())]
    _take(view, found, {*wanted, *(r["id"] for r in tied if r["type"] == "LOCATED_AT")})
    add_organisations(view, found, (r["id"] for r in tied if r["type"] == "PROVIDES"), full=full)
    found.modified = view.modified(wanted)
    return found


def places(view: ExportView, ids: Iterable[str]) -> Gathered:
    """Places with the actors and offerings that are at them."""
    found, wanted = Gathered(), sorted(set(ids))
    _relate(found, view.relations_of(wanted, ("LOCATED_AT",), "in"))
    ends = {relation["id"] for id in wanted for relation in found.relations.get(id, ())}
    _take(view, found, {*wanted, *ends})
    return found


def _relate(found: Gathered, relations: Mapping[str, list[dict[str, Any]]]) -> None:
    for id, tied in relations.items():
        holding = [relation for relation in tied if "ended" not in relation["properties"]]
        found.relations.setdefault(id, []).extend(holding)


def _take(view: ExportView, found: Gathered, ids: Iterable[str]) -> None:
    found.things |= {entity["id"]: entity for entity in view.chosen(id for id in ids if id not in found.things)}
