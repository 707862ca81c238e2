"""Which elements of OpenStreetMap are actors, by `osm.yaml`, and their cells."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from ingest.readers.tables import Cell

TABLE = "osm"
HEADINGS = [
    *("id", "identifier", "name", "other_names", "kinds", "description", "street", "number", "postal_code", "city"),
    *(
        "suburb",
        "lat",
        "lon",
        "phone",
        "email",
        "website",
        "opening_hours",
        "wheelchair",
        "operator",
        "sports",
        "offers",
    ),
    *("keywords", "checked"),
]
_NAMES = ("name", "name:de", "official_name")
_OTHER_NAMES = ("official_name", "alt_name", "short_name", "old_name", "loc_name")
_PLAIN = {
    "description": ("description:de", "description"),
    "street": ("addr:street", "addr:place"),
    "number": ("addr:housenumber",),
    "postal_code": ("addr:postcode",),
    "city": ("addr:city",),
    "suburb": ("addr:suburb",),
    "phone": ("contact:phone", "phone", "contact:mobile"),
    "email": ("contact:email", "email"),
    "website": ("contact:website", "website", "url"),
    "opening_hours": ("opening_hours",),
    "checked": ("check_date", "survey:date"),
}
_KEYWORDS = ("club", "religion", "denomination", "social_facility", "school", "office")
Tags = Mapping[str, str]


def kinds_of(tags: Tags) -> list[str]:
    """The kinds of actor that the tags make; empty for what is no actor."""
    rules = _data()
    if any(_fits(tags, never) for never in rules["never"]):
        return []
    return list(dict.fromkeys(kind for rule in rules["rules"] if _fits(tags, rule["tags"]) for kind in rule["kinds"]))


def telling_keys() -> list[str]:
    """The keys of which every actor has at least one: what a reader may look for first."""
    return sorted({next(iter(rule["tags"])) for rule in _data()["rules"]})


def name_of(tags: Tags) -> str:
    """The name, '' for a nameless element."""
    return next((tags[key].strip() for key in _NAMES if tags.get(key, "").strip()), "")


def cells_of(id: str, tags: Tags, kinds: list[str], point: tuple[float, float] | None) -> dict[str, Cell]:
    """The cells of an actor; `id` is 'node/123', `point` longitude and latitude in degrees."""
    name = name_of(tags)
    operator = tags.get("operator", "").strip()
    sports = _sports(tags)
    others = dict.fromkeys(part for key in _OTHER_NAMES for part in _parts(tags.get(key, "")) if part != name)
    values = {
        "id": id,
        "identifier": f"OSM {id}",
        "name": name,
        "other_names": "\n".join(others),
        "kinds": "\n".join(kinds),
        **{column: next((tags[key] for key in keys if tags.get(key)), "") for column, keys in _PLAIN.items()},
        "lat": f"{point[1]:.7f}" if point else "",
        "lon": f"{point[0]:.7f}" if point else "",
        "wheelchair": _data()["wheelchair"].get(tags.get("wheelchair", ""), ""),
        "operator": operator if operator.casefold() != name.casefold() else "",
        "sports": "\n".join(sports),
        "offers": "\n".join(_offers(tags, sports)),
        "keywords": "\n".join(
            dict.fromkeys([*sports, *(p for key in _KEYWORDS for p in _parts(tags.get(key, "")) if p != "yes")])
        ),
    }
    if not values["street"]:  # a town alone is no address: the point names the place
        values |= dict.fromkeys(("number", "postal_code", "city"), "")
    return {key: value for key, value in values.items() if value}


@functools.cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("osm.yaml").read_text(encoding="utf-8"))
    return found


def _fits(tags: Tags, wanted: Mapping[str, Any]) -> bool:
    return all(_has(tags.get(key, ""), values) for key, values in wanted.items())


def _has(value: str, wanted: Any) -> bool:
    if not value or (wanted == "*" and value == "no"):
        return False
    return wanted == "*" or bool({value, *_parts(value)} & set(wanted if isinstance(wanted, list) else [wanted]))


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(";") if part.strip()]


def _sports(tags: Tags) -> list[str]:
    known = _data()["sports"]
    return list(dict.fromkeys(known.get(sport, sport.replace("_", " ")) for sport in _parts(tags.get("sport", ""))))


def _offers(tags: Tags, sports: list[str]) -> list[str]:
    if not any(_fits(tags, rule) for rule in _data()["offers_sport"]):
        return []
    known = set(_data()["sports"].values())
    return [sport for sport in sports if sport in known]
