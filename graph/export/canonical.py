"""The canonical form of the data (RDFC-1.0): N-Quads, each statement once, in order of code points.

We write no blank nodes, so the canonical form is the sorted statements. They are sorted in runs on disk, so memory stays flat.
"""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from itertools import islice
from typing import IO, BinaryIO

from graph.export.nquads import lines
from graph.export.rdf import resources
from graph.export.view import ExportOptions, ExportView
from schema.model import load_model

RUN = 100_000  # lines that are sorted in memory at once: about 20 MB


def write_canonical(view: ExportView, out: BinaryIO, options: ExportOptions) -> None:
    """Writes the canonical N-Quads of the data, without provenance."""
    for line in statements(view, options):
        out.write(line)


def canonical_hash(view: ExportView, options: ExportOptions) -> str:
    """The SHA-256 of the canonical form, in hexadecimal digits: equal graphs have equal ones."""
    digest = sha256()
    for line in statements(view, options):
        digest.update(line)
    return digest.hexdigest()


def statements(view: ExportView, options: ExportOptions) -> Iterator[bytes]:
    """The lines of the canonical form."""
    found = lines(resources(view, load_model(), options.base))
    yield from ordered(line for piece in found for line in piece.encode().splitlines(keepends=True))


def ordered(found: Iterable[bytes], run: int = RUN) -> Iterator[bytes]:
    """Lines in order, each once, with at most a run of them in memory."""
    waiting = iter(found)
    with ExitStack() as files:
        runs: list[IO[bytes]] = []
        while part := sorted(islice(waiting, run)):
            file = files.enter_context(tempfile.TemporaryFile())
            file.writelines(part)
            file.seek(0)
            runs.append(file)
        last = b""
        for line in heapq.merge(*runs):
            if line != last:
                yield line
            last = line
