"""The HTTP contract: shapes of answers, who may do what, one error body."""

from __future__ import annotations

import json
from typing import Any

import pytest

from api.app import problem
from api.settings import Settings
from schema.errors import error_classes
from tests.api.conftest import Web
from tests.made import club

ANSWER = {"question", "understood", "question_id", "kind", "interpretation", "rows", "unlocated", "notes"}
INTERPRETATION = {"themes", "target_groups", "kinds", "here", "as_of", "unused"}
WRITING = [
    ("POST", "/api/ingest"),
    ("POST", "/api/merges/accept"),
    ("POST", "/api/merges/reject"),
    ("DELETE", "/api/merges/x~y"),
]
MEDIA = {
    "turtle": "text/turtle",
    "nquads": "application/n-quads",
    "jsonld": "application/ld+json",
    "html": "text/html",
    "graphml": "application/graphml+xml",
    "csv": "application/zip",
}


def error_of(response: Any, status: int) -> dict[str, Any]:
    """The one error body, with RFC 9457's fields beside it."""
    body: dict[str, Any] = response.json()
    assert response.status_code == status == body["status"]
    assert response.headers["content-type"].startswith("application/problem+json")
    assert set(body["error"]) == {"code", "message", "hint", "details"} and {"type", "title", "detail"} <= set(body)
    error: dict[str, Any] = body["error"]
    return error


def test_an_answer_has_rows_with_evidence(web: Web) -> None:
    body = web.get("/api/ask", q="Wer deckt Jugendsport im Nordkiez ab?").json()
    assert set(body) >= ANSWER and set(body["interpretation"]) >= INTERPRETATION
    assert (body["understood"], body["question_id"], body["kind"]) == (True, "who-covers", "offerings")
    row = next(row for row in body["rows"] if row["evidence"][0]["source"] == "clubs.json")
    assert {"type", "id", "name", "actor", "carrier", "within", "evidence"} <= set(row)
    assert set(row["evidence"][0]) == {"source", "sheet", "row", "observed"}
    assert row["evidence"][0]["observed"] == "2020-03-05"


def test_not_understood_is_an_answer(web: Web) -> None:
    response = web.get("/api/ask", q="Wie wird das Wetter morgen?")
    body = response.json()
    assert (response.status_code, body["understood"], body["kind"], body["rows"]) == (200, False, "none", [])
    assert body["suggestions"]


def test_the_catalogue_and_one_question_of_it(web: Web) -> None:
    assert {"who-covers", "actors-here", "gaps"} <= {question["id"] for question in web.get("/api/questions").json()}
    body = web.get("/api/questions/who-covers", here="Nordkiez", themes="theme-sport").json()
    assert body["understood"] and len(body["rows"]) >= 2 and "MATCH" in body["cypher"]


def test_wrong_parameters_of_a_question_are_named(web: Web) -> None:
    assert "theme-nothing" in error_of(web.get("/api/questions/who-covers", themes="theme-nothing"), 400)["message"]
    assert "Nirgendwo" in error_of(web.get("/api/questions/who-covers", here="Nirgendwo"), 400)["message"]
    error_of(web.get("/api/questions/no-such-question"), 404)


def test_search_folds_umlauts(web: Web) -> None:
    (found,) = web.get("/api/search", q="KAEFIG").json()
    assert (found["name"], found["type"]) == ("Sporttreff „Käfig“", "Actor")


def test_an_entity_with_its_claims_and_neighbours(web: Web) -> None:
    id = web.id_of("JFE „Linse“")
    body = web.get(f"/api/entities/{id}").json()
    assert body["name"] == "JFE „Linse“" and body["evidence"][0]["row"] == 1 and "name" in body["claims"]
    around = web.get(f"/api/entities/{id}/neighbours").json()
    assert {"RUN_BY", "LOCATED_AT", "PROVIDES"} <= {row["type"] for row in around}


def test_a_former_id_redirects(web: Web) -> None:
    merged = web.get(f"/api/entities/{web.id_of('Kiezwerk e. V.')}").json()
    response = web.get(f"/api/entities/{merged['aliases'][0]}")
    assert (response.status_code, response.headers["location"]) == (308, f"/api/entities/{merged['id']}")


def test_an_unknown_id(web: Web) -> None:
    assert error_of(web.get("/api/entities/nobody"), 404)["code"] == "not-found"


def test_a_graph_to_draw(web: Web) -> None:
    body = web.get("/api/graph", id=web.id_of("JFE „Linse“")).json()
    ids = {node["id"] for node in body["nodes"]}
    assert len(ids) > 3 and body["relationships"]
    assert all(link["from"] in ids and link["to"] in ids for link in body["relationships"])
    error_of(web.get("/api/graph"), 400)


def test_areas_are_geojson(web: Web) -> None:
    assert web.get("/api/areas").json() == {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize(("format", "media"), MEDIA.items())
def test_exports_stream_in_their_media_type(web: Web, format: str, media: str) -> None:
    response = web.get(f"/export/{format}")
    assert response.status_code == 200 and response.headers["content-type"].startswith(media)
    assert len(response.content) > 1000 and "attachment" in response.headers["content-disposition"]


def test_an_unknown_export(web: Web) -> None:
    assert "turtle" in error_of(web.get("/export/doc"), 404)["hint"]


@pytest.mark.parametrize(
    ("path", "media"),
    [("/ontology", "text/turtle"), ("/shapes.ttl", "text/turtle"), ("/context.jsonld", "application/ld+json")],
)
def test_schema_documents(web: Web, path: str, media: str) -> None:
    response = web.get(path)
    assert response.status_code == 200 and response.headers["content-type"].startswith(media)


def test_health_and_openapi(web: Web) -> None:
    assert web.get("/health").json()["status"] == "ok"
    asked = web.get("/openapi.json").json()["paths"]["/api/ask"]["get"]
    assert asked["responses"]["200"]["content"]["application/json"]["example"]["understood"] is True


def test_pages_allow_no_foreign_content(web: Web) -> None:
    headers = web.get("/health").headers
    assert "default-src 'self'" in headers["content-security-policy"] and headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("scope", [None, "network"])
@pytest.mark.parametrize(("method", "path"), WRITING)
def test_only_editors_write(web: Web, method: str, path: str, scope: str | None) -> None:
    before = web.get("/export/nquads").content
    body = {"pair": ["a", "b"]}
    given: dict[str, Any] = (
        {"files": {"files": ("x.json", b"{}")}} if path == "/api/ingest" else {"json": body} if method == "POST" else {}
    )
    error_of(web.client.request(method, path, headers=web.headers(scope), **given), 403)
    assert web.get("/export/nquads").content == before


def test_cypher_needs_a_token_and_only_reads(web: Web) -> None:
    reading, writing = (
        {"cypher": "MATCH (a:Actor) RETURN count(a) AS n"},
        {"cypher": "MATCH (a:Actor) SET a.name = 'x' RETURN a"},
    )
    error_of(web.post("/api/cypher", json=reading), 403)
    assert web.post("/api/cypher", "network", json=reading).json()["rows"][0][0] >= 4
    assert error_of(web.post("/api/cypher", "network", json=writing), 403)["code"] == "query-refused"
    assert error_of(web.post("/api/cypher", "network", json={"cypher": "MATCH ("}), 400)["code"] == "query-invalid"


def test_a_wrong_token_is_no_public_view(web: Web) -> None:
    response = web.client.get("/api/search", params={"q": "Linse"}, headers={"Authorization": "Bearer wrong"})
    assert error_of(response, 401)["code"] == "unauthorized" and response.headers["www-authenticate"] == "Bearer"


def test_a_malformed_request(web: Web) -> None:
    assert error_of(web.get("/api/ask"), 400)["details"]["problems"]


def test_an_editor_uploads_a_file(web: Web) -> None:
    content = json.dumps({"index": [club("30", "Treff 30", strasse="Weg 30", telefon="", e_mail="")]}).encode()
    body = web.post(
        "/api/ingest", "editor", files={"files": ("../more.json", content)}, data={"observed": "2021-01-01"}
    ).json()
    assert (body["created"], body["files"][0]["source"], body["files"][0]["path"]) == (1, "more.json", "more.json")
    assert web.id_of("Treff 30")


def test_an_upload_past_the_bound(web: Web) -> None:
    response = web.post("/api/ingest", "editor", files={"files": ("big.json", b"x" * 30_000)})
    assert error_of(response, 413)["code"] == "file-too-large"


def test_an_editor_accepts_a_merge_and_takes_it_back(web: Web) -> None:
    before = web.get("/export/turtle").content
    candidates = web.get("/api/merges", "network").json()["candidates"]
    chosen = candidates[0]
    accepted = web.post("/api/merges/accept", "editor", json={"pair": [chosen["id"]], "reason": "the same house"})
    assert accepted.status_code == 200
    (judgement,) = web.get("/api/merges", "network").json()["judgements"]
    assert (judgement["verdict"], judgement["id"]) == ("same", chosen["id"])
    undone = web.client.delete(f"/api/merges/{judgement['id']}", headers=web.headers("editor"))
    assert undone.status_code == 200 and web.get("/export/turtle").content == before


def test_every_error_has_its_status_and_body() -> None:
    for error in error_classes():
        body = json.loads(bytes(problem(error.http_status, error.code, "what", "why").body))
        assert (
            400 <= error.http_status < 600
            and body["error"]["code"] == error.code
            and body["status"] == error.http_status
        )


def test_a_description_is_for_the_network_only(web: Web) -> None:
    (room,) = web.get("/api/search", q="Altes Rathaus", type="Potential").json()
    seen = {scope: web.get(f"/api/entities/{room['id']}", scope) for scope in (None, "network", "editor")}
    assert [scope for scope, response in seen.items() if "Nur nach Absprache" in response.text] == ["network", "editor"]
    exports = {scope: web.get("/export/turtle", scope).text for scope in (None, "network")}
    assert [scope for scope, text in exports.items() if "Nur nach Absprache" in text] == ["network"]


@pytest.mark.parametrize(
    ("host", "base"),
    [("127.0.0.1", "http://127.0.0.1:9000/"), ("0.0.0.0", "http://127.0.0.1:9000/"), ("::1", "http://[::1]:9000/")],
)
def test_things_live_where_the_program_listens_unless_told_otherwise(host: str, base: str) -> None:
    assert Settings(store="x").served_at(host, 9000).base == base
    assert Settings(store="x", base="https://kiez.example/").served_at(host, 9000).base == "https://kiez.example/"


@pytest.mark.parametrize("path", ["/sparql", "/hsds/services", "/catalog"])
def test_head_is_answered_without_a_body(web: Web, path: str) -> None:
    answer = web.client.head(path, headers={"Accept": "*/*"})
    assert (answer.status_code, answer.content) == (200, b"")
