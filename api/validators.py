"""Whether a caller has already what would be sent (RFC 9110, section 13): ETag, Last-Modified, 304."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from fastapi import Request, Response


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
