"""Answers on paper: from an answer to the bytes of a document and a name for its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from api.service import Service
from graph.dossier import dossier
from graph.export.documents import FORMATS, write_document
from schema.errors import BadRequest
from schema.values import fold

LONGEST = 60  # characters of a file's name


@dataclass(frozen=True)
class Printed:
    """A document, what HTTP calls it, and the name of its file."""

    content: bytes
    media_type: str
    name: str

    def disposition(self) -> str:
        """The header that names the file; `name` is plain ASCII."""
        return f"attachment; filename=\"{self.name}\"; filename*=UTF-8''{quote(self.name)}"


def document(service: Service, visibility: str, answer: Mapping[str, Any], format: str, lang: str | None) -> Printed:
    """Print an answer. Without `lang` in the language of the answer. Raises BadRequest where it is no answer."""
    if format not in FORMATS:
        raise BadRequest(f"There is no format {format!r}.", hint=f"Known: {', '.join(FORMATS)}.")
    spoken = lang or str((answer.get("interpretation") or {}).get("lang") or "de")
    printed = service.settings.today().isoformat()
    found = dossier(
        service.asker(visibility), service.view(visibility), service.vocabulary, answer, lang=spoken, printed=printed
    )
    content = write_document(found, format)
    return Printed(content, FORMATS[format].media_type, f"{_slug(found.title)}-{printed}.{format}")


def format_of(path: Path) -> str:
    """The format that a file's ending names; raises BadRequest."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise BadRequest(f"{path.name} names no format.", hint=f"End it with .{', .'.join(FORMATS)}.")
    return ending


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    if not path.parent.is_dir():
        raise BadRequest(f"{path.parent} is no folder.", hint="Name a file in a folder that exists.")
    scratch = path.with_name(path.name + ".part")
    try:
        scratch.write_bytes(content)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


def _slug(title: str) -> str:
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in fold(title)).split()
    return "-".join(words)[:LONGEST].strip("-") or "quartiersgraph"
