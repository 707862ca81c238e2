"""From the JSON of an answer to a dossier. Nothing above the view's visibility can come in: all is read through it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.ask import Asker
from graph.catalogue import question
from graph.dossier.cells import Cells
from graph.dossier.ground import chart, numbers
from graph.dossier.links import links
from graph.dossier.matrix import matrix
from graph.dossier.parts import Dossier, Section
from graph.dossier.profile import Profile, figures
from graph.dossier.sources import Sources
from graph.dossier.words import Words
from graph.view import View
from schema.errors import BadRequest
from schema.vocabulary import Vocabulary

PROFILE = "quartier-profile"
COVERED = frozenset({"offerings", "actors", "gaps", "cooperations", "needs", "potentials"})
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
        self._read: Mapping[str, Any] = answer.get("interpretation") or {"here": answer.get("here")}
        self._given: Mapping[str, Any] = answer.get("parameters") or {}
        self._kind, self._id = str(answer["kind"]), str(answer.get("question_id") or "")
        self._rows: list[dict[str, Any]] = list(answer.get("rows") or [])
        self._unlocated: list[dict[str, Any]] = list(answer.get("unlocated") or [])
        self._here: Mapping[str, Any] | None = self._read.get("here")
        self._known = str(self._given.get("known") or ALWAYS)

    def gather(self) -> Dossier:
        as_of = self._read.get("as_of")
        profile = Profile(self._asker, self._view, self._given, as_of) if self._id == PROFILE else None
        placed = profile.placed() if profile else self._rows
        marks = numbers(placed, self._view)
        sources = Sources(self._view, self._words)
        cells = Cells(self._view, self._vocabulary, self._words, sources, marks)
        found = Dossier(self._words.lang, self.title(), self._subtitle(), self._printed, self._place())
        if profile:
            found.figures = figures(self._rows, self._view, self._vocabulary, cells)
            found.sections, found.later = profile.sections(cells)
        else:
            found.sections = self._sections(cells)
        found.chart = chart(self._view, self._here, placed, marks, self._known, self._words)
        found.pointless = self._pointless(placed)
        found.placed = bool((self._here or {}).get("areas") or any(row.get("place") for row in placed))
        covering = self._cover(found)
        found.links = links(
            self._view,
            [*profile.actors, *profile.cooperations] if profile else self._linked(),
            self._known,
            self._words,
        )
        used = {"map": found.chart.sources if found.chart else [], "coverage": covering, "network": found.links.sources}
        found.used = {part: sorted(sources.number(name) for name in names) for part, names in used.items() if names}
        found.sources = sources.cited()
        found.facts, found.notes = self._facts(sources), self._notes(profile)
        return found

    # what is said

    def title(self) -> str:
        """One sentence: how many of what, on what, for whom, where."""
        words, about = self._words, self._about()
        if self._id == PROFILE:
            areas = (self._here or {}).get("areas") or []
            lived = all(area["type"] == "Quartier" for area in areas) and areas
            return words("profile" if lived else "profile.area", place=self._place())
        counted = "partners" if self._id == "partners-of" else self._kind
        counted = counted if f"count.{counted}" in words else "table"
        some, rest = len(self._rows), len(self._unlocated)
        said = (words(f"count.{counted}", n=some) if some else words(f"none.{counted}")) + about
        return said + (words("unlocated", n=rest) if rest else "")

    def _about(self) -> str:
        words = self._words
        themes, groups = (self._labels(name) for name in ("themes", "target_groups"))
        kinds = [self._kind_caption(code) for code in self._read.get("kinds") or []]
        said = f" ({words.list(kinds)})" if kinds else ""
        said += words("about.theme", what=words.list(self._running(themes))) if themes else ""
        said += words("about.group", what=words.list(self._running(groups))) if groups else ""
        said += words("about.actor", what=self._actor()) if self._actor() else ""
        return said + (words("about.here", what=self._place()) if (self._here or {}).get("areas") else "")

    def _running(self, labels: Sequence[str]) -> list[str]:
        """English topics are no proper names: "for young people"."""
        small = self._words.lang == "en"
        return [one[0].lower() + one[1:] if small and one[1:2].islower() else one for one in labels]

    def _labels(self, name: str) -> list[str]:
        return [self._vocabulary.label(str(c["id"]), self._words.lang) for c in self._read.get(name) or []]

    def _kind_caption(self, code: str) -> str:
        caption = (self._view.model.types["Actor"].properties["kinds"].values or {}).get(code)
        return caption.text(self._words.lang) if caption else code

    def _actor(self) -> str:
        id = self._given.get("actor")
        return str(self._view.names([id]).get(id, {}).get("name") or "") if id else ""

    def _place(self) -> str:
        return str((self._here or {}).get("label") or "")

    def _subtitle(self) -> str:
        if self._answer.get("question"):
            return self._words("question", text=self._answer["question"])
        return question(self._id).title[self._words.lang] if self._id else ""

    def _facts(self, sources: Sources) -> list[tuple[str, str]]:
        words, areas = self._words, (self._here or {}).get("areas") or []
        where = ", ".join(dict.fromkeys(self._area(area) for area in areas))
        everywhere = words("everywhere") if self._here is not None and not areas else ""
        as_of = self._read.get("as_of")
        unused = [str(word) for word in self._read.get("unused") or []]
        pairs = [
            ("fact.theme", ", ".join(self._labels("themes"))),
            ("fact.group", ", ".join(self._labels("target_groups"))),
            ("fact.kind", ", ".join(self._kind_caption(code) for code in self._read.get("kinds") or [])),
            ("look.actor", self._actor()),
            ("fact.here", where or everywhere),
            ("fact.unused", ", ".join(unused)),
            ("fact.as_of", words.date(as_of) if as_of else ""),
            ("fact.fresh", sources.fresh()),
            ("fact.printed", words.date(self._printed)),
        ]
        return [(words(key)[0].upper() + words(key)[1:], said) for key, said in pairs if said]

    def _area(self, area: Mapping[str, Any]) -> str:
        kind = area.get("level") or self._view.model.types[str(area["type"])].caption.text(self._words.lang)
        return f"{area['label']} ({kind})"

    def _notes(self, profile: Profile | None) -> list[tuple[str, str]]:
        said = (self._words.note(str(note)) for note in self._answer.get("notes") or [])
        notes = [note for note in said if note]
        edge = sum((row.get("within") or 1.0) < 1.0 for row in self._rows) if not profile else 0
        if edge:
            notes.append((self._words("note.edge", n=edge), ""))
        if not self._rows and not self._unlocated:
            notes.append((self._words("empty.hint"), ""))
        return notes

    # what is shown

    def _sections(self, cells: Cells) -> list[Section]:
        words, title = self._words, f"section.rows.{self._kind}"
        found = []
        if self._rows:
            grid = cells.grid(self._kind, self._id, self._rows)
            found.append(Section(words(title if title in words else "section.rows.table"), "", grid))
        if self._unlocated:
            hidden = [{name: value for name, value in row.items() if name != "within"} for row in self._unlocated]
            grid = cells.grid(self._kind, self._id, hidden)
            found.append(Section(words("section.unlocated"), words("unlocated.hint"), grid))
        return found

    def _linked(self) -> list[dict[str, Any]]:
        asked = self._given.get("actor")
        return [*self._rows, *self._unlocated, *([{"id": asked}] if asked else [])]

    def _pointless(self, rows: Sequence[Mapping[str, Any]]) -> int:
        """Rows that have a place, though without a point."""
        ids = [row["place"]["id"] for row in rows if isinstance(row.get("place"), Mapping)]
        pointed = {found["id"] for found in self._view.chosen(ids) if found["properties"].get("point")}
        return sum(id not in pointed for id in ids)

    def _cover(self, found: Dossier) -> list[str]:
        """Add the matrix where one belongs; returns its sources."""
        areas = list(self._given.get("areas") or [])
        found.covers = bool((self._here or {}).get("areas")) and (self._kind in COVERED or self._id == PROFILE)
        if not found.covers:
            return []
        asked = {name: [str(c["id"]) for c in self._read.get(name) or []] for name in ("themes", "target_groups")}
        moment = {"known": self._known, "date": str(self._given.get("date") or self._printed)}
        found.coverage, covering = matrix(self._view, self._vocabulary, areas, asked, moment, self._words)
        return covering
