"""The handbook of the questions, a page each in German and English, from the catalogue and the demo town.

`python -m api.handbook` writes docs/handbook anew. Here stands how a page looks; the answers come from whoever can ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from graph.catalogue import Question, catalogue

LANGUAGES = ("de", "en")
ROWS = 4
Ask = Callable[[str, str], Mapping[str, Any]]  # text, language -> answer
WORDS = {
    "de": {
        "index": "Handbuch der Fragen",
        "head": "Jede Frage des Katalogs, mit einem Beispiel aus der erfundenen Stadt Musterau. Geschrieben aus "
        "`graph/questions` von `python -m api.handbook`; dort ändern, nicht hier. [In English](../en/README.md).",
        "ask": "So wird gefragt",
        "method": "Wie es gefunden wird, und wo die Grenzen liegen",
        "parameters": "Was man angeben kann",
        "columns": "Spalten der Antwort",
        "example": "Beispiel",
        "row": "Zeile",
        "evidence": "Beleg",
        "more": "… und {n} weitere.",
        "none": "Dazu ist nichts bekannt.",
        "apart": "Ohne bekannte Lage, getrennt aufgeführt: {n}.",
        "cypher": "Das Cypher steht in [{file}]({link}); es läuft unverändert auf beiden Speichern.",
        "back": "[Alle Fragen](README.md) · [English](../en/{id}.md)",
    },
    "en": {
        "index": "Handbook of the questions",
        "head": "Every question of the catalogue, with an example from the invented town of Musterau. Written from "
        "`graph/questions` by `python -m api.handbook`; change it there, not here. [Auf Deutsch](../de/README.md).",
        "ask": "How to ask",
        "method": "How it is found, and where its limits are",
        "parameters": "What can be said",
        "columns": "Columns of the answer",
        "example": "Example",
        "row": "Row",
        "evidence": "Evidence",
        "more": "… and {n} more.",
        "none": "Nothing is known.",
        "apart": "Without a known place, listed apart: {n}.",
        "cypher": "The Cypher is in [{file}]({link}); it runs unchanged on both stores.",
        "back": "[All questions](README.md) · [Deutsch](../de/{id}.md)",
    },
}
PARAMETERS = {
    "here": ("der Ort: Quartier, Verwaltungsraum, Straße, Anschrift, Punkt", "the place: neighbourhood, area, street, address, point"),
    "themes": ("Themen", "topics"),
    "target_groups": ("Zielgruppen, auch als Alter", "target groups, also as ages"),
    "kinds": ("die Art (Schule, Raum, Quartiersrat …)", "the kind (school, room, council …)"),
    "filters": ("kostenlos, barrierefrei, ein Wochentag, eine Sprache; eine Schulart", "free, accessible, a day, a language; a type of school"),
    "sectors": ("Handlungsfelder", "sectors"),
    "actor": ("ein Akteur oder Fachamt", "an actor or department"),
    "other": ("ein zweiter Akteur", "a second actor"),
    "cooperation": ("eine Kooperation", "a cooperation"),
    "since": ("ein Tag, seit dem (auch „seit zwei Jahren“)", 'a day since which (also "for two years")'),
    "until": ("ein Tag, bis zu dem", "a day until which"),
    "status": ("offen oder erledigt", "open or answered"),
    "verified_since": ("nur was seit diesem Tag geprüft oder zuletzt genannt wurde", "only what was verified or last named since that day"),
    "as_of": ("der Stichtag: was damals galt und bekannt war", "as of a day: what held and was known then"),
}  # fmt: skip


def pages(ask: Ask, examples: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """(path below docs/handbook, text) of every page; `examples` gives the question asked for each id and language."""
    for lang in LANGUAGES:
        yield f"{lang}/README.md", _index(lang)
        for question in catalogue():
            text = examples[question.id][lang]
            yield f"{lang}/{question.id}.md", "\n".join(_page(question, lang, text, ask(text, lang)))


def _index(lang: str) -> str:
    words = WORDS[lang]
    lines = [f"# {words['index']}", "", words["head"], ""]
    lines += [f"- [{question.title[lang]}]({question.id}.md): {question.about[lang]}" for question in catalogue()]
    return "\n".join(lines) + "\n"


def _page(question: Question, lang: str, text: str, answer: Mapping[str, Any]) -> Iterator[str]:
    words, n = WORDS[lang], LANGUAGES.index(lang)
    yield f"# {question.title[lang]}"
    yield ""
    yield question.about[lang]
    yield ""
    yield f"## {words['ask']}"
    yield ""
    yield from (f"- {phrasing}" for phrasing in question.phrasings[lang])
    yield ""
    yield f"## {words['parameters']}"
    yield ""
    yield from (f"- `{name}`: {PARAMETERS[name][n]}" for name in question.parameters)
    yield ""
    if question.method:
        yield from (f"## {words['method']}", "", question.method[lang], "")
    yield from (f"## {words['example']}", "", f"> {text}", "")
    yield from _example(answer, words)
    file = f"graph/questions/{question.id}.cypher"
    yield words["cypher"].format(file=file, link=f"../../../{file}")
    yield ""
    yield words["back"].format(id=question.id)
    yield ""


def _example(answer: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[str]:
    rows, columns = (
        answer["rows"],
        [c for c in answer["columns"] if any(_cell(r.get(c)) for r in answer["rows"][:ROWS])],
    )
    yield from (f"- {note}" for note in answer["notes"])
    yield ""
    if not rows:
        yield from (words["none"], "")
    else:
        yield "| " + " | ".join([*columns, words["evidence"]]) + " |"
        yield "|" + "---|" * (len(columns) + 1)
        for row in rows[:ROWS]:
            yield "| " + " | ".join([*(_cell(row.get(column)) for column in columns), _evidence(row)]) + " |"
        yield ""
    if len(rows) > ROWS:
        yield from (words["more"].format(n=len(rows) - ROWS), "")
    if answer["unlocated"]:
        yield from (words["apart"].format(n=len(answer["unlocated"])), "")


def _cell(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("name") or "")
    if isinstance(value, list):
        shown = [_cell(part) for part in value[:3]]
        return ", ".join(shown) + (" …" if len(value) > len(shown) else "")
    return "" if value is None else str(value).replace("|", "/")


def _evidence(row: Mapping[str, Any]) -> str:
    lines = [f"{e['source']}{'/' + e['sheet'] if e['sheet'] else ''}#{e['row']}" for e in row["evidence"][:1]]
    return ", ".join(lines) + (f" +{len(row['evidence']) - 1}" if len(row["evidence"]) > 1 else "")
