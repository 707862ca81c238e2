"""Ages in whole years: '6-12', '14-' (and older), '-18' (up to and including)."""

from __future__ import annotations

import re

from schema.values.base import Kind, Scalar, ValueProblem, squeeze
from schema.values.folding import fold

OLDEST = 120
_UNIT = re.compile(r"\s*-?\s*(jahren?|jaehrigen?|j\.|j\b|years?( olds?)?|y\b|lebensjahr)\.?\s*(alt|old)?$")
_BETWEEN = re.compile(r"(?:von |from |aged? |alter )?(\d{1,3})\s*(?:-|–|—|bis|to|und|/)\s*(\d{1,3})")
_FROM = re.compile(r"(?:ab|from|ue|over)\s?(\d{1,3})|(\d{1,3})\s?(?:\+|plus|-|und aelter|and over|and older)")
_UPTO = re.compile(r"(?:bis|up to|-)\s?(\d{1,3})")
_BELOW = re.compile(r"(?:unter|under|u)\s?(\d{1,3})")
_WORDS = {
    "de": ("ab {} Jahren", "bis {} Jahre", "{} bis {} Jahre", "{} Jahre"),
    "en": ("{} years and over", "up to {} years", "{} to {} years", "{} years"),
}


def clean(raw: object) -> str | None:
    """'6 bis 12 Jahre', 'ab 14', 'unter 6', '60+', 'Ü60', 'bis 18 Jahre', '14-Jährige'."""
    text = fold(squeeze(raw))
    if not text:
        return None
    bare = _UNIT.sub("", text).strip()
    if match := _BETWEEN.fullmatch(bare):
        return make_range(int(match[1]), int(match[2]))
    if match := _FROM.fullmatch(bare):
        return make_range(int(match[1] or match[2]), None)
    if match := _UPTO.fullmatch(bare):
        return make_range(None, int(match[1]))
    if match := _BELOW.fullmatch(bare):
        return make_range(None, int(match[1]) - 1)
    if re.fullmatch(r"\d{1,3}", bare):
        return make_range(int(bare), int(bare))
    raise ValueProblem("age-range-invalid", "This is not a range of ages; write 6-12, 14- or -18.")


def make_range(low: int | None, high: int | None) -> str:
    """The stored form of two ages, either of which may be open."""
    if max(low or 0, high or 0) > OLDEST or (high is not None and not (low or 0) <= high):
        raise ValueProblem("age-range-invalid", f"Ages go from 0 to {OLDEST}, the lower one first.")
    return f"{'' if low is None else low}-{'' if high is None else high}"


def ages(value: str) -> tuple[int, int]:
    """(lowest, highest) age of a stored range, both included; open sides become 0 and 120."""
    low, high = value.split("-")
    return int(low or 0), int(high or OLDEST)


def overlaps(left: str, right: str) -> bool:
    """True if some age lies in both ranges."""
    (low, high), (other_low, other_high) = ages(left), ages(right)
    return low <= other_high and other_low <= high


def compare(left: Scalar, right: Scalar) -> float:
    """Ages in both ranges divided by ages in either."""
    (low, high), (other_low, other_high) = ages(str(left)), ages(str(right))
    both = min(high, other_high) - max(low, other_low) + 1
    either = max(high, other_high) - min(low, other_low) + 1
    return max(both, 0) / either


def caption(value: Scalar, lang: str) -> str:
    """'6 bis 12 Jahre', 'ab 14 Jahren', 'bis 18 Jahre'."""
    low, high = str(value).split("-")
    from_, to, both, one = _WORDS.get(lang, _WORDS["en"])
    if not high:
        return from_.format(low)
    if not low:
        return to.format(high)
    return one.format(low) if low == high else both.format(low, high)


KIND = Kind("age_range", clean, compare, caption)
