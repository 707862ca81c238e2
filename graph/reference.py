"""Writing reference lists (addresses, cells of a population grid): staged whole, then put in use in one step.

A list's nodes bear its name from the start, and nobody sees them before the source names the list as the one in use. So
an import that is cut off leaves nothing in use, only nodes that `sweep` takes away.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from graph.gazetteer import DEGREE, LISTS, packed, street_unit
from graph.store import Row, Store, batches

BATCH = 5_000
NODES = {"Address": ("Address", "Street"), "Cell": ("Cell",)}


@dataclass(slots=True)
class _Unit:
    """A street while its addresses come in: its names, and longitude and latitude by turns in millionths of a degree."""

    street_key: str
    name: str
    postal_code: str
    locality: str
    places: array[int] = field(default_factory=lambda: array("i"))


class Staged:
    """A list on its way in. Feed it with `add`, then `activate` or `discard`."""

    def __init__(self, store: Store, label: str, source: str, list_name: str) -> None:
        self._store, self._label, self._source, self._list = store, label, source, list_name
        self._rows: list[Row] = []
        # One thread writes while the next rows are read: the store takes longer than the reader.
        self._writing = ThreadPoolExecutor(1)
        self._written: Future[None] | None = None
        self._units: dict[str, _Unit] = {}
        self.count = 0

    def add(self, rows: Sequence[Row]) -> None:
        """Nodes without `key`, `source` and `list`; addresses also with `street_key`, `lon` and `lat`."""
        for row in rows:
            if self._label == "Address":
                self._on_street(row)
            self._rows.append({**row, "source": self._source, "list": self._list})
        self.count += len(rows)
        if len(self._rows) >= BATCH:
            self._flush()

    def _on_street(self, row: Row) -> None:
        street_key, lon, lat = row.pop("street_key"), row.pop("lon"), row.pop("lat")
        row["key"] = street_unit(street_key, row["postal_code"], row["locality"])
        unit = self._units.get(row["key"])
        if unit is None:
            unit = self._units[row["key"]] = _Unit(street_key, row["street"], row["postal_code"], row["locality"])
        unit.places.extend((round(lon * DEGREE), round(lat * DEGREE)))

    def _flush(self) -> None:
        self._wait()
        self._written, self._rows = self._writing.submit(self._write, self._rows), []

    def _wait(self) -> None:
        if self._written is not None:
            self._written.result()
            self._written = None

    def _write(self, rows: list[Row]) -> None:
        for part in batches(rows, BATCH):
            self._store.write(f"UNWIND $rows AS row CREATE (n:{self._label}) SET n = row", rows=part)

    def activate(self, properties: dict[str, Any]) -> int:
        """Put the list in use instead of the source's former one, which goes; returns how many nodes that had."""
        self._flush()
        self._wait()
        self._writing.shutdown()
        for part in batches([self._street(key, unit) for key, unit in self._units.items()], 1_000):
            self._store.write("UNWIND $rows AS row CREATE (s:Street) SET s = row", rows=part)
        name = LISTS[self._label]
        before = self._store.read(f"MATCH (s:Source {{name: $name}}) RETURN s.{name} AS list", name=self._source)
        self._store.write(
            "MATCH (s:Source {name: $name}) SET s += $properties",
            name=self._source,
            properties={**properties, name: self._list},
        )
        former = before[0]["list"] if before else None
        return remove(self._store, self._label, former) if former and former != self._list else 0

    def _street(self, key: str, unit: _Unit) -> Row:
        places = np.array(unit.places, dtype=float).reshape(-1, 2) / DEGREE
        return {
            "key": key,
            "street_key": unit.street_key,
            "name": unit.name,
            "postal_code": unit.postal_code,
            "locality": unit.locality,
            "count": len(places),
            "box": [*places.min(axis=0).tolist(), *places.max(axis=0).tolist()],
            "positions": packed(places),
            "list": self._list,
        }

    def discard(self) -> None:
        """Take away what was staged."""
        self._rows = []
        self._writing.shutdown()
        remove(self._store, self._label, self._list)


def remove(store: Store, label: str, list_name: str) -> int:
    """Delete the nodes of a list; returns how many of `label` there were."""
    count = 0
    for kind in NODES[label]:
        while gone := _delete(store, kind, "n.list = $list", list=list_name):
            count += gone if kind == label else 0
    return count


def sweep(store: Store) -> None:
    """Delete the nodes of lists that no source names: what a crash left."""
    for label, name in LISTS.items():
        rows = store.read(f"MATCH (s:Source) WHERE s.{name} IS NOT NULL RETURN s.{name} AS list")
        known = [row["list"] for row in rows]
        for kind in NODES[label]:
            while _delete(store, kind, "NOT n.list IN $lists", lists=known):
                pass


def _delete(store: Store, kind: str, condition: str, **parameters: Any) -> int:
    rows = store.write(
        f"MATCH (n:{kind}) WHERE {condition} WITH n LIMIT 20000 DELETE n RETURN count(n) AS n", **parameters
    )
    return int(rows[0]["n"]) if rows else 0
