"""Web addresses: http and https only, host in lower case."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

from schema.values.base import Kind, Scalar, Split, ValueProblem, squeeze

_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}")
_BARE = re.compile(r"(?:www\.)?(?:[^\W_][\w-]*\.)+[^\W\d_]{2,24}(?:[/?#:]\S*)?")
_BREAK = re.compile(r"\s+|(?<=\S)/(?=\s|$)|[;|]|,(?=\s|$|https?:|www\.)")
_SCHEMES = ("http", "https")


def clean(raw: object) -> str | None:
    """One address; without a scheme it gets https. No user names, no other schemes."""
    text = squeeze(raw).strip("<>()[],;").rstrip(".")
    if not text:
        return None
    text = re.sub(r"^(https?):/*", lambda match: f"{match[1].lower()}://", text, flags=re.IGNORECASE)
    if "://" not in text and not re.match(r"[a-z]+:(?!\d)", text, re.IGNORECASE):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise _invalid() from None
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in _SCHEMES or "@" in parts.netloc or not _HOST.fullmatch(host) or " " in text:
        raise _invalid()
    netloc = host if port is None else f"{host}:{port}"
    path = "" if parts.path == "/" else parts.path
    return urlunsplit(SplitResult(parts.scheme, netloc, path, parts.query, parts.fragment))


def _invalid() -> ValueProblem:
    return ValueProblem("url-invalid", "This is not a web address; write https://www.example.org.")


def split_urls(text: object) -> Split[str]:
    """All web addresses of a cell that may also hold e-mails; broken ones become problems."""
    found: dict[str, None] = {}
    problems: list[ValueProblem] = []
    for part in _BREAK.split(str(text or "")):
        part = part.strip(" ,;")
        if not _like_url(part):
            continue
        try:
            url = clean(part)
        except ValueProblem as problem:
            problems.append(problem)
            continue
        if url:
            found[url] = None
    return Split(tuple(found), tuple(problems))


def _like_url(part: str) -> bool:
    if "@" in part and not part.lower().startswith(("http:", "https:")):
        return False
    return part.lower().startswith(("http", "www.")) or _BARE.fullmatch(part) is not None


def compare(left: Scalar, right: Scalar) -> float:
    """1.0 for the same page whatever the scheme, 'www.' and final slash; 0.5 for the same host."""
    first, second = _reduced(str(left)), _reduced(str(right))
    if first == second:
        return 1.0
    return 0.5 if first.partition("/")[0] == second.partition("/")[0] else 0.0


def _reduced(url: str) -> str:
    return url.casefold().partition("://")[2].removeprefix("www.").rstrip("/")


def caption(value: Scalar, lang: str) -> str:
    """The address without scheme and final slash."""
    return str(value).partition("://")[2].rstrip("/")


KIND = Kind("url", clean, compare, caption)
