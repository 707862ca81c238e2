"""What the store already knows by name: a column of such names says what it holds, whatever its heading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from graph.store import Store
from schema.recognise import Recogniser
from schema.values import name_key
from schema.vocabulary import load_vocabulary

MOST = 50_000


@dataclass(frozen=True)
class Known:
    """Folded names of actors and areas; an area's levels ('Quartier', 'Bezirk' …) by its folded name."""

    actors: frozenset[str] = frozenset()
    areas: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def is_actor(self, text: str) -> bool:
        return name_key(text) in self.actors

    def levels(self, text: str) -> frozenset[str]:
        """'Quartier' or the levels of the administrative areas of that name."""
        return self.areas.get(name_key(text), frozenset())


def known_in(store: Store) -> Known:
    """The names in a store; of a very large one, no more than MOST actors."""
    actors = store.read(
        "MATCH (e:Actor) WHERE e.ended IS NULL RETURN e.name AS name ORDER BY e.id LIMIT $most", most=MOST
    )
    areas: dict[str, set[str]] = {}
    for row in store.read(
        "MATCH (e:Entity) WHERE e.type IN ['AdministrativeArea', 'Quartier'] AND e.name IS NOT NULL "
        "RETURN e.name AS name, e.type AS type, e.level AS level"
    ):
        level = "Quartier" if row["type"] == "Quartier" else str(row["level"] or "")
        areas.setdefault(name_key(str(row["name"])), set()).add(level)
    return Known(
        frozenset(name_key(str(row["name"])) for row in actors if row["name"]),
        {name: frozenset(levels) for name, levels in areas.items()},
    )


@cache
def vocabulary_recogniser() -> Recogniser:
    """The recogniser of themes and target groups, made once."""
    return Recogniser(load_vocabulary())
