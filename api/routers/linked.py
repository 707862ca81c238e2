"""Linked data: every thing under its own address, in the form that is asked for; what there is, for harvesters.

`/id/…` names a thing and sends on (303) to `/doc/…`, which describes it. What is behind both follows `Accept` or a suffix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse, StreamingResponse

from api.access import Open, Visibility
from api.negotiation import preferred
from api.service import Service
from api.validators import answer
from graph import journal
from graph.bounded import NEAR, Near, Outgoing
from graph.export import FORMATS, ExportOptions
from graph.export.plans import Resource
from graph.export.published import catalogue, documents, events, sheets, sitemap, void
from graph.export.published.licences import licence
from graph.export.rdf import described, evidence_described
from graph.export.syntaxes import SYNTAXES
from graph.export.terms import key
from graph.view import View
from schema.derive import DERIVED
from schema.errors import BadRequest, NotFound
from schema.model import load_model

Handler = Callable[..., Response]
router = APIRouter(tags=["linked data"])
HTML = "text/html"
SUFFIXES = {".html": HTML} | {
    f".{SYNTAXES[name].extension}": SYNTAXES[name].media_type for name in ("turtle", "jsonld", "ntriples", "rdfxml")
}
CONTEXT = DERIVED / "context.jsonld"
BY_TYPE = {syntax.media_type: syntax for name, syntax in SYNTAXES.items() if name != "nquads"}
LD = "application/ld+json"
JSON = "application/json"  # as good a name for JSON-LD as any other


def reading(path: str, *, shown: bool = True, **how: Any) -> Callable[[Handler], Handler]:
    """Answer GET, and HEAD alike, which the schema need not say twice."""

    def register(handler: Handler) -> Handler:
        router.add_api_route(path, handler, methods=["GET"], include_in_schema=shown, **how)
        router.add_api_route(path, handler, methods=["HEAD"], include_in_schema=False, **how)
        return handler

    return register


@reading("/id/{segment}/{name}", response_class=RedirectResponse, status_code=303)
def named(service: Open, visibility: Visibility, segment: str, name: str) -> Response:
    """The thing itself: see its description. A former id, or one under another segment, redirects for ever."""
    found = _where(service.view(visibility), segment, name)
    if found != (segment, name):
        return RedirectResponse(f"/id/{found[0]}/{key(found[1])}", 308)
    return RedirectResponse(f"/doc/{segment}/{key(name)}", 303, headers={"Vary": "Accept"})


@reading("/doc/{segment}/{name}", response_class=Response)
def document(request: Request, service: Open, visibility: Visibility, segment: str, name: str) -> Response:
    """What is known of a thing, as HTML, Turtle, JSON-LD, N-Triples or RDF/XML by `Accept` or suffix."""
    view = Near(service.store, visibility)
    stem, suffix = _split(name)
    found = _where(view, segment, stem)
    if found != (segment, stem):
        return RedirectResponse(f"/doc/{found[0]}/{key(found[1])}{suffix}", 308)
    base = service.settings.base
    here, address = f"{base}doc/{segment}/{key(stem)}", f"{base}id/{segment}/{key(stem)}"
    links = _links(view, here, address)
    media_type = _chosen(request, suffix)
    if media_type == HTML:
        page = _page(
            view, base, segment, stem, _language(request), [link[:3] for link in links if link[0] != "license"]
        )
        return answer(request, page, "text/html; charset=utf-8", **_meta(view, segment, stem, links, HTML))
    body = BY_TYPE[media_type].text(_described(view, base, segment, stem), ExportOptions(base=base))
    return answer(request, body.encode(), media_type, **_meta(view, segment, stem, links, media_type))


@reading("/catalog", response_class=Response)
@reading("/catalog{suffix}", response_class=Response, shown=False)
def catalog(request: Request, service: Open, visibility: Visibility, suffix: str = "") -> Response:
    """The catalogue (DCAT-AP.de 3.0): the graph in all formats, its services, the sources with their licences."""
    view, about = service.view(visibility), publication(service)
    links = _alternates(f"{about.base}catalog")
    media_type = _chosen(request, suffix)
    if media_type == HTML:
        page = sheets.catalogue_page(view, about, FORMATS, _language(request), links)
        return answer(request, page, "text/html; charset=utf-8", changed=about.modified, links=map(_header, links))
    found = catalogue.catalogue(about, view.sources(), FORMATS)
    return _rdf(request, found, media_type, about)


@reading("/.well-known/void", response_class=Response)
def void_description(request: Request, service: Open, visibility: Visibility) -> Response:
    """What the graph is made of, and by which doors it can be had (VoID)."""
    view, about = service.view(visibility), publication(service)
    found = void.description(about, view.sources(), view.counts())
    return _rdf(request, found, preferred(request.headers.get("accept"), [*BY_TYPE, JSON]), about)


@reading("/ldes", response_class=Response)
def event_stream(
    request: Request,
    service: Open,
    visibility: Visibility,
    after: Annotated[str | None, Query(description="Where the page before ended; given in its relation.")] = None,
) -> Response:
    """The changes as a linked-data event stream: versioned members, oldest first; the latest version of each is kept."""
    position = _position(after)
    found = journal.changes(service.store, position or journal.START, events.PAGE + 1)
    following = len(found) > events.PAGE
    view = Outgoing(service.store, visibility)
    page = events.page(view, load_model(), service.settings.base, found[: events.PAGE], position, following)
    media_type = preferred(request.headers.get("accept"), [*BY_TYPE, JSON])
    about = catalogue.Publication(service.settings.base, modified=found[-1].at if found else None)
    return _rdf(request, page, media_type, about)


def _published(name: str) -> Handler:
    def published(request: Request) -> Response:
        media_type = preferred(request.headers.get("accept"), [*documents.SYNTAXES, JSON])
        media_type = LD if media_type == JSON else media_type
        return answer(request, documents.document(name, media_type), media_type)

    published.__doc__ = PUBLISHED[name]
    return published


PUBLISHED = {
    "ontology": "The classes and properties, by `Accept` as Turtle, JSON-LD, N-Triples or RDF/XML.",
    "shapes": "The SHACL shapes that exports keep, in the same forms.",
    "vocabulary": "Themes, target groups and sectors as SKOS, in the same forms.",
}
for _name, _path in (("ontology", "/ontology"), ("shapes", "/shapes.ttl"), ("vocabulary", "/vocabulary")):
    reading(_path, response_class=Response, name=_name)(_published(_name))


@reading("/context.jsonld", response_class=Response)
def context(request: Request) -> Response:
    """The JSON-LD context of the exports."""
    return answer(request, CONTEXT.read_bytes(), LD)


@reading("/robots.txt", response_class=PlainTextResponse)
def robots(service: Open) -> PlainTextResponse:
    """Where the site map is; the doors that compute are not for crawlers."""
    closed = "".join(f"Disallow: /{path}\n" for path in ("api/", "sparql", "export/"))
    return PlainTextResponse(f"User-agent: *\n{closed}Sitemap: {service.settings.base}sitemap.xml\n")


@reading("/sitemap.xml", response_class=StreamingResponse)
def site_map(service: Open) -> StreamingResponse:
    """The parts of the site map."""
    return StreamingResponse(sitemap.index(service.view(), service.settings.base), media_type="application/xml")


@reading("/sitemap/{part}.xml", response_class=StreamingResponse)
def site_map_part(service: Open, part: int) -> StreamingResponse:
    """The public pages of at most 50,000 things."""
    return StreamingResponse(sitemap.part(service.view(), service.settings.base, part), media_type="application/xml")


def publication(service: Service) -> catalogue.Publication:
    """Who publishes, and how current and how wide the graph is."""
    settings = service.settings
    return catalogue.Publication(
        base=settings.base,
        title=settings.title,
        publisher=settings.publisher,
        publisher_url=settings.publisher_url,
        contact=settings.contact,
        modified=journal.last(service.store),
        bounds=service.bounds(),
    )


def _where(view: View, segment: str, name: str) -> tuple[str, str]:
    """The segment and key under which a thing stands today. Raises NotFound or Gone."""
    if segment == "source":
        if not any(source["name"] == name for source in view.sources()):
            raise NotFound(f"There is no source {name!r}.")
        return segment, name
    if segment == "record":
        view.record(name)
        return segment, name
    found = view.resolve(name)
    (thing,) = view.chosen([found])
    return str(view.model.type(thing["type"]).segment), found


def _split(name: str) -> tuple[str, str]:
    """A key and the suffix that asks for a form of it."""
    suffix = next((suffix for suffix in SUFFIXES if name.endswith(suffix)), "")
    return name[: len(name) - len(suffix)], suffix


def _chosen(request: Request, suffix: str) -> str:
    if suffix:
        if suffix not in SUFFIXES:
            raise NotFound(f"There is no form {suffix!r}.", hint=f"There are: {', '.join(SUFFIXES)}.")
        return SUFFIXES[suffix]
    found = preferred(request.headers.get("accept"), [HTML, *BY_TYPE, JSON])
    return LD if found == JSON else found


def _language(request: Request) -> str:
    """The language asked for in the address, else the browser's; German where neither is known."""
    asked = request.query_params.get("lang") or request.headers.get("accept-language", "")
    return "en" if asked.strip().lower().startswith("en") else "de"


def _described(view: View, base: str, segment: str, name: str) -> Iterable[Resource]:
    if segment == "source":
        rows = [row for row in view.sources() if row["name"] == name]
        return evidence_described(view, view.model, base, segment, rows)
    if segment == "record":
        return evidence_described(view, view.model, base, segment, view.record(name))
    return described(view, view.model, base, [name])


def _page(view: View, base: str, segment: str, name: str, lang: str, links: Sequence[sheets.Link]) -> bytes:
    if segment == "source":
        (source,) = [row for row in view.sources() if row["name"] == name]
        return sheets.source_page(view, base, source, lang, links)
    if segment == "record":
        return sheets.record_page(view, base, view.record(name), lang, links)
    return sheets.thing_page(view, base, name, lang, NEAR, links)


def _meta(view: View, segment: str, name: str, links: Sequence[sheets.Link], own: str) -> dict[str, Any]:
    """When it was changed, how the answer varies, and where else to look (signposting)."""
    changed = view.modified([name]).get(name) if segment not in ("source", "record") else None
    vary = "Accept, Accept-Language, Authorization" if own == HTML else "Accept, Authorization"
    return {"changed": changed, "links": [_header(link) for link in links if link[1] != own], "vary": vary}


def _links(view: View, here: str, address: str) -> list[sheets.Link]:
    """Links as signposting has them: the thing, its other forms, the collection, licences."""
    terms = {licence(source.get("licence")).text for source in view.sources()}
    base = here.partition("doc/")[0]
    return [
        ("cite-as", "", address),
        ("type", "", "https://schema.org/AboutPage"),
        ("collection", "text/turtle", f"{base}catalog"),
        *_alternates(here),
        *(("license", "", text) for text in sorted(text for text in terms if text)),
    ]


def _alternates(address: str) -> list[sheets.Link]:
    """The forms of a page: one alternate each, and the data as what describes it."""
    forms = [(suffix, media_type) for suffix, media_type in SUFFIXES.items() if media_type != HTML]
    return [
        *(("alternate", media_type, f"{address}{suffix}") for suffix, media_type in forms),
        *(("describedby", media_type, f"{address}{suffix}") for suffix, media_type in forms[:2]),
    ]


def _header(link: sheets.Link) -> str:
    rel, media_type, address = link
    return f'<{address}>; rel="{rel}"' + (f'; type="{media_type}"' if media_type else "")


def _rdf(request: Request, found: Iterable[Resource], media_type: str, about: catalogue.Publication) -> Response:
    media_type = LD if media_type == JSON else media_type
    body = BY_TYPE[media_type].text(found, ExportOptions(base=about.base))
    return answer(request, body.encode(), media_type, changed=about.modified)


def _position(after: str | None) -> journal.Position | None:
    if after is None:
        return None
    at, tilde, entity = after.partition("~")
    if not tilde:
        raise BadRequest("That is no position in the stream.", hint="Follow the links of the pages from /ldes on.")
    return at, entity
