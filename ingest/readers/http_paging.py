"""Putting a registry's pages together: HSDS (`total_pages`), OParl (`links.next`), `next`, and `Link: …; rel=next`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx

from ingest.readers.http_targets import shown
from schema.errors import FileTooLarge, RegistryUnreachable

_LISTS = ("contents", "data", "features", "results", "items", "index", "rows", "elements")


class Pages:
    """The pages so far. `following` is where the page after the first is, None if there is none."""

    def __init__(self, url: httpx.URL, first: Path, links: dict[str, str], most: int) -> None:
        self._url, self._most = url, most
        self._seen = {str(url)}
        self.count = 1
        self.merged = self._content(first, links)
        self.following = self._next(url, self.merged, links)

    def add(self, page: Path, links: dict[str, str]) -> httpx.URL | None:
        """Add the page that `following` led to; returns where the next one is."""
        assert self.following is not None
        url, content = self.following, self._content(page, links)
        self.count += 1
        entries = _entries(content)
        if entries is None or type(content) is not type(self.merged):
            raise self._wrong(f"page {self.count} is no list as the first one is")
        number = content.get("page_number") if isinstance(content, dict) else None
        if isinstance(number, int) and "total_pages" in self.merged and str(number) != url.params.get("page"):
            raise self._wrong(f"asked for page {url.params.get('page')}, it answered with page {number}")
        (_entries(self.merged) or []).extend(entries)
        self.following = self._next(url, content, links)
        return self.following

    def _content(self, page: Path, links: dict[str, str]) -> Any:
        """The page as JSON; None if it is not JSON or has nothing to do with pages."""
        raw = page.read_bytes()
        if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
            return None
        if self.count == 1 and "next" not in links and not any(word in raw for word in (b'"total_pages"', b'"next"')):
            return None
        try:
            return json.loads(raw)
        except (ValueError, RecursionError):
            return None  # a reader says better what is wrong with it

    def _next(self, url: httpx.URL, content: Any, links: dict[str, str]) -> httpx.URL | None:
        if _entries(content) is None:
            return None
        following = self._named(url, content, links)
        if following is None:
            return None
        if str(following) in self._seen:
            raise self._wrong("its pages go in a circle")
        if self.count >= self._most:
            raise FileTooLarge(f"{shown(self._url)} has more than {self._most:,} pages.", hint="ask for less, or for more per page",
                               details={"url": shown(self._url)})  # fmt: skip
        self._seen.add(str(following))
        return following

    @staticmethod
    def _named(url: httpx.URL, content: Any, links: dict[str, str]) -> httpx.URL | None:
        if isinstance(content, dict):
            nested = content.get("links")
            named = nested.get("next") if isinstance(nested, dict) else content.get("next")
            if isinstance(named, str) and named:
                return url.join(named)
            number, total = content.get("page_number"), content.get("total_pages")
            if isinstance(number, int) and isinstance(total, int):
                return url.copy_set_param("page", number + 1) if number < total else None
        return url.join(links["next"]) if "next" in links else None

    def _wrong(self, why: str) -> RegistryUnreachable:
        return RegistryUnreachable(f"{shown(self._url)}: {why}.", hint="tell whoever runs the registry",
                                   details={"url": shown(self._url)})  # fmt: skip


def _entries(content: Any) -> list[Any] | None:
    """The list of a page's entries, None where it has none."""
    if isinstance(content, list):
        return content
    if isinstance(content, dict):
        return next((content[name] for name in _LISTS if isinstance(content.get(name), list)), None)
    return None
