"""Stores that are filled once per run and then only read, by all processes of the run."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

from graph import embedded


def once(name: str, fill: Callable[[Path], None]) -> Path:
    """The run's folder of that name; the first process that asks fills it, others wait for it."""
    folder = Path(os.environ["QG_TEST_RUN"]) / name
    folder.mkdir(exist_ok=True)
    with (folder / "filling.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "filled").exists():
            fill(folder)
            (folder / "filled").touch()
    return folder


def stop_all(run: Path) -> None:
    """End the engines of the run's stores."""
    for engine in run.glob("*/store/engine.json"):
        embedded.stop(engine.parent)
