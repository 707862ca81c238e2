"""What a document shows of an answer: rows, map, matrix, network, sources; never more than the view."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml

from graph.dossier.words import FOLDER, Words, read
from graph.seal import KeyRing
from graph.store import Store
from ingest.options import Options
from ingest.pipeline import ingest
from schema.errors import BadRequest
from tests.graph.papers import DEMO, Desk
from tests.made import bring, club


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    ring = KeyRing(folder / "records.keys")
    with Store.open(str(folder / "store")) as store:
        ingest(store, ring, [DEMO], Options(observed="2026-03-01"))
        yield Desk(store)
        store.stop()
    ring.close()


def test_both_languages_have_the_same_words() -> None:
    de, en = read("words")["de"], read("words")["en"]
    assert set(de) == set(en)
    assert [key for key in de if isinstance(de[key], dict) != isinstance(en[key], dict)] == []


def test_columns_are_declared_once_and_said_in_both_languages() -> None:
    columns = yaml.safe_load((FOLDER / "columns.yaml").read_text(encoding="utf-8"))
    used = {name for names in [*columns["kinds"].values(), *columns["questions"].values()] for name in names}
    assert used - {"sector"} <= set(columns["columns"])
    assert all(set(said["caption"]) == {"de", "en"} for said in columns["columns"].values())


def test_an_answer_becomes_a_title_facts_rows_and_numbered_sources(desk: Desk) -> None:
    found = desk.gather("Wer deckt Jugendsport in der Loheaue ab?")
    assert found.title == "1 Angebot zum Thema Sport für Jugendliche in Loheaue"
    assert ("Thema", "Sport") in found.facts and ("Erstellt am", "17. April 2026") in found.facts
    grid = found.sections[0].grid
    assert grid is not None and grid.rows[0][0] == "Kanu für Jugendliche"
    assert grid.rows[0][-1] == "[1] Kurse Z.\u00a010; Vereine und Träger Z.\u00a011"
    assert "Angebote-Vereine.xlsx" in found.sources[0].text and "1. März 2026" in found.sources[0].text


def test_rival_outlines_have_a_core_and_a_fringe(desk: Desk) -> None:
    chart = desk.gather("Wer deckt Jugendsport in der Loheaue ab?").chart
    assert chart is not None and chart.outlines == 2
    assert {ground.look for ground in chart.grounds} == {"core", "fringe", "around"}
    assert chart.areas is not None and chart.areas.rows[0][:4] == ["A", "Musterau Mitte", "Stadtbezirk", "76\u00a0%"]


def test_the_matrix_tells_none_known_from_nothing_to_say(desk: Desk) -> None:
    grid = desk.gather("Steckbrief Mühlenviertel").coverage
    assert grid is not None
    cells = {cell for row in grid.rows for cell in row[2:]}
    assert {"0", "·", "0\u00a0!"} <= cells  # known elsewhere, known nowhere, a need without an offering


def test_a_profile_says_who_is_active_and_what_is_missing(desk: Desk) -> None:
    found = desk.gather("Profile of Bahnhofsviertel", lang="en")
    assert found.title == "Neighbourhood profile Bahnhofsviertel"
    assert list(found.figures) == ["What is known", "Actors by kind", "Offerings by topic"]
    assert found.sections[0].title == "Who is active here"
    titles = [section.title for section in found.later]
    assert titles == ["Cooperations", "Needs", "Potentials", "Participation", "Possible gaps"]
    assert found.links is not None and 0 < len(found.links.nodes) <= 40 and found.links.left > 0


def test_what_was_not_understood_is_not_printed(desk: Desk) -> None:
    with pytest.raises(BadRequest) as ambiguous:
        desk.gather("Steckbrief Lohe-Aue")
    assert ambiguous.value.details["ambiguous"]["here"][0]["label"] == "Loheaue"
    with pytest.raises(BadRequest) as unread:
        desk.gather("Wie wird das Wetter?")
    assert unread.value.details["suggestions"]


def test_unknown_fields_and_kinds_do_no_harm(desk: Desk) -> None:
    answer = desk.ask("Wer deckt Jugendsport in der Loheaue ab?")
    answer["rows"][0] |= {"reach": "mobile", "last_verified": "2026-01-05", "weather": {"x": 1}, "seen": None}
    grid = desk.gather(answer).sections[0].grid
    assert grid is not None
    captions = [column.caption for column in grid.columns]
    assert "Reichweite" in captions and "Geprüft" in captions
    assert "aufsuchend" in grid.rows[0] and "5. Januar 2026" in grid.rows[0]
    unheard = {**answer, "kind": "riddles", "question_id": "unheard-of"}
    assert desk.gather(unheard).sections[0].title == "Antwort"


def test_the_notes_of_an_answer_are_said_in_english(desk: Desk) -> None:
    words = Words("en")
    assert words.note("„Au“ (Bezirk) galt bis 2020-12-31.") == (
        "“Au” (Bezirk) was in force until 31 December 2020.",
        "",
    )
    assert words.note("Etwas ganz anderes.") == ("(in German) Etwas ganz anderes.", "de")
    assert words.note("2 davon liegen am Rand: nur ein Teil …") is None
    assert Words("de").note("Etwas ganz anderes.") == ("Etwas ganz anderes.", "")


def test_private_values_do_not_come_in(
    embedded: Store, keys: KeyRing, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = [club(e_mail="erika.beispiel@linse.example", ansprechpartner="Erika Beispiel")]
    bring(embedded, keys, tmp_path_factory.mktemp("rows"), rows, observed="2026-03-01")
    for visibility in ("public", "network"):
        desk = Desk(embedded, visibility)
        page = desk.print("Welche Jugendclubs gibt es im Nordkiez?", "html").decode()
        assert "JFE „Linse“" in page and "eispiel" not in page and "@" not in page.partition("</style>")[2]
