"""One rule of a schedule while it is read, and its form in RFC 5545."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from schema.values.schedule_times import Slot, Times, Unreadable, hhmm
from schema.values.schedule_tokens import ALL, Token

ODD, EVEN = tuple(range(1, 54, 2)), tuple(range(2, 53, 2))
LAST_NTH = 5


@dataclass
class Rule:
    """What has been read of one rule: (which in the month or None, day) pairs, how often, when, and what not."""

    days: list[tuple[int | None, str]] = field(default_factory=list)
    ords: list[int] = field(default_factory=list)
    often: tuple[str, int] | None = None
    weeks: str | None = None
    months: list[int] = field(default_factory=list)
    times: list[Times] = field(default_factory=list)
    without: set[str] = field(default_factory=set)
    not_in: set[int] = field(default_factory=set)
    every: bool = False
    of_month: bool = False
    noted: bool = False
    closed: bool = False
    late: bool = False
    sure: bool = False
    part: int = 0

    def empty(self) -> bool:
        """Nothing has been read yet."""
        return not (self.days or self.ords or self.often or self.weeks or self.months or self.times)

    def idle(self) -> bool:
        """Days at which one comes by appointment only, or of which none is left: no rule."""
        return not (self.days or self.often or self.ords) or (self.noted and not self.times)

    def ords_open(self) -> bool:
        """An ordinal waits for its day."""
        return bool(self.ords) and not self.days and not self.of_month

    def close(self) -> None:
        """These days are closed."""
        if self.times or not self.days or self.often or self.weeks or self.months or any(nth for nth, _ in self.days):
            raise Unreadable
        self.closed = True

    def add_time(self, times: Times, sure: bool) -> None:
        """A time; bare numbers ('16-18') are one beside a day only, and not behind a time said in full: '6-12' is ages."""
        if not sure and (self.sure or not self.days):
            raise Unreadable
        self.sure = self.sure or sure
        self.times.append(times)

    def rhythm(self) -> tuple[object, ...]:
        """Rules of different rhythms may share a day."""
        return self.often, self.weeks, tuple(sorted(self.months))

    # -- taking tokens ---------------------------------------------------------------------------------------------

    def take(self, part: list[Token], at: int) -> int:
        """Take the word of the calendar that stands at this place; returns where the next thing begins."""
        token = part[at]
        if token.sort == "day":
            return self._day(part, at)
        if token.sort == "season":
            return self._season(part, at)
        if token.sort == "set":
            self._add(None, str(token.value).split())
        elif token.sort == "always":
            self._add(None, ALL)
            self.times.append(Times(0, 24 * 60))
        elif token.sort == "ord":
            self.ords.append(int(token.value))
            if at + 1 < len(part) and part[at + 1].sort == "dash":
                raise Unreadable
        elif token.sort == "every":
            self.every = True
        elif token.sort == "other":
            self._often("WEEKLY", 2)
        elif token.sort == "often":
            frequency, interval = str(token.value).split()
            self._often(frequency, int(interval))
        elif token.sort == "weeks":
            self.weeks = str(token.value) if self.weeks in (None, token.value) else _fail()
        elif token.sort == "month":
            self.of_month = True
        else:
            raise Unreadable
        return at + 1

    def _often(self, frequency: str, interval: int) -> None:
        if self.often not in (None, (frequency, interval)):
            raise Unreadable
        self.often = (frequency, interval)

    def _add(self, nth: int | None, days: list[str] | tuple[str, ...]) -> None:
        self.days += [(nth, day) for day in days if (nth, day) not in self.days]

    def _day(self, part: list[Token], at: int) -> int:
        if _sort(part, at + 1) in {"dash", "until"} and _sort(part, at + 2) == "day":
            first, last = ALL.index(part[at].value), ALL.index(part[at + 2].value)
            if self.ords or first == last or _sort(part, at + 3) == "nth":
                raise Unreadable
            self._add(None, [ALL[(first + step) % 7] for step in range((last - first) % 7 + 1)])
            return at + 3
        if _sort(part, at + 1) == "nth":
            for nth in part[at + 1].value:
                self._add(nth, [part[at].value])
            self.of_month = True
            return at + 2
        nths: list[int | None] = [*self.ords] or [None]
        for nth in nths:
            self._add(nth, [part[at].value])
        self.ords = []
        return at + 1

    def _season(self, part: list[Token], at: int) -> int:
        if _sort(part, at + 1) in {"dash", "until"} and _sort(part, at + 2) == "season":
            first, last = int(part[at].value), int(part[at + 2].value)
            self.months += [(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)]
            return at + 3
        if at and part[at - 1].sort in {"start", "until"}:
            raise Unreadable  # "ab März" does not say until when
        self.months.append(int(part[at].value))
        return at + 1

    # -- the rule --------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Take out what is excepted."""
        if self.without:
            self.days = [(nth, day) for nth, day in self.days if day not in self.without]
        if self.not_in:
            self.months = [month for month in self.months or range(1, 13) if month not in self.not_in]
        if any(one.overlaps(other) for i, one in enumerate(self.times) for other in self.times[i + 1 :]):
            raise Unreadable

    def parts(self) -> tuple[tuple[str, int], tuple[int, ...], tuple[int, ...]]:
        """((frequency, interval), months, days of the month)."""
        months = tuple(sorted(set(self.months)))
        nths = {nth for nth, _ in self.days}
        if self.ords:
            if self.days or not self.of_month or not all(1 <= day <= 31 for day in self.ords):
                raise Unreadable
            return self._monthly(), months, tuple(self.ords)
        if not self.days:
            return self._bare(bool(months)), months, ()
        if nths == {None}:
            if self.of_month or (self.often and self.often[0] != "WEEKLY"):
                raise Unreadable
            return self.often or ("WEEKLY", 1), months, ()
        if None in nths or self.weeks or not all(nth in (*range(1, LAST_NTH + 1), -1, -2) for nth in nths):
            raise Unreadable
        return self._nth({int(nth) for nth in nths if nth}), months, ()

    def _bare(self, seasonal: bool) -> tuple[str, int]:
        if self.often is None or self.weeks or (seasonal and self.often[0] == "WEEKLY"):
            raise Unreadable
        return self.often

    def _nth(self, nths: set[int]) -> tuple[str, int]:
        """'jeden zweiten Dienstag' is every other one, 'jeden ersten' the first of the month, 'jeden dritten' unclear."""
        if not self.of_month and self.often is None and len(nths) == 1 and nths & {2, 3, 4, 5}:
            if nths != {2} or not self.every:
                raise Unreadable
            self.days = [(None, day) for _, day in self.days]
            return "WEEKLY", 2
        if self.often == ("YEARLY", 1) and self.months:
            return self.often
        return self._monthly()

    def _monthly(self) -> tuple[str, int]:
        if self.often is not None and self.often[0] != "MONTHLY":
            raise Unreadable
        return self.often or ("MONTHLY", 1)


def _fail() -> str:
    raise Unreadable


def _sort(part: list[Token], at: int) -> str:
    return part[at].sort if at < len(part) else ""


class _Key(NamedTuple):
    """What days must have in common to come into one rule."""

    often: tuple[str, int]
    months: tuple[int, ...]
    weeks: tuple[int, ...]
    dates: tuple[int, ...]
    monthly: bool
    times: Times | None


def slots(rules: list[Rule]) -> tuple[Slot, ...]:
    """The slots of the rules; days of the same rhythm and the same times come together."""
    grouped: dict[_Key, set[tuple[int, str]]] = {}
    for rule in rules:
        often, months, dates = rule.parts()
        weeks = {"odd": ODD, "even": EVEN}.get(rule.weeks or "", ())
        if weeks and (often[1] > 2 or not rule.days):
            raise Unreadable
        monthly = any(nth for nth, _ in rule.days)
        windows: list[Times | None] = [*rule.times] or [None]
        for times in windows:
            key = _Key(("YEARLY", 1) if weeks else often, months, weeks, dates, monthly, times)
            grouped.setdefault(key, set()).update((nth or 0, day) for nth, day in rule.days)
    return tuple(_slot(key, days) for key, days in grouped.items())


def _slot(key: _Key, days: set[tuple[int, str]]) -> Slot:
    frequency, interval = key.often
    ordered = sorted(days, key=lambda pair: (ALL.index(pair[1]), pair[0] < 0, pair[0]))
    texts = [f"{nth or ''}{day}" for nth, day in ordered]
    if texts == list(ALL) and key.often == ("WEEKLY", 1):
        frequency, texts = "DAILY", []
    fields: dict[str, Iterable[object]] = {
        "FREQ": [frequency],
        "INTERVAL": [interval] if interval > 1 else [],
        "BYMONTH": key.months,
        "BYWEEKNO": key.weeks,
        "BYMONTHDAY": key.dates,
        "BYDAY": texts,
    }
    rrule = ";".join(f"{name}={','.join(map(str, values))}" for name, values in fields.items() if values)
    start, end = (key.times.start, key.times.end) if key.times else (None, None)
    return Slot(rrule, hhmm(start), hhmm(end))
