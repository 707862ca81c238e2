"""LibreOffice as a judge of office files."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.conftest import lacking


def converted(path: Path, format: str, folder: Path) -> Path:
    """What LibreOffice makes of a file; skips, and in CI fails, where there is none."""
    if shutil.which("soffice") is None:
        lacking("LibreOffice (soffice) is not installed")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", format, "--outdir", str(folder / "made"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / "made" / f"{path.stem}.{format}"
