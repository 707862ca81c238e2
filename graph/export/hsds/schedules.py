"""When an offering takes place, as schedules of HSDS: the parts of iCalendar's rules in columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graph.export.hsds.carried import DAY
from graph.export.hsds.ids import made
from schema.values import KINDS
from schema.values.recurrence import fields

Object = dict[str, Any]
_HELD = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY"})
_MIDNIGHT = "24:00"  # HSDS wants a time of the day: the reader takes a closing at 00:00 for it


def schedules(service: str, properties: Mapping[str, Any]) -> list[Object]:
    """The schedules of a service (by UUID): one per rule, one per single date, or one of the source's words alone."""
    said = properties.get("schedule")
    bounds = _bounds(properties)
    found = [
        _rule(rule) | bounds | ({"description": said} if said else {})
        if is_held(rule)
        else {"description": KINDS["recurrence"].caption(rule, "de"), **bounds}
        for rule in properties.get("recurrence", ())
    ]
    found += [
        {"dtstart": date, "until": date, "count": 1} for date in properties.get("dates", ()) if DAY.fullmatch(date)
    ]
    if not found and (said or bounds):
        found = [({"description": said} if said else {}) | bounds]
    return [{"id": made("schedule", service, str(n)), **one} for n, one in enumerate(found, 1)]


def is_held(rule: str) -> bool:
    """Have HSDS's columns room for all of a rule? They know weeks and months, and no months or weeks of the year."""
    found = fields(rule)
    return found["FREQ"][0] in ("WEEKLY", "MONTHLY") and set(found) <= _HELD


def _rule(rule: str) -> Object:
    found, times = fields(rule), rule.partition("|")[2]
    shown: Object = {"freq": found["FREQ"][0], "interval": int(found.get("INTERVAL", ["1"])[0])}
    shown |= {name.lower(): ",".join(found[name]) for name in ("BYDAY", "BYMONTHDAY") if name in found}
    return shown | dict(_times(times))


def _times(times: str) -> Iterator[tuple[str, str]]:
    """Local times without a zone: an offset would be wrong for half of the year."""
    for name, time in zip(("opens_at", "closes_at"), filter(None, times.split("-")), strict=False):
        yield name, f"{'00:00' if time == _MIDNIGHT else time}:00"


def _bounds(properties: Mapping[str, Any]) -> Object:
    ends = {"valid_from": properties.get("start_date"), "valid_to": properties.get("end_date")}
    return {name: date for name, date in ends.items() if date and DAY.fullmatch(str(date))}
