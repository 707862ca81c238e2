"""What comes next in a schedule: short looks ahead that decide how the present word is read."""

from __future__ import annotations

from schema.values.schedule_tokens import TEMPORAL, Token


def day_follows(part: list[Token], at: int) -> bool:
    """After a comma, is there another day or month and no time of its own?"""
    after = [token.sort for token in part[at:]]
    return bool(after) and after[0] in {"day", "holidays", "fillers", "season"} and not {"time", "num"} & set(after)


def words_follow(part: list[Token], at: int) -> bool:
    """Is the next part between commas without any word of time?"""
    for token in part[at:]:
        if token.sort in {"sep", "colon"}:
            return token.sort == "sep"
        if token.sort in TEMPORAL:
            return False
    return True


def is_time(part: list[Token], at: int) -> bool:
    """A bare number is a time if an hour follows, or a dash and another number, or it follows 'ab'."""
    after = part[at + 1].sort if at + 1 < len(part) else ""
    return after in {"clock", "dash", "until"}


def has_time(before: list[Token]) -> bool:
    """Has an hour been named?"""
    return any(token.sort in {"clock", "time"} for token in before)


def day_before_time(part: list[Token]) -> bool:
    """Does a day come before the next time?"""
    sorts = [token.sort for token in part if token.sort in {"day", "set", "time", "num", "hard"}]
    return bool(sorts) and sorts[0] in {"day", "set"}
