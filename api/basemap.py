"""A base map from a local file of the PMTiles format (version 3): what it is, read from its own header.

The page reads the file itself, by ranges; the server only tells whether there is one, of what kind, and whom to credit.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schema.errors import BadRequest

HEADER = struct.Struct(
    "<7sB11Q6B4iB2i"
)  # 127 bytes: magic, version, offsets and counts, kinds, bounds in 1e-7 degrees, centre
MAGIC, VERSION = b"PMTiles", 3
NONE, GZIP = 1, 2  # how metadata is packed
VECTOR, RASTER = 1, (2, 3, 4, 5)  # MVT; PNG, JPEG, WebP, AVIF
MOST = 1 << 20  # bytes of metadata
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Basemap:
    """`kind` is vector or raster, `layers` are names of vector layers, `bounds` [west, south, east, north] in degrees."""

    kind: str
    attribution: str
    layers: tuple[str, ...]
    min_zoom: int
    max_zoom: int
    bounds: tuple[float, float, float, float]

    def shown(self) -> dict[str, Any]:
        """As the page reads it."""
        return {
            "kind": self.kind,
            "attribution": self.attribution,
            "layers": list(self.layers),
            "min_zoom": self.min_zoom,
            "max_zoom": self.max_zoom,
            "bounds": list(self.bounds),
        }


def read_basemap(path: Path) -> Basemap:
    """What the file says of itself; raises BadRequest where it is none that a page can draw."""
    try:
        with path.open("rb") as file:
            head = file.read(HEADER.size)
            if len(head) < HEADER.size or head[:8] != MAGIC + bytes([VERSION]):
                raise _wrong(path, "it is no PMTiles file of version 3")
            values = HEADER.unpack(head)
            (_, _, _, _, offset, length), (_, inner, _, kind, low, high), (west, south, east, north) = (
                values[:6],
                values[13:19],
                values[19:23],
            )
            file.seek(offset)
            metadata = _metadata(path, file.read(min(length, MOST)), inner)
    except OSError as error:
        raise _wrong(path, str(error.strerror or error)) from error
    if kind != VECTOR and kind not in RASTER:
        raise _wrong(path, f"its tiles are of an unknown kind ({kind})")
    layers = tuple(
        str(one["id"]) for one in metadata.get("vector_layers") or () if isinstance(one, dict) and "id" in one
    )
    bounds = (west / 1e7, south / 1e7, east / 1e7, north / 1e7)
    return Basemap(
        "vector" if kind == VECTOR else "raster", _plain(metadata.get("attribution")), layers, low, high, bounds
    )


def _metadata(path: Path, content: bytes, packed: int) -> dict[str, Any]:
    if packed not in (NONE, GZIP):
        raise _wrong(path, "its metadata is packed in a way that is not known")
    try:
        found = json.loads(gzip.decompress(content) if packed == GZIP else content) if content else {}
    except (ValueError, OSError, EOFError) as error:
        raise _wrong(path, f"its metadata cannot be read ({error})") from error
    return found if isinstance(found, dict) else {}


def _plain(text: object) -> str:
    """Credits without their markup: what is shown is text."""
    return html.unescape(TAG.sub("", str(text or ""))).strip()


def _wrong(path: Path, why: str) -> BadRequest:
    return BadRequest(
        f"{path} cannot be the base map: {why}.", hint="Name a local .pmtiles file (QG_BASEMAP, serve --basemap)."
    )
