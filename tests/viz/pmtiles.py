"""A PMTiles file (version 3) written by hand: its tiles are all the same, a square or a picture."""

from __future__ import annotations

import json
import struct
from pathlib import Path

VECTOR, PNG = 1, 2


def varint(number: int) -> bytes:
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*found, number])


def field(number: int, content: bytes) -> bytes:
    """A length-delimited field of a protocol buffer."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def zigzag(number: int) -> bytes:
    return varint(number << 1 if number >= 0 else (-number << 1) - 1)


def world(layer: str) -> bytes:
    """A Mapbox vector tile whose one feature is a square that fills it: move, three lines, close."""
    way = varint(1 << 3 | 1) + zigzag(0) + zigzag(0) + varint(3 << 3 | 2)
    way += b"".join(zigzag(step) for step in (4096, 0, 0, 4096, -4096, 0)) + varint(1 << 3 | 7)
    feature = varint(3 << 3) + varint(3) + field(4, way)  # of kind polygon
    return field(
        3, field(1, layer.encode()) + field(2, feature) + varint(5 << 3) + varint(4096) + varint(15 << 3) + varint(2)
    )


def write(
    path: Path, tile: bytes, kind: int = VECTOR, attribution: str = "<a href='#'>&copy; Amt f&uuml;r Karten</a>"
) -> Path:
    """The five tiles of zoom 0 and 1 as one run, nothing packed."""
    directory = varint(1) + varint(0) + varint(5) + varint(len(tile)) + varint(1)
    layers = [{"id": "ground", "fields": {}}] if kind == VECTOR else []
    metadata = json.dumps({"attribution": attribution, "vector_layers": layers}).encode()
    starts = (127, 127 + len(directory), 127 + len(directory) + len(metadata))
    head = struct.pack(
        "<7sB11Q6B4iB2i", b"PMTiles", 3, starts[0], len(directory), starts[1], len(metadata), starts[2], 0, starts[2], len(tile),
        5, 1, 1, 1, 1, 1, kind, 0, 1, -1800000000, -850000000, 1800000000, 850000000, 0, 0, 0,
    )  # fmt: skip
    path.write_bytes(head + directory + metadata + tile)
    return path
