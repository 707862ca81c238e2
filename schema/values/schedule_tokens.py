"""The words and signs of a schedule, as the reader in `schedule.py` wants them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from schema.values.folding import data, fold

LONGEST = 600  # characters of a schedule; what is longer is prose
CALENDAR = frozenset(["day", "set", "ord", "often", "weeks", "season", "date", "month"])
TEMPORAL = CALENDAR | {"yearless", "time", "clock", "always"}  # what tells a time; a bare number need not
ALL = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Token(NamedTuple):
    """A piece of the text: what it is, what it stands for, and where it stands in the text."""

    sort: str
    value: Any
    start: int
    end: int


_HOURS = r"(?:[01]?\d|2[0-4])"
_NO_DIGIT = r"(?![\d:]|\.\d)"
_SIGNS: tuple[tuple[str, str], ...] = (
    ("date", rf"(?P<d>\d{{1,2}})\.\s?(?P<m>0?[1-9]|1[0-2])\.\s?(?P<y>\d{{4}}|\d\d){_NO_DIGIT}"),
    ("iso", r"(?P<iy>\d{4})-(?P<im>\d\d)-(?P<id>\d\d)(?!\d)"),
    ("named", r"(?P<nd>\d{{1,2}})\.?\s?(?P<nm>{months})\.?\s(?P<ny>\d{{4}})(?!\d)"),
    ("yearless", r"\d{1,2}\.\s?(?:0?[1-9]|1[0-2])\.(?!\d)"),
    ("always", r"24/7"),
    ("half", r"(?P<ph>1[0-2]|0?[1-9])(?:[:.](?P<pm>[0-5]\d))?\s?(?P<ap>[ap])\.?m\b\.?(?!\s+(?:{days}|\d))"),
    ("time", rf"(?P<h>{_HOURS})[:.](?P<min>[0-5]\d){_NO_DIGIT}"),
    ("taegig", r"(?P<n>\d+)\s?-?\s?(?P<unit>taegig|taeglich|taegl\.|woechentlich|woechig|woech\.|wchtl\.)"),
    ("counted", r"(?:alle|every)\s(?P<count>{counts}|\d{{1,2}})\s(?P<of>{units}|tage)\b"),
    ("nth", r"\[(?P<nths>-?\d(?:,-?\d)*)\]"),
    ("clock", r"(?:uhr|hrs?|h)(?![a-z0-9])"),
    ("phrase", r"(?<![a-z0-9])(?:{phrases})(?![a-z0-9])"),
    ("ord", r"(?P<ordinal>\d{{1,2}})\.(?=\s*(?:,|/|\+|&|und|u\.|and|bis|-)?\s*(?:\d{{1,2}}\.|[a-z]))"),
    ("year", r"(?:19|20)\d\d(?!\d)"),
    ("num", r"\d+"),
    ("quote", r"\"[^\"]*\"|„[^“”\"]*[“”\"]|'[^']*'"),
    ("fallback", r"\|\|[^;\n]*"),
    ("dash", r"[-–—]+"),
    ("open", r"\("),
    ("close", r"\)"),
    ("hard", r"[;\n]|\.(?=\s|$)"),
    ("sep", r"[,/+&|•·]"),
    ("colon", r":"),
    ("dot", r"\."),
    ("word", r"[a-z]+(?:['’.\-][a-z]+)*"),
    ("unknown", r"\S"),
)
_FILLED = {"named", "half", "counted", "phrase", "ord"}
_SORTS = (
    "every",
    "month",
    "other",
    "clock",
    "start",
    "until",
    "except",
    "limits",
    "closed",
    "since",
    "notes",
    "fillers",
)


@cache
def _phrases() -> dict[str, tuple[str, Any]]:
    """What every known phrase is; where lists overlap, the first here decides."""
    words = data("schedule_words")
    known: dict[str, tuple[str, Any]] = {}
    for name, number in ((name, n) for n, names in data("months")["months"].items() for name in names):
        known.setdefault(name, ("season", int(number)))
    for sort, group in (("day", "days"), ("set", "sets"), ("ord", "ordinals"), ("often", "often"), ("weeks", "weeks")):
        for value, names in words[group].items():
            for name in names:
                known.setdefault(str(name), (sort, value))
    for sort in (*_SORTS, "holidays"):
        for name in words[sort]:
            known.setdefault(str(name), (sort, name))
    for name in words["and"]:
        known.setdefault(name, ("sep", name))
    return known


@cache
def _pattern() -> re.Pattern[str]:
    words = data("schedule_words")
    lists = {
        "phrases": sorted(_phrases(), key=len, reverse=True),
        "counts": words["counts"],
        "units": [unit for units in words["units"].values() for unit in units],
        "days": [day for days in words["days"].values() for day in days],
    }
    lists["months"] = [name for name, (sort, _) in _phrases().items() if sort == "season"]
    filled = {name: "|".join(re.escape(str(entry)) for entry in entries) for name, entries in lists.items()}
    signs = (f"(?P<{sort}>{pattern.format(**filled) if sort in _FILLED else pattern})" for sort, pattern in _SIGNS)
    return re.compile("|".join(signs))


def tokens(text: str) -> list[Token]:
    """The tokens of a text; `start` and `end` count characters of the text as given."""
    folded, places = _folded(text)
    found = []
    for match in _pattern().finditer(folded):
        sort, value = _meaning(match)
        found.append(Token(sort, value, places[match.start()], places[match.end() - 1] + 1))
    return found


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, line breaks kept, and for each of its characters its place in the text."""
    pieces = [(char if char == "\n" else fold(char), index) for index, char in enumerate(text)]
    return "".join(piece for piece, _ in pieces), [index for piece, index in pieces for _ in piece]


def _meaning(match: re.Match[str]) -> tuple[str, Any]:
    part = match.groupdict()
    sort = str(match.lastgroup)
    if sort == "phrase":
        return _phrases()[match.group()]
    return _READ[sort](part) if sort in _READ else (sort, match.group())


def _date(year: str, month: str, day: str) -> tuple[str, Any]:
    try:
        return "date", datetime.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)).isoformat()
    except ValueError:
        return "yearless", year  # no such day


def _half(part: dict[str, Any]) -> tuple[str, Any]:
    hour = int(part["ph"]) % 12 + (12 if part["ap"] == "p" else 0)
    return "time", (hour * 60 + int(part["pm"] or 0), part["ap"])


def _interval(number: int, unit: str) -> tuple[str, Any]:
    if unit.startswith("tae") or unit == "tage":
        return ("often", f"WEEKLY {number // 7}") if number % 7 == 0 and number else ("unknown", unit)
    for frequency, units in data("schedule_words")["units"].items():
        if unit in units or (frequency == "WEEKLY" and unit.startswith("w")):
            return ("often", f"{frequency} {number}") if number else ("unknown", unit)
    return "unknown", unit


def _counted(part: dict[str, Any]) -> tuple[str, Any]:
    counts = data("schedule_words")["counts"]
    return _interval(int(counts.get(part["count"], part["count"])), part["of"])


_READ: dict[str, Callable[[dict[str, Any]], tuple[str, Any]]] = {
    "date": lambda part: _date(part["y"], part["m"], part["d"]),
    "iso": lambda part: _date(part["iy"], part["im"], part["id"]),
    "named": lambda part: _date(part["ny"], str(_phrases()[part["nm"]][1]), part["nd"]),
    "half": _half,
    "time": lambda part: ("time", (int(part["h"]) * 60 + int(part["min"]), "")),
    "taegig": lambda part: _interval(int(part["n"]), part["unit"]),
    "counted": _counted,
    "nth": lambda part: ("nth", tuple(int(number) for number in part["nths"].split(","))),
    "ord": lambda part: ("ord", int(part["ordinal"])),
}


def pieces(found: list[Token], *sorts: str) -> Iterator[list[Token]]:
    """The tokens between tokens of these sorts."""
    piece: list[Token] = []
    for token in found:
        if token.sort in sorts:
            yield piece
            piece = []
        else:
            piece.append(token)
    yield piece
