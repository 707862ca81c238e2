"""Where a request may go: to http and https, and not from somebody else's server into the user's own network."""

from __future__ import annotations

import ipaddress
import socket

import httpx

from schema.errors import RegistryUnreachable


def checked(url: httpx.URL, started: httpx.URL) -> httpx.URL:
    """The URL, if it may be asked. `started` is what the user gave: its host may be anywhere, also in the own network.

    Raises RegistryUnreachable for other schemes, for a step from https to http, and for addresses that are
    not of the public internet.
    """
    if url.scheme not in ("http", "https") or not url.host:
        raise _refused(started, f"leads to {url.scheme or 'nowhere'}:, which is not of the web")
    if started.scheme == "https" and url.scheme == "http":
        raise _refused(started, "leads from https to http")
    if url.host != started.host and _is_inside(url.host):
        raise _refused(started, f"leads to {url.host}, which is not a public address")
    return url


def shown(url: httpx.URL) -> str:
    """A URL for people: without its query, which may hold a key, and without name and password."""
    port = f":{url.port}" if url.port else ""
    return f"{url.scheme}://{url.host}{port}{url.path}"


def _refused(started: httpx.URL, why: str) -> RegistryUnreachable:
    return RegistryUnreachable(f"{shown(started)} {why}.", hint="give the address of the data itself",
                               details={"url": shown(started)})  # fmt: skip


def _is_inside(host: str) -> bool:
    """Is any address of the host one that the public internet does not reach? An unknown host is not."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False
    return any(not _plain(str(address)).is_global for address in found)


def _plain(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    return getattr(parsed, "ipv4_mapped", None) or parsed
