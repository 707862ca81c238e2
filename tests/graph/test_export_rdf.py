"""The RDF exports: one content in three formats, read back by other implementations."""

from __future__ import annotations

import io
import json
import zipfile
from html import unescape

import pyarrow.parquet
import pyoxigraph as ox
import pytest
from pyshacl import validate
from rdflib import Dataset, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, PROV, RDF, RDFS, SKOS

from graph.export import FORMATS, ExportOptions
from graph.export.rdf import triples
from schema.derive import DERIVED
from schema.model import ONTOLOGY, VOCABULARY
from tests.graph.export_town import MODEL, NASTY, PRIVATE, Town

BASE = "https://town.example/"
QG, ORG, GEO = (
    Namespace(ONTOLOGY),
    Namespace("http://www.w3.org/ns/org#"),
    Namespace("http://www.opengis.net/ont/geosparql#"),
)
OPTIONS = ExportOptions(base=BASE)
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")  # rdflib warns about itself


def export(name: str, view: Town | None = None, options: ExportOptions = OPTIONS) -> bytes:
    out = io.BytesIO()
    FORMATS[name].write(view or Town(), out, options)
    return out.getvalue()


@pytest.fixture(scope="module")
def turtle() -> Graph:
    return Graph().parse(data=export("turtle"), format="turtle")


def through_shipped_context(document: bytes) -> Graph:
    """The JSON-LD read with the context file in place of the one that it carries."""
    shipped = json.loads((DERIVED / "context.jsonld").read_text(encoding="utf-8"))
    return Graph().parse(data=json.dumps({**json.loads(document), **shipped}), format="json-ld")


def test_jsonld_through_shipped_context_is_the_turtle(turtle: Graph) -> None:
    linked = export("jsonld", options=ExportOptions(base=BASE, context_url="https://example.org/context.jsonld"))
    assert isomorphic(through_shipped_context(linked), turtle)


def test_jsonld_with_its_context_inside_is_the_turtle(turtle: Graph) -> None:
    assert isomorphic(Graph().parse(data=export("jsonld"), format="json-ld"), turtle)


def test_two_implementations_read_the_same_turtle(turtle: Graph) -> None:
    other = list(ox.parse(export("turtle"), format=ox.RdfFormat.TURTLE))
    assert len({str(quad) for quad in other}) == len(turtle)


def test_data_graph_of_nquads_is_the_turtle(turtle: Graph) -> None:
    dataset = Dataset().parse(data=export("nquads").decode(), format="nquads")
    assert isomorphic(dataset.graph(URIRef(f"{BASE}graph/data")), turtle)


@pytest.mark.parametrize("visibility", ["public", "network", "private"])
def test_jsonld_conforms_to_our_shapes_through_our_context(visibility: str) -> None:
    data = through_shipped_context(export("jsonld", Town(visibility)))
    conforms, _, report = validate(data, shacl_graph=Graph().parse(DERIVED / "shapes.ttl"))
    assert conforms, report


def test_shapes_notice_what_is_wrong(turtle: Graph) -> None:
    broken = Graph().parse(data=export("turtle"), format="turtle")
    actor = URIRef(f"{BASE}id/actor/idactor")
    broken.remove((actor, RDFS.label, None))
    broken.add((actor, QG.provides, actor))
    conforms, report, _ = validate(broken, shacl_graph=Graph().parse(DERIVED / "shapes.ttl"))
    assert not conforms
    assert isinstance(report, Graph)
    sh = Namespace("http://www.w3.org/ns/shacl#")
    assert {str(p) for p in report.objects(None, sh.resultPath)} == {str(RDFS.label), str(QG.provides)}


def written(name: str, view: Town | None = None) -> str:
    """The text of a document; of a workbook or package that of all its parts."""
    content = export(name, view)
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return unescape("".join(_part(name, book.read(name)) for name in book.namelist()))


def _part(name: str, content: bytes) -> str:
    if name.endswith(".parquet"):
        return str(pyarrow.parquet.read_table(io.BytesIO(content)).to_pylist())
    return content.decode()


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "csv"])
@pytest.mark.parametrize("visibility", ["public", "network"])
def test_nothing_above_the_view_is_written(name: str, visibility: str) -> None:
    document = written(name, Town(visibility))
    assert PRIVATE not in document
    assert "contact_persons" not in document


def test_private_values_stay_out_of_rdf_even_for_a_private_view() -> None:
    assert PRIVATE not in export("nquads", Town("private")).decode()


@pytest.mark.parametrize("name", list(FORMATS))
def test_same_view_gives_same_bytes(name: str) -> None:
    assert export(name) == export(name)


def test_department_carries_our_classes_and_the_standard_ones(turtle: Graph) -> None:
    department = URIRef(f"{BASE}id/actor/iddepartment")
    found = set(turtle.objects(department, RDF.type))
    assert found >= {QG.Actor, QG.Department, ORG.Organization, ORG.OrganizationalUnit}


def test_vocabulary_terms_keep_their_address_for_ever(turtle: Graph) -> None:
    theme = URIRef(f"{VOCABULARY}theme-theme")
    assert (theme, SKOS.inScheme, URIRef(f"{VOCABULARY}themes")) in turtle
    assert (URIRef(f"{VOCABULARY}themes"), RDF.type, SKOS.ConceptScheme) in turtle


def test_membership_keeps_role_and_period(turtle: Graph) -> None:
    [node] = turtle.subjects(RDF.type, ORG.Membership)
    assert turtle.value(node, ORG.member) == URIRef(f"{BASE}id/actor/idactor")
    assert turtle.value(node, ORG.role) == URIRef(f"{VOCABULARY}role/coordinator")
    assert str(turtle.value(node, QG.since)) == "2019-03"


def test_overlap_is_a_node_with_its_share_and_never_a_part(turtle: Graph) -> None:
    [node] = turtle.subjects(RDF.type, QG.Overlap)
    assert str(turtle.value(node, QG.shareOfQuartier)) == "0.0000125"
    assert (URIRef(f"{BASE}id/quartier/idquartier"), GEO.sfIntersects, None) in turtle
    names = {str(predicate).lower() for predicate in turtle.predicates()}
    assert not [name for name in names if "partof" in name or "within" in name]


def test_every_referenced_code_is_described(turtle: Graph) -> None:
    codes = {o for o in turtle.objects() if isinstance(o, URIRef) and o.startswith(f"{VOCABULARY}kinds/")}
    assert codes
    assert all((code, SKOS.prefLabel, None) in turtle and (code, RDF.type, SKOS.Concept) in turtle for code in codes)


def test_point_and_outline_are_geometries(turtle: Graph) -> None:
    wkt = turtle.value(URIRef(f"{BASE}id/place/idplace#point"), GEO.asWKT)
    assert wkt == Literal("POINT (13.5123 52.487)", datatype=GEO.wktLiteral)
    assert (URIRef(f"{BASE}id/outline/idoutline"), GEO.asWKT, None) in turtle


def test_awkward_text_survives(turtle: Graph) -> None:
    assert (URIRef(f"{BASE}id/actor/idactor"), RDFS.label, Literal(NASTY, lang="de")) in turtle


def test_provenance_names_records_aliases_and_recognised_words() -> None:
    dataset = Dataset().parse(data=export("nquads").decode(), format="nquads")
    provenance = dataset.graph(URIRef(f"{BASE}graph/provenance"))
    actor, record = URIRef(f"{BASE}id/actor/idactor"), URIRef(f"{BASE}id/record/r1")
    assert (actor, PROV.wasDerivedFrom, record) in provenance
    assert provenance.value(record, QG.row) == Literal(17)
    assert provenance.value(record, PROV.hadPrimarySource) == URIRef(f"{BASE}id/source/s1")
    assert (actor, OWL.sameAs, URIRef(f"{BASE}id/actor/idformer")) in provenance
    assert list(provenance.subjects(RDF.type, QG.AboutRelation))


def test_record_that_came_back_keeps_when_it_was_first_seen() -> None:
    dataset = Dataset().parse(data=export("nquads").decode(), format="nquads")
    provenance, record = dataset.graph(URIRef(f"{BASE}graph/provenance")), URIRef(f"{BASE}id/record/r1")
    assert [str(since) for since in provenance.objects(record, QG.since)] == ["2014"]
    assert list(provenance.objects(record, QG.gone)) == []


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("csv", "parquet", "provenance")])
def test_every_format_names_whose_data_it_is(name: str) -> None:
    document = written(name)
    assert "Amt Süd" in document
    assert "CC BY 4.0" in document


def test_triples_are_the_lines_of_the_nquads() -> None:
    quads = list(triples(Town(), MODEL, BASE))
    assert len(quads) == len(export("nquads").splitlines())
    assert {quad.graph for quad in quads} == {"data", "provenance"}
