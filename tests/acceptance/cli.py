"""The command line as a process of its own, as people run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

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
        environment = {name: value for name, value in os.environ.items() if not name.startswith("QG_")}
        done = subprocess.run(
            [sys.executable, "-m", "api.cli", *map(str, arguments)],
            cwd=ROOT,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={
                **environment,
                "QG_STORE": self.store,
                "QG_KEYS": str(self.home / "records.keys"),
                "XDG_DATA_HOME": str(self.home),
            },
        )
        return Done(done.returncode, done.stdout, done.stderr.decode())
