"""How long the overlay of thirty outlines and the people of 400,000 points take: `PYTHONPATH=. python tests/benchmarks/bench_quartiere.py`."""

from __future__ import annotations

import math
import time

import numpy as np
from shapely import Polygon, box

from graph.gazetteer import People
from graph.geography import Shape, overlaps
from graph.population import Points
from graph.quartiere.consensus import Drawn, consensus
from graph.vintages import Zone, carry, crosswalk

X, Y, SIDE = 4_550_000.0, 3_270_000.0, 20_000


def jagged(n: int, corners: int = 60) -> Polygon:
    around = [(math.tau * i / corners, 450 + 60 * math.sin(7 * i + n) + 3 * n) for i in range(corners)]
    return Polygon([(X + 5_000 + r * math.cos(a), Y + 5_000 + r * math.sin(a)) for a, r in around])


def timed(what: str, begun: float) -> None:
    print(f"{what}: {time.perf_counter() - begun:.2f} s")


def main() -> None:
    begun = time.perf_counter()
    said = consensus([Drawn(str(n), 1.0, jagged(n)) for n in range(30)])
    timed(f"consensus of 30 outlines, {len(said.levels)} levels", begun)
    random = np.random.default_rng(7)
    points = np.column_stack([random.uniform(X, X + SIDE, 400_000), random.uniform(Y, Y + SIDE, 400_000)])
    cells = [
        box(X + x, Y + y, X + x + 1_000, Y + y + 1_000) for x in range(0, SIDE, 1_000) for y in range(0, SIDE, 1_000)
    ]
    areas = [Shape(f"a{n:03}", "AdministrativeArea", 1.0, cell) for n, cell in enumerate(cells)]
    areas.append(Shape("city", "AdministrativeArea", 1.0, box(X, Y, X + SIDE, Y + SIDE)))
    drawn = [Shape(f"q{n % 10}", "Quartier", 1 / 3, jagged(n)) for n in range(30)]
    begun = time.perf_counter()
    rows = overlaps([*areas, *drawn], Points(People(points, np.ones(len(points)), "addresses")))
    timed(f"OVERLAPS by ground and by 400,000 people, {len(rows)} rows", begun)
    begun = time.perf_counter()
    old = [Zone(str(n), str(n), "", cell) for n, cell in enumerate(cells)]
    new = [Zone(str(n), str(n), "", box(X + x, Y, X + x + 500, Y + SIDE)) for n, x in enumerate(range(0, SIDE, 500))]
    found = crosswalk(old, new, Points(People(points, np.ones(len(points)), "addresses")))
    carried = carry({zone.code: 1.0 for zone in old}, found)
    timed(
        f"crosswalk of 400 areas onto 40 by 400,000 people, sum {sum(v.value or 0 for v in carried.values):.6f}", begun
    )


if __name__ == "__main__":
    main()
