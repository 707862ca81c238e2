"""The words of answers in German and English, from texts.yaml; a text may have forms for one and for several."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "texts.yaml"


@cache
def texts() -> dict[str, dict[str, Any]]:
    """Key -> language -> text, or {one, other}."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def say(key: str, lang: str, n: int | None = None, **values: Any) -> str:
    """The text of a key; `n` chooses between `one` and `other` and stands for {n}."""
    text = texts()[key][lang]
    if isinstance(text, dict):
        text = text["one" if n == 1 else "other"]
    return str(text).format(n=n, **values)
