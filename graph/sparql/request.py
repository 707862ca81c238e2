"""What is asked of a worker and what it answers: plain values that travel between processes."""

from __future__ import annotations

from dataclasses import dataclass, field

# Media type -> short name in pyoxigraph; the first of each is what is given where nothing is asked for.
RESULTS = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
BOOLEANS = {media: name for media, name in RESULTS.items() if name in ("json", "xml")}
GRAPHS = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
    "application/ld+json": "jsonld",
    "text/plain": "nt",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` of a query, `rows` (or triples) of an answer, `megabytes` of a worker process."""

    seconds: float = 10.0
    rows: int = 10_000
    megabytes: int = 2_000


@dataclass(frozen=True, slots=True)
class Wish:
    """The media type wanted, and the dataset that the request names (not the text): None where it names none."""

    media_type: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The body in the media type that was wished for. `notes` are said beside it (`truncated`, `stale`)."""

    content: bytes
    media_type: str
    truncated: bool = False
    notes: dict[str, str] = field(default_factory=dict)
