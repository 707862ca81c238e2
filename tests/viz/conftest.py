"""A real application over a small embedded store, and a real Chromium that reaches nothing but this machine.

The browser and the server live for one module: the standalone page's tests open a browser of their own.
"""

from __future__ import annotations

import json
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from api.app import create_app
from api.service import Service
from api.settings import Settings
from api.tokens import Tokens
from tests.conftest import lacking
from tests.made import bring, club

expect.set_options(timeout=10_000)  # no test fails because the machine is busy
SIZES = ((1440, 900), (390, 844))
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-gpu-rasterization",
    "--disable-software-rasterizer",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
SILENT = {"telefon": "", "e_mail": ""}
NOWHERE = {"strasse": "", "plz": "", "ort": "", "stadtteile": "", "traeger": ""}
CLUBS = [
    club(),
    club("2", "Sporttreff „Käfig“", strasse="Am Berl 15", traeger="Ballverein e. V.", angebote="Fußball", **SILENT),
    club("3", "Tanzhaus", strasse="Ringweg 1", stadtteile="Südkiez", angebote="Tanz", **SILENT),
    club("4", "Mobile Halle", angebote="Sport", **SILENT, **NOWHERE),
]


@dataclass(frozen=True)
class Town:
    """Where the application answers, and tokens of its two scopes."""

    url: str
    network: str
    editor: str


@dataclass
class Tab:
    """A page with everything it asked for and complained about."""

    page: Page
    url: str
    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, fragment: str = "") -> Page:
        """Load the page anew at a fragment, and wait until it stands."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.url}{fragment}")
        expect(self.page.locator("#view:not([aria-busy]) h2").first).to_be_attached(timeout=20_000)
        expect(self.page.locator(".stage[aria-busy]")).to_have_count(0)
        expect(self.page.locator("footer h2").first).to_be_visible()
        return self.page

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.text} {message.location.get('url', '')}")

    def close(self) -> None:
        """The next test finds nothing that this one kept in the browser."""
        if self.page.url.startswith(self.url):
            self.page.evaluate("localStorage.clear()")
        self.page.close()

    def strangers(self) -> list[str]:
        """Requests that left the origin."""
        return [r.url for r in self.requests if not r.url.startswith((self.url, "data:", "blob:", "about:"))]


def things_of(town: Town) -> list[dict[str, Any]]:
    """The things of the network that the page holds, by the names of their fields."""
    with urlopen(f"{town.url}api/network") as response:
        found = json.load(response)
    return [dict(zip(found["fields"], row, strict=True)) for row in found["things"]]


@contextmanager
def answering(service: Service, tokens: Tokens) -> Iterator[str]:
    """The application over an open service; where it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(service, tokens), port=port, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}/"
    server.should_exit = True
    thread.join()


@contextmanager
def serving(folder: Path, fill: Callable[[Service], None]) -> Iterator[Town]:
    """The application over a store of its own that `fill` brought lists into."""
    with Service(Settings(store=str(folder / "store"))) as service:
        fill(service)
        tokens = Tokens(folder / "tokens.json")
        with answering(service, tokens) as url:
            yield Town(url, tokens.create("network"), tokens.create("editor"))
        service.store.stop()


@contextmanager
def serving_demo(demo_folder: Path, own: Path, **settings: Any) -> Iterator[Town]:
    """The application over the run's one demo town, for reading alone; tokens and the like live in a folder of one's own."""
    with Service(Settings(store=str(demo_folder / "store"), keys=demo_folder / "records.keys", **settings)) as service:
        tokens = Tokens(own / "tokens.json")
        with answering(service, tokens) as url:
            yield Town(url, tokens.create("network"), tokens.create("editor"))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("page")

    def clubs(service: Service) -> None:
        bring(service.store, service.keys, folder, CLUBS, observed="2024-03-01")

    with serving(folder, clubs) as found:
        yield found


def executable() -> Path:
    for name in CHROMIUM:
        if found := shutil.which(name):
            return Path(found)
    lacking(f"no browser; install one of {', '.join(CHROMIUM)}")
    raise AssertionError("unreachable: lacking() always raises")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def shared_context(chromium: Browser) -> Iterator[BrowserContext]:
    """What the tabs of a module share: the cache of the page's files."""
    with chromium.new_context(locale="de-DE") as found:
        yield found


def tab_of(context: BrowserContext, town: Town, width: int, height: int) -> Tab:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.set_default_timeout(10_000)
    tab = Tab(page, town.url)
    page.on("request", lambda request: tab.requests.append(request))
    page.on("console", tab.hear)
    page.on("pageerror", lambda error: tab.complaints.append(str(error)))
    return tab


@pytest.fixture
def tab(shared_context: BrowserContext, town: Town) -> Iterator[Tab]:
    """A wide page; whatever a test does, nothing may leave the origin and nothing may fail unseen."""
    found = tab_of(shared_context, town, *SIZES[0])
    yield found
    found.close()
    assert found.strangers() == []
    assert found.complaints == []


@pytest.fixture(params=SIZES, ids=["wide", "narrow"])
def sized(request: pytest.FixtureRequest, shared_context: BrowserContext, town: Town) -> Iterator[Tab]:
    """The page at both sizes."""
    found = tab_of(shared_context, town, *request.param)
    yield found
    found.close()
    assert found.strangers() == []
    assert found.complaints == []
