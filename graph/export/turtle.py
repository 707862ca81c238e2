"""Turtle: one block per resource, prefixes on top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.export.plans import Resource, Statement
from graph.export.terms import CURIE, IRI, STRING
from graph.export.text import escape
from schema.model import PREFIXES


def lines(found: Iterable[Resource]) -> Iterator[str]:
    """The text of a Turtle file, piece by piece."""
    for name, iri in PREFIXES.items():
        yield f"@prefix {name}: <{iri}> .\n"
    for resource in found:
        if resource.statements:
            body = " ;\n    ".join([_statement(s) for s in resource.statements])
            yield f"\n<{resource.subject}>\n    {body} .\n"


def _statement(statement: Statement) -> str:
    predicate, form, value = statement
    if form == CURIE:
        return f"a {value}" if predicate == "rdf:type" else f"{predicate} {value}"
    if form == IRI:
        return f"{predicate} <{value}>"
    text = escape(value)
    if form == STRING:
        return f'{predicate} "{text}"'
    return f'{predicate} "{text}"{form}' if form[0] == "@" else f'{predicate} "{text}"^^{form}'
