"""WITHIN and OVERLAPS: computed from points, outlines and boundaries whenever one of them changes.

Areas are measured in ETRS89-LAEA (EPSG:3035), an equal-area projection of Europe. A point stands for the disc in which
it may lie (its accuracy), so that a rounded coordinate near an edge is "at the edge" and not simply in or out. A Quartier
is the weighted share of its outlines. A place that has an address and no point is looked up in the gazetteer. What a
Quartier and an area have in common is told by ground and, where it is known where people live (graph.population), by people.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from graph.geometry import project as in_metres
from graph.geometry import to_metres as to_metres
from graph.locating import Located, locate
from graph.population import Ground, Measure, measure_of
from graph.store import Row, Store, batches
from graph.touching import touching

AREAL = frozenset({"AdministrativeArea", "Quartier", "Outline"})
CAUSE = "geography"  # in the journal
SHARED = ("share_of_quartier", "share_of_area", "people_of_quartier", "people_of_area", "people_method")
# Properties of a place: the point of its address, and source, sheet and row of the list that it was found in.
FOUND = ("address_point", "address_source", "address_sheet", "address_row")
DIGITS = 4  # shares are rounded, so that both stores and every machine write the same


@dataclass(frozen=True, slots=True)
class Shape:
    """One polygon of an area or of one outline of a Quartier; `weight` is its part of the whole (1 for an area)."""

    id: str
    type: str
    weight: float
    metres: BaseGeometry


def shapes(store: Store) -> list[Shape]:
    """Every boundary and every outline of the store, in order of their ids."""
    areas = store.read(
        "MATCH (a:AdministrativeArea) WHERE a.geometry IS NOT NULL RETURN a.id AS id, a.geometry AS geometry ORDER BY id"
    )
    outlines = store.read(
        "MATCH (q:Quartier)-[:HAS_OUTLINE]->(o:Outline) WHERE o.geometry IS NOT NULL AND o.ended IS NULL "
        "AND coalesce(o.weight, 1.0) > 0 "
        "RETURN q.id AS id, o.geometry AS geometry, coalesce(o.weight, 1.0) AS weight, o.id AS outline ORDER BY id, outline"
    )
    total: dict[str, float] = defaultdict(float)
    for row in outlines:
        total[row["id"]] += float(row["weight"])
    found = [Shape(row["id"], "AdministrativeArea", 1.0, to_metres(row["geometry"])) for row in areas]
    found += [
        Shape(row["id"], "Quartier", float(row["weight"]) / total[row["id"]], to_metres(row["geometry"]))
        for row in outlines
    ]
    return found


def update(store: Store, touched: set[str] | None) -> int:
    """Compute WITHIN for the touched places, or everything when an area changed; returns the number of places.

    `touched` are entity ids; None means all.
    """
    if touched is None or _areas_changed(store, touched):
        places = _places(store, None)
        known = shapes(store)
        _write_overlaps(store, overlaps(known, measure_of(store)))
        touched = None
    else:
        places = _places(store, touched)
        known = shapes(store) if places else []
    _place(store, places, known)
    _flag_unlocated(store, touched)
    return len(places)


def relocate(store: Store) -> int:
    """Look every place without a point up again, and where people live: a list of addresses or cells has changed.

    Returns the number of places.
    """
    refresh_people(store)
    places = store.read(f"MATCH (p:Place) WHERE p.point IS NULL AND p.street IS NOT NULL RETURN {PLACE} ORDER BY id")
    _place(store, places, shapes(store) if places else [])
    _flag_unlocated(store, {row["id"] for row in places})
    return len(places)


def _place(store: Store, places: list[Row], known: list[Shape]) -> None:
    pointed = [row for row in places if row["point"]]
    found = locate(store, [row for row in places if not row["point"] and row["street"]])
    houses = [
        {"id": id, "point": place.address.point, "accuracy": place.accuracy}
        for id, place in found.items()
        if place.address is not None
    ]
    rows = within(pointed, known) + [row | {"basis": "address"} for row in within(houses, known)]
    rows += within_streets({id: one.street for id, one in found.items() if one.street is not None}, known)
    _write_within(store, places, rows)
    _write_found(store, places, found)


def _flag_unlocated(store: Store, touched: set[str] | None) -> None:
    """Mark the places that lie in no known area, so that an index finds what cannot be placed."""
    if touched is None:
        store.write(
            "MATCH (p:Place) WHERE p.unlocated IS NOT NULL AND EXISTS { MATCH (p)-[:WITHIN]->(:Entity) } SET p.unlocated = NULL"
        )
        store.write(
            "MATCH (p:Place) WHERE p.unlocated IS NULL AND NOT EXISTS { MATCH (p)-[:WITHIN]->(:Entity) } SET p.unlocated = 'Place'"
        )
        return
    for part in batches([{"id": id} for id in sorted(touched)]):
        store.write(
            "UNWIND $ids AS id MATCH (p:Entity {id: id}) WHERE p.type = 'Place' "
            "SET p.unlocated = CASE WHEN EXISTS { MATCH (p)-[:WITHIN]->(:Entity) } THEN NULL ELSE 'Place' END",
            ids=[row["id"] for row in part],
        )


def _areas_changed(store: Store, touched: set[str]) -> bool:
    ids = sorted(touched)
    for part in batches([{"id": id} for id in ids]):
        rows = store.read(
            "UNWIND $ids AS id MATCH (e:Entity {id: id}) WHERE e.type IN $types RETURN e.id AS id LIMIT 1",
            ids=[row["id"] for row in part],
            types=sorted(AREAL),
        )
        if rows:
            return True
    return False


PLACE = (
    "p.id AS id, p.point AS point, p.accuracy AS accuracy, p.street AS street, p.house_number AS number, "
    "p.postal_code AS postal_code, p.city AS city, p.locality AS locality, p.address_row AS found, "
    "p.address_point AS found_point"
)


def _places(store: Store, touched: set[str] | None) -> list[Row]:
    if touched is None:
        return store.read(
            f"MATCH (p:Place) WHERE p.point IS NOT NULL OR p.street IS NOT NULL RETURN {PLACE} ORDER BY id"
        )
    found: list[Row] = []
    for part in batches([{"id": id} for id in sorted(touched)]):
        found += store.read(
            f"UNWIND $ids AS id MATCH (p:Entity {{id: id}}) WHERE p.type = 'Place' RETURN {PLACE}",
            ids=[row["id"] for row in part],
        )
    return found


def within(places: list[Row], known: list[Shape]) -> list[Row]:
    """For each place and each area or Quartier it touches: {place, area, share, basis}."""
    if not places or not known:
        return []
    lon_lat = np.array([[float(part) for part in row["point"].split()] for row in places])
    accuracy = np.array([max(float(row["accuracy"] or 0.0), 0.5) for row in places])
    points = shapely.points(in_metres(lon_lat))
    tree = STRtree([shape.metres for shape in known])
    shares: dict[tuple[int, str], float] = defaultdict(float)
    which, where = tree.query(shapely.buffer(points, accuracy, quad_segs=2), predicate="intersects")
    for place, shape in zip(which.tolist(), where.tolist(), strict=True):
        one = known[shape]
        shares[place, one.id] += one.weight * _part_inside(points[place], float(accuracy[place]), one.metres)
    return [
        {
            "place": places[n]["id"],
            "area": area,
            "share": round(share, DIGITS),
            "basis": "point" if share > 0.9999 else "edge",
        }
        for (n, area), share in sorted(shares.items())
        if round(share, DIGITS) > 0
    ]


def within_streets(places: dict[str, np.ndarray], known: list[Shape]) -> list[Row]:
    """The same for places somewhere in a street (place id -> the positions of its houses, degrees): shares of the houses."""
    if not places or not known:
        return []
    tree = STRtree([shape.metres for shape in known])
    rows: list[Row] = []
    for id, positions in sorted(places.items()):
        shares: dict[str, float] = defaultdict(float)
        _, where = tree.query(shapely.points(in_metres(positions)), predicate="intersects")
        for shape in where.tolist():
            shares[known[shape].id] += known[shape].weight / len(positions)
        rows += [
            {"place": id, "area": area, "share": min(round(share, DIGITS), 1.0), "basis": "street"}
            for area, share in sorted(shares.items())
            if round(share, DIGITS) > 0
        ]
    return rows


def _part_inside(point: BaseGeometry, accuracy: float, area: BaseGeometry) -> float:
    """The part of the point's disc that lies in the area."""
    if shapely.distance(shapely.boundary(area), point) >= accuracy:
        return 1.0 if area.covers(point) else 0.0
    disc = point.buffer(accuracy)
    return float(disc.intersection(area).area / disc.area)


def refresh_people(store: Store) -> int:
    """Compute OVERLAPS anew after the grid or the addresses have changed; returns the number of relationships."""
    rows = overlaps(shapes(store), measure_of(store))
    _write_overlaps(store, rows)
    return len(rows)


def overlaps(known: list[Shape], people: Measure | None = None) -> list[Row]:
    """For each Quartier and each administrative area it shares ground with: the shares of both, by ground and by people."""
    areas = [shape for shape in known if shape.type == "AdministrativeArea"]
    outlines = [shape for shape in known if shape.type == "Quartier"]
    if not areas or not outlines:
        return []
    near, touching = STRtree([one.metres for one in areas]), [one.metres for one in outlines]
    one, other = near.query(touching, predicate="intersects").tolist()
    pairs = sorted({(outlines[n].id, m) for n, m in zip(one, other, strict=True)})
    ground = _shares(outlines, areas, Ground(), pairs)
    persons = _shares(outlines, areas, people, pairs) if people else [(None, None)] * len(pairs)
    method = people.method if people else None
    rows = [
        {
            "quartier": quartier,
            "area": areas[other].id,
            "share_of_quartier": shares[0] or 0.0,
            "share_of_area": shares[1] or 0.0,
            "people_of_quartier": by_people[0],
            "people_of_area": by_people[1],
            "people_method": method,
        }
        for (quartier, other), shares, by_people in zip(pairs, ground, persons, strict=True)
    ]
    rows.sort(key=lambda row: (row["quartier"], row["area"]))
    return [row for row in rows if row["share_of_quartier"] > 0 or row["share_of_area"] > 0]


def _shares(
    outlines: list[Shape], areas: list[Shape], measure: Measure, pairs: list[tuple[str, int]]
) -> list[tuple[float | None, float | None]]:
    """What each pair of a Quartier and an area has in common by a measure, as shares of either; None of nothing."""
    drawn, grounds = [one.metres for one in outlines], [one.metres for one in areas]
    whole: dict[str, float] = defaultdict(float)
    for outline, amount in zip(outlines, measure.of(drawn).tolist(), strict=True):
        whole[outline.id] += outline.weight * amount
    extent = measure.of(grounds).tolist()
    common: dict[tuple[str, int], float] = defaultdict(float)
    for (one, other), amount in measure.common(drawn, grounds).items():
        common[outlines[one].id, other] += outlines[one].weight * amount
    return [(_share(common[pair], whole[pair[0]]), _share(common[pair], extent[pair[1]])) for pair in pairs]


def _share(part: float, whole: float) -> float | None:
    return min(round(part / whole, DIGITS), 1.0) if whole else None


def _write_within(store: Store, places: list[Row], rows: list[Row]) -> None:
    by_place: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_place[row["place"]].append(row)
    for part in batches(places, 1_000):
        ids = [row["id"] for row in part]
        before = _within_before(store, ids)
        moved = [
            id for id in ids if before.get(id, set()) != {(r["area"], r["share"], r["basis"]) for r in by_place[id]}
        ]
        store.transact(
            [
                *touching(moved, CAUSE),
                (
                    "UNWIND $ids AS id MATCH (p:Entity {id: id})-[w:WITHIN]->() WHERE w.basis <> 'named' DELETE w",
                    {"ids": ids},
                ),
                (
                    "UNWIND $rows AS row MATCH (p:Entity {id: row.place}) MATCH (a:Entity {id: row.area}) "
                    "CREATE (p)-[w:WITHIN]->(a) SET w.share = row.share, w.basis = row.basis",
                    {"rows": [row for id in ids for row in by_place[id]]},
                ),
            ]
        )


def _within_before(store: Store, ids: list[str]) -> dict[str, set[tuple[Any, ...]]]:
    found: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
    for row in store.read(
        "UNWIND $ids AS id MATCH (p:Entity {id: id})-[w:WITHIN]->(a:Entity) WHERE w.basis <> 'named' "
        "RETURN id, a.id AS area, w.share AS share, w.basis AS basis",
        ids=ids,
    ):
        found[row["id"]].add((row["area"], row["share"], row["basis"]))
    return found


def _write_found(store: Store, places: list[Row], found: dict[str, Located]) -> None:
    """Keep on each place the point of its address and where that stands; take it from those that are not found any more."""
    rows, moved = [], []
    for place in places:
        address = found[place["id"]].address if place["id"] in found else None
        if address is not None:
            said: tuple[object, ...] = (address.point, address.source, address.sheet, address.row)
        elif place["found"] is not None:
            said = (None, None, None, None)
        else:
            continue
        if (said[0], said[3]) != (place["found_point"], place["found"]):
            moved.append(place["id"])
        rows.append({"id": place["id"], **dict(zip(FOUND, said, strict=True))})
    setting = ", ".join(f"p.{name} = row.{name}" for name in FOUND)
    for part in batches(rows):
        changed = {row["id"] for row in part} & set(moved)
        put = (f"UNWIND $rows AS row MATCH (p:Entity {{id: row.id}}) SET {setting}", {"rows": part})
        store.transact([*touching(changed, CAUSE), put])


def _write_overlaps(store: Store, rows: list[Row]) -> None:
    before = store.read(
        f"MATCH (q:Quartier)-[o:OVERLAPS]->(a:Entity) RETURN q.id AS quartier, a.id AS area, {', '.join(f'o.{n} AS {n}' for n in SHARED)}"
    )
    told, tells = (
        {tuple(row.get(name) for name in ("quartier", "area", *SHARED)) for row in part} for part in (before, rows)
    )
    store.transact(
        [
            *touching((str(row[0]) for row in told ^ tells), CAUSE),
            ("MATCH (q:Quartier)-[o:OVERLAPS]->() DELETE o", {}),
            (
                "UNWIND $rows AS row MATCH (q:Entity {id: row.quartier}) MATCH (a:Entity {id: row.area}) "
                "CREATE (q)-[o:OVERLAPS]->(a) SET o.share_of_quartier = row.share_of_quartier, o.share_of_area = row.share_of_area, "
                "o.people_of_quartier = row.people_of_quartier, o.people_of_area = row.people_of_area, "
                "o.people_method = row.people_method",
                {"rows": rows},
            ),
        ]
    )
