"""Pictures of every view of the page, at two sizes and in two languages: `make screenshots` writes them to be looked at.

The demo town is served from a store of its own; nothing of it is kept.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, expect, sync_playwright

from api.service import Service
from ingest.options import Options
from ingest.pipeline import ingest
from tests.viz.conftest import ARGUMENTS, SIZES, Town, executable, serving

DEMO = Path(__file__).resolve().parent.parent / "demo"
ASKED = "q=" + quote("Wer deckt Jugendsport im Bahnhofsviertel schon ab?")
PARTNERS = "ask=partners-of&actor=" + quote("FC Lohe 05 e. V.")
VIEWS = {
    "start": "",
    "list-answer": ASKED,
    "graph-answer": f"{ASKED}&tab=graph",
    "graph-partners": f"{PARTNERS}&tab=graph",
    "graph-whole": "tab=graph",
    "map": "tab=map",
    "map-answer": f"{ASKED}&tab=map",
    "matrix-groups": "tab=matrix",
    "matrix-areas": "tab=matrix&matrix=areas",
    "matrix-sectors": "tab=matrix&matrix=sectors",
    "list": "tab=list",
    "changes": "tab=graph&from=2022-01-01",
    "unclear": "q=" + quote("Wer deckt Jugendsport im Bahnhofsvirtel ab?"),
    "not-understood": "q=" + quote("blah foo"),
    "nothing": "tab=list&of=school&sectors=sector-environment&at=2001-01-01",
    "draw": "view=draw",
    "query": "view=query",
    "upload": "view=upload",
}


def main(folder: Path) -> None:
    """Write `<view>-<language>-<width>.png` into the folder."""
    folder.mkdir(parents=True, exist_ok=True)

    def demo(service: Service) -> None:
        ingest(service.store, service.keys, [DEMO], Options(observed="2026-03-01"))

    with tempfile.TemporaryDirectory() as scratch, serving(Path(scratch), demo) as town, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        for width, height in SIZES:
            for lang in ("de", "en"):
                _all(browser, town, folder, lang, width, height)
        browser.close()


def _all(browser: Browser, town: Town, folder: Path, lang: str, width: int, height: int) -> None:
    with browser.new_context(viewport={"width": width, "height": height}, locale=lang) as context:
        page = context.new_page()
        for name, fragment in VIEWS.items():
            page.goto("about:blank")
            page.goto(f"{town.url}#{fragment}{'&lang=en' if lang == 'en' else ''}")
            _settle(page)
            page.screenshot(path=folder / f"{name}-{lang}-{width}.png", full_page=width < 1000)
        page.goto("about:blank")
        page.goto(f"{town.url}#{ASKED}{'&lang=en' if lang == 'en' else ''}")
        _settle(page)
        page.locator(".cell-actor a").first.click()
        expect(page.locator("#detail-title")).to_be_visible()
        _settle(page)
        page.screenshot(path=folder / f"detail-{lang}-{width}.png", full_page=width < 1000)


def _settle(page: Page) -> None:
    """Everything is there, and the layout has come to rest."""
    expect(page.locator("#view:not([aria-busy]) h2").first).to_be_attached(timeout=30_000)
    expect(page.locator(".stage[aria-busy]")).to_have_count(0)
    expect(page.locator("#view [aria-busy]")).to_have_count(0, timeout=30_000)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(800)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"))
