"""PDF: tagged, with language and title (PDF/UA-1), the same bytes for the same document."""

from __future__ import annotations

import dataclasses
from typing import Any

from viz.documents.blocks import Document, Figure
from viz.documents.glyphs import printable
from viz.documents.typesetting import DOCUMENT, typeset


def write_pdf(document: Document) -> bytes:
    """The document on A4."""
    data = _data(document)
    made = typeset(DOCUMENT, data, strict=True, printed=document.printed)
    if made is None:  # signs that only fail beside each other: still tagged, only not declared PDF/UA
        made = typeset(DOCUMENT, data, strict=False, printed=document.printed)
    assert made is not None, "only the strict form can be refused"
    return made


def _data(document: Document) -> dict[str, Any]:
    known: dict[str, str] = {}
    said = _printable({**_fields(document), "blocks": []}, known)
    blocks = [{"kind": type(block).__name__.lower(), **_block(block, known)} for block in document.blocks]
    return {**said, "blocks": blocks}


def _block(block: Any, known: dict[str, str]) -> Any:
    fields = dataclasses.asdict(block)
    svg = {"svg": fields.pop("svg")} if isinstance(block, Figure) else {}
    return _printable(fields, known) | svg


def _fields(document: Document) -> dict[str, Any]:
    return {f.name: getattr(document, f.name) for f in dataclasses.fields(document)}


def _printable(value: Any, known: dict[str, str]) -> Any:
    if isinstance(value, str):
        return printable(value, known)
    if isinstance(value, dict):
        return {name: _printable(part, known) for name, part in value.items()}
    return [_printable(part, known) for part in value] if isinstance(value, list | tuple) else value
