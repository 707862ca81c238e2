"""Ages in whole years: '6-12', '14-' (and older), '-18' (up to and including)."""

from __future__ import annotations

import re
from itertools import pairwise

from schema.values.base import Kind, Scalar, ValueProblem, squeeze
from schema.values.folding import data, fold

OLDEST = 120
_UNIT = re.compile(
    r"(?<=\d)\s*-?\s*(?:jahren?|jaehrigen?|jahrigen?|j\.|j\b|years?(?: olds?)?|yrs?\b|y\b)\.?\s*(?:alt|old)?(?![a-z])"
)
_BETWEEN = re.compile(r"(?:von |from |ab |zwischen )?(\d{1,3})\s*(?:-|–|—|bis zu|bis|to|und|and|/)\s*(\d{1,3})")
_BETWEEN_BELOW = re.compile(r"(?:von |from |ab )?(\d{1,3})\s*(?:-|–|—|bis|to)\s*(?:unter|under)\s*(\d{1,3})")
_FROM = re.compile(r"(?:ab|from|ue|ueber|over)\s?(\d{1,3})|(\d{1,3})\s?(?:\+|plus|-|und aelter|and over|and older)")
_UPTO = re.compile(r"(?:bis zu|bis|up to|-)\s?(\d{1,3})")
_BELOW = re.compile(r"(?:unter|under|u)\s?(\d{1,3})")
_HALF = re.compile(r"(?<=\d)(?:\s?1[⁄/]2|\s1[⁄/]2|[.,]5)(?!\d)")
_MONTHS = re.compile(r"(?:(\d{1,3})\s*(?:-|–|—|bis)\s*)?(\d{1,3})\s*(?:monaten?|mon\.|months?)(?: old)?(?![a-z])")
_CLASS = r"(?:klassen?(?:stufen?)?|kl\.?|jahrgangsstufen?|jahrgang|grades?)"
_CLASSES = re.compile(
    rf"(?P<word>ab |bis |from |up to )?(?:der |zur )?(?:{_CLASS}\s?(?P<a>\d{{1,2}})\.?(?:\s?(?:-|–|—|bis|to|und|/)\s?(?P<b>\d{{1,2}})\.?)?"
    rf"|(?P<c>\d{{1,2}})\.(?:\s?(?:-|–|—|bis|und|/)\s?(?P<d>\d{{1,2}})\.)?\s?{_CLASS})"
)
_YEAR_OF_LIFE = re.compile(
    r"(?P<word>ab |bis )?(?:dem |zum )?(?P<full>vollendete[nmsr]? )?(?P<a>\d{1,3})\.?(?:\s?(?:-|–|bis)\s?(?P<b>\d{1,3})\.?)? lebensjahr"
)
_FIRST_CLASS_AGE = 5  # class 1 is begun at the age of six: class n has ages n + 5 and n + 6
_WORDS = {
    "de": ("ab {} Jahren", "bis {} Jahre", "{} bis {} Jahre", "{} Jahre"),
    "en": ("{} years and over", "up to {} years", "{} to {} years", "{} years"),
}


def clean(raw: object) -> str | None:
    """'6 bis 12 Jahre', 'ab 14', 'unter 6', '60+', 'Ü60', 'Kinder (6-12)', '6 Monate bis 3 Jahre', 'Klasse 1-6'.

    Classes are read as ages only where the word stands there: class 1 to 6 is 6 to 12. The sixth year of life is the
    age of five. 'Senioren' and 'alle Altersgruppen' name no age and nothing wrong: None.
    """
    text = re.sub(r"\s*\beinschl(?:\.|iesslich)\s*", " ", fold(squeeze(raw)))
    if _says_no_age(text):
        return None
    found = _read(text)
    if found is None:
        parts = [_read(part) for part in re.split(r"[,;&]|\bund\b|\boder\b|\bsowie\b|\band\b|\bor\b", text)]
        if len(parts) < 2 or None in parts:
            raise ValueProblem("age-range-invalid", "This is not a range of ages; write 6-12, 14- or -18.")
        found = _together([part for part in parts if part is not None])
    return found


def _says_no_age(text: str) -> bool:
    """Empty, 'alle Altersgruppen', or only words for people."""
    words = data("age_words")
    if text.strip(" .") in words["any"] or not text:
        return True
    known = {word for name in ("people", "fillers", "joins") for entry in words[name] for word in entry.split()}
    return all(word in known for word in re.split(r"[\s,;/&+]+", text) if word)


def _read(text: str) -> str | None:
    """One range; None if the text is not one."""
    text = re.sub(r"(?<=\d)-\s(?=bis|to)", " ", _bare(text))
    if match := _CLASSES.fullmatch(text):
        return _classes(match)
    if match := _YEAR_OF_LIFE.fullmatch(text):
        return _years_of_life(match)
    text = _UNIT.sub("", _MONTHS.sub(_full_years, _HALF.sub("", text))).strip()
    if match := _BETWEEN_BELOW.fullmatch(text):
        return make_range(int(match[1]), int(match[2]) - 1)
    if match := _BETWEEN.fullmatch(text):
        return make_range(int(match[1]), int(match[2]))
    if match := _FROM.fullmatch(text):
        return make_range(int(match[1] or match[2]), None)
    if match := _UPTO.fullmatch(text):
        return make_range(None, int(match[1]))
    if match := _BELOW.fullmatch(text):
        return make_range(None, int(match[1]) - 1)
    return make_range(int(text), int(text)) if re.fullmatch(r"\d{1,3}", text) else None


def _bare(text: str) -> str:
    """The text without words for people, parentheses and what only introduces the number."""
    words = data("age_words")
    text = " ".join(re.sub(r"[():]", " ", text).split()).strip(" ,")
    for name in ("fillers", "people", "fillers"):
        for word in sorted(words[name], key=len, reverse=True):
            text = text.removeprefix(f"{word} ").removesuffix(f" {word}").strip(" ,")
    return text


def _full_years(match: re.Match[str]) -> str:
    """'18 Monate' is the age of one, '3-12 Monate' zero to one."""
    return "-".join(str(int(number) // 12) for number in match.groups() if number)


def _classes(match: re.Match[str]) -> str:
    first = int(match["a"] or match["c"])
    last = int(match["b"] or match["d"] or first)
    word = (match["word"] or "").strip()
    return make_range(
        None if word in {"bis", "up to"} else first + _FIRST_CLASS_AGE,
        None if word in {"ab", "from"} else last + _FIRST_CLASS_AGE + 1,
    )


def _years_of_life(match: re.Match[str]) -> str:
    """The sixth year of life is the age of five, and is completed on the sixth birthday."""
    word, first = (match["word"] or "").strip(), int(match["a"]) - 1
    last = int(match["b"] or match["a"]) - 1
    if word == "ab":
        return make_range(first + bool(match["full"]), None)
    return make_range(None if word == "bis" else first, last)


def _together(ranges: list[str]) -> str:
    """Ranges without a gap between them, as one."""
    spans = sorted(ages(found) for found in ranges)
    for (_, high), (low, _) in pairwise(spans):
        if low > high + 1:
            raise ValueProblem("age-range-several", "These are several ranges of ages with a gap; give one.")
    low, high = spans[0][0], max(high for _, high in spans)
    opened = any(found.startswith("-") for found in ranges)
    return make_range(None if opened else low, None if high == OLDEST else high)


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
