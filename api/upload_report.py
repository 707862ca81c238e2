"""Uploads as their page sees them: previews, and reports with base names and with German words beside the English."""

from __future__ import annotations

import time
from itertools import groupby
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from api.jobs import Job
from api.service import Service
from ingest.layouts import forms
from ingest.observed import observed_in_path
from ingest.options import Options
from ingest.pipeline import ingest
from ingest.preview import preview
from ingest.quality import Problem, Report
from ingest.quality_view import problem_text

if TYPE_CHECKING:
    from api.uploads import Upload

PACE = 0.2  # seconds between two words of progress


def run(service: Service, upload: Upload, *, dry_run: bool, job: Job | None = None) -> dict[str, Any]:
    """Import the files (or only say what that would change); `job` hears how far it is.

    A file that is given a source's name tells its date by its own name: the source's may be that of an older list.
    """
    report, tell = Report(), _Teller(upload, job)
    for source, same in groupby(upload.paths, key=lambda path: upload.sources.get(path.name)):
        paths = list(same)
        options = Options(
            source,
            upload.observed or (observed_in_path(PurePath(paths[0].name)) if source else None) or None,
            dry_run=dry_run,
            allow_vanished=upload.allow_vanished,
            accept_drift=upload.accept_drift,
            corrections=upload.corrections,
        )
        part = ingest(service.store, service.keys, paths, options, tell)
        report.files += part.files
        report.merge_candidates += part.merge_candidates
    return shown_report(report, upload.folder)


class _Teller:
    """Hands rows on as events, not more often than an eye can follow."""

    def __init__(self, upload: Upload, job: Job | None) -> None:
        self._job, self._told = job, 0.0
        self._names = {upload.sources.get(path.name, path.name): path.name for path in upload.paths}

    def __call__(self, source: str, rows: int) -> None:
        if self._job is not None and time.monotonic() - self._told >= PACE:
            self._told = time.monotonic()
            self._job.emit("progress", {"file": self._names.get(source, source), "rows": rows})


def shown_report(report: Report, folder: Path) -> dict[str, Any]:
    """The report with base names of files and a `message_de` on every problem."""
    found = report.to_json()
    for file in found["files"]:
        file["path"] = PurePath(file["path"]).name
        file["problems"] = [shown_problem(problem, folder) for problem in file["problems"]]
    return found


def shown_problem(problem: dict[str, Any], folder: Path) -> dict[str, Any]:
    texts = {"message": problem["message"], "message_de": problem_text(Problem(**problem), "de")}
    return problem | {name: text.replace(f"{folder}/", "") for name, text in texts.items()}


def shown_file(service: Service, upload: Upload, path: Path, *, anew: bool = False) -> dict[str, Any]:
    """A file's preview; with `anew`, as it would be recognised if nothing of it were known."""
    source = upload.sources.get(path.name, path.name)
    options = Options(shipped=False) if anew else Options(source, corrections=upload.corrections)
    found = preview(service.store, service.keys, path, options)
    found["problems"] = [shown_problem(problem, upload.folder) for problem in found["problems"]]
    return found


def shown_upload(service: Service, upload: Upload) -> dict[str, Any]:
    """Everything that the page needs to go on with an upload."""
    known = forms(service.store)
    files = [shown_file(service, upload, path) for path in upload.paths]
    return {
        "id": upload.id,
        "files": files,
        "options": {
            "source": {file["file"]: file["source"] for file in files},
            "observed": upload.observed,
            "accept_drift": upload.accept_drift,
            "allow_vanished": upload.allow_vanished,
        },
        "corrections": {
            name: {sheet: {"kind": said.kind, "columns": dict(said.columns)} for sheet, said in sheets.items()}
            for name, sheets in upload.corrections.items()
        },
        "sources": sorted(known),
        "resembles": {file["file"]: found for file in files if (found := _resembling(file, known))},
        "job": upload.job and {"id": upload.job.id, "over": upload.job.over, "report": upload.job.report},
    }


def _resembling(file: dict[str, Any], forms: dict[str, set[frozenset[str]]]) -> str | None:
    """The known source whose sheets have this file's headings (of several the one most alike in name), if it is new."""
    own = {frozenset(column["heading"] for column in sheet["columns"]) for sheet in file["sheets"] if sheet["mapping"]}
    if file["source"] in forms or not own:
        return None
    alike = [name for name, known in sorted(forms.items()) if known == own]
    return max(alike, key=lambda name: fuzz.ratio(name, file["source"]), default=None)
