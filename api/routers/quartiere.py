"""Quartiere: what their outlines say together, and the crosswalk between two sets of areas."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from api.access import AsOf, Open, Visibility
from graph.quartiere.outlines import outlines_of, quartiere

router = APIRouter(tags=["quartiere"])


@router.get("/api/quartiere")
def get_quartiere(service: Open, visibility: Visibility, as_of: AsOf) -> list[dict[str, Any]]:
    """Every Quartier with the number of its outlines and how far they agree (core area by union area)."""
    return quartiere(service.view(visibility), as_of)


@router.get("/api/quartiere/{id}/outlines")
def get_outlines(service: Open, visibility: Visibility, as_of: AsOf, id: str) -> dict[str, Any]:
    """A Quartier as GeoJSON: consensus, core, fringe, levels by share, and every single outline."""
    return outlines_of(service.view(visibility), id, as_of)
