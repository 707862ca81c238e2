"""A small made town behind HTTP: clubs of two lists, an area with an outline, tokens of both scopes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from api.service import Service
from api.settings import Settings
from api.tokens import Tokens
from graph.store import Store
from tests.api.serving import bearer, serving
from tests.made import bring, club

OBSERVED = "2020-03-05"
NEAR = club("7", "JFE „Linsen“", traeger="Kiezwerk e. V.", angebote="Sport")
ROOM = {
    "id": "1",
    "einrichtung": "Altes Rathaus",
    "quadratmeter": "40",
    "ausstattung": "Stühle",
    "nutzung": "Nur nach Absprache",
}
OTHER = club(
    "2", "Sporttreff „Käfig“", strasse="Am Berl 15", plz="13051", telefon="", e_mail="", angebote="Sport, Tanz"
)


@dataclass(frozen=True)
class Web:
    """Clients of the three kinds of callers, and the service behind them."""

    service: Service
    client: httpx.Client
    tokens: dict[str, str]

    def get(self, path: str, scope: str | None = None, **params: Any) -> httpx.Response:
        return self.client.get(path, params=params, headers=self.headers(scope))

    def post(self, path: str, scope: str | None = None, **content: Any) -> httpx.Response:
        return self.client.post(path, headers=self.headers(scope), **content)

    def headers(self, scope: str | None) -> dict[str, str]:
        return bearer(self.tokens[scope]) if scope else {}

    def id_of(self, name: str) -> str:
        (found,) = [row for row in self.get("/api/search", q=name).json() if row["name"] == name]
        return str(found["id"])


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    folder = tmp_path_factory.mktemp("web")
    settings = Settings(store=str(folder / "store"), keys=folder / "keys", upload_bytes=20_000)
    tokens = Tokens(folder / "tokens.json")
    with Service(settings) as service:
        bring(service.store, service.keys, folder, [club(), OTHER], observed=OBSERVED)
        bring(service.store, service.keys, folder, [NEAR], "near.json", observed=OBSERVED)
        bring(service.store, service.keys, folder, [ROOM], "rooms.json", observed=OBSERVED)
        with serving(service, tokens) as client:
            yield Web(service, client, {scope: tokens.create(scope) for scope in ("network", "editor")})
        stopped: Store = service.store
        stopped.stop()
