"""What to do with a thing or relationship of each type, worked out once per type and then repeated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

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

Statement = tuple[str, str, str]  # predicate (curie), form, text
DATA, PROVENANCE = "data", "provenance"


class Resource(NamedTuple):
    """A subject (full IRI) with statements about it, in the named graph they belong to."""

    subject: str
    statements: list[Statement]
    graph: str


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
            plans.schemes.add(entity.scheme)
        shown = [p for p in entity.properties.values() if p.name in visible and p.visibility != "private"]
        own = is_geometry(entity)
        self._geometry = [p for p in shown if p.kind in GEOMETRY_KINDS and not own]
        self._identifiers = [p for p in shown if p.rdf == "adms:identifier"]
        nested = {p.name for p in (*self._geometry, *self._identifiers)}
        self._literals = Literals([p for p in shown if p.name not in nested], plans.codes)
        self._convert = {p.name: converter(p) for p in self._geometry}
        self._remember = plans.remember

    def resources(self, entity: Row) -> Iterator[Resource]:
        """The thing itself, then its geometry and identifiers."""
        subject, values = self.prefix + key(entity["id"]), entity["properties"]
        self._remember(entity["id"], self.prefix)
        statements = [*self.classes, *self._literals.of(values)]
        nodes = [*self._geometries(subject, values), *self._identifier_nodes(subject, values)]
        statements += [link for link, _ in nodes]
        yield Resource(subject, statements, DATA)
        for _, node in nodes:
            yield node

    def mention(self, id: str, name: str | None) -> Iterator[Resource]:
        """What stands for the thing where it is only spoken of: its classes and its name."""
        label = self._literals.of({"name": name}) if name is not None else []
        yield Resource(self.prefix + key(id), [*self.classes, *label], DATA)

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

    def __init__(self, edge: EdgeType, visible: frozenset[str], codes: set[str]) -> None:
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

    def has_node(self, properties: Mapping[str, Any]) -> bool:
        """Whether there is more to say than that the two belong together."""
        return self._always or not self._names.isdisjoint(properties)


class Plans:
    """The plans of every type, and what is only known once all things were written."""

    def __init__(self, model: Model, visibility: str, base: str) -> None:
        self.base = base
        self.codes: set[str] = set()
        self.schemes: set[str] = set()
        self._model = model
        self._visibility = visibility
        self._types: dict[str, TypePlan] = {}
        self._edges: dict[str, EdgePlan] = {}
        self._prefixes: dict[str, str] = {}

    def type(self, name: str) -> TypePlan:
        plan = self._types.get(name)
        if plan is None:
            visible = self._model.visible(name, self._visibility)
            plan = self._types[name] = TypePlan(self._model.type(name), visible, self)
        return plan

    def edge(self, name: str) -> EdgePlan:
        plan = self._edges.get(name)
        if plan is None:
            visible = self._model.visible(name, self._visibility)
            plan = self._edges[name] = EdgePlan(self._model.edge(name), visible, self.codes)
        return plan

    def iri(self, type_name: str, text: str) -> str:
        """The address of a thing of that type."""
        return self.type(type_name).prefix + key(text)

    def remember(self, text: str, prefix: str) -> None:
        """Keeps under which prefix a thing was written: records name it by its id alone."""
        self._prefixes[text] = prefix

    def known(self, text: str | None) -> str | None:
        """The address of a thing that was written; None for one that was not."""
        prefix = self._prefixes.get(text) if text is not None else None
        return None if prefix is None or text is None else prefix + key(text)
