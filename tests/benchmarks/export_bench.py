"""Export of a million triples: ours beside rdflib, ours beside n10s on the same Neo4j, and memory as the graph grows.

    python tests/benchmarks/export_bench.py [ACTORS [FORMAT…]]     beside rdflib, each in a process of its own
    python tests/benchmarks/export_bench.py memory                 100 thousand to 3 million triples
    python tests/benchmarks/export_bench.py neo4j [ACTORS]         beside n10s, which needs Maven and Java

Seconds (of the clock and of the processor) and peak memory (MB) of the whole way from view to file. rdflib's Turtle takes minutes.
n10s writes other triples of the same nodes (no values of relationships, no standard classes), so that triples a second count there.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rdflib import Graph, Literal, URIRef

from graph.export import FORMATS, ExportOptions
from graph.export.plans import DATA
from graph.export.rdf import Quad, triples
from graph.export.terms import IRI
from graph.store import Store, batches
from graph.view import View
from schema.model import load_model
from tests import neo4j_server
from tests.benchmarks import n10s

ACTORS = 9_000  # about a million triples
GROWTH = (900, 9_000, 27_000)  # actors: 100 thousand, a million, three million triples
THEMES = 150
ALL = ["ntriples", "nquads", "jsonld", "rdfxml", "turtle"]


class City:
    """A generated city: per actor two offerings, a place and the relationships between them."""

    visibility = "public"

    def __init__(self, actors: int) -> None:
        self.actors = actors

    def entities(self, type: str | None = None) -> Iterator[Mapping[str, Any]]:
        makers = {"Actor": _actor, "Offering": _offering, "Place": _place, "Theme": _theme}
        counts = {"Actor": self.actors, "Offering": 2 * self.actors, "Place": self.actors, "Theme": THEMES}
        for name, make in makers.items():
            for number in range(counts[name] if type in (None, name) else 0):
                yield make(number)

    def relationships(self) -> Iterator[Mapping[str, Any]]:
        for number in range(self.actors):
            actor = ("Actor", f"a{number:07}")
            yield _edge("LOCATED_AT", actor, ("Place", f"p{number:07}"))
            for offering in (2 * number, 2 * number + 1):
                yield _edge("PROVIDES", actor, ("Offering", f"o{offering:07}"), since="2019-03")
        for number in range(2 * self.actors):
            recognised = {"word": "Fußball", "rule": "label", "vocabulary": "0123456789abcdef"}
            offering_end = ("Offering", f"o{number:07}")
            yield _edge("ABOUT", offering_end, ("Theme", f"theme-{number % THEMES}"), **recognised)

    def records(self) -> Iterator[Mapping[str, Any]]:
        return iter(())

    def sources(self) -> list[dict[str, Any]]:
        return []

    def aliases(self) -> Iterator[Mapping[str, Any]]:
        return iter(())

    def having(self, type: str, types: Any, where: Any, words: Any) -> list[str]:
        return [f"a{number:07}" for number in range(0, self.actors, 50)]

    def leading_to(self, edge: str, ids: Any) -> list[tuple[str, str]]:
        return []


def _edge(name: str, source: tuple[str, str], target: tuple[str, str], **values: Any) -> Mapping[str, Any]:
    ends = {"from_type": source[0], "from": source[1], "to_type": target[0], "to": target[1]}
    return {"type": name, **ends, "properties": values}


def _node(type_name: str, key: str, /, **values: Any) -> Mapping[str, Any]:
    return {"id": key, "type": type_name, "labels": ("Entity", type_name), "properties": values}


def _actor(number: int) -> Mapping[str, Any]:
    name = f"Nachbarschaftsverein {number} e. V."
    contact = {"phone": [f"+49 30 {number:07}"], "email": [f"info@verein{number}.example"]}
    web = {"url": [f"https://verein{number}.example/"], "opening_hours": "Mo–Fr 10–18 Uhr"}
    return _node("Actor", f"a{number:07}", name=name, kinds=["association"], founded="1998", **contact, **web)


def _offering(number: int) -> Mapping[str, Any]:
    dates = {"start_date": "2024-01-01", "last_verified": "2025-05-05"}
    text = {"cost": "kostenlos", "schedule": "mittwochs 16 bis 18 Uhr", "audience_text": "Kinder und Jugendliche"}
    return _node(
        "Offering", f"o{number:07}", name=f"Fußball {number}", languages=["de", "tr"], ages="6-12", **dates, **text
    )


def _place(number: int) -> Mapping[str, Any]:
    address = {
        "street": "Lange Straße",
        "house_number": str(number % 200),
        "postal_code": "12345",
        "city": "Musterstadt",
    }
    return _node("Place", f"p{number:07}", name=f"Lange Straße {number % 200}", point="13.5123 52.487", **address)


def _theme(number: int) -> Mapping[str, Any]:
    return _node("Theme", f"theme-{number}", name=f"Thema {number}", label_de=f"Thema {number}")


def ours(name: str, actors: int, path: Path) -> dict[str, float]:
    """Writes one format; seconds and peak megabytes."""
    started = time.perf_counter()
    with path.open("wb") as out:
        FORMATS[name].write(City(actors), out, ExportOptions())
    return _measured(started)


def rdflibs(name: str, actors: int, path: Path) -> dict[str, float]:
    """The same data graph put into rdflib and serialised by it; `serialising` is the second half alone."""
    started = time.perf_counter()
    graph = Graph()
    for quad in triples(City(actors), load_model(), ExportOptions().base):
        if quad.graph == DATA:
            graph.add((URIRef(quad.subject), URIRef(quad.predicate), _term(quad)))
    built = time.perf_counter()
    graph.serialize(
        path, format={"turtle": "turtle", "jsonld": "json-ld", "rdfxml": "xml"}.get(name, "nt"), encoding="utf-8"
    )
    serialising = round(time.perf_counter() - built, 2)
    return {**_measured(started), "serialising": serialising, "triples": len(graph)}


def _term(quad: Quad) -> URIRef | Literal:
    if quad.form == IRI:
        return URIRef(quad.value)
    if quad.form.startswith("@"):
        return Literal(quad.value, lang=quad.form[1:])
    return Literal(quad.value, datatype=URIRef(load_model().expand(quad.form)) if quad.form else None)


def _measured(started: float) -> dict[str, float]:
    peak = _peak()
    return {
        "seconds": round(time.perf_counter() - started, 2),
        "processor": round(time.process_time(), 2),
        "megabytes": round(peak),
        "above_imports": round(peak - IMPORTED),
    }


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


IMPORTED = _peak()  # what the libraries take before anything is written


def compare(actors: int, names: list[str], folder: Path) -> dict[str, dict[str, Any]]:
    """The formats by both, in processes of their own; `times` = how often ours fits into rdflib's."""
    found: dict[str, dict[str, Any]] = {}
    for name in names:
        mine = _run("ours", name, str(actors), str(folder / f"ours.{name}"))
        other = _run("rdflib", name, str(actors), str(folder / f"rdflib.{name}"))
        found[name] = {"ours": mine, "rdflib": other, "times": round(other["seconds"] / mine["seconds"], 1)}
    return found


def memory(names: list[str], folder: Path) -> dict[str, dict[int, dict[str, float]]]:
    """Seconds and peak memory of each format as the graph grows."""
    return {name: {n: _run("ours", name, str(n), str(folder / name)) for n in GROWTH} for name in names}


def beside_n10s(actors: int, folder: Path) -> dict[str, Any]:
    """N-Triples of the same nodes in the same Neo4j by both; a word where n10s or Neo4j cannot be had."""
    missing = neo4j_server.missing()
    if missing:
        return {"skipped": f"no Neo4j: {missing}"}
    try:
        n10s.jar()
    except subprocess.CalledProcessError as error:
        return {"skipped": f"Maven did not find n10s {n10s.VERSION}: {error}"}
    with n10s.server() as server:
        fill(server.bolt, actors)
        mine = _run("stored", "ntriples", server.bolt, str(folder / "ours.nt"))
        seconds, triples_written = n10s.export(server, folder / "n10s.nt")
    theirs = {"seconds": round(seconds, 2), "triples": triples_written}
    rates = {"ours": mine["triples"] / mine["seconds"], "n10s": triples_written / seconds}
    ratio = round(rates["ours"] / rates["n10s"], 2)
    return {"ours": mine, "n10s": theirs, "triples_per_second": {k: round(v) for k, v in rates.items()}, "times": ratio}


def fill(url: str, actors: int) -> None:
    """The generated city in a real store."""
    city = City(actors)
    with Store.open(url) as store:
        for type_name in ("Actor", "Offering", "Place"):
            nodes = ({"id": e["id"], "type": type_name, **e["properties"]} for e in city.entities(type_name))
            for part in batches(list(nodes)):
                store.write(f"UNWIND $rows AS row CREATE (e:Entity:{type_name}) SET e = row", rows=part)
        edges: dict[str, list[dict[str, Any]]] = {}
        for edge in city.relationships():
            if edge["type"] != "ABOUT":
                edges.setdefault(edge["type"], []).append(dict(edge))
        for name, rows in edges.items():
            for part in batches(rows):
                store.write(
                    "UNWIND $rows AS row MATCH (a:Entity {id: row.from}) MATCH (b:Entity {id: row.to}) "
                    f"CREATE (a)-[r:{name}]->(b) SET r = row.properties",
                    rows=part,
                )


def stored(name: str, url: str, path: Path) -> dict[str, float]:
    """Writes a real store; seconds, peak megabytes and triples."""
    started = time.perf_counter()
    with Store.open(url) as store, path.open("wb") as out:
        FORMATS[name].write(View(store, "public"), out, ExportOptions())
    with path.open("rb") as file:
        return {**_measured(started), "triples": sum(1 for _ in file)}


def _run(*arguments: str) -> dict[str, float]:
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(
        [sys.executable, __file__, *arguments], check=True, capture_output=True, text=True, env=environment
    )
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def main(arguments: list[str]) -> None:
    """Compares, or measures one part when called by a comparison."""
    what, *rest = arguments or [str(ACTORS)]
    with tempfile.TemporaryDirectory() as folder:
        if what == "ours":
            result: object = ours(rest[0], int(rest[1]), Path(rest[2]))
        elif what == "rdflib":
            result = rdflibs(rest[0], int(rest[1]), Path(rest[2]))
        elif what == "stored":
            result = stored(rest[0], rest[1], Path(rest[2]))
        elif what == "memory":
            result = memory(rest or ALL, Path(folder))
        elif what == "neo4j":
            result = beside_n10s(int(rest[0]) if rest else ACTORS, Path(folder))
        else:
            result = compare(int(what), rest or ALL, Path(folder))
    sys.stdout.write(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
