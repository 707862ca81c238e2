"""What the cells of a column look like: the share of them that are phones, dates, addresses, themes and so on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from functools import cached_property

from ingest.recognition.celltests import TESTS, coordinate, is_town, kinds_of
from ingest.recognition.known import Known, vocabulary_recogniser
from schema.values import legal_form
from schema.values.folding import fold
from schema.vocabulary import load_vocabulary

LOOKED_AT = 120  # distinct cells
LONGEST = 250  # letters of each
POLYGONS = frozenset(("Polygon", "MultiPolygon", "GeometryCollection"))
POINTS = frozenset(("Point",))
# Degrees in and around Europe; metres of UTM, Gauß-Krüger, web maps, and the Swiss, Austrian and British grids.
LATITUDES = (
    (34.0, 72.0),
    (4_800_000.0, 7_500_000.0),
    (2_500_000.0, 3_700_000.0),
    (1_050_000.0, 1_310_000.0),
    (20_000.0, 700_000.0),
)
LONGITUDES = ((-12.0, 33.0), (100_000.0, 2_100_000.0), (2_400_000.0, 5_700_000.0), (32_200_000.0, 33_900_000.0))
ROW_DIGITS = 5  # of a row's number at most
FEW = 12  # cells: too few to tell a column that repeats itself from one that does not
_SEVERAL = re.compile(r"[;,/\n]")


class Column:
    """A column's heading and cells. `cells` are texts (or GeoJSON objects) in order, empty ones left out."""

    def __init__(self, heading: str, cells: Sequence[object], rows: int, known: Known) -> None:
        self.heading, self.rows, self.known = heading, rows, known
        self.cells = cells
        self.label = ""  # what its ticks or times stand for, in a table of them (matrix.py)
        self._shares: dict[str, float] = {}

    @cached_property
    def texts(self) -> list[str]:
        """Distinct texts, at most LOOKED_AT of them, from all over the column."""
        distinct = list(dict.fromkeys(str(cell).strip()[:LONGEST] for cell in self.cells if not isinstance(cell, dict)))
        step = max(1, len(distinct) // LOOKED_AT)
        return distinct[::step][:LOOKED_AT]

    @property
    def filled(self) -> float:
        """Share of the rows that fill this column."""
        return len(self.cells) / self.rows if self.rows else 0.0

    @cached_property
    def distinct(self) -> float:
        """Distinct cells as a share of the filled ones; 1.0 where no two are alike."""
        return len({str(cell).strip() for cell in self.cells}) / len(self.cells) if self.cells else 0.0

    @property
    def repeats(self) -> bool:
        """Do the cells come again and again, or are they too few to tell?"""
        return self.distinct < 0.6 or len(self.cells) < FEW

    @cached_property
    def length(self) -> float:
        """Mean length of the looked-at texts."""
        return sum(map(len, self.texts)) / len(self.texts) if self.texts else 0.0

    def share(self, looks: str) -> float:
        """Share of the looked-at cells that look like it (a key of LOOKS or TESTS)."""
        if looks not in self._shares:
            self._shares[looks] = LOOKS[looks](self) if looks in LOOKS else self.part(TESTS[looks])
        return self._shares[looks]

    def part(self, test: Callable[[str], object]) -> float:
        """Share of the looked-at texts that pass a test."""
        return sum(bool(test(text)) for text in self.texts) / len(self.texts) if self.texts else 0.0

    def knows(self, level: str = "") -> float:
        """Share of the cells that name known areas (of the level, where one is given)."""

        def named(text: str) -> bool:
            levels = self.known.levels(text.strip())
            return level in levels if level else bool(levels)

        return self.part(named)


def is_running(column: Column) -> bool:
    """1, 2, 3 … down the sheet: a row number, which names nothing for ever. "04110123" is somebody's code."""
    numbers = [int(str(cell)) for cell in column.cells if str(cell).isdigit() and len(str(cell)) <= ROW_DIGITS]
    return len(numbers) == len(column.cells) > 1 and all(b - a == 1 for a, b in itertools.pairwise(numbers))


def has_legal_forms(column: Column) -> float:
    """Share of names with a legal form: organisations, not persons or rooms."""
    return column.part(lambda text: legal_form(text)[1])


def sector_labels() -> dict[str, str]:
    """Label (de and en) of a sector -> its id."""
    return {label: concept.id for concept in load_vocabulary().of_kind("Sector") for label in concept.labels.values()}


def _between(column: Column, ranges: Sequence[tuple[float, float]]) -> float:
    def fits(text: str, low: float, high: float) -> bool:
        value = coordinate(text)
        return value is not None and low <= value <= high and (abs(value) > 1000 or value != int(value))

    return max(column.part(lambda text, low=low, high=high: fits(text, low, high)) for low, high in ranges)  # type: ignore[misc]


def _concepts(kind: str) -> Callable[[Column], float]:
    def share(column: Column) -> float:
        recognise = vocabulary_recogniser().recognise
        return column.part(lambda text: any(match.kind == kind for match in recognise(text)))

    return share


def _area(column: Column) -> float:
    """Names of known areas count fully; of others, short texts that come again and again."""
    known = column.part(lambda text: any(column.known.levels(part.strip()) for part in _SEVERAL.split(text)))
    plain = column.part(lambda text: 2 < len(text) <= 45 and not any(map(str.isdigit, text)) and "@" not in text)
    return max(known, 0.6 * plain * (1.0 if column.repeats else 0.5))


def _key(column: Column) -> float:
    if not column.cells or column.filled < 0.95:
        return 0.0
    tidy = column.part(lambda text: len(text) <= 40 and not re.search(r"\s\S+\s", text))
    return tidy if column.distinct >= 0.995 else 0.3 * tidy


def _sectors(column: Column) -> float:
    folded = {fold(label) for label in sector_labels()}
    return column.part(lambda text: any(fold(part.strip()) in folded for part in _SEVERAL.split(text)))


def _geometry(column: Column, shapes: frozenset[str]) -> float:
    cells = column.cells[:LOOKED_AT]
    return sum(isinstance(cell, dict) and cell.get("type") in shapes for cell in cells) / len(cells) if cells else 0.0


LOOKS: dict[str, Callable[[Column], float]] = {
    "any": lambda column: 1.0,
    "key": _key,
    "prose": lambda column: 1.0 if column.length > 25 else 0.6,
    "themes": _concepts("Theme"),
    "groups": _concepts("TargetGroup"),
    "town": lambda column: column.part(is_town) * (1.0 if column.repeats else 0.6),
    "lat": lambda column: _between(column, LATITUDES),
    "lon": lambda column: _between(column, LONGITUDES),
    "point": lambda column: max(column.part(TESTS["point"]), _geometry(column, POINTS)),
    "polygon": lambda column: _geometry(column, POLYGONS),
    "area": _area,
    "list": lambda column: max(column.share("several"), 0.35 if column.length > 12 else 0.0),
    "kinds": lambda column: column.part(kinds_of) * (1.0 if column.repeats else 0.4),
    "sectors": _sectors,
}
