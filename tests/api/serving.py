"""The application behind a real socket, for tests that speak HTTP to it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn

from api.app import create_app
from api.service import Service
from api.settings import Settings
from api.tokens import Tokens


@contextmanager
def serving(service: Service, tokens: Tokens) -> Iterator[httpx.Client]:
    """Serve on a free port of this machine; yields a client that follows no redirect by itself."""
    # The protocol is named: only then asyncio sends small answers at once, and not after 40 ms.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(create_app(service, tokens), log_level="error", access_log=False, lifespan="off")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            address = f"http://127.0.0.1:{listener.getsockname()[1]}"
            with httpx.Client(base_url=address, timeout=60, transport=httpx.HTTPTransport(retries=50)) as client:
                client.get("/context.jsonld")
                yield client
        finally:
            server.should_exit = True
            thread.join(10)


@contextmanager
def open_client(settings: Settings, tokens: Tokens) -> Iterator[httpx.Client]:
    """A client of an application over the store of these settings."""
    with Service(settings) as service, serving(service, tokens) as client:
        yield client


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
