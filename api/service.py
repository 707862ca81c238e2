"""One open store with everything that answering needs; shared by the command line and the HTTP application."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache, cached_property
from types import TracebackType
from typing import Any, Self

import orjson

from api.basemap import Basemap, read_basemap
from api.queries import Queries
from api.settings import Settings
from graph.answers.base import Memory
from graph.ask import Asker
from graph.examples import examples
from graph.export.hsds.listing import Listing
from graph.geometry import Bounds, extent
from graph.names import Names
from graph.places import Places
from graph.seal import KeyRing
from graph.sparql.door import Door
from graph.sparql.request import Limits
from graph.store import Store
from graph.view import View
from graph.workspace import network
from schema.recognise import Recogniser
from schema.vocabulary import Vocabulary, load_vocabulary


@cache
def recogniser() -> Recogniser:
    """The recogniser over the shipped vocabularies, built once per process."""
    return Recogniser(load_vocabulary())


class Service:
    """Use as a context manager. Thread-safe: HTTP requests share one."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._chooser = settings.load_chooser()
        self.store = Store.open(settings.where, user=settings.store_user, password=settings.store_password)
        self._keys: KeyRing | None = None
        self._places: Places | None = None
        self._names: Names | None = None
        self._bounds: tuple[int, Bounds | None] | None = None
        self._sparql: Door | None = None
        self.queries = Queries()
        self._examples: dict[str, tuple[int, list[dict[str, Any]]]] = {}
        self._listings: dict[str, Listing] = {}
        self._networks: dict[str, tuple[int, bytes]] = {}
        self._memory: Memory = {}  # what answers read about the whole graph, as long as the places are fresh
        self.closing: list[Callable[[], None]] = []  # what has to end before the store closes
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        for end in self.closing:
            end()
        if self._sparql:
            self._sparql.close()
        if self._keys:
            self._keys.close()
        self.store.close()

    @property
    def keys(self) -> KeyRing:
        """The key file; opened only where private values or writing are concerned."""
        with self._lock:
            self._keys = self._keys or KeyRing(self.settings.key_file)
            return self._keys

    @property
    def sparql(self) -> Door:
        """The door for SPARQL; its index is written when somebody first asks."""
        settings = self.settings
        with self._lock:
            limits = Limits(settings.sparql_seconds, settings.sparql_rows, settings.sparql_megabytes)
            self._sparql = self._sparql or Door(self.store, settings.index_folder, settings.base, limits)
            return self._sparql

    @property
    def vocabulary(self) -> Vocabulary:
        return load_vocabulary()

    def places(self) -> Places:
        """The named areas, read again when the store has changed."""
        with self._lock:
            if self._places is None or not self._places.fresh():
                self._places, self._memory = Places(self.store, self.settings.today()), {}
            return self._places

    def names(self) -> Names:
        """The names of actors and cooperations, read again when the store has changed."""
        with self._lock:
            assert self._places is not None
            if self._names is None or self._names.revision != self._places.revision:
                self._names = Names(self.store, self._places.revision)
            return self._names

    def examples(self, lang: str) -> list[dict[str, Any]]:
        """Questions that the public view answers, looked for again when the store has changed."""
        revision = self.places().revision
        kept = self._examples.get(lang)
        if kept is None or kept[0] != revision:
            kept = revision, examples(self.asker(), self.store, self.vocabulary, lang)
            self._examples[lang] = kept
        return kept[1]

    def bounds(self) -> Bounds | None:
        """West, south, east, north (WGS 84) of all areas and outlines; None without any."""
        revision = self.places().revision
        if self._bounds is None or self._bounds[0] != revision:
            rows = self.store.read("MATCH (a:Entity) WHERE a.geometry IS NOT NULL RETURN a.geometry AS geometry")
            self._bounds = revision, extent(row["geometry"] for row in rows)
        return self._bounds[1]
    def hsds(self, visibility: str) -> Listing:
        """The lists of HSDS as a view may see them, read again when the store has changed."""
        view = self.view(visibility)
        with self._lock:
            kept = self._listings.get(visibility)
            if kept is None or kept.revision != view.revision():
                kept = self._listings[visibility] = Listing(view)
            return kept

    @cached_property
    def basemap(self) -> Basemap | None:
        """The map's ground, where the settings name a file; raises BadRequest where it is none."""
        return read_basemap(self.settings.basemap) if self.settings.basemap else None

    def network(self, visibility: str) -> bytes:
        """The network that the page holds, as JSON; read again when the store has changed."""
        view = self.view(visibility)
        with self._lock:
            kept = self._networks.get(visibility)
            if kept is None or kept[0] != view.revision():
                found = network(view)
                kept = self._networks[visibility] = found["revision"], orjson.dumps(found)
            return kept[1]

    def view(self, visibility: str = "public") -> View:
        return View(self.store, visibility)

    def asker(self, visibility: str = "public") -> Asker:
        places = self.places()
        return Asker(
            self.view(visibility),
            places,
            self.names(),
            recogniser(),
            self.vocabulary,
            self.settings.today(),
            self._chooser,
            memory=self._memory,
        )
