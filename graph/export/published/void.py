"""VoID: how large the graph is, what it is made of, and by which doors it can be had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.export.plans import DATA, Resource, Statement
from graph.export.published.catalogue import TYPE, Publication
from graph.export.published.licences import licence, words
from graph.export.syntaxes import SYNTAXES
from graph.export.terms import CURIE, IRI
from schema.model import ONTOLOGY, PREFIXES, VOCABULARY, load_model

SPOKEN = ("org", "schema", "skos", "geo", "locn", "cv", "adms", "prov", "dcterms")


def description(
    about: Publication, sources: Iterable[Mapping[str, Any]], counts: Mapping[str, int]
) -> Iterator[Resource]:
    """`/.well-known/void`; `counts` are the things of each type that the view shows."""
    page, whole = f"{about.base}.well-known/void", f"{about.base}catalog#network"
    said: list[Statement] = [(TYPE, CURIE, "void:DatasetDescription")]
    said += [("foaf:primaryTopic", IRI, whole), ("dcterms:title", "@en", "Description of the graph")]
    yield Resource(page, said, DATA)
    said = [(TYPE, CURIE, "void:Dataset")]
    captions = words()["title"]
    said += [("dcterms:title", "@de", about.title)] if about.title else []
    said += [] if about.title else [("dcterms:title", f"@{lang}", text) for lang, text in sorted(captions.items())]
    said += [("dcterms:description", f"@{lang}", text) for lang, text in sorted(words()["description"].items())]
    said += [("dcterms:publisher", IRI, f"{about.base}catalog#publisher"), ("foaf:homepage", IRI, about.base)]
    said += [("dcterms:modified", "xsd:dateTime", about.modified)] if about.modified else []
    texts = {licence(source.get("licence")).text for source in sources}
    said += [("dcterms:license", IRI, text) for text in sorted(text for text in texts if text)]
    said += [("void:vocabulary", IRI, ONTOLOGY), ("void:vocabulary", IRI, VOCABULARY)]
    said += [("void:vocabulary", IRI, PREFIXES[name]) for name in SPOKEN]
    said += [("void:dataDump", IRI, f"{about.base}export/{name}") for name in SYNTAXES]
    said += [
        ("void:feature", IRI, f"http://www.w3.org/ns/formats/{name}") for name in ("Turtle", "N-Triples", "JSON-LD")
    ]
    said += [("void:sparqlEndpoint", IRI, f"{about.base}sparql"), ("void:uriSpace", "", f"{about.base}id/")]
    said += [("void:entities", "xsd:integer", str(sum(counts.values())))]
    said += [("void:classPartition", IRI, f"{page}#{name}") for name in sorted(counts)]
    yield Resource(whole, said, DATA)
    for name, count in sorted(counts.items()):
        part: list[Statement] = [("void:class", CURIE, f"qg:{name}"), ("void:entities", "xsd:integer", str(count))]
        caption = load_model().type(name).plural
        part += [("dcterms:title", f"@{lang}", caption.text(lang)) for lang in ("de", "en")]
        yield Resource(f"{page}#{name}", part, DATA)
