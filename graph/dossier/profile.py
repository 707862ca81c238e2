"""What a profile adds to the answer: figures as tables, who is active, needs, potentials, participation, gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answers import Arguments
from graph.ask import Asker
from graph.catalogue import question
from graph.dossier.cells import Cells
from graph.dossier.parts import Column, Grid, Section
from graph.dossier.reading import things_here
from graph.view import View
from schema.vocabulary import Vocabulary

FIGURES = 12
ACTIVE, LISTED, GAPS = 40, 40, 15
THINGS = (("needs", "Need", "section.rows.needs"), ("potentials", "Potential", "section.rows.potentials"),
          ("participation", "ParticipationFormat", "section.participation"))  # fmt: skip
Rows = list[dict[str, Any]]


class Profile:
    """The rows of a profile: who does what here, from the questions of the catalogue."""

    def __init__(self, asker: Asker, view: View, given: Mapping[str, Any], as_of: str | None) -> None:
        self._asker, self._view = asker, view
        self._areas, self._known = list(given.get("areas") or []), str(given.get("known") or "9999")
        self._arguments = Arguments(areas=self._areas, coarse=list(given.get("coarse") or []), as_of=as_of)
        self.offerings = self._run("who-covers")
        self.cooperations = self._run("cooperations-here")
        self.actors = self._active(self._run("actors-here"))
        self.things = {name: things_here(view, type, self._areas, self._known) for name, type, _ in THINGS}

    def _run(self, id: str) -> Rows:
        return [dict(row) for row in self._asker.run(question(id), self._arguments).rows]

    def _active(self, located: Rows) -> Rows:
        """Actors located here and those with an offering here, most offerings first."""
        rows = {row["id"]: row for row in located}
        for offering in self.offerings:
            actor = offering.get("actor")
            if actor:
                row = rows.setdefault(actor["id"], {**actor, "place": None})
                row.setdefault("offerings", []).append({"id": offering["id"], "name": offering["name"]})
        missing = self._view.evidence(id for id, row in rows.items() if "evidence" not in row)
        for id, row in rows.items():
            row.setdefault("evidence", missing.get(id, []))
        members = [member["id"] for row in self.cooperations for member in row.get("members") or []]
        for row in rows.values():
            row["partners"] = members.count(row["id"]) or None
        return sorted(
            rows.values(),
            key=lambda r: (-len(r.get("offerings", [])), -(r["partners"] or 0), str(r["name"]).casefold(), r["id"]),
        )

    def placed(self) -> Rows:
        """Everything that may be on the map, in the order of the document."""
        return [*self.actors, *self.offerings, *(row for rows in self.things.values() for row in rows)]

    def sections(self, cells: Cells) -> tuple[list[Section], list[Section]]:
        """What comes before and what comes after map, matrix and network."""
        words = cells.words
        active = Section(words("section.active"), words("active.lead"), cells.grid("active", "", self.actors, ACTIVE))
        later = [Section(words("section.rows.cooperations"), "", self._grid(cells, "cooperations", self.cooperations))]
        later += [Section(words(title), "", self._grid(cells, name, self.things[name])) for name, _, title in THINGS]
        gaps = self._run("gaps")
        if gaps:
            later.append(Section(words("section.rows.gaps"), words("gaps.lead"), cells.grid("gaps", "", gaps, GAPS)))
        return [active], later

    @staticmethod
    def _grid(cells: Cells, kind: str, rows: Rows) -> Grid | None:
        return cells.grid(kind, "", rows, LISTED) if rows else None


def figures(rows: Sequence[Mapping[str, Any]], view: View, vocabulary: Vocabulary, cells: Cells) -> dict[str, Grid]:
    """The counts of the answer's rows by their groups: caption -> table."""
    words, found = cells.words, {}
    groups = list(dict.fromkeys(str(row["group"]) for row in rows if row.get("group")))
    for group in groups:
        if f"figure.{group}" not in words:
            continue
        counted = [row for row in rows if row["group"] == group]
        counted.sort(key=lambda row: -row["count"])
        lines = [[_caption(row, group, view, vocabulary, words.lang), words.number(row["count"])] for row in counted]
        more = len(lines) - FIGURES
        if more > 0:
            lines = [*lines[:FIGURES], [words("figure.more", n=more), "…"]]
        title = words(f"figure.{group}")
        found[title] = Grid([Column(title, 3), Column(words("figure.count"), 1, "right")], lines)
    return found


def _caption(row: Mapping[str, Any], group: str, view: View, vocabulary: Vocabulary, lang: str) -> str:
    id = str(row["id"]).removeprefix(f"count-{group}-")
    if id in vocabulary.concepts:
        return vocabulary.label(id, lang)
    if group == "types" and id in view.model.types:
        return view.model.types[id].plural.text(lang)
    codes = view.model.types["Actor"].properties["kinds"].values or {}
    return codes[id].text(lang) if group == "kinds" and id in codes else str(row["name"])
