"""Small files of registries, made where the tests need them, and what of them is private in a store."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import shapefile
from pyproj import CRS, Transformer
from shapely import transform
from shapely.geometry import mapping, shape

from graph.seal import KeyRing
from graph.store import Store
from ingest.pipeline import Options, ingest
from ingest.quality import Report
from ingest.readers import Row, open_tables


def written(path: Path, content: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def zipped(path: Path, files: Mapping[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in files.items():
            container.writestr(name, content)
    return path


def zipped_folder(path: Path, folder: Path) -> Path:
    return zipped(path, {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file()})


def rows(path: Path, table: str | None = None) -> list[Row]:
    return [row for found in open_tables(path) for row in found.rows if table in (None, found.name)]


def bring_in(store: Store, keys: KeyRing, path: Path, **options: Any) -> Report:
    return ingest(store, keys, [path], Options(**options))


def everything(store: Store) -> str:
    """All that is in the store, as one text without case."""
    nodes = store.read("MATCH (n) RETURN properties(n) AS p")
    return f"{nodes} {store.read('MATCH ()-[r]->() RETURN properties(r) AS p')}".casefold()


def as_shapefile(features: list[dict[str, Any]], crs: str, encoding: str = "utf-8") -> dict[str, bytes]:
    """Ending -> content of a shapefile in a projection, with each feature's `id` and `name`."""
    out = {ending: io.BytesIO() for ending in (".shp", ".shx", ".dbf")}
    with shapefile.Writer(shp=out[".shp"], shx=out[".shx"], dbf=out[".dbf"], encoding=encoding) as writer:
        writer.field("id", "C", 20)
        writer.field("name", "C", 80)
        forth = Transformer.from_crs(4326, crs, always_xy=True).transform
        for feature in features:
            moved = transform(shape(feature["geometry"]), lambda x, y: forth(x, y), interleaved=False)
            writer.shape(mapping(moved))
            writer.record(feature["properties"]["id"], feature["properties"]["name"])
    return {**{ending: file.getvalue() for ending, file in out.items()}, ".prj": CRS(crs).to_wkt("WKT1_ESRI").encode()}
