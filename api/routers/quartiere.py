"""Quartiere: what their outlines say together, and the crosswalk between two sets of areas."""

from __future__ import annotations

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request, Response

from api import validators, vintages
from api.access import AsOf, Open, Visibility
from graph.quartiere.outlines import grounds, outlines_of, quartiere

router = APIRouter(tags=["quartiere"])


@router.get("/api/quartiere")
def get_quartiere(service: Open, visibility: Visibility, as_of: AsOf) -> list[dict[str, Any]]:
    """Every Quartier with the number of its outlines and how far they agree (core area by union area)."""
    return quartiere(service.view(visibility), as_of)


@router.get("/api/quartiere/outlines")
def get_grounds(request: Request, service: Open, visibility: Visibility, as_of: AsOf) -> Response:
    """All Quartiere as GeoJSON for a map: of each what its outlines agree on, and its levels by share. With an ETag."""
    found = grounds(service.view(visibility), as_of)
    return validators.answer(request, orjson.dumps(found), "application/geo+json", vary="Authorization")


@router.get("/api/quartiere/{id}/outlines")
def get_outlines(service: Open, visibility: Visibility, as_of: AsOf, id: str) -> dict[str, Any]:
    """A Quartier as GeoJSON: consensus, core, fringe, levels by share, and every single outline."""
    return outlines_of(service.view(visibility), id, as_of)


@router.get("/api/areas/crosswalk")
def get_crosswalk(
    service: Open,
    level: Annotated[str, Query(max_length=100, examples=["Prognoseraum"])],
    on: Annotated[str, Query(description="The areas that held on this date.", examples=["2020"])],
    to_on: Annotated[str, Query(examples=["2021"])],
    to_level: Annotated[str | None, Query(max_length=100, description="Default: the same level.")] = None,
    method: Annotated[str | None, Query(description="people, areas or ground; default: the best there is.")] = None,
) -> dict[str, Any]:
    """Which part of each area of one cut lies in which of another, with the method and its limits in words."""
    return vintages.shown_crosswalk(vintages.crosswalk(service, level, on, to_level, to_on, method))
