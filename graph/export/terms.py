"""How one stored value stands in RDF: a `form` and a text.

The form is "" for a plain string, `@de` for a text in a language, a datatype's curie (`xsd:date`),
`IRI` for a full address and `CURIE` for a shortened one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from pyoxigraph import NamedNode

from schema.iris import DATATYPES, code_scheme
from schema.model import Property

IRI, CURIE, STRING = "@id", "@vocab", ""
Term = tuple[str, str]
Convert = Callable[[Any], Term]

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# What no IRI holds (RFC 3987), and a percent sign that escapes nothing.
_NOT_IN_IRI = re.compile(r'[\x00-\x20\x7f-\x9f<>"{}|^`\\\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff]|%(?![0-9A-Fa-f]{2})')
_SAFE_KEY = re.compile(r"[A-Za-z0-9_.~-]+")
_DATES = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "xsd:date"),
    (re.compile(r"\d{4}-\d\d"), "xsd:gYearMonth"),
    (re.compile(r"\d{4}"), "xsd:gYear"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"), "xsd:dateTime"),
)


def key(text: str) -> str:
    """A key as it may stand in an IRI."""
    return text if _SAFE_KEY.fullmatch(text) else quote(text, safe="")


def converter(prop: Property) -> Convert:
    """The function that turns a stored value of the property into its term."""
    if prop.language is not None:
        return _fixed(f"@{prop.language}")
    if prop.values is not None:
        scheme = code_scheme(prop)
        return lambda value: (IRI, f"{scheme}/{key(str(value))}")
    return _BY_KIND.get(prop.kind) or _fixed(DATATYPES.get(prop.kind, STRING))


def _fixed(form: str) -> Convert:
    return lambda value: (form, str(value))


def date(value: Any) -> Term:
    """A date as exact as it is known; what is no date at all stays a plain text."""
    text = str(value)
    return next(((form, text) for pattern, form in _DATES if pattern.fullmatch(text)), (STRING, text))


def url(value: Any) -> Term:
    """An absolute address with its unfit characters escaped; anything else stays a plain text.

    One bad address makes a whole dump unreadable, so the RDF library has the last word on each.
    """
    text = str(value)
    if not _ABSOLUTE.match(text):
        return (STRING, text)
    address = _NOT_IN_IRI.sub(lambda found: quote(found[0], safe=""), text)
    try:
        NamedNode(address)
    except ValueError:
        return (STRING, text)
    return (IRI, address)


def _number(value: Any) -> Term:
    """In the canonical form, for the stores tell 50 and 50.0 apart and readers of RDF do not."""
    text = format(Decimal(str(value)), "f")
    return ("xsd:decimal", text.rstrip("0").rstrip(".") if "." in text else text)


def _boolean(value: Any) -> Term:
    return ("xsd:boolean", "true" if value else "false")


def _point(value: Any) -> Term:
    return ("geo:wktLiteral", f"POINT ({value})")


_BY_KIND: dict[str, Convert] = {
    "date": date,
    "url": url,
    "number": _number,
    "boolean": _boolean,
    "point": _point,
}
