"""The map of the workspace, on the demo town: it says the same as its lists, and can be used without a pointer."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from api.basemap import read_basemap
from schema.errors import BadRequest
from tests.viz import pmtiles
from tests.viz.conftest import Tab, Town, serving_demo, tab_of, things_of
from viz.marks import mark_of

pytestmark = pytest.mark.browser
GROUND = ("Quartier", "AdministrativeArea")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def musterau(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The demo town on a base map of one colour."""
    own = tmp_path_factory.mktemp("map")
    with serving_demo(demo_folder, own, basemap=pmtiles.write(own / "ground.pmtiles", pmtiles.world("ground"))) as town:
        yield town


@pytest.fixture(scope="module")
def network(musterau: Town) -> list[dict[str, Any]]:
    return things_of(musterau)


@pytest.fixture(scope="module")
def browsing(chromium: Browser, musterau: Town) -> Iterator[Tab]:
    """One page for all tests of the wide map: they go on by the address."""
    tab = tab_of(chromium, musterau, 1440, 900)
    yield tab
    tab.page.close()
    assert tab.strangers() == []
    assert [told for told in tab.complaints if "willReadFrequently" not in told] == []  # the test reads a pixel


def show(tab: Tab, fragment: str = "tab=map") -> Page:
    """The map anew."""
    tab.page.goto("about:blank")
    tab.page.goto(f"{tab.url}#{fragment}")
    expect(tab.page.locator(".town:not([aria-busy])")).to_be_visible(timeout=20_000)
    return tab.page


def boxes(page: Page) -> list[dict[str, float]]:
    return page.evaluate(
        "[...document.querySelectorAll('.town-names span')].map((one) => one.getBoundingClientRect().toJSON())"
    )  # type: ignore[no-any-return]


def test_the_map_and_its_table_say_the_same(browsing: Tab, network: list[dict[str, Any]]) -> None:
    page = show(browsing)
    quartiere = {one["name"] for one in network if one["type"] == "Quartier"}
    expect(page.locator(".town-names .quartier")).to_have_count(len(quartiere))
    assert set(page.locator(".town-names .quartier").all_inner_texts()) == quartiere
    page.get_by_text("Dasselbe als Tabelle").click()
    expect(page.locator("[data-table=quartiere] tbody th")).to_have_count(len(quartiere))
    assert set(page.locator("[data-table=quartiere] tbody th").all_inner_texts()) == quartiere
    shown = page.locator("[data-table=things] tbody th").all_inner_texts()
    things = [one for one in network if one["type"] not in GROUND and held(one)]
    placed = [one["name"] for one in things if one["point"]]
    between = set(page.locator("[data-table=cooperations] tbody th").all_inner_texts())
    assert set(placed) <= set(shown)
    assert set(shown) - set(placed) <= between
    missing = page.locator("[data-part=nowhere] > summary").inner_text()
    assert missing == f"{len(things) - len(shown)} Einträge nicht auf der Karte"


def held(thing: dict[str, Any]) -> bool:
    """Is it there today?"""
    today = dt.date.today().isoformat()
    (_, gone), (begun, ended) = thing["seen"], thing["valid"]
    return not (gone and gone <= today) and not (begun and begun > today) and not (ended and f"{ended}~" < today)


def test_names_do_not_cover_each_other_and_the_page_is_accessible(browsing: Tab) -> None:
    page = show(browsing)
    for one, other in itertools.combinations(boxes(page), 2):
        beside = one["right"] <= other["left"] + 1 or other["right"] <= one["left"] + 1
        assert beside or one["bottom"] <= other["top"] + 1 or other["bottom"] <= one["top"] + 1, (one, other)
    assert Axe().run(page).response["violations"] == []


def test_an_overlap_offers_its_quartiere_by_keyboard(browsing: Tab, network: list[dict[str, Any]]) -> None:
    page = show(browsing, "tab=map&layers=quartiere")
    spot = overlap(browsing.url, "Loheaue", "Mühlenviertel")
    page.evaluate(f"location.hash = '#tab=map&layers=quartiere&spot={spot[0]},{spot[1]},16'")
    page.wait_for_timeout(300)
    page.locator(".town-map").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Dieser Ort liegt in")
    expect(dialog.get_by_role("heading", level=3)).to_be_focused()
    assert {"Loheaue", "Mühlenviertel"} <= set(dialog.locator("strong").all_inner_texts())
    assert "im Kern (alle 2 Umrisse)" in dialog.inner_text()
    page.keyboard.press("Escape")
    expect(page.locator(".town-map")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Nach Mühlenviertel filtern").focus()
    page.keyboard.press("Enter")
    wanted = next(one["id"] for one in network if one["name"] == "Mühlenviertel" and one["type"] == "Quartier")
    expect(page).to_have_url(re.compile(f"in={wanted}"))
    expect(page.locator(".town-legend-list")).to_contain_text("Hier")


def overlap(url: str, *names: str) -> tuple[float, float]:
    """A place (lat, lng) in the core of all of these Quartiere."""
    from shapely.geometry import shape

    found = httpx.get(f"{url}api/quartiere/outlines").json()
    ids = {one["id"] for one in found["quartiere"] if one["name"] in names}
    cores = [
        shape(one["geometry"])
        for one in found["features"]
        if one["properties"]["quartier"] in ids and one["properties"].get("share") == 1
    ]
    both = cores[0].intersection(cores[1]).representative_point()
    return round(both.y, 5), round(both.x, 5)


def test_a_quartiers_single_outlines_are_shown_on_demand(browsing: Tab) -> None:
    page = show(browsing)
    page.locator("[data-part=quartiere] > summary").click()
    page.get_by_role("button", name="Die einzelnen Umrisse von Bahnhofsviertel").click()
    expect(page.locator(".town-rivals li")).to_have_count(2)
    assert "rivals" in page.url
    assert sorted(page.locator(".town-names .letter").all_inner_texts()) == ["A", "B"]
    assert "Quartiersrat" not in page.locator(".town-rivals").inner_text()  # who drew it is for the network
    assert "1. Mai 2019" in page.locator(".town-rivals").inner_text()


def test_the_place_that_is_looked_at_and_the_layers_are_in_the_address(browsing: Tab) -> None:
    page = show(browsing)
    assert "spot" not in page.url
    page.get_by_role("button", name="Größer").click()
    expect(page).to_have_url(re.compile("spot="))
    seen = page.url.partition("#")[2]
    before = boxes(page)
    page = show(browsing, seen)
    moved = [
        abs(one[side] - other[side]) for one, other in zip(before, boxes(page), strict=True) for side in ("left", "top")
    ]
    assert max(moved) < 3  # pixels
    page.locator("[data-part=layers]").get_by_label("Orte").uncheck()
    expect(page).to_have_url(re.compile("layers="))
    expect(page.locator(".town-legend-list")).not_to_contain_text("Akteur")
    expect(page.locator("[data-part=layers]").get_by_label("Orte")).to_be_focused()


def test_a_base_map_of_ones_own_lies_under_it(browsing: Tab) -> None:
    page = show(browsing)
    page.wait_for_selector(".leaflet-base-pane canvas, .leaflet-tile-loaded", state="attached")
    shade = (
        "[...document.querySelector('.town-map canvas.leaflet-tile').getContext('2d').getImageData(40, 40, 1, 1).data]"
    )
    page.wait_for_timeout(500)
    red, green, blue, opaque = page.evaluate(shade)
    assert opaque == 255
    assert (red, green, blue) != (243, 245, 244)  # the plain ground
    assert page.locator(".town-attribution").inner_text() == "© Amt für Karten"
    ranges = [request for request in browsing.requests if request.url.endswith("basemap.pmtiles")]
    assert ranges
    assert all("range" in request.headers for request in ranges)


def test_the_picture_is_made_of_vectors(browsing: Tab) -> None:
    page = show(browsing)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="SVG").click()
    drawing = ElementTree.fromstring(Path(waiting.value.path()).read_bytes())
    texts = {one.text for one in drawing.iter(f"{SVG}text")}
    assert {"Loheaue", "Bahnhofsviertel", "Kern: in allen Umrissen", "Akteur", "© Amt für Karten"} <= texts
    assert any(text.endswith((" m", " km")) for text in texts if text)
    assert len(list(drawing.iter(f"{SVG}path"))) > 30
    assert not list(drawing.iter(f"{SVG}image"))


def test_paper_holds_vectors_with_date_legend_and_sources(browsing: Tab) -> None:
    page = show(browsing, "tab=map&for=jugendliche")
    page.get_by_label("Papier").select_option("a3")
    page.wait_for_selector("link[data-paper=a3]", state="attached")
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert [round(float(side) / 72 * 25.4) for side in paper.pages[0].mediabox[2:]] == [420, 297]
    assert len(paper.pages) == 1
    text = paper.pages[0].extract_text()
    for said in (
        "Loheaue",
        "Kern: in allen Umrissen",
        "Zielgruppe",
        "Stand des Netzes",
        "Musterau an der Lohe",
        "© Amt für Karten",
    ):
        assert said in text
    assert not paper.pages[0].images
    assert page.locator("#print-sheet").count() == 0  # and the page is as before


def test_a_file_of_its_own_holds_what_the_map_shows(browsing: Tab, network: list[dict[str, Any]]) -> None:
    page = show(browsing, "tab=map&type=Cooperation")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="HTML", exact=True).click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    cooperations = [one["name"] for one in network if one["type"] == "Cooperation" and held(one)]
    assert all(name in text for name in cooperations)
    assert "Stadtbibliothek" not in text
    assert "<dt>Art</dt><dd>Kooperationen</dd>" in text


def test_marks_are_the_same_here_and_there(browsing: Tab) -> None:
    page = show(browsing)
    looks = page.evaluate(
        "import('/app/marks.js').then(({ lookOf }) => ['Actor', 'Offering', 'Need', 'Potential'].map((type) => [type, lookOf(type)]))"
    )
    for type, look in looks:
        mark = mark_of(type)
        assert mark.colour == look["colour"]
        corners = [float(part) for part in re.findall(r"-?[\d.]+", look["path"])]
        if mark.corners and "H" not in look["path"]:  # the cross says its corners by steps
            assert corners == pytest.approx([side for corner in mark.corners for side in corner], abs=0.011)


def test_on_a_phone_nothing_is_cut_off(chromium: Browser, musterau: Town) -> None:
    tab = tab_of(chromium, musterau, 390, 844)
    page = show(tab)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".town-side").bounding_box()["height"] > 100  # type: ignore[index]
    page.close()
    assert tab.complaints == []


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "no PMTiles file"), (b"PMTiles\x02" + bytes(119), "no PMTiles file"), (None, "No such file")],
)
def test_what_is_no_base_map_is_named(content: bytes | None, why: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.pmtiles"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadRequest, match=why):
        read_basemap(path)


def test_a_base_map_tells_its_kind_and_whom_to_credit(tmp_path: Path) -> None:
    found = read_basemap(
        pmtiles.write(tmp_path / "a.pmtiles", b"png", pmtiles.PNG, attribution="<script>x</script>OSM")
    )
    assert (found.kind, found.attribution, found.layers) == ("raster", "xOSM", ())
    assert json.dumps(found.shown())
    assert found.bounds == (-180, -85, 180, 85)
