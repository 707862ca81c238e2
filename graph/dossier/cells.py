"""Rows of an answer as the cells of a table. Which columns there are is data (columns.yaml)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.dossier.parts import Column, Grid
from graph.dossier.sayings import LISTED, SAYERS, SOME, Row
from graph.dossier.sources import Sources
from graph.dossier.words import Words, read
from graph.view import View
from schema.model import Property
from schema.values import KINDS
from schema.vocabulary import Vocabulary

LIMIT = 500  # rows of one table
ALWAYS = frozenset({"name", "cell", "pair", "intended"})
SHORT = 70  # characters of one of several names
LONGEST = 400  # characters of one cell


class Cells:
    """Says the values of rows; `marks` are the numbers on the map by the ids of places, `today` is an ISO date."""

    def __init__(
        self, view: View, vocabulary: Vocabulary, words: Words, sources: Sources, marks: Mapping[str, str], today: str
    ) -> None:
        self.words: Words = words
        self.sources: Sources = sources
        self.today: str = today
        self._view, self._marks = view, marks
        self._vocabulary = vocabulary
        self._properties: dict[str, dict[str, Any]] = {}

    def grid(self, kind: str, question: str, rows: Sequence[Row], limit: int = LIMIT) -> Grid:
        """The table of an answer: columns of its question or kind that at least one row fills."""
        shown = rows[:limit]
        self._fetch(shown)
        wanted = read("columns")["questions"].get(question) or read("columns")["kinds"].get(kind, ["name", "evidence"])
        declared = {name: read("columns")["columns"][name] for name in wanted}
        texts = {
            name: [self.cell(said.get("from", name), said["cell"], row) for row in shown]
            for name, said in declared.items()
        }
        kept = [name for name in wanted if name in ALWAYS or self._tells(name, texts[name], shown)]
        columns = [_column(declared[name], self.words.lang) for name in kept]
        return Grid(columns, [[texts[name][n] for name in kept] for n in range(len(shown))], len(rows) - len(shown))

    def _tells(self, name: str, texts: Sequence[str], rows: Sequence[Row]) -> bool:
        """Does the column say anything? That all of the rows are inside, the heading says."""
        if name == "within":
            return any(row.get("within") not in (None, 1.0) for row in rows)
        if name in ("target_group", "theme", "elsewhere"):
            return any(name in row for row in rows)
        return any(texts)

    def _fetch(self, rows: Iterable[Row]) -> None:
        ids = {str(row["id"]) for row in rows if row.get("id")} - set(self._properties)
        for found in self._view.chosen(ids):
            self._properties[found["id"]] = {"type": found["type"], **found["properties"]}

    def property(self, id: str, name: str) -> str:
        """A declared property of a thing, as the view shows it, said in words."""
        found = self._properties.get(id, {})
        if found.get(name) in (None, [], ""):
            return ""
        declared = self._view.model.types[found["type"]].properties.get(name)
        values = found[name] if isinstance(found[name], list) else [found[name]]
        return ", ".join(self._value(declared, value) for value in values[:LISTED])

    def _value(self, declared: Property | None, value: Any) -> str:
        if declared is None:
            return str(value)
        if declared.values:
            return self._code(declared, str(value))
        return KINDS[declared.kind].caption(value, self.words.lang) if declared.kind in KINDS else str(value)

    def _code(self, declared: Property, code: str) -> str:
        caption = (declared.values or {}).get(code)
        return caption.text(self.words.lang) if caption else code

    def code(self, name: str, code: str) -> str:
        """The caption of a code, by whichever type or relationship declares it under that name."""
        declared = (holder.properties[name] for holder in self._view.model.holders() if name in holder.properties)
        return next((self._code(one, code) for one in declared if code in (one.values or {})), code)

    def caption(self, type: str) -> str:
        """The caption of a type of thing."""
        declared = self._view.model.types.get(type)
        return declared.caption.text(self.words.lang) if declared else type

    def property_caption(self, type: str, name: str) -> str:
        """The caption of a property of a type; of an address and a carrier, which are links, their own."""
        declared = self._view.model.types.get(type)
        found = declared.properties.get(name) if declared else None
        if found is not None:
            return found.caption.text(self.words.lang)
        return self.words(f"conflict.{name}") if f"conflict.{name}" in self.words else name

    def named(self, thing: Any) -> str:
        """The name of a thing; concepts in the document's language."""
        if not isinstance(thing, Mapping):
            return str(thing or "")
        id = str(thing.get("id") or "")
        if id in self._vocabulary.concepts:
            return self._vocabulary.label(id, self.words.lang)
        return str(thing.get("name") or thing.get("label") or "")

    def cell(self, name: str, how: str, row: Row) -> str:
        """One value; never longer than a cell can hold."""
        text = SAYERS[how](self, name, row)
        return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"

    def mark(self, row: Row) -> str:
        """The number of the row's place on the map."""
        return self._marks.get(_id(row.get("place")), "")

    def some(self, things: Sequence[Any]) -> str:
        """The first few of many names, and how many more."""
        return self.several([_short(self.named(thing)) for thing in things], SOME, "; ")

    def several(self, said: Sequence[str], most: int, between: str = ", ") -> str:
        """The first `most` texts, and how many more."""
        text, more = between.join(said[:most]), len(said) - most
        return self.words("and_more", said=text, n=more) if more > 0 else text


def _column(said: Mapping[str, Any], lang: str) -> Column:
    return Column(said["caption"][lang], said["width"], said.get("align", "left"))


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip(" ,.;") + "…"


def _id(thing: Any) -> str:
    return str(thing.get("id") or "") if isinstance(thing, Mapping) else ""
