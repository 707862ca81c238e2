"""The ontology: our own classes and properties, tied to the standard ones, and the code lists."""

from __future__ import annotations

from collections.abc import Iterator

from schema.derive.turtle import block, both, document, iri, literal
from schema.iris import (
    DATATYPES,
    IRI_KINDS,
    code_iri,
    code_properties,
    code_scheme,
    edge_curie,
    is_evidence,
    property_curie,
    public_properties,
    relation_curie,
)
from schema.model import ONTOLOGY, Caption, EdgeType, EntityType, Model, Property

Pairs = list[tuple[str, str]]
COMMENT = "The ontology of the exported data. Derived from the model by `python -m schema.derive`."
RELATION = (
    Caption("Beziehung", "Relationship"),
    Caption(
        "Knoten, der die Angaben einer Beziehung trägt.",
        "Node that carries the values of a relationship.",
    ),
)
ENDS = {
    "from": (Caption("von", "from"), Caption("Ausgang der Beziehung.", "Where the relationship starts.")),
    "to": (Caption("nach", "to"), Caption("Ziel der Beziehung.", "Where the relationship leads.")),
}
AGES = {  # what the vocabulary of target groups says of them
    "minAge": (Caption("Mindestalter", "minimum age"), Caption("In vollendeten Jahren.", "In full years.")),
    "maxAge": (Caption("Höchstalter", "maximum age"), Caption("In vollendeten Jahren.", "In full years.")),
    "ageBasis": (
        Caption("Grundlage der Altersspanne", "basis of the age range"),
        Caption("Worauf die Altersspanne beruht.", "What the age range rests on."),
    ),
}


def ontology(model: Model) -> str:
    """`ontology.ttl`."""
    blocks = [_header()]
    blocks += [_class(t) for _, t in sorted(model.types.items())]
    blocks.append(_described("qg:Relationship", "owl:Class", *RELATION))
    blocks += [_relation(edge) for _, edge in sorted(model.edges.items())]
    blocks += [_described(f"qg:{name}", "owl:ObjectProperty", *texts) for name, texts in ENDS.items()]
    blocks += [_described(f"qg:{name}", "owl:DatatypeProperty", *texts) for name, texts in AGES.items()]
    blocks += _own_properties(model)
    blocks += [_edge(e) for _, e in sorted(model.edges.items()) if edge_curie(e).startswith("qg:")]
    blocks += list(_codes(model))
    return document(COMMENT, blocks)


def _header() -> str:
    title = Caption("Ontologie Quartiersgraph", "Quartiersgraph ontology")
    pairs: Pairs = [("a", "owl:Ontology"), *both("rdfs:label", title)]
    return block(iri(ONTOLOGY.rstrip("#")), pairs)


def _described(subject: str, kind: str, caption: Caption, definition: Caption, more: Pairs | None = None) -> str:
    texts = both("rdfs:label", caption) + both("skos:definition", definition)
    origin = ("rdfs:isDefinedBy", iri(ONTOLOGY.rstrip("#")))
    return block(subject, [("a", kind), *texts, *(more or []), origin])


def _class(entity: EntityType) -> str:
    parents: Pairs = [("rdfs:subClassOf", f"qg:{entity.extends}")] if entity.extends else []
    parents += [("rdfs:subClassOf", curie) for curie in entity.rdf]
    return _described(f"qg:{entity.name}", "owl:Class", entity.caption, entity.definition, parents)


def _relation(edge: EdgeType) -> str:
    name = relation_curie(edge)
    if not name.startswith("qg:"):
        return block(name, [("rdfs:subClassOf", "qg:Relationship")])
    parent: Pairs = [("rdfs:subClassOf", "qg:Relationship")]
    if is_evidence(edge):
        parent.append(("rdfs:subClassOf", "prov:Entity"))
    return _described(name, "owl:Class", edge.caption, edge.definition, parent)


def _own_properties(model: Model) -> list[str]:
    own: dict[str, Property] = {}
    domains: dict[str, set[str]] = {}
    for holder in model.holders():
        for prop in public_properties(holder):
            if property_curie(prop).startswith("qg:"):
                own[prop.name] = prop
                if isinstance(holder, EntityType) and prop.name in holder.own:
                    domains.setdefault(prop.name, set()).add(f"qg:{holder.name}")
    return [_property(prop, domains.get(name, set())) for name, prop in sorted(own.items())]


def _property(prop: Property, domains: set[str]) -> str:
    kind = "owl:ObjectProperty" if prop.kind in IRI_KINDS else "owl:DatatypeProperty"
    more: Pairs = [("rdfs:domain", name) for name in domains if len(domains) == 1]
    if prop.kind == "code":
        more.append(("rdfs:range", "skos:Concept"))
    elif prop.kind not in IRI_KINDS and prop.kind != "date":
        more.append(("rdfs:range", DATATYPES.get(prop.kind, "xsd:string")))
    return _described(property_curie(prop), kind, prop.caption, prop.definition, more)


def _edge(edge: EdgeType) -> str:
    more: Pairs = [("rdfs:domain", f"qg:{name}") for name in edge.sources if len(edge.sources) == 1]
    more += [("rdfs:range", f"qg:{name}") for name in edge.targets if len(edge.targets) == 1]
    return _described(edge_curie(edge), "owl:ObjectProperty", edge.caption, edge.definition, more)


def _codes(model: Model) -> Iterator[str]:
    for declarations in code_properties(model).values():
        first = declarations[0]
        scheme = iri(code_scheme(first))
        yield block(scheme, [("a", "skos:ConceptScheme"), *both("skos:prefLabel", first.caption)])
        codes = {code: text for prop in declarations for code, text in (prop.values or {}).items()}
        for code, text in codes.items():
            pairs: Pairs = [("a", "skos:Concept"), ("skos:inScheme", scheme)]
            pairs += [*both("skos:prefLabel", text), ("skos:notation", literal(code))]
            yield block(iri(code_iri(first, code)), pairs)
