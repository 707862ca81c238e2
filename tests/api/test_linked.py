"""Linked data over HTTP: addresses, forms, validators, catalogue, event stream, site map."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, SH, Graph, Namespace, URIRef

from api.service import Service
from api.settings import Settings
from api.tokens import Tokens
from graph.writer import Writer
from ingest import decisions
from tests.api.conftest import Web
from tests.api.serving import serving
from tests.made import bring, club, id_of

BASE = "http://127.0.0.1:8080/"
FORMS = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}
LDES, TREE, VOID = (
    Namespace("https://w3id.org/ldes#"),
    Namespace("https://w3id.org/tree#"),
    Namespace("http://rdfs.org/ns/void#"),
)
AS = Namespace("https://www.w3.org/ns/activitystreams#")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")


@pytest.fixture(scope="module", params=["demo", "lichtenberg"])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder: Path = request.getfixturevalue(f"{request.param}_folder")
    settings = Settings(store=str(folder / "store"), keys=folder / "records.keys", base=BASE)
    with Service(settings) as service, serving(service, Tokens(tmp_path_factory.mktemp("t") / "tokens")) as client:
        yield client


def graph(answer: httpx.Response, form: str = "turtle") -> Graph:
    assert answer.status_code == 200, answer.text
    return Graph().parse(data=answer.text, format=form)


def some_actor(web: Web) -> str:
    return web.id_of("JFE „Linse“")


def test_a_thing_sends_on_to_what_describes_it(web: Web) -> None:
    id = some_actor(web)
    answer = web.get(f"/id/actor/{id}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/doc/actor/{id}")


def test_another_segment_leads_to_the_right_one_for_ever(web: Web) -> None:
    id = some_actor(web)
    for kind in ("id", "doc"):
        answer = web.get(f"/{kind}/offering/{id}")
        assert (answer.status_code, answer.headers["location"]) == (308, f"/{kind}/actor/{id}")


def test_a_former_id_leads_to_todays(web: Web) -> None:
    (row,) = web.service.store.read(
        "MATCH (r:Record) WHERE r.entity <> r.id RETURN r.id AS alias, r.entity AS id ORDER BY alias LIMIT 1"
    )
    answer = web.get(f"/id/actor/{row['alias']}")
    assert answer.status_code == 308 and answer.headers["location"].endswith(f"/{row['id']}")


@pytest.mark.parametrize(("suffix", "form"), FORMS.items())
def test_all_forms_say_the_same_by_suffix_and_by_accept(web: Web, suffix: str, form: str) -> None:
    id = some_actor(web)
    turtle = graph(web.get(f"/doc/actor/{id}.ttl"))
    by_suffix = web.get(f"/doc/actor/{id}.{suffix}")
    media_type = by_suffix.headers["content-type"].partition(";")[0]
    by_accept = web.client.get(f"/doc/actor/{id}", headers={"Accept": f"{media_type}, text/html;q=0.5"})
    assert by_accept.content == by_suffix.content and "Accept" in by_accept.headers["vary"]
    assert set(graph(by_suffix, form)) == set(turtle) and len(turtle) > 10
    assert (URIRef(f"{web.service.settings.base}id/actor/{id}"), RDF.type, None) in turtle


def test_a_browser_gets_a_page_in_its_language(web: Web) -> None:
    id = some_actor(web)
    german = web.client.get(f"/doc/actor/{id}", headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": "de-DE"})
    english = web.get(f"/doc/actor/{id}.html", lang="en")
    assert '<h2 id="s0">Angaben' in german.text and '<h2 id="s0">Facts' in english.text
    assert 'href="/doc/source/clubs.json"' in german.text and "Accept-Language" in german.headers["vary"]


def test_what_nobody_offers_is_406_and_unknown_is_404(web: Web) -> None:
    id = some_actor(web)
    refused = web.client.get(f"/doc/actor/{id}", headers={"Accept": "image/png"})
    assert refused.status_code == 406 and refused.json()["error"]["code"] == "not-acceptable"
    assert [web.get(path).status_code for path in ("/id/actor/none", "/doc/source/none", "/doc/record/none")] == [
        404
    ] * 3


def test_who_has_it_already_is_told_so(web: Web) -> None:
    path = f"/doc/actor/{some_actor(web)}.ttl"
    first = web.get(path)
    for name, value in (
        ("If-None-Match", first.headers["etag"]),
        ("If-Modified-Since", first.headers["last-modified"]),
    ):
        again = web.client.get(path, headers={name: value})
        assert (again.status_code, again.content) == (304, b"")
    assert web.client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    head = web.client.head(path)
    assert (head.headers["etag"], head.content) == (first.headers["etag"], b"")


def test_other_origins_may_read_and_links_tell_the_way(web: Web) -> None:
    id = some_actor(web)
    answer = web.client.get(f"/doc/actor/{id}", headers={"Origin": "https://portal.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert f'<{web.service.settings.base}id/actor/{id}>; rel="cite-as"' in answer.headers["link"]
    assert 'rel="describedby"; type="text/turtle"' in answer.headers["link"]
    assert (
        "access-control-allow-origin"
        not in web.client.get("/api/whoami", headers={"Origin": "https://x.example"}).headers
    )


def test_sources_and_records_have_their_pages(web: Web) -> None:
    (row,) = web.service.store.read(
        "MATCH (r:Record {source: 'clubs.json'}) RETURN r.id AS id, r.entity AS entity ORDER BY id LIMIT 1"
    )
    found = graph(web.get(f"/doc/record/{row['id']}.ttl"))
    assert any(str(subject).endswith(row["entity"]) for subject in found.subjects())
    assert "clubs.json" in web.get(f"/doc/record/{row['id']}").text
    assert len(graph(web.get("/doc/source/clubs.json.ttl"))) > 2


def test_a_relationships_node_is_found_on_its_subjects_page(web: Web) -> None:
    found = graph(web.get(f"/doc/actor/{some_actor(web)}.ttl"))
    nodes = {str(s) for s in found.subjects() if re.search(r"#[a-zA-Z]+-[0-9a-f]{24}$", str(s))}
    assert all(node.partition("#")[0] in {str(s) for s in found.subjects()} for node in nodes)


SHAPES = "dcat-ap-de-3.0/validator/resources/v3.0/shapes"
PARTS = (
    "dcat-ap-SHACL-DE",
    "dcat-ap-de-deprecated",
    "dcat-ap-spec-german-additions",
    "dcat-ap-de-controlledvocabularies",
)


def violations(data: Graph, shapes: list[Path], ontologies: list[Path]) -> set[str]:
    rules, known = Graph(), Graph()
    for path in shapes:
        rules.parse(path, format="turtle")
    for path in ontologies:
        known.parse(path)
    _, report, _ = validate(data, shacl_graph=rules, ont_graph=known, advanced=True)
    assert isinstance(report, Graph)
    found = report.subjects(SH.resultSeverity, SH.Violation)
    return {str(report.value(one, SH.resultMessage)) for one in found}


def dcat(shared_data: Path) -> dict[str, list[Path]]:
    root = shared_data / "shapes"
    own = [root / SHAPES / f"{name}.ttl" for name in PARTS]
    mirror = sorted((root / "dcat-ap-de-3.0" / "validator" / "resources" / "mirror").iterdir())
    return {"shapes": [root / "dcat-ap-3.0.0" / "dcat-ap-SHACL.ttl", *own], "ontologies": mirror}


def test_the_catalogue_passes_the_german_profile(town: httpx.Client, shared_data: Path) -> None:
    """With the shapes for controlled vocabularies too: every code comes with its list, so nothing is left open offline."""
    found = graph(town.get("/catalog.ttl"))
    assert len(list(found.subjects(RDF.type, DCAT.Distribution))) > 10
    assert violations(found, **dcat(shared_data)) == set()
    assert set(graph(town.get("/catalog.jsonld"), "json-ld")) == set(found)


@pytest.mark.parametrize(
    "broken", [DCTERMS.publisher, DCTERMS.license, DCTERMS.title, DCAT.accessURL, DCAT.endpointURL]
)
def test_a_broken_catalogue_fails_it(web: Web, shared_data: Path, broken: URIRef) -> None:
    found = graph(web.get("/catalog.ttl"))
    found.remove((None, broken, None))
    assert violations(found, **dcat(shared_data))


def test_a_code_off_its_list_fails_it(web: Web, shared_data: Path) -> None:
    found = graph(web.get("/catalog.ttl"))
    found.remove((None, URIRef("http://www.w3.org/2004/02/skos/core#inScheme"), None))
    assert any("Vokabular" in message for message in violations(found, **dcat(shared_data)))


def test_every_source_is_named_with_licence_and_attribution(town: httpx.Client) -> None:
    found = graph(town.get("/catalog.ttl"))
    for source in town.get("/api/sources").json():
        (dataset,) = [
            s for s in found.subjects(DCTERMS.identifier) if str(found.value(s, DCTERMS.identifier)) == source["name"]
        ]
        published = found.value(dataset, DCAT.distribution)
        assert found.value(published, DCTERMS.license) is not None
        credit = found.value(published, URIRef("http://dcat-ap.de/def/dcatde/licenseAttributionByText"))
        assert str(credit) == source["attribution"] if source.get("attribution") else credit is None


def test_void_counts_what_there_is(town: httpx.Client) -> None:
    found = graph(town.get("/.well-known/void"))
    whole = URIRef(f"{BASE}catalog#network")
    parts = sum(int(str(found.value(part, VOID.entities))) for part in found.objects(whole, VOID.classPartition))
    assert parts == int(str(found.value(whole, VOID.entities))) == town.get("/health").json()["entities"]
    assert town.get("/.well-known/void").headers["content-type"].startswith("text/turtle")


def pages(client: httpx.Client) -> Iterator[Graph]:
    """The pages of the stream, as their relations lead on."""
    path = "/ldes"
    while path:
        page = graph(client.get(path))
        yield page
        (view,) = page.objects(None, TREE.view)
        onward = page.value(page.value(view, TREE.relation), TREE.node)
        path = f"/{str(onward).removeprefix(BASE)}" if onward else ""


@pytest.mark.parametrize("town", ["demo"], indirect=True)
def test_following_the_stream_gives_every_thing_once(town: httpx.Client) -> None:
    read = list(pages(town))
    members = [(page, member) for page in read for member in page.objects(None, TREE.member)]
    versions = [str(page.value(member, DCTERMS.isVersionOf)) for page, member in members]
    living = {v for v, (page, m) in zip(versions, members, strict=True) if (m, RDF.type, AS.Delete) not in page}
    listed = [e.text or "" for e in ElementTree.fromstring(town.get("/sitemap/0.xml").content).iter()]
    things = {
        text.replace("/doc/", "/id/") for text in listed if re.search(r"/doc/(?!theme|sector|target-group)", text)
    }
    assert len(versions) == len(set(versions)) and len(read) > 1
    assert living == things and len(things) > 300


def stream_rules(shared_data: Path, *, root: bool) -> dict[str, list[Path]]:
    """What the shapes' own notes say: root and later pages have rules of their own; TR3.4 and TR3.5 contradict LDES."""
    other = "subsequent" if root else "in-root"
    found = [
        path
        for folder in ("ldes-shacl", "tree-shacl")
        for path in sorted((shared_data / "shapes" / folder / "src").iterdir())
    ]
    kept = [path for path in found if other not in path.name and not path.name.startswith(("TR3.4", "TR3.5"))]
    return {"shapes": kept, "ontologies": [shared_data / "shapes" / "ldes-vocab" / "vocabulary.ttl"]}


def test_pages_of_the_stream_pass_the_public_shapes(town: httpx.Client, shared_data: Path) -> None:
    read = pages(town)
    assert violations(next(read), **stream_rules(shared_data, root=True)) == set()
    assert violations(next(read), **stream_rules(shared_data, root=False)) == set()


@pytest.mark.parametrize("broken", [TREE.view, RDF.type])
def test_a_broken_page_fails_them(web: Web, shared_data: Path, broken: URIRef) -> None:
    page = graph(web.get("/ldes"))
    page.remove((None, broken, None))
    assert violations(page, **stream_rules(shared_data, root=True))


def test_a_made_up_position_is_refused(web: Web) -> None:
    assert web.get("/ldes", after="yesterday").status_code == 400


def test_robots_find_the_site_map_and_all_pages(town: httpx.Client) -> None:
    assert f"Sitemap: {BASE}sitemap.xml" in town.get("/robots.txt").text
    (part,) = [e.text for e in ElementTree.fromstring(town.get("/sitemap.xml").content).iter() if e.tag.endswith("loc")]
    assert part == f"{BASE}sitemap/0.xml"


@pytest.mark.parametrize("path", ["/ontology", "/shapes.ttl", "/vocabulary"])
def test_what_derives_from_the_model_comes_in_every_form(web: Web, path: str) -> None:
    forms = {
        "text/turtle": "turtle",
        "application/ld+json": "json-ld",
        "application/rdf+xml": "xml",
        "text/html,*/*;q=0.1": "turtle",
    }
    answers = [web.client.get(path, headers={"Accept": accept}) for accept in forms]
    read = [graph(answer, form) for answer, form in zip(answers, forms.values(), strict=True)]
    assert {len(found) for found in read} == {len(read[0])} and len(read[0]) > 500
    assert web.client.head(path).headers["etag"] == answers[0].headers["etag"]


def test_the_vocabulary_is_one_skos_file(web: Web) -> None:
    found = graph(web.get("/vocabulary"))
    assert len(set(found.subjects(RDF.type, URIRef("http://www.w3.org/2004/02/skos/core#Concept")))) > 100


@pytest.fixture(scope="module")
def erased(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Client, str]]:
    """A client of a store from which a house was erased, and the house's id."""
    folder = tmp_path_factory.mktemp("erased")
    clubs = [club(), club("2", "Haus Zwei", telefon="", e_mail="")]
    with Service(Settings(store=str(folder / "store"), keys=folder / "keys", base=BASE)) as service:
        bring(service.store, service.keys, folder, clubs, observed="2020")
        id = id_of(service.store, "Haus Zwei")
        with Writer(service.store, service.keys) as writer:
            decisions.erase(writer, [id])
        with serving(service, Tokens(folder / "tokens")) as client:
            yield client, id
        service.store.stop()


def test_the_address_of_what_was_erased_is_gone(erased: tuple[httpx.Client, str]) -> None:
    client, id = erased
    assert [client.get(f"/{kind}/actor/{id}").status_code for kind in ("id", "doc")] == [410, 410]


def test_the_stream_tells_the_removal_and_nothing_else(erased: tuple[httpx.Client, str]) -> None:
    client, id = erased
    page = graph(client.get("/ldes"))
    (member,) = page.subjects(DCTERMS.isVersionOf, URIRef(f"{BASE}id/actor/{id}"))
    said = dict(page.predicate_objects(member))
    assert set(said) == {RDF.type, DCTERMS.isVersionOf, DCTERMS.modified} and said[RDF.type] == AS.Delete
    assert "Haus Zwei" not in client.get("/ldes").text and "Haus Zwei" not in client.get("/sitemap/0.xml").text
