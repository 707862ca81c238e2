"""Files that cannot be used: each says what is wrong, where, and what to do, and none costs much memory."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.readers import Limits, is_supported, open_tables
from schema.errors import FileTooLarge, InputError, UnreadableFile, UnsupportedFile
from tests.ingest.made_files import as_json, bomb, lie_about_size, ods, ods_row, text, xlsx

Maker = Callable[[Path], Path]
FULL = [["a", "b"], [1, 2]]


def cut(path: Path) -> Path:
    whole = xlsx(path / "a.xlsx", {"A": FULL}).read_bytes()
    (path / "a.xlsx").write_bytes(whole[: len(whole) // 2])
    return path / "a.xlsx"


def damaged(path: Path) -> Path:
    file = xlsx(path / "a.xlsx", {"A": FULL})
    with zipfile.ZipFile(file) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    entries["xl/worksheets/sheet1.xml"] = entries["xl/worksheets/sheet1.xml"][:-40]
    with zipfile.ZipFile(file, "w") as new:
        for name, content in entries.items():
            new.writestr(name, content)
    return file


def document(path: Path) -> Path:
    with zipfile.ZipFile(path / "a.xlsx", "w") as file:
        file.writestr("word/document.xml", "<document/>")
    return path / "a.xlsx"


def raw(name: str, content: bytes) -> Maker:
    def make(path: Path) -> Path:
        (path / name).write_bytes(content)
        return path / name

    return make


BAD: dict[str, tuple[Maker, type[InputError], str]] = {
    "missing": (lambda path: path / "a.xlsx", UnreadableFile, "does not exist"),
    "a folder": (lambda path: path, UnreadableFile, "is a folder"),
    "no bytes": (raw("a.csv", b""), UnreadableFile, "is empty"),
    "unknown type": (raw("a.pdf", b"%PDF"), UnsupportedFile, "save it as .xlsx"),
    "pdf named xlsx": (raw("a.xlsx", b"%PDF-1.4"), UnreadableFile, "another type"),
    "password": (raw("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."), UnreadableFile, "without a password"),
    "half a zip": (cut, UnreadableFile, "save it as .xlsx again"),
    "a document": (document, UnreadableFile, "no xl/workbook.xml"),
    "damaged sheet": (damaged, UnreadableFile, "damaged"),
    "empty sheet": (lambda path: xlsx(path / "a.xlsx", {"A": []}), UnreadableFile, "every sheet is empty"),
    "empty csv rows": (lambda path: text(path / "a.csv", "\n\n;;\n"), UnreadableFile, "every sheet is empty"),
    "empty list": (lambda path: as_json(path / "a.json", []), UnreadableFile, "every sheet is empty"),
    "nul byte": (raw("a.csv", b"a;b\n1;2\n3;\x004\n"), UnreadableFile, "line 3: a NUL byte"),
    "open quotation": (lambda path: text(path / "a.csv", 'a;b\n1;"' + "x" * 1_100_000), UnreadableFile, "quotation"),
    "no json": (lambda path: text(path / "a.json", '[{"a": 1},\n{]'), UnreadableFile, "line 2, column 2"),
    "no list": (lambda path: as_json(path / "a.json", {"a": 1}), UnreadableFile, "no list of rows"),
    "no object": (lambda path: as_json(path / "a.json", [{"a": 1}, 2]), UnreadableFile, "row 2 is no object"),
    "json in latin": (raw("a.json", '["ä"]'.encode("cp1252")), UnreadableFile, "save it as UTF-8"),
    "deep json": (lambda path: text(path / "a.json", "[" * 200_000), UnreadableFile, "too deeply"),
    "encrypted ods": (
        lambda path: ods(path / "a.ods", {"A": ods_row("a", "b")}, "<m:encryption-data/>"), UnreadableFile, "password",
    ),
    "broken ods": (lambda path: ods(path / "a.ods", {"A": "<table:table-row>"}), UnreadableFile, "content is damaged"),
}  # fmt: skip


def read(path: Path, limits: Limits | None = None) -> int:
    return sum(1 for table in open_tables(path, limits=limits) for _ in table.rows)


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, case: str) -> None:
    make, kind, message = BAD[case]
    path = make(tmp_path)
    with pytest.raises(kind, match=message) as error:
        read(path)
    assert path.name in error.value.message
    assert error.value.hint or case in ("no json",)
    assert str(tmp_path) not in str(error.value)


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(rows=2), "row 3: more than 2 rows"),
        (Limits(columns=1), "row 1: more than"),
        (Limits(file_bytes=10), "bytes; at most 10"),
        (Limits(unpacked_bytes=1000), "unpacks to"),
    ],
)
def test_bounds(tmp_path: Path, limits: Limits, message: str) -> None:
    with pytest.raises(FileTooLarge, match=message):
        read(xlsx(tmp_path / "a.xlsx", {"A": [["a", "b"], [1, 2], [3, 4]]}), limits)


def test_a_sheet_of_endlessly_repeated_rows(tmp_path: Path) -> None:
    repeated = ods_row("x", "y").replace(
        "<table:table-row>", '<table:table-row table:number-rows-repeated="900000000">'
    )
    path = ods(tmp_path / "a.ods", {"A": ods_row("a", "b") + repeated})
    with pytest.raises(FileTooLarge, match="more than 1,000 rows"):
        read(path, Limits(rows=1000))


def test_what_unpacks_to_two_gigabytes_is_refused_at_once(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", 2_000)
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(FileTooLarge, match="unpacks to"):
        read(path)
    assert time.perf_counter() - began < 1
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_zip_directory_that_lies_about_sizes(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"A": [["a", "b"], *([["x" * 50, "y"]] * 2000)]})
    lie_about_size(path, "xl/worksheets/sheet1.xml", 500)
    with pytest.raises(UnreadableFile, match=r"a\.xlsx"):
        read(path)


def test_entities_that_grow_without_end_are_refused(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", {"A": ods_row("a", "&i;")})
    with zipfile.ZipFile(path) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    grow = "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    content = f'<!DOCTYPE x [<!ENTITY a "{"x" * 100}">{grow}]>'.encode() + entries["content.xml"]
    with zipfile.ZipFile(path, "w") as new_file:
        for name, old_content in (entries | {"content.xml": content}).items():
            new_file.writestr(name, old_content)
    with pytest.raises(UnreadableFile, match="damaged"):
        read(path)


def test_endings_in_capitals_are_known() -> None:
    assert is_supported(Path("Liste.XLSX"))
    assert not is_supported(Path("Liste.xls"))
