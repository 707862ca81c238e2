"""SPARQL over a million triples: ours through the HTTP door and straight from the index, beside rdflib in the same run.

    python tests/benchmarks/bench_sparql.py [ACTORS]

Prints how long the index takes and how much memory its writing needs, each query's best of five (milliseconds), the ratio to
rdflib, and how long an edit takes until it is answered. rdflib parses the same triples into memory first.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import rdflib

from api.service import Service
from api.settings import Settings
from api.tokens import Tokens
from graph.export.plans import DATA
from graph.sparql.index import State, made, write
from graph.sparql.pool import Pool
from graph.sparql.quads import graphs, quads
from schema.model import PREFIXES, load_model
from tests.api.serving import serving
from tests.benchmarks.export_bench import City
from tests.made import bring, club

BASE = "https://town.example/"
ACTORS = 9_000  # about a million triples, as the mapping writes them
TIMES = 5
QUERIES = {
    "one thing": f"SELECT ?p ?o {{ <{BASE}id/actor/a0000500> ?p ?o }}",
    "two steps": f"SELECT ?name {{ <{BASE}id/actor/a0000500> qg:provides/dcterms:subject ?theme . ?theme rdfs:label ?name }}",
    "by name": 'SELECT ?s { ?s rdfs:label "Verein 4711"@de }',
    "count by theme": "SELECT ?theme (COUNT(?o) AS ?n) { ?o a qg:Offering ; dcterms:subject ?theme } GROUP BY ?theme",
    "join and sort": "SELECT ?name ?where { ?a a qg:Actor ; rdfs:label ?name ; schema:location ?p . ?p rdfs:label ?where } "
    "ORDER BY ?name LIMIT 50",
    "search text": "SELECT ?s ?name { ?s a qg:Offering ; rdfs:label ?name FILTER(CONTAINS(?name, '777')) } LIMIT 100",
    "count all": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
}


class Town(City):
    """The generated city as the mapping asks for it: no body of its own grants anything."""

    def having(self, *_asked: Any) -> list[str]:
        return []

    def leading_to(self, *_asked: Any) -> list[tuple[str, str]]:
        return []


def build(folder: str, actors: str) -> None:
    """In a process of its own: write the index, and say how long it took and how much memory it needed."""
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    store = ox.Store(folder)
    write(store, quads(Town(int(actors)), load_model(), BASE))  # type: ignore[arg-type]
    seconds, peak = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        json.dumps(
            {"quads": len(store), "seconds": round(seconds, 1), "peak_mb": peak >> 10, "before_mb": before >> 10}
        )
    )


def best(work: Callable[[], Any]) -> float:
    """Milliseconds of the fastest of some."""
    times = []
    for _ in range(TIMES):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
        if times[-1] > 5_000:
            break
    return min(times)


def text(query: str) -> str:
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items() if f"{name}:" in query) + query


def from_index(pool: Pool, folder: Path, query: str) -> bytes:
    request = {
        "folder": str(folder), "query": text(query), "base": BASE, "default_graphs": [graphs(BASE)[DATA]],
        "named_graphs": None, "format": "json", "rows": 10_000, "prefixes": {},
    }  # fmt: skip
    return pool.ask(request, 120)[1]


def through_http(client: httpx.Client, query: str) -> bytes:
    said = client.get("/sparql", params={"query": text(query)})
    said.raise_for_status()
    return said.content


def parsed(folder: Path) -> tuple[rdflib.Graph, float]:
    """The data graph in rdflib's memory, and the seconds of its parsing."""
    file = folder.parent / "data.nt"
    ox.Store.read_only(str(folder)).dump(str(file), ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graphs(BASE)[DATA]))
    started = time.perf_counter()
    graph = rdflib.Graph().parse(str(file), format="nt")
    return graph, time.perf_counter() - started


def main(actors: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        settings = Settings(
            store=str(folder / "store"), keys=folder / "keys", index=folder / "index", base=BASE, sparql_seconds=120
        )
        with Service(settings) as service:
            bring(service.store, service.keys, folder, [club()], observed="2020-03-05")
            index = service.sparql._indexes["public"]
            index.folder.mkdir(parents=True)
            version = index.folder / "v-bench"
            done = subprocess.run(
                [sys.executable, __file__, "build", str(version), str(actors)],
                check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(Path.cwd())},
            )  # fmt: skip
            built = json.loads(done.stdout)
            print(f"index of {built['quads']:,} quads: {built['seconds']} s, peak {built['peak_mb']} MB", flush=True)
            now, mark = index.now(), index._mark()
            index._publish("v-bench", State(now.revision, now.erased, mark, made(BASE)), purge=False)
            compare(service, version)
            edit(service, folder)
            service.sparql._closing.set()
            service.store.stop()


def compare(service: Service, version: Path) -> None:
    graph, seconds = parsed(version)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"rdflib: {len(graph):,} triples parsed in {seconds:.0f} s, peak {peak} MB", flush=True)
    pool = Pool(2_000)
    with serving(service, Tokens(version.parent.parent / "tokens.json")) as client:
        print(f"{'query':<16}{'index ms':>10}{'HTTP ms':>10}{'rdflib ms':>12}{'ratio':>9}")
        for name, query in QUERIES.items():
            found = json.loads(from_index(pool, version, query))["results"]["bindings"]
            same = len(found) == len(list(graph.query(text(query))))
            ours, http = (
                best(lambda q=query: from_index(pool, version, q)),
                best(lambda q=query: through_http(client, q)),
            )
            theirs = best(lambda q=query: list(graph.query(text(q))))
            print(
                f"{name:<16}{ours:>10.1f}{http:>10.1f}{theirs:>12.1f}{theirs / http:>8.1f}x{'' if same else '  DIFFERENT'}",
                flush=True,
            )
    pool.close()


def edit(service: Service, folder: Path) -> None:
    """One club more: from the end of its import to the first answer that knows it."""
    service.sparql._write = lambda *_args, **_more: None  # type: ignore[method-assign,assignment,return-value]
    bring(service.store, service.keys, folder, [club("9", "Neuer Verein")], "more.json", observed="2020-03-06")
    index = service.sparql._indexes["public"]
    started = time.perf_counter()
    index.patch()
    found = index.current()
    assert found is not None
    pool = Pool(2_000)
    body = from_index(pool, found[0], 'SELECT ?s { ?s rdfs:label "Neuer Verein"@de }')
    pool.close()
    assert len(json.loads(body)["results"]["bindings"]) == 1
    print(f"an edit is answered after {time.perf_counter() - started:.2f} s (a new process with it)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"]:
        build(*sys.argv[2:])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ACTORS)
