"""Doubles that are meant: pairs of offerings marked as intended."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from api.access import Open, Scope, needs_editor, needs_network
from graph.writer import Writer
from ingest.intended import intended, mark_intended, unmark_intended

router = APIRouter(prefix="/api/overlaps", tags=["questions"])


class Pair(BaseModel):
    """Two offerings by id, whether their overlap is intended, why, and who says so."""

    offerings: tuple[str, str]
    intended: bool = True
    reason: str = Field("", max_length=2000)
    by: str | None = Field(None, max_length=200, description="Who says so; without it, the token's scope.")


@router.get("/intended", dependencies=[Depends(needs_network)])
def list_intended(service: Open) -> list[dict[str, Any]]:
    """The pairs marked as intended."""
    return intended(service.store)


@router.post("/intended", dependencies=[Depends(needs_editor)])
def mark(service: Open, scope: Scope, pair: Pair) -> dict[str, Any]:
    """Mark two offerings as double on purpose, or take it back."""
    left, right = pair.offerings
    with Writer(service.store, service.keys) as writer:
        if pair.intended:
            mark_intended(writer, left, right, by=pair.by or f"token:{scope}", reason=pair.reason)
        else:
            unmark_intended(writer, left, right)
    return {"offerings": [left, right], "intended": pair.intended}
