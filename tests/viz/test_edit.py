"""Editing in a real browser: a corrected phone with its evidence and its undo, what is there already, what still holds, what is right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from api.service import Service
from tests.made import bring, club
from tests.viz.conftest import Tab, Town, serving, tab_of

pytestmark = pytest.mark.browser
LINSE = "JFE „Linse“"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Two lists that contradict each other about the phone of a club."""
    folder = tmp_path_factory.mktemp("edit")

    def clubs(service: Service) -> None:
        bring(service.store, service.keys, folder, [club()], observed="2024-03-01")
        bring(service.store, service.keys, folder, [club("9", telefon="030 5550001")], "other.json", observed="2024-05-01")

    with serving(folder, clubs) as found:
        yield found


def opened(tab: Tab, fragment: str = "") -> Page:
    """The club's panel, found by its name."""
    page = tab.open(fragment)
    id = page.evaluate("fetch('api/search?q=Linse').then((r) => r.json()).then((rows) => rows[0].id)")
    page.evaluate(f"location.hash = '#id={id}'")
    expect(page.locator("#detail-title")).to_have_text(LINSE)
    return page


def save(page: Page, source: str) -> None:
    page.get_by_label("Grund").fill("Hat sich geändert")
    page.get_by_label("Wer sagt das?").fill(source)
    page.get_by_role("button", name="Speichern").click()


def healthy(page: Page) -> None:
    found = Axe().run(page)
    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_from_a_wrong_phone_to_a_right_one_and_back(tab: Tab, town: Town) -> None:
    page = opened(tab, f"#token={town.editor}")
    values = page.locator(".values")
    page.get_by_role("button", name="Bearbeiten").click()
    phone = page.locator("#edit-phone")
    page.get_by_role("button", name="Telefon 2 entfernen").click()
    phone.fill("Unsinn")
    save(page, "Telefonat mit dem Träger")
    expect(page.locator(".problems")).to_be_focused()
    expect(phone).to_have_attribute("aria-invalid", "true")
    assert len(tab.complaints) == 1 and "400" in tab.complaints.pop()  # the browser tells of what was refused
    page.locator(".problems").get_by_role("link", name="Telefon").press("Enter")
    phone.fill("030 5550199")
    healthy(page)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.evaluate("location.hash = '#view=query'")  # unsaved: stays
    expect(phone).to_have_value("030 5550199")
    page.get_by_role("button", name="Speichern").press("Enter")
    expect(page.locator(".told")).to_be_focused()
    expect(values.get_by_role("link", name="+49305550199")).to_be_visible()
    page.get_by_text("3 Belege zu Telefon").click()
    expect(values.get_by_text("Bearbeitungen · Stand")).to_be_visible()
    edits = page.get_by_role("region", name="Bearbeitungen")
    expect(edits).to_contain_text("Hat sich geändert · Telefonat mit dem Träger")
    healthy(page)
    page.locator("#detail-title").focus()
    page.keyboard.press("Control+z")
    expect(page.locator(".told")).to_contain_text("Zurückgenommen.")
    expect(edits).to_be_hidden()
    page.get_by_role("button", name="Wiederholen").click()
    expect(edits).to_contain_text("Telefonat mit dem Träger")
    edits.get_by_role("button", name="Rückgängig").click()
    expect(edits).to_be_hidden()
    row = page.locator(".conflicts tr", has_text="5550001")
    row.get_by_role("button", name="Dieser Wert gilt").click()
    expect(page.locator(".told")).to_contain_text("Entschieden: Telefon.")
    expect(page.locator(".conflicts")).to_be_hidden()
    page.locator(".told").get_by_role("button", name="Rückgängig").click()
    expect(page.locator(".conflicts")).to_be_visible()
    page.get_by_role("button", name="Gilt noch").click()
    expect(page.locator(".freshness-line")).to_contain_text("Zuletzt geprüft am")
    expect(page.locator(".freshness-line")).to_contain_text("heute")


def test_a_new_thing_on_a_phone_by_keyboard_and_what_is_there_already(chromium: Browser, town: Town) -> None:
    tab = tab_of(chromium, town, 390, 844)
    page = tab.open(f"#token={town.editor}&view=new&type=Actor")
    name = page.get_by_role("textbox", name="Name (nötig)")
    name.fill("JFE Linse")
    page.get_by_label("Anschrift").fill("Parkaue 25, 10367 Berlin")
    expect(page.locator(".alike")).to_contain_text("gleiche Anschrift")
    healthy(page)
    page.get_by_role("link", name=f"{LINSE} öffnen").press("Enter")
    expect(page.locator("#detail-title")).to_have_text(LINSE)
    page = tab.open("#view=new&type=Offering")
    page.get_by_role("textbox", name="Name (nötig)").fill("Boxen")
    provider = page.get_by_role("combobox", name="Anbieter")
    provider.press_sequentially("Lin")
    expect(page.locator("[role=option]", has_text=LINSE)).to_be_visible()
    provider.press("Enter")
    themes = page.get_by_role("combobox", name="Themen")
    themes.press_sequentially("Fußb")
    expect(page.locator("[role=option]").first).to_contain_text("Fußball")
    themes.press("Enter")
    page.get_by_label("Wer sagt das?").fill("Internetseite")
    page.get_by_role("button", name="Speichern").press("Enter")
    expect(page.locator("#detail-title")).to_have_text("Boxen")
    expect(page.locator(".glance")).to_contain_text("Fußball")
    expect(page.get_by_role("article")).to_contain_text(LINSE)
    healthy(page)
    page.locator(".told").get_by_role("button", name="Rückgängig").click()
    expect(page.locator("#detail-title")).to_be_hidden()
    assert tab.strangers() == [] and tab.complaints == []
    page.close()


def test_without_a_key_it_is_told_how_to_get_one(tab: Tab) -> None:
    page = opened(tab)
    expect(page.get_by_role("button", name="Bearbeiten")).to_be_hidden()
    page.get_by_text("Etwas stimmt nicht?").click()
    expect(page.get_by_text("quartiersgraph token create editor")).to_be_visible()
    page.goto(f"{tab.url}#view=new")
    expect(page.get_by_label("Zugangsschlüssel")).to_be_visible()
