"""Cypher for researchers: a statement, its cancelling, and the schema to write it with."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from api.access import Open, needs_network
from api.leaving import while_connected
from graph.at_hand import at_hand
from graph.cypher.running import Found

router = APIRouter(prefix="/api", tags=["research"])


class CypherRequest(BaseModel):
    """A reading statement and its parameters; `id`, chosen at random by the caller, is what `DELETE` cancels it by."""

    cypher: str = Field(max_length=20_000, examples=["MATCH (a:Actor) RETURN a.name AS name LIMIT 5"])
    parameters: dict[str, Any] = Field(default_factory=dict)
    id: str | None = Field(default=None, examples=["6f1b1a52-6f0c-4a55-9d3c-0f6f0d7d3a11"])


@router.post("/cypher", dependencies=[Depends(needs_network)])
async def cypher(service: Open, body: CypherRequest, request: Request) -> dict[str, Any]:
    """Run a reading Cypher statement, bounded in time, rows and memory. Needs a token of scope network.

    `rows` are lists in the order of `columns`; nodes, relationships and paths are objects that can be drawn (`@element`,
    `@from`, `@to`). `truncated` tells that there were more rows. Closing the connection ends the statement in the database.
    """
    settings = service.settings
    with service.queries.started(body.id) as running:

        def work() -> Found:
            return service.store.research(
                body.cypher,
                body.parameters,
                seconds=settings.cypher_seconds,
                rows=settings.cypher_rows,
                running=running,
            )

        found = await while_connected(request, work, running.cancel)
    return {
        "columns": found.columns,
        "rows": found.rows,
        "truncated": found.truncated,
        "milliseconds": found.milliseconds,
    }


@router.get("/schema")
def schema() -> dict[str, Any]:
    """What to write a free query with: labels, relationship types and properties with captions, prefixes, beginnings."""
    return at_hand()


@router.delete("/cypher/{id}", status_code=204, dependencies=[Depends(needs_network)])
def cancel(service: Open, id: str) -> None:
    """End a running statement in the database."""
    service.queries.cancel(id)
