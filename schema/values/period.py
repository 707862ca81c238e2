"""Periods of validity: '2019-03/2021', '2019/..' (still going on), '../2021'."""

from __future__ import annotations

import datetime
import re

from schema.values import date
from schema.values.base import Kind, Scalar, ValueProblem, squeeze
from schema.values.folding import data, fold

OPEN = ".."
_STORED = re.compile(r"(\d{4}(?:-\d\d){0,2}|\.\.)/(\d{4}(?:-\d\d){0,2}|\.\.)")
_DASH = re.compile(
    r"\s*[–—]\s*|\s+-\s+|(?<=\d{4})-(?=\d{1,2}\.|\d{4}\b)|(?<=\d\.)-(?=\d{1,2}\.)|(?<=[^\W\d_]{3})-(?=[^\W\d_]{3,9}\.?\s\d{4}$)"
)
_TRAILING_DASH = re.compile(r"\s*[-–—]\s*$")
_SCHOOL_YEAR = re.compile(r"(\d{4})\s?/\s?(\d{4}|\d\d)")
_WEEK = re.compile(r"kw\s?(\d{1,2})(?:\s?[/.]\s?|\s)(\d{4})|(\d{1,2})\.\s?kw\s?/?\s?(\d{4})")
_QUARTER = re.compile(r"(?:q\s?([1-4])|([1-4])\.\s?quartal)\s?[/-]?\s?(\d{4})")
_WORDS = {"de": ("seit {}", "bis {}", "{} bis {}"), "en": ("since {}", "until {}", "{} to {}")}


def clean(raw: object) -> str | None:
    """'seit 2019', 'bis März 2021', '2019 - 2021', 'von 1.1.2019 bis 3.4.2020', 'SJ 2019/20', 'KW 12/2026', '2019'.

    'laufend' alone says neither when it began nor when it ends: None.
    """
    text = squeeze(raw)
    if match := _STORED.fullmatch(text):
        return _ordered(match[1], match[2])
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        raise ValueProblem("period-invalid", "A number is not a period; write 2019 - 2021.")
    text, endless = _without_open(text)
    if not text:
        return None
    since, until = _sides(text)
    if endless:
        until = ""
    return _ordered(_first(since, until), _last(since, until))


def _without_open(text: str) -> tuple[str, bool]:
    """The text without 'laufend', 'bis auf Weiteres' and the like at its ends, and whether one stood there."""
    whole, endless = text, False
    for word in sorted(data("months")["open"], key=len, reverse=True):
        pattern = rf"(?:^{re.escape(word)}\b|(?:(?<=\s)|(?<=,)|^){re.escape(word)}$)"
        if re.search(pattern, text, re.IGNORECASE):
            text, endless = re.sub(pattern, "", text, flags=re.IGNORECASE).strip(" ,;()"), True
    if not endless:
        return whole, False
    middle = "|".join(data("months")["until"])
    return re.sub(rf"(?:\s*[-–—]|\s+(?:{middle}))$", "", text, flags=re.IGNORECASE), True


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
    if dash := _TRAILING_DASH.search(text):
        return text[: dash.start()], ""
    parts = _DASH.split(text, maxsplit=1)
    return (parts[0], parts[1]) if len(parts) == 2 else (text, text)


def _first(since: str, until: str) -> str:
    """The first day or month of what the left side names; it may borrow the year of the right side."""
    span = _span(since)
    if span is not None:
        return span[0]
    year = re.search(r"\d{4}$", until.strip())
    try:
        return date.clean(since) or OPEN
    except ValueProblem:
        if year is None or re.search(r"\d{4}", since):
            raise
        return date.clean(f"{since} {year[0]}") or OPEN


def _last(since: str, until: str) -> str:
    span = _span(until)
    if span is not None:
        return span[1]
    if re.fullmatch(r"\d\d", until.strip()) and re.fullmatch(r"\d{4}", since.strip()):
        until = f"{since.strip()[:2]}{until.strip()}"  # "2019 - 21"
    return date.clean(until) or OPEN


def _span(text: str) -> tuple[str, str] | None:
    """First and last of a school year (August to July), a calendar week or a quarter; None for any other text."""
    folded = fold(squeeze(text))
    named = next((word for word in data("months")["school_year"] if folded.startswith(f"{word} ")), "")
    if match := _SCHOOL_YEAR.fullmatch(folded.removeprefix(named).strip()):
        year, end = int(match[1]), match[2]
        if end in (f"{(year + 1) % 100:02}", str(year + 1)):
            return date.make_date(year, 8), date.make_date(year + 1, 7)
    if match := _WEEK.fullmatch(folded):
        try:
            monday = datetime.date.fromisocalendar(int(match[2] or match[4]), int(match[1] or match[3]), 1)
        except ValueError as error:
            raise ValueProblem("period-invalid", "This year has no such week.") from error
        return monday.isoformat(), (monday + datetime.timedelta(days=6)).isoformat()
    if match := _QUARTER.fullmatch(folded):
        quarter, year = int(match[1] or match[2]), int(match[3])
        return date.make_date(year, 3 * quarter - 2), date.make_date(year, 3 * quarter)
    return None


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
