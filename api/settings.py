"""Settings: the only reader of the environment. Plain values are handed down from here."""

from __future__ import annotations

import datetime as dt
import importlib
import os
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.ask import Chooser
from graph.chooser import chooser
from graph.store import is_server
from schema.errors import BadRequest
from schema.record import opaque


def data_folder() -> Path:
    """The user's data directory for this program (XDG)."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "quartiersgraph"


class Settings(BaseSettings):
    """QG_STORE (a folder or bolt://…), QG_STORE_USER, QG_STORE_PASSWORD, QG_KEYS, QG_INDEX, QG_BASE, QG_TIMEZONE, QG_TOKENS,
    QG_DRAWINGS_LICENCE, who publishes (QG_TITLE, QG_PUBLISHER, QG_PUBLISHER_URL, QG_CONTACT), bounds of free queries
    (QG_CYPHER_SECONDS, QG_CYPHER_ROWS, QG_SPARQL_SECONDS, QG_SPARQL_ROWS, QG_SPARQL_MEGABYTES), a base map (QG_BASEMAP), QG_CHOOSER (off by default,
    see graph.chooser)."""

    model_config = SettingsConfigDict(env_prefix="QG_")

    store: str = ""
    store_user: str | None = None
    store_password: str | None = None
    keys: Path | None = None
    index: Path | None = None  # where the index for SPARQL is kept
    base: str = "http://127.0.0.1:8080/"
    title: str | None = None  # the network's name in the catalogue
    publisher: str | None = None  # who runs it: an office, not a person
    publisher_url: str | None = None
    contact: str | None = None  # that office's e-mail
    timezone: str = "Europe/Berlin"
    upload_bytes: int = 50_000_000
    drawings_licence: str = (
        "CC0 1.0"  # under which those who draw give their outlines; the page says so beside the button
    )
    cypher_seconds: float = 10.0
    cypher_rows: int = 10_000
    sparql_seconds: float = 10.0
    sparql_rows: int = 10_000
    sparql_megabytes: int = 2_000
    basemap: Path | None = None  # a local .pmtiles file under the map; without one its ground is plain
    chooser: str = ""  # "module:function": a plug-in that chooses a question where the rules understood nothing

    @cached_property
    def where(self) -> str:
        """The store's address: by default a folder in the user's data directory."""
        return self.store or str(data_folder() / "store")

    @cached_property
    def secrets(self) -> Path:
        """The folder of keys and tokens: beside an embedded store, in the data directory for a server."""
        if is_server(self.where):
            return data_folder() / "servers" / opaque(self.where.rpartition("@")[2])[:12]
        return Path(self.where).expanduser().with_name(Path(self.where).name + ".keys")

    @property
    def key_file(self) -> Path:
        return self.keys or self.secrets / "records.keys"

    @property
    def index_folder(self) -> Path:
        """The index for SPARQL: beside an embedded store, in the data directory for a server."""
        if self.index or is_server(self.where):
            return self.index or self.secrets / "index"
        return Path(self.where).expanduser().with_name(Path(self.where).name + ".index")

    def served_at(self, host: str, port: int) -> Settings:
        """These settings where the program listens there: unless QG_BASE says otherwise, things live under that address."""
        if "base" in self.model_fields_set:
            return self
        name = "127.0.0.1" if host in ("0.0.0.0", "::", "") else f"[{host}]" if ":" in host else host  # noqa: S104
        return self.model_copy(update={"base": f"http://{name}:{port}/"})

    def today(self) -> dt.date:
        """The civil date where the network lives."""
        return dt.datetime.now(ZoneInfo(self.timezone)).date()

    def load_chooser(self) -> Chooser | None:
        """The plug-in that `chooser` names; None where it names none. Raises BadRequest where it cannot be loaded."""
        if not self.chooser:
            return None
        module, _, name = self.chooser.partition(":")
        try:
            return chooser(getattr(importlib.import_module(module), name))
        except (ImportError, AttributeError, ValueError) as error:
            raise BadRequest(
                f"QG_CHOOSER names {self.chooser!r}, which cannot be loaded: {error}", hint="Write module:function."
            ) from error
