"""The other ends of a draft's relationships, looked up and compared with what the store holds now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.view import View
from ingest.editing.draft import CONCEPTS, Draft, Tie, Trouble, WordedProblem, direction
from ingest.editing.reading import End, Ways

Now = Mapping[str, list[dict[str, Any]]]  # relationship -> rows as View.neighbours gives them


def ways(view: View, draft: Draft) -> tuple[Ways, list[Trouble]]:
    """What each relationship of the draft comes down to, and which of its ends cannot be."""
    known = view.names(tie.id for ties in draft.ties.values() for tie in ties)
    found, troubles, now = Ways(), list[Trouble](), _now(view, draft)
    for edge, ties in draft.ties.items():
        way = direction(view.model, edge, draft.type)
        wrong = [_wrong(view, draft.type, edge, way, known.get(tie.id)) for tie in ties]
        troubles += [Trouble(edge, problem) for problem in wrong if problem]
        if any(wrong):
            continue
        if edge in CONCEPTS:
            _concepts(found, {tie.id for tie in ties}, {row["id"] for row in now[edge]})
        elif way == "out":
            if draft.id is not None or ties:
                found.out[edge] = [(_end(known[tie.id]), tie) for tie in ties]
        else:
            _into(found, edge, [(_end(known[tie.id]), tie) for tie in ties], now[edge])
    return found, troubles


def _now(view: View, draft: Draft) -> Now:
    found: dict[str, list[dict[str, Any]]] = {edge: [] for edge in draft.ties}
    if draft.id is None:
        return found
    for edge in draft.ties:
        way = direction(view.model, edge, draft.type)
        if way is not None:
            found[edge] = view.relations_of([draft.id], [edge], way).get(draft.id, [])
    return found


def _wrong(view: View, type: str, edge: str, way: str | None, end: Mapping[str, Any] | None) -> WordedProblem | None:
    if end is None:
        return WordedProblem("tie-unknown")
    pair = (type, end["type"]) if way == "out" else (end["type"], type)
    return None if view.model.edge_allowed(edge, *pair) else WordedProblem("tie-type", name=str(end["name"]))


def _end(row: Mapping[str, Any]) -> End:
    return End(str(row["id"]), str(row["type"]), str(row["name"]))


def _concepts(found: Ways, wanted: set[str], now: set[str]) -> None:
    found.yes += sorted(wanted - now)
    found.no += sorted(now - wanted)


def _into(found: Ways, edge: str, wanted: list[tuple[End, Tie]], now: Iterable[Mapping[str, Any]]) -> None:
    """Only ends whose claims change: what is added is claimed, what is not wanted any more is denied."""
    said: dict[End, list[dict[str, Any]]] = {}
    for row in now:
        end = End(str(row["id"]), str(row["entity_type"]), str(row["name"]))
        said.setdefault(end, []).append(dict(row["properties"]))
    asked: dict[End, list[Tie]] = {}
    for end, tie in wanted:
        asked.setdefault(end, []).append(tie)
    changed: dict[End, list[Tie]] = {}
    for end in said.keys() | asked.keys():
        before, after = said.get(end, []), [dict(tie.properties) for tie in asked.get(end, ())]
        if all(one in after for one in before):
            added = [tie for tie in asked.get(end, ()) if dict(tie.properties) not in before]
            if added:
                changed[end] = added
        else:
            changed[end] = asked.get(end, [])
            found.denied.add((edge, end.id))
    if changed:
        found.into[edge] = dict(sorted(changed.items(), key=lambda pair: pair[0].id))
