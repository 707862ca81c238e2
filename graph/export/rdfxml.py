"""RDF/XML: one `rdf:Description` per resource.

Our own writer, for pyoxigraph's loses carriage returns and writes characters that XML does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graph.export.plans import Resource, Statement
from graph.export.terms import CURIE, IRI, STRING
from schema.model import PREFIXES, load_model

_SPECIAL = re.compile(r'[&<>"\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]')
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\x7f": "&#127;"}
UNKNOWN = "\ufffd"  # stands for a character that XML 1.0 cannot hold


def lines(found: Iterable[Resource]) -> Iterator[str]:
    """The text of an RDF/XML file, piece by piece."""
    spaces = "".join(f'\n  xmlns:{name}="{_escaped(iri)}"' for name, iri in PREFIXES.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'
    for resource in found:
        if resource.statements:
            body = "".join([_statement(statement) for statement in resource.statements])
            yield f'<rdf:Description rdf:about="{_escaped(resource.subject)}">\n{body}</rdf:Description>\n'
    yield "</rdf:RDF>\n"


def _statement(statement: Statement) -> str:
    name, form, value = statement
    if form == IRI:
        return f'  <{name} rdf:resource="{_escaped(value)}"/>\n'
    if form == CURIE:
        return f'  <{name} rdf:resource="{_escaped(load_model().expand(value))}"/>\n'
    text = _escaped(value)
    if form == STRING:
        return f"  <{name}>{text}</{name}>\n"
    if form[0] == "@":
        return f'  <{name} xml:lang="{form[1:]}">{text}</{name}>\n'
    return f'  <{name} rdf:datatype="{load_model().expand(form)}">{text}</{name}>\n'


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPED.get(found[0], UNKNOWN), text) if _SPECIAL.search(text) else text
