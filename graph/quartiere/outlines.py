"""The outlines of the store's Quartiere, as of a date, and what they say together, as a view may show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from graph.evidence import HIDDEN
from graph.geometry import to_degrees, to_metres
from graph.quartiere.agreement import in_words
from graph.quartiere.consensus import Consensus, Drawn, consensus
from graph.store import Row
from graph.view import View
from schema.errors import NotFound
from schema.values import fold

DECIMALS = 7  # of a degree, about a centimetre
OUTLINES = (
    "MATCH (q:Quartier)-[h:HAS_OUTLINE]->(o:Outline) WHERE o.geometry IS NOT NULL "
    "AND ($id IS NULL OR q.id = $id) AND (o.ended IS NULL OR o.ended > $date) AND (h.ended IS NULL OR h.ended > $date) "
    "RETURN DISTINCT q.id AS quartier, o.id AS id, properties(o) AS properties ORDER BY quartier, id"
)
# An outline that has ended is no longer tied to a Quartier that lives on: the rows of its evidence still say whose it was.
ENDED = (
    "MATCH (o:Outline) WHERE o.geometry IS NOT NULL AND o.ended > $date MATCH (r:Record {entity: o.id}) "
    f"MATCH (m:Record {{row_id: r.row_id}}) WHERE m.type = 'Quartier' AND m.entity IS NOT NULL AND {HIDDEN} "
    "AND ($id IS NULL OR m.entity = $id) RETURN DISTINCT m.entity AS quartier, o.id AS id, properties(o) AS properties"
)
WHOLE = ("consensus", "level")  # core and fringe follow from the levels
NOW = "9999"  # whatever has ended at all has ended by then


def quartiere(view: View, as_of: str | None = None) -> list[dict[str, Any]]:
    """Every Quartier: {id, name, nicknames, outlines, agreement, area (m²), core (m²)}, in order of names."""
    outlines = _outlines(view, None, as_of)
    found = []
    for row in view.entities("Quartier"):
        said = _said(outlines.get(row["id"], ()))
        found.append({**_named(row), **_numbers(said)})
    return sorted(found, key=lambda one: (fold(one["name"]), one["id"]))


def outlines_of(view: View, id: str, as_of: str | None = None) -> dict[str, Any]:
    """A Quartier as GeoJSON (WGS 84): features of role consensus, core, fringe, level, and every single outline.

    Outlines drawn on or before `as_of` (undated ones too) that had not ended by then. Raises NotFound, Gone.
    """
    found = view.resolve(id)
    (row,) = view.chosen([found])
    if row["type"] != "Quartier":
        raise NotFound(f"{row['properties'].get('name', id)} is no Quartier.", hint="See /api/quartiere.")
    own = _outlines(view, found, as_of).get(found, [])
    said = _said(own)
    features = [*_together(said), *(_single(view, outline) for outline in own)]
    about = {
        **_named(row),
        **_numbers(said),
        "as_of": as_of,
        "agreement_meaning": in_words(said.agreement, said.outlines),
    }
    return {"type": "FeatureCollection", "quartier": about, "features": features}


def grounds(view: View, as_of: str | None = None) -> dict[str, Any]:
    """All Quartiere on one map, as GeoJSON (WGS 84): of each its consensus, and its levels by share of outlines (1 is the core).

    {type, quartiere: as `quartiere` gives them, features: [{properties: {quartier, role, share, area}, geometry}]}, outlines as
    in `outlines_of`. No single outline is among them: who drew what is told of one Quartier at a time.
    """
    outlines, found, features = _outlines(view, None, as_of), [], list[dict[str, Any]]()
    for row in view.entities("Quartier"):
        said = _said(outlines.get(row["id"], ()))
        found.append({**_named(row), **_numbers(said)})
        for feature in _together(said):
            if feature["properties"]["role"] in WHOLE:
                feature["properties"]["quartier"] = row["id"]
                features.append(feature)
    return {
        "type": "FeatureCollection",
        "quartiere": sorted(found, key=lambda one: (fold(one["name"]), one["id"])),
        "features": features,
    }


def find_quartier(view: View, text: str) -> str:
    """The id of the Quartier of this id, name, nickname or other name; raises NotFound."""
    wanted = fold(text).strip()
    for row in view.entities("Quartier"):
        said = row["properties"]
        names = [said.get("name", ""), *said.get("alternative_names", ()), *said.get("nicknames", ())]
        if row["id"] == text or wanted in map(fold, names):
            return str(row["id"])
    raise NotFound(f"There is no Quartier {text!r}.", hint="See `quartiersgraph quartiere`.")


def geojson(geometry: BaseGeometry) -> dict[str, Any]:
    """A geometry in degrees as GeoJSON."""
    rounded = shapely.transform(geometry, lambda xy: np.round(xy, DECIMALS))
    found: dict[str, Any] = orjson.loads(shapely.to_geojson(rounded))
    return found


def drawn_by_then(drawn_on: str | None, date: str | None) -> bool:
    """Was it drawn on or before the date? Undated ones count; of a year or month, its first day decides."""
    if not drawn_on or not date:
        return True
    return drawn_on <= date or drawn_on.startswith(date)  # "as of 2019" is the year's end


def _outlines(view: View, id: str | None, as_of: str | None) -> dict[str, list[Row]]:
    rows = view.store.read(OUTLINES, id=id, date=as_of or NOW)
    rows += view.store.read(ENDED, id=id, date=as_of) if as_of else []
    unique = {(row["quartier"], row["id"]): row for row in rows}
    found: dict[str, list[Row]] = defaultdict(list)
    for (quartier, _), row in sorted(unique.items()):
        if drawn_by_then(row["properties"].get("drawn_on"), as_of):
            found[quartier].append(row)
    return found


def _said(rows: Iterable[Row]) -> Consensus:
    return _consensus(tuple((weight_of(row["properties"]), row["properties"]["geometry"]) for row in rows))


@lru_cache(maxsize=1024)
def _consensus(outlines: tuple[tuple[float, str], ...]) -> Consensus:
    """The same outlines say the same: an overlay of thirty takes half a second, and anybody may ask for it."""
    return consensus([Drawn(str(n), weight, to_metres(text)) for n, (weight, text) in enumerate(outlines)])


def weight_of(properties: Row) -> float:
    """How much an outline counts; 1 where nothing is said."""
    weight = properties.get("weight")
    return 1.0 if weight is None else float(weight)


def _named(row: dict[str, Any]) -> dict[str, Any]:
    properties = row["properties"]
    return {"id": row["id"], "name": properties.get("name", ""), "nicknames": properties.get("nicknames", [])}


def _numbers(said: Consensus) -> dict[str, Any]:
    areas = {"area": said.outline, "core_area": said.core, "union_area": said.union}
    return {"outlines": said.outlines, "agreement": said.agreement} | {
        name: round(float(metres.area)) for name, metres in areas.items()
    }


def _together(said: Consensus) -> Iterator[dict[str, Any]]:
    for role, metres in (("consensus", said.outline), ("core", said.core), ("fringe", said.fringe)):
        if not metres.is_empty:
            yield _feature({"role": role}, metres)
    for level in said.levels:
        yield _feature({"role": "level", "share": round(level.share, 4)}, level.metres)


def _feature(properties: dict[str, Any], metres: BaseGeometry) -> dict[str, Any]:
    about = {**properties, "area": round(float(metres.area), 1)}
    return {"type": "Feature", "properties": about, "geometry": geojson(to_degrees(metres))}


def _single(view: View, row: Row) -> dict[str, Any]:
    """One outline: who drew it only where the view may know. Its name may say who, so it goes the same way."""
    visible = view.model.visible("Outline", view.visibility)
    shown = {"drawn_by", "drawn_on"} & set(visible)
    about: dict[str, Any] = {name: row["properties"][name] for name in sorted(shown) if name in row["properties"]}
    ground = shapely.from_wkt(row["properties"]["geometry"])
    about |= {"role": "outline", "weight": weight_of(row["properties"]), "area": round(to_metres(ground.wkt).area, 1)}
    return {"type": "Feature", "id": row["id"], "properties": about, "geometry": geojson(ground)}
