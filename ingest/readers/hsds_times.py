"""Schedules of HSDS (iCalendar's words in columns) as a line that people read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ingest.readers.tables import text_of

_DAYS = {"MO": "Mo", "TU": "Di", "WE": "Mi", "TH": "Do", "FR": "Fr", "SA": "Sa", "SU": "So"}
_OFTEN = {
    ("DAILY", 1): "täglich",
    ("WEEKLY", 2): "alle zwei Wochen",
    ("MONTHLY", 1): "monatlich",
    ("MONTHLY", 2): "alle zwei Monate",
    ("YEARLY", 1): "jährlich",
}
_NTH = re.compile(r"(-?\d+)?\s*([A-Z]{2})")


def schedule_text(schedule: dict[str, Any]) -> str:
    """'Do, Fr 10:00–18:00', what the source says about it behind it."""
    often = _OFTEN.get((text_of(schedule.get("freq")).upper(), _interval(schedule)), "")
    days = _days(text_of(schedule.get("byday") or schedule.get("weekday")))
    hours = "–".join(filter(None, (text_of(schedule.get(name))[:5] for name in ("opens_at", "closes_at"))))
    when = " ".join(filter(None, (often, days, hours)))
    return "; ".join(filter(None, (when, text_of(schedule.get("description")), text_of(schedule.get("notes")))))


def first_day(schedules: Iterable[dict[str, Any]]) -> str:
    """The first day on which it takes place, '' if not said."""
    days = [text_of(one.get("dtstart") or one.get("valid_from"))[:10] for one in schedules]
    return min(filter(None, days), default="") if all(days) else ""


def last_day(schedules: Iterable[dict[str, Any]]) -> str:
    """The last day, '' where any of the schedules is open."""
    days = [text_of(one.get("until") or one.get("valid_to"))[:10] for one in schedules]
    return max(filter(None, days), default="") if all(days) else ""


def _interval(schedule: dict[str, Any]) -> int:
    text = text_of(schedule.get("interval")) or "1"
    return int(text) if text.isdigit() else 0


def _days(byday: str) -> str:
    """'TH,FR' and '2TU' as 'Do, Fr' and '2. Di'; other words stay."""
    parts = []
    for part in filter(None, (part.strip() for part in byday.split(","))):
        found = _NTH.fullmatch(part.upper())
        day = _DAYS.get(found[2]) if found else None
        parts.append(f"{found[1]}. {day}" if found and day and found[1] else day or part)
    return ", ".join(parts)
