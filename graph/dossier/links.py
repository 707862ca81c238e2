"""The network of a dossier: the actors of the rows, their cooperations, and who runs whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.dossier.parts import Links, Member
from graph.dossier.reading import holding
from graph.dossier.words import Words
from graph.view import View

MOST = 40
ROWS = 1_500  # of so many rows the actors are looked at
LOOKS = {"Actor": "actor", "Department": "department", "Cooperation": "cooperation"}
TIES = {"MEMBER_OF": "member", "RUN_BY": "carrier"}


def links(view: View, rows: Sequence[Mapping[str, Any]], known: str, words: Words) -> Links:
    """Nodes that are linked, the most linked first, as many as a picture holds; the others are counted."""
    named = view.names(_ids(rows[:ROWS]))
    start = [id for id, thing in named.items() if thing["type"] in LOOKS]
    ties = _ties(view, start, named, known)
    names = view.names({id for tie in ties for id in tie[:2]} | set(start))
    chosen = _chosen(ties)
    order = sorted(chosen, key=lambda id: (LOOKS[names[id]["type"]], str(names[id]["name"]).casefold(), id))
    found, place = Links(), {id: n for n, id in enumerate(order)}
    counted: dict[str, int] = {}
    for id in order:
        look = LOOKS[names[id]["type"]]
        counted[look] = counted.get(look, 0) + 1
        found.nodes.append(Member(f"{words(f'letter.{look}')}{counted[look]}", look, str(names[id]["name"])))
    found.edges = sorted((place[a], place[b], look) for a, b, look in ties if a in place and b in place)
    linked = {id for tie in ties for id in tie[:2]}
    found.left = len(linked) - len(order)
    found.alone = len(set(start) - linked)
    said = view.evidence(id for id in order if names[id]["type"] == "Cooperation")
    said |= view.evidence(source for source, _, look in ties if look == "carrier" and source in chosen)
    found.sources = sorted({str(line["source"]) for lines in said.values() for line in lines})
    return found


def _ids(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """Every id that a row names: its own and those of the things in its columns."""
    found: set[str] = set()
    for row in rows:
        for value in (row, *row.values()):
            for thing in value if isinstance(value, list) else [value]:
                if isinstance(thing, Mapping) and thing.get("id"):
                    found.add(str(thing["id"]))
    return found


def _ties(view: View, start: Sequence[str], named: Mapping[str, Any], known: str) -> set[tuple[str, str, str]]:
    """(from, to, look): memberships of the actors, those of the named cooperations among them, and carriers."""
    ties: set[tuple[str, str, str]] = set()
    for id, relations in view.relations_of(start).items():
        for relation in relations:
            look = TIES.get(relation["type"])
            inside = relation["direction"] == "out" or relation["id"] in named
            if look and inside:
                ends = (id, relation["id"]) if relation["direction"] == "out" else (relation["id"], id)
                ties.add((*ends, look))
    held = holding(view, {id for tie in ties for id in tie[:2]}, known)
    return {tie for tie in ties if tie[0] in held and tie[1] in held and tie[0] != tie[1]}


def _chosen(ties: set[tuple[str, str, str]]) -> set[str]:
    """The most linked things and what links them: whole hubs with their partners, as long as there is room."""
    around: dict[str, set[str]] = {}
    for source, target, _ in ties:
        around.setdefault(source, set()).add(target)
        around.setdefault(target, set()).add(source)
    hubs = sorted(around, key=lambda id: (-len(around[id]), id))
    kept: set[str] = set()
    for hub in hubs:
        group = {hub} | around[hub]
        if len(kept | group) <= MOST:
            kept |= group
        elif not kept:
            kept = {hub, *sorted(around[hub], key=lambda id: (-len(around[id]), id))[: MOST - 1]}
    return kept
