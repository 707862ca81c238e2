"""SPARQL 1.1 protocol, the reading part: https://www.w3.org/TR/sparql11-protocol/."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request, Response

from api.access import Open, Visibility
from api.leaving import while_connected
from api.negotiation import preferred
from graph.sparql.description import description
from graph.sparql.request import BOOLEANS, GRAPHS, RESULTS, Wish
from graph.sparql.text import Query
from schema.errors import BadRequest, QueryRefused, UnsupportedMedia

router = APIRouter(tags=["sparql"])
FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
OFFERED = {"SELECT": RESULTS, "ASK": BOOLEANS, "CONSTRUCT": GRAPHS, "DESCRIBE": GRAPHS}
PAGE = "/#view=query&syntax=sparql"
LONGEST = 200_000
HEADERS = {"Vary": "Accept, Authorization"}
PARAMETERS = [
    {"name": name, "in": "query", "schema": {"type": "string"}} for name in ("query", "default-graph-uri", "named-graph-uri")
]
CONTENT = {DIRECT: {"schema": {"type": "string"}}, FORM: {"schema": {"type": "object"}}}
BODY: dict[str, dict[str, Any]] = {
    "GET": {"parameters": PARAMETERS},
    "POST": {"parameters": PARAMETERS[1:], "requestBody": {"content": CONTENT}},
}


@dataclass(frozen=True)
class Asked:
    """What a request says: the query (None where there is none) and the dataset that it names."""

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


async def asked(request: Request) -> Asked:
    """What is asked, by GET or by POST. Raises BadRequest, QueryRefused, UnsupportedMedia."""
    pairs = _pairs(request.url.query)
    if request.method == "POST":
        kind = request.headers.get("content-type", "")
        media_type, charset = kind.partition(";")[0].strip().lower(), _charset(kind)
        if media_type == UPDATE:
            raise QueryRefused("This endpoint takes no updates: it only reads.")
        if media_type not in (FORM, DIRECT) or charset not in ("", "utf-8"):
            raise UnsupportedMedia(f"{kind or 'No type'!r} is no way to send a query.", hint=f"Send {DIRECT} as UTF-8.")
        body = _text(await request.body())
        pairs += [("query", body)] if media_type == DIRECT else _pairs(body)
    names = [name for name, _ in pairs]
    if "update" in names:
        raise QueryRefused("This endpoint takes no updates: it only reads.")
    if names.count("query") > 1:
        raise BadRequest("There is more than one query.", hint="Send one `query`.")
    if request.method == "POST" and "query" not in names:
        raise BadRequest("There is no query.", hint="Send it as `query`, or as application/sparql-query.")
    return Asked(
        next((value for name, value in pairs if name == "query"), None),
        tuple(value for name, value in pairs if name == "default-graph-uri"),
        tuple(value for name, value in pairs if name == "named-graph-uri"),
    )


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1_000)
    except ValueError as error:
        raise BadRequest("The request is no form in UTF-8.") from error


def _charset(kind: str) -> str:
    parameters = (part.strip().lower().partition("=") for part in kind.split(";")[1:])
    return next((value.strip('"') for name, _, value in parameters if name == "charset"), "")


def _text(body: bytes) -> str:
    if len(body) > LONGEST:
        raise BadRequest(f"The query is longer than {LONGEST:,} bytes.")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest("The query is not UTF-8.") from error


async def answer(
    request: Request, service: Open, visibility: Visibility, said: Annotated[Asked, Depends(asked)]
) -> Response:
    """Answer a query; without one, describe the endpoint (a browser is led to the page for queries)."""
    accept = request.headers.get("accept")
    if said.query is None:
        return _described(request, service.settings.base, accept)
    gone = threading.Event()

    def wish(query: Query) -> Wish:
        media_type = preferred(accept, list(OFFERED[query.form]))
        named = bool(said.default_graphs or said.named_graphs)
        return Wish(media_type, said.default_graphs if named else None, said.named_graphs if named else None)

    query = said.query
    found = await while_connected(request, lambda: service.sparql.ask(query, visibility, wish, gone.is_set), gone.set)
    headers = dict(HEADERS)
    if found.truncated:
        headers["X-Quartiersgraph-Truncated"] = found.notes["truncated"]
    if "stale" in found.notes:
        headers["X-Quartiersgraph-Index"] = found.notes["stale"]
    return Response(found.content, media_type=found.media_type, headers=headers)


def _described(request: Request, base: str, accept: str | None) -> Response:
    media_type = preferred(accept, ["text/turtle", "text/html", *list(GRAPHS)[1:]])
    if media_type == "text/html":
        return Response(status_code=303, headers={"Location": PAGE, **HEADERS})
    endpoint = str(request.url.replace(query="", fragment=""))
    return Response(description(endpoint, base, media_type), media_type=media_type, headers=HEADERS)


for path in ("/sparql", "/sparql/"):
    shown = path == "/sparql"
    for method in ("GET", "POST"):
        router.add_api_route(
            path, answer, methods=[method], include_in_schema=shown, openapi_extra=BODY[method],
            operation_id=f"sparql_{method.lower()}" if shown else None,
        )  # fmt: skip
