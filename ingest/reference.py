"""Rows of an address list or a population grid on their way to light nodes, many at once.

Such a list has hundreds of thousands of rows, so what a row says is taken out with little ado: streets are brought into
their normal form once per spelling, and coordinates are projected a chunk at a time.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Any

import numpy as np
from pyproj import Transformer
from pyproj.exceptions import ProjError

from graph.geometry import EQUAL_AREA
from graph.store import Row as Node
from ingest.mapping import Reference
from ingest.quality import Problem, shown_value
from ingest.readers import Row
from ingest.spec import Cells, Spec
from schema.errors import MappingError
from schema.values import ValueProblem, parse_address
from schema.values.address import lost_its_zero, normal_street, street_key
from schema.values.house_number import normal_number
from schema.values.point import coordinate

CHUNK = 5_000
MOST_PROBLEMS = 200  # of one kind that are told one by one: a list of 400,000 rows can have as many
DECIMALS = 6
NOTHING = frozenset({"", "-", "–", "null", "NULL", "None", "k. A.", "k.A."})
WGS84 = "EPSG:4326"
_COUNT = re.compile(r"-?\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:[.  ]\d{3})+")


class ReferenceReader:
    """Reads the rows of one sheet. `problems` tells what was wrong, `skipped` how many rows gave no node."""

    def __init__(self, reference: Reference, sheet: str | None) -> None:
        self._reference, self._sheet = reference, sheet
        self.rows = self.imported = self.suppressed = 0
        self.problems: list[Problem] = []
        self._told: Counter[str] = Counter()

    @property
    def skipped(self) -> int:
        return self.rows - self.imported

    def nodes(self, rows: Iterable[Row]) -> Iterator[list[Node]]:
        """Chunks of nodes as `graph.reference` takes them."""
        rows = iter(rows)
        while chunk := list(islice(rows, CHUNK)):
            self.rows += len(chunk)
            found = self._chunk([row for row in chunk if row.aside is None])
            self.imported += len(found)
            yield found
        self._close()

    def _chunk(self, rows: Sequence[Row]) -> list[Node]:
        read = self._address if self._reference.kind == "gazetteer" else self._cell
        taken = [(row, node, at) for row in rows if (node := read(row)) and (at := self._position(row)) is not None]
        nodes = self._projected(taken)
        return [self._placed(node) for node in nodes] if self._reference.kind == "gazetteer" else nodes

    def _address(self, row: Row) -> Node | None:
        fields = {name: _text(spec, row.cells) for name, spec in self._reference.fields.items()}
        street, number = fields["street"], fields.get("number", "")
        code, town = fields.get("postal_code", ""), fields.get("locality", "")
        if "number" not in self._reference.fields:
            try:
                parts = parse_address(street, town or None, code or None)
            except ValueProblem as problem:
                self._bad(row, problem.code, problem.message, "postal_code", code)
                return None
            street, number, code, town = parts.street, parts.number, parts.postal_code, parts.city
        else:
            code = code.zfill(5) if lost_its_zero(code) else code
        name, key = _street(street)
        number = normal_number(number)
        if not key:
            self._bad(row, "address-without-street", "The row names no street, left out.", "street", street)
            return None
        if not number or not any(map(str.isdigit, number)):
            self._bad(row, "address-without-number", "The row has no house number, left out.", "number", number)
            return None
        found: Node = {"street_key": key, "street": name, "number": number, "postal_code": code, "locality": town}
        return found | ({"sheet": self._sheet} if self._sheet else {}) | {"row": row.number}

    def _cell(self, row: Row) -> Node | None:
        text = _text(self._reference.fields["people"], row.cells)
        if _GROUPED.fullmatch(text):
            text = re.sub(r"\D", "", text)
        if not text or text in (".", "/", "x"):
            self.suppressed += 1
            return None
        if not _COUNT.fullmatch(text):
            self._bad(row, "cell-without-count", "This is no number of people, left out.", "people", text)
            return None
        people = float(text.replace(",", "."))
        if people < 0:  # -1 stands for a number that is kept secret
            self.suppressed += 1
            return None
        return {"people": people, "row": row.number} | ({"sheet": self._sheet} if self._sheet else {})

    def _position(self, row: Row) -> tuple[float, float] | None:
        point = self._reference.point
        if "geojson" in point:
            shape = next(iter(point["geojson"].take(row.cells)), None)
            at = _centre(shape)
            if at is None:
                self._bad(row, "point-invalid", "The row has no point, left out.", "geojson", "")
            return at
        texts = [_text(point[name], row.cells) for name in ("lon", "lat")]
        try:
            return _number(texts[0]), _number(texts[1])
        except ValueProblem as problem:
            name = "lon" if not _is_number(texts[0]) else "lat"
            text = texts[0 if name == "lon" else 1]
            self._bad(row, problem.code, f"{problem.message} The row is left out.", name, text)
            return None

    def _projected(self, taken: Sequence[tuple[Row, Node, tuple[float, float]]]) -> list[Node]:
        """The nodes whose positions are on Earth, with `lon`/`lat` for addresses and `x`/`y` (EPSG:3035) for cells."""
        if not taken:
            return []
        system = next(iter(self._reference.point["crs"].take({})), WGS84) if "crs" in self._reference.point else WGS84
        target = WGS84 if self._reference.kind == "gazetteer" else EQUAL_AREA
        given = np.array([at for _, _, at in taken])
        degrees = given if system == WGS84 else _moved(str(system), WGS84, given)
        on_earth = np.isfinite(degrees).all(axis=1) & (np.abs(degrees) <= [180, 90]).all(axis=1) & degrees.any(axis=1)
        placed = degrees if target == WGS84 else given if system == target else _moved(str(system), target, given)
        names = ("lon", "lat") if target == WGS84 else ("x", "y")
        found = []
        for (row, node, _), good, (first, second) in zip(taken, on_earth.tolist(), placed.tolist(), strict=True):
            if good:
                found.append({**node, names[0]: first, names[1]: second})
            else:
                text = "These coordinates are not on Earth, left out."
                self._bad(row, "point-invalid", text, next(iter(self._reference.point)), "")
        return found

    @staticmethod
    def _placed(node: Node) -> Node:
        return node | {"point": f"{_short(node['lon'])} {_short(node['lat'])}"}

    def _bad(self, row: Row, code: str, message: str, field: str, value: str) -> None:
        self._told[code] += 1
        if self._told[code] > MOST_PROBLEMS:
            return
        spec = self._reference.fields.get(field) or self._reference.point.get(field)
        column = spec.columns[0] if spec and spec.columns else None
        shown = shown_value(value, private=False)
        self.problems.append(Problem(code, "error", message, self._sheet, row.number, column, shown))

    def _close(self) -> None:
        for code, count in self._told.items():
            if count > MOST_PROBLEMS:
                text = f"{count - MOST_PROBLEMS:,} further rows have the same problem."
                self.problems.append(Problem(code, "error", text, self._sheet))
        if self.suppressed:
            text = f"Left aside: {self.suppressed:,} cells whose number of people is kept secret or not given."
            self.problems.append(Problem("left-aside", "info", text, self._sheet))


def _text(spec: Spec, cells: Cells) -> str:
    """What a specification takes; the plain case, columns and nothing else, without its machinery."""
    if not (spec.pattern or spec.map or spec.split or spec.format or spec.labels or spec.const):
        if len(spec.columns) == 1:
            cell = cells.get(spec.columns[0])
            return cell if isinstance(cell, str) and cell not in NOTHING else ""
        return spec.join.join(
            cell for name in spec.columns if isinstance(cell := cells.get(name), str) and cell not in NOTHING
        )
    return " ".join(str(part) for part in spec.take(cells)).strip()


@lru_cache(maxsize=100_000)
def _street(text: str) -> tuple[str, str]:
    """The normal form of a street's name and its key."""
    name = normal_street(text)
    return name, street_key(name)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return coordinate(text)


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(coordinate(text))
    except ValueProblem:
        return False


def _centre(shape: Any) -> tuple[float, float] | None:
    """Longitude and latitude of a GeoJSON point; of another shape the middle of its outline's box."""
    if not isinstance(shape, Mapping):
        return None
    found = list(_positions(shape.get("coordinates")))
    if not found:
        return None
    lons, lats = [at[0] for at in found], [at[1] for at in found]
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2


def _positions(coordinates: Any) -> Iterator[tuple[float, float]]:
    if not isinstance(coordinates, list):
        return
    if len(coordinates) >= 2 and all(isinstance(number, int | float) for number in coordinates[:2]):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from _positions(part)


def _moved(source: str, target: str, points: np.ndarray) -> np.ndarray:
    return np.column_stack(_transformer(source, target).transform(points[:, 0], points[:, 1]))


@cache
def _transformer(source: str, target: str) -> Transformer:
    try:
        return Transformer.from_crs(source, target, always_xy=True)
    except ProjError as error:
        raise MappingError(f"The coordinate system {source} is not known.", hint="Write it as EPSG:25833.") from error


def _short(degrees: float) -> str:
    text = f"{degrees:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
