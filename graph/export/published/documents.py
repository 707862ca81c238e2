"""What derives from the model or comes with the program (ontology, shapes, vocabularies), in the RDF syntax that is asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox

from schema.model import PREFIXES

SCHEMA = Path(__file__).resolve().parents[3] / "schema"
FILES = {
    "ontology": (SCHEMA / "derived" / "ontology.ttl",),
    "shapes": (SCHEMA / "derived" / "shapes.ttl",),
    "vocabulary": tuple(sorted((SCHEMA / "vocabularies").glob("*.ttl"))),
}
TURTLE = "text/turtle"
SYNTAXES = {
    TURTLE: ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


@cache
def document(name: str, media_type: str) -> bytes:
    """The document in the syntax of that media type; Turtle is the file itself, with its comments."""
    files = [path.read_bytes() for path in FILES[name]]
    if media_type == TURTLE:
        return b"\n".join(files)
    triples = [quad.triple for text in files for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    found: bytes | None = ox.serialize(triples, format=SYNTAXES[media_type], prefixes=dict(PREFIXES))
    assert found is not None  # it is only None where there is a file to write to
    return found
