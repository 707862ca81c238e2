"""The rules of one schedule seen together: what is closed, what holds for all of them, what contradicts."""

from __future__ import annotations

from itertools import combinations

from schema.values.schedule_rule import Rule
from schema.values.schedule_times import Unreadable


def settled(read: list[Rule], parts: int) -> list[Rule]:
    """The rules with what is closed or excepted taken out of them."""
    rules = [rule for rule in read if not rule.empty()]
    off = {day for rule in rules if rule.closed for _, day in rule.days}
    rules = [rule for rule in rules if not rule.closed]
    if not all(rule.days or rule.often or rule.ords for rule in rules):
        raise Unreadable  # a time or a season without a day: nobody knows what it belongs to
    spread = [rule for rule in rules if rule.months or rule.not_in or rule.late]
    if spread and len(rules) > 1:
        _spread(rules, parts)
    for rule in rules:
        rule.days = [(nth, day) for nth, day in rule.days if nth or day not in off]
        rule.settle()
    rules = [rule for rule in rules if not rule.idle()]
    if any(rule.times for rule in rules) and not all(rule.times for rule in rules):
        raise Unreadable
    return rules


def _spread(rules: list[Rule], parts: int) -> None:
    """A season in front holds for all rules; one among several, or a late word, holds for nobody knows which."""
    seasoned = [rule for rule in rules if rule.months]
    if any(rule.late or rule.not_in for rule in rules):
        raise Unreadable
    if len(seasoned) == len(rules):
        return
    if len(seasoned) == 1 and seasoned[0] is rules[0] and parts == 1:
        for rule in rules[1:]:
            rule.months = list(rules[0].months)
        return
    raise Unreadable


def check_conflicts(rules: list[Rule], additive: bool) -> None:
    """Two rules for one day: more hours where they follow each other in words, unreadable where they contradict.

    In the syntax of OpenStreetMap a later part replaces an earlier one for its days; people mean both. Who knows?
    """
    for left, right in combinations(rules, 2):
        if left.rhythm() != right.rhythm() or not set(left.days) & set(right.days):
            continue
        if left.part != right.part and not additive:
            raise Unreadable
        if any(one.overlaps(other) for one in left.times for other in right.times) or not left.times:
            raise Unreadable
