"""Schedules of HSDS (iCalendar's words in columns) as a line that people read, and as a recurrence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ingest.readers.loose import scalar
from schema.values import KINDS, ValueProblem

_DAYS = {"MO": "Mo", "TU": "Di", "WE": "Mi", "TH": "Do", "FR": "Fr", "SA": "Sa", "SU": "So"}
_OFTEN = {
    ("DAILY", 1): "täglich",
    ("WEEKLY", 2): "alle zwei Wochen",
    ("MONTHLY", 1): "monatlich",
    ("MONTHLY", 2): "alle zwei Monate",
    ("YEARLY", 1): "jährlich",
}
_UNITS = {"DAILY": "Tage", "WEEKLY": "Wochen", "MONTHLY": "Monate", "YEARLY": "Jahre"}
_NTH = re.compile(r"(-?\d+)?\s*([A-Z]{2})")


def schedule_text(schedule: dict[str, Any]) -> str:
    """'Do, Fr 10:00–18:00', what the source says about it behind it."""
    frequency, interval = scalar(schedule.get("freq")).upper(), _interval(schedule)
    often = _OFTEN.get(
        (frequency, interval), f"alle {interval} {_UNITS[frequency]}" if interval > 1 and frequency in _UNITS else ""
    )
    month_days = _bare(schedule.get("bymonthday")) if frequency == "MONTHLY" else ""
    often += f" am {' und '.join(f'{day}.' for day in month_days.split(','))}" if month_days else ""
    days = _days(scalar(schedule.get("byday") or schedule.get("weekday")))
    hours = "–".join(filter(None, (scalar(schedule.get(name))[:5] for name in ("opens_at", "closes_at"))))
    when = " ".join(filter(None, (often, days, hours)))
    return "; ".join(filter(None, (when, scalar(schedule.get("description")), scalar(schedule.get("notes")))))


def recurrence(schedule: dict[str, Any]) -> str:
    """'RRULE:FREQ=WEEKLY;BYDAY=TH,FR|10:00-18:00'; '' where the columns make no plain rule (weeks or days of the year)."""
    if not scalar(schedule.get("freq")) or any(schedule.get(name) for name in ("byweekno", "byyearday")):
        return ""
    frequency = scalar(schedule["freq"]).upper()
    parts = {
        "FREQ": frequency,
        "INTERVAL": str(_interval(schedule)) if _interval(schedule) > 1 else "",
        "BYMONTHDAY": _bare(schedule.get("bymonthday")) if frequency == "MONTHLY" else "",
        "BYDAY": _bare(schedule.get("byday")).upper(),
    }
    rule = ";".join(f"{name}={value}" for name, value in parts.items() if value)
    opens, closes = (scalar(schedule.get(name))[:5] for name in ("opens_at", "closes_at"))
    times = "-".join(filter(None, (opens, "24:00" if opens and closes == "00:00" else closes)))
    try:
        return str(KINDS["recurrence"].clean(f"RRULE:{rule}" + (f"|{times}" if times else "")) or "")
    except ValueProblem:
        return ""


def first_day(schedules: Iterable[dict[str, Any]]) -> str:
    """The first day on which it takes place, '' if not said."""
    days = [scalar(one.get("dtstart") or one.get("valid_from"))[:10] for one in schedules]
    return min(filter(None, days), default="") if all(days) else ""


def last_day(schedules: Iterable[dict[str, Any]]) -> str:
    """The last day, '' where any of the schedules is open."""
    days = [scalar(one.get("until") or one.get("valid_to"))[:10] for one in schedules]
    return max(filter(None, days), default="") if all(days) else ""


def _interval(schedule: dict[str, Any]) -> int:
    text = scalar(schedule.get("interval")) or "1"
    return int(text) if text.isdigit() else 0


def _bare(value: Any) -> str:
    return scalar(value).replace(" ", "")


def _days(byday: str) -> str:
    """'TH,FR', '2TU' and '-1MO' as 'Do, Fr', '2. Di' and 'letzter Mo'; other words stay."""
    parts = []
    for part in filter(None, (part.strip() for part in byday.split(","))):
        found = _NTH.fullmatch(part.upper())
        day = _DAYS.get(found[2]) if found else None
        which = {None: "", "-1": "letzter "}.get(found[1], f"{found[1]}. ") if found else ""
        parts.append(f"{which}{day}" if day else part)
    return ", ".join(parts)
