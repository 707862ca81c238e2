"""Exports of the demo town and of the real lists against the public shapes, and broken copies that must fail them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SKOS

from graph.store import Store
from tests.conftest import WHOLE
from tests.made import exported
from tests.public_shapes import CPSV, CV, DCT, LOCN, ORG, SHAPES, TIME, violations

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")  # rdflib warns about itself

SAMPLE = 150


@pytest.fixture(scope="module")
def shapes(shared_data: Path) -> Path:
    return shared_data / "shapes"


def dump(store: Store, visibility: str) -> Graph:
    return Graph().parse(data=exported(store, "ntriples", visibility), format="nt")


@pytest.fixture(scope="module")
def demo(demo_store: Store) -> Graph:
    return dump(demo_store, "public")


@pytest.fixture(scope="module")
def lists(lichtenberg_store: Store) -> Graph:
    return dump(lichtenberg_store, "network")


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("with_vocabulary", [False, True], ids=["alone", "with the vocabulary"])
def test_demo_town_passes(demo: Graph, shapes: Path, name: str, with_vocabulary: bool) -> None:
    assert violations(demo, name, shapes, with_vocabulary=with_vocabulary) == set()


@pytest.mark.parametrize("name", SHAPES)
def test_real_lists_pass(lists: Graph, shapes: Path, name: str) -> None:
    """Every class whole as far as `SAMPLE` nodes of it go, evenly picked; with QG_TEST_WHOLE=1 every node."""
    assert violations(lists, name, shapes, with_vocabulary=True, nodes=None if WHOLE else sample(lists)) == set()


def sample(graph: Graph) -> list[URIRef]:
    picked: set[URIRef] = set()
    for kind in set(graph.objects(None, RDF.type)):
        nodes = sorted(node for node in graph.subjects(RDF.type, kind) if isinstance(node, URIRef))
        picked.update(nodes[:: len(nodes) // SAMPLE + 1])
    return sorted(picked)


def test_other_view_passes_too(demo_store: Store, shapes: Path) -> None:
    network = dump(demo_store, "network")
    assert {name: violations(network, name, shapes) for name in SHAPES} == {name: set() for name in SHAPES}


def test_turtle_jsonld_and_rdfxml_say_what_was_checked(demo_store: Store, demo: Graph) -> None:
    for name, read_as in (("turtle", "turtle"), ("jsonld", "json-ld"), ("rdfxml", "xml")):
        assert set(Graph().parse(data=exported(demo_store, name, "public"), format=read_as)) == set(demo)


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_have_something_to_check(demo: Graph, lists: Graph, name: str) -> None:
    for graph in (demo, lists):
        missing = [target for target in SHAPES[name].targets if (None, RDF.type, target) not in graph]
        assert missing == []


def first(graph: Graph, kind: URIRef) -> URIRef:
    found = min(graph.subjects(RDF.type, kind))
    assert isinstance(found, URIRef)
    return found


def without(predicate: URIRef, kind: URIRef) -> Callable[[Graph], None]:
    return lambda graph: (graph.remove((first(graph, kind), predicate, None)), None)[1]


def untyped(predicate: URIRef, kind: URIRef, of: URIRef) -> Callable[[Graph], None]:
    """What the predicate leads to is no longer said to be one of `kind`."""

    def strip(graph: Graph) -> None:
        ends = sorted(o for s, o in graph.subject_objects(predicate) if (s, RDF.type, of) in graph)
        graph.remove((ends[0], RDF.type, kind))

    return strip


def plain(predicate: URIRef, kind: URIRef) -> Callable[[Graph], None]:
    """The first value loses its language."""

    def replace(graph: Graph) -> None:
        subject, value = min((s, o) for s, o in graph.subject_objects(predicate) if (s, RDF.type, kind) in graph)
        graph.set((subject, predicate, Literal(str(value))))

    return replace


def second_name(graph: Graph) -> None:
    body = first(graph, CV.PublicOrganisation)
    for name in ("Erster", "Zweiter"):
        graph.add((body, SKOS.altLabel, Literal(name, lang="de")))


def unit_of_a_place(graph: Graph) -> None:
    unit, _ = min(graph.subject_objects(ORG.unitOf))
    graph.set((unit, ORG.unitOf, first(graph, LOCN.Address)))


def worthless(graph: Graph) -> None:
    graph.set((first(graph, CV.Cost), CV.hasValue, Literal("viel")))


MIN, CLASS, DATATYPE, UNIQUE = "MinCount", "Class", "Datatype", "UniqueLang"
BROKEN = [
    ("CPSV-AP 3.2", without(DCT.title, CPSV.PublicService), DCT.title, MIN),
    ("CPSV-AP 3.2", without(DCT.identifier, CPSV.PublicService), DCT.identifier, MIN),
    ("CPSV-AP 3.2", without(DCT.description, CPSV.PublicService), DCT.description, MIN),
    ("CPSV-AP 3.2", without(CV.hasCompetentAuthority, CPSV.PublicService), CV.hasCompetentAuthority, MIN),
    ("CPSV-AP 3.2", without(DCT.spatial, CV.PublicOrganisation), DCT.spatial, MIN),
    ("CPSV-AP 3.2", without(SKOS.prefLabel, CV.PublicOrganisation), SKOS.prefLabel, MIN),
    ("CPSV-AP 3.2", without(DCT.identifier, CV.Channel), DCT.identifier, MIN),
    ("CPSV-AP 3.2", untyped(CV.thematicArea, SKOS.Concept, CPSV.PublicService), CV.thematicArea, CLASS),
    ("CPSV-AP 3.2", untyped(CV.openingHours, TIME.TemporalEntity, CV.Channel), CV.openingHours, CLASS),
    ("CPSV-AP 3.2", untyped(DCT.audience, SKOS.Concept, CPSV.PublicService), DCT.audience, CLASS),
    ("CPSV-AP 3.2", worthless, CV.hasValue, DATATYPE),
    ("CPOV 2.1.2", second_name, SKOS.altLabel, UNIQUE),
    ("CPOV 2.1.2", unit_of_a_place, ORG.unitOf, CLASS),
    ("CPOV 2.1.2", untyped(ORG.classification, SKOS.Concept, CV.PublicOrganisation), ORG.classification, CLASS),
    ("CPOV 2.1.2", untyped(CV.adminUnit, CV.AdminUnit, LOCN.Address), CV.adminUnit, CLASS),
    ("CPOV 2.1.2", plain(RDFS.label, CV.AdminUnit), RDFS.label, DATATYPE),
    ("Core Location 2.1", plain(LOCN.thoroughfare, LOCN.Address), LOCN.thoroughfare, DATATYPE),
    ("Core Location 2.1", plain(LOCN.geographicName, DCT.Location), LOCN.geographicName, DATATYPE),
    ("Core Location 2.1", untyped(CV.level, SKOS.Concept, CV.AdminUnit), CV.level, CLASS),
]


@pytest.mark.parametrize(
    ("name", "damage", "path", "constraint"), BROKEN, ids=[f"{n}-{p.rpartition('/')[2]}-{c}" for n, _, p, c in BROKEN]
)
def test_broken_copy_of_the_demo_town_fails(
    demo: Graph, shapes: Path, name: str, damage: Callable[[Graph], None], path: URIRef, constraint: str
) -> None:
    copy = Graph()
    copy += demo
    damage(copy)
    assert (str(path), f"http://www.w3.org/ns/shacl#{constraint}ConstraintComponent") in violations(copy, name, shapes)


def test_broken_copy_of_the_real_lists_fails(lists: Graph, shapes: Path) -> None:
    before = set(lists)
    try:
        without(DCT.title, CPSV.PublicService)(lists)
        plain(LOCN.postName, LOCN.Address)(lists)
        found = {
            name: {path for path, _ in violations(lists, name, shapes)} for name in ("CPSV-AP 3.2", "Core Location 2.1")
        }
    finally:
        after = set(lists)
        lists -= list(after - before)
        lists += list(before - after)
    assert str(DCT.title) in found["CPSV-AP 3.2"]
    assert str(LOCN.postName) in found["Core Location 2.1"]
