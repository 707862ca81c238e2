"""Where sources contradict each other: every value, who says it, which one is shown and why.

Values are ranked as in merging: the source's trust, then by when it was observed, then the value itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from schema.declarations import Property
from schema.entity import DEFAULT_TRUST, Trust, heard, ranked
from schema.record import Evidence, Scalar

# measured or derived, not claimed
UNTELLING = frozenset({"point", "accuracy", "geometry", "last_verified", "recurrence", "opening_recurrence"})
RELATIONS = {"LOCATED_AT": "address", "RUN_BY": "carrier"}
Names = Callable[[Iterable[str]], Mapping[str, str]]
WHY = {
    "trust": {"de": "die Quelle mit dem höheren Vertrauen", "en": "the source of higher trust"},
    "observed": {"de": "der neuere Stand bei gleichem Vertrauen", "en": "the later observation at equal trust"},
    "value": {
        "de": "gleich vertraut und gleich alt: feste Reihenfolge der Werte",
        "en": "equal trust and age: a fixed order",
    },
    "all": {"de": "alle Werte werden gezeigt", "en": "all values are shown"},
}


def conflicts(
    records: Sequence[Evidence], declared: Mapping[str, Property], trust: Trust, names: Names
) -> list[dict[str, Any]]:
    """The properties on which holding records contradict each other, by name of the property.

    A single-valued one conflicts where two values are claimed; one of many values, an address or a carrier only where
    one source's values have nothing in common with another's. What somebody settled by an edit is no contradiction any
    more. `names` gives the names that record ids stand for.
    """
    order = ranked(records, trust)
    found = []
    for name, prop in sorted(declared.items()):
        said = [(record, list(record.values.get(name, ()))) for record in heard(order, name)]
        if name not in UNTELLING and _contradict(said, many=prop.many):
            found.append(_conflict(name, said, trust, many=prop.many))
    linked = {link.to for record in order for link in record.links if link.type in RELATIONS}
    known = names(linked) if linked else {}
    for relation, name in RELATIONS.items():
        said = [
            (record, [known[link.to] for link in record.links if link.type == relation and link.to in known])
            for record in heard(order, relation)
        ]
        if _contradict(said, many=True):
            found.append(_conflict(name, said, trust, many=True))
    return sorted(found, key=lambda conflict: str(conflict["property"]))


def _contradict(said: Sequence[tuple[Evidence, list[Any]]], *, many: bool) -> bool:
    if not many:
        return len({value for _, values in said for value in values[:1]}) > 1
    by_source: dict[str, set[Scalar]] = defaultdict(set)
    for record, values in said:
        by_source[record.source].update(values)
    claimed = [values for values in by_source.values() if values]
    return any(not left & right for n, left in enumerate(claimed) for right in claimed[n + 1 :])


def _conflict(name: str, said: Sequence[tuple[Evidence, list[Any]]], trust: Trust, *, many: bool) -> dict[str, Any]:
    by_value: dict[Any, list[Evidence]] = {}
    for record, values in said:
        for value in values if many else values[:1]:
            by_value.setdefault(value, []).append(record)
    first, second = list(by_value)[:2]
    shown = sorted(by_value, key=str) if many else first
    why = "all" if many else _why(by_value[first][0], by_value[second][0], trust)
    return {
        "property": name,
        "shown": shown,
        "why": WHY[why],
        "values": [
            {"value": value, "sources": [_source(r, trust) for r in records]} for value, records in by_value.items()
        ],
    }


def _why(winner: Evidence, other: Evidence, trust: Trust) -> str:
    if trust.get(winner.source, DEFAULT_TRUST) != trust.get(other.source, DEFAULT_TRUST):
        return "trust"
    return "observed" if winner.since != other.since else "value"


def _source(record: Evidence, trust: Trust) -> dict[str, Any]:
    return {
        "source": record.source,
        "sheet": record.sheet,
        "row": record.row,
        "observed": record.since or None,
        "trust": trust.get(record.source, DEFAULT_TRUST),
    }
