"""Drawing a Quartier in a real browser: by click, by touch, by keys alone, from areas; and an editor's review."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from api.service import Service
from ingest.pipeline import Options, ingest
from tests.viz.conftest import Tab, Town, serving
from tests.viz.test_upload import clean, reach, shot

__all__ = ["shot"]
pytestmark = pytest.mark.browser
DEMO = Path(__file__).parents[2] / "demo"
MAPS = [DEMO / "verwaltungsraeume.geojson", DEMO / "quartiere.geojson"]
CORNERS = [(0.35, 0.3), (0.6, 0.28), (0.62, 0.6), (0.38, 0.65)]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    def fill(service: Service) -> None:
        ingest(service.store, service.keys, MAPS, Options(observed="2026-03-01"))

    with serving(tmp_path_factory.mktemp("draw"), fill) as town:
        yield town


def begin(tab: Tab, lang: str = "de", quartier: str = "Loheaue") -> Page:
    page = tab.open("#view=draw" + ("&lang=en" if lang == "en" else ""))
    expect(page.locator("#map svg path").first).to_be_attached()
    page.locator("#quartier").select_option(label=quartier)
    return page


def test_the_map_begins_at_home_even_where_the_server_is_slow(tab: Tab) -> None:
    """What is drawn before the outlines have come lies where the town is, and the map stays where one draws."""
    held: list[Route] = []
    tab.page.route("**/api/quartiere/*/outlines", lambda route: held.append(route))
    page = begin(tab)
    expect(page.locator(".area-name", has_text="Musterau Mitte")).to_be_in_viewport()
    drawn(page)
    for route in held:
        route.continue_()
    expect(page.locator("#agreement")).to_contain_text("sind bekannt")
    expect(page.locator(".area-name", has_text="Musterau Mitte")).to_be_in_viewport()


def corner(page: Page, across: float, down: float, touch: bool = False) -> None:
    box = page.locator("#map").bounding_box()
    assert box is not None
    x, y = box["x"] + across * box["width"], box["y"] + down * box["height"]
    page.touchscreen.tap(x, y) if touch else page.mouse.click(x, y)


def drawn(page: Page, touch: bool = False) -> None:
    page.locator("#map").scroll_into_view_if_needed()
    for across, down in CORNERS:
        corner(page, across, down, touch)


def proposals(page: Page, town: Town) -> list[dict[str, object]]:
    answer = page.request.get(f"{town.url}api/outlines/proposals", headers={"Authorization": f"Bearer {town.editor}"})
    return [feature["properties"] for feature in answer.json()["features"]]


def test_an_outline_is_drawn_by_mouse_and_waits(sized: Tab, town: Town, shot: object) -> None:
    page = begin(sized)
    expect(page.locator("#agreement")).to_contain_text("2 Umrisse sind bekannt")
    assert callable(shot)
    shot(page, "draw-begin")
    drawn(page)
    expect(page.locator("#measure")).to_contain_text(re.compile(r"4 Ecken\. [\d,]+ km²"))
    page.get_by_label("Wer hat gezeichnet?").fill("Mieterbeirat Lohe")
    shot(page, "draw-drawn")
    page.get_by_role("button", name="Umriss vorschlagen").click()
    expect(page.locator("#thanks")).to_be_focused()
    expect(page.locator("#thanks")).to_have_text("Danke! Ihr Umriss von „Loheaue“ ist angekommen.")
    shot(page, "draw-thanks")
    assert proposals(page, town)[-1]["drawn_by"] == "Mieterbeirat Lohe"
    assert page.request.get(f"{town.url}api/outlines/proposals").status == 403


def test_an_outline_is_drawn_by_touch(chromium: Browser, town: Town) -> None:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="de-DE"
    )
    page = context.new_page()
    page.goto(f"{town.url}#view=draw")
    expect(page.locator("#map svg path").first).to_be_attached()
    drawn(page, touch=True)
    expect(page.locator("#measure")).to_contain_text("4 Ecken")
    page.get_by_role("button", name="Ecke zurücknehmen").tap()
    expect(page.locator("#measure")).to_contain_text("3 Ecken")
    context.close()


def test_an_outline_is_drawn_by_keys_alone(tab: Tab, town: Town) -> None:
    page = tab.open("#view=draw&lang=en")
    expect(page.locator("#map svg path").first).to_be_attached()
    reach(page, "quartier")
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    page.keyboard.type("Lohe Heights")
    reach(page, "map")
    expect(page.locator(".cross-hair")).to_be_visible()
    page.keyboard.press("Enter")
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(f"Shift+{key}")
        page.keyboard.press("Enter")
    expect(page.locator("#measure")).to_contain_text("4 corners.")
    page.keyboard.press("Backspace")
    expect(page.get_by_role("status")).to_contain_text("3 corners.")
    page.keyboard.press("Shift+ArrowUp")
    expect(page.get_by_role("status")).not_to_contain_text("corners")
    reach(page, "send")
    page.keyboard.press("Enter")
    expect(page.locator("#thanks")).to_have_text("Thank you! Your outline of “Lohe Heights” has arrived.")
    assert proposals(page, town)[-1]["name"] == "Lohe Heights"


def test_the_cross_hair_moves_the_map_at_its_edge(tab: Tab) -> None:
    page = begin(tab)
    page.locator("#map").focus()
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    cross, frame = page.locator(".cross-hair").bounding_box(), page.locator("#map").bounding_box()
    assert cross and frame
    assert cross["x"] + cross["width"] / 2 < frame["x"] + frame["width"]
    expect(page.locator("#measure")).to_contain_text("2 Ecken")


def test_an_outline_that_crosses_itself_is_told_and_not_sent(tab: Tab, town: Town) -> None:
    page = begin(tab)
    before = len(proposals(page, town))
    for across, down in [CORNERS[0], CORNERS[2], CORNERS[1], CORNERS[3]]:
        corner(page, across, down)
    expect(page.locator("#measure")).to_contain_text("kreuzt sich selbst")
    page.get_by_role("button", name="Umriss vorschlagen").click()
    expect(page.get_by_role("alert")).to_contain_text("kreuzt sich selbst")
    expect(page.locator("#map")).to_be_focused()
    page.get_by_role("button", name="Neu anfangen").click()
    expect(page.locator("#measure")).to_have_text("Noch keine Ecke gesetzt.")
    page.get_by_role("button", name="Umriss vorschlagen").click()
    expect(page.get_by_role("alert")).to_contain_text("mindestens drei Ecken")
    assert len(proposals(page, town)) == before


def test_a_quartier_is_put_together_from_areas(sized: Tab, town: Town, shot: object) -> None:
    page = begin(sized, quartier="Ein anderes, das hier fehlt …")
    page.get_by_label("Name des Quartiers").fill("Doppelstadt")
    page.get_by_label("Aus Gebieten zusammensetzen").check()
    boxes = page.locator(".area-list input")
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(page.locator("#measure")).to_have_text("2 Gebiete gewählt.")
    chosen = page.locator("#map svg path[stroke='#8c3b00']")
    expect(chosen).to_have_count(2)
    frame, first = page.locator("#map").bounding_box(), chosen.first.bounding_box()
    assert frame and first
    assert frame["x"] < first["x"] + first["width"] / 2 < frame["x"] + frame["width"]
    assert frame["y"] < first["y"] + first["height"] / 2 < frame["y"] + frame["height"]
    assert callable(shot)
    shot(page, "draw-areas")
    page.get_by_role("button", name="Umriss vorschlagen").click()
    expect(page.locator("#thanks")).to_contain_text("Doppelstadt")
    assert float(str(proposals(page, town)[-1]["area"])) > 1_000_000


def test_a_refusal_of_the_server_is_shown_beside_the_button(tab: Tab) -> None:
    page = begin(tab)
    page.get_by_role("button", name="Größer").click()
    drawn(page)
    page.get_by_label("Wann gezeichnet?").evaluate(
        "node => { node.removeAttribute('max'); node.value = '2031-01-01'; }"
    )
    page.get_by_role("button", name="Umriss vorschlagen").click()
    expect(page.get_by_role("alert")).to_contain_text("2031-01-01")
    tab.complaints[:] = [text for text in tab.complaints if "400" not in text]


def test_the_way_there_is_on_the_first_page_without_any_token(tab: Tab) -> None:
    page = tab.open()
    page.get_by_role("navigation", name="Pflegen").get_by_role("link", name="Unser Quartier zeichnen").click()
    expect(page.locator("#work-title")).to_be_focused()
    expect(page.get_by_role("navigation", name="Pflegen").get_by_role("link")).to_have_count(2)


def test_an_editor_looks_beside_what_is_known_and_decides(sized: Tab, town: Town, shot: object) -> None:
    page = begin(sized)
    for name in ("Klasse 5b", "Runder Tisch"):
        page = begin(sized)
        drawn(page)
        page.get_by_label("Wer hat gezeichnet?").fill(name)
        page.get_by_role("button", name="Umriss vorschlagen").click()
        expect(page.locator("#thanks")).to_be_focused()
    page = sized.open(f"#token={town.editor}&view=outlines")
    card = page.get_by_role("article").filter(has_text="Klasse 5b")
    expect(card.locator(".map svg path").first).to_be_attached()
    expect(card).to_contain_text(re.compile(r"Daneben: \d bekannte Umrisse"))
    assert callable(shot)
    shot(page, "outlines")
    waiting = len(proposals(page, town))
    card.get_by_label("Gewicht").fill("2")
    card.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_role("status")).to_contain_text("Der Umriss von „Loheaue“ ist übernommen.")
    other = page.get_by_role("article").filter(has_text="Runder Tisch")
    other.get_by_role("button", name="Ablehnen").click()
    expect(page.get_by_role("status")).to_contain_text("abgelehnt und gelöscht")
    assert len(proposals(page, town)) == waiting - 2
    (loheaue,) = [one for one in page.request.get(f"{town.url}api/quartiere").json() if one["name"] == "Loheaue"]
    assert loheaue["outlines"] > 2


def test_reviewing_needs_an_editors_token(tab: Tab, town: Town) -> None:
    page = tab.open(f"#token={town.network}&view=outlines")
    expect(page.get_by_label("Zugangsschlüssel")).to_be_visible()
    clean(page)
