"""Looking: search, single things with their evidence, their surroundings, areas for the map."""

from __future__ import annotations

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse, Response
from shapely import to_geojson, wkt

from api.access import AsOf, Here, Open, Visibility
from graph.standing import areas_of
from schema.errors import BadRequest

router = APIRouter(tags=["entities"])


@router.get("/api/search")
def search(
    service: Open,
    visibility: Visibility,
    q: Annotated[str, Query(min_length=1, max_length=200, examples=["Kiezspinne"])],
    type: Annotated[list[str] | None, Query(description="Only these types.")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> list[dict[str, Any]]:
    """Things whose name contains the text, in any spelling of umlauts and case."""
    return service.view(visibility).search(q, types=type or (), limit=limit)


@router.get("/api/entities/{id}", response_model=None)
def entity(service: Open, visibility: Visibility, as_of: AsOf, id: str) -> dict[str, Any] | Response:
    """One thing: its values, who says each of them, its evidence, the areas where it is and to what share. A former id redirects for ever."""
    view = service.view(visibility)
    found = view.resolve(id)
    if found != id:
        return RedirectResponse(f"/api/entities/{found}", 308)
    return view.entity(id, as_of) | {"areas": areas_of(view, id)}


@router.get("/api/entities/{id}/neighbours")
def neighbours(
    service: Open, visibility: Visibility, id: str, limit: Annotated[int, Query(ge=1, le=1000)] = 200
) -> list[dict[str, Any]]:
    """What a thing is related to, both ways."""
    return service.view(visibility).neighbours(id, limit)


@router.get("/api/graph")
def graph(
    service: Open,
    visibility: Visibility,
    id: Annotated[list[str] | None, Query(description="Start here; repeat for several.")] = None,
    here: Here = None,
    depth: Annotated[int, Query(ge=0, le=3)] = 1,
    limit: Annotated[int, Query(ge=1, le=2000)] = 300,
) -> dict[str, Any]:
    """Nodes and relationships for drawing: the surroundings of things, or what is active at a place."""
    view, start = service.view(visibility), list(id or [])
    if here:
        where = service.places().resolve(here)
        if where.ambiguous or not where.areas:
            raise BadRequest(
                f"The place {here!r} is not known or ambiguous.", hint="Search for it with /api/search?q=…"
            )
        start += [row["id"] for row in service.store.read(ACTIVE, areas=where.parameters()["areas"], limit=limit)]
    if not start:
        raise BadRequest("Say where to start.", hint="Give id=… (also several) or here=…")
    return view.graph(start, depth=depth, limit=limit)


ACTIVE = """
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[w:WITHIN]-(:Place)<-[:LOCATED_AT]-(a:Actor)
WHERE (area.direct OR w.basis = 'named') AND a.ended IS NULL
RETURN DISTINCT a.id AS id ORDER BY id LIMIT $limit
"""


@router.get("/api/areas")
def areas(
    service: Open,
    visibility: Visibility,
    type: Annotated[str | None, Query(description="AdministrativeArea or Outline.")] = None,
    level: Annotated[str | None, Query(description="For example Bezirksregion.")] = None,
) -> dict[str, Any]:
    """Areas and outlines as GeoJSON (WGS 84)."""
    features = []
    for kind in ("AdministrativeArea", "Outline"):
        if type not in (None, kind):
            continue
        for found in service.view(visibility).entities(kind):
            properties = dict(found["properties"])
            geometry = properties.pop("geometry", None)
            if geometry is None or (level is not None and properties.get("level") != level):
                continue
            features.append((found["id"], kind, properties, geometry))
    return {"type": "FeatureCollection", "features": [_feature(*feature) for feature in features]}


def _feature(id: str, kind: str, properties: dict[str, Any], geometry: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": id,
        "properties": {"type": kind, **properties},
        "geometry": orjson.loads(to_geojson(wkt.loads(geometry))),
    }


@router.get("/api/sources")
def sources(service: Open, visibility: Visibility) -> list[dict[str, Any]]:
    """The sources with licence and attribution, for the page's foot and for harvesters."""
    return service.view(visibility).sources()
