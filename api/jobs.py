"""Work that outlives its request, told as server-sent events that a client can take up again where it lost them."""

from __future__ import annotations

import asyncio
import secrets
import threading
import time
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import orjson

KEPT = 200  # the last events of a job
POLL = 0.1  # seconds; worker thread and event loop share nothing but the list, so a stream looks again
HEARTBEAT = 15.0  # seconds of silence after which proxies would close a stream


@dataclass(frozen=True, slots=True)
class Event:
    """One event: `kind` is progress, done or failed."""

    number: int
    kind: str
    data: dict[str, Any]


class Job:
    """One piece of work; `emit` from its thread, `stream` from any number of clients. `done` and `failed` end it."""

    def __init__(self) -> None:
        self.id = secrets.token_hex(4)
        self.over = False
        self._events: deque[Event] = deque(maxlen=KEPT)
        self._count = 0
        self._lock = threading.Lock()

    def emit(self, kind: str, data: dict[str, Any]) -> None:
        with self._lock:
            self._count += 1
            self._events.append(Event(self._count, kind, data))
            self.over = self.over or kind in ("done", "failed")

    def after(self, number: int) -> list[Event]:
        """The kept events after one."""
        with self._lock:
            return [event for event in self._events if event.number > number]

    @property
    def report(self) -> dict[str, Any] | None:
        """What came of it, once it is done."""
        with self._lock:
            last = self._events[-1] if self._events else None
        return last.data["report"] if last and last.kind == "done" else None

    def number(self, last_event_id: str | None) -> int:
        """Where a client left off; 0 for one that is new, or that heard of another job."""
        job, _, number = (last_event_id or "").partition("-")
        return int(number) if job == self.id and number.isdecimal() else 0

    async def stream(self, last_event_id: str | None = None) -> AsyncIterator[bytes]:
        """The events as text/event-stream, from after the given one to the end."""
        last, told = self.number(last_event_id), time.monotonic()
        while True:
            over = self.over  # asked before the events are read, so that none is missed
            for event in self.after(last):
                last, told = event.number, time.monotonic()
                yield f"id: {self.id}-{last}\nevent: {event.kind}\ndata: ".encode() + orjson.dumps(event.data) + b"\n\n"
            if over:
                return
            if time.monotonic() - told >= HEARTBEAT:
                told = time.monotonic()
                yield b": still at it\n\n"
            await asyncio.sleep(POLL)
