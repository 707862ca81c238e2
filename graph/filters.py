"""Words that narrow an answer by what its rows say of themselves: types of school, cost, days, languages, accessibility.

What they mean is data (filters.yaml). A row that says nothing about it is left out and counted, never taken for a yes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from schema.text import fold

FILE = Path(__file__).parent / "filters.yaml"
BYDAY = re.compile(r"BYDAY=([A-Z0-9,+-]+)")
LANGUAGES = ("de", "en")


@dataclass(frozen=True)
class Filter:
    """`words` per language; a row fits where one of `properties` holds one of `has` (folded texts) or of `codes`."""

    id: str
    kind: str
    words: Mapping[str, re.Pattern[str]]
    properties: tuple[str, ...]
    has: tuple[str, ...]
    codes: frozenset[str]
    caption: Mapping[str, str]

    def fits(self, properties: Mapping[str, Any]) -> bool | None:
        """Does a thing with these properties fit? None where it says nothing about it."""
        said = [value for name in self.properties for value in _listed(properties.get(name))]
        if not said:
            return None
        if self.codes:
            return any(self.codes & _codes(str(value)) for value in said)
        return any(word in fold(str(value)) for value in said for word in self.has)


@cache
def filters() -> dict[str, Filter]:
    """Every filter by its id; `kind` is 'types' (of schools) or 'filters' (of offerings and potentials)."""
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        id: Filter(
            id,
            kind,
            {lang: re.compile(entry[lang]) for lang in LANGUAGES},
            tuple(entry["in"]),
            tuple(entry.get("has", ())),
            frozenset(entry.get("codes", ())),
            raw["captions"][id],
        )
        for kind in ("types", "filters")
        for id, entry in raw[kind].items()
    }


def said(text: str, kind: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The filters of a kind that a folded text names, in either language, with where."""
    for one in filters().values():
        if one.kind == kind:
            for lang in LANGUAGES:
                for found in one.words[lang].finditer(text):
                    yield one.id, found


def narrowed(
    rows: list[dict[str, Any]], properties: Mapping[str, Mapping[str, Any]], wanted: Iterable[str]
) -> tuple[list[dict[str, Any]], int]:
    """The rows that fit all wanted days, costs … and any of the wanted types; and how many say nothing about it."""
    asked = [filters()[id] for id in wanted]
    types, others = [f for f in asked if f.kind == "types"], [f for f in asked if f.kind == "filters"]
    kept, silent = [], 0
    for row in rows:
        own = properties.get(row["id"], {})
        answers = [one.fits(own) for one in others]
        answers += [any(one.fits(own) for one in types)] if types else []
        if all(answers):
            kept.append(row)
        elif False not in answers:
            silent += 1
    return kept, silent


def _listed(value: Any) -> list[Any]:
    return [] if value in (None, "") else list(value) if isinstance(value, list | tuple) else [value]


def _codes(value: str) -> set[str]:
    days = BYDAY.search(value)
    if days:
        return {re.sub(r"^[+-]?\d+", "", day) for day in days.group(1).split(",")}
    return {"MO", "TU", "WE", "TH", "FR", "SA", "SU"} if "FREQ=DAILY" in value else {value}
