"""What the recogniser finds in short texts, as tables: text, then concepts (themes without their prefix)."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from schema.ages import ages
from schema.recognise import Recogniser
from schema.text import stem, tokens
from schema.vocabulary import load_vocabulary


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(load_vocabulary())


def found(recogniser: Recogniser, text: str, lang: str | None = "de", *, typos: bool = False) -> set[str]:
    return {match.id.removeprefix("theme-") for match in recogniser.recognise(text, lang, typos=typos)}


GERMAN = [
    # labels, synonyms, everyday words
    ("Sport", "sport"),
    ("offene Arbeit", "open-youth-work"),
    ("Hausaufgabenhilfe", "homework-help"),
    ("Bandproben", "band-work"),
    ("Graffiti", "graffiti"),
    ("Grafftit", "graffiti"),
    ("Streetwork", "outreach-youth-work"),
    ("aufsuchende Jugendarbeit", "outreach-youth-work group-youth"),
    ("Frühe Hilfen", "early-support"),
    ("Krabbelgruppen", "parent-child-groups"),
    ("Medienarbeit", "media-work"),
    ("Beteiligung", "participation"),
    ("Suchtprävention", "addiction-prevention"),
    ("Berufsorientierung", "vocational-orientation"),
    ("Bingo", "games"),
    ("Tanz", "dance"),
    ("Klettern", "climbing"),
    ("Boxen", "martial-arts"),
    ("Skaten", "skating"),
    ("Vokü", "food-aid"),
    ("2. Chance - Schulverweigungsprojekt", "school-avoidance"),
    ("Comp@ss - Computerführerschein", "computers"),
    ("Haltung und Pflege von Kleinsäugern", "animals"),
    # spelling of umlauts, inflection, gender
    ("FUSSBALL", "football"),
    ("Fussball", "football"),
    ("Gaerten", "gardening"),
    ("in den Gärten", "gardening"),
    ("mit Rentnern", "group-seniors"),
    ("für Jugendliche", "group-youth"),
    ("mit Kleinkindern", "group-small-children"),
    ("Schüler/-innen", "group-pupils"),
    ("SchülerInnen", "group-pupils"),
    ("Schüler*innen", "group-pupils"),
    ("Schüler:innen", "group-pupils"),
    ("Schüler_innen", "group-pupils"),
    ("Schüler(innen)", "group-pupils"),
    ("Schülerinnen und Schüler", "group-pupils"),
    ("Lehrer/innen", "group-teachers"),
    ("Die Jungen spielen", "group-boys games"),
    # compounds
    ("Jugendsport", "sport group-youth"),
    ("Seniorensport", "sport group-seniors"),
    ("Mädchenfußball", "football group-girls"),
    ("Kinderschwimmen", "swimming group-children"),
    ("Familienberatung", "family-counselling group-families"),
    ("Sportangebote", "sport"),
    ("Sportprojektarbeit", "sport"),
    ("Kinderdiskotheken", "dance group-children"),
    ("Jugendkulturarbeit", "youth-culture group-youth"),
    ("Flüchtlingskinder", "group-refugees group-children"),
    ("Frauenchor", "choir group-women"),
    ("Väterfrühstück", "group-fathers"),
    ("Kinder-Theater", "theatre group-children"),
    ("Altenclub", "senior-work group-seniors"),
    ("Sportplatz", "sports-facilities"),
    ("Kindergarten", "childcare group-children"),
    # halves and phrases
    ("Sozial- und Familienberatung", "social-counselling family-counselling group-families"),
    ("Hausaufgaben- und Bewerbungshilfe", "homework-help job-application"),
    ("Computer- u. Medienarbeit", "computers media-work"),
    ("Offene Kinder - und Jugendarbeit", "open-youth-work group-children group-youth"),
    ("Mutter-Kind-Gruppe", "parent-child-groups group-mothers group-children"),
    ("Kochen mit Mädchen und Jungen", "cooking group-girls group-boys"),
    ("Rassismus u. Antisemitismus", "antidiscrimination"),
    # ages
    ("für 14-Jährige", "group-youth"),
    ("ab 6 Jahren", "group-schoolchildren group-youth"),
    ("6-12 J.", "group-schoolchildren"),
    ("U18", "group-minors"),
    ("Klettern ab 60 Jahre", "climbing group-seniors"),
]

ENGLISH = [
    ("youth sport", "sport group-youth"),
    ("homework help for children", "homework-help group-children"),
    ("aged 10 to 14", "group-schoolchildren group-youth"),
    ("elderly people", "group-seniors"),
    ("swimming lessons", "swimming"),
    ("women's centre", "womens-work group-women"),
    ("16-year-olds", "group-youth"),
    ("playgrounds", "playgrounds"),
    ("skateboarders", "skating"),
    ("single parents", "group-single-parents"),
]

NOTHING = [
    "Transport",
    "Barkeeper",
    "Rathaus",
    "Jugendstil",
    "Standort",
    "Kunststoff",
    "Tierpark",
    "Tierarzt",
    "Beispiel",
    "Hauptmann",
    "Kaufmann",
    "Mannschaft",
    "Landschaft",
    "alle Angebote",
    "jeden Mittwoch",
    "Box",
    "Reis",
    "in dieser Art",
    "Transparenz",
    "Spielbank",
    "Exportgesellschaft",
    "Vorstand",
    "Bandscheibe",
    "Parkhaus",
    "Bahnhof",
    "Gartenzwerg",
    "Frau Meyer",
    "Kuchen inklusive",
    "seit 5 Jahren",
    "mit über 20 Jahren Erfahrung",
    "ab 50 Euro",
    "mit der U5",
    "Kostenbeitrag: 4,50 Euro",
    "im Betrieb seit 14.05.2014",
]


@pytest.mark.parametrize(("text", "concepts"), GERMAN)
def test_german(recogniser: Recogniser, text: str, concepts: str) -> None:
    assert found(recogniser, text) == set(concepts.split())


@pytest.mark.parametrize(("text", "concepts"), ENGLISH)
def test_english(recogniser: Recogniser, text: str, concepts: str) -> None:
    assert found(recogniser, text, "en") == set(concepts.split())


@pytest.mark.parametrize("text", NOTHING)
def test_words_that_only_look_alike(recogniser: Recogniser, text: str) -> None:
    assert found(recogniser, text) == set()


def test_adjective_junge_is_no_boy(recogniser: Recogniser) -> None:
    assert found(recogniser, "Angebot für junge Mütter mit jungen Familien") == {
        "group-young-parents",
        "group-families",
    }


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("Hausaufgabenhife", "homework-help"),
        ("Jugendsprot", "sport group-youth"),
        ("Senoiren", "group-seniors"),
        ("Klettren", "climbing"),
        ("Jungendliche", "group-youth"),
        ("Wetter", ""),
        ("Schuhe", ""),
        ("Quantenphysik", ""),
        ("Bürgermeister", ""),
        ("Karlshorst", ""),
        ("asdfgh", ""),
    ],
)
def test_misspelt_words_of_a_question(recogniser: Recogniser, text: str, concepts: str) -> None:
    assert found(recogniser, text, typos=True) == set(concepts.split())


def test_no_misspellings_are_read_during_an_import(recogniser: Recogniser) -> None:
    assert found(recogniser, "Klettren") == set()


@pytest.mark.parametrize(
    ("text", "rule", "word"),
    [
        ("Der Sport", "label", "Sport"),
        ("das Streetwork", "synonym", "Streetwork"),
        ("aufsuchende Jugendarbeiten", "stem", "aufsuchende Jugendarbeiten"),
        ("Jugendsport", "compound", "Jugendsport"),
        ("für 14-Jährige", "age", "14-Jährige"),
    ],
)
def test_a_match_tells_rule_and_word_and_place(recogniser: Recogniser, text: str, rule: str, word: str) -> None:
    match = recogniser.recognise(text, "de")[0]
    assert (match.rule, match.word) == (rule, word)
    assert text[match.start : match.end] == word


def test_both_languages_at_once_with_german_first(recogniser: Recogniser) -> None:
    assert found(recogniser, "Homework help für Kinder", None) == {"homework-help", "group-children"}


def test_sectors_are_found_where_asked_for() -> None:
    sectors = Recogniser(load_vocabulary(), kinds=("Sector",))
    matches = sectors.recognise("Jugend und Familie, Soziales", "de")
    assert [match.id for match in matches] == ["sector-youth-family", "sector-social"]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("14- bis 17-Jährige", 14, 17),
        ("zwischen 6 und 12 Jahren", 6, 12),
        ("bis 12 Jahre", None, 12),
        ("unter 18 Jahren", None, 17),
        ("über 60 Jahre", 60, None),
        ("60 plus", 60, None),
        ("Ü60", 60, None),
        ("im Alter von 6 bis 12", 6, 12),
        ("aged 60 and over", 60, None),
        ("under 18s", None, 17),
        ("6 to 12 years", 6, 12),
        ("8 bis 12jährige", 8, 12),
    ],
)
def test_ages(text: str, low: int | None, high: int | None) -> None:
    assert [(age.low, age.high) for age in ages(text)] == [(low, high)]


def test_a_comma_separates_words_of_a_phrase(recogniser: Recogniser) -> None:
    assert "open-youth-work" not in found(recogniser, "immer offen, Arbeit")


def test_tokens_keep_their_place_in_the_text() -> None:
    text = "Für Schüler/-innen: Fußball"
    assert [text[token.start : token.end] for token in tokens(text)] == ["Für", "Schüler/-innen", "Fußball"]


def test_short_texts_are_read_fast(recogniser: Recogniser) -> None:
    """20,000 a second are wanted; the bound is lower, so that a busy machine does not fail the test."""
    texts = [f"{text} {number}x" for number in range(30) for text, _ in GERMAN]
    started = time.process_time()
    for text in texts:
        recogniser.recognise(text, "de")
    assert len(texts) / (time.process_time() - started) > 4_000


def test_words_are_stemmed_alike_by_several_threads_at_once() -> None:
    words = [f"{word}{n}ungen" for word in ("haus", "jugend", "garten", "senioren") for n in range(400)]
    before, stem_ = sys.getswitchinterval(), stem.__wrapped__
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            together = list(threads.map(lambda word: stem_(word, "de"), words))
    finally:
        sys.setswitchinterval(before)
    assert together == [stem_(word, "de") for word in words]
