"""From a question in words to an answer: names, several places, and the plug-in that may choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from api.service import Service
from api.settings import Settings
from graph.ask import Asker
from graph.chooser import chooser, offer
from graph.names import Names
from graph.places import Places
from graph.seal import KeyRing
from graph.store import Store
from graph.view import View
from schema.errors import BadRequest, NotFound
from schema.recognise import Recogniser
from schema.vocabulary import load_vocabulary
from tests.contracts.town import TODAY, build

NONSENSE = "Frobnizieren die Quaxe im Zwumm?"
Plugin = Callable[[str, str, Mapping[str, Any]], Mapping[str, Any] | None]


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(load_vocabulary())


@pytest.fixture
def asker(embedded: Store, keys: KeyRing, recogniser: Recogniser) -> Callable[..., Asker]:
    build(embedded, keys)
    places = Places(embedded, TODAY)

    def made(plugin: Plugin | None = None) -> Asker:
        names = Names(embedded, places.revision)
        choose = chooser(plugin) if plugin else None
        return Asker(View(embedded), places, names, recogniser, load_vocabulary(), TODAY, choose)

    return made


def ids(answer: Mapping[str, Any]) -> list[str]:
    return sorted(row["id"] for row in answer["rows"])


def test_names_are_found_and_unknown_ones_told(asker: Callable[..., Asker]) -> None:
    ask = asker().ask
    assert ids(ask("Mit wem arbeitet der Klub zusammen?")) == ["jugendamt", "verein"]
    lost = ask("Mit wem arbeitet der Ruderbund zusammen?")
    assert (lost["understood"], lost["rows"]) == (False, [])
    assert "Ruderbund" in lost["notes"][0]


def test_several_places_are_one_answer(asker: Callable[..., Asker]) -> None:
    found = asker().ask("Welche Angebote gibt es in Nord und in Sued?")
    assert {"sport-klub", "hilfe"} <= set(ids(found))
    assert [area["id"] for area in found["interpretation"]["here"]["areas"]] == ["nord", "sued"]


def test_the_answer_speaks_the_wanted_language(asker: Callable[..., Asker]) -> None:
    found = asker().ask("Wer deckt Jugendsport in Nord ab?", lang="en")
    assert found["understood"]
    assert found["interpretation"]["lang"] == "en"
    assert found["interpretation"]["target_groups"] == [{"id": "group-youth", "label": "Young people"}]


def test_a_plug_in_may_choose_where_the_rules_understood_nothing(asker: Callable[..., Asker]) -> None:
    asked: list[str] = []

    def plugin(text: str, lang: str, offered: Mapping[str, Any]) -> Mapping[str, Any]:
        asked.append(text)
        assert {"questions", "themes", "target_groups", "sectors"} == set(offered)
        return {"question_id": "who-covers", "themes": ["theme-sport"], "here": "Nord"}

    ask = asker(plugin).ask
    found = ask(NONSENSE)
    assert (found["understood"], ids(found)) == (True, ["sport-klub", "sport-verein"])
    assert found["interpretation"]["chosen_by"] == "plug-in"
    assert "chosen_by" not in ask("Wer deckt Jugendsport in Nord ab?")["interpretation"]
    assert asked == [NONSENSE]  # what the rules understand is not asked of it


@pytest.mark.parametrize(
    "choice",
    [
        None,
        {},
        {"question_id": "drop-everything"},
        {"question_id": "who-covers", "themes": ["theme-nothing"]},
        {"question_id": "who-covers", "themes": "theme-sport"},
        {"question_id": "who-covers", "themes": ["group-youth"]},
        {"question_id": "introductions", "actor": "klub"},
        {"question_id": "introductions", "actor": "klub", "other": "verein", "themes": ["theme-sport"]},
        {"question_id": "who-covers", "here": "Atlantis"},
        {"question_id": "partners-of", "actor": "Niemand"},
        {"question_id": "who-covers", "here": {"cypher": "MATCH (n) RETURN n"}},
    ],
)
def test_a_choice_that_does_not_fit_answers_nothing(asker: Callable[..., Asker], choice: Any) -> None:
    found = asker(lambda *_: choice).ask(NONSENSE)
    assert (found["understood"], found["rows"]) == (False, [])


def test_a_plug_in_that_fails_is_no_choice(asker: Callable[..., Asker]) -> None:
    def fails(*_: Any) -> None:
        raise OSError("no network")

    assert not asker(fails).ask(NONSENSE)["understood"]


def test_no_plug_in_is_loaded_unless_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QG_CHOOSER", raising=False)
    assert Settings().load_chooser() is None
    monkeypatch.setenv("QG_CHOOSER", "no.such.module:choose")
    with pytest.raises(BadRequest):
        Settings().load_chooser()


def always_sport(_text: str, _lang: str, _offer: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"question_id": "who-covers", "themes": ["theme-sport"], "here": "Nord"}


def test_the_service_asks_the_plug_in_that_the_settings_name(embedded_url: str, embedded: Store, keys: KeyRing) -> None:
    build(embedded, keys)
    with Service(Settings(store=embedded_url, chooser=f"{__name__}:always_sport")) as service:
        assert service.asker().ask(NONSENSE)["interpretation"]["chosen_by"] == "plug-in"
    with Service(Settings(store=embedded_url, chooser="")) as service:
        assert not service.asker().ask(NONSENSE)["understood"]


def test_what_may_be_chosen_is_the_catalogue_and_the_vocabularies() -> None:
    offered = offer("de")
    assert len(offered["questions"]) == 20
    assert {"id": "theme-sport", "label": "Sport"} in offered["themes"]


def test_a_chosen_question_is_checked(asker: Callable[..., Asker]) -> None:
    from graph.understanding import Understanding

    run = asker().run_chosen
    with pytest.raises(NotFound):
        run(Understanding("no-such-question", "de"))
    with pytest.raises(BadRequest):
        run(Understanding("partners-of", "de"))
    with pytest.raises(BadRequest):
        run(Understanding("who-covers", "de", chosen_here="Nirgendwo"))
    assert ids(run(Understanding("who-covers", "de", themes=("theme-sport",), chosen_here="nord"))) == [
        "sport-klub",
        "sport-verein",
    ]
