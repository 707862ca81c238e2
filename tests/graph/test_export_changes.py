"""The incremental dump: an old dump and what changed since make the new dump."""

from __future__ import annotations

import io
import shutil
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.export import FORMATS, ExportOptions, incremental
from graph.export.changes import instant
from graph.seal import KeyRing
from graph.store import Store
from graph.touching import now
from graph.view import View
from graph.writer import Writer
from ingest.decisions import erase, judge
from ingest.options import Options
from ingest.pipeline import ingest
from schema.errors import BadRequest
from tests.conftest import DEMO
from tests.made import exported

BASE = "https://town.example/"
AS = "https://www.w3.org/ns/activitystreams#"
Triples = set[ox.Triple]


def parsed(document: bytes) -> Triples:
    return {quad.triple for quad in ox.parse(document, format=ox.RdfFormat.N_TRIPLES)}


def since(store: Store, moment: str, name: str = "ntriples") -> bytes:
    out = io.BytesIO()
    FORMATS[name].write(View(store, "network"), out, incremental(ExportOptions(base=BASE), name, moment))
    return out.getvalue()


def applied(old: Triples, changes: Triples) -> Triples:
    """What the decision page tells a receiver to do."""
    marks = {AS + name for name in ("updated", "deleted", "formerType")}
    told = {t.subject.value for t in changes if t.predicate.value in (f"{AS}updated", f"{AS}deleted")}
    gone = {t.subject.value for t in changes if t.predicate.value == f"{AS}deleted"}
    stale = told | {t.subject.value for t in old if t.subject.value.startswith(f"{BASE}id/source/")}
    kept = {t for t in old if t.subject.value.partition("#")[0] not in stale}
    added = {t for t in changes if t.subject.value not in gone and t.predicate.value not in marks}
    return kept | added


def needed(triples: Triples) -> Triples:
    """Without entries of lists that nothing points at any more."""
    used = {t.object.value for t in triples if isinstance(t.object, ox.NamedNode)}
    own = (
        f"{BASE}id/",
        "https://w3id.org/quartiersgraph/vocabulary/theme-",
        "https://w3id.org/quartiersgraph/vocabulary/tg-",
    )
    return {t for t in triples if t.subject.value.startswith(own) or t.subject.value in used}


def different(left: Triples, right: Triples) -> list[str]:
    """A few of the statements that only one of them has, for a short message."""
    return sorted(f"{'-' if t in left else '+'} {t}" for t in left ^ right)[:8]


def test_old_dump_and_increment_make_the_new_dump(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    town = tmp_path / "town"
    town.mkdir()
    for name in ("Einrichtungen.csv", "Verwaltung.ods", "verwaltungsraeume.geojson"):
        shutil.copy(DEMO / name, town)
    ingest(store, keys, [town], Options(observed="2026-01-01"))
    old = parsed(exported(store, "ntriples"))
    time.sleep(0.01)
    moment = now()
    shutil.copy(DEMO / "quartiere.geojson", town)
    rows = (town / "Einrichtungen.csv").read_text(encoding="cp1252").splitlines(keepends=True)
    rows[3] = rows[3].replace("4710-101", "4710-199")
    (town / "Einrichtungen.csv").write_text("".join([*rows[:7], *rows[8:]]), encoding="cp1252")
    ingest(store, keys, [town], Options(observed="2026-02-01"))
    with Writer(store, keys) as writer:
        bodies = {t.object.value for t in old if t.predicate.value.endswith("hasCompetentAuthority")}
        erase(writer, [min(bodies).rpartition("/")[2]])
        first, second = store.read("MATCH (e:Place) RETURN e.id AS id ORDER BY id LIMIT 2")
        judge(writer, first["id"], second["id"], "same", by="test")
    new, increment = parsed(exported(store, "ntriples")), parsed(since(store, moment))
    assert different(new, old)
    assert 0 < len(increment) < len(new)
    deleted = {t.subject.value for t in increment if t.predicate.value == f"{AS}deleted"}
    assert len(deleted) >= 2
    assert any(t.predicate.value.endswith("isReplacedBy") for t in increment)
    assert different(needed(applied(old, increment)), needed(new)) == []


def test_nothing_since_the_last_change_is_no_thing_at_all(demo_store: Store) -> None:
    assert f"{AS}updated".encode() not in since(demo_store, "2999-01-01")


def test_everything_since_the_beginning_is_the_whole_dump(demo_store: Store) -> None:
    increment = parsed(since(demo_store, "2000-01-01"))
    assert different(applied(set(), increment), parsed(exported(demo_store, "ntriples"))) == []


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2026-03-01", "2026-03-01T00:00:00.000+00:00"),
        ("2026-03-01T12:00:00Z", "2026-03-01T12:00:00.000+00:00"),
        ("2026-03-01T12:00:00+02:00", "2026-03-01T10:00:00.000+00:00"),
    ],
)
def test_instants_are_those_of_the_journal(text: str, stored: str) -> None:
    assert instant(text) == stored


@pytest.mark.parametrize(("name", "moment"), [("csv", "2026-03-01"), ("turtle", "gestern")])
def test_what_cannot_be_answered_is_refused(name: str, moment: str) -> None:
    with pytest.raises(BadRequest):
        incremental(ExportOptions(), name, moment)
