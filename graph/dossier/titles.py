"""The sentence above a document and what was understood, from an answer's interpretation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.ask import EVERYWHERE
from graph.catalogue import question
from graph.dossier.words import Words
from graph.filters import filters
from graph.view import View
from schema.vocabulary import Vocabulary

PROFILE = "quartier-profile"
TOWN_WIDE = frozenset({"participation-here", "planning-here"})  # what has no place of its own holds for all
CODES = {"potentials-here": ("Potential", "kind"), "participation-here": ("ParticipationFormat", "format"),
         "planning-here": ("PlanningProcess", "stage")}  # fmt: skip
NAMED = ("actor", "other", "cooperation")
Labelled = Mapping[str, Any]


class Titles:
    """Title, subtitle and facts of an answer in the document's language."""

    def __init__(self, view: View, vocabulary: Vocabulary, answer: Mapping[str, Any], words: Words) -> None:
        self._view, self._vocabulary, self._answer, self._words = view, vocabulary, answer, words
        self._read: Mapping[str, Any] = answer.get("interpretation") or {"here": answer.get("here")}
        self._id, self._kind = str(answer.get("question_id") or ""), str(answer["kind"])
        self._here: Mapping[str, Any] = self._read.get("here") or {}
        self._named = {name: str(self._read[name]["label"]) for name in NAMED if self._read.get(name)}

    def title(self) -> str:
        """One sentence: how many of what, on what, for whom, where."""
        words = self._words
        if self._id == PROFILE:
            areas = self._here.get("areas") or []
            lived = bool(areas) and all(area["type"] == "Quartier" for area in areas)
            return words("profile" if lived else "profile.area", place=self.place())
        rows, rest = self._answer.get("rows") or [], len(self._answer.get("unlocated") or [])
        some = sum(row.get("count") != 0 for row in rows)  # of sectors: only pairs that do work together
        key, said = self._counted("count" if some else "none")
        text = words(key, n=some, total=len(rows), about=self._about(said), **self._named)
        return text + (words("town_wide" if self._id in TOWN_WIDE else "unlocated", n=rest) if rest else "")

    def _counted(self, what: str) -> tuple[str, str]:
        """The text that counts the rows of this question, and the name that it says itself."""
        for name in self._named:
            if f"{what}.{self._id}.{name}" in self._words:
                return f"{what}.{self._id}.{name}", name
        found = (f"{what}.{one}" for one in (self._id, self._kind, "table"))
        return next(key for key in found if key in self._words), ""

    def _about(self, said: str) -> str:
        words, read = self._words, self._read
        status = [words(f"status.{read['status']}")] if read.get("status") else []
        inside = [*self.kinds(), *self._labels("sectors"), *self._filters(), *status]
        parts = [
            ("theme", words.list(self._running(self._labels("themes")))),
            ("group", words.list(self._running(self._labels("target_groups")))),
            *((name, "" if said else self._named.get(name, "")) for name in NAMED),
            ("since", words.date(read["since"]) if read.get("since") and self._id != "unverified" else ""),
            ("here", self.place() if self._somewhere() else ""),
        ]
        text = f" ({words.list(inside)})" if inside else ""
        return text + "".join(words(f"about.{name}", what=what) for name, what in parts if what)

    def _running(self, labels: Sequence[str]) -> list[str]:
        """English topics are no proper names: "for young people"."""
        small = self._words.lang == "en"
        return [one[0].lower() + one[1:] if small and one[1:2].islower() else one for one in labels]

    def _labels(self, name: str) -> list[str]:
        return [self._vocabulary.label(str(c["id"]), self._words.lang) for c in self._read.get(name) or []]

    def _filters(self) -> list[str]:
        """What narrows the rows, in words: cost, day, language, type of school."""
        return [filters()[str(one["id"])].caption[self._words.lang] for one in self._read.get("filters") or []]

    def kinds(self) -> list[str]:
        """What was asked for, in words: kinds of actors, of potentials, of formats, or types of things."""
        codes = [str(code) for code in self._read.get("kinds") or []]
        if self._id == "changes-since":
            types = self._view.model.types
            return [types[code].plural.text(self._words.lang) if code in types else code for code in codes]
        type, name = CODES.get(self._id, ("Actor", "kinds"))
        captions = self._view.model.types[type].properties[name].values or {}
        return [captions[code].text(self._words.lang) if code in captions else code for code in codes]

    def _somewhere(self) -> bool:
        """Is a place meant? A street is one without areas of its own."""
        return bool(self._here) and (bool(self._here.get("areas")) or self.place() != EVERYWHERE)

    def place(self) -> str:
        """What "here" is called."""
        return str(self._here.get("label") or "")

    def subtitle(self) -> str:
        """The question as it was asked, else as the catalogue has it."""
        if self._answer.get("question"):
            return self._words("question", text=self._answer["question"])
        return question(self._id).title[self._words.lang] if self._id else ""

    def facts(self, fresh: str, printed: str) -> list[tuple[str, str]]:
        """What was understood, when the sources were observed, when the document was made."""
        words, read = self._words, self._read
        areas = self._here.get("areas") or []
        where = ", ".join(dict.fromkeys(self._area(area) for area in areas))
        everywhere = words("everywhere") if read.get("here") is not None and not self._somewhere() else ""
        pairs = [
            ("fact.theme", ", ".join(self._labels("themes"))),
            ("fact.group", ", ".join(self._labels("target_groups"))),
            ("fact.kind", ", ".join(self.kinds())),
            ("fact.filters", ", ".join(self._filters())),
            ("fact.sectors", ", ".join(self._labels("sectors"))),
            *((f"fact.{name}", label) for name, label in self._named.items()),
            ("fact.status", words(f"status.{read['status']}") if read.get("status") else ""),
            *(
                (f"fact.{name}", words.date(read[name]) if read.get(name) else "")
                for name in ("since", "verified_since")
            ),
            ("fact.here", where or everywhere or self.place()),
            ("fact.unused", ", ".join(str(word) for word in read.get("unused") or [])),
            ("fact.as_of", words.date(read["as_of"]) if read.get("as_of") else ""),
            ("fact.fresh", fresh),
            ("fact.printed", words.date(printed)),
        ]
        return [(words(key), said) for key, said in pairs if said]

    def _area(self, area: Labelled) -> str:
        kind = area.get("level") or self._view.model.types[str(area["type"])].caption.text(self._words.lang)
        return f"{area['label']} ({kind})"
