"""From a question in somebody's words to the answer as the outer contract shapes it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from graph.answers import Answer, Arguments, answer
from graph.catalogue import Question, catalogue, question
from graph.language import Understanding, understand
from graph.places import Here, Places
from graph.view import View
from schema.recognise import Recogniser
from schema.values import name_key
from schema.vocabulary import Vocabulary

NEEDS_HERE = frozenset({"who-covers", "actors-here", "cooperations-here", "gaps", "quartier-profile"})


class Asker:
    """Answers questions on one view. `today` decides what holds when nothing else is said."""

    def __init__(
        self, view: View, places: Places, recogniser: Recogniser, vocabulary: Vocabulary, today: dt.date
    ) -> None:
        self._view, self._places, self._recogniser = view, places, recogniser
        self._vocabulary, self._today = vocabulary, today

    def ask(
        self, text: str, *, here: str | None = None, as_of: str | None = None, lang: str | None = None
    ) -> dict[str, Any]:
        """The JSON of an answer; not understood and ambiguous are answers too."""
        found = understand(
            text, recogniser=self._recogniser, catalogue=catalogue(), places=self._places, lang=lang, here=here
        )
        as_of = as_of or found.as_of
        result: dict[str, Any] = {
            "question": text,
            "understood": False,
            "question_id": None,
            "kind": "none",
            "interpretation": self._interpretation(found, None, as_of),
        }
        if found.question_id is None:
            return result | self._not_understood(found)
        asked = question(found.question_id)
        where = self._where(text, found, here, as_of, asked)
        result["interpretation"] = self._interpretation(found, where, as_of)
        if where is not None and (where.ambiguous or not where.areas):
            return result | self._where_is_that(found, where)
        actor = self._actor(found.actor_text) if "actor" in asked.parameters else None
        if isinstance(actor, list):
            return result | {"ambiguous": {"actor": actor}, "rows": [], "unlocated": [], "suggestions": [], "notes": []}
        return result | self._answer(asked, found, where, actor, as_of)

    def run(self, asked: Question, arguments: Arguments) -> Answer:
        """Run a question of the catalogue with arguments already settled."""
        return answer(asked, self._view, arguments, self._vocabulary, self._today)

    def everywhere(self) -> Here:
        """ "Here" where none is said: every area that is in nobody's outline but its own."""
        areas = [area for area in self._places.areas.values() if area.type == "AdministrativeArea"]
        here = Here("überall")
        here.areas = [
            {"id": a.id, "label": a.name, "type": a.type, "level": a.level, "share": 1.0}
            for a in sorted(areas, key=lambda a: a.id)
        ]
        return here

    def _answer(
        self, asked: Question, found: Understanding, where: Here | None, actor: str | None, as_of: str | None
    ) -> dict[str, Any]:
        arguments = Arguments(
            themes=list(found.themes),
            target_groups=list(found.target_groups),
            kinds=list(found.kinds),
            actor=actor,
            as_of=as_of,
            **(where.parameters() if where else {}),
        )
        given = self.run(asked, arguments)
        return {
            "understood": True,
            "question_id": asked.id,
            "kind": asked.kind,
            "cypher": asked.cypher,
            "parameters": given.parameters,
            "columns": list(asked.columns),
            "rows": given.rows,
            "unlocated": given.unlocated,
            "notes": [*(where.notes if where else []), *given.notes],
        }

    def _where(
        self, text: str, found: Understanding, here: str | None, as_of: str | None, asked: Question
    ) -> Here | None:
        if "here" not in asked.parameters:
            return None
        if here and (found.here_said or not found.here_spans):
            return self._places.resolve(here, as_of, found.lang)
        if found.here_spans:
            if here:  # --here settles what the text left open
                settled = self._places.resolve(here, as_of, found.lang)
                if settled.areas and not settled.ambiguous:
                    return settled
            return self._places.from_span(found.here_spans[0], text, as_of, found.lang)
        return self.everywhere() if not found.here_said and asked.id != "quartier-profile" else Here("hier")

    def _interpretation(self, found: Understanding, where: Here | None, as_of: str | None) -> dict[str, Any]:
        def labelled(ids: Any) -> list[dict[str, str]]:
            return [{"id": id, "label": self._vocabulary.label(id, found.lang)} for id in ids]

        here = where.to_json() if where is not None else None
        if where is not None and where.label == "überall":
            here = {"label": where.label, "areas": [], "touches": []}
        return {
            "themes": labelled(found.themes),
            "target_groups": labelled(found.target_groups),
            "kinds": list(found.kinds),
            "here": here,
            "as_of": as_of,
            "unused": list(found.unused),
        }

    def _not_understood(self, found: Understanding) -> dict[str, Any]:
        readings = [{"id": id, "label": question(id).title[found.lang], "reason": "Lesart"} for id in found.ambiguous]
        notes = [f"Der Ort „{found.unknown_place}“ ist nicht bekannt."] if found.unknown_place else []
        result: dict[str, Any] = {"rows": [], "unlocated": [], "suggestions": list(found.suggestions), "notes": notes}
        return result | ({"ambiguous": {"readings": readings}} if readings else {})

    def _where_is_that(self, found: Understanding, where: Here) -> dict[str, Any]:
        if where.ambiguous:
            return {
                "ambiguous": {"here": [c.to_json() for c in where.ambiguous]},
                "rows": [],
                "unlocated": [],
                "suggestions": [],
                "notes": where.notes,
            }
        note = f"Der Ort „{where.label}“ ist nicht bekannt." if where.label != "hier" else "Es fehlt, wo „hier“ ist."
        return {"rows": [], "unlocated": [], "suggestions": list(found.suggestions), "notes": [note, *where.notes]}

    def _actor(self, text: str | None) -> str | list[dict[str, str]]:
        """The one actor of that name, or the candidates to choose from."""
        rows = self._view.search(text or "", types=("Actor", "Department"), limit=10)
        exact = [row for row in rows if name_key(str(row["name"])) == name_key(text or "")]
        chosen = exact or rows
        if len(chosen) == 1:
            return str(chosen[0]["id"])
        return [{"id": row["id"], "label": row["name"], "type": row["type"], "reason": "Name"} for row in chosen]
