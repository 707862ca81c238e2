"""The page that stands alone: complete, offline, and safe with any name."""

from __future__ import annotations

import io
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from graph.export import ExportOptions
from graph.export.html import Selection, write_selection
from graph.store import Store
from graph.view import View
from viz.layout import SPRING_LIMIT, positions
from viz.marks import FILE, mark_of
from viz.standalone import Edge, Node, write_html

NODES = [Node("a", "Verein <script>alert(1)</script> & href", "Akteur"), Node("b", "Fußball", "Angebot")]
EDGES = [Edge("a", "b", "bietet an"), Edge("a", "gone", "bietet an")]


def page(lang: str = "de", nodes: list[Node] = NODES, edges: list[Edge] = EDGES) -> str:
    out = io.BytesIO()
    write_html(nodes, edges, out, title="Netz & Werk", lang=lang)
    return out.getvalue().decode()


class Tags(HTMLParser):
    """Collects start tags and the text outside scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._silent = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._silent = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text += data


def test_page_loads_nothing_from_elsewhere() -> None:
    for tag, attributes in Tags(page()).tags:
        assert not attributes.get("src"), tag
        assert not attributes.get("href"), tag
    assert "sourceMappingURL" not in page()


@pytest.mark.parametrize(("lang", "word"), [("de", "Legende"), ("en", "Legend"), ("fr", "Legende")])
def test_page_speaks_its_language(lang: str, word: str) -> None:
    html = Tags(page(lang))
    assert ("html", {"lang": lang}) in html.tags
    assert re.search(rf"\b{word}\b", html.text)


def test_headings_come_once_and_in_order() -> None:
    headings = [tag for tag, _ in Tags(page()).tags if re.fullmatch(r"h\d", tag)]
    assert headings == ["h1", "h2", "h3", "h2", "h2"]
    assert "<title>Netz &amp; Werk</title>" in page()


def test_tables_say_the_same_as_the_picture() -> None:
    html = Tags(page())
    assert "Fußball" in html.text
    assert "bietet an" in html.text
    assert "1 Beziehungen" in html.text  # the edge to a node that is not there is left out


def test_markup_in_a_name_stays_text() -> None:
    assert "<script>alert(1)" not in page()
    assert "Verein <script>alert(1)</script> & href" in Tags(page()).text


def test_empty_graph_gives_a_page() -> None:
    assert "0 Einträge" in page(nodes=[], edges=[])


def test_positions_are_the_same_every_time() -> None:
    edges = [(i, i // 2) for i in range(1, 40)]
    assert positions([0] * 40, edges) == positions([0] * 40, edges)
    assert len(set(positions([0] * 40, edges))) == 40


def test_large_graph_is_laid_out_by_groups() -> None:
    groups = [i % 3 for i in range(SPRING_LIMIT + 1)]
    points = positions(groups, [])
    first = [points[i] for i in range(len(points)) if groups[i] == 0]
    assert max(x for x, _ in first) < max(x for x, _ in points) or max(y for _, y in first) < max(y for _, y in points)


def test_given_places_and_facts_are_kept_and_stay_text() -> None:
    out = io.BytesIO()
    places = {"a": (12.0, 34.0), "b": (56.0, 78.0)}
    write_html(NODES, EDGES, out, title="Netz", lang="de", places=places, facts=[("Thema", "<b>Sport</b>")])
    html = out.getvalue().decode()
    assert '"x": 12.0, "y": 34.0' in html
    assert "<dt>Thema</dt><dd>&lt;b&gt;Sport&lt;/b&gt;</dd>" in html


def test_every_type_of_the_page_has_its_mark_here() -> None:
    rows = re.findall(r"^  (\w+): \[", FILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) >= 16
    plain = mark_of("no such type")
    assert [type for type in rows if mark_of(type) == plain] == []


class Shown:
    """What a caller sees who may see the network."""

    def __init__(self, store: Store, visibility: str = "public") -> None:
        self.view = View(store, visibility)
        self.things = {
            row["properties"].get("name"): row
            for row in self.view.entities()
            if row["type"] in ("Actor", "Cooperation", "Offering")
        }

    def page(self, *names: str, **said: object) -> str:
        out = io.BytesIO()
        ids = tuple(self.things[name]["id"] for name in names)
        write_selection(self.view, out, ExportOptions(title="Auswahl"), Selection((*ids, "unknown"), **said))  # type: ignore[arg-type]
        return out.getvalue().decode()


def test_of_a_selection_only_ids_are_believed(demo_store: Store) -> None:
    shown = Shown(demo_store)
    member = "Stadtbibliothek Musterau"
    cooperation = "Bildungslandschaft Loheaue"
    html = Tags(shown.page(member, cooperation, as_of="2026-03-01", saved="2026-03-02", facts=(("Thema", "Bildung"),)))
    assert html.text.count(member) >= 2  # in both tables
    assert "2 Einträge, 1 Beziehungen" in html.text
    assert "1. März 2026" in html.text
    assert "unknown" not in html.text
    assert "Musterau an der Lohe" in html.text  # whose data it is


@pytest.mark.parametrize(("day", "n"), [("2021-12-31", 0), ("2023-05-01", 1), ("2024-12-31", 1), ("2025-01-01", 0)])
def test_a_relationship_counts_from_its_first_to_its_last_day(demo_store: Store, day: str, n: int) -> None:
    html = Shown(demo_store).page("Turnverein Musterau 1893", "AG Jugendsport", as_of=day)  # a member 2022 to 2024
    assert f"{n} Beziehungen" in html


@pytest.mark.browser
def test_page_draws_offline_in_a_real_browser(tmp_path: Path) -> None:
    file = tmp_path / "graph.html"
    file.write_text(page(), encoding="utf-8")
    requests: list[str] = []
    problems: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"],
        )
        tab = browser.new_page()
        tab.on("request", lambda request: requests.append(request.url))
        tab.on("pageerror", lambda error: problems.append(str(error)))
        tab.goto(file.as_uri())
        tab.wait_for_selector("#mynetwork canvas")
        browser.close()
    assert requests == [file.as_uri()]
    assert problems == []
