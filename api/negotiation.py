"""Which of several representations a caller wants (RFC 9110, section 12.5.1), and whether it has it already."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import NamedTuple

from fastapi import Request, Response

from schema.errors import NotAcceptable


class _Range(NamedTuple):
    type: str
    subtype: str
    quality: float

    def fits(self, offered: str) -> int:
        """How exactly a media type is meant: 0 not at all, 1 by `*/*`, 2 by `text/*`, 3 by name."""
        kind, _, sub = offered.partition("/")
        if (self.type, self.subtype) == (kind, sub):
            return 3
        return 2 if (self.type, self.subtype) == (kind, "*") else int((self.type, self.subtype) == ("*", "*"))


def preferred(accept: str | None, offered: Sequence[str]) -> str:
    """The offered media type that `Accept` likes best; among equals the first. Raises NotAcceptable."""
    ranges = [_range(part) for part in (accept or "*/*").split(",") if part.strip()]
    best, liked = "", 0.0
    for name in offered:
        fitting = max(((r.fits(name), r.quality) for r in ranges), key=lambda found: found[0], default=(0, 0.0))
        quality = fitting[1] if fitting[0] else 0.0
        if quality > liked:
            best, liked = name, quality
    if not best:
        raise NotAcceptable(f"There is nothing of {accept!r} here.", hint=f"There are: {', '.join(offered)}.")
    return best


def _range(text: str) -> _Range:
    name, *parameters = (part.strip() for part in text.split(";"))
    kind, _, sub = name.lower().partition("/")
    quality = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "q":
            try:
                quality = min(1.0, max(0.0, float(value)))
            except ValueError:
                quality = 0.0
    return _Range(kind, sub, quality)


def answer(
    request: Request,
    body: bytes,
    media_type: str,
    *,
    changed: str | None = None,
    links: Iterable[str] = (),
    vary: str = "Accept, Authorization",
) -> Response:
    """The body with validators, or 304 where the caller has it. `changed` is an instant (ISO, UTC)."""
    tag = f'"{hashlib.blake2b(media_type.encode() + body, digest_size=12).hexdigest()}"'
    moment = datetime.fromisoformat(changed).astimezone(UTC).replace(microsecond=0) if changed else None
    headers = {"ETag": tag, "Vary": vary, "Cache-Control": "no-cache"}
    if moment:
        headers["Last-Modified"] = format_datetime(moment, usegmt=True)
    if links := list(links):
        headers["Link"] = ", ".join(links)
    if _has_it(request, tag, moment):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def _has_it(request: Request, tag: str, moment: datetime | None) -> bool:
    """If-None-Match decides where it is given; If-Modified-Since else."""
    known = request.headers.get("if-none-match")
    if known is not None:
        return known.strip() == "*" or tag in {part.strip().removeprefix("W/") for part in known.split(",")}
    since = request.headers.get("if-modified-since")
    if since is None or moment is None:
        return False
    try:
        return moment <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False
