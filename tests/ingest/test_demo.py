"""The demo town: its files are read by its mappings and hold what the newcomer is promised."""

from __future__ import annotations

import zipfile
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from ingest.mapping import SheetMapping, shipped
from ingest.persons import Persons
from ingest.readers import Table, is_supported, open_tables
from ingest.rows import RowReader
from schema.record import Record

DEMO = Path(__file__).parents[2] / "demo"
FILES = sorted(path for path in DEMO.iterdir() if is_supported(path) and path.suffix != ".txt")
AT_LEAST = {
    "Actor": 60,
    "Offering": 120,
    "Department": 12,
    "Cooperation": 15,
    "Potential": 8,
    "Need": 10,
    "ParticipationFormat": 5,
    "PlanningProcess": 3,
}


def mapping_of(path: Path, table: Table) -> SheetMapping:
    [mapping] = [mapping for mapping in shipped() if mapping.fits(path.name, table.name, table.headings)]
    return mapping


@pytest.fixture(scope="module")
def town() -> dict[str, dict[str, list[Record]]]:
    """Records of the whole town by type and by what they are grouped under."""
    things: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for path in FILES:
        for table in open_tables(path):
            reader = RowReader(mapping_of(path, table), path.name, table.name, Persons, str)
            for row in table.rows:
                for record in reader.read(row.cells, row.number, reader.row_key(row.cells)).records:
                    if record.mention != "refers":
                        things[record.type][record.block].append(record)
    return things


def test_five_spreadsheets_and_two_maps() -> None:
    assert Counter(path.suffix for path in FILES) == {".xlsx": 3, ".csv": 1, ".ods": 1, ".geojson": 2}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_sheet_has_its_mapping(path: Path) -> None:
    assert all(mapping_of(path, table).name.startswith("demo-") for table in open_tables(path))


def content(path: Path) -> bytes:
    if path.suffix not in (".xlsx", ".ods"):
        return path.read_bytes()
    with zipfile.ZipFile(path) as file:
        return b"".join(file.read(name) for name in file.namelist())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_says_that_it_is_fictional(path: Path) -> None:
    assert b"frei erfunden" in content(path)


@pytest.mark.parametrize("kind", AT_LEAST)
def test_the_town_is_large_enough(town: dict[str, dict[str, list[Record]]], kind: str) -> None:
    assert len(town[kind]) >= AT_LEAST[kind]


def test_five_quartiere_two_with_rival_outlines(town: dict[str, dict[str, list[Record]]]) -> None:
    outlines = Counter(str(record.values["name"][0]) for group in town["Quartier"].values() for record in group)
    assert len(outlines) == 5
    assert sorted(outlines.values()) == [1, 1, 1, 2, 2]
    assert len(town["Outline"]) == 7


def test_four_areas(town: dict[str, dict[str, list[Record]]]) -> None:
    assert len(town["AdministrativeArea"]) == 4


def test_contact_persons_stay_private(town: dict[str, dict[str, list[Record]]]) -> None:
    records = [record for groups in town.values() for group in groups.values() for record in group]
    private = [str(name) for record in records for name in record.private.get("contact_persons", ())]
    shown = " | ".join(str(value) for record in records for values in record.values.values() for value in values)
    assert len(private) >= 15
    assert not [name for name in private if name in shown]
