"""Graph to RDF to graph: our own dumps read back."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.export import FORMATS, ExportOptions
from graph.seal import KeyRing
from graph.store import Store
from ingest.options import Options
from ingest.pipeline import ingest
from ingest.readers.rdf import Dump
from schema.errors import UnreadableFile
from tests.graph.export_town import MODEL, NASTY, Town
from tests.made import exported

BASE = "https://town.example/"
SYNTAXES = {"turtle": "ttl", "ntriples": "nt", "nquads": "nq", "jsonld": "jsonld", "rdfxml": "rdf"}
OWN_SOURCE = b"/id/source/b960eeadc49e29ce6f01d30b02>"  # of what comes from dump.ttl


def written(store: Store, folder: Path, syntax: str, visibility: str) -> Path:
    path = folder / f"dump.{SYNTAXES[syntax]}"
    path.write_bytes(exported(store, syntax, visibility))
    return path


def different(left: bytes, right: bytes) -> list[bytes]:
    """Statements that only one of two canonical forms has, but for what the dump is as a source itself."""
    apart = set(left.splitlines()) ^ set(right.splitlines())
    return sorted(line for line in apart if OWN_SOURCE not in line)[:8]


def test_demo_town_comes_back_as_it_was(store: Store, demo_store: Store, keys: KeyRing, tmp_path: Path) -> None:
    report = ingest(store, keys, [written(demo_store, tmp_path, "turtle", "network")], Options())
    assert [problem.code for file in report.files for problem in file.problems] == []
    assert report.created > 400
    once = exported(store, "canonical")
    assert different(once, exported(demo_store, "canonical")) == []
    again = ingest(store, keys, [tmp_path / "dump.ttl"], Options())
    assert (again.created, again.changed, again.vanished) == (0, 0, 0)
    assert exported(store, "canonical") == once


def test_what_a_dump_does_not_hold(embedded: Store, demo_store: Store, keys: KeyRing, tmp_path: Path) -> None:
    """As docs/decisions/rdf.md lists it."""
    ingest(embedded, keys, [written(demo_store, tmp_path, "turtle", "public")], Options())
    assert embedded.read("MATCH (r:Record) WHERE r.sealed IS NOT NULL OR r.row IS NOT NULL RETURN r.id AS id") == []
    rules = embedded.read("MATCH (:Offering)-[r:ABOUT]->() RETURN DISTINCT r.word AS word, r.rule AS rule")
    assert rules == [{"word": "", "rule": "export"}]
    assert embedded.read("MATCH (e:Offering) WHERE e.description IS NOT NULL RETURN e.id AS id") == []


def test_dump_of_a_store_brought_into_it_changes_nothing(
    embedded: Store, demo_store: Store, keys: KeyRing, tmp_path: Path
) -> None:
    from tests.conftest import DEMO

    ingest(embedded, keys, [DEMO / "Einrichtungen.csv", DEMO / "Verwaltung.ods"], Options(observed="2026-01-01"))
    before = exported(embedded, "canonical")
    path = written(embedded, tmp_path, "turtle", "public")
    report = ingest(embedded, keys, [path], Options())
    assert different(exported(embedded, "canonical"), before) == []
    assert [problem.code for file in report.files for problem in file.problems] == ["known-already"]
    whole = written(demo_store, tmp_path, "turtle", "public")  # new things lead to known ones
    ingest(embedded, keys, [whole], Options(source="another"))
    links = "MATCH (:Cooperation)<-[:MEMBER_OF]-(a:Actor) RETURN count(a) AS n"
    assert embedded.read(links) == demo_store.read(links)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_every_syntax_is_read_to_the_same_things(demo_store: Store, tmp_path: Path, syntax: str) -> None:
    with Dump(written(demo_store, tmp_path, syntax, "public")) as dump:
        found = {thing.id: thing for thing in dump.things()}
    from graph.view import View

    wanted = {e["id"]: e for e in View(demo_store, "public").entities() if MODEL.types[e["type"]].scheme is None}
    assert found.keys() == wanted.keys()
    wrong = [id for id, entity in wanted.items() if listed(entity["properties"]) != found[id].values]
    assert [(wanted[id], found[id]) for id in wrong[:2]] == []


def listed(properties: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {name: sorted(set(v), key=str) if isinstance(v, list) else [v] for name, v in properties.items()}


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)


class Texts(Town):
    """Actors that say what they are given."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__("network")
        self.texts = texts

    def entities(self, type: str | None = None) -> Iterator[Mapping[str, Any]]:
        for n, text in enumerate(self.texts):
            values = {
                "name": text,
                "alternative_names": [text],
                "opening_hours": text,
                "keywords": [text],
                "url": [f"https://a.example/{text}"],
            }
            yield {"id": f"a{n}", "type": "Actor", "labels": ("Entity", "Actor"), "properties": values}

    def relationships(self) -> Iterator[Mapping[str, Any]]:
        return iter(())


@pytest.mark.parametrize("syntax", SYNTAXES)
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=10, max_size=30))
def test_any_text_survives(tmp_path: Path, syntax: str, texts: list[str]) -> None:
    texts = [NASTY, "%", "\ufff0", "a]b[", "\r\n\t", *texts]
    out = io.BytesIO()
    FORMATS[syntax].write(Texts(texts), out, ExportOptions(base=BASE))
    path = tmp_path / f"texts.{SYNTAXES[syntax]}"
    path.write_bytes(out.getvalue())
    with Dump(path) as dump:
        found = {thing.id: thing.values for thing in dump.things()}
    for n, text in enumerate(texts):
        assert found[f"a{n}"]["name"] == found[f"a{n}"]["keywords"] == found[f"a{n}"]["opening_hours"] == [text]


def test_values_that_are_not_of_their_kind_are_named_and_left_out(
    embedded: Store, keys: KeyRing, tmp_path: Path
) -> None:
    path = tmp_path / "edited.ttl"
    path.write_text(
        "@prefix qg: <https://w3id.org/quartiersgraph/ontology#> . @prefix schema: <https://schema.org/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<https://a.example/id/actor/x1> a qg:Actor ; rdfs:label "Verein"@de ; schema:foundingDate "gestern" ;\n'
        '  qg:contactPersons "Erika Mustermann" ; qg:students 7 ;\n'
        "  qg:kinds <https://w3id.org/quartiersgraph/vocabulary/kinds/king> .",
        encoding="utf-8",
    )
    report = ingest(embedded, keys, [path], Options())
    assert [problem.code for file in report.files for problem in file.problems] == ["value-invalid"] * 2
    [actor] = embedded.read("MATCH (a:Actor) RETURN properties(a) AS p")
    assert (actor["p"]["id"], actor["p"]["students"], {"founded", "kinds"} & actor["p"].keys()) == ("x1", 7, set())
    assert "Mustermann" not in str(embedded.read("MATCH (n) RETURN properties(n) AS p"))


def test_what_is_no_rdf_is_told(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("@prefix qg: <https://w3id.org/quartiersgraph/ontology#> . <a", encoding="utf-8")
    with pytest.raises(UnreadableFile):
        Dump(path)
