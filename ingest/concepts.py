"""Themes and target groups of an entity: recognised in its words, declared by its sources, or decided by a person.

They are derived relationships that carry the matched word, the rule and the vocabulary's hash, so that a new vocabulary
means a new computation and a person's yes or no wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from schema.entity import Entity, Relationship, current, made
from schema.model import Model
from schema.record import Evidence
from schema.vocabulary import Vocabulary

TEXTS = ("name", "keywords", "audience_text", "purpose", "tasks")
PROSE = ("description",)  # read only where the texts above name no theme
RELATION = {"Theme": "ABOUT", "TargetGroup": "FOR", "Sector": "IN_SECTOR"}
SETTLED = "settled"  # a feature: the concepts of such records are all that there are, nothing is read from words
DEFAULT_RULE, AGE_RULE, PERSON_RULE = "default", "age", "person"
REFUSES = "refuses"  # a feature of an edit: the concepts that are not meant
AGES = re.compile(r"(\d*)-(\d*)")


class Match(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def word(self) -> str: ...
    @property
    def rule(self) -> str: ...


class Recogniser(Protocol):
    @property
    def vocabulary(self) -> Vocabulary: ...
    def recognise(self, text: str) -> Sequence[Match]: ...


class ConceptRules:
    """How concepts are derived: the recogniser, the vocabulary's hash, and people's decisions per record."""

    def __init__(
        self,
        recogniser: Recogniser,
        vocabulary_hash: str,
        kinds: Mapping[str, str],
        model: Model,
        decisions: Mapping[tuple[str, str], bool] | None = None,
    ) -> None:
        """`kinds` maps concept ids to 'Theme', 'TargetGroup' or 'Sector'; `decisions` (record id, concept id) to yes or no."""
        self._recogniser, self._hash, self._kinds, self._model = recogniser, vocabulary_hash, kinds, model
        self._decisions = dict(decisions or {})

    def derive(self, entity: Entity, records: Sequence[Evidence]) -> None:
        """Add the ABOUT, FOR and (for departments, as declared) IN_SECTOR relationships of an entity, in place."""
        wanted = {kind for kind, edge in RELATION.items() if self._model.edge_allowed(edge, entity.type, kind)}
        if not wanted:
            return
        settled = all(SETTLED in record.features for record in records)
        read, declared = {} if settled else self._recognised(entity), self._declared(records)
        # What words name is more than a default: it does not give way where words name another group too.
        found = read | {id: one for id, one in declared.items() if one[1] != DEFAULT_RULE or id not in read}
        found = found if settled else self._aged(entity, found) | found
        groups = any(
            self._kinds.get(concept) == "TargetGroup" for concept, (_, rule) in found.items() if rule != DEFAULT_RULE
        )
        refused = self._refused(records)
        for concept, (word, rule) in sorted((found | self._decided(records)).items()):
            kind = self._kinds.get(concept)
            if kind not in wanted or (rule == DEFAULT_RULE and groups) or concept in refused:
                continue
            properties = {"word": word, "rule": rule, "vocabulary": self._hash} if kind != "Sector" else {}
            entity.relationships.append(Relationship(RELATION[kind], concept, properties))

    def _recognised(self, entity: Entity) -> dict[str, tuple[str, str]]:
        found = self._read(entity, TEXTS)
        if not any(self._kinds.get(concept) == "Theme" for concept in found):
            found = self._read(entity, PROSE) | found
        return found

    def _aged(self, entity: Entity, found: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
        """The groups of the stated ages ("6-10"), where no word names a group that ages define."""
        concepts = self._recogniser.vocabulary.concepts
        said = any(
            id in concepts and concepts[id].defined_by_age for id, (_, rule) in found.items() if rule != DEFAULT_RULE
        )
        ages = AGES.fullmatch(str(entity.properties.get("ages", "")))
        if said or ages is None:
            return {}
        low, high = (int(end) if end else None for end in ages.groups())
        return {id: (ages.group(), AGE_RULE) for id in self._recogniser.vocabulary.ages(low, high)}

    def _read(self, entity: Entity, names: Iterable[str]) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for name in names:
            value = entity.properties.get(name, ())
            for text in [value] if isinstance(value, str) else value:
                for match in self._recogniser.recognise(text):
                    found.setdefault(match.id, (match.word, match.rule))
        return found

    @staticmethod
    def _declared(records: Sequence[Evidence]) -> dict[str, tuple[str, str]]:
        declared = {concept: ("", rule) for record in current(records) for concept, rule in record.concepts}
        return dict(sorted(declared.items()))

    def _decided(self, records: Sequence[Evidence]) -> dict[str, tuple[str, str]]:
        ids = {record.id for record in records}
        return {concept: ("", PERSON_RULE) for (id, concept), yes in self._decisions.items() if yes and id in ids}

    def _refused(self, records: Sequence[Evidence]) -> set[str]:
        """The concepts to which a judgement, or else the latest edit that speaks of them, says no."""
        said: dict[str, bool] = {}
        for record in sorted(current(records), key=lambda record: (record.since, made(record), record.id)):
            said |= {concept: True for concept, rule in record.concepts if rule == PERSON_RULE}
            said |= dict.fromkeys(record.features.get(REFUSES, ()), False)
        ids = {record.id for record in records}
        judged = [(concept, yes) for (id, concept), yes in self._decisions.items() if id in ids]
        said |= {concept: True for concept, yes in judged if yes}
        said |= {concept: False for concept, yes in judged if not yes}
        return {concept for concept, yes in said.items() if not yes}
