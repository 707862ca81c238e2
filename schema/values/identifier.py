"""Identifiers given by somebody else: register numbers, school numbers, area codes."""

from __future__ import annotations

import re

from schema.values.base import Kind, Scalar, ValueProblem, squeeze

MAX_LENGTH = 200


def clean(raw: object) -> str | None:
    """The identifier on one line; a whole number that a spreadsheet made a float loses its '.0'."""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    text = squeeze(raw)
    if len(text) > MAX_LENGTH:
        raise ValueProblem("identifier-too-long", f"At most {MAX_LENGTH} characters.")
    return text or None


def compare(left: Scalar, right: Scalar) -> float:
    """Equal but for case, spaces and hyphens, or not at all."""
    first, second = (re.sub(r"[\s-]", "", str(value)).casefold() for value in (left, right))
    return 1.0 if first == second else 0.0


KIND = Kind("identifier", clean, compare)
