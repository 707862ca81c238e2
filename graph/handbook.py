"""The handbook of the questions, from the catalogue: `python -m graph.handbook` writes docs/handbook.md anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.catalogue import Question, catalogue

HANDBOOK = Path(__file__).resolve().parent.parent / "docs" / "handbook.md"
HEAD = """# Fragen / Questions

Written from `graph/questions` by `python -m graph.handbook`; change it there. Orte in den Beispielen sind austauschbar.
Places in the examples can be any place of your own lists.

Every answer says what was understood and what was left over, what "here" was taken to be, the rows with file, sheet
and row, and the Cypher with its parameters. `within` is the share to which a row's place lies inside (1 inside, less
than 1 at the edge). What cannot be placed is listed apart.
"""
LANGUAGES = {"de": "Fragen", "en": "Ask"}


def handbook() -> str:
    """The whole text, as Markdown."""
    return "\n".join([HEAD, *(line for question in catalogue() for line in _section(question))])


def _section(question: Question) -> Iterator[str]:
    yield f"## {question.title['de']} / {question.title['en']}"
    yield ""
    yield f"`{question.id}` · answers with {question.kind}"
    yield ""
    for lang, ask in LANGUAGES.items():
        yield f"- {question.about[lang]}"
        yield from (f"  - {ask}: {text}" for text in question.phrasings[lang])
    yield ""
    yield f"Parameters: {_codes(question.parameters)}. Columns: {_codes(question.columns)}."
    yield f"Cypher: [graph/questions/{question.id}.cypher](../graph/questions/{question.id}.cypher)."
    yield ""


def _codes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    HANDBOOK.write_text(handbook(), encoding="utf-8")
