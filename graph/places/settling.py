"""From a candidate that is no area to "here": where it is, and which areas that is in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from shapely import Point
from shapely.geometry.base import BaseGeometry

from graph import gazetteer
from graph.gazetteer import Address
from graph.geography import to_metres
from graph.places.addresses import AddressSearch
from graph.places.ground import Ground
from graph.places.model import Area, Candidate, Here
from graph.places.streets import Listed, StreetIndex
from graph.places.texts import note
from graph.store import Store

PLACES = (
    "UNWIND $ids AS id MATCH (p:Entity {id: id}) WHERE p.type = 'Place' OPTIONAL MATCH (p)-[w:WITHIN]->(a:Entity) "
    "RETURN p.id AS id, p.name AS name, coalesce(p.point, p.address_point) AS point, a.id AS area, "
    "coalesce(w.share, 1.0) AS share ORDER BY id, area"
)
_ID = re.compile(r"[0-9a-z]{16,}")


class Settling:
    """Tells where streets, addresses, venues and postal codes are."""

    def __init__(
        self,
        store: Store,
        areas: Mapping[str, Area],
        ground: Ground,
        streets: StreetIndex,
        addresses: AddressSearch,
    ) -> None:
        self._store, self._areas, self._ground = store, areas, ground
        self._streets, self._addresses = streets, addresses

    def by_id(self, id: str, date: str | None, lang: str) -> Here | None:
        """What a candidate's id means; None where the text is no id of anything."""
        kind, colon, _ = id.partition(":")
        if not colon:
            return self._places([id], None, date, lang) if _ID.fullmatch(id) else None
        if kind in ("address", "corner"):
            address = self._addresses.by_id(id)
            return self._at(address, date, lang) if address is not None else None
        if kind == "street":
            groups, places = self._streets.by_id(id)
            if len(groups) > 1:
                found = self._streets.candidates(groups[0].street_key, "street", "", 1.0)
                return Here(groups[0].name, ambiguous=[one.in_language(lang) for one in found])
            if groups:
                here = self._ground.spread(self._streets.positions(groups), groups[0].name, lang, date)
                codes = groups[0].postal_codes
                on_it = self._streets.listed.get(groups[0].street_key, ())
                here.places = [place.id for place in on_it if not codes or place.postal_code in ("", *codes)]
                return here
            return self._listed(places, re.sub(r"\s\d.*|,.*", "", places[0].name), date, lang) if places else None
        return self._postal_code(id.removeprefix("postal:"), date, lang) if kind == "postal" else None

    def candidates(self, found: Sequence[Candidate], said: str, date: str | None, lang: str) -> Here:
        """Candidates that were named exactly: the one, or all of them to choose from."""
        ids = list(dict.fromkeys(one.id for one in found))
        if all(one.type == "Place" for one in found):
            here = self._places(ids, said, date, lang)
            if here is not None:
                return here
        if len(ids) > 1 or not found[0].sure:
            return Here(said, ambiguous=[one.in_language(lang) for one in found])
        here = self.by_id(ids[0], date, lang)
        if here is None:
            return Here(said, notes=[note("nowhere", lang, said=said)])
        return here

    def _at(self, address: Address, date: str | None, lang: str) -> Here:
        here = self._ground.at(to_metres(f"POINT ({address.point})"), address.label, lang, date)
        sheet = f"{address.source}/{address.sheet}" if address.sheet else address.source
        here.notes.append(note("from_list", lang, source=sheet, row=address.row))
        return here

    def _places(self, ids: Sequence[str], said: str | None, date: str | None, lang: str) -> Here | None:
        """Places of the lists: by their point, else by the areas they are known to lie in. Several at one point are one."""
        rows = self._store.read(PLACES, ids=list(ids))
        if not rows:
            return None
        names = {row["id"]: row["name"] for row in rows}
        points = {row["id"]: row["point"] for row in rows if row["point"]}
        said = said or next(iter(names.values()))
        if len(names) > 1 and not (len(points) == len(names) and len(set(points.values())) == 1):
            return None
        if points:
            return self._ground.at(to_metres(f"POINT ({next(iter(points.values()))})"), said, lang, date)
        areas = [self._areas[row["area"]] for row in rows if row["area"] in self._areas]
        if areas:
            shares = {row["area"]: row["share"] for row in rows if row["area"]}
            partly = shares if min(shares.values()) < 1 else None
            return self._ground.here(list(dict.fromkeys(areas)), said, date, lang, partly)
        return Here(said, notes=[note("nowhere", lang, said=said)])

    def _listed(self, places: Sequence[Listed], said: str, date: str | None, lang: str) -> Here:
        shares = self._streets.within_shares(places)
        if not shares:
            return Here(said, notes=[note("nowhere", lang, said=said)], places=[place.id for place in places])
        here = self._ground.listed(shares, said, lang, date)
        here.places = [place.id for place in places]
        return here

    def _postal_code(self, code: str, date: str | None, lang: str) -> Here | None:
        keys, places = self._streets.with_code(code)
        if keys:
            found = gazetteer.positions(self._store, keys)
            return self._ground.spread(np.concatenate([found[key] for key in sorted(found)]), code, lang, date)
        return self._listed(places, code, date, lang) if places else None

    def point_of(self, found: Sequence[Candidate]) -> BaseGeometry | None:
        """The one point (metres) of candidates, None where they have none or several."""
        ids = list(dict.fromkeys(one.id for one in found))
        if len(ids) != 1:
            return None
        if found[0].type in ("Address", "Corner"):
            address = self._addresses.by_id(ids[0])
            return to_metres(f"POINT ({address.point})") if address is not None else None
        if found[0].type == "Street":
            groups, _ = self._streets.by_id(ids[0])
            positions = self._streets.positions(groups) if groups else np.empty((0, 2))
            return to_metres(Point(np.median(positions, axis=0)).wkt) if len(positions) else None
        rows = self._store.read(PLACES, ids=ids) if found[0].type == "Place" else []
        return to_metres(f"POINT ({rows[0]['point']})") if rows and rows[0]["point"] else None
