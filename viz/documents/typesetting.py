"""The typesetter: Typst with its embedded fonts alone, so that every machine prints the same."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent / "templates"
DOCUMENT, PROBE, PICTURE = "document.typ", "probe.typ", "picture.typ"
PIXELS_PER_INCH = 200.0


@functools.cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


@functools.cache
def _template(name: str) -> bytes:
    return (TEMPLATES / name).read_bytes()


def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(_template(template), root=str(TEMPLATES), font_paths=_fonts(), ignore_system_fonts=True)


def typeset(template: str, data: Mapping[str, Any], *, strict: bool, printed: str = "1970-01-01") -> bytes | None:
    """A tagged PDF of a template and its data; `strict` is PDF/UA-1: None where a sign is in no font."""
    when = dt.datetime.fromisoformat(printed).replace(tzinfo=dt.UTC)
    try:
        made = _compiler(template).compile(
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, format="pdf", timestamp=when,
            pdf_standards=["ua-1"] if strict else [],
        )
    except typst.TypstError:
        if strict:
            return None
        raise
    assert isinstance(made, bytes)
    return made


def png(svg: str, *, ppi: float = PIXELS_PER_INCH) -> bytes:
    """An SVG picture as pixels, for formats that draw none."""
    made = _compiler(PICTURE).compile(sys_inputs={"data": json.dumps({"svg": svg})}, format="png", ppi=ppi)
    return made if isinstance(made, bytes) else made[0]  # type: ignore[index]
