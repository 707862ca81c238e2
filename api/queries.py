"""The free queries that run now, so that whoever asked one can cancel it from another request."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from graph.cypher.running import Running
from schema.errors import BadRequest, NotFound, TooMany

AT_ONCE = 4
_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")


class Queries:
    """At most `AT_ONCE` at a time; an id is chosen by the caller and known to nobody else."""

    def __init__(self) -> None:
        self._running: dict[str, Running] = {}
        self._lock = threading.Lock()

    @contextmanager
    def started(self, id: str | None = None) -> Iterator[Running]:
        """A handle for a query, known by its id as long as it runs. Raises TooMany, BadRequest."""
        if id is not None and not _ID.fullmatch(id):
            raise BadRequest("The id is not 16 to 64 letters, digits, - or _.", hint="Use a random UUID.")
        running = Running(id)
        with self._lock:
            if len(self._running) >= AT_ONCE:
                raise TooMany("Too many queries at once.", hint="Ask again in a moment.")
            if running.id in self._running:
                raise BadRequest("A query of that id is running.", hint="Use a random UUID.")
            self._running[running.id] = running
        try:
            yield running
        finally:
            with self._lock:
                del self._running[running.id]

    def cancel(self, id: str) -> None:
        """End a running query in the database. Raises NotFound where none of that id runs."""
        with self._lock:
            running = self._running.get(id)
        if running is None:
            raise NotFound("No query of that id is running.")
        running.cancel()
