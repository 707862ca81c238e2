"""One standard statement: where its values come from and how they stand in RDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graph.export.resource import DATA, Resource
from graph.export.stubs import Stubs
from graph.export.terms import CURIE, IRI, STRING, Term, converter, url
from schema.declarations import Caption
from schema.model import EntityType
from schema.profiles import SPECIAL, Say
from schema.values import KINDS
from schema.values.folding import data

AUTHORITY = "http://publications.europa.eu/resource/authority/"  # the lists that the profiles recommend
Values = Mapping[str, Any]
Make = Callable[[Any], Term | None]


class Telling:
    """A statement that is ready to be made about any thing of its type."""

    def __init__(self, say: Say, sources: tuple[str, ...], join: tuple[str, ...], make: Make, constant: Term | None):
        self.predicate = say.predicate
        self.substantial = bool({*sources, *join, *say.only_if} - SPECIAL)
        self._say, self._sources, self._join, self._make, self._constant = say, sources, join, make, constant
        self._described = say.stub is not None and say.form == "page"

    def terms(self, id: str, subject: str, values: Values, nodes: list[Resource]) -> list[Term]:
        """The objects; pages that are pointed at are described in `nodes`."""
        say = self._say
        if say.only_if and not any(name in values for name in say.only_if):
            return []
        if self._constant is not None:
            return [self._constant]
        found = self._values(id, subject, values)
        terms = [term for value in found if (term := self._make(value)) is not None]
        if len(terms) > 1:
            terms = list(dict.fromkeys(terms))[: 1 if say.first else None]
        if self._described:
            nodes.extend([Resource(text, [("rdf:type", CURIE, str(say.stub))], DATA) for _, text in terms])
        return terms

    def _values(self, id: str, subject: str, values: Values) -> list[Any]:
        for name in self._sources:
            value = id if name == "id" else subject if name == "iri" else values.get(name)
            if value is not None:
                return sorted(value, key=str) if isinstance(value, list | tuple) else [value]
        parts = [str(values[name]) for name in self._join if values.get(name)]
        return [self._say.glue.join(parts)] if parts else []


class Speaker:
    """Makes tellings for one type: `shown` are the properties that may be seen."""

    def __init__(self, entity: EntityType, shown: frozenset[str], stubs: Stubs, base: str) -> None:
        self._entity, self._shown, self._stubs, self._base = entity, shown, stubs, base

    def telling(self, say: Say) -> Telling | None:
        """None where the view shows nothing of what the statement rests on."""
        sources = tuple(name for name in say.sources if name in SPECIAL or name in self._shown)
        join = tuple(name for name in say.join if name in self._shown)
        if (say.sources or say.join) and not (sources or join):
            return None
        return Telling(say, sources, join, self._maker(say, sources), self._constant(say))

    def _constant(self, say: Say) -> Term | None:
        if say.text is not None:
            return (say.form, say.text)
        if say.address is None:
            return None
        address = self._base + say.address
        self._stubs.other(address, str(say.stub), say.caption)
        return (IRI, address)

    def _maker(self, say: Say, sources: tuple[str, ...]) -> Make:
        if say.form == "code":
            return self._code(sources[0])
        if say.form == "term":
            return lambda value: (IRI, self._stubs.term(sources[0], str(value)))
        if say.form == "language":
            return lambda value: self._language(str(value), str(say.stub))
        if say.form == "currency":
            return lambda value: self._listed("currency", str(value).rpartition(" ")[2], str(say.stub), None)
        return _MAKERS[say.form] if say.form in _MAKERS else lambda value: (say.form, str(value))

    def _code(self, name: str) -> Make:
        convert = converter(self._entity.properties[name])

        def make(value: Any) -> Term:
            term = convert(value)
            self._stubs.codes.add(term[1])
            return term

        return make

    def _language(self, tag: str, stub: str) -> Term | None:
        code = data("language_codes").get(tag.partition("-")[0])
        if code is None:
            return None
        primary = tag.partition("-")[0]
        names = Caption(*(KINDS["language"].caption(primary, lang) for lang in ("de", "en")))
        return self._listed("language", code, stub, names)

    def _listed(self, scheme: str, code: str, stub: str, caption: Caption | None) -> Term:
        address = f"{AUTHORITY}{scheme}/{code}"
        self._stubs.other(address, stub, caption)
        return (IRI, address)


def _page(value: Any) -> Term | None:
    term = url(value)
    return term if term[0] == IRI else None


_MAKERS: dict[str, Make] = {
    "text": lambda value: (STRING, str(value)),
    "german": lambda value: ("@de", str(value)),
    "page": _page,
    "amount": lambda value: ("xsd:double", str(value).partition(" ")[0]),
    "longitude": lambda value: (STRING, str(value).partition(" ")[0]),
    "latitude": lambda value: (STRING, str(value).partition(" ")[2]),
}
