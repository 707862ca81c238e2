"""The profile of a place (Quartierssteckbrief): figures, who is active, what is there, what depends on whom, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.answers import Arguments
from graph.ask import Asker
from graph.catalogue import question
from graph.dossier.cells import Cells
from graph.dossier.parts import Column, Grid, Section
from graph.view import View
from schema.vocabulary import Vocabulary

FIGURES = 6
ACTIVE, LISTED, GAPS, WATCHED = 9, 4, 4, 5
THINGS = ("needs-here", "potentials-here", "participation-here", "planning-here")
Rows = list[dict[str, Any]]


class Profile:
    """The rows of a profile, from the questions of the catalogue asked at the place."""

    def __init__(self, asker: Asker, given: Mapping[str, Any], read: Mapping[str, Any], lang: str) -> None:
        self._asker = asker
        self._arguments = Arguments(
            areas=list(given.get("areas") or []),
            coarse=list(given.get("coarse") or []),
            around=list(given.get("served") or []),
            as_of=read.get("as_of"),
            lang=lang,
        )
        self.offerings = self._run("who-covers")
        self.cooperations = self._run("cooperations-here")
        self.actors = self._active(self._run("actors-here"))
        self._closest_first()
        self.things = {id: self._run(id) for id in THINGS}

    def _run(self, id: str) -> Rows:
        return [dict(row) for row in self._asker.run(question(id), self._arguments).rows]

    def _active(self, located: Rows) -> Rows:
        """Actors located here and those with an offering here, most offerings first."""
        rows = {row["id"]: row for row in located}
        for offering in self.offerings:
            actor = offering.get("actor")
            if actor:
                row = rows.setdefault(actor["id"], {**actor, "place": None, "evidence": []})
                row.setdefault("offerings", []).append({"id": offering["id"], "name": offering["name"]})
                if row["place"] is None:  # not at home here: what it does here is what speaks for it
                    row["evidence"] = [*row["evidence"], *offering["evidence"]]
        members = [member["id"] for row in self.cooperations for member in row.get("members") or []]
        for row in rows.values():
            row["partners"] = members.count(row["id"]) or None
        return sorted(
            rows.values(),
            key=lambda r: (-len(r.get("offerings", [])), -(r["partners"] or 0), str(r["name"]).casefold(), r["id"]),
        )

    def _closest_first(self) -> None:
        """Cooperations with most members active here first: where only some are shown, it is these."""
        here = {row["id"] for row in self.actors}
        self.cooperations.sort(key=lambda row: -sum(member["id"] in here for member in row.get("members") or []))

    def placed(self) -> Rows:
        """Everything that may be on the map, in the order of the document."""
        return [*self.actors, *self.offerings, *(row for rows in self.things.values() for row in rows)]

    def sections(self, cells: Cells) -> tuple[list[Section], list[Section]]:
        """What comes before and what comes after map, matrix and network."""
        words = cells.words
        active = Section(words("section.active"), words("active.lead"), cells.grid("active", "", self.actors, ACTIVE))
        parts = [("section.rows.cooperations", "cooperations-here", self.cooperations)]
        parts += [(f"section.rows.{id}", id, rows) for id, rows in self.things.items()]
        later = [Section(words(title), "", _grid(cells, id, rows)) for title, id, rows in parts if rows]
        gaps = [gap for gap in self._run("gaps") if gap["reason"] != "need"]  # needs have a table of their own
        if gaps:
            later.append(Section(words("section.rows.gaps"), words("gaps.lead"), cells.grid("gaps", "", gaps, GAPS)))
        nothing = [words(title) for title, _, rows in parts if not rows]
        return [active, *self._watch(cells, nothing)], later

    def _watch(self, cells: Cells, nothing: list[str]) -> list[Section]:
        """What depends on one actor, who holds the network together, what is done twice or unknown: a line each."""
        words = cells.words
        single = self._run("single-points")
        lines = [
            ("watch.sole", [_sole(row, cells) for row in single if row["sole_for"]]),
            ("watch.cut", [_cut(row, cells) for row in single if row["cuts_off"]]),
            ("watch.bridges", [cells.named(row) for row in self._run("bridges")]),
            ("watch.overlaps", [cells.named(row) for row in self._run("overlaps") if not row["intended"]]),
            ("watch.nothing", nothing),
        ]
        said = [(words(key), cells.several(found, WATCHED)) for key, found in lines if found]
        return [Section(words("section.watch"), lines=said)] if said else []


def _grid(cells: Cells, id: str, rows: Rows) -> Grid:
    return cells.grid(question(id).kind, id, rows, LISTED)


def _sole(row: Mapping[str, Any], cells: Cells) -> str:
    return cells.words("watch.sole.one", name=cells.named(row), n=len(row["sole_for"]))


def _cut(row: Mapping[str, Any], cells: Cells) -> str:
    return f"{cells.named(row)} ({cells.words('cuts_off', n=row['cuts_off'])})"


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
