"""From the JSON of an answer to a dossier. Nothing above the view's visibility can come in: all is read through it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.ask import Asker
from graph.dossier.cells import Cells
from graph.dossier.ground import chart, numbers
from graph.dossier.links import links
from graph.dossier.matrix import matrix
from graph.dossier.parts import Dossier, Section
from graph.dossier.profile import Profile, figures
from graph.dossier.sectors import sectors
from graph.dossier.sources import Sources
from graph.dossier.titles import PROFILE, TOWN_WIDE, Titles
from graph.dossier.words import Words
from graph.texts import say
from graph.view import View
from schema.errors import BadRequest
from schema.vocabulary import Vocabulary

MAPPED = frozenset({"who-covers", "actors-here", PROFILE})  # others get a map only where a row has a point on it
COVERED = frozenset({"who-covers", "actors-here", "gaps", "overlaps", "needs-here", PROFILE})
LINKED = frozenset({"who-covers", "actors-here", "responsible-department", "cooperations-here", "coordinator-of",
                    "partners-of", "bridges"})  # fmt: skip
ALWAYS = "9999"


def dossier(
    asker: Asker, view: View, vocabulary: Vocabulary, answer: Mapping[str, Any], *, lang: str, printed: str
) -> Dossier:
    """Gather a document from an answer (the JSON of `/api/ask` or of a question of the catalogue).

    `printed` (ISO date) is the day of printing and, where the answer has no `as_of`, the day that holds. Raises
    BadRequest with the candidates in its details where the answer is none.
    """
    if not answer.get("understood"):
        raise not_an_answer(answer)
    return _Gathering(asker, view, vocabulary, answer, Words(lang), printed).gather()


def not_an_answer(answer: Mapping[str, Any]) -> BadRequest:
    """Why there is nothing to print, and what would settle it."""
    details = {name: answer[name] for name in ("ambiguous", "suggestions", "notes") if answer.get(name)}
    if answer.get("ambiguous"):
        return BadRequest("The question can be read in several ways.", hint="Settle it with here=…", details=details)
    return BadRequest("The question was not understood.", hint="Ask one of the suggestions.", details=details)


class _Gathering:
    """One dossier on its way."""

    def __init__(
        self, asker: Asker, view: View, vocabulary: Vocabulary, answer: Mapping[str, Any], words: Words, printed: str
    ) -> None:
        self._asker, self._view, self._vocabulary, self._answer, self._words = asker, view, vocabulary, answer, words
        self._printed = printed
        self._titles = Titles(view, vocabulary, answer, words)
        self._read: Mapping[str, Any] = answer.get("interpretation") or {"here": answer.get("here")}
        self._given: Mapping[str, Any] = answer.get("parameters") or {}
        self._kind, self._id = str(answer["kind"]), str(answer.get("question_id") or "")
        self._rows: list[dict[str, Any]] = list(answer.get("rows") or [])
        self._unlocated: list[dict[str, Any]] = list(answer.get("unlocated") or [])
        self._here: Mapping[str, Any] | None = self._read.get("here")
        self._known = str(self._given.get("known") or ALWAYS)

    def gather(self) -> Dossier:
        today = self._read.get("as_of") or self._printed
        profile = Profile(self._asker, self._given, self._read, self._words.lang) if self._id == PROFILE else None
        placed = profile.placed() if profile else self._rows
        marks = numbers(placed, self._view)
        sources = Sources(self._view, self._words)
        cells = Cells(self._view, self._vocabulary, self._words, sources, marks, today)
        titles = self._titles
        found = Dossier(self._words.lang, titles.title(), titles.subtitle(), self._printed, titles.place())
        if profile:
            found.figures = figures(self._rows, self._view, self._vocabulary, cells)
            found.sections, found.later = profile.sections(cells)
        else:
            found.sections = self._sections(cells)
        found.method = str(self._answer.get("method") or "")
        if self._id in MAPPED or marks:
            found.chart = chart(self._view, self._here, placed, marks, self._known, self._words)
            found.placed = bool((self._here or {}).get("areas") or any(row.get("place") for row in placed))
        found.pointless = self._pointless(placed)
        covering = self._cover(found)
        network: list[str] = []
        if self._id in LINKED:
            found.links = links(self._view, self._linked(), self._known, self._words)
            network = found.links.sources
        used = {"map": found.chart.sources if found.chart else [], "coverage": covering, "network": network}
        found.used = {part: sorted(sources.number(name) for name in names) for part, names in used.items() if names}
        found.sources = sources.cited()
        found.facts, found.notes = titles.facts(sources.fresh(), self._printed), self._notes()
        return found

    def _notes(self) -> list[tuple[str, str]]:
        """The answer's own notes, in its language; the hint that nothing is not none, where they do not say it."""
        spoken = str(self._read.get("lang") or self._words.lang)
        other = spoken if spoken != self._words.lang else ""
        own = {
            say(key, spoken, len(self._unlocated)) for key in ("unlocated", "town_wide")
        }  # said by title and section
        said = [str(note) for note in self._answer.get("notes") or [] if note not in own]
        notes = [(self._words.dated(note), other) for note in said]
        if not self._rows and not self._unlocated and say("unknown_is_not_none", spoken) not in said:
            notes.append((self._words("empty.hint"), ""))
        return notes

    # what is shown

    def _sections(self, cells: Cells) -> list[Section]:
        words = self._words
        titles = (f"section.rows.{self._id}", f"section.rows.{self._kind}", "section.rows.table")
        title = words(next(key for key in titles if key in words))
        found = []
        if self._id == "silo":
            found.append(Section(words("section.matrix"), words("matrix.lead"), sectors(self._rows, cells)))
        if self._rows:
            rows = [row for row in self._rows if row.get("count") != 0]  # of no cooperation there is nothing to list
            found.append(Section(title, "", cells.grid(self._kind, self._id, rows)))
        if self._unlocated:
            hidden = [{name: value for name, value in row.items() if name != "within"} for row in self._unlocated]
            grid = cells.grid(self._kind, self._id, hidden)
            apart = "town_wide" if self._id in TOWN_WIDE else "unlocated"
            found.append(Section(words(f"section.{apart}"), words(f"{apart}.hint"), grid))
        return found

    def _linked(self) -> list[dict[str, Any]]:
        asked = [self._given[name] for name in ("actor", "other", "cooperation") if self._given.get(name)]
        return [*self._rows, *self._unlocated, *({"id": id} for id in asked)]

    def _pointless(self, rows: Sequence[Mapping[str, Any]]) -> int:
        """Rows that have a place, though without a point."""
        ids = [row["place"]["id"] for row in rows if isinstance(row.get("place"), Mapping)]
        pointed = {found["id"] for found in self._view.chosen(ids) if found["properties"].get("point")}
        return sum(id not in pointed for id in ids)

    def _cover(self, found: Dossier) -> list[str]:
        """Add the matrix where one belongs; returns its sources."""
        areas = list(self._given.get("areas") or [])
        found.covers = bool((self._here or {}).get("areas")) and self._id in COVERED
        if not found.covers:
            return []
        asked = {name: [str(c["id"]) for c in self._read.get(name) or []] for name in ("themes", "target_groups")}
        moment = {"known": self._known, "date": str(self._given.get("date") or self._printed)}
        found.coverage, covering = matrix(self._view, self._vocabulary, areas, asked, moment, self._words)
        return covering
