"""A small server on 127.0.0.1 that does what registries do wrong, each under a path of its own, and counts who asks."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

ROWS = [{"id": "1", "name": "Haus A"}, {"id": "2", "name": "Haus B"}]
ETAG, MODIFIED = '"v1"', "Sun, 01 Mar 2026 10:00:00 GMT"
PAGES = 3


class Misbehaving(ThreadingHTTPServer):
    """`asked`: the paths and headers of all requests so far."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_address[1]}{path}"

    def times(self, path: str) -> int:
        return sum(asked == path for asked, _ in self.asked)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what some of the tests are about."""


@contextmanager
def misbehaving() -> Iterator[Misbehaving]:
    server = Misbehaving()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Misbehaving

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.server.asked.append((parts.path, {key.lower(): value for key, value in self.headers.items()}))
        WAYS.get(parts.path, _missing)(self, {key: values[0] for key, values in parse_qs(parts.query).items()})

    def answer(self, body: Any, status: int = 200, **headers: str) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        stated = {"Content-Type": "application/json", "Content-Length": str(len(content))}
        for name, value in {**stated, **{key.replace("_", "-"): value for key, value in headers.items()}}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def first_time(self) -> bool:
        return self.server.times(urlsplit(self.path).path) == 1

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


Way = Callable[[_Handler, dict[str, str]], None]


def _missing(handler: _Handler, _: dict[str, str]) -> None:
    handler.answer({"error": "no such thing"}, 404)


def _list(handler: _Handler, _: dict[str, str]) -> None:
    if handler.headers.get("If-None-Match") == ETAG or handler.headers.get("If-Modified-Since") == MODIFIED:
        handler.send_response(304)
        handler.end_headers()
        return
    handler.answer(ROWS, ETag=ETAG, Last_Modified=MODIFIED)


def _slow(handler: _Handler, _: dict[str, str]) -> None:
    time.sleep(1.5)
    handler.answer(ROWS)


def _dripping(handler: _Handler, _: dict[str, str]) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    for _turn in range(100):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def _truncated(handler: _Handler, _: dict[str, str]) -> None:
    handler.answer(json.dumps(ROWS).encode()[:20], Content_Length="500")


def _truncated_once(handler: _Handler, query: dict[str, str]) -> None:
    (_truncated if handler.first_time() else _list)(handler, query)


def _long_length(handler: _Handler, _: dict[str, str]) -> None:
    handler.answer(ROWS, Content_Length="20")


def _busy_once(handler: _Handler, query: dict[str, str]) -> None:
    if handler.first_time():
        handler.answer({}, 429, Retry_After="1")
    else:
        _list(handler, query)


def _busy_till_tomorrow(handler: _Handler, _: dict[str, str]) -> None:
    handler.answer({}, 429, Retry_After="86400")


def _broken_once(handler: _Handler, query: dict[str, str]) -> None:
    if handler.first_time():
        handler.answer({}, 500)
    else:
        _list(handler, query)


def _broken(handler: _Handler, _: dict[str, str]) -> None:
    handler.answer({}, 503)


def _huge(handler: _Handler, _: dict[str, str]) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _turn in range(10_000):
        handler.wfile.write(b"x" * 10_000)


def _to(target: str) -> Way:
    def redirect(handler: _Handler, _: dict[str, str]) -> None:
        handler.answer(b"", 302, Location=target.replace("PORT", str(handler.server.server_address[1])))

    return redirect


def _html(handler: _Handler, _: dict[str, str]) -> None:
    handler.answer(b"<!DOCTYPE html><title>Anmeldung</title>", Content_Type="text/html")


def _services(handler: _Handler, query: dict[str, str]) -> None:
    page = int(query.get("page", "1"))
    service = {
        "id": f"s{page}",
        "name": f"Beratung {page}",
        "status": "active",
        "organization": {"id": "o", "name": "Kiezwerk"},
    }
    handler.answer({"total_items": PAGES, "total_pages": PAGES, "page_number": page, "contents": [service]})


def _stuck(handler: _Handler, _: dict[str, str]) -> None:
    handler.answer({"total_items": 9, "total_pages": PAGES, "page_number": 1, "contents": [{"id": "1"}]})


def _organizations(handler: _Handler, query: dict[str, str]) -> None:
    page = int(query.get("p", "1"))
    thing = {
        "id": f"https://ris.example/o/{page}",
        "type": "https://schema.oparl.org/1.1/Organization",
        "name": f"Ausschuss {page}",
    }
    links = {"next": handler.server.url(f"/organizations?p={page + 1}")} if page < PAGES else {}
    handler.answer({"data": [thing], "links": links})


def _linked(handler: _Handler, query: dict[str, str]) -> None:
    page = int(query.get("p", "1"))
    headers = {"Link": f'</linked?p={page + 1}>; rel="next"'} if page < PAGES else {}
    handler.answer([{"id": str(page), "name": f"Haus {page}"}], **headers)


def _page_to_file(handler: _Handler, _: dict[str, str]) -> None:
    handler.answer({"data": [{"id": "1"}], "links": {"next": "file:///etc/passwd"}})


def _circle(handler: _Handler, _: dict[str, str]) -> None:
    handler.answer({"data": [{"id": "1"}], "links": {"next": handler.server.url("/circle")}})


WAYS: dict[str, Way] = {
    "/list.json": _list,
    "/slow": _slow,
    "/dripping": _dripping,
    "/truncated": _truncated,
    "/truncated-once": _truncated_once,
    "/long-length": _long_length,
    "/busy-once": _busy_once,
    "/busy-till-tomorrow": _busy_till_tomorrow,
    "/broken-once": _broken_once,
    "/broken": _broken,
    "/huge": _huge,
    "/loop": _to("/loop"),
    "/moved": _to("/list.json"),
    "/to-file": _to("file:///etc/passwd"),
    "/to-inside": _to("http://localhost:PORT/list.json"),
    "/html": _html,
    "/services": _services,
    "/stuck": _stuck,
    "/organizations": _organizations,
    "/linked": _linked,
    "/page-to-file": _page_to_file,
    "/circle": _circle,
}
