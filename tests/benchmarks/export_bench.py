"""Export of a million triples, ours beside rdflib, each in a process of its own.

    python tests/benchmarks/export_bench.py [ACTORS [FORMAT…]]

Prints seconds and peak memory (MB) of the whole way from view to file. rdflib's Turtle takes minutes.
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
from schema.model import load_model

ACTORS = 17_300  # about a million triples
THEMES = 150


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
    graph.serialize(path, format={"turtle": "turtle", "nquads": "nt", "jsonld": "json-ld"}[name], encoding="utf-8")
    serialising = round(time.perf_counter() - built, 2)
    return {**_measured(started), "serialising": serialising, "triples": len(graph)}


def _term(quad: Quad) -> URIRef | Literal:
    if quad.form == IRI:
        return URIRef(quad.value)
    if quad.form.startswith("@"):
        return Literal(quad.value, lang=quad.form[1:])
    return Literal(quad.value, datatype=URIRef(load_model().expand(quad.form)) if quad.form else None)


def _measured(started: float) -> dict[str, float]:
    seconds = time.perf_counter() - started
    return {"seconds": round(seconds, 2), "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}


def compare(actors: int, names: list[str], folder: Path) -> dict[str, dict[str, Any]]:
    """The formats by both, in processes of their own; `times` = how often ours fits into rdflib's."""
    found: dict[str, dict[str, Any]] = {}
    for name in names:
        mine = _run("ours", name, str(actors), str(folder / f"ours.{name}"))
        other = _run("rdflib", name, str(actors), str(folder / f"rdflib.{name}"))
        found[name] = {"ours": mine, "rdflib": other, "times": round(other["seconds"] / mine["seconds"], 1)}
    return found


def _run(*arguments: str) -> dict[str, float]:
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(
        [sys.executable, __file__, *arguments], check=True, capture_output=True, text=True, env=environment
    )
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def main(arguments: list[str]) -> None:
    """Compares, or measures one part when called by `compare`."""
    if arguments[:1] == ["ours"]:
        result: object = ours(arguments[1], int(arguments[2]), Path(arguments[3]))
    elif arguments[:1] == ["rdflib"]:
        result = rdflibs(arguments[1], int(arguments[2]), Path(arguments[3]))
    else:
        actors, names = int(arguments[0]) if arguments else ACTORS, arguments[1:] or ["nquads", "jsonld", "turtle"]
        with tempfile.TemporaryDirectory() as folder:
            result = compare(actors, names, Path(folder))
    sys.stdout.write(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
