"""Telephone numbers, stored as E.164 ('+4930902964686'); short public numbers ('115') as they are.

One cell often holds several: 'Tel. (030) 90296-4686 / 7801, Fax 030 1234567 oder 0163 8144219'.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import phonenumbers

from schema.values.base import Kind, Scalar, Split, ValueProblem, squeeze

REGION = "DE"
PUBLIC = frozenset({"110", "112", "115", "116111", "116117", "116116", "19222", "19240", "19295"})
_MIN_DIGITS = 6
_LABEL = re.compile(
    r"(?P<fax>(?:tele)?fax)|(?P<mobile>mobil\w*|handy|funk)|(?P<voice>tel\w*|fon|phone|ruf)", re.IGNORECASE
)
_BOTH = re.compile(r"tel\w*\.?\s*(?:und|u\.|&|/)\s*(?:tele)?fax", re.IGNORECASE)
# Dates and times of day look like numbers that begin with 0.
_WHEN = re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}\b|(?<![\d.])\d{1,2}[:.]\d\d(?![\d.])")
_SEPARATOR = re.compile(r"\n|;|,|\boder\b|\bund\b|\bor\b|\|")
_NUMBER = re.compile(r"(?<!\d)(?<!\d\s)(?:\+|\(\s?0|\b0)[\d\s()/\-–.]*\d")
_EXTENSION = re.compile(r"[-–]?\s?\d{1,5}")
_AREA_CODE = re.compile(r"\(?0\d{1,4}\)?|\+\s?\d\d\s*(?:\(0\))?\s*\d{2,4}")
_LEADING_CODE = re.compile(r"\(?0\d{2,4}\)?(?=[\s/-])")


class Phone(NamedTuple):
    """A stored number and what it is for: 'voice', 'mobile' or 'fax'."""

    number: str
    tag: str


def clean(raw: object, area_code: str | None = None) -> str | None:
    """E.164. `area_code` ('030') completes local numbers; without it they are a problem."""
    text = re.sub(r"^\+\s+", "+", squeeze(raw).replace("–", "-"))
    digits = re.sub(r"\D", "", text)
    if not text:
        return None
    if digits in PUBLIC and len(text) == len(digits):
        return digits
    if not text.lstrip(" (").startswith(("0", "+")):
        if area_code is None:
            raise ValueProblem("phone-without-area-code", "The number has no area code.")
        text = f"{area_code} {text}"
    return _e164(re.sub(r"[(]0[)]", "", text) if text.startswith("+") else text)


def _e164(text: str) -> str:
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        raise ValueProblem("phone-invalid", "This is not a telephone number.") from None
    national = str(number.national_number)
    if len(national) < _MIN_DIGITS or not phonenumbers.is_possible_number(number):
        raise ValueProblem("phone-invalid", "The number has too few or too many digits.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def split_phones(text: object, area_code: str | None = None) -> Split[Phone]:
    """All numbers of a cell, in order, each once."""
    found: dict[str, Phone] = {}
    problems: list[ValueProblem] = []
    tag, base = "voice", ""
    for piece in _pieces(str(text or "")):
        if _blank(piece):
            base = ""
            continue
        tag = _tag(piece) or ("voice" if piece.startswith("\n") else tag)
        for part in _parts(piece, base, area_code):
            base = part
            try:
                number = clean(part, area_code)
            except ValueProblem as problem:
                problems.append(problem)
                continue
            if number:
                found.setdefault(number, Phone(number, _kind(number, tag)))
    return Split(tuple(found.values()), tuple(problems))


def _blank(piece: str) -> bool:
    return not any(char.isdigit() for char in piece)


def _pieces(text: str) -> list[str]:
    """The cell cut where a new number may begin; a piece that starts a line keeps its line feed."""
    text = _BOTH.sub("Tel", _WHEN.sub(" ", text.replace("\r", "\n")))
    # A label in the middle of a line begins a piece of its own: "Tel. 030 123456 Fax 030 123457".
    text = re.sub(r"(?<=\d)\s+(?=(?:tele)?fax|mobil|handy|tel)", "; ", text, flags=re.IGNORECASE)
    pieces, start = [], 0
    for match in _SEPARATOR.finditer(text):
        pieces.append(text[start : match.start()])
        start = match.end() - (match.group() == "\n")
    return [*pieces, text[start:]]


def _tag(piece: str) -> str | None:
    match = _LABEL.search(piece)
    return match.lastgroup if match else None


def _kind(number: str, tag: str) -> str:
    if tag == "voice" and re.match(r"\+491[567]", number):
        return "mobile"
    return tag


def _parts(piece: str, base: str, area_code: str | None) -> list[str]:
    """Complete numbers in a piece; '/ 7801' continues the number before it."""
    rest = re.sub(r"\(\s*[^\W\d_]+\s*\)", "", piece).strip(" \n:.")
    match = _NUMBER.search(rest)
    if match is None:
        if base and _EXTENSION.fullmatch(rest):
            return [_continue(base, rest)]
        local = re.sub(r"^[^\d(]*", "", rest).strip()
        looks_local = re.fullmatch(r"[\d\s/\-–]+", local) and _own_cell(rest, local)
        return [local] if looks_local else []
    return _slashes(match.group())


def _own_cell(rest: str, local: str) -> bool:
    """True if the piece is the number alone or the number with its label, not '10 - 16 Uhr'."""
    digits = re.sub(r"\D", "", local)
    label = rest.removesuffix(local).strip(" :.")
    known = not label or _LABEL.match(label) is not None
    return known and (digits in PUBLIC or len(digits) >= _MIN_DIGITS - 1)


def _slashes(text: str) -> list[str]:
    numbers: list[str] = []
    for part in (part.strip() for part in text.split("/")):
        if numbers and _AREA_CODE.fullmatch(numbers[-1]):
            numbers[-1] = f"{numbers[-1]} {part}"
        elif numbers and not part.startswith(("0", "+", "(")) and _EXTENSION.fullmatch(part):
            numbers.append(_continue(numbers[-1], part))
        elif numbers and part[:1].isdigit() and part[0] != "0" and (code := _LEADING_CODE.match(numbers[-1])):
            numbers.append(f"{code.group()} {part}")
        elif part:
            numbers.append(part)
    return numbers


def _continue(base: str, extension: str) -> str:
    """The number whose last digits are replaced: '030 66633740' and '41' give '030 66633741'."""
    digits = re.sub(r"\D", "", extension)
    head, dash, old = base.replace("–", "-").rpartition("-")
    if dash and len(re.sub(r"\D", "", head)) > _MIN_DIGITS - 2 and len(old.strip()) <= 5:
        return f"{head}-{digits}"
    kept = list(base)
    for index in range(len(kept) - 1, -1, -1):
        if digits and kept[index].isdigit():
            kept[index], digits = digits[-1], digits[:-1]
    return "".join(kept)


def compare(left: Scalar, right: Scalar) -> float:
    """1.0 for the same number, 0.8 where one is an extension of the other."""
    short, long = sorted((str(left), str(right)), key=len)
    if short == long:
        return 1.0
    trunk = short.removesuffix("0")
    return 0.8 if len(trunk) >= 9 and long.startswith(trunk) and len(long) - len(short) <= 4 else 0.0


def caption(value: Scalar, lang: str) -> str:
    """'030 5125119' in German, '+49 30 5125119' otherwise."""
    text = str(value)
    if not text.startswith("+"):
        return text
    number = phonenumbers.parse(text)
    national = lang == "de" and number.country_code == phonenumbers.country_code_for_region(REGION)
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, style.NATIONAL if national else style.INTERNATIONAL)


KIND = Kind("phone", clean, compare, caption)
