"""The page in a real browser: asking, reading, going on from an answer, by mouse and by keyboard alone."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.viz.conftest import Tab, Town

pytestmark = pytest.mark.browser
SPORT = "Wer deckt Jugendsport in Nordkiez ab?"
ASKED = f"#q={quote(SPORT)}"
FOCUSED = "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
VIEWS = {
    "start": "",
    "answer": ASKED,
    "english": ASKED + "&lang=en",
    "gaps": "#q=" + quote("Was fehlt in Südkiez?"),
    "profile": "#q=" + quote("Steckbrief Nordkiez"),
    "not-understood": "#q=blah",
    "detail": ASKED,
}


def ask(page: Page, text: str) -> None:
    page.get_by_label("Ihre Frage").fill(text)
    page.keyboard.press("Enter")


def headline(page: Page) -> str:
    expect(page.locator("#view:not([aria-busy]) #answer-title")).to_be_visible()
    return page.locator("#answer-title").inner_text()


def names(page: Page) -> list[str]:
    """The first cells of the answer's main table."""
    return page.locator(".answer > .wide-rows .cell-name").all_inner_texts()


def test_the_start_offers_examples_with_a_place_of_this_store(tab: Tab) -> None:
    page = tab.open()
    page.get_by_role("button", name="Wer deckt").click()
    expect(page.locator("#answer-title")).to_be_visible()
    expect(page.get_by_label("Ihre Frage")).to_have_value(re.compile("Wer deckt .+ im (Nord|Süd)kiez schon ab"))
    expect(page.locator(".chip.here")).to_contain_text("kiez")


def test_a_typed_question_is_answered_with_rows_and_evidence(tab: Tab) -> None:
    page = tab.open()
    ask(page, SPORT)
    said = "2 Angebote zu Sport für Jugendliche in Nordkiez, 1 ohne bekannte Lage."
    expect(page.locator("#answer-title")).to_have_text(said)
    assert names(page) == ["Fußball", "Sport"]
    row = page.get_by_role("row", name="Fußball")
    expect(row).to_contain_text("Sporttreff „Käfig“")
    expect(row).to_contain_text("im Gebiet")
    row.locator("summary").click()
    expect(row.locator(".evidence")).to_have_text("clubs.json · Zeile 2 · Stand 1. März 2024")
    expect(page.locator(".unlocated .cell-actor")).to_have_text("Mobile Halle")
    expect(page.get_by_role("status")).to_contain_text("2 Angebote")


def test_the_cypher_stands_behind_a_fold(tab: Tab) -> None:
    page = tab.open(ASKED)
    text = page.get_by_role("region", name="Abfrage")
    expect(text).to_be_hidden()
    page.get_by_text("Wie gesucht wurde").click()
    expect(text).to_contain_text("MATCH")


def test_a_chip_taken_away_asks_again_with_the_rest(tab: Tab) -> None:
    page = tab.open(ASKED)
    page.get_by_role("button", name="Thema Sport entfernen").click()
    expect(page.locator("#answer-title")).to_contain_text("3 Angebote für Jugendliche in Nordkiez")
    page.get_by_role("button", name="Hier Nordkiez entfernen").click()
    expect(page.locator("#answer-title")).to_have_text("5 Angebote für Jugendliche.")
    expect(page.locator(".chip.plain")).to_contain_text("überall")
    page.go_back()
    expect(page.locator("#answer-title")).to_contain_text("in Nordkiez")


def test_the_here_field_suggests_places_and_counts(tab: Tab) -> None:
    page = tab.open()
    page.get_by_label(re.compile("Wo ist")).press_sequentially("Süd")
    expect(page.locator("#places option")).to_have_attribute("value", "Südkiez")
    page.get_by_label(re.compile("Wo ist")).fill("Südkiez")
    ask(page, "Welche Akteure gibt es hier?")
    expect(page.locator("#answer-title")).to_have_text("1 Akteur in Südkiez.")


def test_a_click_leads_from_the_answer_to_the_actor_its_drawing_and_on(tab: Tab) -> None:
    page = tab.open(ASKED)
    page.get_by_role("row", name="JFE „Linse“").get_by_role("link", name="JFE „Linse“").click()
    detail = page.get_by_role("article", name="JFE „Linse“")
    expect(detail.locator("h2")).to_be_focused()
    expect(detail.locator(".values")).to_contain_text("info@linse.example")
    expect(detail.get_by_role("img", name=re.compile("Netz mit 5 Knoten"))).to_be_visible()
    drawn = set(detail.locator(".node title").all_text_contents())
    listed = set(detail.locator(".neighbours a, .glance .tied a").all_inner_texts())
    assert {text.rpartition(" (")[0] for text in drawn} == listed | {"JFE „Linse“"}
    assert detail.locator(".legend li").all_inner_texts() == ["Akteur", "Angebot", "Ort"]
    detail.get_by_role("link", name="Kiezwerk e. V.").click()
    expect(page.get_by_role("article", name="Kiezwerk e. V.")).to_contain_text("ist Träger von")
    page.get_by_role("link", name="Zurück").click()
    expect(page.get_by_role("article")).to_be_hidden()
    expect(page.get_by_role("link", name="JFE „Linse“")).to_be_focused()


def test_the_language_switches_and_the_answer_stays(tab: Tab) -> None:
    page = tab.open(ASKED)
    page.get_by_role("link", name="EN", exact=True).click()
    said = "2 offerings on sport for young people in Nordkiez, 1 without a known place."
    expect(page.locator("#answer-title")).to_have_text(said)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("columnheader", name="Evidence").first).to_be_visible()
    expect(page.get_by_role("button", name="Remove Target group Young people")).to_be_visible()


def test_what_is_not_understood_comes_back_with_suggestions(tab: Tab) -> None:
    page = tab.open()
    ask(page, "blah foo")
    assert headline(page) == "Diese Frage wurde nicht verstanden."
    expect(page.locator(".unused")).to_contain_text("„blah“, „foo“")
    page.locator(".choices button").first.click()
    expect(page.locator(".chip").first).to_be_visible()


def test_a_misspelt_place_is_settled_by_a_button(tab: Tab) -> None:
    page = tab.open()
    ask(page, "Wer deckt Jugendsport im Nordkeiz ab?")
    assert headline(page) == "Ist dieser Ort gemeint?"
    page.get_by_role("button", name="Nordkiez").click()
    expect(page.locator("#answer-title")).to_contain_text("in Nordkiez")
    assert "here=" in page.url
    ask(page, "Welche Akteure gibt es in Südkiez?")  # what was settled belongs to its question only
    expect(page.locator("#answer-title")).to_have_text("1 Akteur in Südkiez.")


@pytest.mark.parametrize(
    ("text", "said", "shown"),
    [
        ("Was fehlt in Südkiez?", "3 mögliche Lücken in Südkiez.", "gibt es anderswo"),
        ("Steckbrief Nordkiez", "Steckbrief: was in Nordkiez bekannt ist", "Jugendfreizeiteinrichtung"),
        ("Mit wem arbeitet Kiezwerk zusammen?", "Keine Partner von Kiezwerk e. V. bekannt.", "Das heißt nicht"),
        ("Welche Netzwerke gibt es in Nordkiez?", "Keine Kooperation bekannt in Nordkiez.", "Das heißt nicht"),
        ("Welches Amt ist für Sport zuständig?", "Kein zuständiges Fachamt bekannt zu Sport.", "Das heißt nicht"),
        (
            "Mit wem arbeitet „Niemand“ zusammen?",
            "Diesen Namen kennt keine Liste.",
            "Ein Akteur „Niemand“ ist nicht bekannt.",
        ),
    ],
)
def test_every_kind_of_answer_is_shown(tab: Tab, text: str, said: str, shown: str) -> None:
    page = tab.open("#q=" + quote(text))
    assert headline(page).rstrip(".") == said.rstrip(".")
    expect(page.locator("#view")).to_contain_text(shown)


def test_a_gap_leads_to_what_exists_elsewhere(tab: Tab) -> None:
    page = tab.open("#q=" + quote("Was fehlt in Südkiez?"))
    page.get_by_role("row", name=re.compile("^Fußball")).get_by_role("link", name="1 Angebot").click()
    expect(page.locator("#answer-title")).to_contain_text("1 Angebot zu Fußball für Jugendliche")


def test_the_address_restores_the_view(tab: Tab) -> None:
    page = tab.open(ASKED + "&lang=en")
    page.get_by_role("row", name="JFE „Linse“").get_by_role("link", name="JFE „Linse“").click()
    expect(page.get_by_role("article")).to_be_visible()
    again = tab.open("#" + page.url.partition("#")[2])
    expect(again.get_by_role("article", name="JFE „Linse“")).to_be_visible()
    assert names(again) == ["Fußball", "Sport"]
    assert again.get_by_label("Your question").input_value() == SPORT


def test_a_token_leaves_the_address_at_once_and_travels_in_the_header(tab: Tab, town: Town) -> None:
    page = tab.open(f"#token={town.network}&q={quote(SPORT)}")
    assert "token" not in page.url
    assert headline(page).startswith("2 Angebote")
    asked = next(r for r in tab.requests if "/api/ask" in r.url)
    assert asked.headers["authorization"] == f"Bearer {town.network}"
    assert not [r.url for r in tab.requests if town.network in r.url]
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("button", name="Abmelden")).to_be_hidden()
    assert page.evaluate("sessionStorage.length") == 0


def test_an_invalid_token_is_said_and_dropped(tab: Tab) -> None:
    page = tab.page
    page.goto(f"{tab.url}#token=wrong&q={quote(SPORT)}")
    expect(page.get_by_role("alert")).to_contain_text("Zugangsschlüssel gilt nicht mehr")
    page.get_by_role("button", name="Noch einmal").click()
    expect(page.locator("#answer-title")).to_contain_text("2 Angebote")
    tab.complaints[:] = [text for text in tab.complaints if "401" not in text]  # the browser's own lines


def test_an_unknown_thing_is_an_error_with_a_hint(tab: Tab) -> None:
    page = tab.open("#id=nothing")
    expect(page.get_by_role("alert")).to_contain_text("There is nothing with the id nothing.")
    expect(page.get_by_role("alert").locator(".hint")).to_have_text("Search for its name.")
    tab.complaints[:] = [text for text in tab.complaints if "404" not in text]


def test_the_foot_names_sources_and_exports(tab: Tab) -> None:
    page = tab.open()
    foot = page.get_by_role("contentinfo")
    foot.get_by_text("1 Quelle").click()
    expect(foot.get_by_role("listitem").first).to_contain_text("CC BY 3.0 DE")
    with page.expect_download() as download:
        foot.get_by_role("link", name="RDF (Turtle)").click()
    assert "JFE „Linse“" in download.value.path().read_text(encoding="utf-8")


def test_everything_can_be_done_by_keyboard_alone(tab: Tab) -> None:
    page = tab.open()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    tab_to(page, "Ihre Frage")
    page.keyboard.type(SPORT)
    page.keyboard.press("Enter")
    expect(page.locator("#answer-title")).to_contain_text("2 Angebote")
    tab_to(page, "1 Beleg")
    page.keyboard.press("Enter")
    expect(page.locator(".evidence").first).to_be_visible()
    tab_to(page, "JFE „Linse“")
    page.keyboard.press("Enter")
    expect(page.locator("#detail-title")).to_be_focused()
    tab_to(page, "Kiezwerk e. V.")
    page.keyboard.press("Enter")
    expect(page.locator("#detail-title")).to_have_text("Kiezwerk e. V.")
    expect(page.locator("#detail-title")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article")).to_be_hidden()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focused element's label or text begins with the name."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(name):
            return
    raise AssertionError(f"{name!r} is not reached by keyboard")


def test_on_paper_the_evidence_is_open_and_the_form_is_gone(tab: Tab) -> None:
    page = tab.open(ASKED)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".evidence").first).to_be_visible()
    expect(page.get_by_label("Ihre Frage")).to_be_hidden()
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_and_nothing_overflows(sized: Tab, view: str) -> None:
    page = sized.open(VIEWS[view])
    if view == "detail":
        page.locator(".cell-actor a").first.click()
        expect(page.locator(".detail .drawing svg")).to_be_visible()
    found = Axe().run(page)
    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
