"""What everything that is only pointed at is: codes, languages, currencies. Without it the public shapes fail.

Collected while things are written, so that only what is used comes out; there are few, for they come from lists.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.export.resource import DATA, Resource, Statement
from graph.export.terms import CURIE, IRI, STRING, key
from schema.declarations import Caption
from schema.iris import code_properties, code_scheme
from schema.model import VOCABULARY, Model

CONCEPT = "skos:Concept"
LANGUAGES = ("de", "en")


class Stubs:
    """The codes (addresses in our vocabulary), the schemes (names) and the rest: address -> class, caption."""

    def __init__(self) -> None:
        self.codes: set[str] = set()
        self.schemes: set[str] = set()
        self._others: dict[str, tuple[str, Caption | None]] = {}
        self._terms: dict[str, str] = {}

    def term(self, scheme: str, text: str) -> str:
        """The address of a text that works like a code, such as the level of an area."""
        address = f"{VOCABULARY}{scheme}/{key(text)}"
        self.codes.add(address)
        self._terms[address] = text
        return address

    def other(self, address: str, curie: str, caption: Caption | None) -> None:
        """Remember what an address outside our vocabulary is."""
        self._others[address] = (curie, caption)

    def resources(self, model: Model) -> Iterator[Resource]:
        """A description of each, in order."""
        captions = _captions(model)
        for address in sorted(self.codes):
            yield self._code(address, captions.get(address))
        schemes = {address.rpartition("/")[0] for address in self.codes}
        for scheme in sorted(schemes | {f"{VOCABULARY}{name}" for name in self.schemes}):
            yield Resource(scheme, [("rdf:type", CURIE, "skos:ConceptScheme")], DATA)
        for address, (curie, caption) in sorted(self._others.items()):
            label = "skos:prefLabel" if curie == CONCEPT else "rdfs:label"
            yield Resource(address, [("rdf:type", CURIE, curie), *_labels(label, caption)], DATA)

    def _code(self, address: str, caption: Caption | None) -> Resource:
        scheme, _, code = address.rpartition("/")
        statements: list[Statement] = [("rdf:type", CURIE, CONCEPT), ("skos:inScheme", IRI, scheme)]
        if address in self._terms:
            code = self._terms[address]
            statements.append(("skos:prefLabel", "@de", code))
        statements += _labels("skos:prefLabel", caption)
        return Resource(address, [*statements, ("skos:notation", STRING, code)], DATA)


def _labels(predicate: str, caption: Caption | None) -> list[Statement]:
    return [(predicate, f"@{lang}", caption.text(lang)) for lang in LANGUAGES] if caption else []


def _captions(model: Model) -> dict[str, Caption]:
    return {
        f"{code_scheme(prop)}/{key(code)}": caption
        for declarations in code_properties(model).values()
        for prop in declarations
        for code, caption in (prop.values or {}).items()
    }
