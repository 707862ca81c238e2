"""The taxonomies of HSDS and their terms: our vocabularies, the kinds of actors, and the properties that HSDS has no field for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.export.hsds.ids import made
from schema.iris import camel, code_iri, code_scheme
from schema.model import ONTOLOGY, VOCABULARY, Property, load_model
from schema.vocabulary import load_vocabulary

Object = dict[str, Any]


@cache
def rules() -> dict[str, Any]:
    """The mapping as data: `mapping.yaml`."""
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("mapping.yaml").read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True)
class Term:
    """A term of a taxonomy; `key` is the concept, code or property that it stands for."""

    key: str
    taxonomy: str
    iri: str
    name: str
    description: str
    parent: str | None = None

    @property
    def id(self) -> str:
        return made("term", self.iri)


@cache
def terms() -> dict[str, Term]:
    """All terms by their UUID, in a fixed order: by taxonomy, then by key."""
    found = [term for name in sorted(rules()["taxonomies"]) for term in sorted(_of(name), key=lambda term: term.key)]
    return {term.id: term for term in found}


@cache
def _by_key() -> dict[tuple[str, str], Term]:
    return {(term.taxonomy, term.key): term for term in terms().values()}


def term_of(taxonomy: str, key: str) -> Term | None:
    """The term of a concept id, a code, or the name of a property or relationship."""
    return _by_key().get((taxonomy, key))


@cache
def taxonomies() -> dict[str, Object]:
    """The taxonomies as HSDS objects, by UUID."""
    found = {}
    for key, rule in sorted(rules()["taxonomies"].items()):
        uri = _uri(key, rule)
        id = made("taxonomy", uri)
        version = {"version": load_vocabulary().hash} if "kind" in rule else {}
        found[id] = {
            "id": id,
            "name": rule["name"]["de"],
            "description": rule["description"]["de"],
            "uri": uri,
            **version,
        }
    return found


@cache
def taxonomy_id(key: str) -> str:
    return made("taxonomy", _uri(key, rules()["taxonomies"][key]))


@cache
def taxonomy_key(id: str) -> str | None:
    """'themes' for the UUID of the themes; None for an unknown one."""
    return next((key for key in rules()["taxonomies"] if taxonomy_id(key) == id), None)


def term_object(term: Term, *, detail: bool = True) -> Object:
    """A term as HSDS has it; with `detail` its taxonomy stands inside."""
    id = taxonomy_id(term.taxonomy)
    parent = term_of(term.taxonomy, term.parent) if term.parent else None
    found = {"id": term.id, "code": term.key, "name": term.name, "description": term.description}
    found |= {"parent_id": parent.id} if parent else {}
    found |= {"taxonomy": taxonomies()[id]["name"], "language": "de", "taxonomy_id": id, "term_uri": term.iri}
    return found | ({"taxonomy_detail": taxonomies()[id]} if detail else {})


def _uri(key: str, rule: dict[str, Any]) -> str:
    if "code" in rule:
        return code_scheme(_property(*rule["code"]))
    return f"{VOCABULARY}{key}" if "kind" in rule else ONTOLOGY.removesuffix("#")


def _property(type: str, name: str) -> Property:
    return load_model().types[type].properties[name]


def _of(taxonomy: str) -> Iterator[Term]:
    rule = rules()["taxonomies"][taxonomy]
    if "kind" in rule:
        for concept in load_vocabulary().of_kind(rule["kind"]):
            label = concept.labels["de"]
            parent = min(concept.broader, default=None)
            yield Term(concept.id, taxonomy, concept.iri, label, concept.definition.get("de") or label, parent)
    elif "code" in rule:
        prop = _property(*rule["code"])
        for code, caption in (prop.values or {}).items():
            yield Term(code, taxonomy, code_iri(prop, code), caption.de, caption.de)
    else:
        yield from _properties(taxonomy)


def _properties(taxonomy: str) -> Iterator[Term]:
    """The properties of what HSDS knows, the relationships that may go beyond its fields, and what a department is."""
    model = load_model()
    names = [name for name in model.types if name == "Department" or name in rules()["types"]]
    declared = {p.name: p for name in names for p in model.types[name].properties.values()}
    for name, prop in declared.items():
        if prop.visibility != "private" and not prop.computed:
            yield Term(name, taxonomy, f"{ONTOLOGY}{camel(name)}", prop.caption.de, prop.definition.de)
    yield Term(
        "iri", taxonomy, "http://purl.org/dc/terms/identifier", "Adresse", "Adresse im Netz der verknüpften Daten."
    )
    for name in rules()["relations"]:
        edge = model.edges[name]
        yield Term(name, taxonomy, f"{ONTOLOGY}{camel(name)}", edge.caption.de, edge.definition.de)
    own = model.types["Department"]
    yield Term("Department", taxonomy, f"{ONTOLOGY}Department", own.caption.de, own.definition.de)
