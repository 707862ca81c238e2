"""What the doors (HTTP, command line) do with drawings."""

from __future__ import annotations

from typing import Any

import shapely

from api.service import Service
from graph.quartiere.outlines import geojson
from graph.store import Row
from graph.writer import Writer
from ingest.drawings import acceptance, check, proposals
from ingest.drawings.proposals import Said
from schema.errors import BadRequest


def rules(service: Service) -> dict[str, Any]:
    """{licence, smallest, largest (km²), most_points, most_areas, extent (west, south, east, north)}."""
    return {
        "licence": service.settings.drawings_licence,
        "smallest": check.SMALLEST,
        "largest": check.LARGEST,
        "most_points": check.MOST_POINTS,
        "most_areas": check.MOST_AREAS,
        "extent": check.extent(service.store),
    }


def propose(service: Service, said: Said, geometry: dict[str, Any] | None, areas: list[str] | None) -> dict[str, Any]:
    """Leave an outline for an editor: drawn, or composed of areas."""
    if (geometry is None) == (not areas):
        raise BadRequest("Send either a geometry or areas.", hint="One of both says where the Quartier is.")
    ground = (
        check.drawn(service.store, geometry) if geometry is not None else check.composed(service.store, areas or ())
    )
    row = proposals.propose(service.store, said, ground, service.settings.today())
    return {name: row[name] for name in ("id", "quartier", "name", "drawn_by", "drawn_on", "area")}


def open_proposals(service: Service) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": [_feature(row) for row in proposals.proposals(service.store)]}


def accept(service: Service, id: str, weight: float) -> dict[str, Any]:
    settings = service.settings
    with Writer(service.store, service.keys) as writer:
        return acceptance.accept(writer, id, licence=settings.drawings_licence, today=settings.today(), weight=weight)


def reject(service: Service, id: str) -> None:
    proposals.remove(service.store, id)


def withdraw(service: Service, outline: str) -> dict[str, Any]:
    with Writer(service.store, service.keys) as writer:
        return acceptance.withdraw(writer, outline, today=service.settings.today())


def _feature(row: Row) -> dict[str, Any]:
    about = {name: value for name, value in row.items() if name != "geometry"}
    return {
        "type": "Feature",
        "id": row["id"],
        "properties": about,
        "geometry": geojson(shapely.from_wkt(row["geometry"])),
    }


__all__ = ["Said", "accept", "open_proposals", "propose", "reject", "rules", "withdraw"]
