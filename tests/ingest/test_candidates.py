"""Near cases: names in member lists, two spellings, what a list sets apart; and that a judgement on one takes effect."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from demo import __file__ as demo_file
from graph.seal import KeyRing
from graph.store import Store
from graph.view import View
from graph.writer import Writer
from ingest import decisions
from ingest.candidates import Candidate, candidates, count_candidates
from ingest.pipeline import Options, ingest
from ingest.side_by_side import merges
from tests.made import bring, club, id_of, names

ROUNDS = """
name: rounds
for: {columns: [round, members]}
source: {title: Round tables}
key: [round]
things:
  cooperation: {type: Cooperation, name: round}
  member:
    type: Actor
    each: {column: members, split: [";"]}
    mention: refers
    unresolved: [cooperation, unresolved_members]
    links: {MEMBER_OF: {to: cooperation, role: {const: member}}}
"""


def rounds(store: Store, keys: KeyRing, folder: Path, **members: str) -> Any:
    (folder / "rounds.yaml").write_text(ROUNDS, encoding="utf-8")
    lines = ["round,members", *(f"{name},{texts}" for name, texts in members.items())]
    (folder / "rounds.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return ingest(store, keys, [folder / "rounds.csv"], Options(mapping=folder / "rounds.yaml"))


def cases(store: Store) -> dict[frozenset[str], Candidate]:
    return {frozenset((found.left.name, found.right.name)): found for found in candidates(store)}


def unresolved(store: Store, cooperation: str) -> list[str]:
    properties = View(store, "network").entity(id_of(store, cooperation))["properties"]
    return list(properties.get("unresolved_members", []))


def members(store: Store, cooperation: str) -> list[str]:
    rows = View(store).neighbours(id_of(store, cooperation))
    return sorted(row["name"] for row in rows if row["type"] == "MEMBER_OF")


CARITAS = club("2", "Beratung am Berl", traeger="Caritasverband für das Erzbistum Berlin e. V.", strasse="Am Berl 15")


def test_names_in_a_member_list_resolve_or_become_cases_and_never_make_actors(
    store: Store, keys: KeyRing, tmp_path: Path
) -> None:
    bring(store, keys, tmp_path, [club(), CARITAS])
    before = names(store)
    report = rounds(store, keys, tmp_path, Nord="JFE Linse;Caritas;Kiezwrek e.V.;Feuerwehr")
    assert names(store) == before
    assert members(store, "Nord") == ["JFE „Linse“"]
    assert unresolved(store, "Nord") == ["Caritas", "Feuerwehr", "Kiezwrek e. V."]
    asked = cases(store)
    caritas = asked[frozenset(("Caritas", "Caritasverband für das Erzbistum Berlin e. V."))]
    assert "ein Name steckt im anderen" in caritas.reasons("de")
    assert "one name is part of the other" in caritas.reasons("en")
    assert frozenset(("Kiezwrek e. V.", "Kiezwerk e. V.")) in asked
    assert not any("Feuerwehr" in pair for pair in asked)
    assert report.merge_candidates == len(asked) == 2


def test_accepting_a_name_joins_it_and_undoing_parts_it_again(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, [CARITAS])
    rounds(store, keys, tmp_path, Nord="Caritas;Feuerwehr")
    (case,) = candidates(store)
    with Writer(store, keys) as writer:
        decisions.judge(writer, case.left.record, case.right.record, "same", by="test")
    assert members(store, "Nord") == ["Caritasverband für das Erzbistum Berlin e. V."]
    assert unresolved(store, "Nord") == ["Feuerwehr"] and candidates(store) == []
    rounds(store, keys, tmp_path, Nord="Caritas;Feuerwehr;Polizei")  # the judgement survives the next list
    assert members(store, "Nord") == ["Caritasverband für das Erzbistum Berlin e. V."]
    with Writer(store, keys) as writer:
        decisions.undo(writer, case.id)
    assert members(store, "Nord") == [] and "Caritas" in unresolved(store, "Nord")
    assert [found.id for found in candidates(store)] == [case.id]


def test_a_rejected_case_is_not_asked_again(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(embedded, keys, tmp_path, [CARITAS])
    rounds(embedded, keys, tmp_path, Nord="Caritas")
    (case,) = candidates(embedded)
    with Writer(embedded, keys) as writer:
        decisions.judge(writer, case.left.record, case.right.record, "different", by="test")
    assert candidates(embedded) == [] and unresolved(embedded, "Nord") == ["Caritas"]


def test_a_facility_and_its_carrier_in_one_row_are_told_apart(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(embedded, keys, tmp_path, [club(name="Jugendhaus Linse", traeger="Linse e. V.")])
    assert names(embedded) == ["Jugendhaus Linse", "Linse e. V."] and candidates(embedded) == []


def test_two_lists_on_one_house_merge_what_they_call_it_and_one_list_asks(
    embedded: Store, keys: KeyRing, tmp_path: Path
) -> None:
    bring(embedded, keys, tmp_path, [club(name="JFE „Linse“"), club("2", name="Jugendclub Linse")], "a.json")
    assert len(cases(embedded)) == 1
    bring(embedded, keys, tmp_path, [club("7", name="Jugendhaus Sonne", strasse="Am Berl 15")], "a2.json")
    bring(embedded, keys, tmp_path, [club("8", name="JFE Sonne", strasse="Am Berl 15")], "b.json")
    assert sum("Sonne" in name for name in names(embedded)) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Förderverein Linse"},
        {"name": "Grundschule Linse"},
        {"name": "JFE Linse 2"},
        {"name": "JFE Linse Nord"},
        {"name": "JFE Linse GmbH"},
    ],
)
def test_what_is_not_merged_silently_at_one_address(
    embedded: Store, keys: KeyRing, tmp_path: Path, other: dict[str, str]
) -> None:
    bring(embedded, keys, tmp_path, [club(name="JFE Linse e. V.", traeger="")], "a.json")
    bring(embedded, keys, tmp_path, [club("9", traeger="", **other)], "b.json")
    assert len(names(embedded)) == 2


def test_same_names_at_two_streets_stay_two(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(embedded, keys, tmp_path, [club(name="Kieztreff", telefon="", e_mail="")], "a.json")
    bring(
        embedded, keys, tmp_path, [club("9", name="Kieztreff", strasse="Am Berl 15", telefon="", e_mail="")], "b.json"
    )
    assert names(embedded).count("Kieztreff") == 2 and not cases(embedded)


def test_both_sides_are_shown_with_values_sources_and_what_differs(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, [club(traeger="")], "a.json")
    bring(store, keys, tmp_path, [club("9", name="JFE Lines", traeger="", telefon="030 5550001")], "b.json")
    (case,) = merges(View(store, "network"), "en")["candidates"]
    assert case["outcome"] == "ask" and "same address" in case["reasons"] and "same e-mail" in case["reasons"]
    assert {side["values"]["name"] for side in (case["left"], case["right"])} == {"JFE „Linse“", "JFE Lines"}
    assert {tuple(side["sources"]) for side in (case["left"], case["right"])} == {("a.json",), ("b.json",)}
    assert case["left"]["values"]["address"] == ["Parkaue 25, 10367 Berlin"]
    assert "phone" in case["differing"] and "address" not in case["differing"]
    assert {feature["feature"] for feature in case["features"]} >= {"name", "address", "email"}


def test_only_what_an_import_touched_is_counted(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(embedded, keys, tmp_path, [club(traeger=""), club("2", "JFE Lines", traeger="")], "a.json")
    report = bring(embedded, keys, tmp_path, [club("3", "Haus Mond", strasse="Am Berl 1", traeger="")], "b.json")
    assert len(candidates(embedded)) == 1 and report.merge_candidates == 0
    assert count_candidates(embedded, [id_of(embedded, "JFE Lines")]) == 1


def test_the_demo_asks_about_misspelt_members_and_makes_no_actor_of_them(
    embedded: Store, keys: KeyRing, tmp_path: Path
) -> None:
    ingest(embedded, keys, [Path(demo_file).parent], Options(observed="2026-03-01"))
    rows = embedded.read(
        "MATCH (c:Cooperation) WHERE c.unresolved_members IS NOT NULL RETURN c.unresolved_members AS m"
    )
    open_names = {name for row in rows for name in row["m"]}
    actors = set(names(embedded))
    assert open_names and not open_names & actors
    asked = {side.name for case in candidates(embedded) for side in (case.left, case.right) if side.entity is None}
    assert asked <= open_names
