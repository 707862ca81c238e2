"""What a drawing must be like: simple, of a size that a neighbourhood has, and where this network knows its way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry import shape

from graph.geometry import to_metres
from graph.store import Store
from schema.errors import BadRequest, NotFound
from schema.values import KINDS, ValueProblem

SMALLEST, LARGEST = 0.001, 100.0  # square kilometres
MOST_POINTS = 500
MOST_AREAS = 60
MARGIN = 0.03  # degrees around everything known: two to three kilometres
KM2 = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Ground:
    """A checked drawing: WKT (WGS 84) and its size in square metres."""

    wkt: str
    area: float


def drawn(store: Store, geometry: Mapping[str, Any]) -> Ground:
    """A drawn GeoJSON polygon, checked; raises BadRequest that says what to do."""
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise BadRequest("An outline is a GeoJSON Polygon or MultiPolygon.", hint="Draw at least three corners.")
    try:
        raw = shape(geometry)
        points = int(shapely.get_num_coordinates(raw))
        if points > MOST_POINTS:
            raise BadRequest(f"The outline has {points} corners.", hint=f"Use at most {MOST_POINTS}.")
        if np.isfinite(raw.bounds).all() and not raw.is_valid:
            raise BadRequest("The outline crosses itself.", hint="Take corners back until no edge crosses another.")
        text = str(KINDS["geometry"].clean(shapely.force_2d(raw).wkt))
    except (GEOSException, ValueError, TypeError, KeyError, IndexError, AttributeError, ValueProblem) as problem:
        raise BadRequest("The outline is no area.", hint="Draw at least three corners around it.") from problem
    return _measured(store, text)


def composed(store: Store, ids: Iterable[str]) -> Ground:
    """The ground of administrative areas together, checked; raises NotFound for one that is not known."""
    wanted = sorted(set(ids))
    if len(wanted) > MOST_AREAS:
        raise BadRequest(f"These are {len(wanted)} areas.", hint=f"Choose at most {MOST_AREAS}.")
    rows = store.read(
        "UNWIND $ids AS id MATCH (a:Entity {id: id}) WHERE a.type = 'AdministrativeArea' AND a.geometry IS NOT NULL "
        "RETURN a.id AS id, a.geometry AS geometry ORDER BY id",
        ids=wanted,
    )
    if len(rows) < len(wanted) or not rows:
        missing = sorted(set(wanted) - {row["id"] for row in rows})
        raise NotFound(f"There is no area {', '.join(missing) or '(none chosen)'}.", hint="See /api/areas.")
    whole = shapely.union_all([shapely.from_wkt(row["geometry"]) for row in rows])
    return _measured(store, str(KINDS["geometry"].clean(whole.wkt)))


def extent(store: Store) -> tuple[float, float, float, float] | None:
    """West, south, east, north (degrees) of where drawing makes sense; None where nothing is known yet."""
    (row,) = store.read("MATCH (s:Store {id: 'store'}) RETURN coalesce(s.revision, 0) AS revision")
    return _extent(store, row["revision"])


@lru_cache(maxsize=4)
def _extent(store: Store, _revision: int) -> tuple[float, float, float, float] | None:
    """Read once for each state of the store: strangers may ask as often as they like."""
    rows = store.read(
        "MATCH (a:Entity) WHERE a.type IN ['AdministrativeArea', 'Outline'] AND a.geometry IS NOT NULL "
        "RETURN a.geometry AS geometry"
    )
    if not rows:
        return None
    west, south, east, north = shapely.total_bounds(shapely.from_wkt(np.array([row["geometry"] for row in rows])))
    return float(west - MARGIN), float(south - MARGIN), float(east + MARGIN), float(north + MARGIN)


def _measured(store: Store, text: str) -> Ground:
    size = float(to_metres(text).area)
    if not SMALLEST <= size / KM2 <= LARGEST:
        raise BadRequest(
            f"The outline covers {size / KM2:.4g} km².", hint=f"A Quartier has {SMALLEST} to {LARGEST:.0f} km²."
        )
    known = extent(store)
    if known is not None and not shapely.box(*known).covers(shapely.from_wkt(text)):
        raise BadRequest("The outline lies outside of the known areas.", hint="Draw it where this network works.")
    return Ground(text, size)
