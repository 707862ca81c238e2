"""The graph as RDF resources, in one stream and one order, for every RDF format.

A thing carries our classes and the standard ones. A relationship is a plain triple; one that declares
a class of its own, or that carries values, is a node beside it (`org:Membership`, `qg:Containment`
…), so that nothing is lost. How a theme was recognised, which record said what and former ids are
provenance: a graph of its own, written where a format has named graphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import groupby
from typing import Any, NamedTuple

from graph.export.grants import Grants
from graph.export.plans import DATA, PROVENANCE, EdgePlan, Plans, Resource, Statement
from graph.export.terms import CURIE, IRI, STRING, date, key
from graph.export.view import ExportView, Row
from schema.iris import camel
from schema.model import Model


class Quad(NamedTuple):
    """One statement: full IRIs, the object as form and text (see `terms`), and its graph."""

    subject: str
    predicate: str
    form: str
    value: str
    graph: str


def triples(view: ExportView, model: Model, base: str) -> Iterator[Quad]:
    """Every statement of the graph and its provenance, one by one."""
    for resource in resources(view, model, base, provenance=True):
        for predicate, form, value in resource.statements:
            if form == CURIE:
                form, value = IRI, model.expand(value)
            yield Quad(resource.subject, model.expand(predicate), form, value, resource.graph)


def resources(view: ExportView, model: Model, base: str, *, provenance: bool = False) -> Iterator[Resource]:
    """The graph, resource by resource, never more than one in memory.

    `base` ends with a slash. A subject may come several times: as a thing, with its relationships, by what others make of it.
    """
    plans = Plans(model, view.visibility, base)
    grants = Grants(view, plans)
    for entity in view.entities():
        yield from plans.type(entity["type"]).resources(entity)
    for _, edges in groupby(view.relationships(), key=lambda edge: edge["from"]):
        held = list(edges)
        yield from relationships_of(held, plans)
        yield from grants.over(held)
    yield from sources_of(view, plans)
    yield from plans.stubs.resources(model)
    if provenance:
        yield from provenance_of(view, model, base)


def provenance_of(view: ExportView, model: Model, base: str) -> Iterator[Resource]:
    """How things were recognised, which record said what, and former ids."""
    plans = Plans(model, view.visibility, base)
    for edge in view.relationships():
        plan = plans.edge(edge["type"])
        if plan.graph == PROVENANCE and plan.has_node(edge["properties"]):
            ends = (plans.iri(edge["from_type"], edge["from"]), plans.iri(edge["to_type"], edge["to"]))
            yield _node(edge, plan, *ends)
    yield from _records(view.records(), plans, {row["name"]: row for row in view.sources()})
    yield from _aliases(view.aliases(), plans)


def described(view: ExportView, model: Model, base: str, ids: Iterable[str]) -> Iterator[Resource]:
    """A few things (by their ids of today) with their relationships both ways, as the main dump has them.

    What they are related to comes with its classes and its name, every code with its list. Unknown ids are left out.
    """
    plans, wanted = Plans(model, view.visibility, base), frozenset(ids)
    grants, relations, around = Grants(view, plans), view.relations_of(wanted), set[str]()
    for entity in view.chosen(wanted):
        yield from plans.type(entity["type"]).resources(entity)
        edges = as_edges(entity, relations.get(entity["id"], ()))
        around |= {end for edge in edges for end in (edge["from"], edge["to"])}
        for source, held in groupby(edges, key=lambda edge: edge["from"]):
            if source != entity["id"] and source in wanted:
                continue  # said, or to be said, of the other
            of_source = list(held)
            yield from relationships_of(of_source, plans)
            for granted in grants.over([edge for edge in of_source if edge["to"] in wanted]):
                yield granted
                around |= grants.bodies_of(source)
    for entity in view.chosen(around - wanted):
        yield from plans.type(entity["type"]).mention(entity)
    yield from plans.stubs.resources(model)


def evidence_described(view: ExportView, model: Model, base: str, segment: str, rows: Iterable[Row]) -> Iterator[Resource]:
    """A source (`segment` "source") or a record with all its versions ("record"), as the dumps have them."""
    plans = Plans(model, view.visibility, base)
    if segment == "source":
        for row in rows:
            yield from plans.type("Source").resources(_source(row))
    else:
        yield from _records(rows, plans, {row["name"]: row for row in view.sources()})
    yield from plans.stubs.resources(model)


def as_edges(entity: Row, relations: Iterable[Row]) -> list[Row]:
    """What `relations_of` gives of a thing as `relationships` would, ordered by where each starts."""
    edges: list[Row] = []
    for row in relations:
        here, there = (entity["id"], entity["type"]), (row["id"], row["entity_type"])
        source, target = (here, there) if row["direction"] == "out" else (there, here)
        ends = {"from": source[0], "from_type": source[1], "to": target[0], "to_type": target[1]}
        edges.append({"type": row["type"], **ends, "properties": row["properties"]})
    return sorted(edges, key=lambda edge: (edge["from"], edge["type"], edge["to"]))


def relationships_of(edges: list[Row], plans: Plans) -> Iterator[Resource]:
    """The relationships that lead from one thing: its statements, then the nodes that carry values."""
    if not edges:
        return
    subject = plans.iri(edges[0]["from_type"], edges[0]["from"])
    direct: dict[Statement, None] = {}
    nodes: list[Resource] = []
    for edge in edges:
        plan, target = plans.edge(edge["type"]), plans.iri(edge["to_type"], edge["to"])
        for predicate in plan.predicates(edge):
            direct[predicate, IRI, target] = None
        if plan.graph == DATA and plan.has_node(edge["properties"]):
            nodes.append(_node(edge, plan, subject, target))
    yield Resource(subject, list(direct), DATA)
    yield from nodes


def _node(edge: Row, plan: EdgePlan, subject: str, target: str) -> Resource:
    """The node that carries a relationship's values.

    Its address follows from what tells it apart, within that of its subject: whoever follows it gets the subject's page.
    """
    properties = edge["properties"]
    told_apart = (edge["type"], edge["from"], edge["to"], *(properties.get(name) for name in plan.identity))
    text = "\x1f".join("" if part is None else str(part) for part in told_apart)
    address = f"{subject}#{camel(edge['type'])}-{blake2b(text.encode(), digest_size=12).hexdigest()}"
    ends = [(plan.source, IRI, subject), (plan.target, IRI, target)]
    return Resource(address, [*plan.classes, *ends, *plan.values(properties)], plan.graph)


def sources_of(view: ExportView, plans: Plans) -> Iterator[Resource]:
    """The sources, with licence and attribution."""
    for row in view.sources():
        yield from plans.type("Source").resources(_source(row))


def _source(row: Row) -> Row:
    return {"id": row.get("id") or row["name"], "type": "Source", "properties": row}


_TEXTS = (("source", "qg:source"), ("sheet", "qg:sheet"))
_DATES = (("observed", "qg:observed"), ("since", "qg:since"), ("gone", "qg:gone"))


def _records(records: Iterable[Row], plans: Plans, sources: Mapping[str, Row]) -> Iterator[Resource]:
    """Who said it, first and last seen when: a node per record, and the thing that it describes derived from it."""
    for _, versions in groupby(records, key=lambda record: record["id"]):
        first, *more = list(versions)
        record = {**(more[-1] if more else first), "since": first.get("since")}
        address = plans.iri("Record", record["id"])
        statements: list[Statement] = [*plans.type("Record").classes]
        statements += [(curie, STRING, str(record[name])) for name, curie in _TEXTS if _known(record, name)]
        if _known(record, "row"):
            statements.append(("qg:row", "xsd:integer", str(record["row"])))
        statements += [(curie, *date(record[name])) for name, curie in _DATES if _known(record, name)]
        if record["source"] in sources:
            source = plans.iri("Source", _source(sources[record["source"]])["id"])
            statements.append(("prov:hadPrimarySource", IRI, source))
        yield Resource(address, statements, PROVENANCE)
        if record.get("entity_type") is not None:
            thing = plans.iri(record["entity_type"], record["entity"])
            yield Resource(thing, [("prov:wasDerivedFrom", IRI, address)], PROVENANCE)


def _known(record: Row, name: str) -> bool:
    value: Any = record.get(name)
    return value is not None and value != ""


def _aliases(aliases: Iterable[Row], plans: Plans) -> Iterator[Resource]:
    for alias in aliases:
        if alias.get("entity_type") is not None:
            thing = plans.iri(alias["entity_type"], alias["id"])
            former = f"{thing.rpartition('/')[0]}/{key(alias['alias'])}"
            yield Resource(thing, [("owl:sameAs", IRI, former)], PROVENANCE)
