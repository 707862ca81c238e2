"""Quartiere over HTTP and at the command line: consensus, drawing, moderation, crosswalks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from shapely import to_geojson
from shapely.geometry import shape

from api.service import Service
from api.settings import Settings
from api.tokens import Tokens
from tests.acceptance.cli import Cli
from tests.api.conftest import Web
from tests.api.serving import serving
from tests.graph.made_areas import bring_maps, square

HALF = json.loads(to_geojson(square(0.3, -0.4, 0.6, 0.8)))


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    folder = tmp_path_factory.mktemp("quartiere")
    settings = Settings(store=str(folder / "store"), keys=folder / "keys")
    tokens = Tokens(folder / "tokens.json")
    with Service(settings) as service:
        bring_maps(service.store, service.keys, folder, people=(300, 100))
        with serving(service, tokens) as client:
            yield Web(service, client, {scope: tokens.create(scope) for scope in ("network", "editor")})
        service.store.stop()


def mitte(web: Web) -> dict[str, Any]:
    (found,) = [one for one in web.get("/api/quartiere").json() if one["name"] == "Mitte"]
    return dict(found)


def draw(web: Web, **about: Any) -> Any:
    return web.post("/api/outlines", json={"name": "Mitte", "geometry": HALF, "drawn_by": "Mieterbeirat", **about})


def test_the_list_tells_names_outlines_and_agreement(web: Web) -> None:
    found = mitte(web)
    assert (found["outlines"], found["agreement"]) == (2, 1.0)
    assert found["area"] == found["core_area"] > 100_000


def test_outlines_are_geojson_by_role(web: Web) -> None:
    collection = web.get(f"/api/quartiere/{mitte(web)['id']}/outlines").json()
    roles = [feature["properties"]["role"] for feature in collection["features"]]
    assert roles == ["consensus", "core", "level", "outline", "outline"]
    assert all(shape(feature["geometry"]).is_valid for feature in collection["features"])
    assert "zählen alle dazu" in collection["quartier"]["agreement_meaning"]["de"]


def test_all_quartiere_come_in_one_answer_with_a_tag(web: Web) -> None:
    answer = web.get("/api/quartiere/outlines", "network")
    found = answer.json()
    own = [one["properties"] for one in found["features"] if one["properties"]["quartier"] == mitte(web)["id"]]
    assert [(one["role"], one.get("share")) for one in own] == [("consensus", None), ("level", 1.0)]
    assert [one["name"] for one in found["quartiere"]] == sorted(one["name"] for one in web.get("/api/quartiere").json())
    assert "Bezirksamt" not in answer.text  # nor who drew it, even for the network: that is told of one at a time
    again = web.client.get("/api/quartiere/outlines", headers={"If-None-Match": web.get("/api/quartiere/outlines").headers["etag"]})
    assert again.status_code == 304
    assert web.get("/api/quartiere/outlines", as_of="2019").json()["features"] == []


def test_a_selection_is_a_page_of_its_own(web: Web) -> None:
    shown = {"ids": [web.id_of("Nord"), mitte(web)["id"], "nobody"], "title": "</title><b>", "facts": [["Thema", "<i>"]], "lang": "en"}
    page = web.post("/export/html", json=shown)
    assert page.status_code == 200
    assert "attachment" in page.headers["content-disposition"]
    assert "2 entries" in page.text
    assert "</title><b>" not in page.text
    assert "<dt>Thema</dt><dd>&lt;i&gt;</dd>" in page.text
    assert web.post("/export/html", json={"ids": ["x"] * 20_001}).status_code == 400
    assert web.post("/export/html", json={"ids": [], "title": "x" * 4_000_001}).status_code == 413
    assert web.get("/api/basemap").json() == {"tiles": None}
    assert web.get("/basemap.pmtiles").status_code == 404


def test_who_drew_it_is_shown_to_the_network_only(web: Web) -> None:
    path = f"/api/quartiere/{mitte(web)['id']}/outlines"
    assert "Bezirksamt" not in web.get(path).text
    assert "Bezirksamt" in web.get(path, "network").text


def test_as_of_shows_what_was_drawn_by_then(web: Web) -> None:
    path = f"/api/quartiere/{mitte(web)['id']}/outlines"
    assert web.get(path, as_of="2019").json()["quartier"]["outlines"] == 0
    assert web.get(path, as_of="2020").json()["quartier"]["outlines"] == 2
    assert web.get(path, as_of="gestern").status_code == 400


def test_a_thing_that_is_no_quartier_is_told(web: Web) -> None:
    assert web.get(f"/api/quartiere/{web.id_of('Nord')}/outlines").status_code == 404
    assert web.get("/api/quartiere/nowhere/outlines").status_code == 404


def test_anybody_proposes_and_an_editor_accepts(web: Web) -> None:
    made = draw(web, name="Parkviertel", drawn_on="2026-01-02")
    assert made.status_code == 201, made.text
    id = made.json()["id"]
    (waiting,) = web.get("/api/outlines/proposals", "editor").json()["features"]
    assert (waiting["properties"]["name"], waiting["properties"]["drawn_by"]) == ("Parkviertel", "Mieterbeirat")
    assert "Parkviertel" not in web.get("/api/quartiere").text + web.get("/api/areas").text
    accepted = web.post(f"/api/outlines/proposals/{id}/accept", "editor", json={"weight": 2})
    assert accepted.status_code == 200, accepted.text
    assert {one["name"] for one in web.get("/api/quartiere").json()} == {"Mitte", "Parkviertel"}
    assert web.post(f"/api/outlines/proposals/{id}/accept", "editor").status_code == 404
    taken = web.post(f"/api/outlines/{accepted.json()['outline']}/withdraw", "editor")
    assert taken.status_code == 200
    assert {one["name"]: one["outlines"] for one in web.get("/api/quartiere").json()}.get("Parkviertel", 0) == 0


def test_areas_may_make_it_up(web: Web) -> None:
    areas = [web.id_of("Nord"), web.id_of("Süd")]
    made = draw(web, geometry=None, areas=areas)
    assert made.status_code == 201
    assert web.post(f"/api/outlines/proposals/{made.json()['id']}/reject", "editor").status_code == 204
    assert web.get("/api/outlines/proposals", "editor").json()["features"] == []


@pytest.mark.parametrize("scope", [None, "network"])
def test_only_editors_see_and_judge_proposals(web: Web, scope: str | None) -> None:
    assert web.get("/api/outlines/proposals", scope).status_code == 403
    for what in ("accept", "reject"):
        assert web.post(f"/api/outlines/proposals/x/{what}", scope).status_code == 403
    assert web.post("/api/outlines/x/withdraw", scope).status_code == 403


def test_what_is_too_large_or_no_json_is_refused(web: Web) -> None:
    large = {"name": "Mitte", "geometry": {"type": "Polygon", "coordinates": [[[13.4, 52.5]] * 20_000]}}
    assert web.post("/api/outlines", json=large).status_code == 413
    assert web.post("/api/outlines", data={"name": "Mitte"}).status_code == 400
    kind = {"Content-Type": "application/json"}
    assert web.client.post("/api/outlines", content=b"{", headers=kind).status_code == 400
    assert web.client.post("/api/outlines", content=b'{"geometry": 5}', headers=kind).status_code == 400
    assert draw(web, areas=["x"]).status_code == 400
    assert draw(web, geometry=None).status_code == 400


def test_the_rules_tell_licence_and_extent(web: Web) -> None:
    rules = web.get("/api/outlines/rules").json()
    assert rules["licence"] == "CC0 1.0"
    west, south, east, north = rules["extent"]
    assert west < 13.4 < east and south < 52.5 < north


def test_a_crosswalk_by_http(web: Web) -> None:
    asked = {"level": "Planungsraum", "on": "2020", "to_on": "2024"}
    found = web.get("/api/areas/crosswalk", **asked).json()
    assert [(row["from_code"], row["to_code"], row["part"]) for row in found["rows"]] == [
        ("01", "01", 1.0),
        ("02", "02", 1.0),
    ]
    assert found["method"] == "areas" and "Geschätzt" in found["meaning"]["de"]
    assert web.get("/api/areas/crosswalk", **asked, method="people").status_code == 400
    assert web.get("/api/areas/crosswalk", **{**asked, "on": "2001"}).status_code == 404
    assert web.get("/api/areas/crosswalk", **{**asked, "on": "bald"}).status_code == 400


@pytest.fixture
def cli(tmp_path: Path) -> Iterator[Cli]:
    (tmp_path / "maps").mkdir()
    made = Cli(str(tmp_path / "store"), tmp_path)
    with Service(Settings(store=str(tmp_path / "store"), keys=tmp_path / "own.keys")) as service:
        bring_maps(service.store, service.keys, tmp_path / "maps", people=(300, 100))
    yield made
    with Service(Settings(store=str(tmp_path / "store"))) as service:
        service.store.stop()


def test_the_command_line_shows_quartiere_and_carries_figures(cli: Cli, tmp_path: Path) -> None:
    assert "Mitte" in cli("quartiere").out.decode()
    assert "100 %" in cli("quartiere", "mitte").out.decode()
    assert cli("quartiere", "Mitte", "--geojson").json["type"] == "FeatureCollection"
    assert cli("quartiere", "Nirgends").code == 1
    assert cli("quartiere", "--geojson").code == 2
    figures = tmp_path / "figures.csv"
    figures.write_text("code;value\n01;1.200,5\n02;0.125\n03;7\n", encoding="utf-8")
    done = cli("crosswalk", "Planungsraum", "2020", "2024", "--figures", str(figures), "--csv")
    assert done.out.decode().splitlines() == ["code,name,value,known", "01,Nord,1200.5,1.0", "02,Süd,0.125,1.0"]
    assert "03" in done.err and "Geschätzt" in done.err
    figures.write_text("code,value\n01,viel\n", encoding="utf-8")
    broken = cli("crosswalk", "Planungsraum", "2020", "2024", "--figures", str(figures))
    assert broken.code == 1 and "row 2, column value" in broken.err
    assert cli("outlines", "list", "--json").json["features"] == []
    assert cli("outlines", "accept", "nothing").code == 1
    assert cli("outlines", "reject", "nothing").code == 1
