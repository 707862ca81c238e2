"""The point in time that a question states: "am 1.5.2014", "im März 2019", "Stand 2019", "as of 2019-03-05"."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

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
