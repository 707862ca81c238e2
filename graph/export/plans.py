"""What to do with a thing or relationship of each type, worked out once per type and then repeated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any

from graph.export.resource import DATA, PROVENANCE, Resource, Statement
from graph.export.says import Speaker
from graph.export.standards import Profiled
from graph.export.stubs import Stubs
from graph.export.terms import CURIE, IRI, STRING, Convert, converter, key
from graph.export.view import Row
from schema.iris import (
    GEOMETRY_KINDS,
    class_curies,
    edge_curie,
    is_evidence,
    is_geometry,
    property_curie,
    relation_curie,
)
from schema.model import VOCABULARY, EdgeType, EntityType, Model, Property
from schema.profiles import profiles_of

__all__ = ["DATA", "PROVENANCE", "EdgePlan", "Literals", "Plans", "Resource", "Statement", "TypePlan"]


class Literals:
    """The statements of all plain properties of a holder that a visibility lets through."""

    def __init__(self, properties: list[Property], codes: set[str]) -> None:
        self._columns = [(p.name, property_curie(p), converter(p), p.values is not None) for p in properties]
        self._codes = codes

    def of(self, values: Mapping[str, Any]) -> list[Statement]:
        """The statements for these values, in the model's order, the values of a list sorted."""
        found: list[Statement] = []
        for name, curie, convert, is_code in self._columns:
            value = values.get(name)
            if value is None:
                continue
            terms = _terms(value, convert)
            if is_code:
                self._codes.update(text for _, text in terms)
            found.extend([(curie, form, text) for form, text in terms])
        return found


def _terms(value: Any, convert: Convert) -> list[tuple[str, str]]:
    if isinstance(value, list | tuple):
        return sorted({convert(item) for item in value})
    return [convert(value)]


class TypePlan:
    """How things of one type are written; geometry and identifiers become nodes of their own."""

    def __init__(self, entity: EntityType, visible: frozenset[str], plans: Plans) -> None:
        self.prefix = VOCABULARY if entity.scheme else f"{plans.base}id/{entity.segment}/"
        self.classes: list[Statement] = [("rdf:type", CURIE, curie) for curie in class_curies(entity)]
        if entity.scheme:
            self.classes.append(("skos:inScheme", IRI, f"{VOCABULARY}{entity.scheme}"))
            plans.stubs.schemes.add(entity.scheme)
        shown = [p for p in entity.properties.values() if p.name in visible and p.visibility != "private"]
        own = is_geometry(entity)
        self._geometry = [p for p in shown if p.kind in GEOMETRY_KINDS and not own]
        self._identifiers = [p for p in shown if p.rdf == "adms:identifier"]
        nested = {p.name for p in (*self._geometry, *self._identifiers)}
        self._literals = Literals([p for p in shown if p.name not in nested], plans.stubs.codes)
        self._convert = {p.name: converter(p) for p in self._geometry}
        speaker = Speaker(entity, frozenset(p.name for p in shown), plans.stubs, plans.base)
        self._profiled = Profiled(entity.name, profiles_of(entity.name, plans.model), speaker)

    def resources(self, entity: Row) -> Iterator[Resource]:
        """The thing itself, then its geometry, its identifiers and what the standard profiles put beside it."""
        subject, values = self.prefix + key(entity["id"]), entity["properties"]
        statements, beside = [*self.classes, *self._literals.of(values)], list[Resource]()
        for link, node in (*self._geometries(subject, values), *self._identifier_nodes(subject, values)):
            statements.append(link)
            beside.append(node)
        self._profiled.speak(entity["id"], subject, values, statements, beside)
        yield Resource(subject, statements, DATA)
        yield from beside

    def iri(self, id: str) -> str:
        """The address of a thing of the type."""
        return self.prefix + key(id)

    def mention(self, entity: Row) -> Iterator[Resource]:
        """What stands for the thing where it is only spoken of: its classes and its name.

        All of it where a profile holds of it that does not hold of others, for shapes ask more of such a thing.
        """
        values = entity["properties"]
        if self._profiled.holds_some(values):
            yield from self.resources(entity)
            return
        label = self._literals.of({"name": values["name"]}) if "name" in values else []
        yield Resource(self.prefix + key(entity["id"]), [*self.classes, *label], DATA)

    def _geometries(self, subject: str, values: Mapping[str, Any]) -> Iterator[tuple[Statement, Resource]]:
        for prop in self._geometry:
            if values.get(prop.name) is not None:
                form, text = self._convert[prop.name](values[prop.name])
                address = f"{subject}#{prop.name}"
                shape = [("rdf:type", CURIE, "geo:Geometry"), ("geo:asWKT", form, text)]
                yield ("geo:hasGeometry", IRI, address), Resource(address, shape, DATA)

    def _identifier_nodes(self, subject: str, values: Mapping[str, Any]) -> Iterator[tuple[Statement, Resource]]:
        for prop in self._identifiers:
            for _, text in _terms(values.get(prop.name) or (), converter(prop)):
                digest = blake2b(text.encode(), digest_size=8).hexdigest()
                address = f"{subject}#identifier-{digest}"
                what = [("rdf:type", CURIE, "adms:Identifier"), ("skos:notation", STRING, text)]
                yield ("adms:identifier", IRI, address), Resource(address, what, DATA)


class EdgePlan:
    """How relationships of one type are written."""

    def __init__(self, edge: EdgeType, visible: frozenset[str], codes: set[str], model: Model) -> None:
        self.predicate = edge_curie(edge)
        self.source, self.target = edge.rdf_from, edge.rdf_to
        self.graph = PROVENANCE if is_evidence(edge) else DATA
        classes = (relation_curie(edge), "qg:Relationship")
        self.classes: list[Statement] = [("rdf:type", CURIE, curie) for curie in classes]
        self.identity = (*edge.discriminators, "since", "until")
        shown = [p for p in edge.properties.values() if p.name in visible and p.visibility != "private"]
        self._names = frozenset(p.name for p in shown)
        self._always = edge.rdf_class is not None
        self.values = Literals(shown, codes).of
        self._also = [(a.predicate, a.source, a.target, a.unless) for a in edge.also]
        self._is_a = model.is_a

    def predicates(self, edge: Row) -> list[str]:
        """The relationship's own predicate, then the standard ones that stand beside it."""
        found = [self.predicate]
        for predicate, source, target, unless in self._also:
            if (
                (source is None or self._is_a(edge["from_type"], source))
                and (target is None or self._is_a(edge["to_type"], target))
                and not any(edge["properties"].get(name) == value for name, value in unless.items())
            ):
                found.append(predicate)
        return found

    def has_node(self, properties: Mapping[str, Any]) -> bool:
        """Whether there is more to say than that the two belong together."""
        return self._always or not self._names.isdisjoint(properties)


class Plans:
    """The plans of every type, and what is only known once all things were written."""

    def __init__(self, model: Model, visibility: str, base: str) -> None:
        self.base, self.model = base, model
        self.stubs = Stubs()
        self._visibility = visibility
        self._types: dict[str, TypePlan] = {}
        self._edges: dict[str, EdgePlan] = {}

    def type(self, name: str) -> TypePlan:
        plan = self._types.get(name)
        if plan is None:
            visible = self.model.visible(name, self._visibility)
            plan = self._types[name] = TypePlan(self.model.type(name), visible, self)
        return plan

    def edge(self, name: str) -> EdgePlan:
        plan = self._edges.get(name)
        if plan is None:
            visible = self.model.visible(name, self._visibility)
            plan = self._edges[name] = EdgePlan(self.model.edge(name), visible, self.stubs.codes, self.model)
        return plan

    def iri(self, type_name: str, text: str) -> str:
        """The address of a thing of that type."""
        return self.type(type_name).iri(text)
