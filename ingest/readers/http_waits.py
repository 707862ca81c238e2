"""How long to wait before asking a server again."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True)
class Again:
    """Why a try failed that may be repeated, and the Retry-After of the answer, if there was one."""

    why: str
    retry_after: str = ""


def patience(attempt: int, again: Again, first: float, longest: float) -> float | None:
    """Seconds before try number `attempt` + 1: what the server asked for, else twice as long each time.

    None where the server asks for more than `longest`: then it is not asked again.
    """
    asked = _asked(again.retry_after)
    if asked is None:
        return min(first * 2.0 ** (attempt - 1), longest)
    return asked if asked <= longest else None


def _asked(retry_after: str) -> float | None:
    """The seconds of a Retry-After header, which holds a number or a date; None if it holds neither."""
    text = retry_after.strip()
    if text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return max(0.0, (moment - datetime.datetime.now(datetime.UTC)).total_seconds())
