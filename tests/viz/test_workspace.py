"""The workspace on the demo town: every task by keyboard alone, four views of one state, the state in the address."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.viz.conftest import SIZES, Tab, Town, serving_demo, tab_of, things_of

pytestmark = pytest.mark.browser
SPORT = "#q=" + quote("Wer deckt Jugendsport im Bahnhofsviertel schon ab?")
FOCUSED = "document.activeElement.getAttribute('aria-label') || document.activeElement.labels?.[0]?.textContent || document.activeElement.textContent"
MOST_SCRIPT = 300_000  # bytes, compressed


@pytest.fixture(scope="module")
def town(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with serving_demo(demo_folder, tmp_path_factory.mktemp("workspace")) as found:
        yield found


@pytest.fixture(scope="module")
def things(town: Town) -> list[dict[str, Any]]:
    return things_of(town)


def tab_to(page: Page, name: str, most: int = 150) -> None:
    """Press Tab until what has the focus begins with that name."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).strip().startswith(name):
            return
    raise AssertionError(f"{name!r} is not reached by keyboard")


def count(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator(".tabs .count").inner_text()))


def test_from_a_typed_question_to_an_actor_and_its_cooperations_by_keyboard(tab: Tab) -> None:
    page = tab.open()
    tab_to(page, "Ihre Frage")
    page.keyboard.type("Wer deckt Jugendsport im Bahnhofsviertel schon ab?")
    page.keyboard.press("Enter")
    expect(page.locator("#answer-title")).to_contain_text("Angebote zu Sport für Jugendliche in Bahnhofsviertel")
    tab_to(page, "FC Lohe 05 e. V.")
    page.keyboard.press("Enter")
    expect(page.locator("#detail-title")).to_have_text("FC Lohe 05 e. V.")
    expect(page.locator("#detail-title")).to_be_focused()
    tab_to(page, "AG Jugendsport")
    page.keyboard.press("Enter")
    expect(page.locator("#detail-title")).to_have_text("AG Jugendsport")
    expect(page.locator(".detail")).to_contain_text("Kooperation")


def test_what_was_understood_is_said_otherwise_by_keyboard(tab: Tab) -> None:
    page = tab.open(SPORT)
    tab_to(page, "ändern")
    page.keyboard.press("Enter")
    tab_to(page, "Zielgruppe")
    page.keyboard.type("Kinder")
    tab_to(page, "Hier")
    page.keyboard.press("Control+A")
    page.keyboard.type("Altstadt")
    page.keyboard.press("Enter")
    expect(page.locator("#answer-title")).to_contain_text("zu Sport für Kinder in Altstadt")


def test_from_a_gap_in_the_matrix_to_possible_partners_by_keyboard(tab: Tab, things: list[dict[str, Any]]) -> None:
    page = tab.open("#tab=matrix")
    tab_to(page, "Arbeit und Beschäftigung ×")
    square = page.get_by_role("table", name="Thema × Zielgruppe")
    for row, group in (("Sport", "group-youth"), ("Bildung", "group-youth")):
        themes = {"Sport": "theme-sport", "Bildung": "theme-education"}[row]
        said = square.get_by_role("row", name=re.compile(f"^{row}")).get_by_role(
            "button", name=re.compile(rf"{row} × Jugendliche:")
        )
        assert int(said.inner_text()) == offered(tab, things, themes, group)
    for _ in range(40):
        if page.evaluate("document.activeElement.innerText") == "0":
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".gap-found")).to_contain_text("Das heißt nicht, dass es keines gibt.")
    tab_to(page, "Wer könnte das gemeinsam füllen?")
    page.keyboard.press("Enter")
    expect(page.locator(".understood")).to_contain_text("Thema")
    assert "ask=possible-partners" in page.url


def offered(tab: Tab, things: list[dict[str, Any]], theme: str, group: str) -> int:
    """Counted anew: offerings about a theme or one below it, for a group or one below it."""
    with urlopen(f"{tab.url}api/network") as response:
        wider = json.load(response)["wider"]

    def covers(ids: list[str], wanted: str) -> bool:
        return any(wanted == id or wanted in wider.get(id, []) for id in ids)

    return sum(t["type"] == "Offering" and covers(t["themes"], theme) and covers(t["groups"], group) for t in things)


def test_a_cell_with_offerings_filters_all_views(tab: Tab) -> None:
    page = tab.open("#tab=matrix&matrix=areas")
    cell = page.get_by_role("button", name=re.compile(r"Sport × Loheaue: \d+ \(bekannt\)"))
    known = int(cell.inner_text())
    cell.press("Enter")
    expect(page.get_by_role("checkbox", name=re.compile("^Loheaue"))).to_be_checked()
    page.get_by_role("tab", name="Liste").click()
    page.locator("summary", has_text=re.compile("^Art$")).click()
    page.get_by_role("checkbox", name=re.compile("^Angebote")).check()
    expect(page.locator(".things tbody tr")).to_have_count(known)
    expect(page.locator(".tabs .count")).to_have_text(f"{known} Einträge")


def test_sectors_that_do_not_work_together_differ_from_those_nobody_knows_of(tab: Tab) -> None:
    page = tab.open("#tab=matrix&matrix=sectors")
    health = page.get_by_role("button", name="Gesundheit × Umwelt: 0 (keine gemeinsame Kooperation bekannt)")
    expect(health).to_have_text("0")
    with urlopen(f"{tab.url}api/questions/silo") as response:
        pairs = {row["name"]: row["count"] for row in json.load(response)["rows"]}
    for name, known in pairs.items():  # the question counts the same
        assert page.get_by_role("button", name=re.compile(f"^{name}: ")).inner_text() == str(known), name
    page.get_by_role("button", name=re.compile(r"^Gesundheit × Sport: \d+ \(bekannt\)")).click()
    expect(page.locator("#answer-title")).to_contain_text("Gesundheit")
    expect(page.get_by_role("tab", name="Matrix")).to_have_attribute("aria-selected", "true")


def test_a_sector_filters_every_view_by_keyboard(tab: Tab, things: list[dict[str, Any]]) -> None:
    page = tab.open("#tab=list")
    before = count(page)
    for _ in range(before // 100):
        page.locator("button.more", has_text="weitere").last.click()
    listed = set(page.locator(".things [data-id]").evaluate_all("(links) => links.map((link) => link.dataset.id)"))
    tab_to(page, "Handlungsfeld")
    page.keyboard.press("Enter")
    tab_to(page, "Umwelt")
    page.keyboard.press("Space")
    ground = {"Quartier", "AdministrativeArea"}
    wanted = {t["id"] for t in things if "sector-environment" in t["sectors"] or t["type"] in ground} & listed
    expect(page.locator(".things tbody tr")).to_have_count(len(wanted))
    assert set(page.locator(".things [data-id]").evaluate_all("(links) => links.map((link) => link.dataset.id)")) == wanted
    assert count(page) == len(wanted) < before
    page.get_by_role("button", name="Alle Filter aufheben").click()
    expect(page.locator(".tabs .count")).to_have_text(f"{before} Einträge")


def test_back_in_time_and_what_changed_between_two_days(tab: Tab) -> None:
    page = tab.open("#tab=list")
    now = count(page)
    page.get_by_label("Stand", exact=True).fill("2015-06-30")
    page.keyboard.press("Tab")
    expect(page.locator(".tabs .count")).not_to_have_text(f"{now} Einträge")
    expect(page.locator(".time")).to_contain_text("Die ältesten Listen sind von 2026")
    page.get_by_role("button", name="Heute").click()
    expect(page.locator(".tabs .count")).to_have_text(f"{now} Einträge")
    page.get_by_label("Änderungen zwischen zwei Tagen").check()
    page.get_by_label("von", exact=True).fill("2022-01-01")
    page.keyboard.press("Tab")
    came = page.locator(".things tr", has_text="AG Jugendsport")
    expect(came.locator(".cell-change")).to_have_text("neu")
    expect(page.locator(".changes .new")).to_have_text(re.compile(r"^\+ [1-9]\d* neu$"))
    assert "from=2022-01-01" in page.url


def test_the_slider_moves_by_keyboard(tab: Tab) -> None:
    page = tab.open("#tab=list")
    page.get_by_label("Stand, Jahr").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_label("Stand", exact=True)).to_have_value("2025-12-31")
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Heute")).to_be_hidden()


def test_the_list_is_sorted_and_saved_as_it_is_shown(tab: Tab) -> None:
    page = tab.open("#tab=list&of=school")
    page.get_by_role("button", name="Name").press("Enter")
    expect(page.get_by_role("columnheader", name="Name")).to_have_attribute("aria-sort", "descending")
    names = page.locator(".things .cell-name").all_inner_texts()
    assert len(names) > 3 and names != sorted(names)
    group = page.get_by_role("group", name="Diese Ansicht als Datei")
    saved = {}
    for kind in ("CSV", "XLSX"):
        with page.expect_download() as waiting:
            group.get_by_role("button", name=kind).click()
        saved[kind] = waiting.value.path()
    rows = list(csv.reader(io.StringIO(saved["CSV"].read_text(encoding="utf-8-sig"), newline="")))
    book = openpyxl.load_workbook(io.BytesIO(saved["XLSX"].read_bytes()))
    cells = [[cell or "" for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert cells == rows
    assert sorted(row[0] for row in rows[1:]) == sorted(names)
    assert rows[0] == [head.strip(" ↕▲▼") for head in page.locator(".things th").all_inner_texts()]


def test_views_are_named_kept_shared_and_presented(tab: Tab, chromium: Browser, town: Town) -> None:
    page = tab.open("#tab=list&in=" + quartier(town, "Altstadt"))
    page.get_by_text("Ansichten ★").click()
    for name, tab_name in (("Altstadt als Liste", None), ("Altstadt als Matrix", "Matrix")):
        if tab_name:
            page.get_by_role("tab", name=tab_name).click()
            expect(page.get_by_role("table", name="Thema × Zielgruppe")).to_be_visible()
        page.get_by_label("Diese Ansicht merken als").fill(name)
        page.get_by_role("button", name="Merken").click()
        expect(page.locator(".saved").get_by_role("link", name=name)).to_be_visible()
    page.get_by_role("button", name="▶ Vorführen").press("Enter")
    bar = page.get_by_role("navigation", name="Vorführung")
    expect(bar).to_contain_text("Altstadt als Liste")
    expect(page.locator(".things")).to_be_visible()
    expect(page.get_by_label("Ihre Frage")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(bar).to_contain_text("2 von 2")
    expect(page.get_by_role("table", name="Thema × Zielgruppe")).to_be_visible()
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    link = page.evaluate("import('/app/workspace/store.js').then(({ link, saved }) => link(saved()))")
    with chromium.new_context(locale="de-DE") as other:
        guest = tab_of(other, town, *SIZES[0])
        guest.page.goto(link)
        expect(guest.page.get_by_role("link", name="Altstadt als Matrix")).to_be_visible()
        expect(guest.page.get_by_role("status").first).to_contain_text("2 Ansichten")
        guest.page.get_by_role("link", name="Altstadt als Matrix").click()
        expect(guest.page.get_by_role("checkbox", name=re.compile("^Altstadt"))).to_be_checked()
        expect(guest.page.get_by_role("table", name="Thema × Zielgruppe")).to_be_visible()


def quartier(town: Town, name: str) -> str:
    with urlopen(f"{town.url}api/quartiere") as response:
        return str(next(one["id"] for one in json.load(response) if one["name"] == name))


def test_a_link_restores_the_view_and_the_language_switches_it(tab: Tab, town: Town) -> None:
    address = f"{SPORT}&tab=list&in={quartier(town, 'Loheaue')}&at=2026-06-01"
    page = tab.open(address)
    rows = page.locator(".rows [data-row]").count()
    expect(page.get_by_role("checkbox", name=re.compile("^Loheaue"))).to_be_checked()
    page.get_by_role("link", name="EN", exact=True).click()
    expect(page.get_by_role("tab", name="List")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_label("As of", exact=True)).to_have_value("2026-06-01")
    expect(page.get_by_role("checkbox", name=re.compile("^Loheaue"))).to_be_checked()
    expect(page.locator(".rows [data-row]")).to_have_count(rows)


def test_the_start_shows_gaps_changes_and_views_and_never_the_whole_network(tab: Tab) -> None:
    page = tab.open()
    gaps = page.get_by_role("region", name="Was fehlt?")
    expect(gaps.get_by_role("link").first).to_be_visible()
    gaps.get_by_label("Quartier").select_option("Sonnenhang")
    expect(gaps.get_by_role("link", name="alles zeigen")).to_have_attribute("href", re.compile("ask=gaps"))
    expect(page.get_by_role("region", name="Was hat sich geändert?").get_by_role("listitem")).to_have_count(5)
    expect(page.get_by_role("region", name="Ansichten")).to_contain_text("Noch keine Ansicht gemerkt")
    assert not [r for r in tab.requests if "/api/network" in r.url]
    page.reload()
    expect(gaps.get_by_label("Quartier")).to_have_value(quartier(Town(tab.url, "", ""), "Sonnenhang"))
    gaps.get_by_role("link").first.click()
    expect(page.locator("#answer-title")).to_be_visible()


def test_scripts_of_the_first_view_are_small(tab: Tab) -> None:
    page = tab.open(SPORT)
    expect(page.locator(".rows [data-row]").first).to_be_visible()
    scripts = {r.url for r in tab.requests if r.url.endswith(".js")}
    size = sum(len(gzip.compress(urlopen(url).read())) for url in scripts)
    assert len(scripts) > 20 and size < MOST_SCRIPT
    assert not [url for url in scripts if "/vendor/leaflet" in url or "/vendor/codemirror" in url]


@pytest.mark.parametrize("view", ["", "tab=list", "tab=matrix", "tab=matrix&matrix=sectors&lang=en"])
def test_axe_finds_nothing_and_nothing_overflows(sized: Tab, view: str) -> None:
    page = sized.open(f"#{view}")
    if not view:
        expect(page.locator(".groups:not([aria-busy])")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
