"""Taking away: exports as streams, health."""

from __future__ import annotations

import io
import queue
import threading
from collections.abc import Iterator
from typing import Annotated, Any, BinaryIO, Literal, cast

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, Field

from api.access import Open, Visibility
from api.bodies import sent
from api.commands import date
from api.service import Service
from graph.export import FORMATS, ExportOptions, incremental
from graph.export.html import Selection, write_selection
from graph.export.workbook import write_list
from schema.errors import NotFound

router = APIRouter(tags=["exports"])
CHUNK = 1 << 16
MOST_ROWS = 30_000_000  # of a list: what 100,000 things come to
MOST_BYTES = 4_000_000  # of a selection: 20,000 ids with their places
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


class Shown(BaseModel):
    """What somebody looks at: ids of things, where they stand, and what is said about it. Names are not taken from here."""

    ids: list[Annotated[str, Field(max_length=100)]] = Field(max_length=20_000)
    positions: dict[str, tuple[float, float]] = Field(
        {}, description="Id -> x, y in pixels; without all of them a layout is made."
    )
    title: str = Field("", max_length=300)
    lang: Literal["de", "en"] = "de"
    as_of: str | None = Field(None, max_length=10, description="Relationships that held on this day; default: today.")
    facts: list[tuple[Annotated[str, Field(max_length=100)], Annotated[str, Field(max_length=1000)]]] = Field(
        [], max_length=50, description="Pairs of a word and a text to print above the picture: the question, filters."
    )


SHOWN = {"required": True, "content": {"application/json": {"schema": Shown.model_json_schema()}}}


@router.post("/export/html", openapi_extra={"requestBody": SHOWN}, response_class=Response)
async def export_shown(request: Request, service: Open, visibility: Visibility) -> Response:
    """A part of the graph as one HTML file that opens offline: a drawing, its legend, tables, sources."""
    shown = await sent(request, Shown, "A selection", most=MOST_BYTES, hint="Choose fewer things.")
    return await run_in_threadpool(_written, service, visibility, shown)


def _written(service: Service, visibility: str, shown: Shown) -> Response:
    today = service.settings.today().isoformat()
    chosen = Selection(tuple(shown.ids), shown.positions, date(shown.as_of) or today, today, tuple(shown.facts))
    out = io.BytesIO()
    options = ExportOptions(base=service.settings.base, lang=shown.lang, title=shown.title or ExportOptions.title)
    write_selection(service.view(visibility), out, options, chosen)
    name = {"Content-Disposition": f'attachment; filename="quartiersgraph-{today}.html"'}
    return Response(out.getvalue(), media_type="text/html; charset=utf-8", headers=name)


class List(BaseModel):
    """A list as the page shows it: texts in rows, under headings."""

    title: str = Field("", max_length=300)
    columns: list[Annotated[str, Field(max_length=200)]] = Field(min_length=1, max_length=40)
    rows: list[list[Annotated[str, Field(max_length=30_000)]]] = Field(max_length=100_000)


LISTED = {"required": True, "content": {"application/json": {"schema": List.model_json_schema()}}}


@router.post("/export/list.xlsx", openapi_extra={"requestBody": LISTED}, response_class=Response)
async def export_list(request: Request) -> Response:
    """The caller's own rows as a workbook to read, print and pass on."""
    listed = await sent(request, List, "A list", most=MOST_ROWS, hint="Choose fewer rows.")
    out = io.BytesIO()
    await run_in_threadpool(write_list, out, listed.title, listed.columns, listed.rows)
    return Response(out.getvalue(), media_type=FORMATS["xlsx"].media_type)


@router.get("/health")
def health(service: Open) -> dict[str, Any]:
    """Does the store answer, and how much is in it?"""
    count = service.store.read("MATCH (e:Entity) RETURN count(e) AS n")[0]["n"]
    return {"status": "ok", "entities": count}
