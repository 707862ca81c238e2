"""Where people live: points with a number of people each, from a population grid or from addresses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.store import Store


@dataclass(frozen=True, slots=True)
class People:
    """Points with people: `xy` (n×2, metres in EPSG:3035), `weight` (n, people each), `method` 'grid' or 'addresses'."""

    xy: np.ndarray
    weight: np.ndarray
    method: str


def people(store: Store) -> People | None:
    """The people of the store's region, None where neither a grid nor addresses are known."""
    rows = store.read(
        "MATCH (p:PeoplePoint) RETURN p.x AS x, p.y AS y, p.people AS people, p.method AS method ORDER BY x, y"
    )
    if not rows:
        return None
    xy = np.array([[row["x"], row["y"]] for row in rows], dtype=float)
    return People(xy, np.array([row["people"] for row in rows], dtype=float), rows[0]["method"])
