"""Tables for people at a terminal."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.catalogue import Question
from graph.dossier.words import read
from ingest.quality import Report
from ingest.quality_view import render
from schema.errors import BadRequest
from schema.model import load_model


def table(console: Console, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    drawn = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        drawn.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    console.print(drawn)


def report(console: Console, found: Report) -> None:
    """What an import understood and did."""
    console.print(render(found, "de"))


def answer(console: Console, found: Mapping[str, Any]) -> None:
    """What was understood, the rows with their evidence, what could not be located."""
    if not found["understood"]:
        _not_understood(console, found)
        return
    console.print(Text(_understood(found["interpretation"])), style="dim")
    for note in found["notes"]:
        console.print(Text(note), style="yellow")
    lang = found["interpretation"].get("lang", "de")
    _answer_rows(console, found["rows"], found["columns"], lang)
    if found["unlocated"]:
        console.print(f"\n[bold]Ohne bekannte Lage / not located: {len(found['unlocated'])}[/]")
        _answer_rows(console, found["unlocated"], found["columns"], lang)
    if found.get("method"):
        console.print(Text(f"\n{found['method']}"), style="dim")


def _answer_rows(console: Console, rows: list[dict[str, Any]], columns: list[str], lang: str) -> None:
    if not rows:
        console.print("Nichts bekannt / nothing known.")
        return
    filled = [column for column in columns if any(row.get(column) not in (None, "", []) for row in rows)]
    table(
        console,
        [*(_caption(column, lang) for column in filled), "Beleg" if lang == "de" else "Evidence"],
        ([*(_cell(column, row.get(column), lang) for column in filled), _evidence(row)] for row in rows),
    )
    console.print(f"{len(rows)} Zeilen / rows", style="dim")


def _caption(column: str, lang: str) -> str:
    """A column as documents call it."""
    known = read("columns")["columns"].get(column)
    return str(known["caption"][lang]) if known else column


def _cell(column: str, value: Any, lang: str) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or "")
    if isinstance(value, list):
        return ", ".join(_cell(column, part, lang) for part in value)
    if isinstance(value, bool):
        return {"de": ("nein", "ja"), "en": ("no", "yes")}[lang][value]
    return "" if value is None else _code(column, str(value), lang)


def _code(column: str, value: str, lang: str) -> str:
    """The caption of a code of the model ("youth_club"), else the value itself."""
    declared = (holder.properties[column] for holder in load_model().holders() if column in holder.properties)
    captions = (prop.values[value] for prop in declared if prop.values and value in prop.values)
    return next((caption.text(lang) for caption in captions), value)


def _cited(found: Mapping[str, Any]) -> str:
    """Source, sheet and row; what came from a dump has no row."""
    sheet = f"/{found['sheet']}" if found["sheet"] else ""
    return f"{found['source']}{sheet}" + (f"#{found['row']}" if found["row"] is not None else "")


def _evidence(row: Mapping[str, Any]) -> str:
    lines = [_cited(found) for found in row["evidence"]]
    return ", ".join(lines[:2]) + (f" +{len(lines) - 2}" if len(lines) > 2 else "")


def _understood(read: Mapping[str, Any]) -> str:
    lang = read.get("lang", "de")
    parts = [one["label"] for name in ("themes", "target_groups", "sectors", "filters") for one in read.get(name, ())]
    parts += [_code("kinds", kind, lang) for kind in read["kinds"]]
    parts += [read[name]["label"] for name in ("actor", "other", "cooperation") if name in read]
    parts += [f"seit / since {read[name]}" for name in ("since", "verified_since") if read.get(name)]
    if read["here"]:
        parts.append(f"Hier: {read['here']['label']}")
    if read["as_of"]:
        parts.append(f"Stand {read['as_of']}")
    unused = f"  (nicht berücksichtigt / not used: {', '.join(read['unused'])})" if read["unused"] else ""
    return "Verstanden / understood: " + (" · ".join(parts) or "alles") + unused


def _not_understood(console: Console, found: Mapping[str, Any]) -> None:
    if found.get("ambiguous"):
        console.print("Was ist gemeint? / What is meant?")
        for kind, candidates in found["ambiguous"].items():
            for candidate in candidates:
                label, reason = candidate.get("label", candidate), candidate.get("reason", "")
                console.print(Text(f"  {kind}: {label}  ({reason})  {candidate.get('id', '')}"))
        return
    console.print("Nicht verstanden / not understood.")
    for note in found["notes"]:
        console.print(Text(note), style="yellow")
    for suggestion in found["suggestions"]:
        console.print(Text(f"  {suggestion}"))


def places(console: Console, found: list[dict[str, Any]]) -> None:
    """Candidates for a place, best first."""
    if not found:
        console.print("Kein solcher Ort bekannt / no such place known.")
        return
    table(console, ["Ort", "weil", "Kennung"], ([one["label"], one["reason"], one["id"]] for one in found))


def questions(console: Console, found: Iterable[Question], lang: str) -> None:
    table(console, ["id", "", ""], ([q.id, q.title[lang], q.phrasings[lang][0]] for q in found))


def rows(console: Console, columns: list[str], found: list[list[Any]], format: str) -> None:
    """The result of a Cypher statement as table, csv, json or jsonl."""
    if format == "table":
        table(console, columns, found)
    elif format == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows(
            [json.dumps(cell, ensure_ascii=False) if isinstance(cell, list | dict) else cell for cell in row]
            for row in found
        )
    elif format == "json":
        print(json.dumps([dict(zip(columns, row, strict=True)) for row in found], ensure_ascii=False, indent=1))
    elif format == "jsonl":
        for row in found:
            print(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False))
    else:
        raise BadRequest(f"There is no format {format!r}.", hint="Use table, csv, json or jsonl.")


def check(console: Console, problems: list[dict[str, Any]]) -> None:
    for problem in problems:
        console.print(Text(f"{problem['code']}: {problem['message']} {', '.join(problem['ids'])}"))
    if not problems:
        console.print("Alles in Ordnung / everything is whole.")


MERGE_WORDS = {
    "de": {
        "open": "offene Fälle",
        "differs": "≠",
        "in": "genannt in",
        "decided": "Entscheidungen",
        "sources": "Quellen",
    },
    "en": {"open": "open cases", "differs": "≠", "in": "named in", "decided": "decisions", "sources": "sources"},
}


def merges(console: Console, found: Mapping[str, Any], lang: str = "de") -> None:
    """Near cases one below the other, each with both sides in two columns and its reasons."""
    words = MERGE_WORDS[lang]
    for case in found["candidates"]:
        console.print(Text(f"{case['score']:.2f}  {', '.join(case['reasons'])}", style="bold"))
        names = [name for name in SIDE_VALUES if any(name in case[side]["values"] for side in ("left", "right"))]
        rows = [
            [_mark(case, name, words), *(_cell(name, case[s]["values"].get(name), lang) for s in ("left", "right"))]
            for name in names
        ]
        rows.append([words["sources"], *(", ".join(case[side]["sources"]) for side in ("left", "right"))])
        if any(case[side]["reference"] for side in ("left", "right")):
            rows.append([words["in"], *(case[side].get("mentioned_in") for side in ("left", "right"))])
        table(console, ["", "", ""], rows)
        console.print(Text(case["id"], style="dim"))
    console.print(f"{len(found['candidates'])} {words['open']}", style="dim")
    if found["judgements"]:
        console.print(f"\n{words['decided']}")
        rows = [
            [j["verdict"], j.get("left_name") or j["left"], j.get("right_name") or j["right"], j["by"], j["id"]]
            for j in found["judgements"]
        ]
        table(console, ["", "", "", "", "id"], rows)


SIDE_VALUES = (
    "name",
    "alternative_names",
    "kinds",
    "legal_form",
    "address",
    "carrier",
    "phone",
    "email",
    "url",
    "identifiers",
)


def _mark(case: Mapping[str, Any], name: str, words: Mapping[str, str]) -> str:
    return f"{name} {words['differs']}" if name in case["differing"] else name


def sources(console: Console, found: list[dict[str, Any]]) -> None:
    table(
        console,
        ["Quelle", "Titel", "Lizenz", "Stand", ""],
        (
            [
                s["name"],
                s.get("title"),
                s.get("licence"),
                s.get("observed"),
                "abgelegt / dropped" if s.get("dropped") else "",
            ]
            for s in found
        ),
    )


def counts(console: Console, found: Mapping[str, int]) -> None:
    console.print(", ".join(f"{name}: {count}" for name, count in found.items()))


def confirm(question: str) -> bool:
    """Ask at the terminal; the default is no."""
    return typer.confirm(f"{question}\nTrotzdem einlesen? / Import all the same?", err=True)


def refuse(_question: str) -> bool:
    """The answer where nobody can be asked."""
    return False
