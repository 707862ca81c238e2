"""The optional base map of the page: a local file, read by ranges from the page's own origin."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from fastapi.responses import FileResponse

from api.access import Open
from schema.errors import NotFound

router = APIRouter(tags=["map"])
PATH = "/basemap.pmtiles"


@router.get("/api/basemap")
def about(service: Open) -> dict[str, Any]:
    """{tiles: null}, or where the tiles are, of what kind, and whom to credit."""
    found = service.basemap
    return {"tiles": None} if found is None else {"tiles": PATH.removeprefix("/"), **found.shown()}


@router.get(PATH, response_class=FileResponse)
def tiles(service: Open) -> FileResponse:
    """The file itself; ranges are answered with 206."""
    if service.basemap is None or service.settings.basemap is None:
        raise NotFound("There is no base map.", hint="Start with QG_BASEMAP or serve --basemap FILE.")
    return FileResponse(service.settings.basemap, media_type="application/vnd.pmtiles", headers={"Cache-Control": "no-cache"})
