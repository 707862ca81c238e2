"""The graph of the page beside pyvis, on a generated network, in the same Chromium without a graphics card.

    PYTHONPATH=. python tests/benchmarks/bench_page.py [10000 30000] [--patience 60]

For each page: the time until the whole network is arranged, until its first picture when positions are known (from the data in
hand), and the frames per second while the whole of it is dragged around. pyvis stands twice: as `export html` uses it (positions
computed before, physics off), and with its own defaults (physics on), which is given up after `--patience` seconds.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import io
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.town_network import network
from tests.viz.conftest import ARGUMENTS, executable
from viz.standalone import Edge, Node, write_html

WEB = Path(__file__).resolve().parents[2] / "viz" / "web"
PAN_SECONDS = 3.0
HTML = '<!doctype html><html lang="de"><meta charset="utf-8"><link rel="stylesheet" href="app/style.css"><body><div id="room"></div>'
SCRIPT = """async ([fragment, raw]) => {
  const [{ speak }, { make }, { picture }, { network }, { read }] = await Promise.all(
    ["words", "graph/view", "workspace/picture", "workspace/data", "state"].map((name) => import(`/app/${name}.js`)));
  await speak("de");
  let state = read(fragment);
  const data = network(raw);
  const room = document.getElementById("room");
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const begun = performance.now();
  const view = make(room, (change) => { state = { ...state, ...change }; view.show(picture(data, state, null)); });
  view.show(picture(data, state, null));
  while (!view.scene || !room.firstChild || !view.stage.width) await drawn();
  await drawn();
  return performance.now() - begun;
}"""
COUNT = "() => { window.frames_ = 0; const one = () => { window.frames_ += 1; requestAnimationFrame(one); }; requestAnimationFrame(one); }"


@dataclass
class Figures:
    """Milliseconds; None where it was given up."""

    arranged: float | None
    first: float | None
    frames: float | None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 30_000])
    parser.add_argument("--patience", type=float, default=60)
    given = parser.parse_args()
    raw = network(*given.sizes)
    print(f"{given.sizes[0]:,} things, {given.sizes[1]:,} relationships; load {os.getloadavg()[0]:.1f}")
    with TemporaryDirectory() as folder, served(WEB) as url:
        cases: dict[str, Callable[[Browser], Figures]] = {
            "ours, every thing": lambda browser: ours(browser, url, raw, "#open=*"),
            "ours, gathered (as it opens)": lambda browser: ours(browser, url, raw, ""),
            "pyvis as export html": lambda browser: standalone(browser, raw, Path(folder), given.patience),
            "pyvis, its own defaults": lambda browser: defaults(browser, raw, Path(folder), given.patience),
        }
        rows = {name: alone(case) for name, case in cases.items()}
    show(rows, given.patience)


def alone(case: Callable[[Browser], Figures]) -> Figures:
    """In a browser of its own, which ends with it: a page that does not answer would keep its neighbours waiting."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        found = case(browser)
        print(found, flush=True)
        browser.close()
        return found


def ours(browser: Browser, url: str, raw: dict[str, Any], fragment: str) -> Figures:
    """Once without positions, once with those that were kept."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    times = []
    for _ in range(2):
        page = context.new_page()
        page.route("**/bench.html", lambda route: route.fulfill(body=HTML, content_type="text/html"))
        page.goto(f"{url}/bench.html")
        times.append(page.evaluate(SCRIPT, [fragment, raw]))
        page.wait_for_timeout(500)
    frames = panned(page, page.locator("canvas").bounding_box())
    context.close()
    return Figures(times[0], times[1], frames)


def standalone(browser: Browser, raw: dict[str, Any], folder: Path, patience: float) -> Figures:
    nodes = [Node(row[0], row[2], row[1]) for row in raw["things"]]
    edges = [Edge(nodes[tie[0]].id, nodes[tie[1]].id, tie[2]) for tie in raw["ties"]]
    out = io.BytesIO()
    begun = time.perf_counter()
    write_html(nodes, edges, out, title="Bench", lang="de")
    arranged = (time.perf_counter() - begun) * 1000
    (folder / "ours.html").write_bytes(out.getvalue())
    first, frames = vis(browser, folder / "ours.html", patience)
    return Figures(arranged, first, frames)


def defaults(browser: Browser, raw: dict[str, Any], folder: Path, patience: float) -> Figures:
    from pyvis.network import Network

    drawing = Network(height="600px", width="100%", cdn_resources="in_line")
    drawing.nodes.extend({"id": n, "label": row[2], "shape": "dot"} for n, row in enumerate(raw["things"]))
    drawing.edges.extend({"from": tie[0], "to": tie[1]} for tie in raw["ties"])
    (folder / "pyvis.html").write_text(drawing.generate_html(), encoding="utf-8")
    first, frames = vis(browser, folder / "pyvis.html", patience)
    return Figures(first, first, frames)


def vis(browser: Browser, file: Path, patience: float) -> tuple[float | None, float | None]:
    """From the scripts at hand until vis-network has drawn the first time; for its defaults that is after its arranging."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(patience * 1000)
    html = file.read_text(encoding="utf-8")
    drawn = "network.once('afterDrawing', () => { window.first ??= performance.now(); });return network;"
    at = html.rindex("return network;")
    html = html[:at] + drawn + html[at + len("return network;") :]
    html = html.replace("<body>", "<body><script>window.begun = performance.now();</script>", 1)
    page.route(
        "**/*",
        lambda route: (
            route.fulfill(body=html, content_type="text/html") if "bench" in route.request.url else route.abort()
        ),
    )
    try:
        page.goto("http://127.0.0.1:1/bench", wait_until="commit")
        page.wait_for_function("window.first && document.querySelector('canvas')")
        first = page.evaluate("window.first - window.begun")
        page.locator("canvas").scroll_into_view_if_needed()
        frames = panned(page, page.locator("canvas").bounding_box())
    except Exception as error:  # noqa: BLE001 - the browser says in many ways that a page does not answer
        print(f"{file.name}: given up ({type(error).__name__})")
        return None, None
    return first, frames


def panned(page: Page, box: Any) -> float:
    """Frames per second while the picture is dragged around, all of it in view."""
    page.evaluate(COUNT)
    x, y = box["x"] + 40, box["y"] + 40  # a corner, where nothing is taken along
    page.mouse.move(x, y)
    page.mouse.down()
    begun, start, step = time.perf_counter(), page.evaluate("window.frames_"), 0
    while time.perf_counter() - begun < PAN_SECONDS:
        step += 1
        page.mouse.move(x + 8 * (step % 20), y + 4 * (step % 20))
    frames = (page.evaluate("window.frames_") - start) / (time.perf_counter() - begun)
    page.mouse.up()
    return float(frames)


def show(rows: dict[str, Figures], patience: float) -> None:
    best = rows["ours, every thing"]
    print("| | arranged (s) | first picture (s) | × ours | panning (frames/s) | ours × |\n|---|--:|--:|--:|--:|--:|")
    for name, row in rows.items():
        late = f"> {patience:.0f}"
        seconds = [late if value is None else f"{value / 1000:.2f}" for value in (row.arranged, row.first)]
        slower = f"{row.first / best.first:.1f}" if row.first and best.first else "–"
        fewer = f"{best.frames / row.frames:.1f}" if row.frames and best.frames else "–"
        frames = "–" if row.frames is None else f"{row.frames:.1f}"
        print(f"| {name} | {seconds[0]} | {seconds[1]} | {slower} | {frames} | {fewer} |")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


if __name__ == "__main__":
    main()
