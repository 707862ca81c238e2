"""Terms of our RDF back to stored values: the other way of `graph.export.terms`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

import pyoxigraph as ox

from schema.iris import GEOMETRY_KINDS, is_geometry, property_curie
from schema.model import PREFIXES, EntityType, Model, Property, load_model
from schema.record import Scalar


@dataclass(frozen=True)
class Predicates:
    """Where the properties of a type stand: on the thing itself, or in a node that a predicate leads to."""

    properties: Mapping[str, list[Property]]
    nested: Mapping[str, list[tuple[Property, str]]]


@cache
def predicates_of(name: str) -> Predicates:
    """Of a type or relationship type. Private properties are never read: no file of ours holds them."""
    model = load_model()
    holder = model.edges[name] if name in model.edges else model.type(name)
    plain: dict[str, list[Property]] = {}
    nested: dict[str, list[tuple[Property, str]]] = {}
    for prop in holder.properties.values():
        where = _nested(prop, holder) if isinstance(holder, EntityType) else None
        if prop.visibility == "private":
            continue
        if where is None:
            plain.setdefault(_expand(model, property_curie(prop)), []).append(prop)
        else:
            link, inner = where
            nested.setdefault(_expand(model, link), []).append((prop, _expand(model, inner)))
    return Predicates(plain, nested)


def _nested(prop: Property, holder: EntityType) -> tuple[str, str] | None:
    if prop.kind in GEOMETRY_KINDS and not is_geometry(holder):
        return "geo:hasGeometry", "geo:asWKT"
    return ("adms:identifier", "skos:notation") if prop.rdf == "adms:identifier" else None


def _expand(model: Model, curie: str) -> str:
    return model.expand(curie) if curie.partition(":")[0] in PREFIXES else curie


def value_of(prop: Property, term: object) -> Scalar | None:
    """The stored value; None where the term is not one of the property's (a label in another language)."""
    if isinstance(term, ox.NamedNode):
        if prop.values is not None:
            return unquote(term.value.rpartition("/")[2])
        return term.value if prop.kind == "url" else None
    if not isinstance(term, ox.Literal) or (prop.language or None) != (term.language or None):
        return None
    return _literal(prop.kind, term.value)


def _literal(kind: str, text: str) -> Scalar | None:
    if kind == "code":
        return None
    if kind == "boolean":
        return text in ("true", "1")
    try:
        if kind == "integer":
            return int(text)
        if kind == "number":
            return float(text) if "." in text else int(text)
    except ValueError:
        return None
    if kind == "point":
        return text.removeprefix("POINT (").removesuffix(")")
    return text
