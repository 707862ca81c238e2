"""A mapping in the making: the sheet's reading, its columns, and the things that were made of it so far."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.recognition.contents import Column
from ingest.recognition.headings import load
from ingest.recognition.kinds import Reading
from schema.model import load_model
from schema.values.folding import fold, words

WHOLE = frozenset({"description", "schedule", "opening_hours", "audience_text"})  # texts that are never cut
TIMES = frozenset({"schedule", "opening_hours"})
FEW = 0.3  # share of cells with a time of day up to which a column names days
_TIME = re.compile(r"\d[:.]\d\d|\d\s?(?:-|–|uhr|h\b|am\b|pm\b)", re.IGNORECASE)
MOSTLY = 1.15  # texts per actor up to which a column still speaks of the actor
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What surrounds a sheet's columns: the file's and the sheet's name, titles, the area that the sheet is about."""

    file: str
    name: str | None
    title: str
    area: str | None = None
    observed: str | None = None


class Draft:
    """What the modules that build the mapping share."""

    def __init__(self, reading: Reading, columns: Sequence[Column], sheet: Sheet) -> None:
        self.reading, self.sheet = reading, sheet
        self.columns = {column.heading: column for column in columns}
        self.spec = load("kinds")[reading.kind]
        self.subject: str = self.spec["subject"]
        self.model = load_model()
        self.things: dict[str, Document] = {}

    def headings(self, *fields: str) -> list[str]:
        """The headings taken for any of the fields, in order of the sheet."""
        return self.reading.headings(*fields)

    def names(self, role: str) -> list[str]:
        """The columns that name what a role holds; the row's subject may have several."""
        if role == self.subject:
            return self.headings(f"{role}.name", "subject.name")
        return self.headings(f"{role}.name")[:1]

    def rows(self) -> Sequence[Mapping[str, object]]:
        """The sample's rows."""
        return self.reading.rows

    def declares(self, name: str) -> bool:
        """Has the row's subject such a property?"""
        return self.declared(self.things[self.subject], name)

    def declared(self, thing: Document, name: str) -> bool:
        """Has a thing's type such a property?"""
        return name in self.model.types[thing["type"]].properties

    def depends(self, *fields: str) -> bool:
        """Does each actor have one text in the column, though some actors have several rows?"""
        names, found = self.headings("actor.name", "owner.name"), self.headings(*fields)
        if not names or not found:
            return False
        if self.subject == "potential" and not self.headings("potential.name"):
            return True
        pairs = [(str(row.get(names[0], "")), str(row.get(found[0], ""))) for row in self.rows() if row.get(names[0])]
        actors = {actor for actor, _ in pairs}
        filled = {(actor, text) for actor, text in pairs if text}
        return len(pairs) > len(actors) and len(filled) <= MOSTLY * len({actor for actor, _ in filled})

    def append(self, values: Document, name: str, spec: Any) -> None:
        """A further column of a property: joined to those it has."""
        label = self.columns[spec].label if isinstance(spec, str) else ""
        if label:
            spec = {"columns": [spec], "labels": {spec: label}, "join": "; "} | (
                {} if name in WHOLE else {"split": [";"]}
            )
        known = values.get(name)
        if known is None:
            values[name] = spec
            return
        first, second = (s if isinstance(s, dict) else {"column": s} for s in (known, spec))
        columns = [*first.get("columns", [first.get("column")]), *second.get("columns", [second.get("column")])]
        labels = {**first.get("labels", {}), **second.get("labels", {})}
        marks = list(dict.fromkeys([*first.get("split", []), *second.get("split", [])]))
        joined: Document = {"columns": columns, "join": "; " if labels else marks[0] if marks else "\n"}
        if name not in WHOLE:
            joined["split"] = marks or ["\n"]
        elif name in TIMES and not labels:
            joined |= self._days_and_times(columns)
        values[name] = joined | ({"labels": labels} if labels else {})

    def _days_and_times(self, headings: list[str]) -> Document:
        """A column of days beside one of times is read as one text, the day first: "Mo" and "9-12" as "Mo 9-12"."""
        timeless = [h for h in headings if self.columns[h].part(_TIME.search) < FEW]
        dayless = [h for h in headings if h not in timeless]
        return {"columns": [*timeless, *dayless], "join": " "} if timeless and dayless else {}

    def list_kinds(self) -> list[str]:
        """What the actors of a list like this are."""
        entry = self.list()
        return list(entry["kinds"]) if entry else []

    def list(self) -> Document | None:
        for text in (self.sheet.name, self.sheet.title, self.sheet.file):
            folded = fold(text or "").replace("_", " ").replace("-", " ")
            for entry in load("words")["lists"]:
                if any(word in folded if len(word) > 5 else word in words(folded) for word in entry["words"]):
                    return dict(entry)
        return None
