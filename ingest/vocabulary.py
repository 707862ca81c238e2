"""The vocabularies as nodes: sectors, themes and target groups, kept in step with the shipped SKOS files."""

from __future__ import annotations

from graph.writer import Writer
from schema.entity import Entity, Relationship
from schema.model import Model
from schema.vocabulary import Concept, Vocabulary


def sync(writer: Writer, vocabulary: Vocabulary) -> bool:
    """Write the concepts if the store has others; True when that means that every theme must be derived again."""
    stored = writer.meta("vocabulary")
    if stored == vocabulary.hash:
        return False
    old = {
        row["id"]
        for row in writer.store.read(
            "MATCH (c:Entity) WHERE c.type IN ['Sector', 'Theme', 'TargetGroup'] RETURN c.id AS id"
        )
    }
    concepts = [to_entity(concept, writer.model) for concept in vocabulary.concepts.values()]
    writer.begin("*")
    writer.put(concepts, old - vocabulary.concepts.keys(), "vocabulary", force=True)
    writer.set_meta(vocabulary=vocabulary.hash)
    if stored is None:
        writer.done("*")
    return stored is not None


def to_entity(concept: Concept, model: Model) -> Entity:
    """A concept as a node: names in both languages, ages, what is broader, whose sector it is."""
    declared = model.types[concept.kind]
    properties = {
        "id": concept.id,
        "type": concept.kind,
        "name": concept.labels["de"],
        "label_de": concept.labels["de"],
        "label_en": concept.labels["en"],
        "alternative_names": sorted({*concept.alt.get("de", ()), *concept.alt.get("en", ())}) or None,
        "min_age": concept.min_age,
        "max_age": concept.max_age,
    }
    known = {name: value for name, value in properties.items() if value is not None}
    kept = {name: value for name, value in known.items() if name in declared.properties or name in {"id", "type"}}
    relations = [Relationship("BROADER", other) for other in concept.broader if concept.kind != "Sector"]
    relations += [Relationship("IN_SECTOR", sector) for sector in concept.sectors if concept.kind == "Theme"]
    return Entity(concept.id, concept.kind, declared.labels, kept, relations)
