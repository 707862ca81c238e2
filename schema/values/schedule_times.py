"""The times of day in a schedule: '16–18 Uhr', 'ab 15h', '4-6 pm'."""

from __future__ import annotations

from dataclasses import dataclass

from schema.values.schedule_tokens import Token

EARLIEST_BARE = 6  # "1-2" without "Uhr" may be anything, "9-12" beside a weekday is a time
NIGHT_BEGINS, NIGHT_ENDS = 17 * 60, 6 * 60
NOON = 12 * 60


class Unreadable(Exception):  # noqa: N818  (not an error: the text stays text)
    """The text cannot be read without doubt."""


@dataclass(frozen=True)
class Times:
    """From `start` to `end` in minutes after midnight; no end where the text names none."""

    start: int
    end: int | None

    def overlaps(self, other: Times) -> bool:
        """True if some minute lies in both; equal beginnings always do."""
        ends = [times.end if times.end is not None else times.start + 1 for times in (self, other)]
        ends = [end + 24 * 60 if end <= times.start else end for end, times in zip(ends, (self, other), strict=True)]
        return self.start < ends[1] and other.start < ends[0]


@dataclass(frozen=True)
class Slot:
    """A rule of RFC 5545 and the times of day at which it holds, 'HH:MM' or None."""

    rrule: str
    start: str | None = None
    end: str | None = None

    @property
    def value(self) -> str:
        """The stored form, see `recurrence.py`."""
        times = "-".join(time for time in (self.start, self.end) if time)
        return f"RRULE:{self.rrule}" + (f"|{times}" if times else "")


def hhmm(minutes: int | None) -> str | None:
    """'16:00'; None for no time."""
    return None if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}"


def clock_time(part: list[Token], at: int) -> tuple[Times, int, bool]:
    """The time that begins at this token, where the next thing begins, and whether it is surely a time of day."""
    begin = at
    first, at, sure = _moment(part, at)
    if at < len(part) and part[at].sort in {"dash", "until"}:
        if at + 1 >= len(part) or part[at + 1].sort not in {"time", "num"}:
            raise Unreadable
        exact = part[begin].sort == part[at + 1].sort == "time"
        second, at, also = _moment(part, at + 1)
        sure = sure or also
        return *_open_end(_span(first, second, sure, exact), part, at), sure
    if not sure:
        raise Unreadable
    return *_open_end(Times(_alone(first), None), part, at), True


def _open_end(times: Times, part: list[Token], at: int) -> tuple[Times, int]:
    """'20:00+': from then on, and nobody says until when."""
    alone = at < len(part) and part[at].value == "+" and (at + 1 == len(part) or part[at + 1].sort == "sep")
    return (Times(times.start, None), at + 1) if alone else (times, at)


def _moment(part: list[Token], at: int) -> tuple[tuple[int, str], int, bool]:
    """(minutes, 'a', 'p' or ''), where the next thing begins, and whether it is surely a time."""
    token = part[at]
    value = token.value if token.sort == "time" else (int(token.value) * 60, "")
    if value[0] > 24 * 60:
        raise Unreadable
    clocked = at + 1 < len(part) and part[at + 1].sort == "clock"
    return value, at + 1 + clocked, clocked or token.sort == "time"


def _alone(moment: tuple[int, str]) -> int:
    if moment[0] >= 24 * 60:
        raise Unreadable
    return moment[0]


def _span(first: tuple[int, str], second: tuple[int, str], sure: bool, exact: bool) -> Times:
    start, end = first[0], second[0]
    if second[1] == "p" and not first[1] and start < NOON and start + NOON < end:
        start += NOON  # "4-6 pm"; "10-2 pm" begins in the morning
    if start == end or start >= 24 * 60 or (not sure and start < EARLIEST_BARE * 60):
        raise Unreadable
    into_night = end <= NIGHT_ENDS and (start >= NIGHT_BEGINS or exact)
    if end < start and not into_night:
        raise Unreadable
    return Times(start, end)
