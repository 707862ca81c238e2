"""The command line as people run it: called in this process, which spares each call the start of a Python."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api import cli as program

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 300


@dataclass(frozen=True)
class Done:
    code: int
    out: bytes
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Cli:
    """Runs commands on one store; `home` takes keys, tokens and settings away from the user's own."""

    store: str
    home: Path

    def __call__(self, *arguments: str | Path) -> Done:
        """The exit code and what was written to both streams."""
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        code = 0
        with self._environment(), redirect_stdout(out), redirect_stderr(err), _arguments(*map(str, arguments)):
            try:
                program.run()
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else int(end.code is not None)
        written = [stream.detach().getvalue() for stream in (out, err)]  # type: ignore[attr-defined]
        return Done(code, written[0], written[1].decode())

    def process(self, *arguments: str | Path) -> Done:
        """The same in a process of its own."""
        command = [sys.executable, "-m", "api.cli", *map(str, arguments)]
        with self._environment():
            done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=SECONDS, check=False)
        return Done(done.returncode, done.stdout, done.stderr.decode())

    @contextmanager
    def _environment(self) -> Iterator[None]:
        before = dict(os.environ)
        for name in [name for name in before if name.startswith("QG_")]:
            del os.environ[name]
        os.environ |= {
            "QG_STORE": self.store,
            "QG_KEYS": str(self.home / "records.keys"),
            "XDG_DATA_HOME": str(self.home),
        }
        try:
            yield
        finally:
            os.environ.clear()
            os.environ |= before


@contextmanager
def _arguments(*arguments: str) -> Iterator[None]:
    before, sys.argv = sys.argv, ["quartiersgraph", *arguments]
    try:
        yield
    finally:
        sys.argv = before
