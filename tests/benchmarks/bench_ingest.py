"""A registry of many rows recognised, matched and stored, beside two bare inserts on the same Neo4j.

    python tests/benchmarks/bench_ingest.py [ROWS]

Peers, in the same run: `LOAD CSV` creating a node for the actor and one for its place, and pandas with the driver doing the
same in batches. Both only insert: no recognition, no cleaning, no evidence, no matching, no journal. Prints rows per second,
peak memory of the importing process, and the ratio.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import neo4j  # noqa: E402

from graph.seal import KeyRing  # noqa: E402
from graph.store import Store  # noqa: E402
from ingest.options import Options  # noqa: E402
from ingest.pipeline import ingest  # noqa: E402
from tests import neo4j_server  # noqa: E402
from tests.benchmarks import registry  # noqa: E402

BATCH = 5_000
INSERT = """
UNWIND $rows AS row
CREATE (a:Bare {name: row.Name, kind: row.Art, phone: row.Telefon, email: row.`E-Mail`})
CREATE (p:BarePlace {street: row.`Straße`, number: row.Hausnummer, code: row.PLZ, city: row.Ort})
CREATE (a)-[:LIES_AT]->(p)
"""
LOAD = """
LOAD CSV WITH HEADERS FROM 'file:///registry.csv' AS row FIELDTERMINATOR ';'
CALL (row) {
CREATE (a:Bare {name: row.Name, kind: row.Art, phone: row.Telefon, email: row.`E-Mail`})
CREATE (p:BarePlace {street: row.`Straße`, number: row.Hausnummer, code: row.PLZ, city: row.Ort})
CREATE (a)-[:LIES_AT]->(p) } IN TRANSACTIONS OF 5000 ROWS
"""


def ours(url: str, path: Path, folder: Path) -> int:
    """Everything: recognition, values, evidence, matching, near cases, journal, geography."""
    with Store.open(url) as store:
        report = ingest(store, KeyRing(folder / "records.keys"), [path], Options())
    print(f"near cases: {report.merge_candidates}, kind: {report.files[0].sheets[0].kind}", file=sys.stderr)
    return report.created


def load_csv(url: str, path: Path, folder: Path) -> int:
    with neo4j.GraphDatabase.driver(url) as driver, driver.session() as session:
        session.run(LOAD).consume()
    return 0


def pandas_and_driver(url: str, path: Path, folder: Path) -> int:
    import pandas

    with neo4j.GraphDatabase.driver(url) as driver, driver.session() as session:
        for part in pandas.read_csv(path, sep=";", dtype=str, chunksize=BATCH):
            rows = part.fillna("").to_dict("records")
            session.execute_write(lambda tx, rows=rows: tx.run(INSERT, rows=rows).consume())
    return 0


WAYS = {"quartiersgraph": ours, "LOAD CSV": load_csv, "pandas and driver": pandas_and_driver}


def measure(way: str, url: str, path: Path, folder: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of one way, in a process of its own."""
    command = [sys.executable, __file__, "--way", way, url, str(path), str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    found = json.loads(done.stdout.splitlines()[-1])
    return found["seconds"], found["megabytes"]


def one(way: str, url: str, path: Path, folder: Path) -> None:
    started = time.perf_counter()
    WAYS[way](url, path, folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": time.perf_counter() - started, "megabytes": peak}))


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        url, pid = neo4j_server.start(folder / "neo4j")
        try:
            path = registry.write(folder / "neo4j" / "import" / "registry.csv", rows)
            found = {
                way: measure(way, url, path, folder) for way in ("LOAD CSV", "pandas and driver", "quartiersgraph")
            }
        finally:
            os.kill(pid, signal.SIGTERM)
    whole = found["quartiersgraph"][0]
    for way, (seconds, megabytes) in found.items():
        print(
            f"{way:18} {rows} rows in {seconds:.1f} s = {rows / seconds:.0f} rows/s, {megabytes:.0f} MB; "
            f"the whole import takes {whole / seconds:.1f} times as long",
            flush=True,
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        one(sys.argv[2], sys.argv[3], Path(sys.argv[4]), Path(sys.argv[5]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
