"""What a user may say about an import."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ingest.understanding import Correction


def _no(_question: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may say about an import.

    `mapping`: a file of mappings; one that does not exist is written with what was understood. `shipped`: use the mappings
    that come along (else every sheet is recognised by itself). `corrections`: per file name and sheet, what a person says
    it is. `ask`: asked before an import whose columns changed; `accept_drift` answers yes.
    """

    source: str | None = None
    observed: str | None = None
    mapping: Path | None = None
    dry_run: bool = False
    allow_vanished: bool = False
    accept_drift: bool = False
    shipped: bool = True
    corrections: Mapping[str, Mapping[str, Correction]] = field(default_factory=dict)
    ask: Callable[[str], bool] = _no
