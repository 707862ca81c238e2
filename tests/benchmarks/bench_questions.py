"""Every question of the catalogue on a generated metropolis: how long a whole answer takes.

    python tests/benchmarks/bench_questions.py 200000 embedded
    python tests/benchmarks/bench_questions.py 1000000 neo4j --keep /some/folder
    python tests/benchmarks/bench_questions.py 1000000 bolt://127.0.0.1:7687 --only who-covers --plan who-covers

Answers are measured warm, as the API gives them: statements, names, evidence and freshness, over different Quartiere,
actors and topics. Prints p50 and p95 in milliseconds, the median number of rows, and what reading names and places costs.
`--plan` profiles the statement that gives a question's rows (Neo4j). A folder given with `--keep` is used again as it is.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import neo4j  # noqa: E402

from graph import embedded  # noqa: E402
from graph.answers import Answer, Arguments  # noqa: E402
from graph.ask import Asker  # noqa: E402
from graph.catalogue import question  # noqa: E402
from graph.names import Names  # noqa: E402
from graph.places import Places  # noqa: E402
from graph.store import Store, is_server  # noqa: E402
from graph.view import View  # noqa: E402
from schema.recognise import Recogniser  # noqa: E402
from schema.vocabulary import load_vocabulary  # noqa: E402
from tests import neo4j_server  # noqa: E402
from tests.benchmarks import bulk, metropolis  # noqa: E402

TODAY = dt.date(2026, 6, 1)
RUNS, WARM, EVERYWHERE_RUNS = 40, 5, 3
# Question, and what it is asked with; a question stands here once for each way of asking that runs other statements.
CASES = (
    ("who-covers", "here theme"),
    ("who-covers", "here theme group"),
    ("who-covers", "here"),
    ("who-covers", "actor"),
    ("actors-here", "here kind"),
    ("actors-here", "here theme"),
    ("actors-here", "cooperation"),
    ("responsible-department", "theme"),
    ("cooperations-here", "here"),
    ("cooperations-here", "actor"),
    ("coordinator-of", "here"),
    ("coordinator-of", "cooperation"),
    ("needs-here", "here"),
    ("potentials-here", "here"),
    ("participation-here", "here"),
    ("planning-here", "here"),
    ("unverified", "here"),
    ("gaps", "here"),
    ("gaps", "here theme"),
    ("overlaps", "here"),
    ("partners-of", "actor"),
    ("possible-partners", "here"),
    ("possible-partners", "actor around"),
    ("bridges", "here"),
    ("single-points", "here"),
    ("silo", "here"),
    ("introductions", "actor other"),
    ("changes-since", "here since"),
    ("quartier-profile", "here"),
)
EVERYWHERE = (
    ("who-covers", "theme group"),
    ("actors-here", "kind theme"),
    ("needs-here", "theme"),
    ("gaps", "theme"),
    ("cooperations-here", "theme"),
)


@dataclass(frozen=True)
class Pool:
    """What may be asked about."""

    quartiere: list[str]
    actors: list[str]
    cooperations: list[str]
    themes: list[str]
    groups: list[str]


def pool(store: Store) -> Pool:
    def ids(cypher: str) -> list[str]:
        return [row["id"] for row in store.read(cypher)]

    busy = (
        "MATCH (n:Theme)<-[:ABOUT]-(o:Offering) WITH n.id AS id, count(o) AS n RETURN id ORDER BY n DESC, id LIMIT 60"
    )
    return Pool(
        ids("MATCH (n:Quartier) RETURN n.id AS id ORDER BY id"),
        ids("MATCH (n:Actor)-[:MEMBER_OF]->(:Cooperation) RETURN DISTINCT n.id AS id ORDER BY id LIMIT 2000"),
        ids("MATCH (n:Cooperation) WHERE n.ended IS NULL RETURN n.id AS id ORDER BY id LIMIT 500"),
        ids(busy),
        ids(busy.replace("Theme", "TargetGroup").replace("ABOUT", "FOR")),
    )


def arguments(asker: Asker, places: Places, known: Pool, asked: str, n: int) -> Arguments:
    dice = random.Random(n)
    found = Arguments()
    if "theme" in asked:
        found.themes = [dice.choice(known.themes)]
    if "group" in asked:
        found.target_groups = [dice.choice(known.groups)]
    if "kind" in asked:
        found.kinds = [dice.choice(("youth_club", "school", "family_centre", "senior_centre"))]
    if "since" in asked:
        found.since = "2026-01-01"
    if "cooperation" in asked:
        found.cooperation = dice.choice(known.cooperations)
    if "actor" in asked:
        found.actor = dice.choice(known.actors)
    if "other" in asked:
        found.other = dice.choice(known.actors)
    where = None
    if "here" in asked:
        where = places.resolve(dice.choice(known.quartiere))
    elif "around" in asked and found.actor:
        where = asker.around(found.actor)
    found.everywhere = where is None
    return replace(found, **(where or asker.everywhere()).parameters())


def processor_ms(pid: int) -> float:
    """What a process and this one have used of the processors, in milliseconds: it does not grow where others wait too."""
    own = time.process_time() * 1000
    status = Path(f"/proc/{pid}/stat")
    if not pid or not status.exists():
        return own
    fields = status.read_text().rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def measure(asker: Asker, places: Places, known: Pool, cases: Any, runs: int, warm: int, pid: int) -> None:
    """Print for each case: the first answer, p50, p95, processor time of an answer (here and engine), median rows."""
    for id, asked in cases:
        times, sizes, first, before = [], [], 0.0, 0.0
        for n in range(runs + warm):
            given = arguments(asker, places, known, asked, n)
            before = processor_ms(pid) if n == warm else before
            started = time.perf_counter()
            answer: Answer = asker.run(question(id), given)
            spent = (time.perf_counter() - started) * 1000
            first = first or spent
            if n >= warm:
                times.append(spent)
                sizes.append(len(answer.rows) + len(answer.unlocated))
        used = (processor_ms(pid) - before) / runs
        p50, p95 = statistics.median(times), statistics.quantiles(times, n=20, method="inclusive")[18]
        rows = int(statistics.median(sizes))
        print(f"{id:24}{asked:20}{first:9.0f}{p50:9.1f}{p95:9.1f}{used:9.1f}{rows:7}", flush=True)


def plan(store: Store, asker: Asker, places: Places, known: Pool, id: str, asked: str) -> None:
    """The plan of the statement that gave the answer's rows, with rows and database hits of each step."""
    given = asker.run(question(id), arguments(asker, places, known, asked, 1))
    text = question(id).statements[given.statement]
    used = {name: value for name, value in given.parameters.items() if f"${name}" in text}
    with neo4j.GraphDatabase.driver(store.where, notifications_min_severity="OFF") as driver:
        done = driver.execute_query("PROFILE " + text, used).summary.profile
    print(f"\n{id} ({asked}), statement {given.statement}")
    steps(done, 0)


def steps(step: Any, depth: int) -> None:
    details = str(step["args"].get("Details", ""))[:90]
    print(
        f"{'  ' * depth}{step['operatorType'].split('@')[0]} rows={step['args'].get('Rows')} hits={step['args'].get('DbHits')} {details}"
    )
    for child in step.get("children", ()):
        steps(child, depth + 1)


def reading(store: Store) -> tuple[Names, Places]:
    """Names and places, which the first question after a change reads: seconds and megabytes."""

    def megabytes() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    before, started = megabytes(), time.perf_counter()
    names = Names(store, 0)
    middle, at = megabytes(), time.perf_counter()
    places = Places(store, TODAY)
    print(
        f"names {at - started:.2f} s, {middle - before:.0f} MB; "
        f"places {time.perf_counter() - at:.2f} s, {megabytes() - middle:.0f} MB",
        flush=True,
    )
    return names, places


def bench(where: str, options: argparse.Namespace, folder: Path) -> None:
    url, pid = where, 0
    if where == "neo4j":
        home = folder / f"neo4j-{options.size}"
        if not home.exists():
            bulk.load(home, metropolis.build(options.size))
        url, pid = neo4j_server.start(home, java=neo4j_server.LARGE, pagecache="1g")
    elif not is_server(where):
        url = str(folder / f"embedded-{options.size}")
    try:
        with Store.open(url) as store:
            fill(store, folder, options)
            ask(
                store,
                where,
                options,
                pid or options.pid or (embedded.endpoint(Path(url)).pid if not is_server(url) else 0),
            )
    finally:
        if pid:
            subprocess.run(["kill", str(pid)], check=False)
        elif not is_server(url):
            embedded.stop(Path(url))


def fill(store: Store, folder: Path, options: argparse.Namespace) -> None:
    """Write the city, unless the store holds it already."""
    held = store.read("MATCH (n) RETURN count(n) AS n")[0]["n"]
    if held < options.size:
        metropolis.write(store, folder, metropolis.build(options.size))


def ask(store: Store, where: str, options: argparse.Namespace, pid: int) -> None:
    counts = [
        store.read(cypher)[0]["n"]
        for cypher in ("MATCH (n) RETURN count(n) AS n", "MATCH ()-[r]->() RETURN count(r) AS n")
    ]
    print(f"\n{where}: {counts[0]} nodes, {counts[1]} relationships; load {os.getloadavg()[0]:.1f}")
    names, places = reading(store)
    vocabulary = load_vocabulary()
    asker = Asker(View(store), places, names, Recogniser(vocabulary), vocabulary, TODAY, memory={})
    known = pool(store)
    cases = [case for case in CASES if not options.only or case[0] in options.only]
    print(f"{'question':24}{'asked with':20}{'first ms':>9}{'p50 ms':>9}{'p95 ms':>9}{'cpu ms':>9}{'rows':>7}")
    measure(asker, places, known, cases, options.runs, WARM, pid)
    if not options.only:
        print("everywhere:")
        measure(asker, places, known, EVERYWHERE, EVERYWHERE_RUNS, 1, pid)
    print(f"load {os.getloadavg()[0]:.1f}", flush=True)
    for id in options.plan:
        plan(store, asker, places, known, id, next(asked for case, asked in CASES if case == id))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", type=int, nargs="?", default=20_000, help="nodes; three times as many relationships")
    parser.add_argument("stores", nargs="*", default=["embedded", "neo4j"], help="embedded, neo4j or a bolt address")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--only", action="append", default=[], help="only this question")
    parser.add_argument("--plan", action="append", default=[], help="profile this question's main statement (Neo4j)")
    parser.add_argument(
        "--pid", type=int, default=0, help="the process of a server given by address, for its processor time"
    )
    parser.add_argument("--keep", type=Path, help="a folder for the stores, used again")
    options = parser.parse_args()
    for where in options.stores:
        if where == "neo4j" and (missing := neo4j_server.missing()):
            print(f"neo4j left out: {missing}")
            continue
        with tempfile.TemporaryDirectory() as scratch:
            folder = options.keep or Path(scratch)
            folder.mkdir(parents=True, exist_ok=True)
            bench(where, options, folder)


if __name__ == "__main__":
    main()
