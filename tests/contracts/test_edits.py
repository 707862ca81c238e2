"""Edits on both stores: what was there before is there again when they are taken back, and nothing is stale in between."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.seal import KeyRing
from graph.store import Store
from graph.view import View
from graph.writer import Writer
from ingest.editing.draft import Draft, Tie
from ingest.editing.revision import Base, revision
from ingest.editing.writing import make, undo
from ingest.pipeline import make_resolver
from tests.made import bring, club, id_of

TODAY = "2026-03-01"


def whole(store: Store) -> list[list[Any]]:
    view = View(store, "network")
    return [list(view.entities()), list(view.relationships()), list(view.records()), list(view.aliases())]


def draft(
    values: dict[str, list[str]], ties: dict[str, list[Tie]], id: str | None = None, type: str = "Actor"
) -> Draft:
    return Draft(type, values, ties, TODAY, "Grund", "Telefonat", "Vera", id, "edit" if id else "new")


def test_edits_hold_and_can_be_taken_back(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, [club(), club("2", "Treff", strasse="Am Berl 15", plz="13051")], observed="2020-03-05")
    before, linse, treff = whole(store), id_of(store, "JFE „Linse“"), id_of(store, "Treff")
    with Writer(store, keys) as writer:
        values = {"phone": ["030 5550199"], "name": ["Haus Linse"], "address": ["Parkaue 27, 10367 Berlin"]}
        base = Base(revision(View(store), linse))
        edits = [make(writer, draft(values, {"RUN_BY": []}, linse), base)]
        members = {"MEMBER_OF": [Tie(linse, {"role": "member"}), Tie(treff, {"role": "member"})]}
        edits.append(make(writer, draft({"name": ["AG Nord"]}, members, type="Cooperation")))
        fewer = {"MEMBER_OF": [Tie(treff, {"role": "coordinator"})]}
        edits.append(make(writer, draft({}, fewer, edits[1].entity, "Cooperation")))
        view = View(store, "network")
        properties, (tie,) = view.entity(linse)["properties"], view.neighbours(edits[1].entity)
        assert (properties["phone"], properties["name"]) == (["+49305550199"], "Haus Linse")
        assert (tie["id"], tie["properties"]["role"]) == (treff, "coordinator")
        assert {row["type"] for row in view.neighbours(linse)} == {"LOCATED_AT", "PROVIDES"}
        assert make_resolver(writer).differences() == []
        causes = store.read("MATCH (c:Change {entity: $id}) RETURN c.cause AS cause ORDER BY c.at", id=linse)
        assert causes[-1]["cause"].startswith("edit ")
        for made in reversed(edits):
            undo(writer, made.edit)
        assert make_resolver(writer).differences() == []
    assert whole(store) == before
    assert store.read("MATCH (j:Judgement) RETURN j.id AS id") == []


def test_an_edit_ends_with_its_thing_and_comes_back_with_it(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    rows = [club(), club("2", "Treff", strasse="Am Berl 15", plz="13051")]
    bring(embedded, keys, tmp_path, rows, observed="2020-03-05")
    id = id_of(embedded, "Treff")
    with Writer(embedded, keys) as writer:
        make(writer, draft({"phone": ["030 5550199"]}, {}, id))
    bring(embedded, keys, tmp_path, rows[:1], observed="2026-05-01", allow_vanished=True)
    assert View(embedded).entity(id)["properties"]["ended"] == "2026-05-01"  # nobody names it any more, after the edit
    bring(embedded, keys, tmp_path, rows, observed="2026-06-01")
    assert View(embedded).entity(id)["properties"]["phone"] == ["+49305550199"]
    with Writer(embedded, keys) as writer:
        assert make_resolver(writer).differences() == []
