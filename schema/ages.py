"""Ages said in a text: "für 14-Jährige", "ab 6 Jahren", "U18", "aged 10 to 14"."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_N: Final = r"(\d{1,3})"
_DASH: Final = r"\s*(?:-|–|—|bis|to|and|und)\s*"
_YEARS: Final = r"\s*(?:jahren?\b|jährigen?\b|j\.|j\b|years?(?:\s+olds?)?\b|yrs?\b)"
_TIME_BEFORE: Final = r"(?<!seit )(?<!vor )(?<!nach )(?<!dauer )(?<!wartezeit )(?<!since )(?<!for )"
_NO_DURATION: Final = r"(?!\s*(?:erfahrung|bestehen|berufserfahrung|laufzeit|wartezeit|experience|ago|later|lang\b))"


class Age(NamedTuple):
    """An age span in whole years (None = open end) and where it stands in the text."""

    low: int | None
    high: int | None
    start: int
    end: int


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


# In this order; a later pattern never reads inside what an earlier one has read. `both`, `from`, `to` and `below`
# say which ends the numbers stand for; `below` does not include its number,
# nor `half` its second.
_PATTERNS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "half",
        _pattern(
            rf"(?<![\d.,]){_TIME_BEFORE}(?:von\s+|from\s+)?{_N}{_DASH}(?:unter|under)\s+{_N}{_YEARS}{_NO_DURATION}"
        ),
    ),
    (
        "both",
        _pattern(
            rf"(?<![\d.,]){_TIME_BEFORE}(?:von\s+|between\s+|zwischen\s+)?{_N}[\s-]*{_DASH}{_N}{_YEARS}{_NO_DURATION}"
        ),
    ),
    ("both", _pattern(rf"(?<![\d.,]){_N}\s?-?{_DASH}{_N}\s?-\s?(?:jährige[nrs]?|years?-olds?)\b")),
    (
        "both",
        _pattern(
            rf"\b(?:alter(?:sgruppe)?(?:\s+von)?|age[ds]?(?:\s+group)?)\s*:?\s*(?:von\s+|between\s+|from\s+)?{_N}{_DASH}{_N}\b"
        ),
    ),
    ("from", _pattern(rf"\b(?:ab|from)\s+(?:dem\s+)?{_N}{_YEARS}{_NO_DURATION}")),
    ("from", _pattern(rf"\b(?:ages?d?\s+)?{_N}\s+(?:(?:jahren?|years)\s+)?(?:und\s+älter|and\s+(?:over|older|up))\b")),
    ("from", _pattern(rf"\baged?\s+{_N}\s*\+")),
    ("to", _pattern(rf"{_TIME_BEFORE}\b(?:bis(?:\s+zu)?|up\s+to)\s+{_N}{_YEARS}{_NO_DURATION}")),
    ("below", _pattern(rf"\b(?:unter|under)[\s-]+{_N}(?:{_YEARS}|-?jährigen?|s\b)")),
    ("from", _pattern(rf"{_TIME_BEFORE}\b(?:über|over)[\s-]+{_N}(?:{_YEARS}|-?jährigen?|s\b){_NO_DURATION}")),
    ("below", _pattern(r"\bu[\s-]?(1\d|2[0-7])\b")),
    ("from", _pattern(r"\bü[\s-]?([2-9]0)\b")),
    ("from", _pattern(r"(?<![\d.,])([4-9]\d)\s?(?:\+(?!\d)|plus\b)")),
    ("one", _pattern(rf"(?<![\d.,]){_N}\s?-?\s?jährige[nrs]?\b")),
    ("one", _pattern(rf"(?<![\d.,]){_N}[\s-]years?[\s-]olds?\b")),
    ("one", _pattern(rf"\b(?:aged|im\s+alter\s+von)\s+{_N}\b")),
)
_OLDEST: Final = 120


def ages(text: str) -> list[Age]:
    """The age spans of a text in reading order; years that only tell a time ("seit 5 Jahren") are none."""
    found: list[Age] = []
    for sense, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(age.start < match.end() and match.start() < age.end for age in found):
                continue
            low, high = _span(sense, [int(number) for number in match.groups()])
            if (low or 0) <= (high if high is not None else _OLDEST) <= _OLDEST:
                found.append(Age(low, high, *match.span()))
    return sorted(found, key=lambda age: age.start)


def _span(sense: str, numbers: list[int]) -> tuple[int | None, int | None]:
    if sense == "both":
        return numbers[0], numbers[1]
    if sense == "half":
        return numbers[0], numbers[1] - 1
    if sense == "from":
        return numbers[0], None
    if sense == "to":
        return None, numbers[0]
    if sense == "below":
        return None, max(numbers[0] - 1, 0)
    return numbers[0], numbers[0]
