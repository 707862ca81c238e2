"""Postal addresses: 'Sewanstraße 235, 10319 Berlin' as one line, `Address` as its parts."""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz import fuzz

from schema.values.base import Kind, Scalar, ValueProblem, settle, squeeze
from schema.values.folding import fold

_CITY_CELL = re.compile(r"(?:(?:D|A|AT|CH)[- ])?(\d{5}|\d{4}(?=\s+[^\W\d]))(?:\s+(.+))?")
_TAIL = re.compile(r"^(.*?)(?:[,;\s]+(?:D[- ])?(\d{5})(?:\s+(.*))?|[,;]\s*(?:(?:A|AT|CH)[- ])?(\d{4})\s+([^\W\d].*))$")
_ABROAD = re.compile(r"(?:A|AT|CH|LI)[- ]?(\d{4})")
# Where German codes begin with a zero: a number between these has lost it. Other four digits are Austrian or Swiss.
_ZEROED = (
    (1067, 1945),
    (1968, 1998),
    (2625, 2999),
    (3042, 3253),
    (4103, 4936),
    (6108, 6928),
    (7318, 7989),
    (8056, 8648),
    (9111, 9669),
)
_UNIT = r"\d+\s?[a-zA-Z]?(?![^\W\d_])"
_NUMBER = re.compile(
    rf"^(?P<street>.*?[^\W\d_].*?)[\s.,]*?(?<!\d)(?P<number>{_UNIT}(?:\s?[-–/+]\s?(?:{_UNIT}|[a-zA-Z]\b))*)(?P<rest>[\s,].*)?$"
)
_MISSPELT = re.compile(r"\b(St)arße\b|\b(St)rrasse\b", re.IGNORECASE)
_SHORT = re.compile(r"(?<=[^\W\d_])str\.?(?=\s|$|\d)|\bStr\.?(?=\s|$|\d)", re.IGNORECASE)
_STRASSE = re.compile(r"(?i)strasse$|stra(?:ß|ss)e\.$")


class Address(NamedTuple):
    """Parts of an address in their normal form; empty where not given. `extra`: 'Haus 8A', 'Raum 1.04'."""

    street: str = ""
    number: str = ""
    postal_code: str = ""
    city: str = ""
    extra: str = ""

    def line(self) -> str:
        """'Buchberger Straße 4-12, Haus 8A, 10365 Berlin'."""
        street = " ".join(part for part in (self.street, self.number) if part)
        city = " ".join(part for part in (self.postal_code, self.city) if part)
        return ", ".join(part for part in (street, self.extra, city) if part)


def parse_address(street: object, city: object = None, postal_code: object = None) -> Address:
    """Parts from a street cell and, where there are such, cells with 'PLZ Ort', PLZ or Ort."""
    street_text, code, town = _take_city(squeeze(street).strip(" ,;."))
    cell = _CITY_CELL.fullmatch(squeeze(city))
    if cell:
        code, town = cell[1], cell[2] or town
    elif squeeze(city):
        town = squeeze(city)
    code = _postal_code(postal_code) or code
    name, number, extra = _split_number(street_text)
    return Address(normal_street(name), number, code, (town or "").strip(" ,"), extra)


def _postal_code(raw: object) -> str:
    text = squeeze(raw).removesuffix(".0")
    if not text:
        return ""
    if abroad := _ABROAD.fullmatch(text):
        return abroad[1]
    if re.fullmatch(r"[1-9]\d{3}", text):
        return text.zfill(5) if lost_its_zero(text) else text
    if not re.fullmatch(r"\d{5}", text):
        raise ValueProblem(
            "postal-code-invalid", "A German postal code has five digits, an Austrian or Swiss one four."
        )
    return text


def lost_its_zero(code: str) -> bool:
    """May these four digits be a German code that a spreadsheet took for a number: "1067" for "01067"?"""
    return code.isdigit() and len(code) == 4 and any(low <= int(code) <= high for low, high in _ZEROED)


def _take_city(text: str) -> tuple[str, str, str]:
    if match := _CITY_CELL.fullmatch(text):
        return "", match[1], match[2] or ""
    if match := _TAIL.match(text):
        return match[1].strip(" ,"), match[2] or match[4], match[3] or match[5] or ""
    return text, "", ""


def _split_number(text: str) -> tuple[str, str, str]:
    match = _NUMBER.match(text)
    if match is None:
        return text.strip(" ,;"), "", ""
    number = re.sub(r"\s*([-–/+])\s*", lambda sign: sign[1].replace("–", "-"), match["number"])
    number = re.sub(r"(?<=\d)\s+(?=[a-zA-Z])", "", number)
    return match["street"], number.strip(), (match["rest"] or "").strip(" ,;")


def normal_street(street: str) -> str:
    """'Josef – Orlopp – Str.' becomes 'Josef-Orlopp-Straße'; 'Sewanstr.' becomes 'Sewanstraße'."""
    text = re.sub(r"(?<=\w)\s*[-–]\s*(?=\w)", "-", squeeze(street)).strip(" ,;")
    text = _MISSPELT.sub(lambda match: f"{match[1] or match[2]}raße", text)
    text = _SHORT.sub(lambda match: "Straße" if match.group()[0] == "S" else "straße", text)
    return _STRASSE.sub(lambda match: "Straße" if match.group()[0] == "S" else "straße", text).strip(" ,;.")


def street_key(street: str) -> str:
    """A street folded for comparison: 'sewanstr' for 'Sewanstraße', 'Sewanstr.' and 'Sewan-Strasse'."""
    key = re.sub(r"[^a-z0-9]", "", fold(normal_street(street)))
    return re.sub(r"strasse(?=$)", "str", key)


def address_key(street: str, number: str = "", postal_code: str = "") -> str:
    """What two spellings of one address share: 'sewanstr|235|10319'. Empty without a street."""
    key = street_key(street)
    return f"{key}|{number.casefold().replace(' ', '')}|{postal_code}" if key else ""


def clean(raw: object) -> str | None:
    """One line of normal form."""
    text = re.sub(r"\s*\n\s*", ", ", str(raw or "").strip())
    return settle(lambda line: parse_address(line).line(), text) or None


def compare(left: Scalar, right: Scalar) -> float:
    """1.0 for the same key; 0.6 for the same street with another number; else likeness of the lines."""
    first, second = parse_address(left), parse_address(right)
    if address_key(*first[:3]) == address_key(*second[:3]):
        return 1.0
    if first.postal_code and second.postal_code and first.postal_code != second.postal_code:
        return 0.0
    likeness = fuzz.ratio(street_key(first.street), street_key(second.street)) / 100
    if first.number.casefold() == second.number.casefold():
        return min(likeness, 0.95)
    return 0.6 * likeness


KIND = Kind("address", clean, compare)
