"""Open Referral HSDS 3.0 over HTTP: services, organisations, services at locations and taxonomies of the graph.

An id in a path is the UUID of HSDS or our own id. Former ids redirect for ever, erased things are gone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from api.access import Open, Visibility
from api.service import Service
from graph.export.hsds import gather, pages
from graph.export.hsds.ids import id_of, service_of, uuid_of
from graph.export.hsds.listing import Wanted, find_term
from graph.export.hsds.objects import Objects
from graph.export.hsds.terms import Object, Term, rules, taxonomies, taxonomy_id, term_object, terms
from schema.errors import BadRequest, NotFound
from schema.model import load_model
from schema.text import fold

router = APIRouter(prefix="/hsds", tags=["hsds"])
VERSION = "3.0"
PROFILE = "https://docs.openreferral.org/en/3.0/hsds/"  # the standard itself: nothing of it is changed here
PER_PAGE, MOST_PER_PAGE, MOST_MINIMAL = 50, 200, 1_000_000

Search = Annotated[
    str | None, Query(max_length=200, description="Words that stand in names, keywords or descriptions.")
]
Page = Annotated[int, Query(ge=1, le=1_000_000, description="Number of the page, from 1.")]
PerPage = Annotated[int, Query(ge=1, le=MOST_PER_PAGE, description="How many to a page.")]
Format = Annotated[
    Literal["json", "ndjson"], Query(description="json is a page; ndjson streams all results, one to a line.")
]
Full = Annotated[bool, Query(description="Everything nested inside.")]
FullService = Annotated[bool, Query(description="An organisation with its whole services inside.")]
TermId = Annotated[str | None, Query(description="Services with this term or a narrower one.")]
TaxonomyId = Annotated[str | None, Query(description="Services with any term of this taxonomy.")]
OrganizationId = Annotated[str | None, Query(description="Services that this organisation provides.")]
ModifiedAfter = Annotated[
    str | None, Query(description="Changed on or after this day or time (ISO 8601); also what has ended since.")
]


@router.get("")
@router.get("/", include_in_schema=False)
def base(service: Open) -> dict[str, str]:
    """The version of HSDS that this API speaks."""
    return {"version": VERSION, "profile": PROFILE, "openapi_url": f"{service.settings.base}openapi.json"}


@router.get("/services", response_model=None)
def services(
    service: Open,
    visibility: Visibility,
    search: Search = None,
    page: Page = 1,
    per_page: Annotated[int | None, Query(ge=1, le=MOST_MINIMAL, description="How many to a page.")] = None,
    format: Format = "json",
    taxonomy_term_id: TermId = None,
    taxonomy_id: TaxonomyId = None,
    organization_id: OrganizationId = None,
    modified_after: ModifiedAfter = None,
    minimal: Annotated[bool, Query(description="Only `id` and `modified_date`, by default all in one page.")] = False,
    full: Full = False,
) -> dict[str, Any] | Response:
    """Services, by default with their one-to-one fields only."""
    if per_page is not None and per_page > MOST_PER_PAGE and not minimal:
        raise BadRequest(f"per_page may be {MOST_PER_PAGE} at most.", hint="Or use format=ndjson for all at once.")
    wanted = _wanted(search, taxonomy_term_id, taxonomy_id, organization_id, modified_after)
    found = [] if wanted is None else service.hsds(visibility).services(wanted)
    view, where = service.view(visibility), service.settings.base

    def build(ids: Sequence[str]) -> list[Object]:
        return pages.minimal(view, ids) if minimal else pages.services(view, where, ids, full=full)

    return _answer(found, page, per_page or (MOST_MINIMAL if minimal else PER_PAGE), format, build)


@router.get("/services/{id}", response_model=None)
def one_service(service: Open, visibility: Visibility, id: str) -> dict[str, Any] | Response:
    """One service with everything that belongs to it."""

    def build(view: Any, where: str, found: str) -> Object:
        return pages.services(view, where, [found], full=True)[0]

    return _one(service, visibility, id, "services", "Offering", build)


@router.get("/organizations", response_model=None)
def organizations(
    service: Open,
    visibility: Visibility,
    search: Search = None,
    full_service: FullService = False,
    full: Full = False,
    page: Page = 1,
    per_page: PerPage = PER_PAGE,
    format: Format = "json",
) -> dict[str, Any] | Response:
    """Organisations, by default with their one-to-one fields only."""
    found = service.hsds(visibility).organisations(search)
    view, where = service.view(visibility), service.settings.base

    def build(ids: Sequence[str]) -> list[Object]:
        return pages.organisations(view, where, ids, full=full, full_service=full_service)

    return _answer(found, page, per_page, format, build)


@router.get("/organizations/{id}", response_model=None)
def one_organization(
    service: Open, visibility: Visibility, id: str, full_service: FullService = False
) -> dict[str, Any] | Response:
    """One organisation with what belongs to it, and its services in short (or whole)."""

    def build(view: Any, where: str, found: str) -> Object:
        return pages.organisations(view, where, [found], full=True, full_service=full_service)[0]

    return _one(service, visibility, id, "organizations", "Actor", build)


@router.get("/service_at_locations", response_model=None)
def service_at_locations(
    service: Open,
    visibility: Visibility,
    search: Search = None,
    taxonomy_term_id: TermId = None,
    taxonomy_id: TaxonomyId = None,
    organization_id: OrganizationId = None,
    modified_after: ModifiedAfter = None,
    full: Full = False,
    page: Page = 1,
    per_page: PerPage = PER_PAGE,
    format: Format = "json",
    postcode: Annotated[
        str | None, Query(max_length=12, description="Services for this postal code, or (with proximity) around it.")
    ] = None,
    proximity: Annotated[
        float | None, Query(ge=0, le=1_000_000, description="Metres from the middle of the postal code.")
    ] = None,
) -> dict[str, Any] | Response:
    """Services at the places where they are."""
    if proximity is not None and postcode is None:
        raise BadRequest("proximity is measured from a postal code.", hint="Give postcode=… too.")
    wanted = _wanted(search, taxonomy_term_id, taxonomy_id, organization_id, modified_after, postcode, proximity)
    found = [] if wanted is None else service.hsds(visibility).at_locations(wanted)
    view, where = service.view(visibility), service.settings.base
    return _answer(found, page, per_page, format, lambda part: pages.at_locations(view, where, part, full=full))


@router.get("/service_at_locations/{id}", response_model=None)
def one_service_at_location(service: Open, visibility: Visibility, id: str) -> dict[str, Any] | Response:
    """One service at one place. It also bears the service's name and status, for OpenAPI promises a service here."""
    named = service_of(id)
    if named is None:
        raise NotFound(f"There is no service at a location with the id {id}.")
    view = service.view(visibility)
    found = view.resolve(named)
    objects = Objects(gather.services(view, [found]), service.settings.base)
    place = objects.place_of(found, id.lower())
    if place is None:
        raise NotFound(f"There is no service at a location with the id {id}.")
    whole = objects.at_location(found, place, full=True)
    if whole["id"] != id.lower():
        return RedirectResponse(f"/hsds/service_at_locations/{whole['id']}", 308)
    return {**whole, "name": whole["service"]["name"], "status": whole["service"]["status"]}


@router.get("/taxonomies", response_model=None)
def all_taxonomies(
    search: Search = None, page: Page = 1, per_page: PerPage = PER_PAGE, format: Format = "json"
) -> dict[str, Any] | Response:
    """The taxonomies: themes, target groups, sectors, kinds of actors, and properties that HSDS has no field for."""
    return _answer([one for one in taxonomies().values() if _says(one, search)], page, per_page, format, list)


@router.get("/taxonomies/{id}")
def one_taxonomy(id: str) -> dict[str, Any]:
    """One taxonomy, by its UUID or by its short name ('themes')."""
    found = taxonomies().get(_taxonomy(id))
    if found is None:
        raise NotFound(f"There is no taxonomy with the id {id}.", hint="See /hsds/taxonomies.")
    return found


@router.get("/taxonomy_terms", response_model=None)
def taxonomy_terms(
    search: Search = None,
    page: Page = 1,
    per_page: PerPage = PER_PAGE,
    format: Format = "json",
    taxonomy_id: Annotated[str | None, Query(description="Terms of this taxonomy.")] = None,
    top_only: Annotated[bool, Query(description="Only terms that have no parent.")] = False,
    parent_id: Annotated[str | None, Query(description="Terms whose parent is this one.")] = None,
) -> dict[str, Any] | Response:
    """The terms of all taxonomies."""
    parent = find_term(parent_id) if parent_id else None
    found = [
        one
        for one in map(term_object, terms().values())
        if _says(one, search)
        and (taxonomy_id is None or one["taxonomy_id"] == _taxonomy(taxonomy_id))
        and not (top_only and "parent_id" in one)
        and (parent_id is None or (parent is not None and one.get("parent_id") == parent.id))
    ]
    return _answer(found, page, per_page, format, list)


@router.get("/taxonomy_terms/{id}")
def one_taxonomy_term(id: str) -> dict[str, Any]:
    """One term, by its UUID or by the id of its concept."""
    found = find_term(id)
    if found is None:
        raise NotFound(f"There is no term with the id {id}.", hint="See /hsds/taxonomy_terms.")
    return term_object(found)


def _wanted(
    search: str | None,
    term: str | None,
    taxonomy: str | None,
    organisation: str | None,
    modified_after: str | None,
    postcode: str | None = None,
    metres: float | None = None,
) -> Wanted | None:
    """The filters; None where one of them is an id that means nothing, so that nothing can pass it."""
    found: Term | None = find_term(term) if term else None
    if term and found is None:
        return None
    return Wanted(
        search=search or None,
        term=found,
        taxonomy=_taxonomy(taxonomy) if taxonomy else None,
        organisation=_own(organisation) if organisation else None,
        modified_after=_instant(modified_after) if modified_after else None,
        postcode=postcode,
        metres=metres,
    )


def _own(id: str) -> str:
    return id_of(id) or id


def _taxonomy(id: str) -> str:
    """The UUID of a taxonomy that is given by it or by its short name."""
    return taxonomy_id(id) if id in rules()["taxonomies"] else id.lower()


def _instant(text: str) -> str:
    """The journal's form of a day or time; without a zone it is UTC."""
    try:
        found = dt.datetime.fromisoformat(text.strip().replace(" ", "+"))
    except ValueError as error:
        raise BadRequest(f"{text!r} is no date or time.", hint="Write 2026-03-01 or 2026-03-01T12:00:00Z.") from error
    found = found if found.tzinfo else found.replace(tzinfo=dt.UTC)
    return found.astimezone(dt.UTC).isoformat(timespec="milliseconds")


def _says(thing: Object, search: str | None) -> bool:
    said = fold(f"{thing['name']} {thing['description']} {thing.get('code', '')}")
    return all(word in said for word in fold(search or "").split())


def _answer(
    found: Sequence[Any], page: int, per_page: int, format: str, build: Callable[[Sequence[Any]], list[Object]]
) -> dict[str, Any] | Response:
    if format == "json":
        return Response(orjson.dumps(pages.page(found, page, per_page, build)), media_type="application/json")
    lines: Iterator[bytes] = (orjson.dumps(one) + b"\n" for one in pages.stream(found, build))
    return StreamingResponse(lines, media_type="application/x-ndjson")


def _one(
    service: Service, visibility: str, id: str, kind: str, type: str, build: Callable[[Any, str, str], Object]
) -> Response:
    """A single thing; another address of it leads to the UUID that it has today."""
    view, own = service.view(visibility), _own(id)
    found = view.resolve(own)
    entity = next(iter(view.chosen([found])))
    if not load_model().is_a(entity["type"], type):
        raise NotFound(f"{id} is none of the {kind}.", hint=f"See /hsds/{kind}.")
    if found != own:
        return RedirectResponse(f"/hsds/{kind}/{uuid_of(found)}", 308)
    return Response(orjson.dumps(build(view, service.settings.base, found)), media_type="application/json")
