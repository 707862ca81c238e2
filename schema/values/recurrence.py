"""A recurrence: a rule of RFC 5545 and the time of day at which it holds, as one text.

    RRULE:FREQ=WEEKLY;BYDAY=TU,TH|16:00-18:00      RRULE:FREQ=MONTHLY;BYDAY=-1FR|17:00      RRULE:FREQ=MONTHLY;INTERVAL=3

In front of the bar stands a property of iCalendar without DTSTART, its parts in the order FREQ, INTERVAL, BYMONTH,
BYWEEKNO, BYMONTHDAY, BYDAY; behind it the beginning and, where it is known, the end in local time. An end before the
beginning is on the next day. Several times on one day are several values. Odd and even weeks are weeks of the year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateutil.rrule import rrulestr

from schema.values.base import Kind, Scalar, ValueProblem, squeeze
from schema.values.folding import data
from schema.values.schedule import parse_schedule
from schema.values.schedule_rule import EVEN, ODD
from schema.values.schedule_tokens import ALL

FIELDS = ("FREQ", "INTERVAL", "BYMONTH", "BYWEEKNO", "BYMONTHDAY", "BYDAY")
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"
_STORED = re.compile(rf"RRULE:([A-Z0-9=;,+-]+)(?:\|({_TIME})(?:-({_TIME}|24:00))?)?")
_RUN = 3  # as many days in a row or more are written from the first to the last


def clean(raw: object) -> str | None:
    """The stored form of itself, or of a text that tells exactly one rule ('dienstags 16–18 Uhr')."""
    text = squeeze(raw)
    if not text:
        return None
    if match := _STORED.fullmatch(text):
        times = "-".join(time for time in match.group(2, 3) if time)
        return f"RRULE:{_ordered(match[1])}" + (f"|{times}" if times else "")
    schedule = parse_schedule(raw)
    if schedule is None or len(schedule.slots) != 1:
        raise ValueProblem("recurrence-invalid", "This is not one recurrence; write 'dienstags 16-18 Uhr' or an RRULE.")
    return schedule.slots[0].value


def fields(value: str) -> dict[str, list[str]]:
    """The parts of the rule in a stored value: {'FREQ': ['WEEKLY'], 'BYDAY': ['TU', 'TH']}."""
    rule = value.removeprefix("RRULE:").partition("|")[0]
    return {name: texts.split(",") for name, _, texts in (part.partition("=") for part in rule.split(";"))}


def _ordered(rule: str) -> str:
    """The rule with its parts in order, after checking that it is one."""
    found = fields(rule)
    if "FREQ" not in found or not found.keys() <= set(FIELDS) or len(found) != len(rule.split(";")):
        raise ValueProblem("recurrence-invalid", f"A rule has FREQ and may have {', '.join(FIELDS[1:])}.")
    ordered = ";".join(f"{name}={','.join(found[name])}" for name in FIELDS if name in found)
    try:
        rrulestr(ordered)
    except (ValueError, TypeError, KeyError) as error:
        raise ValueProblem("recurrence-invalid", "This is not a recurrence rule of RFC 5545.") from error
    return ordered


def caption(value: Scalar, lang: str) -> str:
    """'dienstags und donnerstags 16–18 Uhr', 'Tuesdays and Thursdays 16:00–18:00'."""
    words = data("recurrence_words")["en" if lang == "en" else "de"]
    rule, _, times = str(value).partition("|")
    return " ".join(text for text in (_rule(fields(rule), words, rule), _times(times, words)) if text)


def _rule(found: dict[str, list[str]], words: dict[str, str], rule: str) -> str:
    frequency, interval = found["FREQ"][0], int(found.get("INTERVAL", ["1"])[0])
    days, months = found.get("BYDAY", []), _months(found.get("BYMONTH", []), words)
    if "BYWEEKNO" in found:
        weeks = {ODD: "odd", EVEN: "even"}.get(tuple(map(int, found["BYWEEKNO"])))
        return f"{_days(days, words)} {words[weeks]} {months}".strip() if weeks and days else rule
    often = words.get(f"{frequency} {interval}") or words.get(frequency, rule).format(interval)
    if "BYMONTHDAY" in found:
        dates = _list([words["date"].format(day) for day in found["BYMONTHDAY"]], words)
        begin = f"{often} " if (frequency, interval) != ("MONTHLY", 1) else ""
        return f"{begin}{words['on_date']} {dates} {words['month']} {months}".strip()
    if not days:
        return f"{often} {months}".strip()
    if frequency == "WEEKLY":
        return " ".join(text for text in (often if interval > 1 else "", _days(days, words), months) if text)
    which = _nth(days, words)
    if (frequency, interval) == ("MONTHLY", 1):
        return f"{which} {words['month']} {months}".strip()
    return f"{often} {words['on_date']} {which} {months}".strip()


def _days(days: Sequence[str], words: dict[str, str]) -> str:
    names = [words[day] for day in days]
    numbers = [ALL.index(day) for day in days]
    if len(days) >= _RUN and numbers == list(range(numbers[0], numbers[0] + len(days))):
        return f"{names[0]} {words['to']} {names[-1]}"
    return _list(names, words)


def _nth(days: Sequence[str], words: dict[str, str]) -> str:
    """'1. und 3. Mittwoch' and 'letzter Freitag'."""
    by_day: dict[str, list[str]] = {}
    for text in days:
        number = text[:-2]
        by_day.setdefault(text[-2:], []).append(words.get(f"nth {number}") or words["nth"].format(number))
    return _list([f"{_list(numbers, words)} {words[f'one {day}']}" for day, numbers in by_day.items()], words)


def _months(numbers: Sequence[str], words: dict[str, str]) -> str:
    """'im Mai', 'von Mai bis September', 'von Januar bis Juli und im Dezember'."""
    names = data("months")["captions"][words["lang"]]
    runs: list[list[int]] = []
    for number in map(int, numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    texts = [
        words["season"].format(names[run[0] - 1], names[run[-1] - 1])
        if len(run) > 1
        else words["in"].format(names[run[0] - 1])
        for run in runs
    ]
    return _list(texts, words)


def _list(texts: Sequence[str], words: dict[str, str]) -> str:
    return f" {words['and']} ".join(part for part in (", ".join(texts[:-1]), *texts[-1:]) if part)


def _times(times: str, words: dict[str, str]) -> str:
    if not times:
        return ""
    start, _, end = times.partition("-")
    early = bool(end) and end < start < "17"  # past midnight, but not from the evening on: said in full
    shown = [time if early or words["lang"] == "en" else _short(time) for time in (start, end) if time]
    return words["clock"].format("–".join(shown))


def _short(time: str) -> str:
    hour, _, minute = time.partition(":")
    return str(int(hour)) if minute == "00" else f"{int(hour)}:{minute}"


KIND = Kind("recurrence", clean, caption=caption)
