"""Readers: from a file to tables of rows, whatever the file's format.

    for table in open_tables(path):
        for row in table.rows:
            row.number, row.cells

Everything that can be wrong with a file is an `InputError` that names the file, the place and the remedy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ingest.readers import delimited, hsds_csv, jsonrows, ods, osm_pbf, shapefiles, sniff, xlsx, xzufi
from ingest.readers.hsds_csv import is_package, package_files
from ingest.readers.notes import Note, notes_of
from ingest.readers.tables import Limits, Row, Table
from schema.errors import FileTooLarge, UnreadableFile, UnsupportedFile

Reader = Callable[[Path, Limits], Iterator[Table]]

READERS: dict[str, Reader] = {
    ".xlsx": xlsx.read,
    ".xlsm": xlsx.read,
    ".ods": ods.read,
    ".csv": delimited.read,
    ".tsv": delimited.read,
    ".txt": delimited.read,
    ".json": sniff.read_json,
    ".geojson": jsonrows.read,
    ".topojson": sniff.read_json,
    ".zip": sniff.read_zip,
    ".shp": shapefiles.read,
    ".osm": osm_pbf.read,
    ".pbf": osm_pbf.read,
    ".xml": xzufi.read,
}
# Endings that many other things have too: in a folder such a file is looked into first.
_LOOKED_INTO: dict[str, Callable[[Path], bool]] = {".xml": xzufi.is_xzufi, ".zip": sniff.is_registry_zip}


def is_supported(path: Path) -> bool:
    """True if a reader knows this kind of file, going by its ending and, where that says little, by what is in it."""
    ending = path.suffix.lower()
    looks = _LOOKED_INTO.get(ending)
    return ending in READERS and (looks is None or (path.is_file() and looks(path)))


def open_tables(path: Path, *, limits: Limits | None = None) -> Iterator[Table]:
    """The tables of a file, or of a folder that is a package; read a table's rows before asking for the next one."""
    limits = limits or Limits()
    package = is_package(path)
    if not package:
        _check(path, limits)
    read = hsds_csv.read if package else READERS[path.suffix.lower()]
    found = False
    for table in read(path, limits):
        found = True
        yield table
    if not found:
        raise UnreadableFile(
            f"{path.name} has no table: every sheet is empty.",
            hint="a table needs a row of headings and rows below it",
            details={"path": path.name},
        )


def _check(path: Path, limits: Limits) -> None:
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "does not exist"
        raise UnreadableFile(f"{path.name} {what}.", hint="name a file", details={"path": path.name})
    if path.suffix.lower() not in READERS:
        hint = "save it as .xlsx" if path.suffix.lower() in (".xls", ".numbers", ".doc", ".docx", ".pdf") else ""
        known = ", ".join(sorted(READERS))
        raise UnsupportedFile(
            f"{path.name}: no reader for this kind of file; known are {known}.", hint=hint, details={"path": path.name}
        )
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFile(f"{path.name} is empty.", hint="export it again", details={"path": path.name})
    if size > limits.file_bytes:
        raise FileTooLarge(
            f"{path.name} has {size:,} bytes; at most {limits.file_bytes:,} are read.",
            hint="split it into several files",
            details={"path": path.name, "bytes": size},
        )


__all__ = [
    "READERS",
    "Limits",
    "Note",
    "Row",
    "Table",
    "is_package",
    "is_supported",
    "notes_of",
    "open_tables",
    "package_files",
]
