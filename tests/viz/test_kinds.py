"""Every kind of answer of the catalogue on the page, asked of the demo town in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlencode
from urllib.request import urlopen

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from api.service import Service
from ingest.options import Options
from ingest.pipeline import ingest
from tests.viz.conftest import SIZES, Tab, Town, serving

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = yaml.safe_load((ROOT / "docs" / "handbook" / "examples.yaml").read_text(encoding="utf-8"))
FORMS = {"actors-here", "changes-since", "gaps", "introductions", "needs-here", "overlaps", "quartier-profile", "silo", "who-covers"}
NAMED = {
    "partners-of": {"actor": "FC Lohe 05 e. V."},
    "possible-partners": {"actor": "Boxclub Stellwerk e. V."},
    "introductions": {"actor": "FC Lohe 05 e. V.", "other": "Schulverwaltungsamt"},
}
RAW = re.compile(r"\b[a-z]+_[a-z]+\b|\bundefined\b|\bnull\b|\bNaN\b|\{\w+\}|\b(count|none|column|gap|change|path)\.\w")
OVERLAPS = "#q=" + quote("Wo gibt es Doppelangebote im Bahnhofsviertel?")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    def demo(service: Service) -> None:
        ingest(service.store, service.keys, [ROOT / "demo"], Options(observed="2026-03-01"))

    with serving(tmp_path_factory.mktemp("demo"), demo) as found:
        yield found


def fragment(id: str, lang: str) -> str:
    """The address that asks the handbook's example; what names somebody asks by name."""
    said = {"ask": id, **NAMED[id]} if id in NAMED else {"q": EXAMPLES[id][lang]}
    return f"#{urlencode(said | ({'lang': lang} if lang == 'en' else {}))}"


@cache
def titles(lang: str) -> frozenset[str]:
    """What every text of a language begins with, where it is long enough to tell the languages apart."""
    own = json.loads((ROOT / "viz" / "web" / "i18n" / f"{lang}.json").read_text(encoding="utf-8"))
    return frozenset(text for key, text in own.items() if key.startswith("column.") and isinstance(text, str))


@pytest.mark.parametrize("id", sorted(EXAMPLES))
def test_an_answer_of_every_question_is_drawn_in_both_languages(tab: Tab, id: str) -> None:
    for lang, (width, height) in (("de", SIZES[0]), ("en", SIZES[1])):
        tab.page.set_viewport_size({"width": width, "height": height})
        page = tab.open(fragment(id, lang))
        expect(page.locator("#answer-title")).not_to_be_empty()
        assert page.locator("[data-row], .bars tr").count() > 0
        text = page.locator(".centre").inner_text()
        assert not RAW.search(re.sub(r"(?s)MATCH .*", "", text)), RAW.search(text)
        other = titles("en" if lang == "de" else "de") - titles(lang)
        assert not set(page.locator("thead th").all_inner_texts()) & other
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    if id in FORMS:  # axe takes longer than all the rest; what it looks at depends on the form, not on the words
        assert [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(page).response["violations"]] == []


def test_examples_in_groups_are_such_as_this_store_answers(tab: Tab) -> None:
    page = tab.open()
    expect(page.locator(".groups:not([aria-busy]) h3").first).to_be_visible()
    heads = page.locator(".groups h3").all_inner_texts()
    assert heads == ["Wer macht was", "Wo etwas fehlt", "Wer mit wem", "Mitreden und planen", "Was sich geändert hat"]
    texts = page.locator(".examples button").all_inner_texts()
    assert len(texts) > 15
    for text in texts:
        with urlopen(f"{tab.url}api/ask?{urlencode({'q': text})}") as response:
            assert json.load(response)["rows"], text


def test_sectors_stand_in_a_square_with_counts(tab: Tab) -> None:
    page = tab.open(fragment("silo", "de"))
    square = page.get_by_role("table", name="Wie viele Kooperationen zwei Handlungsfelder verbinden")
    heads = square.locator("thead th").all_inner_texts()
    assert heads == square.locator("tbody th").all_inner_texts() and "Gesundheit" in heads
    row = square.get_by_role("row", name=re.compile("^Gesundheit"))
    assert row.get_by_role("cell").nth(heads.index("Umwelt")).inner_text() == "0"
    assert page.locator(".rows [data-row]").count() == 19  # two pairs do not work together


def test_a_way_is_a_numbered_list(tab: Tab) -> None:
    page = tab.open(fragment("introductions", "de"))
    steps = page.locator("ol.path > li")
    expect(steps.first).to_contain_text("FC Lohe 05 e. V. fragt an")
    expect(steps.last).to_contain_text("Schulverwaltungsamt soll erreicht werden")
    expect(page.locator("#answer-title")).to_have_text(
        f"Weg von FC Lohe 05 e. V. zu Schulverwaltungsamt: {steps.count()} Stationen."
    )
    steps.first.get_by_role("link").click()
    expect(page.get_by_role("article", name="FC Lohe 05 e. V.")).to_be_visible()


def test_gaps_stand_in_parts_by_their_reason(tab: Tab) -> None:
    page = tab.open(fragment("gaps", "en"))
    heads = page.locator(".part h3").all_inner_texts()
    assert [head.partition(" (")[0] for head in heads] == [
        "A need is voiced",
        "Responsibility without an offering",
        "Exists elsewhere",
    ]


def test_a_row_says_how_fresh_it_is_and_where_sources_differ(tab: Tab) -> None:
    page = tab.open(fragment("actors-here", "de"))
    row = page.get_by_role("row", name=re.compile("Lokschuppen"))
    expect(row.locator(".fresh")).to_have_text("genannt 01.03.2026")
    expect(row.locator(".disputed")).to_contain_text("Quellen uneins: Art")


def test_the_filter_by_freshness_leaves_out_what_nobody_confirmed_since(tab: Tab) -> None:
    page = tab.open(fragment("who-covers", "de"))
    rows = page.locator(".rows [data-row]")
    before = rows.count()
    page.get_by_label("Nur was geprüft oder genannt wurde seit").fill("2026-02-01")
    page.get_by_role("button", name="Anwenden").click()
    expect(page.locator(".chip.verified")).to_contain_text("1. Februar 2026")
    expect(page.locator(".notes")).to_contain_text("Nur was seit 1. Februar 2026 geprüft")
    assert 0 < rows.count() < before
    page.locator(".chip.verified button").click()
    expect(page.locator(".chip.verified")).to_be_hidden()
    expect(rows).to_have_count(before)


def test_an_editor_marks_a_double_as_intended_by_keyboard_and_takes_it_back(tab: Tab, town: Town) -> None:
    page = tab.open(OVERLAPS + f"&token={town.editor}")
    button = page.get_by_role("row", name=re.compile("^Tanz")).get_by_role("button")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_text("Doch nicht gewollt")
    page.reload()
    row = page.get_by_role("row", name=re.compile("^Tanz"))
    expect(row.locator(".cell-intended")).to_contain_text("ja")
    expect(page.locator("[data-row]").last).to_contain_text("Tanz")  # what is meant comes last
    row.get_by_role("button").click()
    expect(row.locator(".cell-intended")).to_contain_text("nein")


def test_others_see_whether_a_double_is_intended_and_cannot_say_so(tab: Tab) -> None:
    page = tab.open(OVERLAPS)
    expect(page.locator(".cell-intended").nth(1)).to_have_text("nein")
    assert page.locator(".cell-intended button").count() == 0


def test_an_ambiguous_actor_is_settled_by_one_click(tab: Tab) -> None:
    page = tab.open("#" + urlencode({"ask": "partners-of", "actor": "Stadt"}))
    expect(page.locator("#answer-title")).to_have_text("Wer ist gemeint?")
    page.locator(".choices").get_by_role("button", name=re.compile("^Stadtbibliothek Musterau")).click()
    expect(page.locator("#answer-title")).to_contain_text("Partner von Stadtbibliothek Musterau")


def test_what_narrows_an_answer_stays_when_the_place_is_taken_away(tab: Tab) -> None:
    page = tab.open("#q=" + quote("Welche kostenlosen Angebote gibt es im Bahnhofsviertel?"))
    expect(page.locator(".chip.filter")).to_contain_text("Nur kostenlos")
    expect(page.locator("#answer-title")).to_have_text(
        "5 Angebote (kostenlos) in Bahnhofsviertel, 4 ohne bekannte Lage."
    )
    page.get_by_role("button", name="Hier Bahnhofsviertel entfernen").click()
    expect(page.locator(".chip.plain")).to_contain_text("überall")
    expect(page.locator(".chip.filter")).to_contain_text("Nur kostenlos")
    page.get_by_role("button", name="Nur kostenlos entfernen").click()
    expect(page.locator(".chip.filter")).to_be_hidden()


def test_the_next_session_is_marked(tab: Tab) -> None:
    page = tab.open("#" + urlencode({"ask": "participation-here", "here": "Bahnhofsviertel", "date": "2026-03-05"}))
    expect(page.locator(".sessions .next").first).to_have_text("nächster Termin: 11. März 2026")
    expect(page.locator(".sessions").first).to_contain_text("zuletzt: 11. Februar 2026, 14. Januar 2026")


def test_a_profile_leads_on_to_every_question_about_the_place(tab: Tab) -> None:
    page = tab.open(fragment("quartier-profile", "de"))
    page.get_by_role("link", name="Beteiligungsformate").click()
    expect(page.locator("#answer-title")).to_contain_text("Beteiligungsformat")
    page.go_back()
    page.get_by_role("link", name="Was hängt hier an einem Einzigen?").click()
    expect(page.locator("#answer-title")).to_contain_text("an denen etwas hängt")


def test_a_fold_of_evidence_opens_by_keyboard_in_a_part(tab: Tab) -> None:
    page = tab.open(fragment("needs-here", "de"))
    fold = page.locator(".part .proof summary").first
    fold.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".part .evidence").first).to_contain_text("Bedarfe")


def test_a_page_on_paper_shows_every_answer(tab: Tab) -> None:
    page: Page = tab.open(fragment("silo", "de"))
    page.emulate_media(media="print")
    expect(page.locator(".matrix")).to_be_visible()
    assert page.pdf().startswith(b"%PDF")
