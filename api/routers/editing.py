"""Editing in the page: what editors change, add, confirm and take back. Each edit is a record with source and reason."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Response
from pydantic import BaseModel, Field

from api import editing
from api.access import Lang, Open, Scope, needs_editor
from api.editing import Given
from ingest.editing.revision import Base

Text = Annotated[str, Field(max_length=10_000)]
One = Text | int | float | bool


class End(BaseModel):
    """The other end of a relationship, with what the relationship itself says."""

    id: str = Field(max_length=100)
    role: str | None = Field(None, max_length=100)
    since: str | None = Field(None, max_length=40)
    until: str | None = Field(None, max_length=40)


class Words(BaseModel):
    """Why, from where and from whom an edit comes."""

    source: str = Field("", max_length=300, description='Who says so, or how you know: "Telefonat mit dem Träger".')
    observed: str | None = Field(None, max_length=10, description="The day for which it holds; default: today.")
    by: str | None = Field(None, max_length=100, description="Who edits; without it, the token's scope.")


class Edit(Words):
    """An edit of a thing (`id`), or a new thing (`type`). Only what is named changes."""

    id: str | None = Field(None, max_length=100)
    type: str | None = Field(None, max_length=100)
    values: dict[str, list[One] | One | None] = Field(
        default_factory=dict,
        max_length=100,
        description="Property (or `address`) -> all its values; null takes it away.",
    )
    links: dict[str, list[str | End]] = Field(
        default_factory=dict, max_length=30, description="Relationship -> ids of all its other ends."
    )
    reason: str = Field("", max_length=1000)
    revision: str | None = Field(
        None, max_length=100, description="The state that the edit rests on, if not in If-Match."
    )
    seen: dict[str, Any] = Field(
        default_factory=dict,
        max_length=200,
        description="The values as they were seen, for telling what changed meanwhile.",
    )


class Confirmation(Words):
    """That a thing is still right."""


def uncached(response: Response) -> None:
    """What only editors see stays in no cache."""
    response.headers["Cache-Control"] = "no-store"


router = APIRouter(prefix="/api/edits", tags=["edits"], dependencies=[Depends(needs_editor), Depends(uncached)])


@router.get("")
def get_edits(
    service: Open, id: Annotated[str | None, Query(description="Only of this thing, with what changed.")] = None
) -> dict[str, Any]:
    """The edits, newest first: when, by whom, why and, of one thing, each value before and after, with its revision."""
    return editing.listed(service, id)


@router.get("/form")
def get_form(service: Open, lang: Lang, id: str | None = None, type: str | None = None) -> dict[str, Any]:
    """What can be edited of a thing or of a type: fields with captions, definitions, codes and what stands there now."""
    return editing.fields(service, id, type, lang or "de")


@router.get("/alike")
def get_alike(
    service: Open,
    lang: Lang,
    type: str,
    name: Annotated[str, Query(max_length=300)] = "",
    address: Annotated[str, Query(max_length=300)] = "",
) -> list[dict[str, Any]]:
    """What is there already and may be what somebody is about to enter, best first, with reasons."""
    return editing.resembling(service, type, name, address, lang or "de")


@router.post("", status_code=201)
def post_edit(
    service: Open, scope: Scope, lang: Lang, edit: Edit, if_match: Annotated[str | None, Header()] = None
) -> dict[str, Any]:
    """Change a thing or make a new one. 409 where the thing changed since the revision that the edit rests on."""
    values: dict[str, list[Given] | Given | None] = dict(edit.values)
    ties = {
        edge: [end if isinstance(end, str) else end.model_dump() for end in ends] for edge, ends in edit.links.items()
    }
    words = {"reason": edit.reason, "said": edit.source, "observed": edit.observed, "by": edit.by or f"token:{scope}"}
    language = lang or "de"
    wanted = editing.draft(service, edit.id, edit.type, values, ties, words, language)
    state = if_match.strip().removeprefix("W/").strip('"') if if_match else edit.revision
    return editing.make(service, wanted, Base(state, edit.seen) if state else None, language)


@router.post("/{id}/verify", status_code=201)
def post_verify(
    service: Open, scope: Scope, lang: Lang, id: str, confirmation: Confirmation | None = None
) -> dict[str, Any]:
    """Still valid: the thing (`id`) was last verified on that day, by the word of whoever says so."""
    said = confirmation or Confirmation(observed=None, by=None, source="")
    return editing.verify(service, id, said.source or "–", said.observed, said.by or f"token:{scope}", lang or "de")


@router.delete("/{edit}")
def delete_edit(service: Open, lang: Lang, edit: str) -> dict[str, Any]:
    """Take an edit back: the thing is as it was before."""
    return editing.undo(service, edit, lang or "de")
