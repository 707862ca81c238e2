"""The derived files are those of the model, and other implementations can read them."""

from __future__ import annotations

import io
import json

import pytest
from openpyxl import load_workbook
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDFS, SH, SKOS

from schema.derive import DERIVED, generate
from schema.iris import code_iri, code_properties
from schema.model import ONTOLOGY, load_model
from schema.sheets import load_sheets

MODEL = load_model()
QG = Namespace(ONTOLOGY)
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")  # rdflib warns about itself


@pytest.fixture(scope="module")
def derived() -> dict[str, bytes]:
    return generate(MODEL)


def graph(name: str) -> Graph:
    return Graph().parse(DERIVED / name)


@pytest.mark.parametrize(
    "name", ["constraints.cypher", "shapes.ttl", "ontology.ttl", "context.jsonld", "template.xlsx"]
)
def test_committed_file_is_what_the_model_gives(derived: dict[str, bytes], name: str) -> None:
    assert (DERIVED / name).read_bytes() == derived[name], "run python -m schema.derive"


def test_one_constraint_and_it_is_on_entity_id(derived: dict[str, bytes]) -> None:
    statements = derived["constraints.cypher"].decode().split(";")
    assert sum("CONSTRAINT" in s for s in statements) == 1
    assert "(n:Entity) REQUIRE n.id IS UNIQUE" in derived["constraints.cypher"].decode()


def test_every_concrete_type_has_a_shape() -> None:
    targets = set(graph("shapes.ttl").objects(None, SH.targetClass))
    assert {QG[t.name] for t in MODEL.entities()} <= targets


def test_shape_says_what_is_required_and_single() -> None:
    shapes = graph("shapes.ttl")
    [label] = set(shapes.objects(QG.ActorShape, SH.property)) & set(shapes.subjects(SH.path, RDFS.label))
    assert shapes.value(label, SH.minCount) == Literal(1)
    assert shapes.value(label, SH.maxCount) == Literal(1)


@pytest.mark.parametrize("name", ["shapes.ttl", "ontology.ttl", "context.jsonld"])
def test_nothing_private_is_published(name: str) -> None:
    text = (DERIVED / name).read_text(encoding="utf-8").lower()
    assert "contact_persons" not in text
    assert "contactpersons" not in text


def test_ontology_names_every_own_term_of_the_shapes() -> None:
    known = set(graph("ontology.ttl").subjects(RDF.type, None))
    used = {o for o in graph("shapes.ttl").objects() if isinstance(o, URIRef) and o.startswith(ONTOLOGY)}
    assert used - known == set()


def test_ontology_class_is_tied_to_the_standard_one() -> None:
    ontology, org = graph("ontology.ttl"), Namespace("http://www.w3.org/ns/org#")
    assert set(ontology.objects(QG.Department, RDFS.subClassOf)) >= {QG.Actor, org.OrganizationalUnit}
    assert (QG.Department, RDFS.label, Literal("Fachamt", lang="de")) in ontology


def test_every_code_is_a_labelled_concept() -> None:
    ontology = graph("ontology.ttl")
    for declarations in code_properties(MODEL).values():
        for prop in declarations:
            for code, caption in (prop.values or {}).items():
                concept = URIRef(code_iri(prop, code))
                assert (concept, SKOS.prefLabel, Literal(caption.de, lang="de")) in ontology


def test_context_has_a_term_for_every_public_property_and_relationship() -> None:
    terms = json.loads((DERIVED / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    names = {p.name for t in MODEL.entities() for p in t.properties.values() if p.visibility != "private"}
    assert names - set(terms) == {"point", "geometry"}  # they are nodes of their own
    assert {edge.lower() for edge in MODEL.edges} <= set(terms)


def test_context_expands_codes_and_partial_dates() -> None:
    document = json.loads((DERIVED / "context.jsonld").read_text(encoding="utf-8"))
    year = {"@value": "1998", "@type": "xsd:gYear"}
    document |= {"id": "https://example.org/a", "type": "Actor", "kinds": ["qgv:kinds/school"], "founded": year}
    found = Graph().parse(data=json.dumps(document), format="json-ld")
    kinds = MODEL.types["Actor"].properties["kinds"]
    assert (None, QG.kinds, URIRef(code_iri(kinds, "school"))) in found
    assert (None, RDF.type, QG.Actor) in found
    assert "1998" in {str(o) for o in found.objects()}


def test_template_has_a_german_sheet_per_type(derived: dict[str, bytes]) -> None:
    book = load_workbook(io.BytesIO(derived["template.xlsx"]))
    assert book.sheetnames[0] == "Hilfe"
    assert {"Akteure", "Angebote", "Kooperationen", "Mitgliedschaften", "Bedarfe"} <= set(book.sheetnames)
    assert book["Listen"].sheet_state == "hidden"
    headings = [cell.value for cell in book["Angebote"][1]]
    assert headings[:2] == ["Name *", "Anbieter *"]
    assert "Postleitzahl" in headings


def test_template_drop_downs_offer_codes_and_themes(derived: dict[str, bytes]) -> None:
    book = load_workbook(io.BytesIO(derived["template.xlsx"]))
    choices = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in book["Listen"].columns}
    assert "Verein" in choices["Actor.kinds"]
    assert "Fußball" in choices["Theme"]
    assert len(choices["Sector"]) == 7
    lists = [rule for rule in book["Akteure"].data_validations.dataValidation if rule.type == "list"]
    assert lists[0].formula1.startswith("'Listen'!$")


def test_help_sheet_explains_every_column_in_both_languages(derived: dict[str, bytes]) -> None:
    book = load_workbook(io.BytesIO(derived["template.xlsx"]))
    rows = [row for row in book["Hilfe"].iter_rows(min_row=6, values_only=True) if row[0]]
    assert len(rows) == sum(len(sheet.columns) for sheet in load_sheets())
    assert all(row[3] and row[5] and row[6] for row in rows)
