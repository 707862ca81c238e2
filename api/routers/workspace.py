"""What the page's workspace is drawn from."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api import validators
from api.access import Open, Visibility

router = APIRouter(prefix="/api", tags=["entities"])


@router.get("/network")
def network(request: Request, service: Open, visibility: Visibility) -> Response:
    """The whole network in columns: things with what they are filtered by, and what ties them; a caller that has it gets 304."""
    return validators.answer(request, service.network(visibility), "application/json", vary="Authorization")
