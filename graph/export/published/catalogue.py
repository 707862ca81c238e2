"""The catalogue as DCAT-AP.de 3.0: the graph in all formats, its services, and its sources with their licences.

Every code that is referred to comes with its type and its list, so that a reader without the authority tables
(and the profile's own shapes) can tell what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from graph.export.plans import DATA, Resource, Statement
from graph.export.published.licences import CODES, Licence, licence, together, words
from graph.export.terms import CURIE, IRI, STRING, key
from schema.model import ONTOLOGY

Row = Mapping[str, Any]
TYPE = "rdf:type"
IANA = "http://www.iana.org/assignments/media-types/"
CLASSES = {
    "language": "dcterms:LinguisticSystem",
    "data-theme": "skos:Concept",
    "frequency": "dcterms:Frequency",
    "access-right": "dcterms:RightsStatement",
    "file-type": "dcterms:MediaTypeOrExtent",
    "planned-availability": "skos:Concept",
}


@dataclass(frozen=True)
class Publication:
    """Who publishes what: addresses (`base` ends with a slash), names, the day of the last change, what it covers.

    `bounds` are west, south, east, north in WGS 84; `modified` is an instant (UTC) or None for an empty graph.
    """

    base: str
    title: str | None = None
    publisher: str | None = None
    publisher_url: str | None = None
    contact: str | None = None
    modified: str | None = None
    bounds: tuple[float, float, float, float] | None = None


class Codes:
    """The codes that were referred to, described at the end."""

    def __init__(self) -> None:
        self._seen: dict[str, list[Statement]] = {}

    def authority(self, table: str, code: str) -> str:
        """A term of the EU's authority tables."""
        scheme = f"{words()['authority']}{table}"
        types = dict.fromkeys((CLASSES[table], "skos:Concept"))
        return self._note(f"{scheme}/{code}", types, code, scheme)

    def licence(self, found: Licence) -> str:
        """A licence of the portals' list; its own text stands behind it."""
        name = found.code.removeprefix(f"{CODES}/")
        self._note(found.code, ("dcterms:LicenseDocument", "skos:Concept"), name, CODES)
        if found.text and len(self._seen[found.code]) == 4:
            self._seen[found.code].append(("rdfs:seeAlso", IRI, found.text))
        return found.code

    def media_type(self, name: str) -> str:
        return self._note(f"{IANA}{name}", ("dcterms:MediaType", "dcterms:MediaTypeOrExtent"), name, None)

    def standard(self, address: str) -> str:
        return self._note(address, ("dcterms:Standard",), address, None)

    def resources(self) -> Iterator[Resource]:
        for address, statements in sorted(self._seen.items()):
            yield Resource(address, statements, DATA)
        schemes = {value for statements in self._seen.values() for p, _, value in statements if p == "skos:inScheme"}
        for scheme in sorted(schemes):
            yield Resource(scheme, [(TYPE, CURIE, "skos:ConceptScheme"), ("dcterms:title", STRING, scheme)], DATA)

    def _note(self, address: str, types: Iterable[str], label: str, scheme: str | None) -> str:
        statements: list[Statement] = [(TYPE, CURIE, name) for name in types]
        if scheme:
            statements.append(("skos:inScheme", IRI, scheme))
        statements.append(("skos:prefLabel" if scheme else "rdfs:label", "@en", label))
        self._seen.setdefault(address, statements)
        return address


def catalogue(about: Publication, sources: Iterable[Row], formats: Iterable[str]) -> Iterator[Resource]:
    """The whole catalogue, resource by resource; `formats` are the exports that there are."""
    codes, sources = Codes(), list(sources)
    home = f"{about.base}catalog"
    names = [name for name in words()["distributions"] if name in set(formats)]
    whole, credit = together(sources), _credits(sources)
    yield _catalogue(about, home, codes, sources)
    yield _network(about, home, codes, sources, names)
    for name in names:
        yield _distribution(about, home, codes, name, whole, credit)
    for name in words()["services"]:
        yield _service(about, home, codes, name, whole)
    for source in sources:
        yield from _source(about, home, codes, source)
    yield _publisher(about, home)
    yield from _agents(home, sources)
    yield _contact(about, home)
    if about.bounds:
        yield _location(about, home)
    yield Resource(
        f"{home}#rights", [(TYPE, CURIE, "dcterms:RightsStatement"), ("rdfs:label", "@de", credit or "–")], DATA
    )
    yield from codes.resources()


def _texts(predicate: str, captions: Mapping[str, str]) -> list[Statement]:
    return [(predicate, f"@{lang}", text) for lang, text in sorted(captions.items())]


def _titles(about: Publication) -> list[Statement]:
    if about.title:
        return [("dcterms:title", "@de", about.title)]
    return _texts("dcterms:title", words()["title"])


def _languages(codes: Codes) -> list[Statement]:
    return [("dcterms:language", IRI, codes.authority("language", code)) for code in words()["languages"]]


def _modified(about: Publication) -> list[Statement]:
    return [("dcterms:modified", "xsd:dateTime", about.modified)] if about.modified else []


def _catalogue(about: Publication, home: str, codes: Codes, sources: list[Row]) -> Resource:
    said: list[Statement] = [(TYPE, CURIE, "dcat:Catalog")]
    said += _texts("dcterms:title", words()["catalogue"]["title"])
    said += _texts("dcterms:description", words()["catalogue"]["description"])
    said += [("dcterms:publisher", IRI, f"{home}#publisher"), ("foaf:homepage", IRI, about.base)]
    said += [*_languages(codes), *_modified(about)]
    said += [("dcat:dataset", IRI, f"{home}#network")]
    said += [("dcat:dataset", IRI, _dataset(home, source)) for source in sources]
    said += [("dcat:service", IRI, f"{home}#{name}-service") for name in words()["services"]]
    return Resource(home, said, DATA)


def _network(about: Publication, home: str, codes: Codes, sources: list[Row], names: list[str]) -> Resource:
    said: list[Statement] = [(TYPE, CURIE, "dcat:Dataset"), (TYPE, CURIE, "void:Dataset")]
    said += [*_titles(about), *_texts("dcterms:description", words()["description"])]
    said += [("dcterms:identifier", STRING, f"{home}#network")]
    said += [("dcat:keyword", f"@{lang}", word) for lang, found in words()["keywords"].items() for word in found]
    said += [("dcat:theme", IRI, codes.authority("data-theme", code)) for code in words()["themes"]]
    said += [("dcterms:publisher", IRI, f"{home}#publisher"), ("dcat:contactPoint", IRI, f"{home}#contact")]
    said += [("dcterms:accessRights", IRI, codes.authority("access-right", "PUBLIC"))]
    said += [("dcterms:accrualPeriodicity", IRI, codes.authority("frequency", "IRREG"))]
    said += [*_languages(codes), *_modified(about)]
    said += [("dcterms:conformsTo", IRI, codes.standard(ONTOLOGY.rstrip("#"))), ("dcat:landingPage", IRI, about.base)]
    said += [("dcterms:source", IRI, _dataset(home, source)) for source in sources]
    said += [("dcterms:spatial", IRI, f"{home}#area")] if about.bounds else []
    said += [("dcat:distribution", IRI, f"{home}#{name}") for name in names]
    return Resource(f"{home}#network", said, DATA)


def _distribution(about: Publication, home: str, codes: Codes, name: str, whole: Licence, credit: str) -> Resource:
    known = words()["distributions"][name]
    address = f"{about.base}export/{name}"
    said: list[Statement] = [(TYPE, CURIE, "dcat:Distribution"), ("dcterms:title", "@de", known["caption"])]
    said += [("dcat:accessURL", IRI, address), ("dcat:downloadURL", IRI, address)]
    said += [("dcterms:format", IRI, codes.authority("file-type", known["file_type"]))]
    said += [("dcat:mediaType", IRI, codes.media_type(known["media_type"]))]
    said += [("dcterms:license", IRI, codes.licence(whole)), ("dcterms:rights", IRI, f"{home}#rights")]
    said += [("dcatde:licenseAttributionByText", "@de", credit)] if credit else []
    said += [("dcatap:availability", IRI, codes.authority("planned-availability", "AVAILABLE"))]
    said += [("dcat:accessService", IRI, f"{home}#sparql-service")] if name in ("turtle", "nquads") else []
    return Resource(f"{home}#{name}", said + _modified(about), DATA)


def _service(about: Publication, home: str, codes: Codes, name: str, whole: Licence) -> Resource:
    known = words()["services"][name]
    said: list[Statement] = [(TYPE, CURIE, "dcat:DataService"), *_texts("dcterms:title", known["caption"])]
    said += [("dcat:endpointURL", IRI, f"{about.base}{known['path']}")]
    said += [("dcat:endpointDescription", IRI, f"{about.base}{known['description']}")]
    said += [("dcat:servesDataset", IRI, f"{home}#network"), ("dcterms:publisher", IRI, f"{home}#publisher")]
    said += [("dcterms:conformsTo", IRI, codes.standard(known["standard"]))]
    said += [("dcterms:license", IRI, codes.licence(whole))]
    said += [("dcterms:accessRights", IRI, codes.authority("access-right", "PUBLIC"))]
    said += [("dcat:contactPoint", IRI, f"{home}#contact")]
    return Resource(f"{home}#{name}-service", said, DATA)


def _source(about: Publication, home: str, codes: Codes, source: Row) -> Iterator[Resource]:
    """A source and where it can be had: at its own address, else described here."""
    name = str(source.get("title") or source["name"])
    page = f"{about.base}doc/source/{key(str(source.get('id') or source['name']))}"
    said: list[Statement] = [(TYPE, CURIE, "dcat:Dataset"), ("dcterms:title", "@de", name)]
    said += _texts("dcterms:description", {lang: text.format(name=name) for lang, text in words()["source"].items()})
    said += [
        ("dcterms:identifier", STRING, str(source["name"])),
        ("dcterms:publisher", IRI, _publisher_of(home, source)),
    ]
    said += [("dcat:landingPage", IRI, page), ("dcat:distribution", IRI, f"{_dataset(home, source)}-as-published")]
    said += [("dcat:contactPoint", IRI, f"{home}#contact")]
    yield Resource(_dataset(home, source), said, DATA)
    said = [(TYPE, CURIE, "dcat:Distribution"), ("dcterms:title", "@de", name)]
    said += [("dcat:accessURL", IRI, address) for address in (source.get("url") or [page])[:1]]
    said += [("dcterms:license", IRI, codes.licence(licence(source.get("licence"))))]
    if source.get("attribution"):
        said.append(("dcatde:licenseAttributionByText", "@de", str(source["attribution"])))
    yield Resource(f"{_dataset(home, source)}-as-published", said, DATA)


def _dataset(home: str, source: Row) -> str:
    return f"{home}#source-{_digest(str(source['name']))}"


def _publisher_of(home: str, source: Row) -> str:
    credit = source.get("attribution")
    return f"{home}#agent-{_digest(str(credit))}" if credit else f"{home}#publisher"


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=6).hexdigest()


def _publisher(about: Publication, home: str) -> Resource:
    said: list[Statement] = [(TYPE, CURIE, "foaf:Agent")]
    said += [("foaf:name", STRING, about.publisher)] if about.publisher else _texts("foaf:name", words()["publisher"])
    said += [("foaf:homepage", IRI, about.publisher_url)] if about.publisher_url else []
    return Resource(f"{home}#publisher", said, DATA)


def _agents(home: str, sources: list[Row]) -> Iterator[Resource]:
    for name in sorted({str(source["attribution"]) for source in sources if source.get("attribution")}):
        said: list[Statement] = [(TYPE, CURIE, "foaf:Agent"), ("foaf:name", STRING, name)]
        yield Resource(f"{home}#agent-{_digest(name)}", said, DATA)


def _contact(about: Publication, home: str) -> Resource:
    name = about.publisher or words()["publisher"]["de"]
    said: list[Statement] = [
        (TYPE, CURIE, "vcard:Kind"),
        (TYPE, CURIE, "vcard:Organization"),
        ("vcard:fn", STRING, name),
    ]
    said += [("vcard:hasEmail", IRI, f"mailto:{about.contact}")] if about.contact else []
    said += [("vcard:hasURL", IRI, about.publisher_url or about.base)]
    return Resource(f"{home}#contact", said, DATA)


def _location(about: Publication, home: str) -> Resource:
    assert about.bounds is not None
    west, south, east, north = (round(value, 5) for value in about.bounds)
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    box = f"POLYGON (({', '.join(f'{x} {y}' for x, y in corners)}))"
    said: list[Statement] = [(TYPE, CURIE, "dcterms:Location"), ("dcat:bbox", "geo:wktLiteral", box)]
    return Resource(f"{home}#area", said, DATA)


def _credits(sources: Iterable[Row]) -> str:
    """Whom to name, each with the licence."""
    found = {
        ", ".join(str(part) for part in (s.get("attribution") or s.get("title") or s["name"], s.get("licence")) if part)
        for s in sources
    }
    return "; ".join(sorted(found))
