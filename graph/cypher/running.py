"""A statement on its way: it ends by itself, by its time, or because somebody cancels it."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from schema.errors import QuartiersgraphError, QueryCancelled, QueryTimeout

GRACE = 2.0  # seconds that a database has to end a statement by itself after its time
BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """What a statement found. `truncated`: there were more rows than the bound of rows or of bytes lets through."""

    columns: list[str]
    rows: list[list[Any]]
    truncated: bool = False
    milliseconds: int = 0


class Running:
    """A handle on a running statement; `cancel` may be called from any thread, before, while and after it runs."""

    def __init__(self, id: str | None = None) -> None:
        self.id = id or secrets.token_hex(16)
        self._cancelled, self._done = threading.Event(), threading.Event()
        self.ended = False  # from outside: nobody waits for an answer any more

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask for its end; `run` raises QueryCancelled as soon as the database has let go."""
        self._cancelled.set()
        self._done.set()

    def run(self, work: Callable[[], Found], end: Callable[[], None], seconds: float) -> Found:
        """Do the work in a thread of its own; where it is cancelled, interrupted or not done after `seconds`, `end` ends it.

        Raises QueryCancelled, QueryTimeout, and whatever the work raises.
        """
        said: list[Found | QuartiersgraphError] = []
        started = time.monotonic()

        def working() -> None:
            try:
                said.append(work())
            except QuartiersgraphError as error:
                said.append(error)
            finally:
                self._done.set()

        thread = threading.Thread(target=working, daemon=True)
        thread.start()
        try:
            finished = self._done.wait(seconds)
        except KeyboardInterrupt:
            self.ended = True
            end()
            raise
        if self.cancelled or not finished:
            self.ended = True
            end()
            thread.join(GRACE)
            raise _cancelled() if self.cancelled else late()
        thread.join()
        if not said:
            raise QuartiersgraphError("The statement ended without an answer.", hint="Please report this.")
        if isinstance(said[0], QuartiersgraphError):
            raise said[0]
        return Found(said[0].columns, said[0].rows, said[0].truncated, round((time.monotonic() - started) * 1000))


def late() -> QueryTimeout:
    return QueryTimeout("The query ran out of its time.", hint="Narrow it with LIMIT or a more specific MATCH.")


def _cancelled() -> QueryCancelled:
    return QueryCancelled("The query was cancelled.")


def weight(value: Any) -> int:
    """About how many bytes a plain value takes as JSON."""
    if isinstance(value, str):
        return len(value) + 2
    if isinstance(value, list):
        return sum(map(weight, value)) + 2
    if isinstance(value, dict):
        return sum(len(key) + weight(part) + 4 for key, part in value.items()) + 2
    return 8
