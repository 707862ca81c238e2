"""Examples of questions that a store answers: wordings (examples.yaml) filled with its own places, topics and names."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.ask import Asker
from graph.catalogue import question
from graph.store import Store
from schema.vocabulary import Vocabulary

FILE = Path(__file__).with_suffix(".yaml")
TRIES = 3  # fillings of one wording
SECONDS = 10.0  # after which no more examples are looked for
PLACES = (
    "MATCH (a:{label})<-[:WITHIN]-(p:Place)<-[:LOCATED_AT]-(o:Offering) WHERE a.ended IS NULL AND o.ended IS NULL "
    "RETURN a.name AS name, count(o) AS n ORDER BY n DESC, name LIMIT 3"
)
THEMES = (
    "MATCH (t:Theme)<-[:ABOUT]-(o:Offering) WHERE o.ended IS NULL "
    "RETURN t.id AS name, count(o) AS n ORDER BY n DESC, name LIMIT 3"
)
MEMBERS = (
    "MATCH (a:{label})-[:MEMBER_OF]->(k:Cooperation) WHERE a.ended IS NULL AND a.type = '{label}' AND k.ended IS NULL "
    "RETURN a.name AS name, count(k) AS n ORDER BY n DESC, name LIMIT 3"
)
COORDINATED = (
    "MATCH (:Actor)-[m:MEMBER_OF]->(k:Cooperation) WHERE k.ended IS NULL AND m.role = 'coordinator' "
    "RETURN DISTINCT k.name AS name ORDER BY name LIMIT 3"
)
MASCULINE = re.compile(r"(kiez|viertel|hang|park|quartier|platz|hof|bezirk)$")
FEMININE = re.compile(r"(aue|siedlung|stadt)$")


@cache
def _groups() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def examples(asker: Asker, store: Store, vocabulary: Vocabulary, lang: str) -> list[dict[str, Any]]:
    """Groups as {group, title, questions: [{id, title, text}]}; only questions that find something, no empty group."""
    fillings = {name: list(found) for name, found in _fillings(store, vocabulary, lang).items()}
    until = time.monotonic() + SECONDS
    groups = []
    for group in _groups():
        asked = (
            (id, _first(asker, id, texts[lang], fillings, lang, until)) for id, texts in group["questions"].items()
        )
        found = [{"id": id, "title": question(id).title[lang], "text": text} for id, text in asked if text]
        if found:
            groups.append({"group": group["id"], "title": group["title"][lang], "questions": found})
    return groups


def _fillings(store: Store, vocabulary: Vocabulary, lang: str) -> Mapping[str, Iterable[str]]:
    def names(statement: str) -> list[str]:
        return [str(row["name"]) for row in store.read(statement) if row["name"]]

    places = names(PLACES.replace("{label}", "Quartier")) or names(PLACES.replace("{label}", "AdministrativeArea"))
    themes = [vocabulary.label(id, lang) for id in names(THEMES)]
    return {
        "place": places,
        "in": [_inside(place) for place in places],
        "theme": themes if lang == "de" else [theme[0].lower() + theme[1:] for theme in themes],
        "actor": names(MEMBERS.replace("{label}", "Actor")),
        "other": names(MEMBERS.replace("{label}", "Department")),
        "cooperation": names(COORDINATED),
    }


def _inside(place: str) -> str:
    """A place with the German preposition that most names of its kind take."""
    return f"im {place}" if MASCULINE.search(place) else f"in der {place}" if FEMININE.search(place) else f"in {place}"


def _first(
    asker: Asker, id: str, wording: str, fillings: Mapping[str, list[str]], lang: str, until: float
) -> str | None:
    for text in itertools.islice(_worded(wording, fillings), TRIES):
        if time.monotonic() > until:
            return None
        answer = asker.ask(text, lang=lang)
        if answer["question_id"] == id and answer["rows"]:
            return text
    return None


def _worded(wording: str, fillings: Mapping[str, list[str]]) -> Iterator[str]:
    """The wording with each filling; of several names the first changes slowest, and one that is unknown gives none."""
    names = re.findall(r"\{(\w+)\}", wording)
    for chosen in itertools.product(*(fillings[name] for name in names)):
        yield wording.format_map(dict(zip(names, chosen, strict=True)))
