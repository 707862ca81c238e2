"""JSON-LD, written compact against the context that we ship."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import orjson

from graph.export.plans import Resource
from graph.export.terms import CURIE, IRI, STRING
from schema.derive.context import context
from schema.model import VOCABULARY, load_model

CONTEXT_URL = "https://w3id.org/quartiersgraph/context.jsonld"
Terms = dict[tuple[str, str], str]


def lines(found: Iterable[Resource], context_url: str | None = None) -> Iterator[str]:
    """The text of one document with a `@graph`, a node a line."""
    shipped: Any = context_url or shipped_context()
    yield '{"@context":' + orjson.dumps(shipped).decode() + ',"@graph":['
    comma = "\n"
    for node in nodes(found):
        yield comma + orjson.dumps(node).decode()
        comma = ",\n"
    yield "\n]}\n"


@cache
def shipped_context() -> dict[str, Any]:
    """The content of our context file."""
    terms: dict[str, Any] = context(load_model())["@context"]
    return terms


def nodes(found: Iterable[Resource]) -> Iterator[dict[str, Any]]:
    """Every resource as a compact node object."""
    terms, classes = _reverse(shipped_context())
    for resource in found:
        node: dict[str, Any] = {"id": resource.subject}
        for predicate, form, value in resource.statements:
            if predicate == "rdf:type":
                _add(node, "type", classes.get(value, value))
            else:
                _add(node, *_entry(terms, predicate, form, value))
        yield node


def _reverse(shipped: dict[str, Any]) -> tuple[Terms, dict[str, str]]:
    """Terms by (predicate, form of their plain values); classes by curie."""
    terms: Terms = {}
    classes: dict[str, str] = {}
    for name, term in shipped.items():
        if isinstance(term, dict):
            form = term.get("@type") or (f"@{term['@language']}" if "@language" in term else STRING)
            terms.setdefault((term["@id"], form), name)
        elif isinstance(term, str) and not term.endswith(("#", "/")):
            classes[term] = name
    return terms, classes


def _entry(terms: Terms, predicate: str, form: str, value: str) -> tuple[str, Any]:
    if form == IRI and value.startswith(VOCABULARY):
        value = f"qgv:{value[len(VOCABULARY) :]}"
    if (predicate, form) in terms:
        return terms[predicate, form], _native(form, value)
    if form in (IRI, CURIE):
        return predicate, {"@id": value}
    if form == STRING:
        return predicate, value
    tag = ("@language", form[1:]) if form[0] == "@" else ("@type", form)
    return predicate, {"@value": value, tag[0]: tag[1]}


def _native(form: str, value: str) -> Any:
    if form == "xsd:integer":
        return int(value)
    return value == "true" if form == "xsd:boolean" else value


def _add(node: dict[str, Any], name: str, value: Any) -> None:
    present = node.get(name)
    if present is None:
        node[name] = value
    elif isinstance(present, list):
        present.append(value)
    else:
        node[name] = [present, value]
