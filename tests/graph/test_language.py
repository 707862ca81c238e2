"""How plain questions are read, as tables; places are a fixed list, vocabularies and catalogue the shipped ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import pytest

from graph.catalogue import catalogue
from graph.dates import find_moment
from graph.language import Understanding, guess_language, understand
from graph.names import Names
from graph.phrases import load_rules
from graph.store import Store
from schema.model import load_model
from schema.recognise import Recogniser
from schema.vocabulary import load_vocabulary


@dataclass(frozen=True)
class Candidate:
    id: str
    label: str
    type: str = "Quartier"
    reason: str = "name"


@dataclass(frozen=True)
class Span:
    start: int
    end: int
    candidates: Sequence[Candidate]


class FewPlaces:
    """Knows a few names; some of them have words of the vocabulary inside."""

    names = (
        "Neu-Hohenschönhausen Süd",
        "Friedrichsfelde",
        "Karlshorst",
        "Fennpfuhl",
        "Weitlingkiez",
        "Sportforum",
        "Tierpark",
        "Sonnenhang",
        "Loheaue",
        "Bahnhofsviertel",
        "Altstadt",
    )

    def spans(self, text: str) -> list[Span]:
        found = [(match, name) for name in self.names for match in re.finditer(re.escape(name), text, re.IGNORECASE)]
        spans = [Span(match.start(), match.end(), [Candidate(name.lower(), name)]) for match, name in found]
        return sorted(spans, key=lambda span: span.start)


@dataclass(frozen=True)
class Header:
    id: str
    phrasings: Mapping[str, tuple[str, ...]]
    parameters: tuple[str, ...] = ()


class FewNames:
    """A store that holds nothing but a few names."""

    actors = (
        "FC Lohe 05 e. V.",
        "Boxclub Stellwerk e.V.",
        "Jugendamt",
        "Gesundheitsamt",
        "Schulverwaltungsamt",
        "Sport",
    )
    cooperations = ("AG Jugendsport", "Netzwerk Frühe Hilfen Musterau", "Runder Tisch Bahnhofsviertel")

    def read(self, cypher: str, **_parameters: Any) -> list[dict[str, Any]]:
        kind, names = ("Actor", self.actors) if "(e:Actor)" in cypher else ("Cooperation", self.cooperations)
        return [{"rows": [[name, kind, name, None] for name in names]}]


RECOGNISER = Recogniser(load_vocabulary())
NAMES = Names(cast(Store, FewNames()), 0)


def read(text: str, **settings: Any) -> Understanding:
    settings.setdefault("catalogue", catalogue())
    return understand(text, recogniser=RECOGNISER, places=FewPlaces(), names=NAMES, **settings)


def named(found: Understanding) -> set[str]:
    return {id.removeprefix("theme-") for id in (*found.themes, *found.target_groups)} | set(found.kinds)


# text, question, place, themes (without prefix) and target groups and kinds
UNDERSTOOD = [
    ("Wer deckt Jugendsport im Weitlingkiez schon ab?", "who-covers", "Weitlingkiez", "sport group-youth"),
    (
        "Wer deckt Jugendsport in Neu-Hohenschönhausen Süd ab?",
        "who-covers",
        "Neu-Hohenschönhausen Süd",
        "sport group-youth",
    ),
    ("Welche Angebote für Senioren gibt es in Karlshorst?", "who-covers", "Karlshorst", "group-seniors"),
    ("Was gibt es für Jugendliche in Karlshorst?", "who-covers", "Karlshorst", "group-youth"),
    ("Which offers for seniors are there in Karlshorst?", "who-covers", "Karlshorst", "group-seniors"),
    ("Welche Angebote für 14-Jährige gibt es in Karlshorst?", "who-covers", "Karlshorst", "group-youth"),
    ("Wo kann man in Karlshorst klettern?", "who-covers", "Karlshorst", "climbing"),
    ("Wo kann ich Fußball spielen?", "who-covers", None, "football"),
    ("Gibt es in Fennpfuhl eine Krabbelgruppe?", "who-covers", "Fennpfuhl", "parent-child-groups"),
    ("Wer bietet Hausaufgabenhife in Karlshorst an?", "who-covers", "Karlshorst", "homework-help"),
    ("wer bietet yoga in karlshorst an", "who-covers", "karlshorst", "yoga"),
    ("Wer hilft Geflüchteten in Karlshorst?", "who-covers", "Karlshorst", "group-refugees"),
    ("Wer arbeitet mit Jugendlichen in Karlshorst?", "who-covers", "Karlshorst", "group-youth"),
    ("Wohin kann ich mich in Karlshorst mit Schulden wenden?", "who-covers", "Karlshorst", "debt-counselling"),
    ("Bietet jemand in Karlshorst Töpfern an?", "who-covers", "Karlshorst", "creative-work"),
    ("Ich suche einen Sprachkurs in Karlshorst", "who-covers", "Karlshorst", "language-support"),
    ("Angebote für Mädchen in Karlshorst", "who-covers", "Karlshorst", "group-girls"),
    ("Was läuft im Sportforum?", "who-covers", "Sportforum", ""),
    ("Welche Angebote gibt es am Tierpark?", "who-covers", "Tierpark", ""),
    ("Übersicht der Angebote für Senioren in Karlshorst", "who-covers", "Karlshorst", "group-seniors"),
    ("Jugendsport Weitlingkiez", "who-covers", "Weitlingkiez", "sport group-youth"),
    ("Where can kids play football in Karlshorst?", "who-covers", "Karlshorst", "football group-children"),
    ("Are there swimming lessons in Fennpfuhl?", "who-covers", "Fennpfuhl", "swimming"),
    ("What is there for teenagers in Karlshorst?", "who-covers", "Karlshorst", "group-youth"),
    ("Who works with young people in Karlshorst?", "who-covers", "Karlshorst", "group-youth"),
    ("Is there anything for single parents in Karlshorst?", "who-covers", "Karlshorst", "group-single-parents"),
    ("Welche Schulen gibt es in Fennpfuhl?", "actors-here", "Fennpfuhl", "school"),
    ("Wie viele Schulen gibt es in Fennpfuhl?", "actors-here", "Fennpfuhl", "school"),
    ("Schulen Fennpfuhl", "actors-here", "Fennpfuhl", "school"),
    ("Jugendclubs in Karlshorst", "actors-here", "Karlshorst", "youth_club"),
    ("Welche JFE gibt es in Karlshorst?", "actors-here", "Karlshorst", "youth_club"),
    ("Welche Jugendfreizeiteinrichtungen gibt es hier?", "actors-here", None, "youth_club"),
    ("Welche Musikvereine gibt es in Karlshorst?", "actors-here", "Karlshorst", "music association"),
    ("Welche Sportvereine sind in Karlshorst aktiv?", "actors-here", "Karlshorst", "sports_club"),
    ("Welche Vereine bieten Tanz für Kinder an?", "actors-here", None, "dance group-children association"),
    ("Welche Einrichtungen für Kinder gibt es in Karlshorst?", "actors-here", "Karlshorst", "facility group-children"),
    ("Wo sind Kitas in Karlshorst?", "actors-here", "Karlshorst", "kita"),
    ("Welche Akteure gibt es im Weitlingkiez?", "actors-here", "Weitlingkiez", ""),
    ("Wer ist in Karlshorst aktiv?", "actors-here", "Karlshorst", ""),
    ("Welche Fachämter gibt es?", "actors-here", None, "department"),
    ("Which youth clubs are in Karlshorst?", "actors-here", "Karlshorst", "youth_club"),
    ("Which Jugendclubs are in Karlshorst?", "actors-here", "Karlshorst", "youth_club"),
    ("Which schools offer homework help in Karlshorst?", "actors-here", "Karlshorst", "homework-help school"),
    ("List all libraries in Karlshorst", "actors-here", "Karlshorst", "library"),
    ("Welches Amt ist für Kitas zuständig?", "responsible-department", None, "childcare"),
    ("Welches Ressort kümmert sich um Grünflächen?", "responsible-department", None, "public-space"),
    (
        "Wer ist für Jugendsport in Karlshorst verantwortlich?",
        "responsible-department",
        "Karlshorst",
        "sport group-youth",
    ),
    ("Who is responsible for playgrounds?", "responsible-department", None, "playgrounds"),
    ("Which department handles playgrounds?", "responsible-department", None, "playgrounds"),
    ("Welche Netzwerke gibt es in Karlshorst?", "cooperations-here", "Karlshorst", ""),
    ("Welche Bündnisse gegen Kinderarmut gibt es?", "cooperations-here", None, "poverty group-children"),
    ("Wer arbeitet in Karlshorst zusammen?", "cooperations-here", "Karlshorst", ""),
    ("Which networks exist in Karlshorst?", "cooperations-here", "Karlshorst", ""),
    ("Was fehlt in Karlshorst?", "gaps", "Karlshorst", ""),
    ("Wo sind Lücken bei Jugendsport?", "gaps", None, "sport group-youth"),
    ("Wo fehlen Kitaplätze in Karlshorst?", "gaps", "Karlshorst", "childcare"),
    ("Wo gibt es keine Angebote für Senioren?", "gaps", None, "group-seniors"),
    ("What is missing in Karlshorst?", "gaps", "Karlshorst", ""),
    ("Where are gaps in youth sport in Fennpfuhl?", "gaps", "Fennpfuhl", "sport group-youth"),
    ("Steckbrief Weitlingkiez", "quartier-profile", "Weitlingkiez", ""),
    ("Erzähl mir über Karlshorst", "quartier-profile", "Karlshorst", ""),
    ("Weitlingkiez", "quartier-profile", "Weitlingkiez", ""),
    ("Profile of Karlshorst", "quartier-profile", "Karlshorst", ""),
    ("Tell me about Fennpfuhl", "quartier-profile", "Fennpfuhl", ""),
]

# text, words that must be told as left over
NOT_UNDERSTOOD = [
    ("Wie wird das Wetter?", "Wetter"),
    ("Wie wird das Wetter in Karlshorst?", "Wetter"),
    ("Wer ist Bürgermeister?", "Bürgermeister"),
    ("Who is the mayor?", "mayor"),
    ("asdf", "asdf"),
    ("Wer bietet Quantenphysik in Karlshorst an?", "Quantenphysik"),
    ("wer bietet quantenphysik in karlshorst an?", "quantenphysik"),
    ("Wer bietet Quantenphysik für Kinder in Karlshorst an?", "Quantenphysik"),
    ("Who offers yodelling for kids in Karlshorst?", "yodelling"),
    ("Wer deckt Jugendsport in Atlantis ab?", "Atlantis"),
    ("Welche Farbe hat der Himmel in Karlshorst?", "Farbe Himmel"),
    ("Was kostet ein Döner in Karlshorst?", "kostet Döner"),
    ("Erzähl mir einen Witz", "Witz"),
    ("Was ist Sport?", ""),
    ("Welche Abteilung ist zuständig?", ""),
    ("Wann fährt der Bus nach Karlshorst?", ""),
    ("Wer bietet keinen Sport in Karlshorst an?", "keinen"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "question", "place", "concepts"), UNDERSTOOD)
def test_understood(text: str, question: str, place: str | None, concepts: str) -> None:
    found = read(text)
    assert (found.question_id, found.here_text, named(found)) == (question, place, set(concepts.split()))
    assert found.unused == ()


@pytest.mark.parametrize(("text", "left"), NOT_UNDERSTOOD)
def test_not_understood_rather_than_guessed(text: str, left: str) -> None:
    found = read(text)
    assert found.question_id is None
    assert set(left.split()) <= set(found.unused)
    assert found.suggestions


@pytest.mark.parametrize(
    ("text", "actor", "place"),
    [
        ("Mit wem arbeitet die Caritas zusammen?", "Caritas", None),
        ("Mit wem arbeitet das Nachbarschaftshaus Karlshorst zusammen?", "Nachbarschaftshaus Karlshorst", None),
        ("Mit wem kooperiert die Caritas in Karlshorst?", "Caritas", "Karlshorst"),
        ("Wer arbeitet mit der Kiezspinne zusammen?", "Kiezspinne", None),
        ("Wer sind die Partner von „Kiezspinne“?", "Kiezspinne", None),
        ("Who does the Caritas work with?", "Caritas", None),
        ("Who works with Kiezspinne e.V.?", "Kiezspinne e.V.", None),
        ('Who are the partners of "Kiezspinne"?', "Kiezspinne", None),
    ],
)
def test_partners_of_an_actor(text: str, actor: str, place: str | None) -> None:
    found = read(text)
    assert (found.question_id, found.names["actor"], found.here_text) == ("partners-of", actor, place)


@pytest.mark.parametrize(
    ("question", "lang", "phrasing"),
    [
        (question.id, lang, text)
        for question in catalogue()
        for lang, texts in question.phrasings.items()
        for text in texts
    ],
)
def test_every_phrasing_of_the_catalogue_is_understood_as_its_question(question: str, lang: str, phrasing: str) -> None:
    found = read(phrasing)
    assert (found.question_id, found.lang) == (question, lang)


def test_words_that_say_more_than_was_used_are_told() -> None:
    assert read("Welche Stadtteilbibliotheken gibt es in Fennpfuhl?").unused == ("Stadtteilbibliotheken",)
    assert read("Wer kümmert sich um einsame Senioren?").unused == ("einsame",)
    assert read("Welche Angebote für Jugendliche gibt es abends in Karlshorst?").unused == ("abends",)


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("Welche Grundschulen gibt es in Fennpfuhl?", ("primary_school",)),
        ("Gymnasium Fennpfuhl", ("grammar_school",)),
        ("Welche kostenlosen Angebote für Senioren gibt es in Karlshorst?", ("free",)),
        ("Welche Angebote gibt es samstags in Karlshorst?", ("saturday",)),
        ("Yoga in Karlshorst am Wochenende", ("weekend",)),
        ("Which offers in Arabic are there in Karlshorst?", ("arabic",)),
        ("Welche barrierefreien Räume gibt es in Karlshorst?", ("accessible",)),
    ],
)
def test_an_answer_is_narrowed(text: str, filters: tuple[str, ...]) -> None:
    found = read(text)
    assert (found.filters, found.unused) == (filters, ())
    assert found.question_id is not None


@pytest.mark.parametrize(
    "text",
    [
        "Welche Schule in Karlshorst ist die beste?",
        "Welche katholischen Schulen gibt es in Karlshorst?",
        "Welche Vereine sind neu in Karlshorst?",
        "Welche Angebote sind nicht für Senioren?",
        "Which offers are not for children?",
    ],
)
def test_what_nobody_can_say_is_not_guessed(text: str) -> None:
    assert read(text).question_id is None


def test_a_negated_confirmation_is_not_a_confirmation() -> None:
    found = read("Welche Angebote hat seit 01.01.2025 keiner mehr geprüft?")
    assert (found.question_id, found.verified_since, found.since) == ("unverified", None, "2025-01-01")


def test_an_unknown_place_is_named() -> None:
    assert read("Wer deckt Jugendsport in Atlantis ab?").unknown_place == "Atlantis"


def test_here_is_what_was_given() -> None:
    assert read("Was fehlt hier?").here_said
    found = read("Wer deckt Jugendsport hier ab?", here="Karlshorst")
    assert (found.question_id, found.here_text) == ("who-covers", "Karlshorst")


def test_a_given_place_settles_an_unknown_one() -> None:
    assert read("Wer deckt Jugendsport in Atlantis ab?", here="Karlshorst").question_id == "who-covers"


def test_two_questions_at_once_are_told_apart() -> None:
    found = read("Was fehlt in Karlshorst und wer ist dafür zuständig?")
    assert (found.question_id, found.ambiguous) == (None, ("gaps", "responsible-department"))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Wer war 2014 für Spielplätze zuständig?", "2014"),
        ("Welche Schulen gab es im Mai 2014 in Fennpfuhl?", "2014-05"),
        ("Welche Angebote gab es am 1.5.2014?", "2014-05-01"),
        ("What was missing as of 2019-03-05 in Karlshorst?", "2019-03-05"),
        ("Welche Schulen gibt es in Fennpfuhl?", None),
    ],
)
def test_a_stated_date(text: str, date: str | None) -> None:
    assert read(text).as_of == date


@pytest.mark.parametrize("text", ["Telefon 030 2014555", "13053 Berlin", "am 35.13.2014", "1.500 Euro"])
def test_no_date(text: str) -> None:
    assert find_moment(text) is None


@pytest.mark.parametrize(
    ("text", "lang"),
    [("Wer bietet Yoga an?", "de"), ("Who offers yoga?", "en"), ("Yoga", "de"), ("What's on for Kinder?", "en")],
)
def test_the_language_is_guessed_from_everyday_words(text: str, lang: str) -> None:
    assert guess_language(text) == lang


def test_suggestions_are_in_the_language_and_the_most_alike_first() -> None:
    found = read("Welche Schuhe gibt es in Fennpfuhl?")
    assert found.suggestions[0] == "Welche Schulen gibt es in Fennpfuhl?"
    assert read("Who is the mayor?").suggestions[0].startswith("Who")


def test_a_question_that_the_catalogue_lacks_is_not_answered() -> None:
    only = [Header("gaps", {"de": ("Was fehlt hier?",), "en": ("What is missing here?",)})]
    found = read("Welche Schulen gibt es in Fennpfuhl?", catalogue=only)
    assert (found.question_id, found.suggestions) == (None, ("Was fehlt hier?",))


def test_kinds_of_actor_are_those_of_the_model() -> None:
    codes = load_model().types["Actor"].properties["kinds"].values
    assert codes is not None
    assert set(load_rules().kind_codes) <= set(codes)


def test_every_rule_is_a_question_of_the_catalogue() -> None:
    assert {rule.id for rule in load_rules().questions} <= {question.id for question in catalogue()}
