"""Uploads on their way in: files that wait in a private folder until somebody has looked at them and says yes.

    uploads = Uploads(service)
    upload = uploads.add([("kurse.xlsx", file)])
    uploads.check(upload)             # what an import would change
    uploads.start(upload)             # the import, told by upload.job

The files go when they are in, when they are dropped, when the server stops, and after an idle hour.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from api.jobs import Job
from api.service import Service
from api.staging import keep, listed
from api.upload_report import run
from graph.writer import Writer
from ingest.understanding import Correction
from schema.errors import FileTooLarge, NotFound, QuartiersgraphError, StoreBusy

IDLE = 3600.0  # seconds
MOST = 20  # uploads that wait at the same time
JANITOR = 60.0  # seconds between looks for idle ones
PATIENCE = 60.0  # seconds that a stopping server waits for an import


@dataclass
class Upload:
    """Some files and what a person has said about them."""

    id: str
    folder: Path
    paths: list[Path] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)  # file name -> source, where it is not the file's name
    observed: str | None = None
    accept_drift: bool = False
    allow_vanished: bool = False
    corrections: dict[str, dict[str, Correction]] = field(default_factory=dict)
    job: Job | None = None
    touched: float = field(default_factory=time.monotonic)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def path(self, name: str) -> Path:
        """A file of it by name; raises NotFound."""
        for path in self.paths:
            if path.name == name:
                return path
        raise NotFound(f"There is no file {name!r} in this upload.")

    @property
    def running(self) -> bool:
        return self.job is not None and not self.job.over


class Uploads:
    """All uploads of one application. Thread-safe."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._known: dict[str, Upload] = {}
        self._lock = threading.Lock()
        self._workers: list[threading.Thread] = []
        self._stopped = threading.Event()
        self._janitor: threading.Thread | None = None

    def add(self, files: Sequence[tuple[str, BinaryIO]]) -> Upload:
        """Take files in under their base names; raises FileTooLarge, StoreBusy when too many uploads wait."""
        upload = Upload(secrets.token_urlsafe(16), Path(tempfile.mkdtemp(prefix="quartiersgraph-upload-")))
        try:
            self._admit(upload)
            left = self._service.settings.upload_bytes
            for name, content in files:
                left -= keep(upload.folder, name, content, left)
        except (FileTooLarge, StoreBusy, OSError):
            self._forget(upload)
            raise
        upload.paths = listed(upload.folder)
        return upload

    def get(self, id: str) -> Upload:
        """An upload by its id; raises NotFound."""
        upload = self._known.get(id)
        if upload is None:
            raise NotFound(
                "There is no such upload.", hint="It may have been idle for an hour: choose the files again."
            )
        upload.touched = time.monotonic()
        return upload

    def drop(self, id: str) -> None:
        """Remove an upload and its files; raises StoreBusy while it is being imported."""
        upload = self.get(id)
        if upload.running:
            raise StoreBusy("These files are being imported.", hint="Wait until it is done.")
        self._forget(upload)

    def check(self, upload: Upload) -> dict[str, Any]:
        """What an import would change, as a report."""
        with upload.lock:
            return run(self._service, upload, dry_run=True)

    def start(self, upload: Upload) -> Job:
        """Begin to import; raises StoreBusy when somebody is writing."""
        with upload.lock:
            if upload.running:
                raise StoreBusy("These files are being imported already.", hint="Wait until it is done.")
            if not upload.paths:
                raise NotFound("These files are in already.", hint="Choose them again to import them once more.")
            with Writer(self._service.store, self._service.keys):
                job = upload.job = Job()
        worker = threading.Thread(target=self._work, args=(upload, job), daemon=True)
        with self._lock:
            self._workers = [one for one in self._workers if one.is_alive()] + [worker]
        worker.start()
        return job

    def close(self) -> None:
        """Wait for imports under way, then remove everything."""
        self._stopped.set()
        for worker in self._workers:
            worker.join(PATIENCE)
        for upload in list(self._known.values()):
            self._forget(upload)

    def sweep(self) -> None:
        """Remove what nobody has asked for in an hour."""
        now = time.monotonic()
        for upload in list(self._known.values()):
            if not upload.running and now - upload.touched > IDLE:
                self._forget(upload)

    def _work(self, upload: Upload, job: Job) -> None:
        try:
            report = run(self._service, upload, dry_run=False, job=job)
            if not any(problem["severity"] == "error" for file in report["files"] for problem in file["problems"]):
                shutil.rmtree(upload.folder, ignore_errors=True)
                upload.paths = []
            job.emit("done", {"report": report})
        except QuartiersgraphError as error:
            job.emit("failed", {"error": error.to_json()})
        finally:
            upload.touched = time.monotonic()
            if not job.over:  # a defect of ours: whoever listens is told, the thread's own report follows
                job.emit("failed", {"error": {"code": "error", "message": "The import broke off.", "hint": ""}})

    def _admit(self, upload: Upload) -> None:
        self.sweep()
        with self._lock:
            if sum(bool(one.paths) for one in self._known.values()) >= MOST:
                raise StoreBusy("Too many uploads are being looked at.", hint="Try again later.")
            self._known[upload.id] = upload
            if self._janitor is None:
                self._janitor = threading.Thread(target=self._watch, daemon=True)
                self._janitor.start()

    def _watch(self) -> None:
        while not self._stopped.wait(JANITOR):
            self.sweep()

    def _forget(self, upload: Upload) -> None:
        self._known.pop(upload.id, None)
        shutil.rmtree(upload.folder, ignore_errors=True)
