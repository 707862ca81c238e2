"""The workspace in a Chromium without a graphics card: first views, filters over 10,000 things, scrolling a large matrix.

    PYTHONPATH=. python tests/benchmarks/bench_workspace.py

First views are those of the demo town over loopback, with an empty cache: until the answer's rows, or the start's examples, stand.
The matrix has 120 themes and 40 areas; frames are counted while it is scrolled to its end and back. What is gone through to count is
measured in the page; there is no peer for it but the time that a person waits.
"""

from __future__ import annotations

import gzip
import os
import random
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

from playwright.sync_api import Browser, Request, sync_playwright

from api.service import Service
from ingest.options import Options
from ingest.pipeline import ingest
from tests.benchmarks.bench_page import HTML, WEB, served
from tests.benchmarks.town_network import network
from tests.viz.conftest import ARGUMENTS, Town, executable, serving

DEMO = WEB.parents[1] / "demo"
ASKED = "q=" + quote("Wer deckt Jugendsport im Bahnhofsviertel schon ab?")
FIRST = {
    "start": ("", ".groups:not([aria-busy]) button"),
    "answer as list": (ASKED, ".rows [data-row]"),
    "answer as graph": (f"{ASKED}&tab=graph", ".stage-graph:not([aria-busy]) canvas"),
    "map": ("tab=map", ".stage-map:not([aria-busy]) canvas"),
    "matrix": ("tab=matrix", ".grid button"),
}
THEMES, AREAS = 120, 40
FILTERS = """async (raw) => {
  const [{ speak }, { picture }, { network }, { read }, { counts }] = await Promise.all(
    ["words", "workspace/picture", "workspace/data", "state", "workspace/facets"].map((name) => import(`/app/${name}.js`)));
  await speak("de");
  const timed = (work) => { const begun = performance.now(); work(); return performance.now() - begun; };
  let data;
  const loaded = timed(() => { data = network(raw); });
  const filtered = read("#about=theme-sport&in=q1&in=q2");
  const counted = timed(() => counts(data, filtered));
  const pictured = timed(() => picture(data, filtered, null));
  return { loaded, counted, pictured, changes: timed(() => picture(data, read("#from=2020-01-01"), null)) };
}"""
MATRIX = """async (raw) => {
  const [{ speak }, { make }, { picture }, { network }, { read }] = await Promise.all(
    ["words", "matrix/view", "workspace/picture", "workspace/data", "state"].map((name) => import(`/app/${name}.js`)));
  await speak("de");
  const room = document.getElementById("room");
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const begun = performance.now();
  make(room, () => {}).show(picture(network(raw), read("#tab=matrix&matrix=areas&deep=yes"), null));
  await frame();
  await frame();
  const drawn = performance.now() - begun;
  const box = room.querySelector(".square");
  const gaps = [];
  for (let last = performance.now(), n = 0; n < 240; n++) {
    const way = Math.abs(((n / 120) % 2) - 1);
    box.scrollTop = (1 - way) * box.scrollHeight;
    box.scrollLeft = (1 - way) * box.scrollWidth;
    const now = await frame();
    gaps.push(now - last);
    last = now;
  }
  const [rows, columns] = ["tbody tr", "thead th"].map((what) => room.querySelectorAll(what).length);
  return { drawn, rows, columns, worst: Math.max(...gaps), frames: (1000 * gaps.length) / gaps.reduce((a, b) => a + b) };
}"""


def main() -> None:
    print(f"load {os.getloadavg()[0]:.1f}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        with tempfile.TemporaryDirectory() as folder, serving(Path(folder), _demo) as town:
            first_views(browser, town)
        with served(WEB) as url:
            page = browser.new_page()
            page.goto(f"{url}/icon.svg")
            found = page.evaluate(FILTERS, network(10_000, 30_000))
            print("10,000 things, 30,000 ties (ms): " + ", ".join(f"{name} {value:.0f}" for name, value in found.items()))
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.route("**/room.html", lambda route: route.fulfill(body=HTML, content_type="text/html"))
            page.goto(f"{url}/room.html")
            seen = page.evaluate(MATRIX, square())
            print(
                f"matrix of {seen['rows']} × {seen['columns']}: drawn in {seen['drawn']:.0f} ms, "
                f"{seen['frames']:.0f} frames/s while scrolling, longest gap {seen['worst']:.0f} ms"
            )
        browser.close()


def _demo(service: Service) -> None:
    ingest(service.store, service.keys, [DEMO], Options(observed="2026-03-01"))


def first_views(browser: Browser, town: Town) -> None:
    """Seconds from the address to what one came for; the second visit finds the server warm, the cache empty again."""
    print("| first view | first visit (s) | again (s) | scripts, compressed (kB) |\n|---|--:|--:|--:|")
    for name, (fragment, wanted) in FIRST.items():
        seconds: list[float] = []
        scripts: set[str] = set()
        for _ in range(2):
            with browser.new_context(viewport={"width": 1440, "height": 900}, locale="de-DE") as context:
                page = context.new_page()
                page.on("request", partial(_script, scripts))
                begun = time.perf_counter()
                page.goto(f"{town.url}#{fragment}")
                page.locator(wanted).first.wait_for()
                seconds.append(time.perf_counter() - begun)
        size = sum(len(gzip.compress(urlopen(url).read())) for url in scripts)
        print(f"| {name} | {seconds[0]:.2f} | {seconds[1]:.2f} | {size / 1000:.0f} |")


def _script(scripts: set[str], request: Request) -> None:
    if request.url.endswith(".js"):
        scripts.add(request.url)


def square() -> dict[str, Any]:
    """A network whose offerings are about 120 themes in 40 areas."""
    chance = random.Random(1)
    raw = network(6_000, 6_000)
    raw["things"] = [row for row in raw["things"] if row[1] != "Quartier"]
    raw["ties"] = []
    for row in raw["things"]:
        row[5], row[7] = [f"theme-{chance.randrange(THEMES)}"], [[f"a{chance.randrange(AREAS)}", 1.0]]
    raw["things"] += [[f"a{n}", "Quartier", f"Kiez {n}", [], [], [], [], [], None, [None, None], [None, None], None] for n in range(AREAS)]
    return raw


if __name__ == "__main__":
    main()
