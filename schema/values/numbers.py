"""Integers, numbers, booleans and codes, as German and English offices write them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import cache

from schema.values.base import Kind, Scalar, ValueProblem, squeeze
from schema.values.folding import fold

_GERMAN = re.compile(r"[+-]?([1-9]\d{0,2}(\.\d{3})+|\d+)(,\d+)?")
_ENGLISH = re.compile(r"[+-]?([1-9]\d{0,2}(,\d{3})+|\d+)(\.\d+)?")
_TRUE = {"ja", "j", "x", "yes", "y", "true", "wahr", "1", "vorhanden"}
_FALSE = {"nein", "n", "no", "false", "falsch", "0", "-", "keine", "nicht vorhanden"}
_TRUTH = {"de": ("nein", "ja"), "en": ("no", "yes")}


def clean_number(raw: object) -> float | None:
    """'4,5', '1.200,50', '1,200.50' or a number; '1.200' is twelve hundred, as in German lists, '0.125' an eighth."""
    if isinstance(raw, bool):
        raise ValueProblem("number-invalid", "This is not a number.")
    if isinstance(raw, int | float):
        return _finite(float(raw))
    text = squeeze(raw).replace(" ", "").replace("’", "")
    if not text:
        return None
    if _GERMAN.fullmatch(text):
        return _finite(float(text.replace(".", "").replace(",", ".")))
    if _ENGLISH.fullmatch(text):
        return _finite(float(text.replace(",", "")))
    raise ValueProblem("number-invalid", "This is not a number.")


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueProblem("number-invalid", "A number must be finite.")
    return value


def clean_integer(raw: object) -> int | None:
    """A whole number."""
    value = clean_number(raw)
    if value is None:
        return None
    if value != int(value):
        raise ValueProblem("integer-invalid", "This is not a whole number.")
    return int(value)


def clean_boolean(raw: object) -> bool | None:
    """ja/nein, yes/no, x, true/false, 1/0."""
    if isinstance(raw, bool):
        return raw
    text = squeeze(raw).casefold()
    if not text:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise ValueProblem("boolean-invalid", "This is neither yes nor no.")


def clean_code(raw: object) -> str | None:
    """A code as it is written; whether it is one of the allowed ones is the property's business."""
    return squeeze(raw) or None


def match_code(raw: object, values: Mapping[str, Iterable[str]]) -> str | None:
    """The code whose own name or one of whose captions was written, or None. `values`: code to captions."""
    text = fold(squeeze(raw))
    return _spellings(tuple((code, *captions) for code, captions in values.items())).get(text) if text else None


@cache
def _spellings(codes: tuple[tuple[str, ...], ...]) -> Mapping[str, str]:
    """Folded spelling -> code; where two codes share one, the first has it."""
    found: dict[str, str] = {}
    for code, *captions in codes:
        for spelling in (code, *captions):
            found.setdefault(fold(spelling), code)
    return found


def near(left: Scalar, right: Scalar) -> float:
    """Ratio of the smaller to the larger number, 0 for different signs."""
    first, second = float(left), float(right)
    if first == second:
        return 1.0
    if first * second <= 0:
        return 0.0
    return min(abs(first), abs(second)) / max(abs(first), abs(second))


def caption_number(value: Scalar, lang: str) -> str:
    """Decimal comma in German, point in English, no trailing zeros."""
    text = f"{float(value):,.6f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if lang == "de" else text


def caption_boolean(value: Scalar, lang: str) -> str:
    return _TRUTH.get(lang, _TRUTH["en"])[bool(value)]


INTEGER = Kind("integer", clean_integer, near, caption_number)
NUMBER = Kind("number", clean_number, near, caption_number)
BOOLEAN = Kind("boolean", clean_boolean, caption=caption_boolean)
CODE = Kind("code", clean_code)
