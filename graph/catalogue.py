"""The catalogue of questions: one `.cypher` file each, with what the question is called and wants on top.

The header is YAML in comment lines; `// statement: NAME` opens a further statement of the same question. Everything that
lists questions (API, command line, page, handbook) reads them from here.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from schema.errors import ModelError, NotFound

FOLDER = Path(__file__).parent / "questions"
SEPARATOR = "// statement: "


@dataclass(frozen=True, slots=True)
class Question:
    """One question: titles, explanation and phrasings per language, parameters, columns, statements by name.

    `method` says, where a question rests on a measure, how it is found and where its limits are.
    """

    id: str
    kind: str
    title: Mapping[str, str]
    about: Mapping[str, str]
    phrasings: Mapping[str, tuple[str, ...]]
    parameters: tuple[str, ...]
    columns: tuple[str, ...]
    statements: Mapping[str, str]
    method: Mapping[str, str] = field(default_factory=dict)

    @property
    def cypher(self) -> str:
        """The text that is shown and can be pasted into Neo4j."""
        return self.statements["main"]

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind,
            "title": dict(self.title),
            "about": dict(self.about),
            "method": dict(self.method),
            "phrasings": {lang: list(texts) for lang, texts in self.phrasings.items()},
            "parameters": list(self.parameters),
            "columns": list(self.columns),
            "cypher": self.cypher,
        }


@functools.cache
def catalogue() -> tuple[Question, ...]:
    """All questions, in order of their ids."""
    return tuple(read(path) for path in sorted(FOLDER.glob("*.cypher")))


def question(id: str) -> Question:
    """The question of that id; raises NotFound."""
    for found in catalogue():
        if found.id == id:
            return found
    raise NotFound(f"There is no question {id!r}.", hint=f"Known: {', '.join(q.id for q in catalogue())}.")


def read(path: Path) -> Question:
    """Read one file; raises ModelError that names file and key."""
    lines = path.read_text(encoding="utf-8").splitlines()
    size = next((n for n, line in enumerate(lines) if not line.startswith("//")), len(lines))
    try:
        header = yaml.safe_load("\n".join(line.removeprefix("// ").removeprefix("//") for line in lines[:size]))
        found = Question(
            id=header["id"],
            kind=header["kind"],
            title=header["title"],
            about=header["about"],
            phrasings={lang: tuple(texts) for lang, texts in header["phrasings"].items()},
            parameters=tuple(header["parameters"]),
            columns=tuple(header["columns"]),
            statements=_statements(lines[size:]),
            method=header.get("method", {}),
        )
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"graph/questions/{path.name}: the header is wrong at {error}.") from error
    if found.id != path.stem:
        raise ModelError(f"graph/questions/{path.name}: its id is {found.id!r}; it must be the file's name.")
    return found


def _statements(lines: list[str]) -> dict[str, str]:
    found: dict[str, list[str]] = {"main": []}
    current = "main"
    for line in lines:
        if line.startswith(SEPARATOR):
            current = line.removeprefix(SEPARATOR).strip()
            found[current] = []
        else:
            found[current].append(line)
    return {name: "\n".join(text).strip() for name, text in found.items()}
