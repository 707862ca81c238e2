"""Examples of the first page: only such as the store answers, in both languages."""

from __future__ import annotations

import pytest
import yaml

from graph.catalogue import catalogue
from graph.examples import FILE, examples
from graph.seal import KeyRing
from graph.store import Store
from tests.graph.papers import Desk
from tests.made import bring, club


def test_every_question_of_the_catalogue_has_a_wording_in_one_group() -> None:
    groups = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert sorted(id for group in groups for id in group["questions"]) == sorted(q.id for q in catalogue())


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_demo_town_answers_an_example_of_every_question(desk: Desk, lang: str) -> None:
    found = [
        one for group in examples(desk.asker, desk.view.store, desk.vocabulary, lang) for one in group["questions"]
    ]
    assert {one["id"] for one in found} == {q.id for q in catalogue()}
    for one in found:
        answer = desk.ask(one["text"], lang=lang)
        assert answer["question_id"] == one["id"] and answer["rows"]


def test_what_a_store_cannot_answer_is_no_example(
    embedded: Store, keys: KeyRing, tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk = Desk(embedded)
    assert examples(desk.asker, embedded, desk.vocabulary, "de") == []
    bring(embedded, keys, tmp_path_factory.mktemp("rows"), [club()], observed="2026-03-01")
    desk = Desk(embedded)
    found = {one["id"] for group in examples(desk.asker, embedded, desk.vocabulary, "de") for one in group["questions"]}
    assert "who-covers" in found and not found & {"cooperations-here", "introductions", "needs-here", "planning-here"}
