"""What a document shows of an answer: rows, map, matrix, network, sources; never more than the view."""

from __future__ import annotations

import re

import pytest
import yaml

from graph.dossier.words import FOLDER, Words, read
from graph.seal import KeyRing
from graph.store import Store
from graph.understanding import Understanding
from ingest.options import Options
from ingest.pipeline import ingest
from schema.errors import BadRequest
from tests.graph.papers import DEMO, Desk
from tests.made import bring, club


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
    assert found.title == "3 Angebote zum Thema Sport für Jugendliche in Loheaue, 1 ohne bekannte Lage"
    assert ("Thema", "Sport") in found.facts and ("Erstellt am", "17. April 2026") in found.facts
    grid = found.sections[0].grid
    assert grid is not None
    said = {row[[column.caption for column in grid.columns].index("Name")]: row[-1] for row in grid.rows}
    assert said["Kanu für Jugendliche"].endswith("Kurse Z.\u00a010; Vereine und Träger Z.\u00a011")
    cited = next(source for source in found.sources if "Angebote-Vereine.xlsx" in source.text)
    assert "1. März 2026" in cited.text and f"[{cited.number}]" in said["Kanu für Jugendliche"]


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
    assert titles == ["Cooperations", "Needs", "Potentials", "Participation", "Planning", "Possible gaps"]
    watched = dict(found.sections[1].lines)
    assert list(watched) == [
        "Only known provider",
        "Keeps others in the network",
        "Connects cooperations",
        "Offered more than once",
    ]
    assert "Musterauer Wohnbau GmbH (2 actors)" in watched["Keeps others in the network"]


def test_a_profile_names_what_nothing_is_known_of(desk: Desk) -> None:
    found = desk.gather("Steckbrief Mühlenviertel")
    assert ("Darüber nennen die Quellen nichts", "Planung") in found.sections[1].lines
    assert "Planung" not in [section.title for section in found.later]


def test_a_network_draws_as_many_as_can_be_read(desk: Desk) -> None:
    found = desk.gather("Welche Netzwerke gibt es?")
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
    answer["rows"][0] |= {
        "reach": "mobile",
        "last_verified": "2026-01-05",
        "weather": {"x": 1},
        "contradictions": ["schedule", "carrier"],
    }
    grid = desk.gather(answer).sections[0].grid
    assert grid is not None
    captions = [column.caption for column in grid.columns]
    assert "Reichweite" in captions and "Geprüft" in captions
    assert grid.rows[0][captions.index("Quellen uneins über")] == "Termine, Träger"
    assert "aufsuchend" in grid.rows[0] and "5. Januar 2026" in grid.rows[0]
    unheard = {**answer, "kind": "riddles", "question_id": "unheard-of"}
    assert desk.gather(unheard).sections[0].title == "Antwort"


def test_notes_are_said_in_the_answers_language_and_not_twice(desk: Desk) -> None:
    english = desk.gather("Was hat sich seit Januar 2026 in der Altstadt geändert?", lang="en")
    assert english.notes[0] == ("Since January 2026, by the dates of the sources.", "")
    assert english.title.startswith("69 changes since January 2026 in Altstadt")
    apart = desk.gather("Welche Bedarfe gibt es im Sonnenhang?")
    assert apart.title == "3 Bedarfe in Sonnenhang, 1 ohne bekannte Lage"
    assert [text for text, _ in apart.notes] == ["Einer davon ist inzwischen gedeckt."]
    german = desk.ask("Welche Bedarfe gibt es im Sonnenhang?", lang="de")
    assert desk.gather(german, lang="en").notes == [("Einer davon ist inzwischen gedeckt.", "de")]


EXAMPLES = yaml.safe_load((DEMO.parent / "docs" / "handbook" / "examples.yaml").read_text(encoding="utf-8"))
PEOPLE = {"partners-of": {"actor": "FC Lohe 05 e. V."}, "possible-partners": {"actor": "Boxclub Stellwerk e. V."},
          "introductions": {"actor": "FC Lohe 05 e. V.", "other": "Schulverwaltungsamt"}}  # fmt: skip


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("id", sorted(EXAMPLES))
def test_every_question_has_a_title_columns_and_its_method(desk: Desk, id: str, lang: str) -> None:
    answer = (
        desk.asker.run_chosen(Understanding(id, lang, names=PEOPLE[id]))
        if id in PEOPLE
        else desk.ask(EXAMPLES[id][lang], lang=lang)
    )
    found = desk.gather(answer, lang)
    other = Words("en" if lang == "de" else "de")
    assert answer["question_id"] == id and answer["rows"]
    assert not re.search(r"\{|_|\brows?\b|Zeilen?\b", found.title)
    assert found.method == (answer["method"] or "")
    assert all(section.title != other("section.rows.table") and section.title for section in found.sections)
    cells = [cell for section in found.sections if section.grid for row in section.grid.rows for cell in row]
    assert cells and not [cell for cell in cells if re.search(r"[a-z]_[a-z]|True|False|None|\{", cell)]


def test_a_silo_is_a_square_and_a_list_of_what_works_together(desk: Desk) -> None:
    square, listed = desk.gather("Welche Ressorts arbeiten zusammen?").sections
    assert square.grid is not None and listed.grid is not None
    names = [column.caption for column in square.grid.columns[1:]]
    assert [row[0] for row in square.grid.rows] == names
    counts = {(row[0], name): cell for row in square.grid.rows for name, cell in zip(names, row[1:], strict=True)}
    assert all(counts[a, b] == counts[b, a] for a, b in counts) and counts["Sport", "Sport"] == "–"
    assert counts["Bildung", "Soziales"] == "9" and "0" in counts.values()
    assert "0" not in {row[1] for row in listed.grid.rows}


def test_the_next_session_is_told_from_those_gone_by(desk: Desk) -> None:
    answer = desk.ask("Wie kann man sich im Bahnhofsviertel beteiligen?")
    rows = {row["name"]: row for row in answer["rows"]}
    rows["Quartiersrat Bahnhofsviertel"]["sessions"] = ["2026-03-11", "2026-05-06", "2026-06-10"]
    grid = desk.gather(answer).sections[0].grid
    assert grid is not None
    at = [column.caption for column in grid.columns].index("Termine")
    assert grid.rows[0][at] == "nächster: 6. Mai 2026; 10. Juni 2026"
    rows["Quartiersrat Bahnhofsviertel"]["sessions"] = ["2026-03-11"]
    grid = desk.gather(answer).sections[0].grid
    assert grid is not None and grid.rows[0][at] == "zuletzt 11. März 2026"


def test_a_way_is_numbered_from_one(desk: Desk) -> None:
    answer = desk.asker.run_chosen(Understanding("introductions", "de", names=PEOPLE["introductions"]))
    found = desk.gather(answer)
    assert found.title == f"Weg von FC Lohe 05 e. V. zu Schulverwaltungsamt: {len(answer['rows'])} Stationen"
    assert ("Zweiter Akteur", "Schulverwaltungsamt") in found.facts
    grid = found.sections[0].grid
    assert grid is not None and [row[0] for row in grid.rows] == [str(n + 1) for n in range(len(answer["rows"]))]


def test_shares_by_people_stand_beside_those_by_ground(embedded: Store, keys: KeyRing) -> None:
    ingest(embedded, keys, [DEMO], Options(observed="2026-03-01"))
    embedded.write(
        "MATCH (:Quartier {name: 'Loheaue'})-[o:OVERLAPS]->(:Entity {name: 'Musterau Mitte'}) SET o.people_of_quartier = 0.9"
    )
    chart = Desk(embedded).gather("Wer deckt Jugendsport in der Loheaue ab?").chart
    assert chart is not None and chart.areas is not None
    assert [column.caption for column in chart.areas.columns[3:]][:2] == [
        "So viel vom Quartier liegt darin",
        "So viele Menschen des Quartiers wohnen darin",
    ]
    assert chart.areas.rows[0][3:5] == ["76\u00a0%", "90\u00a0%"]


def test_private_values_do_not_come_in(
    embedded: Store, keys: KeyRing, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = [club(e_mail="erika.beispiel@linse.example", ansprechpartner="Erika Beispiel")]
    bring(embedded, keys, tmp_path_factory.mktemp("rows"), rows, observed="2026-03-01")
    for visibility in ("public", "network"):
        desk = Desk(embedded, visibility)
        page = desk.print("Welche Jugendclubs gibt es im Nordkiez?", "html").decode()
        assert "JFE „Linse“" in page and "eispiel" not in page and "@" not in page.partition("</style>")[2]
