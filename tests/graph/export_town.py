"""A tiny town as a view: every type and relationship once, with the values that are easy to get wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from schema.errors import NotFound
from schema.model import load_model

MODEL = load_model()
PRIVATE = "Erika Mustermann"
NASTY = 'Verein "Süd" \\ <b>\n=1+1'
SQUARE = "POLYGON ((13 52, 13.1 52, 13.1 52.1, 13 52))"
SAMPLES: dict[str, Any] = {
    "name": NASTY,
    "text": "Text mit ; und ]]> und \t Tab",
    "date": "2019-03",
    "period": "2019-03/..",
    "age_range": "6-12",
    "recurrence": "RRULE:FREQ=WEEKLY;BYDAY=TU,TH|16:00-18:00",
    "phone": "+49 30 123456",
    "email": "info@example.org",
    "url": "https://example.org/a b?c={d}",
    "address": "Lange Straße 1",
    "point": "13.5123 52.487",
    "geometry": SQUARE,
    "identifier": "BSN:11K01",
    "language": "tr",
    "money": "4.50 EUR",
    "integer": 7,
    "number": 0.0000125,
    "boolean": False,
}
DATES = ["2019", "2019-03", "2019-03-05"]


def sample(type_name: str, visibility: str) -> dict[str, Any]:
    """A value for every property that the view may show."""
    properties = MODEL.types[type_name].properties
    values: dict[str, Any] = {}
    for name in sorted(MODEL.visible(type_name, visibility)):
        prop = properties[name]
        value = next(iter(prop.values)) if prop.values else SAMPLES[prop.kind]
        values[name] = (DATES if prop.kind == "date" else [value]) if prop.many else value
    if "contact_persons" in values:
        values["contact_persons"] = [PRIVATE]
    return values


def node_id(type_name: str) -> str:
    return f"theme-{type_name.lower()}" if MODEL.types[type_name].scheme else f"id{type_name.lower()}"


class Town:
    """A view that keeps the promises of `ExportView`."""

    def __init__(self, visibility: str = "public") -> None:
        self.visibility = visibility

    def entities(self, type: str | None = None) -> Iterator[Mapping[str, Any]]:
        for entity in sorted(MODEL.entities(), key=lambda t: node_id(t.name)):
            if type in (None, entity.name):
                values = sample(entity.name, self.visibility)
                yield {"id": node_id(entity.name), "type": entity.name, "labels": entity.labels, "properties": values}

    def relationships(self) -> Iterator[Mapping[str, Any]]:
        rows = []
        for edge in MODEL.edges.values():
            for source in edge.sources:
                values = {n: _edge_value(edge.name, n) for n in MODEL.visible(edge.name, self.visibility)}
                ends = {"from": node_id(source), "to": node_id(edge.targets[0])}
                types = {"from_type": source, "to_type": edge.targets[0]}
                rows.append({"type": edge.name, **ends, **types, "properties": values})
        return iter(sorted(rows, key=lambda row: (row["from"], row["type"], row["to"])))

    def chosen(self, ids: Iterable[str]) -> Iterator[Mapping[str, Any]]:
        wanted = set(ids)
        return (entity for entity in self.entities() if entity["id"] in wanted)

    def relations_of(
        self, ids: Iterable[str], types: Iterable[str] = (), direction: str | None = None
    ) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {id: [] for id in ids}
        named = {entity["id"]: entity["properties"].get("name") for entity in self.entities()}
        for edge in self.relationships():
            for here, there, way in (("from", "to", "out"), ("to", "from", "in")):
                if edge[here] in found and direction in (None, way) and edge["type"] in (types or [edge["type"]]):
                    other = {"id": edge[there], "entity_type": edge[f"{there}_type"], "name": named.get(edge[there])}
                    found[edge[here]].append(
                        {"type": edge["type"], "direction": way, **other, "properties": edge["properties"]}
                    )
        return found

    def modified(self, ids: Iterable[str]) -> dict[str, str]:
        return dict.fromkeys(ids, "2026-03-01T12:00:00.000+00:00")

    def changed(self, since: str) -> Iterator[Mapping[str, Any]]:
        return iter(())

    def resolve(self, id: str) -> str:
        raise NotFound(id)

    def records(self) -> Iterator[Mapping[str, Any]]:
        row = {"source": "liste.csv", "sheet": None, "row": 17, "observed": "2014-05-01", "since": "2014", "gone": None}
        actor = {"entity": "idactor", "entity_type": "Actor"}
        yield {"id": "r1", **actor, **row, "gone": "2015-01-01"}
        yield {"id": "r1", **actor, **row, "since": "2016"}
        yield {"id": "r2", "entity": None, "entity_type": None, **row}

    def sources(self) -> list[dict[str, Any]]:
        named = {"name": "liste.csv", "title": "Liste der Vereine", "licence": "CC BY 4.0", "attribution": "Amt Süd"}
        return [{"id": "s1", **named, "trust": 60, "secret": PRIVATE}]

    def aliases(self) -> Iterator[Mapping[str, Any]]:
        yield {"alias": "idformer", "id": "idactor", "entity_type": "Actor"}

    def having(
        self, type: str, types: Iterable[str], where: Mapping[str, Iterable[str]], words: Iterable[str]
    ) -> list[str]:
        return [
            entity["id"]
            for entity in self.entities()
            if MODEL.is_a(entity["type"], type)
            and (
                entity["type"] in types or any(set(entity["properties"].get(n, ())) & set(c) for n, c in where.items())
            )
        ]

    def leading_to(self, edge: str, ids: Iterable[str]) -> list[tuple[str, str]]:
        found = {(row["from"], row["to"]) for row in self.relationships() if row["type"] == edge}
        return sorted(pair for pair in found if pair[1] in set(ids))


def _edge_value(edge: str, name: str) -> Any:
    prop = MODEL.edges[edge].properties[name]
    return next(iter(prop.values)) if prop.values else SAMPLES[prop.kind]
