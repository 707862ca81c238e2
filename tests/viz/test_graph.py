"""The graph of the workspace on the demo town: by keyboard alone, positions that stay, a list that says the same, files."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.benchmarks.town_network import network as generated
from tests.viz.conftest import Tab, Town, serving_demo, tab_of

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"
COOPERATIONS = "#tab=graph&q=" + quote("Welche Kooperationen gibt es?")
BOX = "(node) => { const box = node.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]; }"
# The view by itself, on data that the test gives: where things stand cannot be read off a canvas.
ALONE = """async ([raw, fragment]) => {
  const [{ make }, { picture }, { network }, { read }] = await Promise.all(
    ["graph/view", "workspace/picture", "workspace/data", "state"].map((name) => import(`./app/${name}.js`)));
  window.alone?.view.close();
  const room = document.createElement("div");
  Object.assign(room.style, { width: "900px", position: "absolute", top: "0" });
  document.body.append(room);
  const data = network(raw);
  const own = window.alone = { state: read(fragment) };
  own.show = (change) => { Object.assign(own.state, change); own.view.show(picture(data, { ...own.state }, null)); };
  own.view = make(room, own.show);
  own.show({});
  while (!own.view.scene || !own.view.stage.width) await new Promise((resolve) => setTimeout(resolve, 20));
}"""
PLACES = "() => Object.fromEntries(alone.view.scene.items.map(({ id, x, y }) => [id, [x, y]]))"


@pytest.fixture(scope="module")
def musterau(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with serving_demo(demo_folder, tmp_path_factory.mktemp("graph")) as town:
        yield town


@pytest.fixture(scope="module")
def raw(musterau: Town) -> dict[str, Any]:
    found: dict[str, Any] = httpx.get(f"{musterau.url}api/network").json()
    return found


@pytest.fixture(scope="module")
def ids(raw: dict[str, Any]) -> dict[str, str]:
    return {row[2]: row[0] for row in raw["things"]}


@pytest.fixture(scope="module")
def browsing(chromium: Browser, musterau: Town) -> Iterator[Tab]:
    """One wide page for all tests: each goes on from an address of its own."""
    tab = tab_of(chromium, musterau, 1440, 900)
    yield tab
    tab.page.close()
    assert tab.strangers() == []
    assert tab.complaints == []


def show(tab: Tab, fragment: str) -> Page:
    tab.page.goto("about:blank")
    tab.page.goto(f"{tab.url}{fragment}")
    expect(tab.page.locator(".graph-legend li").first).to_be_visible(timeout=20_000)
    return tab.page


def around(ids: dict[str, str], name: str = "JFE „Lokschuppen“", more: str = "") -> str:
    return f"#tab=graph&id={ids[name]}{more}"


def counts(page: Page) -> tuple[int, int]:
    """Things and relationships, as the picture is called."""
    said = page.locator(".graph-canvas").get_attribute("aria-label") or ""
    things, ties = re.search(r"(\d+) Dinge?, (\d+) Beziehung", said.replace("eine ", "1 ")).groups()  # type: ignore[union-attr]
    return int(things), int(ties)


def told(page: Page) -> str:
    return page.locator(".graph-view > [aria-live]").inner_text()


def test_the_arrows_walk_to_neighbours_and_enter_brings_theirs(browsing: Tab, ids: dict[str, str]) -> None:
    page = show(browsing, around(ids))
    before = counts(page)
    canvas = page.locator(".graph-canvas")
    canvas.focus()
    assert told(page).startswith("JFE „Lokschuppen“, Akteur.")
    assert f"{before[0] - 1} Nachbarn im Bild" in told(page)
    found = set()
    for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
        step = re.search(r"^(.+), \w+\. (\d+)\. von (\d+) Nachbarn von (.+?): (.+?)\. ", told(page))
        assert step, told(page)
        assert 1 <= int(step[2]) <= int(step[3])
        found.add(step[1])
        expect(page.locator(".graph-tip .name")).to_have_text(step[1])
    assert len(found) > 1
    page.keyboard.press("Escape")
    expect(page.locator(".graph-tip")).to_be_hidden()
    page.keyboard.press("Home")  # none of its keys: nothing happens
    canvas.evaluate("(node) => node.blur()")
    open_beside(page, ids["Runder Tisch Bahnhofsviertel"])
    canvas.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("open=.*open="))
    expect(page.locator(".graph-canvas")).not_to_have_attribute("aria-label", re.compile(f"{before[0]} Dinge"))
    assert counts(page)[0] > before[0]


def open_beside(page: Page, id: str) -> None:
    """Select a thing in the list that says the same as the picture."""
    page.locator(".graph-list > summary").click()
    page.locator(f".graph-list [data-id='{id}']").click()
    expect(page).to_have_url(re.compile(f"[#&]id={id}"))
    page.locator(".graph-list > summary").click()


def test_a_thing_is_held_and_moved_without_dragging(browsing: Tab, ids: dict[str, str]) -> None:
    page = show(browsing, around(ids))
    page.get_by_role("button", name="Festhalten").click()
    expect(page).to_have_url(re.compile(r"pin=\w+%400%2C0"))
    page.locator(".graph-canvas").focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(page).to_have_url(re.compile(r"pin=\w+%4024%2C0"))
    page.get_by_role("button", name="Versetzen").click()
    expect(page.locator(".graph-hint")).to_contain_text("Klicken Sie dorthin")
    page.locator(".graph-canvas").click(position={"x": 120, "y": 90})
    expect(page).to_have_url(re.compile(r"pin=\w+%40-\d+%2C-?\d+"))
    page.get_by_role("button", name="Loslassen").click()
    expect(page).not_to_have_url(re.compile("pin="))


def test_dragging_pins_and_the_ground_pans(browsing: Tab, raw: dict[str, Any], ids: dict[str, str]) -> None:
    page = show(browsing, around(ids))
    page.evaluate(ALONE, [raw, around(ids)])
    home = page.evaluate(PLACES)[ids["JFE „Lokschuppen“"]]
    x, y = page.evaluate(
        "() => { const { stage, scene } = alone.view; const box = stage.canvas.getBoundingClientRect(); "
        "const [x, y] = stage.at(scene.items.find((item) => item.selected)); return [x + box.left, y + box.top]; }"
    )
    drag(page, (x, y), (x + 50, y + 30))
    k = page.evaluate("alone.view.stage.camera.k")
    moved = page.evaluate(PLACES)[ids["JFE „Lokschuppen“"]]
    assert [round((b - a) * k) for a, b in zip(home, moved, strict=True)] == pytest.approx([50, 30], abs=1)
    assert page.evaluate("alone.state.pin.length") == 1
    drag(page, (60, 250), (100, 270))
    page.evaluate("async () => { while (!alone.state.camera) await new Promise((done) => setTimeout(done, 20)); }")
    assert page.evaluate("alone.state.pin.length") == 1
    page.evaluate("alone.view.close()")


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=4)
    page.mouse.up()


def test_the_way_to_another_thing_is_found_drawn_and_said(browsing: Tab, ids: dict[str, str]) -> None:
    page = show(browsing, around(ids))
    field = page.get_by_role("combobox", name="Weg zu")
    field.fill("fc lohe")
    expect(page.locator(".combo-list li")).to_have_text(re.compile("FC Lohe 05"))
    field.press("ArrowDown")
    field.press("Enter")
    steps = page.locator(".graph-steps li")
    expect(steps.first).to_contain_text("JFE „Lokschuppen“")
    expect(steps.last).to_contain_text("FC Lohe 05 e. V.")
    expect(page.locator(".graph-foot")).to_contain_text("Weg")
    assert re.search(r"arbeitet mit in .+\(Kooperation\)", " ".join(steps.all_inner_texts()))
    page.get_by_role("button", name="Weg schließen").click()
    expect(page.locator(".graph-steps")).to_be_hidden()


def test_the_picture_its_list_and_its_file_say_the_same(browsing: Tab) -> None:
    page = show(browsing, COOPERATIONS)
    page.locator(".graph-list > summary").click()
    things, ties = (page.locator(".graph-list table").nth(n).locator("tbody tr") for n in (0, 1))
    assert counts(page) == (things.count(), ties.count())
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG", exact=True).click()
    drawn = ElementTree.parse(download.value.path()).getroot()
    assert sorted(
        title.rpartition(" (")[0] for title in texts(drawn, f".//{SVG}g[@class='node']/{SVG}title")
    ) == sorted(row.split("\t")[0] for row in things.all_inner_texts())
    lines = {
        tuple(line.get(name) for name in ("x1", "y1", "x2", "y2"))
        for line in drawn.iter(f"{SVG}line")
        if line.get("class")
    }
    cells = [row.split("\t") for row in ties.all_inner_texts()]
    assert len(lines) == len({(row[0], row[2]) for row in cells}), (
        "two relationships of the same two lie upon each other"
    )
    legend = texts(drawn, f"./{SVG}g[@class='legend']//{SVG}text")
    assert legend_of(page) <= {text.strip() for text in legend}
    assert "verbindet Handlungsfelder (Doppellinie)" in legend
    assert any(row.endswith("verbindet Handlungsfelder") for row in ties.all_inner_texts())


def legend_of(page: Page) -> set[str]:
    """The words of the legend, without what its little pictures hold."""
    return {text.split("\n")[-1].strip() for text in page.locator(".graph-legend").last.locator("li").all_inner_texts()}


def texts(root: ElementTree.Element, path: str) -> list[str]:
    return ["".join(node.itertext()) for node in root.findall(path)]


def test_the_file_is_clean_vectors_within_its_sheet(browsing: Tab, ids: dict[str, str]) -> None:
    page = show(browsing, around(ids))
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG", exact=True).click()
    root = ElementTree.parse(download.value.path()).getroot()
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "g",
        "rect",
        "path",
        "circle",
        "line",
        "text",
        "tspan",
    }
    assert not [node for node in root.iter() if {"style", "onclick", "href"} & node.attrib.keys()]
    assert "JFE „Lokschuppen“" in texts(root, f"./{SVG}g/{SVG}text")
    assert re.search(r"13 Dinge, \d+ Beziehungen · Stand \d+\. \w+ \d{4}", " ".join(texts(root, f"./{SVG}g/{SVG}text")))
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    for name in root.iter(f"{SVG}text"):
        if name.get("class") == "name":
            assert 0 < float(name.get("x", -1)) < width and 0 < float(name.get("y", -1)) < height
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#print-sheet figure svg text.name").count() == 13
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG", exact=True).click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\x89PNG") and int.from_bytes(content[16:20]) == width * 2


def test_no_filter_date_or_further_step_moves_anything(browsing: Tab, raw: dict[str, Any], ids: dict[str, str]) -> None:
    page = show(browsing, around(ids))
    page.evaluate(ALONE, [raw, around(ids, more="&hops=1")])
    whole = page.evaluate(PLACES)
    for change in (
        {"type": ["Offering", "Actor"]},
        {"type": [], "at": "2015-01-01"},
        {"at": "", "hops": "2"},
        {"hops": "3"},
    ):
        page.evaluate("(change) => alone.show(change)", change)
        now = page.evaluate(PLACES)
        shared = whole.keys() & now.keys()
        assert shared
        assert {id: now[id] for id in shared} == {id: whole[id] for id in shared}, change
        whole |= now
    assert len(whole) > 60


def test_the_whole_picture_is_kept_and_only_what_is_new_is_placed(
    browsing: Tab, raw: dict[str, Any], ids: dict[str, str]
) -> None:
    page = show(browsing, around(ids))
    page.evaluate(ALONE, [raw, "#hops=0"])
    before = page.evaluate(PLACES)
    assert len(before) == counts_of(raw)
    club = ids["FC Lohe 05 e. V."]
    row = [*raw["things"][0]]
    row[0:3] = ["new", "Offering", "Etwas Neues"]
    index = [one[0] for one in raw["things"]].index(club)
    later = raw | {
        "revision": raw["revision"] + 1,
        "things": [*raw["things"], row],
        "ties": [*raw["ties"], [index, len(raw["things"]), "PROVIDES", None, None, None]],
    }
    page.reload()
    expect(page.locator(".graph-legend li").first).to_be_visible(timeout=20_000)
    page.evaluate(ALONE, [later, "#hops=0"])
    after = page.evaluate(PLACES)
    assert after.keys() - before.keys() == {"new"}
    assert {id: after[id] for id in before} == before
    page.evaluate("alone.show({ type: ['Actor'] })")
    assert all(after[id] == place for id, place in page.evaluate(PLACES).items())


def counts_of(raw: dict[str, Any]) -> int:
    """The things that are there today."""
    seen = [dict(zip(raw["fields"], row, strict=True)) for row in raw["things"]]
    today = dt.date.today().isoformat()
    return sum(not one["seen"][1] and (not one["valid"][1] or one["valid"][1] + "~" >= today) for one in seen)


def test_north_is_up(browsing: Tab, raw: dict[str, Any]) -> None:
    page = show(browsing, COOPERATIONS)
    page.evaluate(ALONE, [raw, "#hops=0"])
    places = page.evaluate(PLACES)
    points = {row[0]: row[8] for row in raw["things"] if row[8] and row[0] in places}
    north = sorted(points, key=lambda id: points[id][0])
    third = len(north) // 3
    height = [sum(places[id][1] for id in part) / len(part) for part in (north[:third], north[-third:])]
    assert height[0] > height[1] + 100, "what lies north stands above"
    page.evaluate("alone.view.close()")


def test_thousands_are_gathered_and_a_circle_opens(browsing: Tab) -> None:
    page = show(browsing, COOPERATIONS)
    page.evaluate(ALONE, [generated(3050, 3200), ""])
    hint = page.locator(".graph-hint", has_text="zusammengefasst").last
    expect(hint).to_contain_text("3.050 Dinge sind nach Quartier und Thema zusammengefasst")
    before = page.evaluate(PLACES)
    groups = page.evaluate("alone.view.scene.items.map(({ id, count }) => [id, count])")
    assert sum(count for _, count in groups) == 3050
    assert any(id.startswith("×") for id, _ in groups), "what has no Quartier is gathered too"
    page.locator(".graph-canvas").last.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    (opened,) = page.evaluate("alone.state.open")
    after = page.evaluate(PLACES)
    assert opened not in after
    assert len(after) == len(before) - 1 + dict(groups)[opened]
    assert all(after[id] == place for id, place in before.items() if id != opened)
    expect(hint.get_by_role("button", name="Alles zeichnen")).to_be_visible()
    hint.get_by_role("button", name="Alle Kreise schließen").click()
    assert page.evaluate(PLACES) == before
    page.evaluate("alone.view.close()")


def test_what_came_and_went_is_told_by_signs_and_words(browsing: Tab, raw: dict[str, Any]) -> None:
    page = show(browsing, COOPERATIONS)
    data = json.loads(json.dumps(raw))
    data["things"][0][9] = ["2024-05-01", None]
    data["things"][1][9] = [None, "2024-05-01"]
    page.evaluate(ALONE, [data, "#hops=0&from=2024-01-01&at=2025-01-01"])
    assert page.evaluate("alone.view.scene.items.slice(0, 2).map((item) => item.change)") == ["new", "gone"]
    assert {"neu", "entfallen"} <= legend_of(page)
    page.evaluate("alone.view.close()")


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["wide", "narrow"])
def test_axe_finds_nothing_and_labels_of_a_drawing_cover_nothing(
    chromium: Browser, musterau: Town, ids: dict[str, str], size: tuple[int, int]
) -> None:
    tab = tab_of(chromium, musterau, *size)
    page = show(tab, around(ids, more=f"&way={ids['FC Lohe 05 e. V.']}"))
    page.locator(".graph-list > summary").click()
    expect(page.locator(".drawing text").first).to_be_visible()
    found = Axe().run(page)
    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    boxes = page.locator(".drawing text.name").evaluate_all(f"(texts) => texts.map({BOX})")
    left, _, right, _ = page.locator(".drawing svg").evaluate(BOX)
    assert len(boxes) > 5
    assert all(left <= box[0] and box[2] <= right for box in boxes)
    for n, a in enumerate(boxes):
        assert not [b for b in boxes[n + 1 :] if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]
    tab.page.close()
    assert tab.complaints == []
