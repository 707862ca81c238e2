"""Crosswalks and carried figures at the doors: dates checked, figures read from CSV, results as rows."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from api.commands import date
from api.service import Service
from graph.vintages import Carried, Crosswalk, crosswalk_of
from graph.vintages.words import limits
from schema.errors import BadRequest, FileTooLarge, UnreadableFile
from schema.values import KINDS, ValueProblem
from schema.values.base import squeeze

DIGITS = 6
MOST_ROWS = 100_000


def crosswalk(service: Service, level: str, on: str, to_level: str | None, to_on: str, method: str | None) -> Crosswalk:
    """The crosswalk between two cuts; raises BadRequest for what is no date, NotFound where no areas held."""
    first, second = date(on), date(to_on)
    if not first or not second:
        raise BadRequest("A crosswalk needs two dates.", hint="Write 2026-03-05, 2026-03 or 2026.")
    return crosswalk_of(service.store, level, first, to_level or level, second, method)


def crosswalk_rows(found: Crosswalk) -> list[dict[str, Any]]:
    """A row for each tie, by the codes of both."""
    return [
        {
            "from_code": tie.source.code,
            "from_name": tie.source.name,
            "to_code": tie.target.code,
            "to_name": tie.target.name,
            "part": round(tie.part, DIGITS),
            "part_of_target": round(tie.part_of_target, DIGITS),
        }
        for tie in found.ties
    ]


def shown_crosswalk(found: Crosswalk) -> dict[str, Any]:
    return {
        "method": found.method,
        "meaning": limits("counts", found.method),
        "rows": crosswalk_rows(found),
        "outside": {code: round(part, DIGITS) for code, part in found.outside.items()},
        "by_ground": found.by_ground,
    }


def carried_rows(carried: Carried) -> list[dict[str, Any]]:
    """A row for each target: code, name, value (empty where nothing is known), known."""
    return [asdict(value) for value in carried.values]


def figures_of(path: Path) -> dict[str, float]:
    """Figures by code from a CSV file with the columns code and value: commas and 1234.5, or semicolons and 1.234,5.

    Raises UnreadableFile, which names row and column of the first cell that is no number.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{path.name} cannot be read as UTF-8 text.", hint="Save it as CSV (UTF-8).") from error
    found: dict[str, float] = {}
    for number, cells in _rows(path.name, text):
        code, value = squeeze(cells["code"]), squeeze(cells["value"])
        if not code or not value:
            continue
        if code in found:
            raise UnreadableFile(
                f"{path.name}, row {number}: {code} stands there twice.", hint="One row for each code."
            )
        found[code] = _number(value, ";" in text.partition("\n")[0], f"{path.name}, row {number}, column value")
    if len(found) > MOST_ROWS:
        raise FileTooLarge(f"{path.name} has more than {MOST_ROWS:,} rows.")
    return found


def _rows(name: str, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    head = text.partition("\n")[0]
    reader = csv.DictReader(text.splitlines(), delimiter=";" if ";" in head else ",")
    columns = {(heading or "").strip().casefold(): heading for heading in reader.fieldnames or ()}
    if not {"code", "value"} <= columns.keys():
        raise UnreadableFile(f"{name} has no columns code and value.", hint="Head the columns with code and value.")
    for cells in reader:
        yield reader.line_num, {key: cells[columns[key]] or "" for key in ("code", "value")}


def _number(text: str, german: bool, where: str) -> float:
    """A point parts thousands only in a German list, and never behind a lone zero: 0.125 is an eighth everywhere."""
    try:
        number = float(text) if not german or text.lstrip("+-").startswith("0.") else KINDS["number"].clean(text)
    except (ValueError, ValueProblem) as problem:
        raise UnreadableFile(f"{where}: {text!r} is no number.", hint="Correct the cell.") from problem
    if not isinstance(number, float) or not math.isfinite(number):
        raise UnreadableFile(f"{where}: {text!r} is no number.", hint="Correct the cell.")
    return number
