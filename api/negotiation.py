"""Content negotiation: which of what we have somebody would rather have (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence

from schema.errors import NotAcceptable


def negotiate(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type to answer with; the first of what is offered where it is all the same; None where nothing fits."""
    if not accept or not accept.strip():
        return offered[0]
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    best, best_quality = None, 0.0
    for media_type in offered:
        fitting = [(precision, quality) for name, quality in ranges if (precision := _precision(name, media_type))]
        quality = max(fitting)[1] if fitting else 0.0
        if quality > best_quality:
            best, best_quality = media_type, quality
    return best


def preferred(accept: str | None, offered: Sequence[str]) -> str:
    """As `negotiate`; raises NotAcceptable where nothing fits."""
    found = negotiate(accept, offered)
    if found is None:
        raise NotAcceptable(f"There is nothing of {accept!r} here.", hint=f"There are: {', '.join(offered)}.")
    return found


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip() for piece in part.split(";"))
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "q":
            try:
                return name.lower(), min(max(float(value), 0.0), 1.0)
            except ValueError:
                return name.lower(), 0.0
    return name.lower(), 1.0


def _precision(name: str, media_type: str) -> int:
    """How exactly a range names a media type; 0 where it does not."""
    if name == media_type:
        return 3
    if name == f"{media_type.partition('/')[0]}/*":
        return 2
    return 1 if name == "*/*" else 0
