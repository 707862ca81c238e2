"""Periods of validity: '2019-03/2021', '2019/..' (still going on), '../2021'."""

from __future__ import annotations

import datetime
import re

from schema.values import date
from schema.values.base import Kind, Scalar, ValueProblem, squeeze
from schema.values.folding import data, fold

OPEN = ".."
_STORED = re.compile(r"(\d{4}(?:-\d\d){0,2}|\.\.)/(\d{4}(?:-\d\d){0,2}|\.\.)")
_DASH = re.compile(r"\s*[–—]\s*|\s+-\s+|(?<=\d{4})-(?=\d{1,2}\.|\d{4}\b)")
_WORDS = {"de": ("seit {}", "bis {}", "{} bis {}"), "en": ("since {}", "until {}", "{} to {}")}


def clean(raw: object) -> str | None:
    """'seit 2019', 'bis März 2021', '2019 - 2021', 'von 1.1.2019 bis 3.4.2020', '2019'."""
    text = squeeze(raw)
    if not text:
        return None
    if match := _STORED.fullmatch(text):
        return _ordered(match[1], match[2])
    since, until = _sides(text)
    return _ordered(_side(since), _side(until))


def _sides(text: str) -> tuple[str, str]:
    vocabulary = data("months")
    before = "|".join(vocabulary["since"])
    middle = "|".join(vocabulary["until"])
    if match := re.fullmatch(rf"(?:(?:{before})\s+)?(.*?)\s+(?:{middle})\s+(?:heute|today|now|(.+))", text, re.I):
        return match[1], match[2] or ""
    if match := re.fullmatch(rf"(?:{middle})\s+(.+)", text, re.I):
        return "", match[1]
    if fold(text).partition(" ")[0] in vocabulary["since"]:
        return text.split(maxsplit=1)[-1], ""
    parts = _DASH.split(text, maxsplit=1)
    return (parts[0], parts[1]) if len(parts) == 2 else (text, text)


def _side(text: str) -> str:
    return date.clean(text) or OPEN


def _ordered(since: str, until: str) -> str:
    if since == until == OPEN:
        raise ValueProblem("period-invalid", "A period needs a beginning or an end.")
    if OPEN not in (since, until) and date.first_day(since) > date.last_day(until):
        raise ValueProblem("period-invalid", "The period ends before it begins.")
    return f"{since}/{until}"


def bounds(value: str) -> tuple[datetime.date | None, datetime.date | None]:
    """First and last day of a stored period; None on an open side."""
    since, until = value.split("/")
    return (
        None if since == OPEN else date.first_day(since),
        None if until == OPEN else date.last_day(until),
    )


def compare(left: Scalar, right: Scalar) -> float:
    """Mean likeness of the two sides."""
    pairs = zip(str(left).split("/"), str(right).split("/"), strict=True)
    return sum(date.compare(first, second) for first, second in pairs) / 2


def caption(value: Scalar, lang: str) -> str:
    """'seit März 2019', 'bis 2021', '2019 bis 2021'."""
    since, until = str(value).split("/")
    from_, to, both = _WORDS.get(lang, _WORDS["en"])
    if until == OPEN:
        return from_.format(date.caption(since, lang))
    if since == OPEN:
        return to.format(date.caption(until, lang))
    if since == until:
        return date.caption(since, lang)
    return both.format(date.caption(since, lang), date.caption(until, lang))


KIND = Kind("period", clean, compare, caption)
