"""What somebody needs beside them who writes a free query: labels, relationship types, properties, and texts to begin with."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.catalogue import Question, catalogue
from graph.cypher import guard
from schema.errors import QueryRefused
from schema.iris import class_curies, edge_curie, property_curie
from schema.model import PREFIXES, EdgeType, EntityType, load_model

SAMPLES = Path(__file__).parent / "sparql" / "samples.yaml"


@cache
def at_hand() -> dict[str, Any]:
    """{labels, relationships, prefixes, questions, samples}; every name with its German and English caption.

    `questions` are the ids of the catalogue's questions whose Cypher may be asked freely: two read the evidence.
    """
    model = load_model()
    return {
        "labels": [_label(entity) for entity in model.entities()],
        "relationships": [_relationship(edge) for _, edge in sorted(model.edges.items())],
        "prefixes": dict(PREFIXES),
        "questions": [question.id for question in catalogue() if _is_free(question)],
        "samples": yaml.safe_load(SAMPLES.read_text(encoding="utf-8")),
    }


def _label(entity: EntityType) -> dict[str, Any]:
    return {
        "name": entity.name,
        "caption": {"de": entity.caption.de, "en": entity.caption.en},
        "rdf": class_curies(entity)[0],
        "properties": _properties(entity),
    }


def _relationship(edge: EdgeType) -> dict[str, Any]:
    return {
        "name": edge.name,
        "caption": {"de": edge.caption.de, "en": edge.caption.en},
        "rdf": edge_curie(edge),
        "from": list(edge.sources),
        "to": list(edge.targets),
        "properties": _properties(edge),
    }


def _properties(holder: EntityType | EdgeType) -> list[dict[str, Any]]:
    visible = load_model().visible(holder.name, "network")
    return [
        {"name": p.name, "caption": {"de": p.caption.de, "en": p.caption.en}, "kind": p.kind, "rdf": property_curie(p)}
        for p in holder.properties.values()
        if p.name in visible
    ]


def _is_free(question: Question) -> bool:
    try:
        for statement in question.statements.values():
            guard(statement)
    except QueryRefused:
        return False
    return True
