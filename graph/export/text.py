"""RDF terms as Turtle and N-Quads write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO

CHUNK = 1 << 16
_SPECIAL = re.compile(r'[\x00-\x1f"\\\x7f]')
# The short escapes of the canonical form (RDFC-1.0), so that a sorted N-Quads file of ours is canonical.
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def escape(text: str) -> str:
    """The text as it may stand between double quotes."""
    if not _SPECIAL.search(text):
        return text
    return _SPECIAL.sub(lambda found: _SHORT.get(found[0]) or f"\\u{ord(found[0]):04X}", text)


def write(lines: Iterable[str], out: BinaryIO) -> None:
    """Writes the lines as UTF-8, in chunks."""
    waiting: list[str] = []
    size = 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= CHUNK:
            out.write("".join(waiting).encode())
            waiting.clear()
            size = 0
    out.write("".join(waiting).encode())
