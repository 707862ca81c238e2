"""OpenStreetMap extracts: `.osm.pbf` and `.osm` (XML), through pyosmium (the extra `osm`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.readers import osm_addresses
from ingest.readers.notes import Note, NotedTable, left_aside
from ingest.readers.osm import incomplete
from ingest.readers.osm_actors import HEADINGS, TABLE, cells_of, kinds_of, name_of, telling_keys
from ingest.readers.osm_centre import Point, centre
from ingest.readers.tables import Limits, Row, Table
from schema.errors import FileTooLarge, UnreadableFile, UnsupportedFile

if TYPE_CHECKING:
    import osmium

_TAIL_BYTES = 5_000
_REMARK = re.compile(rb"<remark>\s*(.*?)\s*</remark>", re.DOTALL)


def read(path: Path, limits: Limits) -> Iterator[Table]:
    """The table of actors and, where there are any, that of bare addresses.

    Rows are found while they are asked for, numbered by their order in the file.
    """
    try:
        import osmium  # noqa: F401
    except ImportError as error:
        raise UnsupportedFile(
            f"{path.name}: the library that reads OpenStreetMap extracts is not installed.",
            hint="pip install 'quartiersgraph[osm]'",
            details={"path": path.name},
        ) from error
    _check_whole(path)
    notes: list[Note] = []
    observed = _observed(path)
    yield NotedTable(TABLE, list(HEADINGS), None, _rows(path, limits, notes), observed, notes=notes)
    houses = _houses(path, limits)
    first = next(houses, None)
    if first is not None:
        yield Table(osm_addresses.TABLE, list(osm_addresses.HEADINGS), None, chain([first], houses), observed)


def _check_whole(path: Path) -> None:
    """An Overpass server that gave up half-way says so at the end of its XML, where the library does not look."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        remark = _REMARK.search(file.read())
    if path.suffix.lower() == ".osm" and remark:
        raise incomplete(path, remark[1].decode("utf-8", "replace"))


def _observed(path: Path) -> str | None:
    """The day of the data, as the file's head states it."""
    import osmium

    try:
        with osmium.io.Reader(str(path), osmium.osm.NOTHING) as reader:
            stated = reader.header().get("osmosis_replication_timestamp") or reader.header().get("timestamp")
    except RuntimeError as error:
        raise _unreadable(path, error) from error
    return stated[:10] or None


def _rows(path: Path, limits: Limits, notes: list[Note]) -> Iterator[Row]:
    found = unnamed = 0
    try:
        for number, (id, entity) in enumerate(_elements(path, telling_keys()), 1):
            tags = dict(entity.tags)
            kinds = kinds_of(tags)
            if not kinds:
                continue
            if not name_of(tags):
                unnamed += 1
                continue
            found += 1
            if found > limits.rows:
                raise FileTooLarge(f"{path.name} has more than {limits.rows:,} actors.", hint="cut out a smaller area",
                                   details={"path": path.name})  # fmt: skip
            yield Row(number, cells_of(id, tags, kinds, _centre(entity)))
    except (RuntimeError, ValueError) as error:
        raise _unreadable(path, error) from error
    notes[:] = left_aside(unnamed, "elements without a name")


def _houses(path: Path, limits: Limits) -> Iterator[Row]:
    """The elements that are an address and nothing else."""
    found = 0
    try:
        for number, (id, entity) in enumerate(_elements(path, (osm_addresses.NUMBER,)), 1):
            tags = dict(entity.tags)
            if not osm_addresses.is_address(tags) or kinds_of(tags) or (at := _centre(entity)) is None:
                continue
            found += 1
            if found > limits.rows:
                raise FileTooLarge(f"{path.name} has more than {limits.rows:,} addresses.",
                                   hint="cut out a smaller area", details={"path": path.name})  # fmt: skip
            yield Row(number, osm_addresses.cells_of(id, tags, at))
    except (RuntimeError, ValueError) as error:
        raise _unreadable(path, error) from error


def _elements(
    path: Path, keys: Sequence[str]
) -> Iterator[tuple[str, osmium.osm.Node | osmium.osm.Way | osmium.osm.Relation | osmium.osm.Area]]:
    """Nodes, ways, and relations (as the areas that they make, where they make some), with their ids ('node/123')."""
    import osmium

    telling = osmium.filter.KeyFilter(*keys)
    processor = osmium.FileProcessor(str(path)).with_areas(telling).with_filter(telling)
    for entity in processor:
        if isinstance(entity, osmium.osm.Node):
            yield f"node/{entity.id}", entity
        elif isinstance(entity, osmium.osm.Way):
            yield f"way/{entity.id}", entity
        elif isinstance(entity, osmium.osm.Area) and not entity.from_way():
            yield f"relation/{entity.orig_id()}", entity
        elif isinstance(entity, osmium.osm.Relation) and entity.tags.get("type") not in ("multipolygon", "boundary"):
            yield f"relation/{entity.id}", entity


def _centre(entity: osmium.osm.Node | osmium.osm.Way | osmium.osm.Relation | osmium.osm.Area) -> Point | None:
    import osmium

    if isinstance(entity, osmium.osm.Node):
        return (entity.location.lon, entity.location.lat) if entity.location.valid() else None
    if isinstance(entity, osmium.osm.Relation):
        return None
    rings = list(entity.outer_rings()) if isinstance(entity, osmium.osm.Area) else [entity.nodes]
    lines = [[(node.lon, node.lat) for node in ring if node.location.valid()] for ring in rings]
    lines = [line for line in lines if line]
    return centre(lines) if lines else None


def _unreadable(path: Path, error: Exception) -> UnreadableFile:
    return UnreadableFile(f"{path.name} cannot be read: {error}.", hint="download the extract again",
                          details={"path": path.name})  # fmt: skip
