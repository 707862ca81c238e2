"""Small files for the tests of the readers, made where they are needed."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl


def xlsx(path: Path, sheets: Mapping[str, Any]) -> Path:
    """A workbook with the given sheets."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)
    return path


def ods(path: Path, sheets: Mapping[str, str], manifest: str = "") -> Path:
    """An ODS file; each sheet is the inner XML of its table."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    tables = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in sheets.items())
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        file.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
    return path


def ods_row(*cells: str) -> str:
    inner = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
    return f"<table:table-row>{inner}</table:table-row>"


def text(path: Path, content: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding))
    return path


def as_json(path: Path, content: Any) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def bomb(path: Path, megabytes: int) -> Path:
    """An XLSX whose sheet unpacks to that many megabytes of nothing."""
    xlsx(path, {"A": [["a", "b"], [1, 2]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file, file.open("xl/worksheets/sheet2.xml", "w") as entry:
        for _ in range(megabytes):
            entry.write(bytes(1_000_000))
    return path


def lie_about_size(path: Path, entry: str, claimed: int) -> Path:
    """Make the zip directory claim that the entry is smaller than it is."""
    content = bytearray(path.read_bytes())
    name, at = entry.encode(), 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        if content[at + 46 : at + 46 + len(name)] == name:
            content[at + 24 : at + 28] = claimed.to_bytes(4, "little")
        at += 4
    path.write_bytes(bytes(content))
    return path
