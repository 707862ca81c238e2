"""The model: every type and relationship of `schema/types`, with what it inherits.

>>> model = load_model()
>>> model.types["Department"].labels
('Entity', 'Actor', 'Department')
>>> model.edge_allowed("PROVIDES", "Department", "Offering")
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from schema.declarations import (
    KINDS,
    VISIBILITIES,
    Caption,
    EdgeType,
    EntityType,
    Property,
    read_edge,
    read_type,
)
from schema.errors import ModelError

__all__ = [
    "KINDS",
    "ONTOLOGY",
    "PREFIXES",
    "VISIBILITIES",
    "VOCABULARY",
    "Caption",
    "EdgeType",
    "EntityType",
    "Model",
    "Property",
    "load_model",
    "read_model",
]

ONTOLOGY = "https://w3id.org/quartiersgraph/ontology#"
VOCABULARY = "https://w3id.org/quartiersgraph/vocabulary/"
PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "qg": ONTOLOGY,
        "qgv": VOCABULARY,
        "adms": "http://www.w3.org/ns/adms#",
        "as": "https://www.w3.org/ns/activitystreams#",
        "cpsv": "http://purl.org/vocab/cpsv#",
        "cv": "http://data.europa.eu/m8g/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcatap": "http://data.europa.eu/r5r/",
        "dcatde": "http://dcat-ap.de/def/dcatde/",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "hydra": "http://www.w3.org/ns/hydra/core#",
        "ldes": "https://w3id.org/ldes#",
        "locn": "http://www.w3.org/ns/locn#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "time": "http://www.w3.org/2006/time#",
        "tree": "https://w3id.org/tree#",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "void": "http://rdfs.org/ns/void#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
TYPES_FOLDER = Path(__file__).parent / "types"
ROOT = "Thing"


@dataclass(frozen=True)
class Model:
    """All types (abstract ones too) and all relationship types that may be written."""

    types: Mapping[str, EntityType]
    edges: Mapping[str, EdgeType]
    _visible: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def type(self, name: str) -> EntityType:
        """The type of that name; `ModelError` if there is none."""
        try:
            return self.types[name]
        except KeyError:
            raise ModelError(f"no type {name!r} in the model", hint=f"{sorted(self.types)}") from None

    def edge(self, name: str) -> EdgeType:
        """The relationship type of that name; `ModelError` if there is none."""
        try:
            return self.edges[name]
        except KeyError:
            raise ModelError(f"no relationship {name!r} in the model", hint=f"{sorted(self.edges)}") from None

    def concrete(self) -> tuple[EntityType, ...]:
        """The types that nodes of the graph can have, in order of their names."""
        return tuple(t for _, t in sorted(self.types.items()) if not t.abstract)

    def entities(self) -> tuple[EntityType, ...]:
        """The concrete types whose nodes carry the label Entity (not Source and Record)."""
        return tuple(t for t in self.concrete() if "Entity" in t.labels)

    def holders(self) -> tuple[EntityType | EdgeType, ...]:
        """All types and relationship types: everything that declares properties."""
        return (*self.types.values(), *self.edges.values())

    def is_a(self, name: str, ancestor: str) -> bool:
        """Whether `name` is `ancestor` or inherits from it."""
        return name == ancestor or ancestor in self.type(name).ancestors

    def edge_allowed(self, rel: str, source: str, target: str) -> bool:
        """Whether the relationship may lead from the one type to the other."""
        edge = self.edges.get(rel)
        return edge is not None and (
            any(self.is_a(source, name) for name in edge.sources)
            and any(self.is_a(target, name) for name in edge.targets)
        )

    def visible(self, name: str, visibility: str) -> frozenset[str]:
        """The properties of a type or relationship type which a view of `visibility` may show."""
        known = self._visible.get((name, visibility))
        if known is None:
            holder = self.edges[name] if name in self.edges else self.type(name)
            limit = _rank(visibility)
            known = frozenset(p.name for p in holder.properties.values() if _rank(p.visibility) <= limit)
            self._visible[name, visibility] = known
        return known

    def expand(self, curie: str) -> str:
        """The full IRI of a name like `org:role`; `ModelError` for an unknown prefix."""
        prefix, _, local = curie.partition(":")
        if prefix not in PREFIXES or not local:
            raise ModelError(f"{curie!r} has no declared prefix", hint=f"{sorted(PREFIXES)}")
        return PREFIXES[prefix] + local


@cache
def load_model() -> Model:
    """The model that comes along; read once per process."""
    return read_model(TYPES_FOLDER)


def read_model(folder: Path) -> Model:
    """The model in `folder` (`*.yaml` and `edges/*.yaml`); `ModelError` names file and key."""
    types = _inherit({t.name: t for t in (read_type(*_yaml(p)) for p in _files(folder))})
    edges = _inherit_edges({e.name: e for e in (read_edge(*_yaml(p)) for p in _files(folder / "edges"))})
    _check_ends(types, edges)
    return Model(MappingProxyType(types), MappingProxyType(edges))


def _rank(visibility: str) -> int:
    if visibility not in VISIBILITIES:
        raise ModelError(f"unknown visibility {visibility!r}", hint=str(VISIBILITIES))
    return VISIBILITIES.index(visibility)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))


def _yaml(path: Path) -> tuple[str, Any]:
    where = f"{path.parent.name}/{path.name}"
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ModelError(f"{where}: cannot be read: {error}") from error
    if not isinstance(raw, dict) or raw.get("name") != path.stem:
        raise ModelError(f"{where}: name must be {path.stem!r}, as the file is called")
    return where, raw


def _lineage(name: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """The names above `name`, eldest first."""
    line: list[str] = []
    above = parents[name]
    while above is not None:
        if above not in parents:
            raise ModelError(f"{name}.yaml: extends: no type {above!r}")
        if above in line or above == name:
            raise ModelError(f"{name}.yaml: extends: {above!r} inherits from itself")
        line.append(above)
        above = parents[above]
    return tuple(reversed(line))


def _inherit(declared: Mapping[str, EntityType]) -> dict[str, EntityType]:
    parents = {name: t.extends for name, t in declared.items()}
    return {name: _whole_type(t, _lineage(name, parents), declared) for name, t in declared.items()}


def _whole_type(own: EntityType, line: tuple[str, ...], declared: Mapping[str, EntityType]) -> EntityType:
    family = [*(declared[name] for name in line), own]
    properties: dict[str, Property] = {}
    for member in family:
        properties.update(member.properties)
    root = ("Entity",) if ROOT in (*line, own.name) else ()
    return replace(
        own,
        properties=MappingProxyType(properties),
        rdf=tuple(dict.fromkeys(curie for member in family for curie in member.rdf)),
        segment=_nearest([member.segment for member in family]),
        scheme=_nearest([member.scheme for member in family]),
        ancestors=line,
        labels=root + tuple(member.name for member in family if not member.abstract),
    )


def _nearest(values: list[str | None]) -> str | None:
    return next((value for value in reversed(values) if value is not None), None)


def _inherit_edges(declared: Mapping[str, EdgeType]) -> dict[str, EdgeType]:
    parents = {name: e.extends for name, e in declared.items()}
    whole: dict[str, EdgeType] = {}
    for name, edge in declared.items():
        family = [*(declared[above] for above in _lineage(name, parents)), edge]
        properties = {p.name: p for member in family for p in member.properties.values()}
        derived = any(member.derived for member in family)
        if not edge.abstract:
            whole[name] = replace(edge, properties=MappingProxyType(properties), derived=derived)
    return whole


def _check_ends(types: Mapping[str, EntityType], edges: Mapping[str, EdgeType]) -> None:
    for edge in edges.values():
        for end in (*edge.sources, *edge.targets):
            if end not in types:
                raise ModelError(f"edges/{edge.name}.yaml: edge: no type {end!r}")
        if not edge.sources or not edge.targets:
            raise ModelError(f"edges/{edge.name}.yaml: edge: from and to must name types")
        for name in edge.discriminators:
            if name not in edge.properties:
                raise ModelError(f"edges/{edge.name}.yaml: discriminators: no property {name!r}")
