"""Civil dates, complete or partial: '2019', '2019-03', '2019-03-05'. No zone, no time of day."""

from __future__ import annotations

import calendar
import datetime
import re
from functools import cache

from schema.values.base import Kind, Scalar, ValueProblem, squeeze
from schema.values.folding import data, fold

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[t ]\d{2}:\d{2}.*)?")
_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})\.?(?: \d{2}:\d{2}.*)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s?[/.]\s?(\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})\.?\s)?([a-z]+)\.?\s(\d{1,2},\s)?(\d{4})")
_WEEKDAY = re.compile(r"^(?:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]+\s?")
_FIRST_YEAR, _LAST_YEAR = 1000, 2200


def clean(raw: object) -> str | None:
    """ISO form of '5.3.2026', 'März 2021', '03/2021', 'seit 2019', a date or a datetime."""
    if isinstance(raw, datetime.datetime):
        return raw.date().isoformat()
    if isinstance(raw, datetime.date):
        return raw.isoformat()
    text = _WEEKDAY.sub("", fold(squeeze(raw)))
    for word in (*data("months")["since"], "stand", "stand:"):
        text = text.removeprefix(f"{word} ")
    if not text:
        return None
    parts = _parts(text)
    if parts is None:
        raise ValueProblem("date-invalid", "This is not a date; write 5.3.2026, 03/2021 or 2021.")
    return make_date(*parts)


def _parts(text: str) -> tuple[int, int | None, int | None] | None:
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
        return int(year), int(month) if month else None, int(day) if day else None
    if match := _GERMAN.fullmatch(text):
        day, month, year = match.groups()
        return _full_year(year), int(month), int(day)
    if match := _MONTH_YEAR.fullmatch(text):
        return int(match[2]), int(match[1]), None
    if match := _NAMED.fullmatch(text):
        return _named(match)
    return None


def _named(match: re.Match[str]) -> tuple[int, int | None, int | None] | None:
    first, word, second, year = match.groups()
    day = first or (second or "").rstrip(", ")
    if word in _months():
        return int(year), _months()[word], int(day) if day else None
    if word in data("months")["vague"] and not day:
        return int(year), None, None
    return None


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for number, names in data("months")["months"].items() for name in names}


def _full_year(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (2000 if int(year) < 70 else 1900)


def make_date(year: int, month: int | None = None, day: int | None = None) -> str:
    """The stored form, after checking that such a day exists."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueProblem("date-invalid", f"The year must be {_FIRST_YEAR} to {_LAST_YEAR}.")
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= 12:
        raise ValueProblem("date-invalid", "There are twelve months.")
    if day is None:
        return f"{year:04}-{month:02}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueProblem("date-invalid", "This day does not exist.")
    return f"{year:04}-{month:02}-{day:02}"


def first_day(value: str) -> datetime.date:
    """The first day that a partial date covers."""
    year, month, day = (*map(int, value.split("-")), 1, 1)[:3]
    return datetime.date(year, month, day)


def last_day(value: str) -> datetime.date:
    """The last day that a partial date covers."""
    numbers = [int(part) for part in value.split("-")]
    year = numbers[0]
    month = numbers[1] if len(numbers) > 1 else 12
    day = numbers[2] if len(numbers) > 2 else calendar.monthrange(year, month)[1]
    return datetime.date(year, month, day)


def compare(left: Scalar, right: Scalar) -> float:
    """1.0 for equal dates, 0.8 where one is the coarser form of the other."""
    first, second = str(left), str(right)
    if first == second:
        return 1.0
    return 0.8 if first.startswith(f"{second}-") or second.startswith(f"{first}-") else 0.0


def caption(value: Scalar, lang: str) -> str:
    """'5. März 2026', '5 March 2026', 'März 2021', '2019'."""
    parts = str(value).split("-")
    if len(parts) == 1:
        return parts[0]
    captions = data("months")["captions"]
    month = captions.get(lang, captions["en"])[int(parts[1]) - 1]
    if len(parts) == 2:
        return f"{month} {parts[0]}"
    return f"{int(parts[2])}{'.' if lang == 'de' else ''} {month} {parts[0]}"


KIND = Kind("date", clean, compare, caption)
