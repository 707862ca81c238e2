"""The point in time that a question states: "am 1.5.2014", "im März 2019", "Stand 2019", "as of 2019-03-05", and the one
since which: "seit Januar 2026", "in den letzten drei Monaten", "for two years"."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, NamedTuple

from dateutil.relativedelta import relativedelta

_MONTHS: Final = (
    ("januar", "january"), ("februar", "february"), ("märz", "march"), ("april", "april"), ("mai", "may"),
    ("juni", "june"), ("juli", "july"), ("august", "august"), ("september", "september"),
    ("oktober", "october"), ("november", "november"), ("dezember", "december"),
)  # fmt: skip
_NUMBER_OF: Final = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_CUE: Final = r"(?:\b(?:stand|am|zum|per|as of|on|by|im jahr|im|in the year|in|jahr|vom|from)\s+)?"
_YEAR: Final = r"((?:19|20)\d{2})"
_NAMES: Final = "|".join(_NUMBER_OF)

_PATTERNS: Final = (
    ("ymd", re.compile(rf"{_CUE}\b{_YEAR}-(\d{{2}})(?:-(\d{{2}}))?\b", re.IGNORECASE)),
    ("dmy", re.compile(rf"{_CUE}\b(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?{_YEAR}\b", re.IGNORECASE)),
    ("d-name-y", re.compile(rf"{_CUE}\b(\d{{1,2}})\.?\s+({_NAMES})\s+{_YEAR}\b", re.IGNORECASE)),
    ("name-y", re.compile(rf"{_CUE}\b({_NAMES})\s+{_YEAR}\b", re.IGNORECASE)),
    ("y", re.compile(rf"{_CUE}(?<![\d.,-]){_YEAR}(?![\d.,-]*\d)", re.IGNORECASE)),
)


_SINCE: Final = re.compile(
    r"\b(?:seit|ab|nach|since|after)\s+(?:(?:dem|der|the|anfang|ende|mitte)\s+)?$", re.IGNORECASE
)
_COUNTS: Final = {
    word: n
    for n, found in enumerate(
        ("ein einem einer eine einen a one letzten letztem letzter last", "zwei two", "drei three", "vier four", "fünf five",
         "sechs six", "sieben seven", "acht eight", "neun nine", "zehn ten", "elf eleven", "zwölf twelve"), 1
    )
    for word in found.split()
}  # fmt: skip
_UNITS: Final = {"tag": "days", "day": "days", "woche": "weeks", "week": "weeks", "monat": "months", "month": "months",
                 "jahr": "years", "year": "years"}  # fmt: skip
_AGO: Final = re.compile(
    r"\b(?:seit|vor|in den letzten|in der letzten|im letzten|innerhalb der letzten|die letzten|der letzten|since|for|in the last|"
    r"in the past|within the last|over the last|for more than|seit mehr als|seit über)\s+(?:more than\s+|über\s+|mehr als\s+)?"
    r"(?:(?P<n>\d{1,3}|"
    + "|".join(_COUNTS)
    + r")\s+)?(?P<unit>tag|woche|monat|jahr|day|week|month|year)(?:en|e|n|s)?\b",
    re.IGNORECASE,
)
_HALF: Final = re.compile(
    r"\b(?:seit|vor|in|for|since)\s+(?:einem|dem|the|a)?\s*(?:(?:letzten\s+|last\s+)?halben?\s+jahr|half\s+a\s+year)\b",
    re.IGNORECASE,
)
_RECENTLY: Final = re.compile(
    r"\b(?:in letzter zeit|kürzlich|zuletzt|neuerdings|recently|lately|letztes jahr|last year|gestern|heute)\b",
    re.IGNORECASE,
)
_THIS: Final = re.compile(r"\b(?:(?:seit\s+)?(?:diesem|dieses|in diesem)\s+jahr|heuer|this year)\b", re.IGNORECASE)


class Moment(NamedTuple):
    """A date as ISO text, possibly only a year or a month, and where it stands."""

    date: str
    span: tuple[int, int]


def find_moment(text: str) -> Moment | None:
    """The first date that the text states, or None; impossible dates are none."""
    for order, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            date = _iso(order, [part or "" for part in match.groups()])
            if date is not None:
                return Moment(date, match.span())
    return None


def _iso(order: str, parts: list[str]) -> str | None:
    if order == "ymd":
        year, month, day = parts[0], int(parts[1]), int(parts[2] or 0)
    elif order == "dmy":
        year, month, day = parts[2], int(parts[1]), int(parts[0])
    elif order == "d-name-y":
        year, month, day = parts[2], _NUMBER_OF[parts[1].lower()], int(parts[0])
    elif order == "name-y":
        year, month, day = parts[1], _NUMBER_OF[parts[0].lower()], 0
    else:
        return parts[0]
    if not 1 <= month <= 12 or day > 31:
        return None
    return f"{year}-{month:02}" + (f"-{day:02}" if day else "")


def find_since(text: str, today: dt.date) -> Moment | None:
    """Since when, as an ISO date: a stated day after "seit", or a span of time back from today; None where none is said."""
    this = _THIS.search(text)
    if this:
        return Moment(f"{today.year}-01-01", this.span())
    ago = _AGO.search(text)
    if ago:
        number = ago.group("n") or "1"
        n = int(number) if number.isdecimal() else _COUNTS[number.lower()]
        unit = _UNITS[ago.group("unit").lower()]
        back: dt.date = today - relativedelta(**{unit: n})  # type: ignore[arg-type]
        return Moment(back.isoformat(), ago.span())
    recently = _HALF.search(text) or _RECENTLY.search(text)
    if recently:
        return Moment((today - relativedelta(months=6)).isoformat(), recently.span())
    moment = find_moment(text)
    if moment is None:
        return None
    cue = _SINCE.search(text[: moment.span[0]])
    start = cue.start() if cue else moment.span[0]
    return Moment(moment.date, (start, moment.span[1]))
