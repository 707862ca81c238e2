"""Warm worker processes: a query goes to one that is free, and a late one is ended with its process."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from schema.errors import QueryCancelled, QueryRefused, QueryTimeout, TooMany

SIZE = 2
WAITING = 8  # more would hold the server's threads for nothing
PAUSE = 0.05  # seconds between two looks at whether the asker has gone
NOBODY_GOES: Callable[[], bool] = lambda: False  # noqa: E731


class _Worker:
    def __init__(self, megabytes: int) -> None:
        source = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(filter(None, [source, os.environ.get("PYTHONPATH")]))
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", "graph.sparql.worker", str(megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": path},
        )
        assert self._process.stdin and self._process.stdout
        self._in, self._out = self._process.stdin, self._process.stdout.fileno()

    def ask(self, request: dict[str, Any], deadline: float, gone: Callable[[], bool]) -> tuple[dict[str, Any], bytes]:
        """(what it says, the body). Raises TimeoutError, QueryCancelled, EOFError where the process ended."""
        try:
            self._in.write(json.dumps(request).encode() + b"\n")
            self._in.flush()
        except BrokenPipeError as error:
            raise EOFError from error
        read = b""
        while b"\n" not in read:
            read += self._more(deadline, gone)
        line, _, body = read.partition(b"\n")
        said: dict[str, Any] = json.loads(line)
        parts, size = [body], len(body)
        while size < said["length"]:
            parts.append(self._more(deadline, gone))
            size += len(parts[-1])
        return said, b"".join(parts)

    def _more(self, deadline: float, gone: Callable[[], bool]) -> bytes:
        with selectors.DefaultSelector() as selector:
            selector.register(self._out, selectors.EVENT_READ)
            while not selector.select(PAUSE):
                if gone():
                    raise QueryCancelled("The query was cancelled.")
                if time.monotonic() > deadline:
                    raise TimeoutError
        found = os.read(self._out, 1 << 20)
        if not found:
            raise EOFError
        return found

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(BrokenPipeError):
            self._in.close()
        if self._process.stdout:
            self._process.stdout.close()


class Pool:
    """At most `SIZE` queries at a time; others wait, within their own time."""

    def __init__(self, megabytes: int) -> None:
        self._megabytes = megabytes
        self._free: list[_Worker] = []
        self._lock, self._places = threading.Lock(), threading.Semaphore(SIZE)
        self._seats = threading.Semaphore(SIZE + WAITING)
        self._closed = False

    def ask(
        self, request: dict[str, Any], seconds: float, gone: Callable[[], bool] = NOBODY_GOES
    ) -> tuple[dict[str, Any], bytes]:
        """(what a worker says, the body). Raises QueryTimeout, QueryRefused, QueryCancelled, TooMany."""
        if not self._seats.acquire(blocking=False):
            raise TooMany("Too many queries at once.", hint="Ask again in a moment.")
        try:
            return self._ask(request, seconds, gone)
        finally:
            self._seats.release()

    def _ask(self, request: dict[str, Any], seconds: float, gone: Callable[[], bool]) -> tuple[dict[str, Any], bytes]:
        deadline = time.monotonic() + seconds
        if not self._places.acquire(timeout=seconds):
            raise TooMany("Too many queries at once.", hint="Ask again in a moment.")
        try:
            worker = self._take()
            try:
                said = worker.ask(request, deadline, gone)
            except TimeoutError as error:
                self._replace(worker)
                raise QueryTimeout(
                    f"The query ran out of its time ({seconds:g} s).", hint="Narrow it, or add LIMIT."
                ) from error
            except EOFError as error:
                self._replace(worker)
                raise QueryRefused(
                    "The query needs more memory than a query may have.", hint="Narrow it, or add LIMIT."
                ) from error
            except BaseException:
                self._replace(worker)
                raise
            self._give(worker)
            return said
        finally:
            self._places.release()

    def warm(self) -> None:
        """Have a process ready before somebody asks."""
        with self._lock:
            if not self._closed and not self._free:
                self._free.append(_Worker(self._megabytes))

    def close(self) -> None:
        with self._lock:
            self._closed = True
            for worker in self._free:
                worker.end()
            self._free.clear()

    def _take(self) -> _Worker:
        with self._lock:
            return self._free.pop() if self._free else _Worker(self._megabytes)

    def _give(self, worker: _Worker) -> None:
        with self._lock:
            if not self._closed:
                self._free.append(worker)
                return
        worker.end()

    def _replace(self, worker: _Worker) -> None:
        worker.end()
        self.warm()
