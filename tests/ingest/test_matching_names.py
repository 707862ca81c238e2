"""Names as offices and maps write them: which are one name, which are near, which tell two things apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.matching.blocks import actor_block
from ingest.matching.names import SAME_NAME, likeness
from tests.benchmarks import name_pairs

ONE_NAME = [
    ("JFE „Linse“", "Jugendfreizeiteinrichtung Linse"),
    ("Jugendfreizeiteinrichtung Linse", "JFE Lines"),
    ("NBZ Ostkreuz", "Nachbarschaftszentrum Ostkreuz"),
    ("Ev. Kita St. Markus", "Evangelische Kindertagesstätte Sankt Markus"),
    ("AWO Berlin, Kreisverband Süd-Ost e.V.", "Arbeiterwohlfahrt Berlin Kreisverband Südost e. V."),
    ("BA Lichtenberg von Berlin", "Bezirksamt Lichtenberg von Berlin"),
    ("Kinder & Jugend gGmbH", "Kinder und Jugend gemeinnützige GmbH"),
    ("Kietz für Kids", "Kiez für Kids"),
    ("Sportjugendclub", "Sport- und Jugendclub"),
    ("Grundschule Bernhard Grzimek", "Bernhard-Grzimek-Grundschule"),
    ("Jedność e. V.", "Jednosc e.V."),
    ("Центр Мир", "Tsentr Mir"),
    ("L.X.C. Jugend", "LXC Jugend"),
    ("Schule II am Park", "Schule 2 am Park"),
]
TWO_THINGS = [
    ("Grundschule 12", "Grundschule 21"),
    ("Kita Nord", "Kita Süd"),
    ("Stadtteilzentrum Lichtenberg Nord", "Stadtteilzentrum Lichtenberg Süd"),
    ("47. Grundschule Lichtenberg", "48. Grundschule Lichtenberg"),
    ("Haus I am Berl", "Haus II am Berl"),
    ("Alte Feuerwache", "Neue Feuerwache"),
    ("Museum Pankow", "Garage Pankow"),
    ("Studio A", "Studio F"),
    ("Kita Sonnenschein", "Kita Regenbogen"),
    ("Linse e. V.", "Linse GmbH"),
    ("Jugendamt Lichtenberg", "Jugendamt Pankow"),
]


@pytest.mark.parametrize(("left", "right"), ONE_NAME)
def test_two_spellings_of_one_name(left: str, right: str) -> None:
    assert likeness(left, right).score >= SAME_NAME
    assert likeness(left, right) == likeness(right, left)


@pytest.mark.parametrize(("left", "right"), TWO_THINGS)
def test_names_that_tell_two_things_apart(left: str, right: str) -> None:
    assert likeness(left, right).score < SAME_NAME


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("Caritas", "Caritasverband für das Erzbistum Berlin e. V."),
        ("Gangway e. V.", "Gangway e. V. - Verein für Straßensozialarbeit"),
        ("Sonnenschein", "Kita Sonnenschein am Park"),
    ],
)
def test_a_short_name_leads_the_long_one(short: str, long: str) -> None:
    found = likeness(short, long)
    assert found.contained and found.led and found.score < SAME_NAME + 0.2


def test_a_name_somewhere_inside_another_does_not_lead_it() -> None:
    found = likeness("Schule am Roederplatz", "Schulsozialarbeit – Schule am Roederplatz")
    assert found.contained and not found.led


@pytest.mark.parametrize(
    ("short", "long", "wanted"),
    [
        ("KJHV gGmbH", "Kinder- und JugendHilfe-Verbund gGmbH", True),
        ("SEZ", "Sport- und Erholungszentrum", True),
        ("PLA", "People's Liberation Army", True),
        ("KJHV gGmbH", "Kinderring Berlin e. V.", False),
        ("SEZ", "Sportverein Zehlendorf", False),
        ("Linse", "Liste in neuer sozialer Einheit", False),
    ],
)
def test_initials(short: str, long: str, wanted: bool) -> None:
    assert likeness(short, long).initials is wanted


def test_a_kita_and_a_club_of_one_name_share_a_block_and_numbers_do_not() -> None:
    assert actor_block("Kita Sonnenschein") == actor_block("Jugendclub Sonnenschein") == actor_block("Sonnenschein")
    assert actor_block("Grundschule 12") != actor_block("Grundschule 21")
    assert actor_block("Jugendamt") != actor_block("Jugendclub")


def test_on_labelled_organisations_the_fixed_threshold_beats_the_best_one_of_token_sort(shared_data: Path) -> None:
    pairs = name_pairs.read(shared_data / "matching" / "name-pairs.csv")
    ours = name_pairs.measure(pairs, name_pairs.ours(pairs), SAME_NAME)
    theirs = name_pairs.best(pairs, name_pairs.token_sort(pairs))
    assert len(pairs) == 266 and ours.f1 > 0.86 > theirs.f1 + 0.07
