"""Elements of OpenStreetMap that are an address and nothing else: entrances, address nodes, plain buildings."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.readers.osm_centre import Point
from ingest.readers.tables import Cell

TABLE = "osm-addresses"
HEADINGS = ["id", "street", "number", "postal_code", "locality", "lat", "lon"]
NUMBER, STREETS, TOWNS = "addr:housenumber", ("addr:street", "addr:place"), ("addr:suburb", "addr:city")
# Tags that say nothing of who or what is at an address.
_PLAIN = re.compile(r"(?:addr|building|roof|source|note|ref|height|check_date|survey|survey_date|created_by|fixme|"
                    r"description|entrance|door|access|wheelchair|start_date|layer|level|levels|type|barrier)(?:[:_].*)?")  # fmt: skip


def is_address(tags: Mapping[str, str]) -> bool:
    """Has it a street and a house number, and no feature beside them?"""
    return bool(
        tags.get(NUMBER) and any(tags.get(key) for key in STREETS) and all(_PLAIN.fullmatch(key) for key in tags)
    )


def cells_of(id: str, tags: Mapping[str, str], point: Point) -> dict[str, Cell]:
    """The cells of an address; `id` is 'node/123', `point` longitude and latitude in degrees."""
    values = {
        "id": id,
        "street": next((tags[key] for key in STREETS if tags.get(key)), ""),
        "number": tags[NUMBER].partition(";")[0],
        "postal_code": tags.get("addr:postcode", ""),
        "locality": next((tags[key] for key in TOWNS if tags.get(key)), ""),
        "lat": f"{point[1]:.7f}",
        "lon": f"{point[0]:.7f}",
    }
    return {key: value for key, value in values.items() if value}
