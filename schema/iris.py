"""The address of everything in RDF: classes, predicates, codes, terms and things.

The exports, the shapes, the ontology and the JSON-LD context take their IRIs from here, so that they
cannot drift apart.
"""

from __future__ import annotations

from urllib.parse import quote

from schema.model import PREFIXES, VOCABULARY, EdgeType, EntityType, Model, Property

GEOMETRY_KINDS = frozenset({"point", "geometry"})
IRI_KINDS = frozenset({"url", "code"})
DATATYPES = {
    "integer": "xsd:integer",
    "number": "xsd:decimal",
    "boolean": "xsd:boolean",
    "language": "xsd:language",
    "point": "geo:wktLiteral",
    "geometry": "geo:wktLiteral",
}
DATE_DATATYPES = ("xsd:date", "xsd:gYearMonth", "xsd:gYear")


def camel(name: str) -> str:
    """`PART_OF_DEPARTMENT` and `part_of_department` become `partOfDepartment`."""
    first, *rest = name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


def property_curie(prop: Property) -> str:
    """The predicate of a property: the standard one it names, else our own."""
    return prop.rdf or f"qg:{camel(prop.name)}"


def edge_curie(edge: EdgeType) -> str:
    """The predicate of a relationship: the standard one it names, else our own."""
    return edge.rdf or f"qg:{camel(edge.name)}"


def relation_curie(edge: EdgeType) -> str:
    """The class of the node that carries a relationship's values."""
    if edge.rdf_class is not None:
        return edge.rdf_class
    name = camel(edge.name)
    return f"qg:{name[0].upper()}{name[1:]}Relation"


def is_evidence(edge: EdgeType) -> bool:
    """Whether the relationship's values only tell how it was inferred: provenance, not fact."""
    return edge.derived and edge.rdf_class is None


def is_geometry(entity: EntityType) -> bool:
    """Whether a thing of the type is itself a geometry, rather than having one."""
    return "geo:Geometry" in entity.rdf


def class_curies(entity: EntityType) -> tuple[str, ...]:
    """Our own classes of a thing of the type (most general first), then the standard ones."""
    own = tuple(f"qg:{label}" for label in entity.labels if label != "Entity")
    return own + entity.rdf


def code_iri(prop: Property, code: str) -> str:
    """The IRI of one code of a property's list."""
    return f"{code_scheme(prop)}/{quote(code, safe='')}"


def code_scheme(prop: Property) -> str:
    """The IRI of a property's list of codes."""
    return f"{VOCABULARY}{camel(prop.name)}"


def entity_iri(entity: EntityType, key: str, base: str) -> str:
    """The IRI of a thing: vocabulary terms have theirs for ever, all else lives under `base`."""
    if entity.scheme is not None:
        return f"{VOCABULARY}{quote(key, safe='')}"
    return f"{base}id/{entity.segment}/{quote(key, safe='')}"


def public_properties(holder: EntityType | EdgeType) -> list[Property]:
    """The properties that may appear in RDF at all: never a private one."""
    return [prop for prop in holder.properties.values() if prop.visibility != "private"]


def code_properties(model: Model) -> dict[str, list[Property]]:
    """All declarations of every property of kind code, by its name."""
    found: dict[str, list[Property]] = {}
    for holder in model.holders():
        for prop in public_properties(holder):
            if prop.values and prop not in found.setdefault(prop.name, []):
                found[prop.name].append(prop)
    return dict(sorted(found.items()))


def compact(iri: str) -> str:
    """The shortest `prefix:local` of an IRI, or the IRI itself where no prefix fits."""
    fitting = [(base, prefix) for prefix, base in PREFIXES.items() if iri.startswith(base)]
    if not fitting:
        return iri
    base, prefix = max(fitting)
    return f"{prefix}:{iri[len(base) :]}"
