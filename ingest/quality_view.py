"""The report for a person at a terminal, in German or English."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml
from rich.console import Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ingest.quality import SEVERITIES, FileReport, Problem, Report, SheetReport
from ingest.recognition.headings import load

MOST = 20
ASIDE = "row-aside"
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
    # The English message of what is wrong with a whole file or sheet names the thing and the remedy: it stays.
    if german and problem.column is None and problem.code != ASIDE:
        return f"{german} {problem.message}"
    return german or problem.message


def render(report: Report, lang: str = "de", most: int = MOST) -> RenderableType:
    """Files, sheets and problems; at most `most` problems of a kind, then how many more there are."""
    parts: list[RenderableType] = []
    for file in report.files:
        parts += [Text(f"{file.path}  ({word('source', lang)}: {file.source})", style="bold"), *_sheets(file, lang)]
        parts += [*_changes(file, lang), *_problems(file.problems, lang, most)]
    counts = ("created", "changed", "unchanged", "vanished", "merge_candidates")
    parts.append(Text("  ".join(f"{word(name, lang)}: {getattr(report, name)}" for name in counts), style="bold"))
    return Group(*parts)


def _sheets(file: FileReport, lang: str) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for sheet in file.sheets:
        counts = ", ".join(f"{word(name, lang)} {getattr(sheet, name)}" for name in ("rows", "imported", "skipped"))
        lines.append(Text(f"  {sheet.name + ': ' if sheet.name else ''}{_taken_for(sheet, lang)}{counts}"))
        if sheet.origin == "recognised":
            lines.append(_understood(sheet, lang))
            continue
        unused = [str(column["heading"]) for column in sheet.columns if not column["field"]]
        if unused:
            lines.append(Text(f"  {word('unused', lang)}: {', '.join(unused)}", style="dim"))
    return lines


def _taken_for(sheet: SheetReport, lang: str) -> str:
    """What a sheet was recognised as and how, with a comma; nothing for a sheet that a mapping names."""
    if not sheet.kind:
        return ""
    return f"{load('kinds')[sheet.kind]['caption'][lang]} ({word(sheet.origin, lang)}), "


def _understood(sheet: SheetReport, lang: str) -> RenderableType:
    """What every column of a recognised sheet was taken for, and why."""
    table = Table(box=None, padding=(0, 1), show_header=True, header_style="dim")
    for name in ("column", "taken_for", "because"):
        table.add_column(word(name, lang), overflow="fold")
    for column in sheet.columns:
        why = column["why_de"] if lang == "de" else column["why"]
        cells = (str(column["heading"]), str(column["field"] or "–"), str(why))
        table.add_row(*map(escape, cells), style=None if column["field"] else "dim")
    return Padding(table, (0, 0, 0, 2))


def _changes(file: FileReport, lang: str) -> list[RenderableType]:
    """What a source gains and loses, row by row; of plain new rows only the count."""
    told = [change for change in file.changes if change.what != "created"][:MOST]
    lines: list[RenderableType] = []
    for change in told:
        where = " / ".join(part for part in (change.sheet, f"#{change.row}" if change.row else "") if part)
        fields = "; ".join(
            f"{name}: {', '.join(map(str, values['before'])) or '–'} → {', '.join(map(str, values['after'])) or '–'}"
            for name, values in change.fields.items()
        )
        lines.append(Text(f"  {word(change.what, lang)}: {change.name} ({where}) {fields}"))
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
