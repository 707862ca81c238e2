"""The door: a query is looked at, the index is brought up to the store, a worker answers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graph.sparql.index import Index
from graph.sparql.pool import NOBODY_GOES, Pool
from graph.sparql.quads import graphs
from graph.sparql.request import GRAPHS, RESULTS, Answer, Limits, Wish
from graph.sparql.text import Query, read
from graph.store import Store
from schema.errors import QueryInvalid, QueryRefused, StoreBusy
from schema.model import PREFIXES

VISIBILITIES = ("public", "network")
QUIET = 2.0  # seconds without a change before the index is written anew
SHARE = 10.0  # it is written anew at most for a tenth of the time
FORMS = {"SELECT": RESULTS, "ASK": RESULTS, "CONSTRUCT": GRAPHS, "DESCRIBE": GRAPHS}


class Door:
    """Thread-safe. `folder` holds an index for each visibility; `base` is where the things' addresses live."""

    def __init__(self, store: Store, folder: Path, base: str, limits: Limits) -> None:
        self.limits, self._base = limits, base
        self._indexes = {name: Index(store, folder / name, name, base) for name in VISIBILITIES}
        self._pool = Pool(limits.megabytes)
        self._lock = threading.Lock()
        self._writing: dict[str, threading.Thread] = {}
        self._failed: dict[str, BaseException] = {}
        self._changed: dict[str, float] = {}  # when a version was last put together from the journal
        self._closing = threading.Event()

    def close(self) -> None:
        """End the workers; an index that is being written is left to its end."""
        self._closing.set()
        for thread in list(self._writing.values()):
            thread.join()
        self._pool.close()

    def ask(
        self, text: str, visibility: str, wish: Callable[[Query], Wish], gone: Callable[[], bool] = NOBODY_GOES
    ) -> Answer:
        """Answer a query; `wish` says, once its form is known, what to answer with. `gone`: nobody waits any more.

        Raises QueryInvalid, QueryRefused, QueryTimeout, QueryCancelled, TooMany; StoreBusy while the first index is written.
        """
        query = read(text)
        wished = wish(query)
        path, notes = self._fresh(visibility)
        said, body = self._pool.ask(self._request(query, wished, path), self.limits.seconds, gone)
        if said.get("error") == "failed":  # the version may have been taken away in between
            path, notes = self._fresh(visibility)
            said, body = self._pool.ask(self._request(query, wished, path), self.limits.seconds, gone)
        if said.get("error") == "memory":
            raise QueryRefused("The query needs more memory than a query may have.", hint="Narrow it, or add LIMIT.")
        if "error" in said:
            raise QueryInvalid(f"Not valid SPARQL: {said['message']}")
        if said.get("truncated"):
            notes = {**notes, "truncated": f"after {self.limits.rows}"}
        return Answer(body, wished.media_type, bool(said.get("truncated")), notes)

    def refresh(self, visibility: str) -> None:
        """Write the index from the store now, and wait for it."""
        self._indexes[visibility].build()

    def _request(self, query: Query, wish: Wish, path: Path) -> dict[str, Any]:
        default, named = wish.default_graphs, wish.named_graphs
        if default is not None or named is not None:  # the dataset is what the request names, and nothing else
            default, named = default or (), named or ()
        elif not query.own_dataset:
            default = (graphs(self._base)["data"],)
        return {
            "folder": str(path),
            "query": query.text,
            "base": self._base,
            "default_graphs": default,
            "named_graphs": named,
            "format": FORMS[query.form][wish.media_type],
            "rows": self.limits.rows,
            "prefixes": dict(PREFIXES),
        }

    def _fresh(self, visibility: str) -> tuple[Path, dict[str, str]]:
        """The version to ask, brought up to the store, and what is to be said of it."""
        index, stale = self._indexes[visibility], False
        if index.current() is None:
            thread, until = self._write(visibility, at_once=True), time.monotonic() + self.limits.seconds
            while index.current() is None and thread.is_alive() and time.monotonic() < until:
                thread.join(QUIET / 100)
        elif index.behind():
            stale = not index.patch()
            self._changed[visibility] = time.monotonic()
            self._write(visibility, at_once=stale)
        found = index.current()
        if found is None:
            reason = self._failed.get(visibility)
            raise StoreBusy("The index for SPARQL is being written.", hint="Ask again in a minute.") from reason
        return found[0], {"stale": "the index is being written anew"} if stale else {}

    def _write(self, visibility: str, *, at_once: bool) -> threading.Thread:
        """Write the index anew in the background; one at a time for each visibility."""
        with self._lock:
            thread = self._writing.get(visibility)
            if thread is None or not thread.is_alive():
                thread = threading.Thread(target=self._written, args=(visibility, at_once), daemon=True)
                self._writing[visibility] = thread
                thread.start()
            return thread

    def _written(self, visibility: str, at_once: bool) -> None:
        self._pool.warm()
        while not at_once and time.monotonic() - self._changed[visibility] < QUIET:
            if self._closing.wait(QUIET / 4):
                return
        started = time.monotonic()
        try:
            self._indexes[visibility].build()
        except BaseException as error:  # noqa: BLE001 - told to whoever asks next
            self._failed[visibility] = error
            return  # the next one who asks tries again
        self._failed.pop(visibility, None)
        self._closing.wait((time.monotonic() - started) * (SHARE - 1))
