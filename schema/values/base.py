"""What every value kind has in common.

A kind turns what people type into one stored form (`clean`), tells whether a value already has that
form (`validate`), how alike two stored values are (`compare`, 0 to 1) and how to show one (`caption`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

Scalar: TypeAlias = str | int | float | bool
T = TypeVar("T")

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


class ValueProblem(ValueError):  # noqa: N818  (a problem of the data, not of the program)
    """A value cannot be read as its kind. The message never repeats the value: it may be private."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Split(Generic[T]):
    """The values found in one cell, and what could not be read there."""

    values: tuple[T, ...]
    problems: tuple[ValueProblem, ...] = ()


def same(left: Scalar, right: Scalar) -> float:
    """Likeness of kinds that are either the same or not."""
    return 1.0 if left == right else 0.0


def plain(value: Scalar, lang: str) -> str:
    """Caption of kinds that are shown as they are stored."""
    return str(value)


@dataclass(frozen=True)
class Kind:
    """One value kind. `clean` returns None for an empty value and raises ValueProblem for a wrong one."""

    name: str
    clean: Callable[[object], Scalar | None]
    compare: Callable[[Scalar, Scalar], float] = same
    caption: Callable[[Scalar, str], str] = plain

    def validate(self, value: object) -> bool:
        """True if the value already has the stored form."""
        try:
            cleaned = self.clean(value)
        except ValueProblem:
            return False
        return type(cleaned) is type(value) and cleaned == value


def settle(step: Callable[[str], str], text: str) -> str:
    """Apply a step until it changes nothing: odd input may need it twice, a stored form must not."""
    for _ in range(6):
        text, before = step(text), text
        if text == before:
            break
    return text


def squeeze(raw: object) -> str:
    """The raw value as one line of NFC text: no control characters, single spaces, trimmed."""
    if raw is None:
        return ""
    text = unicodedata.normalize("NFC", str(raw)).replace("\u00ad", "")
    return " ".join(_CONTROL.sub(" ", text).split())
