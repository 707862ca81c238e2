"""Telling by content which registry a `.json` or `.zip` file is from; what is none of them is a plain list.

Each module here that reads a registry's JSON offers `is_…(content)` and `tables(path, content, limits)`.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ingest.readers import hsds, hsds_csv, jsonrows, oparl, orgchart, osm, shapefiles, topojson
from ingest.readers.packed import broken
from ingest.readers.tables import Limits, Table
from schema.errors import UnreadableFile, UnsupportedFile

_JSON: tuple[tuple[Callable[[Any], bool], Callable[[Path, Any, Limits], Iterator[Table]]], ...] = (
    (topojson.is_topology, topojson.tables),
    (osm.is_overpass, osm.tables),
    (orgchart.is_chart, orgchart.tables),
    (oparl.is_oparl, oparl.tables),
    (hsds_csv.is_tabular, hsds_csv.tabular),
    (hsds.is_hsds, hsds.tables),
)


def read_json(path: Path, limits: Limits) -> Iterator[Table]:
    """The tables of a JSON file, by the registry that it is from."""
    content = jsonrows.load(path)
    for fits, tables in _JSON:
        if fits(content):
            return tables(path, content, limits)
    return jsonrows.tables(path, content, limits)


def is_registry_zip(path: Path) -> bool:
    """Is this a zip file that `read_zip` reads? What is damaged is left for it to name."""
    try:
        return _zip_reader(path) is not None
    except UnreadableFile:
        return True


def read_zip(path: Path, limits: Limits) -> Iterator[Table]:
    """The tables of a zip file: shapefiles, or an HSDS package of CSV files."""
    reader = _zip_reader(path)
    if reader is None:
        raise UnsupportedFile(
            f"{path.name}: this zip file holds neither shapefiles nor an HSDS package.",
            hint="unpack it and name the files in it",
            details={"path": path.name},
        )
    return reader(path, limits)


def _zip_reader(path: Path) -> Callable[[Path, Limits], Iterator[Table]] | None:
    try:
        with zipfile.ZipFile(path) as container:
            names = container.namelist()
    except zipfile.BadZipFile as error:
        raise broken(path, "ZIP", str(error)) from error
    if any(name.lower().endswith(".shp") for name in names):
        return shapefiles.read_zip
    return hsds_csv.read if hsds_csv.is_package_of(names) else None
