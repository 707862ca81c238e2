"""The HTTP application: `create_app(service, tokens)` puts the routers together; one table maps errors to answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.routers import (
    asking,
    basemap,
    editing,
    entities,
    exports,
    hsds,
    ingesting,
    linked,
    measures,
    merging,
    outlines,
    overlaps,
    places,
    quartiere,
    researching,
    sparql,
    uploads,
    whoami,
    workspace,
)
from api.service import Service
from api.tokens import Tokens
from api.uploads import Uploads
from schema.errors import QuartiersgraphError

ROUTERS = (
    asking,
    basemap,
    editing,
    entities,
    exports,
    hsds,
    ingesting,
    linked,
    measures,
    merging,
    outlines,
    overlaps,
    places,
    quartiere,
    researching,
    sparql,
    uploads,
    whoami,
    workspace,
)
WEB = Path(__file__).resolve().parent.parent / "viz" / "web"
# What a page may load. The workspace runs our scripts alone; its only inline styles are attributes (the editor sets a tab's width).
PAGE = (
    "default-src 'self'; img-src 'self' data: blob:; style-src-attr 'unsafe-inline'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
# Pages that the server writes whole have their style inside and no scripts.
WRITTEN = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"
)
WRITTEN_PATHS = ("/doc/", "/catalog", "/api/")
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
ABOUT = """Who answers for what together, in which Quartier. German first: questions may be asked in German or English.

Without a token every answer is the public view. `Authorization: Bearer …` with a token of scope `network` shows
what the network may see and allows Cypher; scope `editor` also writes."""


def create_app(service: Service, tokens: Tokens) -> FastAPI:
    """The application over an open service."""
    app = FastAPI(title="Quartiersgraph", version="0.1.0", description=ABOUT, docs_url="/docs", redoc_url=None)
    app.state.service, app.state.tokens, app.state.uploads = service, tokens, Uploads(service)
    service.closing.append(app.state.uploads.close)
    for part in ROUTERS:
        app.include_router(part.router)
    app.add_exception_handler(QuartiersgraphError, _own_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_middleware(Headers)
    app.add_middleware(OpenDoors)
    if WEB.is_dir():
        app.mount("/", StaticFiles(directory=WEB, html=True), name="web")
    return app


class OpenDoors:
    """Lets pages of other origins read what is meant for other systems; what the own page uses stays with it."""

    PATHS = (
        "/id/", "/doc/", "/catalog", "/.well-known/void", "/ldes", "/sparql", "/hsds", "/export/", "/ontology", "/shapes.ttl",
        "/context.jsonld", "/vocabulary", "/openapi.json",
    )  # fmt: skip

    ASKED = ("/sparql", "/hsds")  # whose routes know GET alone

    def __init__(self, app: ASGIApp) -> None:
        self._closed = app
        self._open = CORSMiddleware(
            app,
            allow_origins=["*"],
            allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
            allow_headers=["Authorization", "Accept", "Accept-Language", "Content-Type", "If-None-Match"],
            expose_headers=["ETag", "Last-Modified", "Link", "Location", "X-Quartiersgraph-Truncated", "X-Quartiersgraph-Index"],
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        shared = scope["type"] == "http" and scope["path"].startswith(self.PATHS)
        if shared and scope["method"] == "HEAD" and scope["path"].startswith(self.ASKED):
            scope = {**scope, "method": "GET"}  # the server sends no body where HEAD was asked
        await (self._open if shared else self._closed)(scope, receive, send)


class Headers:
    """What every answer says besides, where its route has not said it. Plain ASGI: the page asks for a hundred small files."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        said = self._said(scope["path"])

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in said.items():
                    headers.setdefault(name, value)
            await send(message)

        return await self._app(scope, receive, sent)

    @staticmethod
    def _said(path: str) -> dict[str, str]:
        # also for those who do not say where they come from: caches share answers
        said = {"Access-Control-Allow-Origin": "*"} if path.startswith(OpenDoors.PATHS) else {}
        if path == "/docs":  # FastAPI's own page loads its scripts from elsewhere
            return said
        return {**said, "Content-Security-Policy": WRITTEN if path.startswith(WRITTEN_PATHS) else PAGE, **HEADERS}


def problem(
    status: int, code: str, message: str, hint: str = "", details: dict[str, Any] | None = None
) -> JSONResponse:
    """The one error body, with the fields of RFC 9457 beside it."""
    body = {
        "type": f"https://w3id.org/quartiersgraph/errors/{code}",
        "title": message,
        "status": status,
        "detail": hint or message,
        "error": {"code": code, "message": message, "hint": hint, "details": details or {}},
    }
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return JSONResponse(body, status, media_type="application/problem+json", headers=headers)


async def _own_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, QuartiersgraphError)
    return problem(error.http_status, error.code, error.message, error.hint, error.details)


async def _invalid(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    places = [{"where": [str(part) for part in e["loc"]], "message": e["msg"]} for e in error.errors()]
    return problem(400, "bad-request", "The request is not of the expected form.", "See /docs.", {"problems": places})


async def _http_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = {404: "not-found", 405: "method-not-allowed"}.get(error.status_code, "error")
    return problem(error.status_code, code, str(error.detail))
