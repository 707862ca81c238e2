"""Asking: free text, the catalogue, coverage."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from api.access import AsOf, Here, Lang, Open, VerifiedSince, Visibility
from api.commands import date
from api.documents import Printed, document
from graph.catalogue import catalogue
from graph.coverage import cells
from graph.export.documents import FORMATS
from graph.understanding import Understanding
from schema.errors import BadRequest

router = APIRouter(prefix="/api", tags=["questions"])
EXAMPLE = {
    "question": "Welche Angebote für Senioren gibt es in Musterau?",
    "understood": True,
    "question_id": "who-covers",
    "kind": "offerings",
    "interpretation": {
        "themes": [],
        "target_groups": [{"id": "group-seniors", "label": "Seniorinnen und Senioren"}],
        "here": None,
        "unused": [],
    },
    "rows": [],
    "unlocated": [],
    "notes": [],
}
DOCUMENT: dict[int | str, dict[str, Any]] = {200: {"content": {kind.media_type: {} for kind in FORMATS.values()}}}
Format = Annotated[str, Query(description="pdf, docx or html.")]
Ids = Annotated[list[str] | None, Query(description="Concept ids; repeat for several.")]


@router.get("/ask", responses={200: {"content": {"application/json": {"example": EXAMPLE}}}})
def ask(
    service: Open,
    visibility: Visibility,
    as_of: AsOf,
    lang: Lang,
    q: Annotated[str, Query(min_length=1, max_length=500, examples=["Wer deckt Jugendsport in Karlshorst ab?"])],
    verified_since: VerifiedSince,
    here: Here = None,
) -> dict[str, Any]:
    """Answer a question in German or English; "not understood" is an answer too."""
    return service.asker(visibility).ask(q, here=here, as_of=as_of, lang=lang, verified_since=verified_since)


@router.get("/ask/document", response_class=Response, responses=DOCUMENT)
def ask_document(
    service: Open,
    visibility: Visibility,
    as_of: AsOf,
    lang: Lang,
    verified_since: VerifiedSince,
    q: Annotated[str, Query(min_length=1, max_length=500, examples=["Steckbrief Karlshorst"])],
    here: Here = None,
    format: Format = "pdf",
) -> Response:
    """The answer as a document to print. What is not understood or ambiguous is an error with the candidates."""
    answer = service.asker(visibility).ask(q, here=here, as_of=as_of, lang=lang, verified_since=verified_since)
    return _printed(document(service, visibility, answer, format, lang))


@router.get("/questions")
def questions() -> list[dict[str, Any]]:
    """The catalogue: titles, phrasings, parameters and Cypher of every question."""
    return [found.to_json() for found in catalogue()]


@router.get("/examples")
def examples(service: Open, lang: Lang) -> list[dict[str, Any]]:
    """Questions that this store answers, in groups; with the store's own places, topics and names."""
    return service.examples(lang or "de")


def chosen_question(
    lang: Lang,
    id: str,
    here: Here = None,
    themes: Ids = None,
    target_groups: Ids = None,
    kinds: Ids = None,
    sectors: Ids = None,
    actor: Annotated[str | None, Query(description="An actor's id or name.")] = None,
    other: Annotated[str | None, Query(description="A second actor's id or name.")] = None,
    cooperation: Annotated[str | None, Query(description="A cooperation's id or name.")] = None,
    since: Annotated[str | None, Query(description="A date: what changed, or was not verified, since.")] = None,
    filters: Annotated[list[str] | None, Query(description="Ids of graph/filters.yaml: free, wednesday, …")] = None,
    status: Annotated[str, Query(pattern="^(open|answered|)$", description="Needs: open or answered.")] = "",
) -> Understanding:
    """A question of the catalogue with its parameters said by id (`here`, actors and cooperations also by name)."""
    said = {"actor": actor, "other": other, "cooperation": cooperation}
    return Understanding(
        id,
        lang or "de",
        themes=tuple(themes or ()),
        target_groups=tuple(target_groups or ()),
        kinds=tuple(kinds or ()),
        sectors=tuple(sectors or ()),
        names={name: text for name, text in said.items() if text},
        filters=tuple(filters or ()),
        since=date(since),
        status=status,
        chosen_here=here,
    )


Chosen = Annotated[Understanding, Depends(chosen_question)]


@router.get("/questions/{id}")
def run_question(
    service: Open, visibility: Visibility, as_of: AsOf, verified_since: VerifiedSince, chosen: Chosen
) -> dict[str, Any]:
    """Run a question of the catalogue with its parameters."""
    return service.asker(visibility).run_chosen(chosen, as_of=as_of, verified_since=verified_since)


@router.get("/questions/{id}/document", response_class=Response, responses=DOCUMENT)
def question_document(
    service: Open,
    visibility: Visibility,
    as_of: AsOf,
    verified_since: VerifiedSince,
    chosen: Chosen,
    format: Format = "pdf",
) -> Response:
    """A question of the catalogue, run with its parameters, as a document to print."""
    answer = service.asker(visibility).run_chosen(chosen, as_of=as_of, verified_since=verified_since)
    return _printed(document(service, visibility, answer, format, chosen.lang))


def _printed(found: Printed) -> Response:
    return Response(found.content, media_type=found.media_type, headers={"Content-Disposition": found.disposition()})


@router.get("/coverage")
def coverage(service: Open, visibility: Visibility, here: Here = None) -> dict[str, Any]:
    """Counts of known offerings by theme × target group (× area where no place is given)."""
    where = service.places().resolve(here) if here else None
    if where is not None and (where.ambiguous or not where.areas):
        raise BadRequest(f"The place {here!r} is not known or ambiguous.", hint="Search for it with /api/search?q=…")
    found = cells(service.store, where.parameters()["areas"] if where else [])
    return {"here": where.to_json() if where else None, "cells": found}
