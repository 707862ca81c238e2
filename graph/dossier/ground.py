"""The map of a dossier: outlines of what is meant, the areas that it touches, and the places of the rows.

Metres on a plane around the middle of what is shown: true enough within a city, and north is up.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from shapely import MultiPolygon, Polygon, box, make_valid, transform, unary_union, wkt
from shapely.geometry.base import BaseGeometry

from graph.dossier.parts import Chart, Column, Grid, Ground, Ring, Spot
from graph.dossier.reading import holding
from graph.dossier.words import Words
from graph.view import View
from schema.model import load_model
from schema.values.point import lon_lat

METRES = 111_320.0  # per degree of latitude
TOLERANCE = 2.0  # metres by which an outline may be simplified
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NUMBERED, DRAWN = 60, 2_000
AROUND = 0.12
Areas = Sequence[Mapping[str, Any]]


def numbers(rows: Iterable[Mapping[str, Any]], view: View) -> dict[str, str]:
    """Place -> its number on the map, in the order of the rows; only places with a point, and only so many."""
    order = list(dict.fromkeys(row["place"]["id"] for row in rows if isinstance(row.get("place"), Mapping)))
    pointed = {found["id"] for found in view.chosen(order) if found["properties"].get("point")}
    return {id: str(n) for n, id in enumerate([id for id in order if id in pointed][:NUMBERED], 1)}


def chart(
    view: View,
    here: Mapping[str, Any] | None,
    rows: Sequence[Mapping[str, Any]],
    marks: Mapping[str, str],
    known: str,
    words: Words,
) -> Chart | None:
    """The map, or None where nothing on it has a position."""
    meant, touched = list((here or {}).get("areas") or []), list((here or {}).get("touches") or [])
    shapes = _Shapes(view, meant, touched, known)
    edge = {
        row["place"]["id"]: (row.get("within") or 1.0) < 1.0 for row in rows if isinstance(row.get("place"), Mapping)
    }
    points = {
        found["id"]: lon_lat(found["properties"]["point"])
        for found in view.chosen(list(edge)[:DRAWN])
        if found["properties"].get("point")
    }
    if not shapes.meant and not points:
        return None
    plane = _Plane(shapes.meant.values(), points.values())
    found = Chart(outlines=shapes.rivals)
    found.spots = [Spot(*plane.point(at), marks.get(id, ""), edge[id]) for id, at in sorted(points.items())]
    _draw(found, shapes, plane, touched, words)
    found.sources = shapes.sources()
    return found


class _Shapes:
    """The geometries (degrees) of what is meant and what is touched, as the view shows them."""

    def __init__(self, view: View, meant: Areas, touched: Areas, known: str) -> None:
        self._view = view
        quartiere = [area["id"] for area in (*meant, *touched) if area["type"] == "Quartier"]
        relations = view.relations_of(quartiere)
        outlines = {
            id: [r["id"] for r in relations.get(id, []) if r["type"] == "HAS_OUTLINE" and r["direction"] == "out"]
            for id in quartiere
        }
        held = holding(view, [id for ids in outlines.values() for id in ids], known)
        self.outline_ids = {id: sorted(set(ids) & held) for id, ids in outlines.items()}
        wanted = {area["id"] for area in (*meant, *touched)} | held
        texts = {e["id"]: e["properties"].get("geometry") for e in view.chosen(wanted)}
        geometry = {id: make_valid(wkt.loads(text)) for id, text in texts.items() if text}
        self._geometry = {id: found for id, found in geometry.items() if not found.is_empty}
        self.meant = {area["id"]: self._all(area["id"]) for area in meant if self._all(area["id"])}
        self.around = {area["id"]: self._all(area["id"]) for area in touched if self._all(area["id"])}
        self.rivals = max((len(self._all(area["id"])) for area in meant), default=0)
        self.overlaps = {
            (id, r["id"]): r["properties"]
            for id in quartiere
            for r in relations.get(id, [])
            if r["type"] == "OVERLAPS" and r["direction"] == "out"
        }

    def sources(self) -> list[str]:
        """Whose outlines and boundaries are drawn."""
        claims = [self._view.entity(id)["claims"].get("geometry", []) for id in sorted(self._geometry)[:DRAWN]]
        return sorted({str(said["source"]) for found in claims for said in found})

    def _all(self, id: str) -> list[BaseGeometry]:
        own = [self._geometry[id]] if id in self._geometry else []
        return own or [self._geometry[one] for one in self.outline_ids.get(id, []) if one in self._geometry]


class _Plane:
    """Degrees to metres around a middle."""

    def __init__(self, shapes: Iterable[list[BaseGeometry]], points: Iterable[tuple[float, float]]) -> None:
        bounds = [shape.bounds for found in shapes for shape in found] or [(x, y, x, y) for x, y in points]
        self._lon = (min(b[0] for b in bounds) + max(b[2] for b in bounds)) / 2
        self._lat = (min(b[1] for b in bounds) + max(b[3] for b in bounds)) / 2
        self._east = METRES * math.cos(math.radians(self._lat))

    def point(self, at: tuple[float, float]) -> tuple[float, float]:
        return round((at[0] - self._lon) * self._east, 1), round((at[1] - self._lat) * METRES, 1)

    def shape(self, found: BaseGeometry) -> BaseGeometry:
        def move(degrees: np.ndarray) -> np.ndarray:
            return np.column_stack(((degrees[:, 0] - self._lon) * self._east, (degrees[:, 1] - self._lat) * METRES))

        return make_valid(transform(found, move).simplify(TOLERANCE))


def _draw(found: Chart, shapes: _Shapes, plane: _Plane, touched: Areas, words: Words) -> None:
    """Core and fringe of what is meant, and what is around it, lettered in order of the share that lies here."""
    drawn: list[BaseGeometry] = []
    for outlines in shapes.meant.values():
        flat = [plane.shape(outline) for outline in outlines]
        core = flat[0]
        for other in flat[1:]:
            core = core.intersection(other)
        drawn += flat
        found.grounds += [Ground("core", rings) for rings in _polygons(core)]
        found.grounds += [Ground("fringe", rings) for rings in _polygons(unary_union(flat).difference(core))]
    window = _window(drawn, found.spots)
    order = sorted(
        (a for a in touched if a["id"] in shapes.around), key=lambda a: (-a["share"], str(a["label"]), a["id"])
    )
    lettered = {area["id"]: letter for area, letter in zip(order, LETTERS, strict=False)}
    for area in order[: len(LETTERS)]:
        whole = unary_union([plane.shape(shape) for shape in shapes.around[area["id"]]])
        seen = whole.intersection(window)
        at = seen.representative_point() if not seen.is_empty else None
        mark = lettered[area["id"]]
        for n, rings in enumerate(_polygons(whole)):
            found.grounds.append(
                Ground("around", rings, mark if n == 0 else "", (at.x, at.y) if at and n == 0 else None)
            )
    found.areas = _table(order, lettered, shapes, words)
    found.areas_more = max(0, len(order) - len(LETTERS))


def _table(order: Areas, lettered: Mapping[str, str], shapes: _Shapes, words: Words) -> Grid | None:
    """Letter, name, kind, the part of the one Quartier in it by ground and by people, its own part that is here."""
    if not order:
        return None
    only = next(iter(shapes.meant)) if len(shapes.meant) == 1 else ""
    captions = load_model().types
    rows = []
    for area in order[: len(LETTERS)]:
        tie = shapes.overlaps.get((only, area["id"]), {})
        kind = area.get("level") or captions[area["type"]].caption.text(words.lang)
        shares = (tie.get("share_of_quartier"), tie.get("people_of_quartier"), area["share"], tie.get("people_of_area"))
        said = ["" if share is None else words.percent(share) for share in shares]
        rows.append([lettered[area["id"]], str(area["label"]), str(kind), *said])
    columns = [Column("", 0.5, "center"), Column(words("area.name"), 3), Column(words("area.level"), 2)]
    columns += [Column(words(f"area.{name}"), 1.5, "right") for name in ("part", "people", "share", "share_people")]
    kept = [n for n in range(len(columns)) if n < 3 or any(row[n] for row in rows)]
    return Grid([columns[n] for n in kept], [[row[n] for n in kept] for row in rows])


def _window(drawn: Sequence[BaseGeometry], spots: Sequence[Spot]) -> BaseGeometry:
    """What will be in sight: what is meant and the spots, with a margin."""
    seen = [shape.bounds for shape in drawn] + [(spot.x, spot.y, spot.x, spot.y) for spot in spots]
    west, south = min(b[0] for b in seen), min(b[1] for b in seen)
    east, north = max(b[2] for b in seen), max(b[3] for b in seen)
    wide, high = (east - west) * AROUND / 2, (north - south) * AROUND / 2
    return box(west - wide, south - high, east + wide, north + high)


def _polygons(shape: BaseGeometry) -> Iterable[tuple[Ring, ...]]:
    """The rings of every polygon in a geometry; lines and points that intersections leave are not areas."""
    parts = getattr(shape, "geoms", [shape])
    for part in parts:
        if isinstance(part, MultiPolygon):
            yield from _polygons(part)
        elif isinstance(part, Polygon) and part.area > 1.0:
            yield tuple(_ring(ring) for ring in (part.exterior, *part.interiors))


def _ring(ring: Any) -> Ring:
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in ring.coords)
