"""What the search says to people, from texts.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@cache
def data(name: str) -> dict[str, Any]:
    """A YAML file of this folder: `texts` or `words`."""
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def reason(code: str, lang: str, **values: object) -> str:
    """Why something is a candidate."""
    return _said("reasons", code, lang, values)


def note(code: str, lang: str, **values: object) -> str:
    """What to know about what "here" was taken to be."""
    return _said("notes", code, lang, values)


def kind_name(kind: str, lang: str) -> str:
    """What an area is called: its level as the lists have it ("Bezirksregion"), or the caption of its type."""
    known = data("texts")["kinds"].get(kind)
    return str(known[lang]) if known else kind


def _said(part: str, code: str, lang: str, values: dict[str, object]) -> str:
    if "kind" in values:
        values = {**values, "kind": kind_name(str(values["kind"]), lang)}
    return str(data("texts")[part][code][lang]).format(**values)
