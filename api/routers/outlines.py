"""Drawing a Quartier: anybody may propose an outline, editors accept or reject it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from api import drawings
from api.access import Open, needs_editor
from api.bodies import sent
from api.service import Service

router = APIRouter(prefix="/api/outlines", tags=["outlines"])
MOST_BYTES = 64 * 1024


class Drawing(BaseModel):
    """An outline for a Quartier that is known (`quartier`: its id) or new (`name`): `geometry`, or `areas` put together."""

    quartier: str | None = Field(None, max_length=100)
    name: str | None = Field(None, max_length=200)
    geometry: dict[str, Any] | None = Field(None, description="GeoJSON Polygon or MultiPolygon in WGS 84.")
    areas: list[str] | None = Field(None, description="Ids of administrative areas that make it up.")
    drawn_by: str | None = Field(
        None, max_length=200, description="A free word such as 'Mieterbeirat'; no person's name."
    )
    drawn_on: str | None = Field(None, max_length=10, description="Default: today.")


class Acceptance(BaseModel):
    """How much the outline counts beside the others."""

    weight: float = Field(1.0, description="More than 0, at most 100.")


BODY = {"required": True, "content": {"application/json": {"schema": Drawing.model_json_schema()}}}


@router.get("/rules")
def get_rules(service: Open) -> dict[str, Any]:
    """What a drawing must be like, the ground where it may lie, and the licence under which it is given."""
    return drawings.rules(service)


@router.post("", status_code=201, openapi_extra={"requestBody": BODY})
async def post_outline(request: Request, service: Open) -> dict[str, Any]:
    """Propose an outline. No token is needed; it is seen by nobody but editors until one of them accepts it."""
    drawing = await sent(request, Drawing, "An outline", most=MOST_BYTES, hint="Use fewer corners.")
    return await run_in_threadpool(_propose, service, drawing)


@router.get("/proposals", dependencies=[Depends(needs_editor)])
def get_proposals(service: Open, response: Response) -> dict[str, Any]:
    """The open proposals as GeoJSON, oldest first."""
    response.headers["Cache-Control"] = "no-store"
    return drawings.open_proposals(service)


@router.post("/proposals/{id}/accept", dependencies=[Depends(needs_editor)])
def post_accept(service: Open, id: str, acceptance: Acceptance | None = None) -> dict[str, Any]:
    """Make a proposal evidence, with a weight."""
    return drawings.accept(service, id, (acceptance or Acceptance(weight=1.0)).weight)


@router.post("/proposals/{id}/reject", status_code=204, dependencies=[Depends(needs_editor)])
def post_reject(service: Open, id: str) -> None:
    """Remove a proposal: nothing of it stays."""
    drawings.reject(service, id)


@router.post("/{id}/withdraw", dependencies=[Depends(needs_editor)])
def post_withdraw(service: Open, id: str) -> dict[str, Any]:
    """Take the acceptance of an outline back: it ends today."""
    return drawings.withdraw(service, id)


def _propose(service: Service, drawing: Drawing) -> dict[str, Any]:
    said = drawings.Said(drawing.quartier, drawing.name, drawing.drawn_by, drawing.drawn_on)
    return drawings.propose(service, said, drawing.geometry, drawing.areas)
