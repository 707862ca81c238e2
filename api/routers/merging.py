"""Near cases: seen by the network, judged by editors; decisions as a file, out and in."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, UploadFile
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, Field

from api.access import Lang, Open, Scope, needs_editor, needs_network
from api.commands import import_decisions, judge, merges, undo
from ingest.decisions_file import export_decisions
from schema.errors import FileTooLarge, UnreadableFile

router = APIRouter(prefix="/api/merges", tags=["merges"])


class Judgement(BaseModel):
    """Two ids (or one candidate's id), what they are to each other, and who says so."""

    pair: list[str]
    reason: str = Field("", max_length=2000)
    by: str | None = Field(None, max_length=200, description="Who judges; without it, the token's scope.")


@router.get("", dependencies=[Depends(needs_network)])
def get_merges(service: Open, lang: Lang) -> dict[str, Any]:
    """Near cases side by side with reasons, and the judgements that can be undone."""
    return merges(service, lang or "de")


@router.get("/export", dependencies=[Depends(needs_network)], response_class=PlainTextResponse)
def get_decisions(service: Open) -> PlainTextResponse:
    """Every decision, one JSON object a line."""
    headers = {"Content-Disposition": 'attachment; filename="decisions.jsonl"'}
    text = "".join(export_decisions(service.view("network")))
    return PlainTextResponse(text, media_type="application/x-ndjson", headers=headers)


@router.post("/import", dependencies=[Depends(needs_editor)])
def post_decisions(service: Open, file: Annotated[UploadFile, File()]) -> dict[str, int]:
    """Take decisions in; those on records that are not there yet wait for them."""
    content = file.file.read(service.settings.upload_bytes + 1)
    if len(content) > service.settings.upload_bytes:
        raise FileTooLarge(f"The file is larger than {service.settings.upload_bytes:,} bytes.")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableFile("The file is not UTF-8 text.") from error
    return import_decisions(service, text, file.filename or "decisions")


@router.post("/accept", dependencies=[Depends(needs_editor)])
def accept(service: Open, scope: Scope, judgement: Judgement) -> dict[str, int]:
    """Two are the same."""
    return judge(service, judgement.pair, "same", judgement.reason, by=judgement.by or f"token:{scope}")


@router.post("/reject", dependencies=[Depends(needs_editor)])
def reject(service: Open, scope: Scope, judgement: Judgement) -> dict[str, int]:
    """Two are different."""
    return judge(service, judgement.pair, "different", judgement.reason, by=judgement.by or f"token:{scope}")


@router.delete("/{id}", dependencies=[Depends(needs_editor)])
def delete_judgement(service: Open, id: str) -> dict[str, int]:
    """Take a judgement back."""
    return undo(service, id)
