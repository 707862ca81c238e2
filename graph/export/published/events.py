"""The journal as a linked-data event stream (LDES): versioned members, oldest first, page after page.

Only the latest version of each thing is kept, and that is what the retention policy says: the store holds what is true
now, and what was erased must not live on in a feed. A removal is a member too (`as:Delete`), without any value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlencode

from graph.export.plans import DATA, Resource, Statement
from graph.export.rdf import described
from graph.export.terms import CURIE, IRI, key
from graph.export.view import ExportView
from graph.journal import Change, Position
from schema.model import PREFIXES, Model

TYPE = "rdf:type"
TREE = PREFIXES["tree"]
PAGE = 250
POLL_SECONDS = 300


def page_address(base: str, after: Position | None) -> str:
    """The address of the page that begins behind a position; without one, of the first page, the root."""
    return f"{base}ldes?{urlencode({'after': '~'.join(after)})}" if after else f"{base}ldes"


def page(
    view: ExportView, model: Model, base: str, found: Sequence[Change], after: Position | None, following: bool
) -> Iterator[Resource]:
    """One page of the stream with the members of these entries; `following` tells that there are more behind them.

    The view should show things with what they point to alone (`graph.bounded.Outgoing`): the rest are other members.
    """
    stream, here = f"{base}ldes#stream", page_address(base, after)
    kept = _latest(view, model, found)
    addresses = {change.entity: _subject(model, base, change) for change in kept}
    versions = {addresses[change.entity]: f"{addresses[change.entity]}#version-{change.at}" for change in kept}
    yield Resource(stream, [*_STREAM, ("tree:shape", IRI, f"{base}shapes.ttl"), ("tree:view", IRI, here)], DATA)
    yield Resource(here, _node(base, found[-1] if following else None, here, after), DATA)
    yield from _view(base)
    if following:
        yield from _onward(base, here, found[-1])
    for version in versions.values():
        yield Resource(stream, [("tree:member", IRI, version)], DATA)
    for change in kept:
        address = addresses[change.entity]
        yield Resource(versions[address], _head(change, address), DATA)
    # a member's statements are those of its thing, said of the version; nodes within keep their addresses
    for resource in described(view, model, base, [change.entity for change in kept if not change.removed]):
        yield resource._replace(subject=versions.get(resource.subject, resource.subject))


_STREAM: list[Statement] = [
    (TYPE, CURIE, "ldes:EventStream"),
    ("dcterms:title", "@de", "Änderungen dieses Quartiersgraphen"),
    ("dcterms:title", "@en", "Changes of this Quartiersgraph"),
    ("ldes:timestampPath", CURIE, "dcterms:modified"),
    ("ldes:versionOfPath", CURIE, "dcterms:isVersionOf"),
    ("ldes:versionDeleteObject", CURIE, "as:Delete"),
    ("ldes:pollingInterval", "xsd:integer", str(POLL_SECONDS)),
]


def _latest(view: ExportView, model: Model, found: Iterable[Change]) -> list[Change]:
    """The entries that nothing later has overtaken, of things that live under our own addresses."""
    newest = view.modified(change.entity for change in found)
    kept = {change.entity: change for change in found if newest.get(change.entity) == change.at}
    return [change for change in kept.values() if change.type and model.type(change.type).scheme is None]


def _subject(model: Model, base: str, change: Change) -> str:
    return f"{base}id/{model.type(str(change.type)).segment}/{key(change.entity)}"


def _head(change: Change, address: str) -> list[Statement]:
    said: list[Statement] = [(TYPE, CURIE, "as:Delete")] if change.removed else []
    return [*said, ("dcterms:isVersionOf", IRI, address), ("dcterms:modified", "xsd:dateTime", change.at)]


def _node(base: str, onward: Change | None, here: str, after: Position | None) -> list[Statement]:
    said: list[Statement] = [(TYPE, CURIE, "tree:Node"), ("ldes:immutable", "xsd:boolean", "false")]
    said += [("tree:viewDescription", IRI, f"{base}ldes#view")]
    # The public TREE shapes ask for a search form as a literal of this datatype, or no node conforms to them.
    said += [("tree:search", "hydra:IriTemplate", f"{base}ldes{{?after}}")]
    said += [] if after else [("ldes:retentionPolicy", IRI, f"{base}ldes#latest")]
    return said + ([("tree:relation", IRI, f"{here}#onward")] if onward else [])


def _view(base: str) -> Iterator[Resource]:
    """How the pages are made and what they keep."""
    said: list[Statement] = [(TYPE, CURIE, "tree:ViewDescription"), ("dcat:servesDataset", IRI, f"{base}ldes#stream")]
    yield Resource(f"{base}ldes#view", [*said, ("dcat:endpointURL", IRI, f"{base}ldes")], DATA)
    said = [(TYPE, CURIE, "ldes:RetentionPolicy"), (TYPE, CURIE, "ldes:LatestVersionSubset")]
    said += [("ldes:versionAmount", "xsd:integer", "1"), ("ldes:amount", "xsd:integer", "1")]
    said += [("ldes:versionKey", CURIE, "dcterms:isVersionOf")]
    yield Resource(f"{base}ldes#latest", said, DATA)


def _onward(base: str, here: str, end: Change) -> Iterator[Resource]:
    """The way to the next page; that its class is a relation is said too, for readers without the vocabulary."""
    said: list[Statement] = [(TYPE, CURIE, "tree:GreaterThanOrEqualToRelation")]
    said += [("tree:path", CURIE, "dcterms:modified"), ("tree:value", "xsd:dateTime", end.at)]
    said += [("tree:node", IRI, page_address(base, (end.at, end.entity)))]
    yield Resource(f"{here}#onward", said, DATA)
    yield Resource(f"{TREE}GreaterThanOrEqualToRelation", [("rdfs:subClassOf", IRI, f"{TREE}Relation")], DATA)
