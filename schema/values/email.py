"""E-mail addresses, stored in lower case."""

from __future__ import annotations

import re

from schema.values.base import Kind, Scalar, Split, ValueProblem, squeeze
from schema.values.folding import data, fold

_ADDRESS = re.compile(r"[^\s@,;<>()\[\]\"]{1,64}@(?:[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?\.)+[^\W\d_]{2,24}")
_LOOSE = re.compile(r"[^\s,;/|<>()\[\]\"]+@[^\s,;/|<>()\[\]\"]+")


def clean(raw: object) -> str | None:
    """One address; 'mailto:' and brackets around it are taken off."""
    text = squeeze(raw).strip("<>()[].,;").removeprefix("mailto:").lower()
    text = re.sub(r"\s*(?:\(at\)|\[at\])\s*", "@", text)
    if not text:
        return None
    local = text.partition("@")[0]
    if not _ADDRESS.fullmatch(text) or ".." in text or local[:1] == "." or local[-1:] == ".":
        raise ValueProblem("email-invalid", "This is not an e-mail address.")
    return text


def split_emails(text: object) -> Split[str]:
    """All addresses of a cell, in order, each once; what contains @ but is none becomes a problem."""
    found: dict[str, None] = {}
    problems: list[ValueProblem] = []
    for match in _LOOSE.finditer(str(text or "")):
        try:
            address = clean(match.group())
        except ValueProblem as problem:
            problems.append(problem)
            continue
        if address:
            found[address] = None
    return Split(tuple(found), tuple(problems))


def is_functional_email(address: str) -> bool:
    """True for an office's mailbox (info@, post.jugendamt@); everything else may be a person's."""
    local = re.sub(r"\d+", "", fold(address).partition("@")[0]).strip(".-_+")
    known = data("functional_mailboxes")
    first, separator, _ = re.sub(r"[-_+]", ".", local).partition(".")
    return local in known["exact"] or (bool(separator) and first in known["first"])


def compare(left: Scalar, right: Scalar) -> float:
    """1.0 for the same address, 0.3 for another mailbox of the same domain."""
    if left == right:
        return 1.0
    domains = {str(value).rpartition("@")[2] for value in (left, right)}
    return 0.3 if len(domains) == 1 else 0.0


KIND = Kind("email", clean, compare)
