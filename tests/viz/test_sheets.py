"""The page of a thing and of the catalogue, as whoever follows an address sees them."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.viz.conftest import Tab


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["de", "en"])
def test_from_an_address_to_the_thing_its_carrier_and_the_catalogue(sized: Tab, lang: str) -> None:
    page = sized.page
    found = page.request.get(f"{sized.url}api/search?q=Linse&type=Actor").json()[0]
    page.goto(f"{sized.url}id/actor/{found['id']}?lang={lang}")
    assert page.url.startswith(f"{sized.url}doc/actor/")
    expect(page.locator("h1")).to_have_text(found["name"])
    assert Axe().run(page).violations_count == 0
    page.get_by_role("link", name="Kiezwerk e. V.").click()
    expect(page.locator("h1")).to_have_text("Kiezwerk e. V.")
    page.goto(f"{sized.url}catalog?lang={lang}")
    assert Axe().run(page).violations_count == 0
    assert page.locator("html").get_attribute("lang") == lang
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
