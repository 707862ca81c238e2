"""Free queries in a real browser: both languages, what helps to write, what comes back, cancelling, errors in words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.viz.conftest import Tab, Town

pytestmark = pytest.mark.browser
SLOW = "UNWIND range(1, 10000) AS a UNWIND range(1, 10000) AS b WITH a * b AS x WHERE x % 7 = 0 RETURN count(x)"


def opened(tab: Tab, town: Town | None, syntax: str = "cypher", lang: str = "de") -> Page:
    token = f"&token={town.network}" if town else ""
    return tab.open(f"#view=query&syntax={syntax}&lang={lang}{token}")


def write(page: Page, text: str) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def run(page: Page, text: str) -> None:
    write(page, text)
    page.keyboard.press("Control+Enter")


def test_cypher_asks_for_a_token_and_sparql_does_not(tab: Tab, town: Town) -> None:
    page = opened(tab, None)
    expect(page.get_by_role("heading", name="Cypher braucht einen Zugangsschlüssel")).to_be_visible()
    page.get_by_role("link", name="SPARQL").click()
    page.get_by_role("button", name="Ausführen").click()
    expect(page.locator(".query-result")).to_contain_text("Zeilen")
    expect(page.locator(".query-table")).to_contain_text("Actor")
    page.get_by_role("link", name="Cypher").click()
    page.get_by_role("textbox", name="Zugangsschlüssel").fill(town.network)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.locator(".cm-content")).to_contain_text("MATCH")
    assert town.network not in page.url


def test_cypher_comes_as_table_and_graph_and_can_be_taken_away(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = opened(tab, town)
    run(page, "MATCH (a:Actor {name: 'Tanzhaus'})-[p:PROVIDES]->(o) RETURN a, p, o.name AS offered, o")
    expect(page.locator("#result-title")).to_be_focused()
    expect(page.get_by_role("row", name="Tanzhaus")).to_contain_text("PROVIDES")
    expect(page.get_by_role("img", name=re.compile("Netz mit 2 Knoten"))).to_be_visible()
    with page.expect_download() as csv:
        page.get_by_role("button", name="Als CSV").click()
    csv.value.save_as(tmp_path / "found.csv")
    header, row, *_ = (tmp_path / "found.csv").read_text(encoding="utf-8-sig").splitlines()
    assert (header, row.split(",")[2]) == ("a,p,offered,o", "Tanz")
    with page.expect_download() as download:
        page.get_by_role("button", name="Als JSON").click()
    download.value.save_as(tmp_path / "found.json")
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert (found["columns"], found["rows"][0][0]["name"]) == (["a", "p", "offered", "o"], "Tanzhaus")
    assert "@element" not in json.dumps(found)
    page.get_by_role("row", name="Tanzhaus").get_by_role("link", name="Tanzhaus").click()
    expect(page.get_by_role("article", name="Tanzhaus")).to_be_visible()


def test_a_question_of_the_catalogue_is_a_beginning(tab: Tab, town: Town) -> None:
    page = opened(tab, town)
    page.locator(".beginnings button", has_text="Wer deckt").first.click()
    expect(page.locator(".cm-content")).to_contain_text("MATCH")
    expect(page.locator("#parameters")).to_have_value(re.compile('"areas"'))
    page.get_by_role("button", name="Ausführen").click()
    expect(page.locator(".query-table tbody tr").first).to_be_visible()


def test_a_click_on_the_schema_puts_a_name_into_the_query(tab: Tab, town: Town) -> None:
    page = opened(tab, town, lang="en")
    write(page, "MATCH ")
    page.get_by_text("Kinds of things", exact=True).click()
    page.locator(".holder", has_text="Need").locator("summary").first.click()
    page.locator(".holder[open] .piece").first.click()
    expect(page.locator(".cm-content")).to_have_text("MATCH (need:Need)")
    expect(page.locator(".cm-content")).to_be_focused()


def test_what_goes_wrong_is_said_in_words(tab: Tab, town: Town) -> None:
    page = opened(tab, town)
    for text, said in (
        ("MATCH (a:Actor) SET a.name = 'x'", "Das tut diese Tür nicht"),
        ("MATCH (a:Actor RETURN a", "Die Abfrage ist so nicht gültig"),
    ):
        run(page, text)
        expect(page.get_by_role("alert")).to_contain_text(said)
        expect(page.locator(".cm-content")).to_be_focused()
    refused = [text for text in tab.complaints if "403" in text or "400" in text]
    assert len(refused) == len(tab.complaints) == 2  # the browser's own note of each
    tab.complaints.clear()


def test_a_query_can_be_cancelled(tab: Tab, town: Town) -> None:
    page = opened(tab, town)
    run(page, SLOW)
    expect(page.get_by_role("button", name="Abbrechen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Die Abfrage wurde abgebrochen")
    run(page, "MATCH (a:Actor) RETURN count(a) AS actors")
    expect(page.locator(".query-table")).to_contain_text("actors", timeout=20_000)  # the engine has to start again


def test_triples_are_drawn_too(tab: Tab) -> None:
    page = opened(tab, None, "sparql")
    page.get_by_role("button", name="Ein Akteur mit allem als Graph").click()
    expect(page.locator(".cm-content")).to_contain_text("PREFIX qg:")
    page.get_by_role("button", name="Ausführen").click()
    expect(page.locator(".query-graph .drawing svg")).to_be_visible()
    expect(page.locator(".query-table")).to_contain_text("subject")


def test_axe_finds_nothing_and_nothing_overflows(sized: Tab, town: Town) -> None:
    page = opened(sized, town, "cypher" if sized.page.viewport_size["width"] > 1000 else "sparql")
    page.get_by_role("button", name="Ausführen").click()
    expect(page.locator(".query-table")).to_be_visible()
    page.get_by_text("Arten von Dingen", exact=True).click()
    found = Axe().run(page)
    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
