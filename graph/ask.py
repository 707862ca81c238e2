"""From a question in somebody's words to the answer as the outer contract shapes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from graph.answers import Answer, Arguments, answer
from graph.answers.base import Memory
from graph.catalogue import Question, catalogue, question
from graph.filters import filters
from graph.language import Understanding, understand
from graph.names import Named, Names
from graph.places import Here, Places
from graph.texts import say
from graph.view import View
from schema.errors import BadRequest
from schema.recognise import Recogniser
from schema.vocabulary import Vocabulary

NOTHING: dict[str, Any] = {"rows": [], "unlocated": [], "suggestions": [], "notes": []}
KINDS_OF = {"actor": ("Actor", "Department"), "other": ("Actor", "Department"), "cooperation": ("Cooperation",)}
EVERYWHERE = "überall"
NEEDED = {"partners-of": ("actor",), "introductions": ("actor", "other")}
AROUND = """
MATCH (x:Entity {id: $actor})
OPTIONAL MATCH (x)<-[:RUN_BY]-(f:Actor)
WITH collect(DISTINCT x.id) + collect(DISTINCT f.id) AS ids
UNWIND ids AS id
MATCH (:Entity {id: id})-[:LOCATED_AT]->(p:Place)-[:WITHIN]->(a:Entity)
RETURN DISTINCT p.id AS place, a.id AS area ORDER BY place, area
"""
Chooser = Callable[[str, str], Understanding | None]


class Asker:
    """Answers questions on one view. `today` decides what holds when nothing else is said.

    `chooser` may choose a question and its parameters where the rules understood nothing; its choice is looked up and
    checked like any other. `memory` outlives an asker as long as the graph is the same: what was read about all of it.
    """

    def __init__(
        self,
        view: View,
        places: Places,
        names: Names,
        recogniser: Recogniser,
        vocabulary: Vocabulary,
        today: dt.date,
        chooser: Chooser | None = None,
        memory: Memory | None = None,
    ) -> None:
        self._memory: Memory = {} if memory is None else memory
        self._view, self._places, self._names, self._recogniser = view, places, names, recogniser
        self._vocabulary, self._today, self._chooser = vocabulary, today, chooser

    def ask(
        self,
        text: str,
        *,
        here: str | None = None,
        as_of: str | None = None,
        lang: str | None = None,
        verified_since: str | None = None,
    ) -> dict[str, Any]:
        """The JSON of an answer; not understood and ambiguous are answers too.

        The question is read in the language it is written in; `lang` (`de`, `en`) is that of the answer, the same if None.
        """
        return self._asked(text, self._understood(text, here, lang), here, as_of, verified_since)

    def run_chosen(
        self, chosen: Understanding, *, as_of: str | None = None, verified_since: str | None = None
    ) -> dict[str, Any]:
        """Answer a question that was chosen, not written: the same look-ups, checks and JSON as for a text.

        Raises NotFound for an unknown question and BadRequest for a concept, a place or a name that does not fit.
        """
        asked = question(str(chosen.question_id))
        unfit = checked(asked, chosen, self._vocabulary)
        if unfit:
            raise BadRequest(unfit, hint="See /api/questions and /api/search?q=…")
        answered = self._asked("", chosen, None, as_of, verified_since)
        if not answered["understood"] and "ambiguous" not in answered:
            raise BadRequest(" ".join(answered["notes"]) or "Nothing fits.", hint="Search for it with /api/search?q=…")
        return answered | {"here": answered["interpretation"]["here"] if chosen.chosen_here else None}

    def _asked(
        self, text: str, found: Understanding, here: str | None, as_of: str | None, verified_since: str | None
    ) -> dict[str, Any]:
        as_of = as_of or found.as_of
        found = replace(found, verified_since=verified_since or found.verified_since)
        result: dict[str, Any] = {
            "question": text,
            "understood": False,
            "question_id": None,
            "kind": "none",
            "interpretation": self._interpretation(found, None, as_of, {}),
        }
        if found.question_id is None:
            return result | self._not_understood(found)
        asked = question(found.question_id)
        where = self._where(text, found, here, as_of, asked)
        named = {name: self._named(name, said) for name, said in found.names.items()}
        settled = {name: one[0] for name, one in named.items() if _sure(one)}
        result["interpretation"] = self._interpretation(found, where, as_of, settled)
        if where is not None and (where.ambiguous or not (where.areas or where.places)):
            return result | self._where_is_that(found, where)
        if self._answers_for(asked, found, settled):
            asked = question("responsible-department")
            result["question_id"] = asked.id
        unsure = {name: one for name, one in named.items() if name not in settled}
        if unsure:
            return result | {"asked": asked.id} | self._who_is_that(found, unsure)
        if asked.id == "possible-partners" and "actor" in settled and where is not None and where.label == EVERYWHERE:
            where = self.around(settled["actor"].id) or where
            result["interpretation"] = self._interpretation(found, where, as_of, settled)
        return result | self._answer(asked, found, where, settled, as_of)

    def _answers_for(self, asked: Question, found: Understanding, settled: Mapping[str, Named]) -> bool:
        """What a department "does" is what it answers for, unless it offers something itself."""
        actor = settled.get("actor")
        if (
            asked.id != "who-covers"
            or actor is None
            or actor.type != "Department"
            or found.themes
            or found.target_groups
        ):
            return False
        return not self._view.store.read(
            "MATCH (:Entity {id: $id})-[:PROVIDES]->(o) RETURN o.id AS id LIMIT 1", id=actor.id
        )

    def run(self, asked: Question, arguments: Arguments) -> Answer:
        """Run a question of the catalogue with arguments already settled."""
        return answer(asked, self._view, arguments, self._vocabulary, self._today, self._memory)

    def everywhere(self) -> Here:
        """ "Here" where none is said: every area and every Quartier."""
        here = Here(EVERYWHERE)
        here.areas = [
            {"id": a.id, "label": a.name, "type": a.type, "level": a.level, "share": 1.0}
            for a in sorted(self._places.areas.values(), key=lambda a: a.id)
        ]
        return here

    def around(self, actor: str) -> Here | None:
        """Where an actor is: its Quartiere and the smallest area around each of its places; None where that is unknown."""
        rows = self._view.store.read(AROUND, actor=actor)
        by_place: dict[str, list[Any]] = {}
        for row in rows:
            if row["area"] in self._places.areas:
                by_place.setdefault(row["place"], []).append(self._places.areas[row["area"]])
        meant: dict[str, Any] = {}
        for areas in by_place.values():
            small = [a for a in areas if a.type != "Quartier" and a.geometry is not None]
            chosen = [a for a in areas if a.type == "Quartier"] + sorted(small, key=lambda a: (a.geometry.area, a.id))[
                :1
            ]
            meant |= {a.id: a for a in chosen or areas}
        if not meant:
            return None
        here = Here(", ".join(sorted({a.name for a in meant.values()})))
        here.areas = [
            {"id": a.id, "label": a.name, "type": a.type, "level": a.level, "share": 1.0}
            for _, a in sorted(meant.items())
        ]
        return here

    def _understood(self, text: str, here: str | None, lang: str | None) -> Understanding:
        found = self._read(text, here, None)
        if lang and found.lang != lang:
            if found.question_id is None and not found.ambiguous:
                found = self._read(text, here, lang)
            found = replace(found, lang=lang)
        if found.question_id is None and not found.ambiguous and self._chooser is not None:
            return self._chooser(text, found.lang) or found
        return found

    def _read(self, text: str, here: str | None, lang: str | None) -> Understanding:
        return understand(
            text,
            recogniser=self._recogniser,
            catalogue=catalogue(),
            places=self._places,
            names=self._names,
            lang=lang,
            here=here,
            today=self._today,
        )

    def _answer(
        self,
        asked: Question,
        found: Understanding,
        where: Here | None,
        named: Mapping[str, Named],
        as_of: str | None,
    ) -> dict[str, Any]:
        arguments = Arguments(
            themes=list(found.themes),
            target_groups=list(found.target_groups),
            kinds=list(found.kinds),
            sectors=list(found.sectors),
            status=found.status,
            filters=list(found.filters),
            since=found.since,
            as_of=as_of,
            verified_since=found.verified_since,
            lang=found.lang,
            everywhere=where is None or where.label == EVERYWHERE,
            **(where.parameters() if where else {}),
        )
        for name, one in named.items():
            setattr(arguments, name, one.id)
        given = self.run(asked, arguments)
        if found.otherwise and found.themes and not given.rows and not given.unlocated:
            asked = question(found.otherwise)
            given = self.run(asked, arguments)
        return self.shaped(asked, given, where, found.lang)

    @staticmethod
    def shaped(asked: Question, given: Answer, where: Here | None, lang: str) -> dict[str, Any]:
        """What every answered question has in its JSON."""
        return {
            "understood": True,
            "question_id": asked.id,
            "kind": asked.kind,
            "cypher": asked.statements[given.statement],
            "parameters": given.parameters,
            "columns": list(asked.columns),
            "rows": given.rows,
            "unlocated": given.unlocated,
            "notes": [*(where.notes if where else []), *given.notes],
            "method": asked.method.get(lang),
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
            said = [self._places.from_span(span, text, as_of, found.lang) for span in found.here_spans]
            return said[0] if len(said) == 1 or asked.id == "possible-partners" else together(said)
        if found.chosen_here:
            return self._places.resolve(found.chosen_here, as_of, found.lang)
        return self.everywhere() if not found.here_said and asked.id != "quartier-profile" else Here("hier")

    def _interpretation(
        self, found: Understanding, where: Here | None, as_of: str | None, named: Mapping[str, Named]
    ) -> dict[str, Any]:
        def labelled(ids: Any) -> list[dict[str, str]]:
            return [{"id": id, "label": self._vocabulary.label(id, found.lang)} for id in ids]

        here = where.to_json() if where is not None else None
        if where is not None and where.label == EVERYWHERE:
            here = {"label": where.label, "areas": [], "touches": []}
        said = {name: {"id": one.id, "label": one.label} for name, one in named.items()}
        more = {
            "since": found.since,
            "verified_since": found.verified_since,
            "status": found.status or None,
            "filters": [{"id": id, "label": filters()[id].caption[found.lang]} for id in found.filters],
            "chosen_by": found.chosen_by,
        }
        return {
            "themes": labelled(found.themes),
            "target_groups": labelled(found.target_groups),
            "kinds": list(found.kinds),
            "sectors": labelled(found.sectors),
            "here": here,
            "as_of": as_of,
            "lang": found.lang,
            **said,
            **{name: value for name, value in more.items() if value},
            "unused": list(found.unused),
        }

    def _not_understood(self, found: Understanding) -> dict[str, Any]:
        reason = {"de": "Lesart", "en": "reading"}[found.lang]
        readings = [{"id": id, "label": question(id).title[found.lang], "reason": reason} for id in found.ambiguous]
        notes = [say("place_unknown", found.lang, place=found.unknown_place)] if found.unknown_place else []
        result = NOTHING | {"suggestions": list(found.suggestions), "notes": notes}
        return result | ({"ambiguous": {"readings": readings}} if readings else {})

    def _where_is_that(self, found: Understanding, where: Here) -> dict[str, Any]:
        if where.ambiguous:
            return NOTHING | {"ambiguous": {"here": [c.to_json() for c in where.ambiguous]}, "notes": where.notes}
        unknown = "where_is_here" if where.label == "hier" else "place_unknown"
        note = say(unknown, found.lang, place=where.label)
        return NOTHING | {"suggestions": list(found.suggestions), "notes": [note, *where.notes]}

    def _who_is_that(self, found: Understanding, unsure: Mapping[str, list[Named]]) -> dict[str, Any]:
        """Candidates to choose from; who is known to nobody is told by name."""
        ambiguous = {
            name: [
                {"id": c.id, "label": c.label, "type": c.type, "reason": say(f"name_{c.reason}", found.lang)}
                for c in some
            ]
            for name, some in unsure.items()
            if some
        }
        unknown = [name for name, some in unsure.items() if not some]
        notes = [
            say("cooperation_unknown" if name == "cooperation" else "actor_unknown", found.lang, name=found.names[name])
            for name in unknown
        ]
        return NOTHING | {"notes": notes} | ({"ambiguous": ambiguous} if ambiguous else {})

    def _named(self, name: str, said: str) -> list[Named]:
        """The things that words may name: an id, a name in full, or what it is a part of or alike."""
        return self._names.by_id(said) or self._names.resolve(said, KINDS_OF[name])


def _sure(found: list[Named]) -> bool:
    """One thing, and not merely alike in spelling."""
    return len(found) == 1 and found[0].reason != "spelling"


def together(said: list[Here]) -> Here:
    """Several places as one: what lies in any of them. Where one is not clear, that one is asked back about."""
    unclear = next((here for here in said if here.ambiguous or not (here.areas or here.places)), None)
    if unclear is not None:
        return unclear
    whole = Here(", ".join(here.label for here in said))
    seen: set[str] = set()
    for here in said:
        whole.areas += [area for area in here.areas if area["id"] not in seen]
        seen |= {area["id"] for area in here.areas}
    for here in said:
        whole.touches += [area for area in here.touches if area["id"] not in seen]
        whole.former += [area for area in here.former if area["id"] not in seen]
        whole.coarse += [id for id in here.coarse if id not in seen]
        whole.around += here.around
        whole.notes += [note for note in here.notes if note not in whole.notes]
        whole.places += here.places
    return whole


def checked(asked: Question, chosen: Understanding, vocabulary: Vocabulary) -> str:
    """What is wrong with a choice of question and parameters; empty where nothing is."""
    named = {"themes": chosen.themes, "target_groups": chosen.target_groups, "sectors": chosen.sectors}
    kinds = {"themes": "Theme", "target_groups": "TargetGroup", "sectors": "Sector"}
    for parameter, ids in named.items():
        for id in ids:
            concept = vocabulary.concepts.get(id)
            if concept is None or concept.kind != kinds[parameter]:
                return f"There is no {kinds[parameter]} {id!r}."
    unknown = [id for id in chosen.filters if id not in filters()]
    if unknown:
        return f"There is no filter {unknown[0]!r}."
    given = {
        **named,
        **chosen.names,
        "since": chosen.since,
        "status": chosen.status,
        "kinds": chosen.kinds,
        "filters": chosen.filters,
        "here": chosen.chosen_here,
    }
    for parameter, value in given.items():
        if value and parameter not in asked.parameters:
            return f"The question {asked.id} takes no {parameter}."
    missing = [name for name in NEEDED.get(asked.id, ()) if name not in chosen.names]
    return f"The question {asked.id} needs {', '.join(missing)}." if missing else ""
