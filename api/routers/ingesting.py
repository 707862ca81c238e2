"""Files in, for editors only."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePath
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, UploadFile

from api.access import Open, needs_editor
from api.commands import date
from ingest.options import Options
from ingest.pipeline import ingest
from schema.errors import FileTooLarge

router = APIRouter(prefix="/api", tags=["ingest"])
PART = 1 << 20


@router.post("/ingest", dependencies=[Depends(needs_editor)])
def post_ingest(
    service: Open,
    files: Annotated[list[UploadFile], File()],
    source: Annotated[str | None, Form()] = None,
    observed: Annotated[str | None, Form()] = None,
    dry_run: Annotated[bool, Form()] = False,
    allow_vanished: Annotated[bool, Form()] = False,
    accept_drift: Annotated[bool, Form()] = False,
    recognise: Annotated[bool, Form()] = False,
) -> dict[str, Any]:
    """Bring uploaded files in; the report as `ingest --report` writes it. `recognise` does without the shipped mappings."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [_keep(upload, Path(folder) / str(n), service.settings.upload_bytes) for n, upload in enumerate(files)]
        options = Options(source, date(observed), None, dry_run, allow_vanished, accept_drift, shipped=not recognise)
        report = ingest(service.store, service.keys, paths, options).to_json()
    for file in report["files"]:
        file["path"] = PurePath(file["path"]).name
    return report


def _keep(upload: UploadFile, folder: Path, limit: int) -> Path:
    """Write an upload to disk under its own base name, refusing it past the bound."""
    folder.mkdir()
    path = folder / (PurePath((upload.filename or "upload").replace("\\", "/")).name or "upload")
    with path.open("wb") as out:
        while part := upload.file.read(PART):
            if out.tell() + len(part) > limit:
                raise FileTooLarge(f"{path.name} is larger than {limit:,} bytes.", hint="Split it into several files.")
            out.write(part)
    upload.file.close()
    return path
