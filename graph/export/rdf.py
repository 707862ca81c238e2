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

from graph.export.plans import DATA, PROVENANCE, EdgePlan, Plans, Resource, Statement
from graph.export.terms import CURIE, IRI, STRING, date, key
from graph.export.view import ExportView, Row
from schema.iris import code_properties, code_scheme
from schema.model import VOCABULARY, Model


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

    `base` ends with a slash. A subject may come twice: as a thing, then with its relationships.
    """
    plans = Plans(model, view.visibility, base)
    for entity in view.entities():
        yield from plans.type(entity["type"]).resources(entity)
    for _, edges in groupby(view.relationships(), key=lambda edge: edge["from"]):
        yield from _relationships(list(edges), plans, provenance)
    sources = {row["name"]: row for row in view.sources()}
    yield from (resource for row in sources.values() for resource in plans.type("Source").resources(_source(row)))
    yield from _stubs(plans, model)
    if provenance:
        yield from _records(view.records(), plans, sources)
        yield from _aliases(view.aliases(), plans)


def described(view: ExportView, model: Model, base: str, ids: Iterable[str]) -> Iterator[Resource]:
    """A few things (by their ids of today) with their relationships both ways, as the main dump has them.

    What they are related to comes with its classes and its name, every code with its list. Unknown ids are left out.
    """
    plans, wanted = Plans(model, view.visibility, base), list(ids)
    relations = view.relations_of(wanted)
    around: dict[str, tuple[str, str | None]] = {}
    for entity in view.chosen(wanted):
        yield from plans.type(entity["type"]).resources(entity)
        here = relations.get(entity["id"], [])
        around |= {row["id"]: (row["entity_type"], row["name"]) for row in here}
        for _, edges in groupby(_as_edges(entity, here), key=lambda edge: edge["from"]):
            yield from _relationships(list(edges), plans, False)
    for id, (type_name, name) in sorted(around.items()):
        if id not in wanted:
            yield from plans.type(type_name).mention(id, name)
    yield from _stubs(plans, model)


def _as_edges(entity: Row, relations: Iterable[Row]) -> list[Row]:
    """What `relations_of` gives of a thing as `relationships` would, ordered by where each starts."""
    edges: list[Row] = []
    for row in relations:
        here, there = (entity["id"], entity["type"]), (row["id"], row["entity_type"])
        source, target = (here, there) if row["direction"] == "out" else (there, here)
        ends = {"from": source[0], "from_type": source[1], "to": target[0], "to_type": target[1]}
        edges.append({"type": row["type"], **ends, "properties": row["properties"]})
    return sorted(edges, key=lambda edge: (edge["from"], edge["type"], edge["to"]))


def _relationships(edges: list[Row], plans: Plans, provenance: bool) -> Iterator[Resource]:
    subject = plans.iri(edges[0]["from_type"], edges[0]["from"])
    direct: list[Statement] = []
    nodes: list[Resource] = []
    for edge in edges:
        plan, target = plans.edge(edge["type"]), plans.iri(edge["to_type"], edge["to"])
        statement = (plan.predicate, IRI, target)
        if statement not in direct[-1:]:
            direct.append(statement)
        if plan.has_node(edge["properties"]) and (provenance or plan.graph == DATA):
            nodes.append(_node(edge, plan, plans.base, subject, target))
    yield Resource(subject, direct, DATA)
    yield from nodes


def _node(edge: Row, plan: EdgePlan, base: str, subject: str, target: str) -> Resource:
    """The node that carries a relationship's values; its address follows from what tells it apart."""
    properties = edge["properties"]
    told_apart = (edge["type"], edge["from"], edge["to"], *(properties.get(name) for name in plan.identity))
    text = "\x1f".join("" if part is None else str(part) for part in told_apart)
    address = f"{base}id/relationship/{blake2b(text.encode(), digest_size=12).hexdigest()}"
    ends = [(plan.source, IRI, subject), (plan.target, IRI, target)]
    return Resource(address, [*plan.classes, *ends, *plan.values(properties)], plan.graph)


def _stubs(plans: Plans, model: Model) -> Iterator[Resource]:
    """What every referenced code is: a labelled concept in its list."""
    captions = {
        f"{code_scheme(prop)}/{key(code)}": caption
        for declarations in code_properties(model).values()
        for prop in declarations
        for code, caption in (prop.values or {}).items()
    }
    for address in sorted(plans.codes):
        scheme, _, code = address.rpartition("/")
        statements: list[Statement] = [("rdf:type", CURIE, "skos:Concept"), ("skos:inScheme", IRI, scheme)]
        if address in captions:
            statements += [("skos:prefLabel", f"@{lang}", captions[address].text(lang)) for lang in ("de", "en")]
        yield Resource(address, [*statements, ("skos:notation", STRING, code)], DATA)
    schemes = {address.rpartition("/")[0] for address in plans.codes}
    schemes |= {f"{VOCABULARY}{name}" for name in plans.schemes}
    for scheme in sorted(schemes):
        yield Resource(scheme, [("rdf:type", CURIE, "skos:ConceptScheme")], DATA)


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
        thing = plans.known(record.get("entity"))
        if thing is not None:
            yield Resource(thing, [("prov:wasDerivedFrom", IRI, address)], PROVENANCE)


def _known(record: Row, name: str) -> bool:
    value: Any = record.get(name)
    return value is not None and value != ""


def _aliases(aliases: Iterable[Row], plans: Plans) -> Iterator[Resource]:
    for alias in aliases:
        thing = plans.known(alias["id"])
        if thing is not None:
            former = f"{thing.rpartition('/')[0]}/{key(alias['alias'])}"
            yield Resource(thing, [("owl:sameAs", IRI, former)], PROVENANCE)
