"""The canonical form, beside pyoxigraph's own RDFC-1.0."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.export.canonical import ordered
from graph.seal import KeyRing
from graph.store import Store
from tests.conftest import WHOLE
from tests.graph.test_export_rdf import export
from tests.made import bring, club, exported

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def by_library(document: bytes, format: ox.RdfFormat) -> bytes:
    dataset = ox.Dataset(ox.parse(document, format=format))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS).splitlines(keepends=True)
    return b"".join(sorted(lines))


def test_canonical_form_is_that_of_a_library() -> None:
    assert export("canonical") == by_library(export("turtle"), ox.RdfFormat.TURTLE)


def test_canonical_form_of_a_town_is_that_of_a_library(request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue("lichtenberg_store" if WHOLE else "demo_store")
    triples = exported(store, "ntriples", "public")
    assert exported(store, "canonical", "public") == by_library(triples, ox.RdfFormat.N_TRIPLES)


@settings(max_examples=200)
@given(TEXTS)
def test_any_text_is_escaped_as_the_library_does(text: str) -> None:
    from graph.export.nquads import lines
    from graph.export.plans import DATA, Resource

    ours = "".join(lines([Resource("https://a.example/s", [("rdfs:label", "@de", text)], DATA)]))
    quad = ox.Quad(
        ox.NamedNode("https://a.example/s"),
        ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
        ox.Literal(text, language="de"),
    )
    assert ours.encode() == ox.serialize([quad], format=ox.RdfFormat.N_QUADS)


def test_runs_on_disk_give_the_order_of_one_sort() -> None:
    some = random.Random(1)
    lines = [f"{some.randrange(500)}\n".encode() for _ in range(2_000)]
    assert list(ordered(lines, run=77)) == sorted(set(lines))


def test_order_of_import_does_not_show(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    from tests.conftest import wipe

    lists = {"a.json": [club("1"), club("2", "JFE Orange")], "b.json": [club("9", "JFE „Linse“", telefon="030 1")]}
    seen = []
    for order in (list(lists), list(reversed(lists))):
        wipe(store)
        for name in order:
            bring(store, keys, tmp_path, lists[name], name, observed="2024-01-01")
        seen.append(exported(store, "canonical"))
    assert seen[0] == seen[1]
    assert len(seen[0]) > 10_000
