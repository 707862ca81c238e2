"""Taking parts out of JSON that may be of any shape: what is not of the expected shape is nothing."""

from __future__ import annotations

from typing import Any

from ingest.readers.tables import text_of


def scalar(value: Any) -> str:
    """A scalar as text; objects and lists are no texts."""
    return "" if isinstance(value, dict | list) else text_of(value)


def object_of(value: Any) -> dict[str, Any]:
    """The object, or an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list."""
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def texts(value: Any) -> list[str]:
    """The filled scalars of a list."""
    return [found for part in value if (found := scalar(part))] if isinstance(value, list) else []
