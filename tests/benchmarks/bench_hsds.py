"""Pages of the HSDS API on a generated city: p50 and p95 of a hundred pages of 100, and the first one after a change.

    python tests/benchmarks/bench_hsds.py [NODES] [STORE]

NODES is how many nodes the city has (about half of them are entities), STORE a folder or bolt://… that is filled if it is not yet.
"""

from __future__ import annotations

import io
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from graph.export import FORMATS, ExportOptions  # noqa: E402
from graph.export.hsds import pages  # noqa: E402
from graph.export.hsds.listing import Listing, Wanted, find_term  # noqa: E402
from graph.store import Store, batches  # noqa: E402
from graph.view import View  # noqa: E402
from tests.benchmarks import metropolis  # noqa: E402

BASE, SIZE, RUNS = "https://city.example/", 100, 100


def times(work: Callable[[int], Any], runs: int = RUNS) -> str:
    taken = []
    for n in range(runs):
        begun = time.perf_counter()
        work(n)
        taken.append((time.perf_counter() - begun) * 1000)
    ordered = sorted(taken)
    return f"first {taken[0]:.0f} ms, p50 {statistics.median(ordered[1:] or ordered):.0f} ms, p95 {ordered[int(runs * 0.95) - 1]:.0f} ms"


def journal(store: Store) -> None:
    """One change of every thing, as an import leaves it."""
    ids = [entity["id"] for entity in View(store).entities()]
    for part in batches([{"entity": id, "at": "2026-03-01T12:00:00.000+00:00"} for id in ids], 5_000):
        store.write("UNWIND $rows AS row CREATE (c:Change) SET c = row", rows=part)


def main(nodes: int, where: str) -> None:
    folder = Path(tempfile.mkdtemp(prefix="bench-hsds-"))
    with Store.open(where or str(folder / "store")) as store:
        if store.read("MATCH (n) RETURN count(n) AS n")[0]["n"] < nodes * 0.9:
            metropolis.write(store, folder, metropolis.build(nodes))
        if not store.read("MATCH (c:Change) RETURN count(c) AS n")[0]["n"]:
            journal(store)
        view = View(store, "public")
        counts = {
            label: store.read(f"MATCH (n:{label}) RETURN count(n) AS n")[0]["n"]
            for label in ("Entity", "Offering", "Actor")
        }
        print(counts)
        listing = Listing(view)
        term = find_term("theme-sport")

        def services(wanted: Wanted, *, full: bool = False) -> Callable[[int], Any]:
            def work(n: int) -> Any:
                found = listing.services(wanted)
                last = max(1, len(found) // SIZE)
                return pages.page(found, n * 7 % last + 1, SIZE, lambda ids: pages.services(view, BASE, ids, full=full))

            return work

        print("services            ", times(services(Wanted())))
        print("services, full      ", times(services(Wanted(), full=True), 30))
        print("services of a theme ", times(services(Wanted(term=term))))
        print("services by a word  ", times(services(Wanted(search="sport"))))
        actors = listing.organisations(None)
        print("organizations       ", times(lambda n: pages.organisations(view, BASE, actors[n * SIZE : n * SIZE + SIZE], full=False)))  # fmt: skip
        pairs = listing.at_locations(Wanted())
        print("service_at_locations", times(lambda n: pages.at_locations(view, BASE, pairs[n * SIZE : n * SIZE + SIZE], full=False)))  # fmt: skip
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        begun, out = time.perf_counter(), io.BytesIO()
        FORMATS["hsds"].write(view, out, ExportOptions(base=BASE))
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        seconds, size = time.perf_counter() - begun, len(out.getvalue()) / 1e6
        print(f"package {seconds:.0f} s, {size:.1f} MB, peak memory {before:.0f} to {after:.0f} MB (the zip in it)")
        store.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 210_000, sys.argv[2] if len(sys.argv) > 2 else "")
