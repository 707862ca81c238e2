"""The gazetteer and the search for places, on both stores: 400,000 addresses in 10,000 streets.

    python tests/benchmarks/bench_places.py [ADDRESSES] [embedded|neo4j …]

Prints rows per second and memory of the import, how long the search needs to be ready and what it holds, and p50/p95 per
kind of query in milliseconds.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from graph import embedded  # noqa: E402
from graph.gazetteer import people  # noqa: E402
from graph.places import Places  # noqa: E402
from graph.seal import KeyRing  # noqa: E402
from graph.store import Store  # noqa: E402
from ingest.pipeline import Options, ingest  # noqa: E402
from tests import neo4j_server  # noqa: E402

HOUSES = 40  # addresses a street
ASKED = 60
TODAY = dt.date(2026, 3, 1)
FIRST = [a + b for a in ("Lin", "Bir", "Gar", "Mar", "Hol", "Wei", "Sonn", "Ber", "Kant", "Frie") for b in (
    "den", "ken", "ten", "ling", "ner", "hof", "wald", "bach", "feld", "dorf")]  # fmt: skip
LAST = ["straße", "weg", "allee", "platz", "ring", "gasse", "damm", "ufer", "steig", "pfad"]


def street(n: int) -> str:
    """The name of street n: every tenth name comes again in another part of the town."""
    n = n % 9_000
    return f"{FIRST[n // 100 % 100]}{FIRST[n % 100].lower()}{LAST[n // 10 % 10]}"


def write(folder: Path, count: int) -> None:
    """The address list, a list of venues, and the districts they lie in."""
    with (folder / "adressen.csv").open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out, delimiter=";")
        rows.writerow(["Straße", "Hausnummer", "Zusatz", "PLZ", "Ortsteil", "lon", "lat"])
        for n in range(count):
            s, house = n // HOUSES, n % HOUSES
            east, north = s % 100 * 0.005, s // 100 * 0.003
            rows.writerow([street(s), house + 1, "a" if house % 13 == 12 else "", f"1{s % 100 // 5 * 100 + s // 1000:04}",
                           f"Ort {s % 100 // 10}-{s // 1000}", f"{13 + east + house * 0.0001:.6f}", f"{52.0001 + north:.6f}"])  # fmt: skip
    with (folder / "vereine.csv").open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out, delimiter=";")
        rows.writerow(["Verein", "Straße", "Hausnummer", "PLZ"])
        for n in range(2_000):
            s = n * 5 % (count // HOUSES)
            name = f"Treff {FIRST[n % 100]} {FIRST[n // 100].lower()}haus e. V."
            rows.writerow([name, street(s), n % HOUSES + 1, f"1{s % 100 // 5 * 100 + s // 1000:04}"])
    districts = [(x, y) for x in range(10) for y in range(10)]
    (folder / "gebiete.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [_district(x, y) for x, y in districts]}), encoding="utf-8"
    )


def _district(x: int, y: int) -> dict[str, object]:
    west, south = 13 + x * 0.05 - 0.001, 52 + y * 0.03 - 0.001
    ring = [[west, south], [west + 0.05, south], [west + 0.05, south + 0.03], [west, south + 0.03], [west, south]]
    return {
        "type": "Feature",
        "properties": {"stadtteil": f"Ort {x}-{y}", "schluessel": f"{x}{y}"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def run_import(url: str, folder: Path, file: str) -> dict[str, float]:
    """One import in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--import", url, str(folder), file]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def import_once(url: str, folder: Path, file: str) -> None:
    started = time.perf_counter()
    with Store.open(url) as store:
        report = ingest(store, KeyRing(folder / "records.keys"), [folder / file], Options(observed="2026-01-01"))
    assert not report.exit_code, [problem.message for problem in report.problems][:5]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": time.perf_counter() - started, "rows": report.created, "megabytes": memory}))


def misspelt(text: str, dice: random.Random) -> str:
    at = dice.randrange(2, 7)
    return text[:at] + text[at + 1 :]


def queries(dice: random.Random, streets: int) -> dict[str, Callable[[], str]]:
    def one() -> str:
        return street(dice.randrange(streets))

    def house() -> str:
        return f"{one()} {dice.randrange(1, HOUSES)}"

    return {
        "address": house,
        "abbreviated": lambda: house().replace("straße", "str.").lower(),
        "misspelt address": lambda: misspelt(house(), dice),
        "street": one,
        "beginning": lambda: one()[:6],
        "venue": lambda: f"Treff {dice.choice(FIRST)} {dice.choice(FIRST[:20]).lower()}haus",
        "misspelt venue": lambda: misspelt(f"Treff {dice.choice(FIRST)} {dice.choice(FIRST[:20]).lower()}haus", dice),
        "area": lambda: f"Ort {dice.randrange(10)}-{dice.randrange(10)}",
        "postal code": lambda: f"1{dice.randrange(20) * 100 + dice.randrange(10):04}",
    }


def measure(store: Store, count: int) -> None:
    tracemalloc.start()
    started = time.perf_counter()
    places = Places(store, TODAY)
    built = time.perf_counter() - started
    places.search("Lindenbirkenstraße 1")
    ready = time.perf_counter() - started
    held = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    print(f"          areas ready after {built:.2f} s, first search after {ready:.1f} s (traced), {held:.0f} MB held")
    started = time.perf_counter()
    found = people(store)
    seconds = time.perf_counter() - started
    print(
        f"          people: {len(found.weight) if found else 0} by {found.method if found else None} in {seconds:.2f} s"
    )
    dice = random.Random(1)
    for name, made in queries(dice, count // HOUSES).items():
        times, hits = [], 0
        for n in range(ASKED + 5):
            text = made()
            started = time.perf_counter()
            hits += bool(places.search(text))
            if n >= 5:  # the first ones warm the engine up
                times.append((time.perf_counter() - started) * 1000)
        p95 = statistics.quantiles(times, n=20)[18]
        print(
            f"          {name:18} p50 {statistics.median(times):5.1f} ms  p95 {p95:5.1f} ms  ({hits}/{ASKED + 5} found)"
        )


def bench(kind: str, count: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write(folder, count)
        url, pid = (str(folder / "store"), 0) if kind == "embedded" else neo4j_server.start(folder / "neo4j")
        try:
            run_import(url, folder, "gebiete.geojson")
            run_import(url, folder, "vereine.csv")
            done = run_import(url, folder, "adressen.csv")
            print(
                f"{kind:9} {done['rows']:.0f} addresses in {done['seconds']:.1f} s = "
                f"{done['rows'] / done['seconds']:.0f} rows/s, {done['megabytes']:.0f} MB here",
                flush=True,
            )
            with Store.open(url) as store:
                located = store.read("MATCH (p:Place) WHERE p.address_row IS NOT NULL RETURN count(p) AS n")[0]["n"]
                print(f"          {located} of 2000 places located by their address")
                measure(store, count)
        finally:
            if kind == "embedded":
                embedded.stop(Path(url))
            else:
                subprocess.run(["kill", str(pid)], check=False)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--import"]:
        import_once(sys.argv[2], Path(sys.argv[3]), sys.argv[4])
    else:
        size = int(sys.argv[1]) if len(sys.argv) > 1 else 400_000
        for store_kind in sys.argv[2:] or ("embedded", "neo4j"):
            bench(store_kind, size)
