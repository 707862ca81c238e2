"""Bad files and an unreachable store: what is said, which exit code, and that nothing in the store has changed."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.store import Store
from tests.acceptance.cli import Cli
from tests.made import club, write_list

SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
GIGABYTES = 2


def wrong_type(folder: Path) -> Path:
    path = folder / "bad.docx"
    path.write_bytes(b"some words")
    return path


def disguised(folder: Path) -> Path:
    path = folder / "bad.xlsx"
    path.write_bytes(b"%PDF-1.7 not a workbook")
    return path


def broken_zip(folder: Path) -> Path:
    path = folder / "bad.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>" * 500)
    path.write_bytes(path.read_bytes()[:-60])
    return path


def bomb(folder: Path) -> Path:
    """A workbook of two megabytes that holds two gigabytes."""
    path = folder / "bad.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(SHEET)
            for _ in range(GIGABYTES * 64):
                sheet.write(b" " * (1 << 24))
    return path


def empty_sheet(folder: Path) -> Path:
    path = folder / "bad.csv"
    path.write_bytes(b"")
    return path


def missing_column(folder: Path) -> Path:
    cells = {name: value for name, value in club().items() if name != "einrichtung"}
    return write_list(folder, [cells], "bad.json")


def nul_byte(folder: Path) -> Path:
    path = folder / "bad.csv"
    path.write_bytes(b"stadtteile;einrichtung;traeger;angebote\nNord;Haus\x00;Verein;Sport\n")
    return path


def bad_ring(folder: Path) -> Path:
    path = folder / "bezirksregionen-bis-2020.geojson"
    feature = {
        "type": "Feature",
        "properties": {"id": "110101", "name": "Nord"},
        "geometry": {"type": "Polygon", "coordinates": [[[13.5, 52.5], [13.6, 52.5]]]},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return path


CASES = [
    (wrong_type, "unsupported-file"),
    (disguised, "unreadable-file"),
    (broken_zip, "unreadable-file"),
    (bomb, "file-too-large"),
    (empty_sheet, None),
    (missing_column, "unrecognised-sheet"),
    (nul_byte, None),
    (bad_ring, "unreadable-file"),
]


@pytest.fixture(scope="module")
def cli(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cli]:
    home = tmp_path_factory.mktemp("bad")
    cli = Cli(str(home / "store"), home)
    assert cli("ingest", write_list(home, [club()]), "--observed", "2020").code == 0
    yield cli
    with Store.open(cli.store) as store:
        store.stop()


@pytest.mark.parametrize(("make", "code"), CASES, ids=[make.__name__ for make, _ in CASES])
def test_a_bad_file_is_named_and_changes_nothing(
    cli: Cli, tmp_path: Path, make: Callable[[Path], Path], code: str | None
) -> None:
    before = cli("export", "nquads", "--visibility", "network").out
    bad, report = make(tmp_path), tmp_path / "report.json"
    done = cli("ingest", bad, "--observed", "2021", "--report", report)
    (file,) = json.loads(report.read_text())["files"]
    errors = [problem for problem in file["problems"] if problem["severity"] == "error"]
    assert done.code == 1 and bad.name in done.out.decode()
    assert errors and (code is None or errors[0]["code"] == code)
    assert all(len(problem["message"]) > 20 for problem in errors)
    assert cli("export", "nquads", "--visibility", "network").out == before


def test_the_row_of_a_bad_ring_is_named(cli: Cli, tmp_path: Path) -> None:
    done = cli("ingest", bad_ring(tmp_path), "--json")
    problems = done.json["files"][0]["problems"]
    assert done.code == 1 and {problem["row"] for problem in problems} == {1}


def test_the_good_files_of_the_call_still_go_in(cli: Cli, tmp_path: Path) -> None:
    good = write_list(tmp_path / "lists", [club("9", "Treff 9", strasse="Weg 9")], "good.json")
    done = cli("ingest", disguised(tmp_path / "lists"), good, "--json")
    assert (done.code, done.json["created"]) == (1, 1)
    found = cli("cypher", "MATCH (a:Actor {name: 'Treff 9'}) RETURN a.name AS name", "--format", "json")
    assert found.json == [{"name": "Treff 9"}]


def test_a_file_that_is_not_there(cli: Cli, tmp_path: Path) -> None:
    done = cli("ingest", tmp_path / "nothing.csv")
    assert done.code == 2 and "nothing.csv does not exist" in done.err


@pytest.mark.parametrize("command", [("ask", "Welche Schulen gibt es in Fennpfuhl?"), ("export", "turtle"), ("check",)])
def test_an_unreachable_store(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = Cli("bolt://127.0.0.1:9", tmp_path)(*command)
    assert (done.code, done.out) == (2, b"")
    assert "store-unreachable" in done.err and "bolt://127.0.0.1:9" in done.err and "QG_STORE" in done.err
