"""Who is asking: a token's scope decides the view. Recurring parameters of the routers are named types."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Header, Query, Request

from api.commands import date, language
from api.service import Service
from api.tokens import VISIBILITY, Tokens
from schema.errors import Forbidden, Unauthorized


def service_of(request: Request) -> Service:
    found: Service = request.app.state.service
    return found


def scope_of(request: Request, authorization: Annotated[str | None, Header()] = None) -> str | None:
    """The caller's scope: None (public), network or editor; a wrong token is an error, not the public view."""
    if authorization is None:
        return None
    kind, _, token = authorization.partition(" ")
    tokens: Tokens = request.app.state.tokens
    scope = tokens.scope(token.strip()) if kind.lower() == "bearer" else None
    if scope is None:
        raise Unauthorized("The token is not valid.", hint="Create one with `quartiersgraph token create network`.")
    return scope


Scope = Annotated[str | None, Depends(scope_of)]
Open = Annotated[Service, Depends(service_of)]


def visibility_of(scope: Scope) -> str:
    return VISIBILITY[scope]


def needs_network(scope: Scope) -> None:
    if scope is None:
        raise Forbidden("This needs a token of scope network.", hint="Authorization: Bearer …")


def needs_editor(scope: Scope) -> None:
    if scope != "editor":
        raise Forbidden("This needs a token of scope editor.", hint="Authorization: Bearer …")


Visibility = Annotated[str, Depends(visibility_of)]


def as_of_date(
    as_of: Annotated[str | None, Query(description="Answer as of this date.", examples=["2020-06-30"])] = None,
) -> str | None:
    return date(as_of)


def language_of(lang: Annotated[str | None, Query(description="de or en; default: as written.")] = None) -> str | None:
    return language(lang)


def verified_date(
    verified_since: Annotated[
        str | None, Query(description="Only what was verified, or last named by a source, since this date.")
    ] = None,
) -> str | None:
    return date(verified_since)


AsOf = Annotated[str | None, Depends(as_of_date)]
VerifiedSince = Annotated[str | None, Depends(verified_date)]
Lang = Annotated[str | None, Depends(language_of)]
Here = Annotated[
    str | None, Query(description='What "here" is: a name, an address, an id, or lat,lon.', examples=["Karlshorst"])
]
