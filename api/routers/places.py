"""Looking for places: areas, streets, addresses, venues, postal codes."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query

from api.access import Lang, Open
from api.commands import find_places

router = APIRouter(prefix="/api", tags=["places"])
EXAMPLE = [
    {
        "id": "address:hauptstr@10317:5",
        "label": "Hauptstraße 5, 10317 Rummelsburg",
        "type": "Address",
        "reason": "Anschrift",
        "kind": "address",
        "score": 1.0,
        "code": "address",
    }
]


@router.get("/places", responses={200: {"content": {"application/json": {"example": EXAMPLE}}}})
def places(
    service: Open,
    lang: Lang,
    q: Annotated[str, Query(min_length=1, max_length=200, examples=["weitlingstr 15"])],
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
    kind: Annotated[
        list[str] | None,
        Query(description="Only these: area, quartier, street, address, corner, venue, postal_code, point."),
    ] = None,
    accept_language: Annotated[str | None, Header()] = None,
) -> list[dict[str, Any]]:
    """Places that a text may mean, best first, each with an id that `here` takes and the reason."""
    said = lang or ("en" if (accept_language or "").lower().startswith("en") else "de")
    return find_places(service, q, limit, kind, said)
