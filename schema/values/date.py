"""Civil dates, complete or partial: '2019', '2019-03', '2019-03-05'. No zone, no time of day."""

from __future__ import annotations

import calendar
import datetime
import re
from functools import cache

from schema.values.base import Kind, Scalar, ValueProblem, settle, squeeze
from schema.values.folding import data, fold

_CLOCK = r"(?:,?\s(?:um\s|at\s)?(?:\d{1,2}[:.]\d\d.*|\d{1,2}\s?(?:uhr|h)))?"
_ISO = re.compile(rf"(\d{{4}})(?:[-/](\d{{1,2}})[-/](\d{{1,2}})|-(\d{{1,2}}))?(?:t\d{{2}}:\d{{2}}.*|{_CLOCK})")
_GERMAN = re.compile(rf"(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?(\d{{4}}|\d{{2}})\.?{_CLOCK}")
_SLASHED = re.compile(rf"(\d{{1,2}})[/-](\d{{1,2}})[/-](\d{{4}}){_CLOCK}")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s?[/.]\s?(\d{4})")
_NAMED = re.compile(rf"(?:(\d{{1,2}})\.?\s)?([a-z]+)\.?\s(\d{{1,2}},?\s)?(\d{{4}}){_CLOCK}")
_YEARLESS = re.compile(r"\d{1,2}\.\s?(?:\d{1,2}\.|[a-z]+)")
_WEEKDAY = re.compile(r"^(?:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun)[a-z]*(?:[.,]+\s?|\s(?=\d))")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_FIRST_YEAR, _LAST_YEAR = 1000, 2200
_SERIAL_ZERO = datetime.date(1899, 12, 30)  # day 0 as seen from March 1900 on: the system has a 29 February 1900
_FIRST_SERIAL = (datetime.date(1990, 1, 1) - _SERIAL_ZERO).days
_LAST_SERIAL = (datetime.date(2100, 12, 31) - _SERIAL_ZERO).days


def clean(raw: object) -> str | None:
    """ISO form of '5.3.2026', 'März 2021', '03/2021', 'seit 2019', a date, a datetime or a spreadsheet's serial number.

    'laufend' and the like are no date and no mistake: None.
    """
    if isinstance(raw, datetime.datetime):
        return raw.date().isoformat()
    if isinstance(raw, datetime.date):
        return raw.isoformat()
    text = fold(squeeze(raw))
    if day := _serial(text):
        return day.isoformat()
    text = settle(_bare, text)
    if not text or text in data("months")["open"]:
        return None
    parts = _parts(text)
    if parts is None:
        if _YEARLESS.fullmatch(text):
            raise ValueProblem("date-without-year", "This day has no year; write 5.3.2026.")
        raise ValueProblem("date-invalid", "This is not a date; write 5.3.2026, 03/2021 or 2021.")
    return make_date(*parts)


def _serial(text: str) -> datetime.date | None:
    """The day that a spreadsheet stores as a number, in its 1900 system: 44927 is the first day of 2023."""
    if _SERIAL.fullmatch(text) and _FIRST_SERIAL <= float(text) < _LAST_SERIAL + 1:
        return _SERIAL_ZERO + datetime.timedelta(days=int(float(text)))
    return None


def _bare(text: str) -> str:
    """The text without weekday, 'seit', 'Stand', 'gegr.', the 'th' of English days and the '.0' of a year."""
    words = data("months")
    text = _WEEKDAY.sub("", text.strip(" ,"))
    for word in (*words["since"], *words["around"]):
        text = text.removeprefix(f"{word} ").removesuffix(f" {word}")
    text = re.sub(r"^(\d{1,2})(?:st|nd|rd|th)\b(?: of)?", r"\1", text)
    text = re.sub(r"(?<=[a-z] )(\d{1,2})(?:st|nd|rd|th)\b", r"\1", text)
    text = re.sub(r"(?<=[a-z] )'(\d\d)$", r"20\1", text)
    first, _, rest = text.partition(" ")
    if first in words["vague"] and (_MONTH_YEAR.fullmatch(rest) or rest.partition(" ")[0].rstrip(".") in _months()):
        text = rest  # "Ende März 2021" is March 2021
    return re.sub(r"^(\d{4})\.0$", r"\1", text)


def _parts(text: str) -> tuple[int, int | None, int | None] | None:
    if match := _ISO.fullmatch(text):
        year, month, day, only = match.groups()
        return int(year), int(month or only) if month or only else None, int(day) if day else None
    if match := _GERMAN.fullmatch(text):
        day, month, year = match.groups()
        return _full_year(year), int(month), int(day)
    if match := _SLASHED.fullmatch(text):
        return _slashed(int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH_YEAR.fullmatch(text):
        return int(match[2]), int(match[1]), None
    if match := _NAMED.fullmatch(text):
        return _named(match)
    return None


def _slashed(first: int, second: int, year: int) -> tuple[int, int, int]:
    """'25/3/2021' and '3/25/2021' can be told apart; '3/4/2021' cannot."""
    if first <= 12 and second <= 12 and first != second:
        raise ValueProblem("date-ambiguous", "Day and month cannot be told apart; write 5.3.2026 or 2026-03-05.")
    return (year, second, first) if second <= 12 else (year, first, second)


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
