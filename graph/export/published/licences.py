"""Licences: what sources write, as a code of the German open-data portals and the address of the licence's text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

CODES = "http://dcat-ap.de/def/licenses"


class Licence(NamedTuple):
    """The IRI of the portal's code, and of the licence's own text where it is known."""

    code: str
    text: str | None


@cache
def words() -> dict[str, Any]:
    """The words and codes of `terms.yaml`."""
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("terms.yaml").read_text(encoding="utf-8"))
    return found


def licence(written: str | None) -> Licence:
    """The licence that a source names; an unknown or missing one counts as closed."""
    text = (written or "").strip()
    for known in words()["licences"]:
        if re.search(known["is"], text, re.IGNORECASE):
            return Licence(f"{CODES}/{known['code']}", known["text"])
    return Licence(f"{CODES}/{words()['unknown']}", None)


def together(sources: Iterable[Mapping[str, Any]]) -> Licence:
    """The licence of what is made of all these sources.

    One that all share is that of the whole; several open ones are named as such; one that is not known closes the whole.
    """
    found = {licence(source.get("licence")) for source in sources}
    closed = Licence(f"{CODES}/{words()['unknown']}", None)
    if not found or closed in found:
        return closed
    return found.pop() if len(found) == 1 else Licence(f"{CODES}/{words()['mixed']}", None)
