"""Measures of the network of actors, and two points in time beside each other."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.access import AsOf, Open
from api.measuring import compared, measured

router = APIRouter(prefix="/api/measures", tags=["research"])
Layer = Annotated[str, Query(description="cooperation, carrier or place: through what actors are tied.")]


@router.get("")
def get_measures(
    service: Open,
    as_of: AsOf,
    on: Annotated[
        str | None, Query(description="The day for which to measure; default: today.", examples=["2020-06-30"])
    ] = None,
    layer: Layer = "cooperation",
) -> dict[str, Any]:
    """Measures of the whole network and of each actor; `on` by all that is known now, with `as_of` by what the lists said then."""
    return measured(service, on, as_of, layer)


@router.get("/comparison")
def get_comparison(
    service: Open,
    as_of: AsOf,
    before: Annotated[str, Query(examples=["2018"])],
    after: Annotated[str, Query(examples=["2026"])],
    layer: Layer = "cooperation",
) -> dict[str, Any]:
    """The network on two days: measures side by side, what is new, what went, and how much stayed."""
    return compared(service, before, after, as_of, layer)
