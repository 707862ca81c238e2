"""Registries' files with anything in any place: each is read or refused by name, and every cell is a text."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.readers import notes_of, open_tables
from schema.errors import InputError
from tests.ingest.registry_files import as_shapefile, written
from tests.ingest.test_registry_boundaries import FEATURE, TOPOLOGY
from tests.ingest.test_registry_charts import COUNCIL, box, chart, head
from tests.ingest.test_registry_hsds import SERVICE
from tests.ingest.test_registry_osm import CORNERS, KITA, RING, node, overpass
from tests.ingest.test_registry_xzufi import SERVICE as SERVICE_XML
from tests.ingest.test_registry_xzufi import UNIT as UNIT_XML
from tests.ingest.test_registry_xzufi import message

OSM_XML = (
    '<osm version="0.6"><node id="1" lon="13.5" lat="52.5"><tag k="amenity" v="school"/><tag k="name" v="A"/></node>'
    '<way id="2"><nd ref="1"/><nd ref="1"/><tag k="club" v="sport"/><tag k="name" v="B"/></way></osm>'
)

CHART = chart(
    box("Amt Nord", box("Jugendamt", positions=[head("Amtsleitung", telephone="1")]), contact={"email": "a@b.de"})
)
WAY = {"type": "way", "id": 9, "tags": KITA, **RING, "members": [{"type": "way", "ref": 9, "role": "outer"}]}
FILES = {
    "hsds": {"contents": [SERVICE], "total_pages": 1, "page_number": 1},
    "tabular": {"services.csv": [{"id": "1", "name": "A"}], "organizations.csv": [{"id": "1"}], "phones.csv": []},
    "oparl": {"data": COUNCIL, "links": {}},
    "chart": CHART,
    "osm": overpass(node(1, KITA), WAY, {**WAY, "type": "relation"}, *CORNERS),
    "topojson": TOPOLOGY,
}
ANYTHING: list[Any] = [None, 1, -5.5, 1e300, True, "", "x", "ä" * 300, [], {}, [None], [[1]], {"a": 1}, [{"id": []}]]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a value: what holds it, and its key or position there."""
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield value, key
        yield from places(part)


def damaged(content: Any, chance: random.Random) -> Any:
    content = copy.deepcopy(content)
    for holder, key in chance.sample(list(places(content)), chance.randint(1, 4)):
        holder[key] = copy.deepcopy(chance.choice(ANYTHING))
    return content


@pytest.mark.parametrize("name", FILES)
def test_anything_in_any_place(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    read = 0
    for _ in range(250):
        path = written(tmp_path / "a.json", damaged(FILES[name], chance))
        try:
            for table in open_tables(path):
                for row in table.rows:
                    assert all(isinstance(cell, str) or heading == "geometry" for heading, cell in row.cells.items())
                    read += 1
                assert all(note.message for note in notes_of(table))
        except InputError as error:
            assert "a.json" in error.message and error.hint
    assert read > 50


def broken(content: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, and now and then the end cut off."""
    found = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found[: chance.randrange(len(found))] if chance.random() < 0.3 else found)


@pytest.mark.parametrize("name", ["areas.shp", "areas.xml", "areas.osm"])
def test_any_byte_anywhere(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    whole = {f"areas{ending}": content for ending, content in as_shapefile([FEATURE] * 2, "EPSG:25833").items()}
    whole |= {"areas.xml": message(SERVICE_XML, UNIT_XML).encode(), "areas.osm": OSM_XML.encode()}
    stem = [other for other in whole if name.endswith(".shp") and not other.endswith((".xml", ".osm"))] or [name]
    for _ in range(150):
        hurt = chance.choice(stem)
        for other in stem:
            (tmp_path / other).write_bytes(broken(whole[other], chance) if other == hurt else whole[other])
        try:
            assert all(row.cells for table in open_tables(tmp_path / name) for row in table.rows)
        except InputError as error:
            assert name in error.message and error.hint
