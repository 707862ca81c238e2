"""What a token may do, so that a page offers no more than that."""

from __future__ import annotations

from fastapi import APIRouter

from api.access import Scope

router = APIRouter(prefix="/api", tags=["access"])


@router.get("/whoami")
def whoami(scope: Scope) -> dict[str, str | None]:
    """The caller's scope: null (public), network or editor."""
    return {"scope": scope}
