"""The search for places on a made town, as tables of what is typed and what it means."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.places import Places
from graph.seal import KeyRing
from graph.store import Store
from tests.conftest import wipe
from tests.graph.made_places import TODAY, town

RESOLVED = [
    # typed, the areas it means
    ("Altort", ["Altort"]),
    ("Lindenstraße 3", ["Altort"]),
    ("lindenstr 3", ["Altort"]),
    ("Linden Straße 3", ["Altort"]),
    ("LINDENSTRASSE 13", ["Neuort"]),
    ("Lindenstr. 13, 09992 Neuort", ["Neuort"]),
    ("09992 Neuort, Lindenstr. 13", ["Neuort"]),
    ("Lindenstraße", ["Altort", "Neuort"]),
    ("Hauptstraße 5, 09992", ["Neuort"]),
    ("Hauptstr. Neuort", ["Neuort"]),
    ("Hauptstraße 7a", ["Neuort"]),
    ("Am Alten Markt 12-16", ["Altort"]),
    ("Am Alten Markt 12/14", ["Altort"]),
    ("09991", ["Altort"]),
    ("52.05,13.15", ["Neuort"]),
    ("Kulturscheune", ["Neuort"]),
    ("Haus der Begegnung", ["Altort"]),
    ("in der Nähe von Gartenweg 1", ["Altort"]),
    ("im Umkreis von 6 km um Gartenweg 1", ["Altort", "Neuort"]),
    ("within 200 m of Gartenweg 1", ["Altort"]),
    ("Am Alten Markt / Gartenweg", ["Altort"]),
    ("street:hauptstr@09992", ["Neuort"]),
    ("address:hauptstr@09992/neuort:5", ["Neuort"]),
    ("postal:09992", ["Neuort"]),
]
ASKED_BACK = [
    # typed, the candidates' ids or labels, what the reason says
    ("Hauptstraße", {"street:hauptstr@09991", "street:hauptstr@09992"}, "Straße"),
    ("Hauptstraße 5", {"address:hauptstr@09991/altort:5", "address:hauptstr@09992/neuort:5"}, "Anschrift"),
    ("Lindnstraße 3", {"address:lindenstr@09991/altort:3"}, "ähnlich geschrieben"),
    ("Lindenstrase 3", {"address:lindenstr@09991/altort:3"}, "ähnlich geschrieben"),
    ("Gartenwg", {"street:gartenweg@09991"}, "ähnlich geschrieben"),
    ("Kulturscheunne", {"Kulturscheune e. V."}, "ähnlich geschrieben"),
    ("Gartenweg 3", {"address:gartenweg@09991/altort:1", "street:gartenweg@09991"}, "Hausnummer 3 ist nicht bekannt"),
]
SENTENCES = [
    # text, the places in it
    ("Wer macht Sport in der lindenstr 13?", ["lindenstr 13"]),
    ("Welche Angebote gibt es in der Lindenstraße für Jugend?", ["Lindenstraße"]),
    ("Angebote in der Hauptstraße 5, 09992 für Kinder", ["Hauptstraße 5, 09992"]),
    ("Was gibt es Am Alten Markt 12-16?", ["Am Alten Markt 12-16"]),
    ("Was gibt es im Haus der Begegnung?", ["Haus der Begegnung"]),
    ("Was gibt es in der „Kulturscheune“?", ["Kulturscheune"]),
    ("Angebote für Senioren in 09992", ["09992"]),
    ("Angebote in der Nähe von Gartenweg 1", ["in der Nähe von Gartenweg 1"]),
    ("Which offers are near Altort?", ["near Altort"]),
    ("Was gibt es im Gartenwg?", []),
    ("Wer macht Sport im Garten am Markt für Jugend?", []),
    ("Welche Kulturscheune ist offen?", []),
    ("Angebote für 14-Jährige in Altort und Neuort", ["Altort", "Neuort"]),
]


@pytest.fixture(scope="module")
def places(embedded_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    folder = tmp_path_factory.mktemp("town")
    ring = KeyRing(folder / "records.keys")
    with Store.open(embedded_url) as store:
        wipe(store)
        yield town(store, ring, folder)
    ring.close()


def areas(places: Places, text: str) -> list[str]:
    return sorted(area["label"] for area in places.resolve(text).areas)


@pytest.mark.parametrize(("typed", "meant"), RESOLVED)
def test_what_is_said_rightly_is_settled_at_once(places: Places, typed: str, meant: list[str]) -> None:
    here = places.resolve(typed)
    assert (areas(places, typed), here.ambiguous) == (meant, [])


@pytest.mark.parametrize(("typed", "offered", "why"), ASKED_BACK)
def test_what_is_misspelt_or_ambiguous_is_asked_back(places: Places, typed: str, offered: set[str], why: str) -> None:
    here = places.resolve(typed)
    assert not here.areas
    assert offered <= {one.id for one in here.ambiguous} | {one.label for one in here.ambiguous}
    assert any(why in one.reason for one in here.ambiguous)


@pytest.mark.parametrize("typed", [typed for typed, _, _ in ASKED_BACK])
def test_every_candidate_settles_what_was_asked(places: Places, typed: str) -> None:
    for one in places.resolve(typed).ambiguous:
        settled = places.resolve(one.id)
        assert settled.areas and not settled.ambiguous, one


@pytest.mark.parametrize(("text", "named"), SENTENCES)
def test_places_in_a_sentence(places: Places, text: str, named: list[str]) -> None:
    assert [text[span.start : span.end] for span in places.spans(text)] == named


def test_a_misspelt_address_in_a_sentence_is_a_candidate(places: Places) -> None:
    text = "Wer macht Sport in der Lindnstraße 13?"
    [span] = places.spans(text)
    here = places.from_span(span, text)
    assert not here.areas and [one.id for one in here.ambiguous] == ["address:lindenstr@09992/neuort:13"]


def test_a_street_is_shared_out_by_its_addresses(places: Places) -> None:
    here = places.resolve("Lindenstraße")
    shares = {area["label"]: area["share"] for area in here.areas}
    assert shares == {"Altort": 0.6667, "Neuort": 0.3333}
    assert here.notes == ["„Lindenstraße“ verteilt sich auf Altort (67 %), Neuort (33 %)."]


def test_an_address_names_the_row_it_stands_in(places: Places) -> None:
    assert places.resolve("Lindenstraße 3").notes[-1] == "Die Lage steht in adressen.csv, Zeile 3."
    assert places.resolve("Lindenstraße 3", lang="en").notes[-1] == "Where that is, says adressen.csv, row 3."


def test_a_disc_gives_each_area_the_share_that_it_touches(places: Places) -> None:
    here = places.resolve("500 m um Gartenweg 1")
    [area] = here.parameters()["areas"]
    assert 0 < area["share"] < 0.05 and area["direct"]


@pytest.mark.parametrize(
    ("typed", "first", "code"),
    [
        ("Linden", "street:lindenstr@09991", "begins"),
        ("Lindenstr", "street:lindenstr@09991", "street"),
        ("lindenstr 3", "address:lindenstr@09991/altort:3", "address"),
        ("Am Alten Markt 12-13", "address:amaltenmarkt@09991/altort:12", "address_between"),
        ("09992", "postal:09992", "postal_code"),
        ("52.05,13.15", "point:52.05,13.15", "point"),
    ],
)
def test_the_best_candidate_stands_first(places: Places, typed: str, first: str, code: str) -> None:
    found = places.search(typed, limit=3)
    assert found and len(found) <= 3
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert (found[0].id, found[0].code) == (first, code)


def test_a_search_can_be_narrowed_and_speaks_the_callers_language(places: Places) -> None:
    assert {one.kind for one in places.search("haus", kinds={"venue"})} == {"venue"}
    assert places.search("lindenstr", lang="en")[0].reason == "street, 15 house numbers"
    assert places.search("") == [] and places.search("Zzyzx") == []


def test_streets_of_the_lists_alone_are_found_too(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    from tests.graph.made_places import VENUES, bring, districts, write_csv

    venues = write_csv(
        tmp_path / "vereine.csv",
        ["Verein", "Straße", "Hausnummer", "PLZ", "Stadtteil"],
        [[*row, "Altort" if row[3] == "09991" else "Neuort"] for row in VENUES],
    )
    bring(embedded, keys, districts(tmp_path), venues)
    places = Places(embedded, TODAY)
    assert areas(places, "Gartenweg") == areas(places, "Gartenweg 1") == ["Altort"]
    assert [one.id for one in places.search("Gartenweg", kinds={"street"})] == ["street:gartenweg@09991"]
    assert areas(places, "09992") == ["Neuort"]
