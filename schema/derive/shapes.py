"""SHACL shapes for our classes: cardinality, datatypes, code lists and what relationships lead to."""

from __future__ import annotations

from schema.derive.turtle import block, both, document, iri, items, node
from schema.iris import (
    DATATYPES,
    DATE_DATATYPES,
    GEOMETRY_KINDS,
    code_iri,
    edge_curie,
    is_evidence,
    is_geometry,
    property_curie,
    public_properties,
    relation_curie,
)
from schema.model import EdgeType, EntityType, Model, Property

Pairs = list[tuple[str, str]]
COMMENT = "Shapes of the exported data. Derived from the model by `python -m schema.derive`."


def shapes(model: Model) -> str:
    """`shapes.ttl`."""
    blocks = [_type_shape(model, t) for t in model.concrete() if t.name != "Record"]
    blocks += [_relation_shape(edge) for _, edge in sorted(model.edges.items()) if not is_evidence(edge)]
    blocks += [_geometry_shape(), _identifier_shape()]
    return document(COMMENT, blocks)


def _type_shape(model: Model, entity: EntityType) -> str:
    pairs: Pairs = [("a", "sh:NodeShape"), ("sh:targetClass", f"qg:{entity.name}")]
    pairs += both("sh:name", entity.caption)
    for prop in _declared_here(model, entity):
        pairs.append(("sh:property", node(_property(prop, entity))))
    for edge in model.edges.values():
        if entity.name in edge.sources:
            pairs.append(("sh:property", node(_edge(model, edge))))
    return block(f"qg:{entity.name}Shape", pairs)


def _declared_here(model: Model, entity: EntityType) -> list[Property]:
    """What no concrete ancestor's shape says already: things carry all their classes."""
    above = {
        name
        for ancestor in entity.ancestors
        if not model.types[ancestor].abstract
        for name in model.types[ancestor].properties
    }
    return [prop for prop in public_properties(entity) if prop.name not in above]


def _property(prop: Property, entity: EntityType | None = None) -> Pairs:
    nested = prop.kind in GEOMETRY_KINDS and entity is not None and not is_geometry(entity)
    path = "geo:hasGeometry" if nested else property_curie(prop)
    pairs: Pairs = [("sh:path", path)]
    pairs += both("sh:name", prop.caption) + both("sh:description", prop.definition)
    if prop.required:
        pairs.append(("sh:minCount", "1"))
    if not prop.many and not _shared(prop, entity):
        pairs.append(("sh:maxCount", "1"))
    return pairs + (_nested("geo:Geometry") if nested else _value(prop))


def _shared(prop: Property, entity: EntityType | None) -> bool:
    """Whether another property of the type has the same predicate: a label in another language."""
    return entity is not None and sum(p.rdf == prop.rdf for p in public_properties(entity) if prop.rdf) > 1


def _nested(class_curie: str) -> Pairs:
    return [("sh:nodeKind", "sh:IRI"), ("sh:class", class_curie)]


def _value(prop: Property) -> Pairs:
    if prop.language is not None:
        return [("sh:uniqueLang", "true"), ("sh:datatype", "rdf:langString")]
    if prop.values is not None:
        return [("sh:in", items(iri(code_iri(prop, code)) for code in prop.values))]
    if prop.rdf == "adms:identifier":
        return _nested("adms:Identifier")
    if prop.kind == "url":
        return [("sh:nodeKind", "sh:IRI")]
    if prop.kind == "date":
        return [("sh:or", items(f"[ sh:datatype {name} ]" for name in DATE_DATATYPES))]
    return [("sh:datatype", DATATYPES.get(prop.kind, "xsd:string"))]


def _edge(model: Model, edge: EdgeType) -> Pairs:
    pairs: Pairs = [("sh:path", edge_curie(edge))]
    pairs += both("sh:name", edge.caption) + both("sh:description", edge.definition)
    beside = [
        target
        for other in model.edges.values()
        if any(also.predicate == edge_curie(edge) for also in other.also)
        for target in other.targets
    ]
    return [*pairs, ("sh:nodeKind", "sh:IRI"), _ends((*edge.targets, *beside))]


def _ends(types: tuple[str, ...]) -> tuple[str, str]:
    if len(types) == 1:
        return ("sh:class", f"qg:{types[0]}")
    return ("sh:or", items(f"[ sh:class qg:{name} ]" for name in types))


def _relation_shape(edge: EdgeType) -> str:
    target = relation_curie(edge)
    local = target.partition(":")[2]
    pairs: Pairs = [("a", "sh:NodeShape"), ("sh:targetClass", target)]
    pairs += both("sh:name", edge.caption)
    for path, types in ((edge.rdf_from, edge.sources), (edge.rdf_to, edge.targets)):
        end: Pairs = [("sh:path", path), ("sh:minCount", "1"), ("sh:maxCount", "1"), _ends(types)]
        pairs.append(("sh:property", node(end)))
    for prop in public_properties(edge):
        pairs.append(("sh:property", node(_property(prop))))
    return block(f"qg:{local}Shape", pairs)


def _geometry_shape() -> str:
    wkt: Pairs = [
        ("sh:path", "geo:asWKT"),
        ("sh:maxCount", "1"),
        ("sh:datatype", "geo:wktLiteral"),
    ]
    return block(
        "qg:GeometryShape",
        [("a", "sh:NodeShape"), ("sh:targetObjectsOf", "geo:hasGeometry"), ("sh:property", node(wkt))],
    )


def _identifier_shape() -> str:
    notation: Pairs = [("sh:path", "skos:notation"), ("sh:minCount", "1"), ("sh:maxCount", "1")]
    return block(
        "qg:IdentifierShape",
        [("a", "sh:NodeShape"), ("sh:targetClass", "adms:Identifier"), ("sh:property", node(notation))],
    )
