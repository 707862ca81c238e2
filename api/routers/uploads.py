"""Bringing lists in step by step, for editors: upload, look, correct, see what would change, import."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from api.access import Open, needs_editor
from api.commands import date
from api.staging import uploads_in
from api.upload_report import shown_file, shown_upload
from api.uploads import Upload, Uploads
from ingest.recognition.choices import fields, kinds
from ingest.understanding import Correction
from schema.errors import BadRequest, MappingError, NotFound, StoreBusy

UNSTORED = {"Cache-Control": "no-store"}  # cells of the uploader's own file: for nobody's cache
FORM = {
    "required": ["files"],
    "type": "object",
    "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
}


def _unstored(response: Response) -> None:
    response.headers.update(UNSTORED)


router = APIRouter(prefix="/api/uploads", tags=["ingest"], dependencies=[Depends(needs_editor), Depends(_unstored)])


def uploads_of(request: Request) -> Uploads:
    found: Uploads = request.app.state.uploads
    return found


def upload_of(uploads: Annotated[Uploads, Depends(uploads_of)], id: str) -> Upload:
    return uploads.get(id)


def resting(upload: Annotated[Upload, Depends(upload_of)]) -> Upload:
    """An upload that may be changed."""
    if upload.running:
        raise StoreBusy("These files are being imported.", hint="Wait until it is done.")
    return upload


All = Annotated[Uploads, Depends(uploads_of)]
Found = Annotated[Upload, Depends(upload_of)]
Resting = Annotated[Upload, Depends(resting)]


class SheetCorrection(BaseModel):
    """What a sheet is. `kind` null: recognise it anew, whatever is known of it; `reset`: forget corrections."""

    file: str
    sheet: str | None = None
    kind: str | None = None
    columns: dict[str, str | None] = Field(default_factory=dict, description="Heading -> field, null: not used.")
    reset: bool = False


class UploadOptions(BaseModel):
    """What holds for the whole upload; what is left out stays as it is."""

    source: dict[str, Annotated[str, Field(max_length=200)]] | None = Field(None, description="File -> name of source.")
    observed: str | None = None
    accept_drift: bool | None = None
    allow_vanished: bool | None = None


@router.post("", status_code=201, openapi_extra={"requestBody": {"content": {"multipart/form-data": {"schema": FORM}}}})
async def post_upload(request: Request, service: Open, uploads: All) -> dict[str, Any]:
    """Leave files to be looked at: what each of their sheets is taken for. Nothing is imported."""
    parts = await uploads_in(request, service.settings.upload_bytes)  # by hand: a caller without a token sends nothing
    try:
        files = [(part.filename or "upload", part.file) for part in parts]
        upload = await run_in_threadpool(uploads.add, files)
    finally:
        for part in parts:
            await part.close()
    return await run_in_threadpool(shown_upload, service, upload)


@router.get("/{id}")
def get_upload(service: Open, upload: Found) -> dict[str, Any]:
    """The upload as it stands, with corrections and options."""
    return shown_upload(service, upload)


@router.delete("/{id}", status_code=204)
def delete_upload(uploads: All, id: str) -> None:
    """Forget an upload and its files; what has been imported stays."""
    uploads.drop(id)


@router.put("/{id}/sheets")
def put_sheet(service: Open, upload: Resting, said: SheetCorrection) -> dict[str, Any]:
    """Correct what a sheet or its columns were taken for; the file's new preview."""
    path, sheet = upload.path(said.file), said.sheet or ""
    with upload.lock:
        before = upload.corrections.get(said.file, {})
        after = {name: known for name, known in before.items() if name != sheet}
        if not said.reset:
            after[sheet] = Correction(said.kind or _kind(service, upload, said), said.columns)
            _check(after[sheet])
        upload.corrections[said.file] = after
        found = shown_file(service, upload, path)
        wrong = next((one["message"] for one in found["problems"] if one["code"] == MappingError.code), None)
        if wrong:  # what fits none of the file's sheets would hide them all
            upload.corrections[said.file] = before
            raise BadRequest(wrong, hint="Choose something else for this column.")
        return found


@router.put("/{id}/options")
def put_options(service: Open, upload: Resting, said: UploadOptions) -> dict[str, Any]:
    """Name sources and dates; agree to changed columns or to rows that vanish."""
    observed = date(said.observed)
    with upload.lock:
        if said.source is not None:
            upload.sources = _sources(upload, said.source)
        if "observed" in said.model_fields_set:
            upload.observed = observed
        if said.accept_drift is not None:
            upload.accept_drift = said.accept_drift
        if said.allow_vanished is not None:
            upload.allow_vanished = said.allow_vanished
        return shown_upload(service, upload)


@router.post("/{id}/check")
def check(uploads: All, upload: Resting) -> dict[str, Any]:
    """What an import would change, as a report with the rows concerned; nothing is written."""
    return uploads.check(upload)


@router.post("/{id}/import", status_code=202)
def start_import(uploads: All, upload: Found) -> dict[str, str]:
    """Begin to import; how it goes is told by the events."""
    return {"job": uploads.start(upload).id}


@router.get("/{id}/events", response_class=StreamingResponse)
def events(upload: Found, last_event_id: Annotated[str | None, Header()] = None) -> StreamingResponse:
    """The import as server-sent events: `progress` {file, rows}, then `done` {report} or `failed` {error}."""
    if upload.job is None:
        raise NotFound("Nothing is being imported here.", hint="Begin with POST …/import.")
    headers = UNSTORED | {"X-Accel-Buffering": "no"}  # a proxy would keep the events back
    return StreamingResponse(upload.job.stream(last_event_id), media_type="text/event-stream", headers=headers)


def _kind(service: Open, upload: Upload, said: SheetCorrection) -> str:
    """The kind that the sheet would be recognised as if nothing of it were known."""
    sheets = shown_file(service, upload, upload.path(said.file), anew=True)["sheets"]
    kind = next((sheet["kind"] for sheet in sheets if sheet["name"] == said.sheet and sheet["kind"]), None)
    if kind is None:
        raise BadRequest("Neither headings nor cells say what this sheet is.", hint="Say what it is a list of.")
    return str(kind)


def _check(said: Correction) -> None:
    known = {kind["id"] for kind in kinds()}
    if said.kind not in known:
        raise BadRequest(f"There is no kind {said.kind!r}.", hint=f"Known: {', '.join(sorted(known))}.")
    wrong = set(filter(None, said.columns.values())) - {field["id"] for field in fields(said.kind)}
    if wrong:
        raise BadRequest(f"A column of such a sheet cannot be {sorted(wrong)[0]!r}.", hint="Use one of its `choices`.")


def _sources(upload: Upload, wanted: dict[str, str]) -> dict[str, str]:
    """File -> source where it is not the file's name. Two files of one source would each replace the other's rows."""
    names = {path.name: upload.sources.get(path.name, path.name) for path in upload.paths}
    for file, source in wanted.items():
        upload.path(file)
        names[file] = source.strip() or file
    if len(set(names.values())) < len(names):
        raise BadRequest("Two files cannot be the same source.", hint="Import one after the other.")
    return {file: source for file, source in names.items() if source != file}
