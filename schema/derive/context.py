"""The JSON-LD 1.1 context that the compact export is written against."""

from __future__ import annotations

from typing import Any

from schema.iris import (
    DATATYPES,
    IRI_KINDS,
    edge_curie,
    property_curie,
    public_properties,
    relation_curie,
)
from schema.model import PREFIXES, Model, Property


def context(model: Model) -> dict[str, Any]:
    """`context.jsonld`: prefixes, our classes, one term for every property and relationship."""
    terms: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type"}
    terms |= dict(PREFIXES)
    terms |= {name: f"qg:{name}" for name in sorted(model.types)}
    terms |= _relations(model)
    terms |= dict(sorted((_properties(model) | _edges(model) | _structure()).items()))
    return {"@context": terms}


def edge_term(name: str) -> str:
    """The key under which a relationship stands in JSON-LD."""
    return name.lower()


def _relations(model: Model) -> dict[str, Any]:
    names = {relation_curie(edge) for edge in model.edges.values()} | {"qg:Relationship"}
    return {name.partition(":")[2]: name for name in sorted(names)}


def _properties(model: Model) -> dict[str, Any]:
    return {
        prop.name: _term(prop)
        for holder in model.holders()
        for prop in public_properties(holder)
        if prop.rdf not in {"geo:asWKT", "adms:identifier"}
    }


def _term(prop: Property) -> dict[str, Any]:
    term: dict[str, Any] = {"@id": property_curie(prop)}
    if prop.language is not None:
        return term | {"@language": prop.language}
    if prop.kind in IRI_KINDS:
        return term | {"@type": "@id"}
    if prop.kind == "date":
        return term | {"@type": "xsd:date"}
    if prop.kind in DATATYPES:
        return term | {"@type": DATATYPES[prop.kind]}
    return term


def _edges(model: Model) -> dict[str, Any]:
    terms = {edge_term(e.name): {"@id": edge_curie(e), "@type": "@id"} for e in model.edges.values()}
    for edge in model.edges.values():
        for curie in (edge.rdf_from, edge.rdf_to):
            terms[curie.partition(":")[2]] = {"@id": curie, "@type": "@id"}
    return terms


def _structure() -> dict[str, Any]:
    """What the exports add around the model: geometry and identifier nodes, schemes, provenance."""
    return {
        "geometries": {"@id": "geo:hasGeometry", "@type": "@id"},
        "wkt": {"@id": "geo:asWKT", "@type": "geo:wktLiteral"},
        "identifiers": {"@id": "adms:identifier", "@type": "@id"},
        "notation": {"@id": "skos:notation"},
        "in_scheme": {"@id": "skos:inScheme", "@type": "@id"},
    }
