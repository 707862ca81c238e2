"""Fetching a registry from a URL that the user gives, into a file that a reader can open.

    fetched = fetch("https://registry.example/services", folder, validators={"etag": …, "last_modified": …})
    fetched.not_modified or open_tables(fetched.path)

What pages is put together into one file (`paging`). What a server can do wrong ends in an InputError that names
host and remedy, never the query of the URL, which may hold a key.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import httpx

from ingest.readers.http_paging import Pages
from ingest.readers.http_targets import checked, shown
from ingest.readers.http_waits import Again, patience
from schema.errors import FileTooLarge, RegistryUnreachable, UnsupportedFile

_ENDINGS = {
    "application/json": ".json",
    "application/ld+json": ".json",
    "application/geo+json": ".geojson",
    "application/vnd.geo+json": ".geojson",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "application/osm3s+xml": ".osm",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
_KNOWN = frozenset({*_ENDINGS.values(), ".xlsm", ".txt", ".topojson", ".osm", ".pbf", ".shp"})
_HEADERS = {"User-Agent": "quartiersgraph", "Accept": "application/json, text/csv;q=0.9, */*;q=0.5"}
_AGAIN = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds of one fetch: bytes of all pages together, seconds for waits and in all, numbers of tries and hops."""

    bytes: int = 200_000_000
    pages: int = 5_000
    attempts: int = 4
    redirects: int = 5
    connect: float = 15.0
    read: float = 60.0
    total: float = 1_800.0
    first_wait: float = 1.0
    longest_wait: float = 120.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: a file (None if nothing changed), the source's default name, and what to ask with next time."""

    path: Path | None
    name: str
    etag: str | None = None
    last_modified: str | None = None
    not_modified: bool = False


def is_url(text: object) -> bool:
    """Does the user mean something to fetch? A `Path` never: it would have lost a slash."""
    return isinstance(text, str) and bool(re.match(r"https?://[^/\s]", text, re.IGNORECASE))


def source_name(url: str) -> str:
    """The default name of a URL's source: host and path; queries are told apart by a short hash, not shown."""
    parsed = httpx.URL(url)
    query = hashlib.blake2b(parsed.query, digest_size=4).hexdigest() if parsed.query else ""
    return f"{parsed.host}{parsed.path.rstrip('/')}" + (f"#{query}" if query else "")


def fetch(
    url: str, folder: Path, validators: Mapping[str, str] | None = None, limits: FetchLimits | None = None
) -> Fetched:
    """Fetch a URL into `folder`. With `validators` (etag, last_modified) of the last time, only if it changed since.

    A source of several pages has no validators: that its first page is the same says nothing about the others.
    """
    limits = limits or FetchLimits()
    started = _parsed(url)
    timeout = httpx.Timeout(limits.read, connect=limits.connect)
    with httpx.Client(timeout=timeout, headers=_HEADERS, follow_redirects=False) as client:
        download = _Download(client, started, folder, limits)
        first = download.get(started, _conditions(validators))
        if first is None:
            known = validators or {}
            return Fetched(None, source_name(url), known.get("etag"), known.get("last_modified"), not_modified=True)
        path = folder / _file_name(started, first, download.part)
        pages = Pages(first.url, download.part, first.links, limits.pages)
        following = pages.following
        while following is not None:
            answer = download.get(checked(following, started), {})
            following = pages.add(download.part, answer.links) if answer else None
        if pages.count > 1:
            path.with_suffix(".json").write_text(json.dumps(pages.merged), encoding="utf-8")
            download.part.unlink()
            return Fetched(path.with_suffix(".json"), source_name(url))
        download.part.replace(path)
        return Fetched(path, source_name(url), first.headers.get("etag"), first.headers.get("last-modified"))


def _parsed(url: str) -> httpx.URL:
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise RegistryUnreachable(f"This is no web address: {error}.", hint="it begins with https://") from error
    return checked(parsed, parsed)


def _conditions(validators: Mapping[str, str] | None) -> dict[str, str]:
    names = {"etag": "If-None-Match", "last_modified": "If-Modified-Since"}
    return {names[key]: value for key, value in (validators or {}).items() if key in names and value}


@dataclass(frozen=True, slots=True)
class _Answer:
    url: httpx.URL
    headers: httpx.Headers
    links: dict[str, str]


class _Download:
    """One fetch: its tries, its clock, and the bytes that it may still take."""

    def __init__(self, client: httpx.Client, started: httpx.URL, folder: Path, limits: FetchLimits) -> None:
        self._client, self._started, self._limits = client, started, limits
        self._ends = time.monotonic() + limits.total
        self._left = limits.bytes
        folder.mkdir(parents=True, exist_ok=True)
        self.part = folder / "fetching.part"

    def get(self, url: httpx.URL, conditions: Mapping[str, str]) -> _Answer | None:
        """Bring the body into `part`; None where it has not changed."""
        answer: _Answer | Again | None = None
        for attempt in range(self._limits.attempts):
            if isinstance(answer, Again):
                self._wait(patience(attempt, answer, self._limits.first_wait, self._limits.longest_wait))
            try:
                answer = self._follow(url, conditions)
            except httpx.TimeoutException:
                answer = Again("it did not answer in time")
            except httpx.RemoteProtocolError:
                answer = Again("its answer was cut off")
            except (httpx.TransportError, httpx.DecodingError, httpx.StreamError) as error:
                answer = Again(f"the connection broke ({type(error).__name__})")
            if not isinstance(answer, Again):
                return answer
        why = answer.why if isinstance(answer, Again) else ""
        raise self._failed(f"{shown(url)}: {why}, {self._limits.attempts} times", "try again later")

    def _follow(self, url: httpx.URL, conditions: Mapping[str, str]) -> _Answer | Again | None:
        """One try, through redirects: the answer, None for 'not modified', or why to try again."""
        for _ in range(self._limits.redirects + 1):
            with self._client.stream("GET", url, headers=dict(conditions)) as response:
                if response.has_redirect_location:
                    url = checked(url.join(response.headers["location"]), self._started)
                    continue
                if response.status_code == httpx.codes.NOT_MODIFIED and conditions:
                    return None
                if response.status_code in _AGAIN:
                    return Again(f"it answered {response.status_code}", response.headers.get("retry-after", ""))
                if response.status_code != httpx.codes.OK:
                    raise self._failed(f"{shown(url)} answered {response.status_code} {response.reason_phrase}",
                                       "open the address in a browser and see what it wants")  # fmt: skip
                self._save(response)
                return _Answer(
                    url,
                    response.headers,
                    {name or "": link["url"] for name, link in response.links.items() if "url" in link},
                )
        raise self._failed(
            f"{shown(url)}: more than {self._limits.redirects} redirects", "give the address where they end"
        )

    def _save(self, response: httpx.Response) -> None:
        left = self._left
        if int(response.headers.get("content-length") or 0) > left:
            raise self._too_large()
        with self.part.open("wb") as file:
            for chunk in response.iter_bytes():
                left -= len(chunk)
                if left < 0:
                    raise self._too_large()
                if time.monotonic() > self._ends:
                    raise self._late()
                file.write(chunk)
        self._left = left

    def _wait(self, seconds: float | None) -> None:
        if seconds is None:
            raise self._failed(f"{shown(self._started)} asks not to come back for some time", "try again tomorrow")
        if time.monotonic() + seconds > self._ends:
            raise self._late()
        time.sleep(seconds)

    def _late(self) -> RegistryUnreachable:
        return self._failed(f"{shown(self._started)} took more than {self._limits.total:.0f} seconds", "ask for less")

    def _too_large(self) -> FileTooLarge:
        return FileTooLarge(f"{shown(self._started)} sends more than {self._limits.bytes:,} bytes.", hint="ask for less",
                            details={"url": shown(self._started)})  # fmt: skip

    def _failed(self, what: str, hint: str) -> RegistryUnreachable:
        return RegistryUnreachable(f"{what}.", hint=hint, details={"url": shown(self._started)})


def _file_name(url: httpx.URL, answer: _Answer, part: Path) -> str:
    """A name whose ending tells a reader what it is: that of the URL, of the stated type, or of the first bytes."""
    with part.open("rb") as file:
        head = file.read(512).lstrip(b"\xef\xbb\xbf \t\r\n")
    last = PurePosixPath(answer.url.path).name or PurePosixPath(url.path).name or "index"
    stem = re.sub(r"[^\w.+-]", "_", last)[-100:]
    if re.match(rb"<!doctype html|<html", head, re.IGNORECASE):
        raise UnsupportedFile(f"{shown(url)} answered with a web page, not with data.",
                              hint="look on the page for the address of the data itself", details={"url": shown(url)})  # fmt: skip
    if PurePosixPath(stem).suffix.lower() in _KNOWN:
        return stem
    stated = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    ending = _ENDINGS.get(stated) or (".json" if head[:1] in (b"{", b"[") else ".zip" if head[:2] == b"PK" else "")
    if not ending:
        raise UnsupportedFile(f"{shown(url)} answered with {stated or 'something'} that no reader knows.",
                              hint="ask for JSON or CSV", details={"url": shown(url)})  # fmt: skip
    return f"{PurePosixPath(stem).stem}{ending}"
