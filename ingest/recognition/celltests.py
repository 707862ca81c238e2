"""What one cell's text looks like: a phone, a street, a time. Each test takes the text and says yes or no."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.recognition.headings import load
from schema.ages import ages
from schema.values import KINDS, ValueProblem
from schema.values.folding import fold, words

_I = re.IGNORECASE
_PHONE = re.compile(r"(?:(?:tel\w*|fon|phone|mobil|fax|ruf)\b[.:\s]*)?[(+]?\d[\d\s()/.\-–]{4,}\d", _I)
_PHONE_WORDS = re.compile(r"(?:tel\w*|fon|phone|mobil\w*|fax\w*|oder|und|or|and|nr|ap|durchwahl|app)\b", _I)
_SURELY_PHONE = re.compile(r"[+0(]|tel|fon", _I)
_EMAIL = re.compile(r"[\w.+äöüß-]+\s?@\s?[\w-]+(?:\.[\w-]+)+|[\w.+-]+\s?(?:\(at\)|\[at\])\s?[\w.-]+", _I)
_URL = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:de|org|com|net|eu|info|berlin|example|at|ch)(?:/\S*)?$", _I
)
_STREET_WORDS = re.compile(
    r"(?:str(?:\.|asse|aße)?|weg|platz|allee|ring|ufer|damm|gasse|chaussee|steig|pfad|markt|promenade|zeile|stieg|hof|berg|"
    r"graben|park|winkel|wall|twiete|bruecke|brücke|street|road|lane|avenue|square)\b",
    _I,
)
_BRITISH_CODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}")
_WITH_NUMBER = re.compile(r"^[^\d\W][^\d]*\D\s*\d{1,4}\s?[a-z]?(?:\s?[-–/+]\s?\d{0,4}\s?[a-z]?)?\b", _I)
_STREET_AND_TOWN = re.compile(r"[^\W\d].*\d.*[,;\n]\s*(?:D-)?\d{4,5}\s+[^\W\d]")
_NUMBER_AND_TOWN = re.compile(r"[^\W\d]+.*\s\d{1,4}\s?[a-z]?,\s*[A-ZÄÖÜ][a-zäöüß]+")
_HOUSE = re.compile(r"\d{1,4}\s?[a-z]?(?:\s?[-–/+,]\s?\d{0,4}\s?[a-z]?)*", _I)
_CODE = re.compile(r"(?:D[- ])?\d{5}|(?:A|CH)[- ]\d{4}|[1-9]\d{3}")
_CODE_TOWN = re.compile(r"(?:(?:D|A|CH)[- ])?\d{4,5},?\s+[^\W\d].*")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_COUNT = re.compile(r"(?:max\.?|ca\.?|bis)?\s?\d+\s?\w{0,10}", _I)
_POINT = re.compile(r"(?:POINT\s*Z?\s*\(.*\)|\{.*\bPoint\b.*\}|-?\d{1,3}[.,]\d+\s*[,;\s]\s*-?\d{1,3}[.,]\d+)", _I)
_DAYS = re.compile(
    r"\b(?:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun|"
    r"(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|sonnabends?|täglich|werktags|wochentags|wöchentlich|monatlich|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|daily|weekly|monthly)\b",
    _I,
)
_TIME = re.compile(r"\b\d{1,2}(?:[:.]\d{2})?\s*(?:-|–|bis|uhr|h\b|am\b|pm\b)|\b\d{1,2}[:.]\d{2}\b", _I)
_MONEY = re.compile(
    r"€|\beuro?\b|\beur\b|kostenlos|kostenfrei|gratis|frei\b|spende|free\b|^\d+[.,]\d{2}$|gebühr|ermäßig", _I
)
_YES_OR_NO = frozenset(
    [
        "ja",
        "nein",
        "j",
        "n",
        "x",
        "yes",
        "no",
        "y",
        "true",
        "false",
        "wahr",
        "falsch",
        "0",
        "1",
        "unknown",
        "unbekannt",
        "teilweise",
        "limited",
    ]
)
_AGE = re.compile(
    r"(?:u|ü|ab|bis|unter|über)?\s?\d{1,2}\s?(?:-|–|bis|\+|/)?\s?\d{0,2}\s?(?:\+|j\.?|jahren?|jährige?|years?)?(?:\s+alt)?",
    _I,
)
_SEVERAL = re.compile(r"[;\n|•]|,\s*\S+.*,\s*\S|,\s")
_TITLE = r"(?:(?:Frau|Herr|Hr\.|Fr\.|Dr\.|Prof\.|Mr\.?|Ms\.?|Mrs\.?)\s+)+[A-ZÄÖÜ]"
_TWO_NAMES = r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ]?[a-zäöüß]+)?\s+(?:von\s+|zu\s+|de\s+)?[A-ZÄÖÜ][\w-]+"
_PERSON = re.compile(f"{_TITLE}|{_TWO_NAMES}")
_DATE = re.compile(
    r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}|\d{4}-\d{2}(?:-\d{2})?|\d{1,2}/\d{4}|(?:19|20)\d{2}|\d{1,2}\.?\s+[A-Za-zä]+\s+\d{4}"
)
_BETWEEN_DATES = re.compile(r"[;,\n]")
_BETWEEN_LANGUAGES = re.compile(r"[;,/]| und ")


def reads(kind: str, text: str) -> bool:
    """Can the text be read as a value of the kind?"""
    try:
        return KINDS[kind].clean(text) is not None
    except ValueProblem:
        return False


def is_phone(text: str) -> bool:
    """Digits of a phone number and little else; a bare postal code or a date is none."""
    digits = sum(char.isdigit() for char in text)
    if digits < 5 or _DATE.fullmatch(text) or not _PHONE.search(text):
        return False
    rest = _PHONE_WORDS.sub("", _PHONE.sub("", text))
    return not (digits == 5 and text.isdigit()) and sum(char.isalpha() for char in rest) <= max(6, digits // 2)


def is_url(text: str) -> bool:
    return bool(_URL.search(text)) and not re.fullmatch(r"\S+@\S+", text)


def is_contact(text: str) -> bool:
    return is_phone(text) or bool(_EMAIL.search(text) or _URL.search(text)) or "tel" in text.lower()


def is_street(text: str) -> bool:
    """A street with or without a number, without a postal code."""
    if (
        re.search(r"\d{5}", text)
        or _BRITISH_CODE.fullmatch(text)
        or len(text) > 60
        or _DAYS.search(text)
        or "@" in text
    ):
        return False
    return bool(_STREET_WORDS.search(text) or (_WITH_NUMBER.match(text) and not _DATE.search(text)))


def is_address(text: str) -> bool:
    """A street with a number and, after it, a postal code or a town: 'Parkaue 25, 10367 Berlin'."""
    return bool(_STREET_AND_TOWN.search(text)) or bool(_NUMBER_AND_TOWN.search(text) and _STREET_WORDS.search(text))


def is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text.replace(" ", "")))


def coordinate(text: str) -> float | None:
    """A number as it stands in a coordinate column, with a decimal comma or point."""
    text = text.strip().replace(" ", "")
    if text.count(".") > 1 and "," not in text:  # 5.712.345 as some programs group digits
        text = text.replace(".", "")
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def is_date(text: str) -> bool:
    parts = [part.strip() for part in _BETWEEN_DATES.split(text) if part.strip()]
    return any(char.isdigit() for char in text) and any(reads("date", part) for part in parts)


def is_label(text: str) -> bool:
    """A name: short, with letters, and nothing else that we know."""
    if not 2 < len(text) <= 160 or "@" in text or is_number(text):
        return False
    return any(char.isalpha() for char in text) and not _URL.match(text)


def are_languages(text: str) -> bool:
    return all(reads("language", part.strip()) for part in _BETWEEN_LANGUAGES.split(text) if part.strip())


def is_town(text: str) -> bool:
    return len(text) < 50 and not any(char.isdigit() for char in text)


def kinds_of(text: str) -> list[str]:
    """Actor kinds that a text names: 'Sportverein' an association and a sports club; [] if it names none."""
    folded = fold(text)
    for entry in load("words")["kinds"]:
        if any(word in folded for word in entry["words"]):
            return list(entry["kinds"])
    return []


def codes_of(field: str, text: str) -> str | None:
    """The code of a fixed list (`codes` in words.yaml) that a text names."""
    folded, said = fold(text), words(text)
    for code, parts in load("words")["codes"][field].items():
        if any(part in said if len(part) <= 2 else part in folded for part in parts):
            return str(code)
    return None


def role_of(relation: str, text: str) -> str | None:
    """The role in a relationship that a word names."""
    folded = fold(text)
    for code, parts in load("words")["roles"][relation].items():
        if any(folded.startswith(part) or (len(part) > 5 and part in folded) for part in parts):
            return str(code)
    return None


TESTS: dict[str, Callable[[str], object]] = {
    "label": is_label,
    "phone": is_phone,
    "phone_sure": lambda text: is_phone(text) and _SURELY_PHONE.match(text),
    "email": _EMAIL.search,
    "url": is_url,
    "contact": is_contact,
    "contact_sure": lambda text: is_contact(text) and (not is_phone(text) or _SURELY_PHONE.match(text)),
    "person": _PERSON.search,
    "date": is_date,
    "period": lambda text: any(char.isdigit() for char in text) and reads("period", text),
    "schedule": lambda text: _DAYS.search(text) or _TIME.search(text),
    "ages": lambda text: _AGE.fullmatch(text.strip()) or ages(text),
    "money": lambda text: _MONEY.search(text) or is_number(text),
    "languages": are_languages,
    "yesno": lambda text: text.strip().lower() in _YES_OR_NO,
    "number": lambda text: is_number(text) or _COUNT.fullmatch(text),
    "street": is_street,
    "house_number": _HOUSE.fullmatch,
    "postal_code": _CODE.fullmatch,
    "postal_city": _CODE_TOWN.fullmatch,
    "address": is_address,
    "several": _SEVERAL.search,
    "point": _POINT.fullmatch,
    "roles": lambda text: len(text) <= 60 and (role_of("MEMBER_OF", text) or role_of("RESPONSIBLE", text)),
    "potentials": lambda text: codes_of("potential.kind", text),
    "formats": lambda text: codes_of("format.format", text),
    "stages": lambda text: codes_of("process.stage", text),
}
