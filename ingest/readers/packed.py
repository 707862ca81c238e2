"""Zip containers (XLSX, ODS): opened only if they unpack to something bearable."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.readers.tables import Limits
from schema.errors import FileTooLarge, UnreadableFile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_ENTRIES = 10_000


@contextmanager
def open_zip(path: Path, limits: Limits, kind: str, needed: str) -> Iterator[zipfile.ZipFile]:
    """The opened container. `needed` is the entry without which it is no `kind` file.

    The sizes come from the zip directory. A directory that lies does not help: zipfile never unpacks more of an
    entry than the directory says, and then its checksum is wrong.
    """
    _check_head(path, kind)
    try:
        with zipfile.ZipFile(path) as container:
            _check_entries(path, container, limits, kind, needed)
            yield container
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise broken(path, kind, str(error)) from error


def broken(path: Path, kind: str, why: str) -> UnreadableFile:
    """The error for a file that is not what its name says."""
    return UnreadableFile(
        f"{path.name} is not a readable {kind} file: {why}.",
        hint=f"open it in a spreadsheet program and save it as {kind} again",
        details={"path": path.name},
    )


def _check_head(path: Path, kind: str) -> None:
    with path.open("rb") as file:
        head = file.read(8)
    if head == _OLE:
        raise UnreadableFile(
            f"{path.name} is protected by a password or an old .xls file.",
            hint=f"save it as {kind} without a password",
            details={"path": path.name},
        )
    if not head.startswith(b"PK"):
        raise broken(path, kind, "its content is of another type")


def _check_entries(path: Path, container: zipfile.ZipFile, limits: Limits, kind: str, needed: str) -> None:
    entries = container.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_bytes or len(entries) > _MOST_ENTRIES:
        raise FileTooLarge(
            f"{path.name} unpacks to {unpacked:,} bytes; at most {limits.unpacked_bytes:,} are read.",
            hint="split it into several files, or remove formatting from empty rows and columns",
            details={"path": path.name, "bytes": unpacked},
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFile(f"{path.name} is protected by a password.", hint="save it without a password",
                             details={"path": path.name})  # fmt: skip
    if needed not in container.namelist():
        raise broken(path, kind, f"it has no {needed}")
