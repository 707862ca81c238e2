"""Import, re-import and `who-covers` on a generated city, on both stores.

    python tests/benchmarks/bench_city.py [RECORDS] [embedded|neo4j …]

Prints rows and records per second, peak memory of the importing process and of the engine, how much faster a re-import
with 1 % changed rows is than the first import, and p50/p95 of `who-covers` (100 asked regions, as the API runs it).
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from graph import embedded  # noqa: E402
from graph.seal import KeyRing  # noqa: E402
from graph.store import Store  # noqa: E402
from ingest.pipeline import Options, ingest  # noqa: E402
from tests import neo4j_server  # noqa: E402
from tests.benchmarks import city  # noqa: E402

ASKED = 100


def run_import(url: str, folder: str, observed: str) -> dict[str, float]:
    """One import in a process of its own, so that its memory is its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--import", url, folder, observed],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def import_once(url: str, folder: Path, observed: str) -> None:
    started = time.perf_counter()
    with Store.open(url) as store:
        report = ingest(
            store,
            KeyRing(folder / "records.keys"),
            [folder / "city.csv"],
            Options(observed=observed, mapping=folder / "city.yaml"),
        )
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - started,
                "created": report.created,
                "changed": report.changed,
                "unchanged": report.unchanged,
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


def ask(url: str) -> tuple[float, float, int]:
    """p50 and p95 in milliseconds of `who-covers` over regions and themes, and the median number of rows."""
    from api.service import Service
    from api.settings import Settings
    from graph.answers import Arguments
    from graph.catalogue import question

    times, sizes = [], []
    with Service(Settings(store=url)) as service:
        asker, places, asked = service.asker(), service.places(), question("who-covers")
        for n in range(ASKED + 5):
            where = places.resolve(f"Region {n % 60}")
            arguments = Arguments(
                themes=["theme-sport"], target_groups=["group-youth"] if n % 2 else [], **where.parameters()
            )
            started = time.perf_counter()
            found = asker.run(asked, arguments)
            if n >= 5:  # the first ones warm the engine up
                times.append((time.perf_counter() - started) * 1000)
                sizes.append(len(found.rows))
    return statistics.median(times), statistics.quantiles(times, n=20)[18], int(statistics.median(sizes))


def engine_megabytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def bench(kind: str, records: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        city.write(folder, records)
        city.write_mapping(folder)
        if kind == "embedded":
            url = str(folder / "store")
            with Store.open(url):
                pid = embedded.endpoint(Path(url)).pid
        else:
            url, pid = neo4j_server.start(folder / "neo4j")
        try:
            first = run_import(url, scratch, "2025-01-01")
            city.write(folder, records, changed=0.01)
            again = run_import(url, scratch, "2025-02-01")
            p50, p95, rows = ask(url)
            print(
                f"{kind:9} {records} records: first import {first['seconds']:.1f} s = {first['created'] / first['seconds']:.0f} rows/s, "
                f"{records / first['seconds']:.0f} records/s, {first['megabytes']:.0f} MB here, {engine_megabytes(pid):.0f} MB engine\n"
                f"          re-import ({again['changed']:.0f} of {again['changed'] + again['unchanged']:.0f} rows changed) {again['seconds']:.1f} s, "
                f"{again['megabytes']:.0f} MB: {first['seconds'] / again['seconds']:.1f} times faster\n"
                f"          who-covers p50 {p50:.1f} ms, p95 {p95:.1f} ms ({rows} rows)",
                flush=True,
            )
        finally:
            if kind == "embedded":
                embedded.stop(Path(url))
            else:
                subprocess.run(["kill", str(pid)], check=False)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--import"]:
        import_once(sys.argv[2], Path(sys.argv[3]), sys.argv[4])
    else:
        count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
        for store_kind in sys.argv[2:] or ("embedded", "neo4j"):
            bench(store_kind, count)
