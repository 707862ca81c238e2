"""CSV files of any encoding and separator."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO

import charset_normalizer

from ingest.readers.tables import Limits, Table, table_from_grid
from schema.errors import UnreadableFile

SEPARATORS = ";,\t|"
_SAMPLE_BYTES = 1_000_000
_SAMPLE_ROWS = 60
_LONGEST_CELL = 1_000_000
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What Windows, DOS and old Macs write in German offices, and the letters that tell them apart.
_LEGACY = ("cp1252", "cp850", "mac_roman")
_GERMAN = frozenset("äöüÄÖÜß–„“”’€é§°²")


def read(path: Path, limits: Limits) -> Iterator[Table]:
    """The one table of the file."""
    encoding = _encoding(path)
    _check_text(path, encoding)
    with path.open(encoding=encoding, newline="") as file:
        separator = _separator(file)
        file.seek(0)
        table = table_from_grid(path, None, _grid(path, file, separator), limits)
        if table is not None:
            yield table


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        sample = file.read(_SAMPLE_BYTES)
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    return "utf-8" if _is_utf8(path) else _legacy_encoding(sample)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            for chunk in iter(lambda: file.read(_SAMPLE_BYTES), b""):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _legacy_encoding(sample: bytes) -> str:
    high = bytes(byte for byte in sample if byte >= 0x80)
    scores = {name: sum(char in _GERMAN for char in high.decode(name, "replace")) for name in _LEGACY}
    best = max(_LEGACY, key=lambda name: scores[name])
    if 2 * scores[best] >= len(high):
        return best
    guess = charset_normalizer.from_bytes(sample).best()
    return guess.encoding if guess else best


def _check_text(path: Path, encoding: str) -> None:
    """Refuse bytes that no table holds, before anything of the file is used."""
    row = 1
    try:
        with path.open(encoding=encoding, newline="") as file:
            for chunk in iter(lambda: file.read(_SAMPLE_BYTES), ""):
                if (at := chunk.find("\0")) >= 0:
                    raise _unreadable(
                        path, row + chunk.count("\n", 0, at), "a NUL byte: this is no text file or it is damaged"
                    )
                row += chunk.count("\n")
    except UnicodeError as error:
        raise _unreadable(path, row, f"bytes that are not {encoding}") from error


def _unreadable(path: Path, row: int, why: str) -> UnreadableFile:
    return UnreadableFile(
        f"{path.name}, line {row}: {why}.", hint="save it as CSV UTF-8 again", details={"path": path.name, "row": row}
    )


def _separator(file: IO[str]) -> str:
    """The separator that gives the most columns in the most rows alike."""
    sample = file.read(_SAMPLE_BYTES)
    return max(SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: str, separator: str) -> float:
    try:
        widths = [
            len(row) for row in islice(csv.reader(sample.splitlines(True), delimiter=separator), _SAMPLE_ROWS) if row
        ]
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    width, rows = Counter(widths).most_common(1)[0]
    return 0.0 if width < 2 else rows / len(widths) + min(width, 50) / 100


def _grid(path: Path, file: IO[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(file, delimiter=separator)
    number = 0
    while True:
        number += 1
        try:
            yield number, next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise _unreadable(path, rows.line_num, f"{error}; a quotation mark may be missing") from error
