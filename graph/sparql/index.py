"""The index of one visibility: versions on disk that are never changed once they are there.

    FOLDER/current        the name of the version that answers
    FOLDER/v-…/           a version: the library's files, written once
    FOLDER/v-….json       what it shows: the store's revision, the journal's last entry, how many things were erased

A change makes a new version: a copy of the last one by hard links, with what the journal names put anew, or all of it written
from the store. `current` is replaced in one step, so a reader has the old or the new, and processes may share a folder.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from graph.sparql.part import PartView
from graph.sparql.quads import belonging, quads, unsourced
from graph.store import Store
from graph.view import View
from schema.model import Model, load_model

FEW = 2_000  # things put anew in place; more are written from the store in the background
BATCH = 100_000  # quads
KEEP_SECONDS = 300  # an old version stays that long for those who still read it
STATE = (
    "MATCH (s:Store {id: 'store'}) OPTIONAL MATCH (t:Tombstone) "
    "RETURN coalesce(s.revision, 0) AS revision, count(t) AS erased"
)


@dataclass(frozen=True, slots=True)
class State:
    """What a version shows. `whole`: written from the store, not put together from the journal."""

    revision: int
    erased: int
    mark: str
    made: str
    whole: bool = True


def made(base: str) -> str:
    """A hash of what an index depends on beside the store: the mapping, the model, the base of the addresses."""
    return blake2b(_program() + base.encode(), digest_size=12).hexdigest()


@cache
def _program() -> bytes:
    root = Path(__file__).resolve().parents[2]
    files = [
        *root.glob("graph/export/*.py"),
        *root.glob("schema/types/**/*.yaml"),
        *root.glob("schema/*.py"),
        Path(__file__),
    ]
    return blake2b(b"".join(file.read_bytes() for file in sorted(files))).digest()


def write(store: ox.Store, found: Iterable[ox.Quad]) -> None:
    """Put many quads into an empty store, a batch at a time: the library sorts each in memory."""
    iterator = iter(found)
    while batch := list(islice(iterator, BATCH)):
        store.bulk_extend(batch)
    store.optimize()
    store.flush()


class Index:
    """The versions of one visibility in a folder of its own."""

    def __init__(self, store: Store, folder: Path, visibility: str, base: str) -> None:
        self._store, self.visibility, self._base = store, visibility, base
        self.folder = folder
        self._model: Model = load_model()

    def current(self) -> tuple[Path, State] | None:
        """The version that answers, and what it shows; None where there is none that this program can use."""
        try:
            name = (self.folder / "current").read_text().strip()
            state = State(**json.loads((self.folder / f"{name}.json").read_text()))
        except (OSError, ValueError, TypeError):
            return None
        path = self.folder / name
        return (path, state) if state.made == made(self._base) and path.is_dir() else None

    def now(self) -> State:
        """What the store shows now."""
        row = self._store.read(STATE)[0]
        return State(row["revision"], row["erased"], "", made(self._base))

    def behind(self) -> bool:
        """Does the version that answers show less, or more, than the store?"""
        found, now = self.current(), self.now()
        return found is None or (found[1].revision, found[1].erased) != (now.revision, now.erased)

    def patch(self) -> bool:
        """Make a version with what the journal names since the last one; True where it shows all of it.

        What is gone from the store is gone from the new version in any case.
        """
        with self._lock():
            found, now = self.current(), self.now()
            if found is None:
                return False
            path, state = found
            if (state.revision, state.erased) == (now.revision, now.erased):
                return True
            name = f"v-{secrets.token_hex(6)}"
            ox.Store.read_only(str(path)).backup(str(self.folder / name))
            fresh = self._brought_up(name, replace(state, whole=False), now)
            self._publish(name, fresh, purge=fresh.erased != state.erased)
            return fresh.revision == now.revision

    def build(self) -> None:
        """Write a version from the store, all of it; meanwhile the last one answers and is patched."""
        began, mark, name = self.now(), self._mark(), f"v-{secrets.token_hex(6)}"
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        store = ox.Store(str(self.folder / f"{name}.part"))
        write(store, quads(View(self._store, self.visibility), self._model, self._base))
        del store
        with self._lock():
            (self.folder / f"{name}.part").rename(self.folder / name)
            state = replace(began, mark=mark)
            now = self.now()
            if (now.revision, now.erased) != (began.revision, began.erased):
                state = self._brought_up(name, state, now)
            self._publish(name, state, purge=now.erased != began.erased)

    def _brought_up(self, name: str, state: State, now: State) -> State:
        """Put into a version that nobody reads yet what has changed since its state."""
        mark = self._mark()
        written, removed = self._changed(state.mark)
        few = len(written) <= FEW
        self._put(self.folder / name, written if few else frozenset(), removed, purge=now.erased != state.erased)
        kept = replace(state, erased=now.erased)
        return replace(kept, revision=now.revision, mark=mark) if few else kept

    def _put(self, path: Path, written: frozenset[str], removed: frozenset[str], *, purge: bool) -> None:
        store = ox.Store(str(path))
        old = [
            *belonging(store, self._model, self._base, sorted(written), gone=False),
            *belonging(store, self._model, self._base, sorted(removed), gone=True),
            *unsourced(store, View(self._store, self.visibility), self._model, self._base),
        ]
        for quad in old:
            store.remove(quad)
        if written:
            store.extend(quads(PartView(self._store, self.visibility, written), self._model, self._base))
        if purge:
            store.optimize()  # what was erased leaves the files too, not only the answers
        store.flush()

    def _changed(self, mark: str) -> tuple[frozenset[str], frozenset[str]]:
        """Things that the journal names since a mark: those that are there, those that are gone (erased ones too)."""
        rows = self._store.read("MATCH (c:Change) WHERE c.at >= $mark RETURN DISTINCT c.entity AS id", mark=mark)
        tombs = self._store.read("MATCH (t:Tombstone) WHERE t.at >= $mark RETURN t.id AS id", mark=mark[:19])
        named = {row["id"] for row in (*rows, *tombs)}
        there = {thing["id"] for thing in self._ids(named)}
        return frozenset(there), frozenset(named - there)

    def _ids(self, ids: set[str]) -> Iterator[dict[str, str]]:
        yield from self._store.read("UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id", ids=sorted(ids))

    def _mark(self) -> str:
        return str(self._store.read("MATCH (c:Change) RETURN max(c.at) AS at")[0]["at"] or "")

    def _publish(self, name: str, state: State, *, purge: bool) -> None:
        (self.folder / f"{name}.json").write_text(json.dumps(asdict(state)))
        pointer = self.folder / f"pointer-{name}"
        pointer.write_text(name)
        pointer.replace(self.folder / "current")
        self._clear(name, 0 if purge else KEEP_SECONDS)

    def _clear(self, current: str, seconds: float) -> None:
        """Take away versions that are older, and what a process left that was cut off."""
        for path in self.folder.glob("v-*"):
            stale = time.time() - path.stat().st_mtime > (KEEP_SECONDS * 12 if path.suffix == ".part" else seconds)
            if path.name.partition(".")[0] != current and stale:
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
