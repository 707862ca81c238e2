"""What an import must keep on every store: idempotent, whatever the order; nothing lost; everything can be undone."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from graph.seal import KeyRing
from graph.store import Store
from graph.view import View
from graph.writer import Writer
from ingest import decisions
from ingest.backup import backup, restore
from ingest.pipeline import make_resolver
from schema.errors import BadRequest, Gone, NotFound, StoreBusy
from tests.conftest import wipe
from tests.made import bring, club, exported, id_of, names

OTHER = club("7", "Sporttreff „Käfig“", strasse="Am Berl 15", plz="13051", traeger="Kiezwerk e. V.", angebote="Sport")


def whole(store: Store, keys: KeyRing) -> bool:
    """Does everything stored equal a full recomputation?"""
    with Writer(store, keys) as writer:
        return make_resolver(writer).differences() == [] and writer.pending() == []


def test_the_same_input_twice_is_the_same_graph(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    first = bring(store, keys, tmp_path, [club(), OTHER], observed="2020-01-01")
    before = exported(store)
    again = bring(store, keys, tmp_path, [club(), OTHER], observed="2020-01-01")
    assert (first.created, again.created, again.unchanged) == (2, 0, 2)
    assert exported(store) == before


def test_the_order_of_sources_and_snapshots_does_not_matter(
    store_url: str, store: Store, keys: KeyRing, tmp_path: Path
) -> None:
    steps = [
        ("a.json", [club(), OTHER], "2020"),
        ("a.json", [club(angebote="Sport"), OTHER], "2021-05"),
        ("b.json", [club("x", name="Linse", telefon="030 5549384")], "2020-07-01"),
        ("a.json", [club()], "2022"),
    ]
    results = []
    for order in (steps, steps[::-1], [steps[2], steps[3], steps[0], steps[1]]):
        wipe(store)
        for name, rows, observed in order:
            bring(store, keys, tmp_path, rows, name, observed=observed, allow_vanished=True)
        assert whole(store, keys)
        results.append((exported(store), exported(store, "nquads")))
    assert results[0] == results[1] == results[2]


def test_one_carrier_in_two_spellings_is_one_actor(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, [club(), OTHER])
    assert names(store) == ["JFE „Linse“", "Kiezwerk e. V.", "Sporttreff „Käfig“"]


def test_two_offerings_of_one_name_at_two_providers_stay_two(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, [club(), OTHER])
    assert names(store, "Offering") == ["Musik", "Sport", "Sport"]


def test_a_changed_cell_touches_only_its_row(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, [club(), OTHER], observed="2020")
    report = bring(store, keys, tmp_path, [club(angebote="Sport, Tanz"), OTHER], observed="2021")
    assert (report.created, report.changed, report.unchanged, report.vanished) == (0, 1, 1, 0)
    assert names(store, "Offering") == ["Sport", "Sport", "Tanz"]
    assert whole(store, keys)


def test_vanished_rows_end_and_as_of_still_sees_them(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    rows = [club(), OTHER, club("3", "Treff 3", strasse="Weg 3"), club("4", "Treff 4", strasse="Weg 4")]
    bring(store, keys, tmp_path, rows, observed="2020")
    report = bring(store, keys, tmp_path, rows[:3], observed="2021")
    gone = id_of(store, "Treff 4")
    assert report.vanished == 1 and "Treff 4" not in names(store)
    assert store.read("MATCH (e:Entity {id: $id}) RETURN e.ended AS ended", id=gone) == [{"ended": "2021"}]
    assert View(store).entity(gone, "2020-06-01")["name"] == "Treff 4"
    with pytest.raises(NotFound):
        View(store).entity(gone, "2022")


def test_too_many_vanished_rows_change_nothing_unless_allowed(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, [club(), OTHER], observed="2020")
    before = exported(store)
    report = bring(store, keys, tmp_path, [club()], observed="2021")
    assert [problem.code for problem in report.problems] == ["too-many-vanished"] and report.exit_code == 1
    assert exported(store) == before
    assert bring(store, keys, tmp_path, [club()], observed="2021", allow_vanished=True).vanished == 1


def test_a_row_without_name_is_named_and_its_last_good_record_stays(
    store: Store, keys: KeyRing, tmp_path: Path
) -> None:
    bring(store, keys, tmp_path, [club(), OTHER], observed="2020")
    report = bring(store, keys, tmp_path, [club(einrichtung=""), OTHER], observed="2021")
    assert [(p.code, p.row, p.column) for p in report.problems] == [("row-without-name", 1, "einrichtung")]
    assert "JFE „Linse“" in names(store) and report.vanished == 0


def test_a_dry_run_counts_and_writes_nothing(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    report = bring(store, keys, tmp_path, [club(), OTHER], dry_run=True)
    assert report.created == 2
    assert names(store) == []


def test_a_judgement_joins_and_its_undoing_parts_again(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, [club(), club("9", "Jugendhaus Linse", strasse="Parkaue 25")], observed="2020")
    before, left, right = exported(store), id_of(store, "JFE „Linse“"), id_of(store, "Jugendhaus Linse")
    with Writer(store, keys) as writer:
        decisions.judge(writer, left, right, "same", by="test")
    assert len(names(store)) == 2 and whole(store, keys)
    assert View(store).resolve(left) == View(store).resolve(right)
    with Writer(store, keys) as writer:
        decisions.undo(writer, decisions.judgements(store)[0]["id"])
    assert exported(store) == before and whole(store, keys)


def test_a_rejection_keeps_apart_what_would_be_merged(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, [club()], "a.json")
    bring(store, keys, tmp_path, [club("2")], "b.json")
    assert names(store).count("JFE „Linse“") == 1
    records = [
        row["id"]
        for row in store.read(
            "MATCH (r:Record) WHERE r.entity = $id RETURN r.id AS id ORDER BY id", id=id_of(store, "JFE „Linse“")
        )
    ]
    with Writer(store, keys) as writer:
        decisions.judge(writer, records[0], records[1], "different", by="test")
    assert names(store).count("JFE „Linse“") == 2 and whole(store, keys)


def test_a_judgement_survives_a_new_import(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    rows = [club(), club("9", "Jugendhaus Linse", strasse="Parkaue 25")]
    bring(store, keys, tmp_path, rows, observed="2020")
    with Writer(store, keys) as writer:
        decisions.judge(writer, id_of(store, "JFE „Linse“"), id_of(store, "Jugendhaus Linse"), "same", by="test")
    bring(store, keys, tmp_path, [rows[0], {**rows[1], "angebote": "Tanz"}], observed="2021")
    assert len(names(store)) == 2 and whole(store, keys)


def test_a_dropped_source_is_unseen_until_restored(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, [club()], "a.json")
    bring(store, keys, tmp_path, [club("2", telefon="", angebote="Tanz"), OTHER], "b.json")
    before = exported(store)
    with Writer(store, keys) as writer:
        decisions.drop_source(writer, "b.json")
    assert names(store) == ["JFE „Linse“", "Kiezwerk e. V."] and names(store, "Offering") == ["Musik", "Sport"]
    assert whole(store, keys)
    with Writer(store, keys) as writer:
        decisions.restore_source(writer, "b.json")
    assert exported(store) == before and whole(store, keys)


def test_what_is_erased_answers_gone_and_does_not_come_back(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, [club(), OTHER], observed="2020")
    erased = id_of(store, "Sporttreff „Käfig“")
    with Writer(store, keys) as writer:
        decisions.erase(writer, [erased])
    bring(store, keys, tmp_path, [club(), OTHER], observed="2021")
    assert "Sporttreff „Käfig“" not in names(store) and whole(store, keys)
    with pytest.raises(Gone):
        View(store).resolve(erased)
    assert (
        store.read(
            "MATCH (c:Change {entity: $id}) WHERE c.before IS NOT NULL AND c.after IS NULL RETURN count(c) AS n",
            id=erased,
        )[0]["n"]
        <= 1
    )


def test_a_person_is_found_in_sealed_values_and_erased(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, [club(e_mail="berta.beispiel@linse.example"), OTHER])
    with Writer(store, keys) as writer:
        found = decisions.find_person(writer, "berta.beispiel")
        assert len(found) == 1
        decisions.erase(writer, found)
    assert "JFE „Linse“" not in names(store)


def test_private_values_are_nowhere_in_the_store(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, [club(e_mail="berta.beispiel@linse.example", telefon="0163 8144219")])
    everything = str(store.read("MATCH (n) RETURN properties(n) AS p")).casefold()
    assert "beispiel@" not in everything and "8144219" not in everything


def test_every_change_of_an_entity_is_in_the_journal(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, [club()], observed="2020")
    bring(store, keys, tmp_path, [club(telefon="030 111111")], observed="2021")
    rows = store.read(
        "MATCH (c:Change {entity: $id}) RETURN c.cause AS cause, c.before AS before, c.after AS after ORDER BY c.at",
        id=id_of(store, "JFE „Linse“"),
    )
    assert [row["cause"] for row in rows] == ["import clubs.json 2020", "import clubs.json 2021"]
    assert rows[0]["before"] is None and rows[1]["before"] == rows[0]["after"] != rows[1]["after"]


def test_a_second_writer_is_told_to_wait(store: Store, keys: KeyRing) -> None:
    with Writer(store, keys):
        store.write("MATCH (l:Lease) SET l.owner = 'elsewhere:1'")
        with pytest.raises(StoreBusy, match="elsewhere"), Writer(store, keys):
            pass
    store.write("MATCH (l:Lease) DELETE l")


def test_a_dead_writers_lease_is_taken_over(store: Store, keys: KeyRing) -> None:
    store.write(
        "MERGE (l:Lease {id: 'writer'}) SET l.token = 'x', l.owner = $owner, l.expires = 99999999999",
        owner=f"{socket.gethostname()}:999999",
    )
    with Writer(store, keys) as writer:
        assert writer.pending() == []


def test_a_backup_restores_the_same_graph(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, [club(), OTHER], observed="2020")
    before, file = exported(store), tmp_path / "all.backup"
    assert backup(store, keys.path, file) > 10
    with Writer(store, keys) as writer, pytest.raises(BadRequest, match="not empty"):
        restore(writer, file)
    wipe(store)
    with Writer(store, keys) as writer:
        restore(writer, file)
    assert exported(store) == before and whole(store, keys)
