"""Writing, for editors only: files in, near cases judged."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePath
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, UploadFile
from pydantic import BaseModel

from api.access import Open, needs_editor, needs_network
from api.commands import date, judge, merges, undo
from ingest.pipeline import Options, ingest
from schema.errors import FileTooLarge

router = APIRouter(prefix="/api", tags=["ingest"])
PART = 1 << 20


class Judgement(BaseModel):
    """Two ids (or one candidate's id) and what they are to each other."""

    pair: list[str]
    reason: str = ""


@router.post("/ingest", dependencies=[Depends(needs_editor)])
def post_ingest(
    service: Open,
    files: Annotated[list[UploadFile], File()],
    source: Annotated[str | None, Form()] = None,
    observed: Annotated[str | None, Form()] = None,
    dry_run: Annotated[bool, Form()] = False,
    allow_vanished: Annotated[bool, Form()] = False,
) -> dict[str, Any]:
    """Bring uploaded files in; the report as `ingest --report` writes it."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [_keep(upload, Path(folder) / str(n), service.settings.upload_bytes) for n, upload in enumerate(files)]
        options = Options(source, date(observed), None, dry_run, allow_vanished)
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


@router.get("/merges", dependencies=[Depends(needs_network)])
def get_merges(service: Open) -> dict[str, Any]:
    """Near cases with reasons, and the judgements that can be undone."""
    return merges(service)


@router.post("/merges/accept", dependencies=[Depends(needs_editor)])
def accept(service: Open, judgement: Judgement) -> dict[str, int]:
    """Two are the same."""
    return judge(service, judgement.pair, "same", judgement.reason)


@router.post("/merges/reject", dependencies=[Depends(needs_editor)])
def reject(service: Open, judgement: Judgement) -> dict[str, int]:
    """Two are different."""
    return judge(service, judgement.pair, "different", judgement.reason)


@router.delete("/merges/{id}", dependencies=[Depends(needs_editor)])
def delete_judgement(service: Open, id: str) -> dict[str, int]:
    """Take a judgement back."""
    return undo(service, id)
