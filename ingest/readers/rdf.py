"""Our own RDF dumps, read back: the things with their values and relationships, in any of the syntaxes that hold the data.

The file is loaded into a store on disk, so memory does not grow with it. What the standard profiles repeat is left aside: only the
predicates and classes of the model count. Provenance in N-Quads is not read.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox

from ingest.readers.rdf_terms import Predicates, predicates_of, value_of
from schema.errors import UnreadableFile
from schema.iris import edge_curie, relation_curie
from schema.model import ONTOLOGY, VOCABULARY, EdgeType, EntityType, load_model
from schema.record import Scalar

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
REMEMBERED = 50_000  # types of things, which many others point at
LOOK = 65_536  # bytes at the beginning: enough for the prefixes and a first thing
# Ids as we give them: a view's streams go through them by their first letters.
_THING = re.compile(r"(?P<base>[^#]*)/id/(?P<segment>[a-z-]+)/(?P<key>[0-9a-z]{1,64})")
_CONCEPT = re.compile(re.escape(VOCABULARY) + r"(?P<key>[^/#]+)")
_PROVENANCE = "/graph/provenance"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Ends = tuple[str, str, str]  # relationship type, id and type of the target


@dataclass
class Thing:
    """One thing of a dump. `links` are (relationship type, target id, target type, properties)."""

    id: str
    type: str
    values: dict[str, list[Scalar]] = field(default_factory=dict)
    links: list[tuple[str, str, str, dict[str, Scalar]]] = field(default_factory=list)


def is_dump(path: Path) -> bool:
    """Is this a file in one of the syntaxes that speaks in the words of our ontology?"""
    if path.suffix.lower() not in FORMATS or not path.is_file():
        return False
    with path.open("rb") as file:
        return ONTOLOGY.encode() in file.read(LOOK)


class Dump:
    """A dump on disk. Use it as a context manager; raises UnreadableFile for what is no RDF."""

    def __init__(self, path: Path) -> None:
        self._model = load_model()
        self._kinds: dict[str, str | None] = {}
        self._folder = tempfile.mkdtemp(prefix="quartiersgraph-rdf-")
        self._store = ox.Store(self._folder)
        try:
            self._store.bulk_load(path=str(path), format=FORMATS[path.suffix.lower()])
        except (SyntaxError, ValueError, OSError) as error:
            self.close()
            raise UnreadableFile(
                f"{path.name} is not readable RDF: {error}",
                hint="Export it again; JSON-LD must bear its context.",
                details={"path": path.name},
            ) from error

    def __enter__(self) -> Dump:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove what was written to disk."""
        del self._store
        shutil.rmtree(self._folder, ignore_errors=True)

    def sources(self) -> Iterator[Thing]:
        """Whose data it is: title, licence, attribution."""
        yield from self._of(self._model.type("Source"))

    def things(self) -> Iterator[Thing]:
        """Every thing but the terms of the vocabularies, which come along with the program; by type and address."""
        for entity in self._model.entities():
            if entity.scheme is None:
                yield from self._of(entity)

    def ids(self) -> Iterator[str]:
        """The ids of the things, without reading them."""
        for entity in self._model.entities():
            if entity.scheme is None:
                yield from (id for _, id in self._subjects_of(entity))

    def _of(self, entity: EntityType) -> Iterator[Thing]:
        for address, id in self._subjects_of(entity):
            yield self._thing(address, id, entity)

    def _subjects_of(self, entity: EntityType) -> Iterator[tuple[str, str]]:
        """Addresses and ids of the things whose most special type this is."""
        kind = ox.NamedNode(ONTOLOGY + entity.name)
        subjects = set(self._subjects(_TYPE, kind))
        for address in sorted(subjects):
            found = _THING.fullmatch(address)
            if found and self._type_of(address) == entity.name:
                yield address, unquote(found["key"])

    def _thing(self, address: str, id: str, entity: EntityType) -> Thing:
        thing = Thing(id, entity.name)
        known = predicates_of(entity.name)
        for predicate, term in self._about(address):
            self._take(thing, address, known, predicate, term)
        thing.links += self._relationships(address, entity)
        thing.values = {name: sorted(set(values), key=str) for name, values in sorted(thing.values.items())}
        return thing

    def _take(self, thing: Thing, address: str, known: Predicates, predicate: str, term: Term) -> None:
        for prop in known.properties.get(predicate, ()):
            value = value_of(prop, term)
            if value is not None:
                thing.values.setdefault(prop.name, []).append(value)
        nested = known.nested.get(predicate)
        if nested is None or not isinstance(term, ox.NamedNode):
            return
        for prop, inner in nested:
            if prop.kind not in ("point", "geometry") or term.value == f"{address}#{prop.name}":
                for other, text in self._about(term.value):
                    if other == inner and (value := value_of(prop, text)) is not None:
                        thing.values.setdefault(prop.name, []).append(value)

    def _relationships(self, address: str, entity: EntityType) -> Iterator[tuple[str, str, str, dict[str, Scalar]]]:
        told: set[Ends] = set()
        for edge, target, properties in self._nodes(address):
            told.add((edge.name, *target))
            yield edge.name, *target, properties
        for predicate, term in self._about(address):
            end = self._end(term) if predicate in self._edges else None
            for edge in self._edges[predicate] if end else ():
                if end and self._model.edge_allowed(edge.name, entity.name, end[1]) and (edge.name, *end) not in told:
                    told.add((edge.name, *end))
                    yield edge.name, *end, {}

    def _nodes(self, address: str) -> Iterator[tuple[EdgeType, tuple[str, str], dict[str, Scalar]]]:
        """The relationships with values that lead from a thing: a node each."""
        start = ox.NamedNode(address)
        nodes = {node for name in self._starts for node in self._subjects(name, start)}
        for node in sorted(nodes):
            said = list(self._about(node))
            for edge in (self._classes[name] for name in sorted(_types(said)) if name in self._classes):
                ends = [self._end(t) for p, t in said if p == self._model.expand(edge.rdf_to)]
                if ends and ends[0] is not None:
                    yield edge, ends[0], self._values(edge, said)

    @staticmethod
    def _values(edge: EdgeType, said: list[tuple[str, Term]]) -> dict[str, Scalar]:
        known = predicates_of(edge.name).properties
        return {
            prop.name: value
            for predicate, term in said
            for prop in known.get(predicate, ())
            if (value := value_of(prop, term)) is not None
        }

    def _end(self, term: Term) -> tuple[str, str] | None:
        """Id and type of a thing that is pointed at."""
        if not isinstance(term, ox.NamedNode):
            return None
        found = _THING.fullmatch(term.value) or _CONCEPT.fullmatch(term.value)
        kind = self._type_of(term.value) if found else None
        return (unquote(found["key"]), kind) if found and kind else None

    def _type_of(self, address: str) -> str | None:
        """The most special type of the model that a thing is said to be of."""
        if address not in self._kinds:
            if len(self._kinds) > REMEMBERED:
                self._kinds.clear()
            names = {name.removeprefix(ONTOLOGY) for name in _types(self._about(address))} & self._model.types.keys()
            most = max(names, key=lambda name: (len(self._model.types[name].labels), name), default=None)
            self._kinds[address] = most
        return self._kinds[address]

    def _about(self, address: str) -> Iterator[tuple[str, Term]]:
        for quad in self._store.quads_for_pattern(ox.NamedNode(address), None, None):
            if self._counts(quad):
                yield quad.predicate.value, quad.object

    def _subjects(self, predicate: ox.NamedNode, object: ox.NamedNode) -> Iterator[str]:
        for quad in self._store.quads_for_pattern(None, predicate, object):
            if self._counts(quad) and isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value

    @staticmethod
    def _counts(quad: ox.Quad) -> bool:
        return not (isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.endswith(_PROVENANCE))

    @cached_property
    def _edges(self) -> Mapping[str, list[EdgeType]]:
        found: dict[str, list[EdgeType]] = {}
        for edge in self._model.edges.values():
            found.setdefault(self._model.expand(edge_curie(edge)), []).append(edge)
        return found

    @cached_property
    def _classes(self) -> Mapping[str, EdgeType]:
        return {self._model.expand(relation_curie(edge)): edge for edge in self._model.edges.values()}

    @cached_property
    def _starts(self) -> list[ox.NamedNode]:
        return [
            ox.NamedNode(self._model.expand(name)) for name in sorted({e.rdf_from for e in self._model.edges.values()})
        ]


def _types(said: Iterable[tuple[str, Term]]) -> set[str]:
    return {term.value for name, term in said if name == _TYPE.value and isinstance(term, ox.NamedNode)}
