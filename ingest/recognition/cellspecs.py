"""Cell specifications (as a mapping has them) for columns, from what stands in their cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ingest.recognition.celltests import codes_of, kinds_of, role_of
from ingest.recognition.contents import Column, sector_labels
from ingest.recognition.headings import load
from schema.values.folding import words

SEPARATORS = (";", "\n", "|", "•", ",", " / ")
OFTEN = 0.08  # share of cells from which a separator is one
PHONE = r"(\+?\(?0?\d[\d\s()/.\-–]{5,}\d)"
EMAIL = r"([\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
URL = r"((?:https?://|www\.)[^\s,;]+)"
# An address in a cell of contacts: the group's own stands before its contact persons'; "c/o" somebody is that person's home.
_OWN = r"(?s)\A(?:(?!c/o\b|\bAnsprech|\bbei\s+(?:Frau|Herrn)\b).)*?"
STREET = (
    _OWN
    + r"(?:^|[\n,;]\s*)([^\W\d][^\n,;]*?\s\d{1,4}\s?[a-zA-Z]?(?:\s?[-–/]\s?\d+\s?[a-zA-Z]?)?)\s*[,;\n]\s*(?:D-)?\d{5}"
)
TOWN = _OWN + r"((?:D-)?\d{5}\s+[^\n,;(]+)"
YEAR = r"(?:(?:\d{1,2}\.)?\d{1,2}[./])?\d{4}"
GERMANY = "49"


def separators(column: Column, among: Sequence[str] = SEPARATORS) -> list[str]:
    """What separates several things in a cell of this column; [] where each cell holds one."""
    found = [mark for mark in among if _often(column, mark)]
    strong = [mark for mark in found if mark not in (",", " / ")]
    return strong or found[:1]


def _often(column: Column, mark: str) -> bool:
    return column.part(lambda text: mark in text) >= OFTEN


def split(column: Column, among: Sequence[str] = SEPARATORS) -> Any:
    """The column, split where its cells hold several things."""
    marks = separators(column, among)
    return {"column": column.heading, "split": marks} if marks else column.heading


def texts(columns: Sequence[Column], join: str = " ") -> Any:
    """One column's heading, or several joined."""
    if len(columns) == 1:
        return columns[0].heading
    return {"columns": [column.heading for column in columns], "join": join}


def kinds(column: Column, default: list[str]) -> dict[str, Any]:
    """A column of kinds, each text with the codes it names."""
    mapped = {text: _one(found) for text in _distinct(column) if (found := kinds_of(text))}
    return {
        "column": column.heading,
        "map": mapped | {"*": _one(default or ["other"])},
        "default": _one(default or ["other"]),
    }


def codes(column: Column, field: str) -> dict[str, Any]:
    """A column of a fixed list's words, each with its code."""
    mapped = {text: code for text in _distinct(column) if (code := codes_of(field, text))}
    return {
        "column": column.heading,
        "map": mapped | ({"*": "other"} if "other" in load("words")["codes"][field] else {}),
    }


def roles(column: Column, relation: str) -> dict[str, Any]:
    """A column of roles in a relationship; what names none is plain membership."""
    mapped = {text: role for text in _distinct(column) if (role := role_of(relation, text))}
    return {"column": column.heading, "map": mapped} | ({"default": "member"} if relation == "MEMBER_OF" else {})


def sectors(column: Column) -> dict[str, Any]:
    """A column of departments' sectors."""
    labels = dict(sorted(sector_labels().items()))
    return {"column": column.heading, "split": separators(column) or [";"], "map": labels}


def area_code(phones: Sequence[Column], towns: Sequence[Column]) -> str | None:
    """The town's dialling code: where numbers have one, what most of them share, else that of the list's one town."""
    found: Counter[str] = Counter()
    said = re.search(r"vorwahl\W*(0\d{2,4})\b", " ".join(column.heading for column in phones), re.IGNORECASE)
    if said:
        return said[1]
    for column in phones:
        for text in column.texts:
            match = re.match(r"\D{0,12}(?:\+49\s?\(?0?\)?|\(?0)\s?([2-9]\d{1,4})\)?[\s/\-–)]", text)
            if match:
                found["0" + match[1]] += 1
    code, count = found.most_common(1)[0] if found else ("", 0)
    if count >= 3 and count >= 0.6 * sum(found.values()):
        return code
    return _code_of_town(towns) if phones else None


def _code_of_town(columns: Sequence[Column]) -> str | None:
    from phonenumbers.geodata import GEOCODE_DATA  # half a second and 60 MB: only where it is needed

    named: Counter[str] = Counter()
    for column in columns:
        for cell in column.cells:
            town = re.sub(r"^(?:.*,)?\s*(?:D-)?\d{5}\s+", "", str(cell)).strip()
            named.update([town] if town and not any(map(str.isdigit, town)) else [])
    if not named or named.most_common(1)[0][1] < 0.8 * sum(named.values()):
        return None
    town = named.most_common(1)[0][0]
    codes = [prefix for prefix, names in GEOCODE_DATA.items() if prefix.startswith(GERMANY) and town in names.values()]
    return f"0{min(codes, key=len).removeprefix(GERMANY)}" if codes else None


def level(heading: str) -> str:
    """The level of the areas that a heading names: "Ortsteile" of level Ortsteil; '' if it says none."""
    said = " ".join(words(heading))
    for name, parts in load("words")["levels"].items():
        if any(part in said for part in parts):
            return str(name)
    return ""


def _distinct(column: Column) -> list[str]:
    return sorted({str(cell).strip() for cell in column.cells if str(cell).strip() and len(str(cell)) <= 80})[:400]


def _one(values: list[str]) -> Any:
    return values[0] if len(values) == 1 else values
