"""Shapefiles: a `.shp` with its `.dbf`, `.prj` and `.cpg` beside it, or a zip file with one or several of them."""

from __future__ import annotations

import codecs
import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import shapefile

from ingest.readers.jsonrows import GEOMETRY
from ingest.readers.packed import open_zip
from ingest.readers.projection import from_wkt
from ingest.readers.tables import Cell, Limits, Row, Table, text_of
from schema.errors import FileTooLarge, UnreadableFile

Side = Callable[[str], bytes | None]  # the content of the file with this ending, None if there is none
_FALLBACK = "cp1252"
_DOS = {1: "cp437", 2: "cp850", 0x64: "cp852"}  # what the head of a .dbf says of itself
_DBF_LANGUAGE = 29
_SHP_HEAD, _DBF_HEAD = 100, 32
shapefile.VERBOSE = False  # it would tell of rings drawn the wrong way round, which it sets right


def read(path: Path, limits: Limits) -> Iterator[Table]:
    """The one table of a shapefile in a folder."""
    beside = {file.suffix.lower(): file for file in path.parent.iterdir() if file.stem.lower() == path.stem.lower()}

    def side(ending: str) -> bytes | None:
        return beside[ending].read_bytes() if ending in beside else None

    yield _table(path, path.stem, side, limits)


def read_zip(path: Path, limits: Limits) -> Iterator[Table]:
    """A table for each shapefile in a zip file."""
    with zipfile.ZipFile(path) as container:
        layers = sorted(name for name in container.namelist() if name.lower().endswith(".shp"))
    layers = [name for name in layers if not PurePosixPath(name).name.startswith(".")]
    with open_zip(path, limits, "ZIP", layers[0]) as container:
        for layer in layers:
            yield _table(path, PurePosixPath(layer).stem, _in_zip(container, layer), limits)


def _in_zip(container: zipfile.ZipFile, layer: str) -> Side:
    stem = layer[: -len(".shp")].lower()
    names = {name[len(stem) :].lower(): name for name in container.namelist() if name.lower().startswith(f"{stem}.")}
    return lambda ending: container.read(names[ending]) if ending in names else None


def _table(path: Path, name: str, side: Side, limits: Limits) -> Table:
    shp, dbf = side(".shp"), side(".dbf")
    if not shp or not dbf:
        raise UnreadableFile(
            f"{path.name}: {name}{'.dbf' if shp else '.shp'} is missing or empty.",
            hint="a shapefile is several files of one name: .shp, .dbf, .prj; give them together, best as one zip file",
            details={"path": path.name},
        )
    _check_whole(path, name, shp, dbf)
    project = from_wkt(path, (side(".prj") or b"").decode("utf-8-sig", "replace"))
    encoding = _encoding(dbf, (side(".cpg") or b"").decode("ascii", "ignore"))
    try:
        # Without what stands behind the length that the head states; `_check_whole` saw that it is all there.
        whole = io.BytesIO(shp[: _stated_length(shp)])
        with shapefile.Reader(shp=whole, dbf=io.BytesIO(dbf), encoding=encoding, encodingErrors="replace") as reader:
            if len(reader) > limits.rows:
                raise FileTooLarge(f"{path.name} has {len(reader):,} rows; at most {limits.rows:,} are read.",
                                   hint="cut out a smaller area", details={"path": path.name})  # fmt: skip
            shapes, records = list(reader.iterShapes()), list(reader.iterRecords())
            if len(shapes) != len(records):
                raise _broken(path, name, f"it has {len(shapes)} shapes and {len(records)} rows")
            rows = [Row(n, _cells(*pair, project)) for n, pair in enumerate(zip(shapes, records, strict=True), 1)]
            headings = [field[0] for field in reader.fields if field[0] != "DeletionFlag"]
    except (shapefile.ShapefileException, struct.error, ValueError, IndexError, KeyError, EOFError) as error:
        raise _broken(path, name, str(error)) from error
    return Table(name, [*headings, GEOMETRY], None, iter(rows))


def _check_whole(path: Path, name: str, shp: bytes, dbf: bytes) -> None:
    """Refuse what is shorter than its head says: boundaries are taken whole or not at all."""
    if len(shp) < _SHP_HEAD or len(shp) < _stated_length(shp):
        raise _broken(path, name, "the .shp is cut off")
    rows, head, row = struct.unpack_from("<IHH", dbf.ljust(_DBF_HEAD, b"\0"), 4)
    if len(dbf) < max(_DBF_HEAD, head + rows * row):
        raise _broken(path, name, "the .dbf is cut off")


def _stated_length(shp: bytes) -> int:
    """Bytes of a .shp by its own head, which counts words of two."""
    return 2 * int.from_bytes(shp[24:28], "big")


def _cells(drawn: shapefile.Shape, record: Any, project: Callable[[Any], Any]) -> dict[str, Cell]:
    values = record.as_dict()
    cells: dict[str, Cell] = {key: text for key, value in values.items() if (text := text_of(value).strip("\0 "))}
    if drawn.shapeType != shapefile.NULL:
        cells[GEOMETRY] = project(drawn.__geo_interface__)
    return cells


def _encoding(dbf: bytes, stated: str) -> str:
    """What the .cpg says, if the .dbf keeps to it; without one UTF-8 if it can be that, else what the .dbf's head says."""
    for name in (_codec(stated), "utf-8"):
        if name:
            try:
                dbf[int.from_bytes(dbf[8:10], "little") :].decode(name)
            except UnicodeDecodeError:
                continue
            return name
    return _DOS.get(dbf[_DBF_LANGUAGE], _FALLBACK) if len(dbf) > _DBF_LANGUAGE else _FALLBACK


def _codec(stated: str) -> str:
    """The codec of 'UTF-8', '1252', 'ANSI 1252', '88591' …; '' for none."""
    bare = re.sub(r"[^a-z0-9]", "", stated.lower())
    bare = re.sub(r"^(?:ansi|cp|windows)(?=\d)", "", bare)
    for name in (bare, f"cp{bare}", bare.replace("8859", "iso8859-", 1)):
        try:
            return codecs.lookup(name).name if name else ""
        except LookupError:
            continue
    return ""


def _broken(path: Path, name: str, why: str) -> UnreadableFile:
    return UnreadableFile(f"{path.name}: {name}.shp cannot be read: {why}.", hint="export it again",
                          details={"path": path.name})  # fmt: skip
