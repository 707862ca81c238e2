"""Files as they come from elsewhere: a bounded reading of the request, safe names, and which of them are lists."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from pathlib import Path, PurePath
from typing import BinaryIO

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from ingest.pipeline import MAPS, SIDE_FILES
from schema.errors import BadRequest, FileTooLarge

PART = 1 << 20
FRAME = 1 << 16  # bytes that the form itself may add to its files
MOST_FILES = 50
LONGEST = 120  # letters of a file name
PATIENCE = 4  # times the bound that is read and thrown away, so that a browser hears the answer


async def uploads_in(request: Request, limit: int) -> list[UploadFile]:
    """The parts named `files` of a multipart request; raises BadRequest, or FileTooLarge past `limit` bytes in total."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise BadRequest("Send the files as multipart/form-data.", hint="Repeat the field `files` for several.")
    try:
        parser = MultiPartParser(
            request.headers, _bounded(request, limit + FRAME), max_files=MOST_FILES, max_fields=MOST_FILES
        )
        form = await parser.parse()
    except MultiPartException as error:
        raise BadRequest(f"The form cannot be read: {error.message}", hint=f"At most {MOST_FILES} files.") from error
    found = [part for part in form.getlist("files") if isinstance(part, UploadFile)]
    if not found:
        raise BadRequest("There is no file in the request.", hint="Send them in the field `files`.")
    return found


async def _bounded(request: Request, limit: int) -> AsyncGenerator[bytes, None]:
    """The body, of which no more than `limit` bytes are kept."""
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= limit:
            yield chunk
        elif size > PATIENCE * limit:
            break
    if size > limit:
        raise too_large(limit)


def too_large(limit: int) -> FileTooLarge:
    return FileTooLarge(f"The files are larger than {limit:,} bytes in total.", hint="Bring them in one after another.")


def keep(folder: Path, name: str, content: BinaryIO, limit: int) -> int:
    """Write a file under a safe name of its own; returns its size, raises FileTooLarge past `limit` bytes."""
    path = _free(folder, safe_name(name))
    with path.open("xb") as out:
        while part := content.read(PART):
            if out.tell() + len(part) > limit:
                raise too_large(limit)
            out.write(part)
        return out.tell()


def safe_name(name: str) -> str:
    """A base name without what a file system or a terminal could stumble over."""
    base = PurePath(re.sub(r"[\x00-\x1f\x7f]", "", name).replace("\\", "/")).name.lstrip(".")
    stem, suffix = PurePath(base).stem, PurePath(base).suffix
    return f"{stem[:LONGEST]}{suffix[:12]}" or "upload"


def _free(folder: Path, name: str) -> Path:
    """A second file of one name gets a number: corrections are kept by name."""
    path, number = folder / name, 2
    while path.exists():
        path, number = folder / f"{Path(name).stem} ({number}){Path(name).suffix}", number + 1
    return path


def listed(folder: Path) -> list[Path]:
    """The files to bring in, maps first as others are recognised by them; parts of a shapefile go with it."""
    files = [path for path in folder.iterdir() if path.is_file()]
    shapes = {path.stem for path in files if path.suffix.lower() == ".shp"}
    lists = [path for path in files if path.suffix.lower() not in SIDE_FILES or path.stem not in shapes]
    return sorted(lists, key=lambda path: (path.suffix.lower() not in MAPS, path.name.lower(), path.name))
