"""The report for a person at a terminal, in German or English."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from ingest.quality import SEVERITIES, FileReport, Problem, Report

MOST = 20
_STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}


@cache
def _texts() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("quality_text.yaml").read_text(encoding="utf-8"))
    return loaded


def word(name: str, lang: str) -> str:
    """A word of the report in the reader's language."""
    pair = _texts()["words"][name]
    return str(pair.get(lang, pair["en"]))


def problem_text(problem: Problem, lang: str) -> str:
    """What is wrong: the message, in German by its code where the code has a German text."""
    german = _texts()["problems"].get(problem.code) if lang == "de" else None
    # The English message of a file's error names the thing and the remedy: it stays beside the German sentence.
    if german and problem.row is None and problem.column is None:
        return f"{german} {problem.message}"
    return german or problem.message


def render(report: Report, lang: str = "de", most: int = MOST) -> RenderableType:
    """Files, sheets and problems; at most `most` problems of a kind, then how many more there are."""
    parts: list[RenderableType] = []
    for file in report.files:
        parts += [Text(f"{file.path}  ({word('source', lang)}: {file.source})", style="bold"), *_sheets(file, lang)]
        parts += _problems(file.problems, lang, most)
    counts = ("created", "changed", "unchanged", "vanished", "merge_candidates")
    parts.append(Text("  ".join(f"{word(name, lang)}: {getattr(report, name)}" for name in counts), style="bold"))
    return Group(*parts)


def _sheets(file: FileReport, lang: str) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for sheet in file.sheets:
        counts = ", ".join(f"{word(name, lang)} {getattr(sheet, name)}" for name in ("rows", "imported", "skipped"))
        lines.append(Text(f"  {sheet.name + ': ' if sheet.name else ''}{counts}"))
        unused = [str(column["heading"]) for column in sheet.columns if not column["field"]]
        if unused:
            lines.append(Text(f"  {word('unused', lang)}: {', '.join(unused)}", style="dim"))
    return lines


def _problems(problems: list[Problem], lang: str, most: int) -> list[RenderableType]:
    if not problems:
        return [Text(f"  {word('none', lang)}", style="green")]
    table = Table(box=None, padding=(0, 1), show_header=True, header_style="dim")
    for name in ("problems", "where", "what", "value"):
        table.add_column(word(name, lang), overflow="fold")
    ordered = sorted(problems, key=lambda problem: (SEVERITIES.index(problem.severity), problem.code))
    for (severity, _), group in groupby(ordered, key=lambda problem: (problem.severity, problem.code)):
        same = list(group)
        for problem in same[:most]:
            cells = (problem.place, problem_text(problem, lang), problem.value or "")
            table.add_row(Text(word(severity, lang), style=_STYLES[severity]), *(escape(cell) for cell in cells))
        if len(same) > most:
            table.add_row("", "", f"… {len(same) - most} {word('more', lang)}", "", style="dim")
    return [table]
