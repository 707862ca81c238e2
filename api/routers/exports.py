"""Taking away: exports as streams, health."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from typing import Annotated, Any, BinaryIO, cast

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from api.access import Open, Visibility
from graph.export import FORMATS, ExportOptions, incremental
from schema.errors import NotFound

router = APIRouter(tags=["exports"])
CHUNK = 1 << 16
Since = Annotated[str | None, Query(description="Only what changed since a day or an instant (RDF formats).")]


class _Pipe:
    """A file to write on one side, chunks to read on the other: at most a few are in memory."""

    def __init__(self) -> None:
        self._chunks: queue.Queue[bytes | BaseException | None] = queue.Queue(maxsize=8)
        self._buffer = bytearray()
        self._closed = threading.Event()

    def write(self, data: bytes) -> int:
        if self._closed.is_set():
            raise BrokenPipeError("the reader has gone")
        self._buffer += data
        if len(self._buffer) >= CHUNK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        if self._buffer:
            self._put(bytes(self._buffer))
            self._buffer.clear()

    def finish(self, error: BaseException | None = None) -> None:
        self._put(error)

    def _put(self, item: bytes | BaseException | None) -> None:
        while not self._closed.is_set():
            try:
                return self._chunks.put(item, timeout=0.5)
            except queue.Full:
                continue

    def __iter__(self) -> Iterator[bytes]:
        try:
            while True:
                item = self._chunks.get()
                if item is None:
                    return
                if isinstance(item, BaseException):
                    raise item
                yield item
        finally:
            self._closed.set()


@router.get("/export/{format}", response_class=StreamingResponse)
def export(service: Open, visibility: Visibility, format: str, since: Since = None) -> StreamingResponse:
    """The graph as the caller may see it, in one of the formats that `quartiersgraph export --help` names."""
    if format not in FORMATS:
        raise NotFound(f"There is no format {format!r}.", hint=f"Known: {', '.join(FORMATS)}.")
    chosen, pipe, view = FORMATS[format], _Pipe(), service.view(visibility)
    options = incremental(ExportOptions(base=service.settings.base), format, since)

    def work() -> None:
        try:
            chosen.write(view, cast(BinaryIO, pipe), options)
            pipe.flush()
        except BaseException as error:  # noqa: BLE001 - handed to the reader, who raises it
            pipe.finish(error)
        else:
            pipe.finish()

    threading.Thread(target=work, daemon=True).start()
    name = f"quartiersgraph.{chosen.extension}"
    return StreamingResponse(
        iter(pipe), media_type=chosen.media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@router.get("/health")
def health(service: Open) -> dict[str, Any]:
    """Does the store answer, and how much is in it?"""
    count = service.store.read("MATCH (e:Entity) RETURN count(e) AS n")[0]["n"]
    return {"status": "ok", "entities": count}
