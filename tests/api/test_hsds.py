"""HSDS 3.0 over HTTP: pages, filters, single things, redirects and errors; every answer by the published schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.service import Service
from api.settings import Settings
from api.tokens import Tokens
from graph.export.hsds.ids import id_of, uuid_of
from graph.writer import Writer
from ingest.decisions import erase
from tests.api.serving import bearer, serving
from tests.graph.hsds_contract import Contract
from tests.made import bring, club

LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
OF_A_PAGE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"}
VARIANTS: dict[str, list[tuple[dict[str, bool], str]]] = {  # parameters -> the schema that the contents have to fit
    "services": [({}, "service_list"), ({"full": True}, "service")],
    "organizations": [
        ({}, "organization_list"),
        ({"full": True}, "organization"),
        ({"full_service": True}, "organization"),
    ],
    "service_at_locations": [({}, "service_at_location"), ({"full": True}, "service_at_location")],
    "taxonomies": [({}, "taxonomy")],
    "taxonomy_terms": [({}, "taxonomy_term")],
}
WHOLE = {kind: variants[-1][1] for kind, variants in VARIANTS.items()}


class Door:
    """The town behind HTTP, for a caller without and one with a token."""

    def __init__(self, client: httpx.Client, token: str) -> None:
        self.client, self._token = client, token

    def get(self, path: str, scope: str = "public", **params: Any) -> Any:
        response = self.raw(path, scope, **params)
        assert response.status_code == 200, response.text
        return response.json()

    def raw(self, path: str, scope: str = "public", **params: Any) -> httpx.Response:
        headers = bearer(self._token) if scope == "network" else {}
        return self.client.get(f"/hsds{path}", params=params, headers=headers)

    def ids(self, path: str, **params: Any) -> list[str]:
        return [one["id"] for one in self.get(path, **params)["contents"]]


@pytest.fixture(scope="module")
def door(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    folder = tmp_path_factory.mktemp("door")
    tokens = Tokens(folder / "tokens.json")
    with (
        Service(Settings(store=str(demo_folder / "store"), keys=folder / "keys")) as service,
        serving(service, tokens) as client,
    ):
        yield Door(client, tokens.create("network"))


def test_the_base_tells_the_version(door: Door) -> None:
    for path in ("", "/"):
        found = door.get(path)
        assert found["version"] == "3.0" and found["profile"].startswith("https://")
        assert found["openapi_url"].endswith("/openapi.json")


@pytest.mark.parametrize("scope", ["public", "network"])
@pytest.mark.parametrize("kind", LISTS)
def test_pages_and_single_things_keep_the_contract(door: Door, contract: Contract, kind: str, scope: str) -> None:
    first = door.get(f"/{kind}", scope, per_page=20)
    assert set(first) == OF_A_PAGE and first["first_page"] and not first["empty"]
    for variant, schema in VARIANTS[kind]:
        contents = door.get(f"/{kind}", scope, per_page=20, **variant)["contents"]
        assert [problem for one in contents for problem in contract.problems(schema, one)] == []
    for one in first["contents"][:5]:
        whole = door.get(f"/{kind}/{one['id']}", scope)
        assert whole["id"] == one["id"] and contract.problems(WHOLE[kind], whole) == []


def test_openapi_names_every_path_and_parameter_of_the_standard(door: Door, shared_data: Path) -> None:
    standard = json.loads((shared_data / "hsds" / "schema" / "openapi.json").read_text(encoding="utf-8"))
    ours = door.client.get("/openapi.json").json()["paths"]
    shared = standard["components"]["parameters"]
    for path, operations in standard["paths"].items():
        declared = operations["get"].get("parameters", ())
        wanted = {shared[p["$ref"].rsplit("/", 1)[1]]["name"] if "$ref" in p else p["name"] for p in declared}
        there = {one["name"] for one in ours[f"/hsds{path}".rstrip("/")]["get"].get("parameters", ())}
        assert wanted <= there, path


def test_pages_go_through_everything_once(door: Door) -> None:
    whole = door.get("/services", per_page=200)
    pages = (door.get("/services", per_page=200, page=n + 1) for n in range(whole["total_pages"]))
    seen = [one["id"] for page in pages for one in page["contents"]]
    assert len(seen) == len(set(seen)) == whole["total_items"] > 200
    last = door.get("/services", per_page=200, page=whole["total_pages"])
    assert last["last_page"] and not last["first_page"] and last["size"] == len(last["contents"])
    beyond = door.get("/services", page=999)
    assert beyond["empty"] and beyond["contents"] == [] and beyond["total_items"] == len(seen)
    lines = door.raw("/services", format="ndjson")
    assert lines.headers["content-type"].startswith("application/x-ndjson")
    assert [json.loads(line)["id"] for line in lines.text.splitlines()] == seen
    minimal = door.get("/services", minimal=True)["contents"]
    assert [one["id"] for one in minimal] == seen and all(set(one) == {"id", "modified_date"} for one in minimal)


def test_filters_choose_what_they_say(door: Door) -> None:
    everything = [one for n in (1, 2) for one in door.get("/services", full=True, per_page=200, page=n)["contents"]]

    def those(holds: Any) -> set[str]:
        return {one["id"] for one in everything if holds(one)}

    term = next(a["taxonomy_term"] for one in everything for a in one["attributes"] if a["link_type"] == "theme")
    bearing = those(lambda one: term["id"] in {a["taxonomy_term_id"] for a in one["attributes"]})
    assert bearing <= set(door.ids("/services", taxonomy_term_id=term["id"], per_page=200))
    assert door.ids("/services", taxonomy_term_id=term["code"]) == door.ids("/services", taxonomy_term_id=term["id"])
    themed = those(lambda one: any(a["link_type"] == "theme" for a in one["attributes"]))
    assert {
        one["id"] for one in door.get("/services", taxonomy_id=term["taxonomy_id"], minimal=True)["contents"]
    } == themed
    organisation = everything[0]["organization_id"]
    provided = those(lambda one: one.get("organization_id") == organisation)
    assert set(door.ids("/services", organization_id=organisation)) == provided
    assert set(door.ids("/services", organization_id=id_of(organisation))) == provided
    listed = door.get(f"/organizations/{organisation}", full_service=True)["services"]
    assert {one["id"] for one in listed} == provided
    named = door.ids("/services", search=everything[0]["name"].upper())
    assert everything[0]["id"] in named and len(named) < len(everything)
    changed = max(one["last_modified"] for one in everything)
    assert set(door.ids("/services", modified_after=changed, per_page=200)) == those(
        lambda one: one["last_modified"] == changed
    )
    assert door.ids("/services", modified_after="2099-01-01") == []
    assert door.ids("/services", taxonomy_term_id="unknown") == door.ids("/services", organization_id="unknown") == []


def test_services_at_locations_by_postal_code_and_distance(door: Door) -> None:
    everything = [
        one for page in (1, 2) for one in door.get("/service_at_locations", per_page=200, page=page)["contents"]
    ]
    code = everything[0]["location"]["addresses"][0]["postal_code"]
    there = {one["id"] for one in everything if one["location"].get("addresses", [{}])[0].get("postal_code") == code}
    found = set(door.ids("/service_at_locations", postcode=code, per_page=200))
    assert found == there != {one["id"] for one in everything}
    near, far = (door.ids("/service_at_locations", postcode=code, proximity=m, per_page=200) for m in (400, 100_000))
    assert 0 < len(near) < len(far) == sum("latitude" in one["location"] for one in everything)
    assert door.ids("/service_at_locations", postcode="99999") == []


def test_terms_of_a_taxonomy_and_below_a_term(door: Door) -> None:
    themes = door.get("/taxonomies/themes")
    found = door.get("/taxonomy_terms", taxonomy_id=themes["id"], per_page=200)["contents"]
    top = door.ids("/taxonomy_terms", taxonomy_id=themes["id"], top_only=True, per_page=200)
    assert set(top) == {one["id"] for one in found if "parent_id" not in one}
    parent = next(one["parent_id"] for one in found if "parent_id" in one)
    below = {one["id"] for one in found if one.get("parent_id") == parent}
    assert set(door.ids("/taxonomy_terms", parent_id=parent)) == below
    assert door.ids("/taxonomy_terms", search="fußball") == door.ids("/taxonomy_terms", search="FUSSBALL") != []


@pytest.mark.parametrize(
    ("path", "params", "status"),
    [
        ("/services", {"page": 0}, 400),
        ("/services", {"per_page": 201}, 400),
        ("/services", {"format": "xml"}, 400),
        ("/services", {"modified_after": "gestern"}, 400),
        ("/service_at_locations", {"proximity": 100}, 400),
        ("/services/ac148810-d857-441c-9679-408f346de14b", {}, 404),
        ("/service_at_locations/ac148810-d857-441c-9679-408f346de14b", {}, 404),
        ("/taxonomies/x", {}, 404),
        ("/taxonomy_terms/x", {}, 404),
    ],
)
def test_wrong_requests_have_the_one_error_body(door: Door, path: str, params: dict[str, Any], status: int) -> None:
    response = door.raw(path, **params)
    assert response.status_code == status == response.json()["status"] and response.json()["error"]["message"]


def test_a_thing_of_another_kind_is_not_there(door: Door) -> None:
    [organisation] = door.ids("/organizations", per_page=1)
    assert door.raw(f"/services/{organisation}").status_code == 404
    assert door.get(f"/organizations/{id_of(organisation)}")["id"] == organisation


def test_what_the_network_says_is_not_found_by_the_public(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path / "tokens.json")
    with Service(Settings(store=str(tmp_path / "store"), keys=tmp_path / "keys")) as service:
        bring(
            service.store,
            service.keys,
            tmp_path,
            [club(), club("2", "Treff", traeger="Kiezwerk e.V.", strasse="Am Berl 15")],
        )
        bring(service.store, service.keys, tmp_path, [club("9")], "second.json")
        service.store.write("MATCH (e:Entity {name: 'Treff'}) SET e.description = 'Geheimwort'")
        with serving(service, tokens) as client:
            door = Door(client, tokens.create("network"))
            assert door.ids("/organizations", search="geheimwort") == []
            assert [one["name"] for one in door.get("/organizations", "network", search="geheimwort")["contents"]] == [
                "Treff"
            ]
            alias = next(iter(service.view().aliases()))
            kind = {"Actor": "organizations", "Offering": "services"}
            former = next(
                a for a in service.view().aliases() if next(iter(service.view().chosen([a["id"]])))["type"] in kind
            )
            where = f"/hsds/{kind[next(iter(service.view().chosen([former['id']])))['type']]}"
            for text in (former["alias"], uuid_of(former["alias"])):
                response = client.get(f"{where}/{text}")
                assert (response.status_code, response.headers["location"]) == (308, f"{where}/{uuid_of(former['id'])}")
            assert alias
            treff = next(one["id"] for one in door.get("/organizations")["contents"] if one["name"] == "Treff")
            before = door.get("/organizations")["total_items"]
            with Writer(service.store, service.keys) as writer:
                erase(writer, [str(id_of(treff))])
            assert door.raw(f"/organizations/{treff}").status_code == 410
            assert door.get("/organizations")["total_items"] == before - 1
        service.store.stop()
