"""The SKOS vocabularies: sectors, themes and target groups, read once from their Turtle files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from schema.errors import VocabularyError

FOLDER: Final = Path(__file__).parent / "vocabularies"
FILES: Final = ("sectors.ttl", "themes.ttl", "target-groups.ttl")
LANGUAGES: Final = ("de", "en")
KINDS: Final = ("Sector", "Theme", "TargetGroup")
_FILE_OF: Final = dict(zip(KINDS, FILES, strict=True))
NAMESPACE: Final = "https://w3id.org/quartiersgraph/vocabulary/"

_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_QG: Final = "https://w3id.org/quartiersgraph/ontology#"
_TYPE: Final = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
EDITION: Final = b"3"  # raise it when concepts are derived by other rules: then every store computes them anew
_OLDEST: Final = 130  # years; stands for an open upper end when ages are compared


@dataclass(frozen=True)
class Concept:
    """One term of a vocabulary; `id` is the last segment of its IRI and the id of its graph node.

    `age_basis` tells how firmly the ages (whole years, both ends included) define a target group:
    `phase` = one step of the life course (the steps do not overlap), `range` = defined by age across
    steps, `typical` = people of this group usually have this age, `""` = no ages.
    """

    id: str
    kind: str
    iri: str
    labels: dict[str, str]
    alt: dict[str, tuple[str, ...]]
    hidden: dict[str, tuple[str, ...]]
    definition: dict[str, str]
    broader: tuple[str, ...]
    sectors: tuple[str, ...]
    min_age: int | None
    max_age: int | None
    age_basis: str
    matches: tuple[tuple[str, str], ...]

    @property
    def defined_by_age(self) -> bool:
        """Whether the ages are what makes somebody a member of this group."""
        return self.age_basis in ("phase", "range")

    def overlaps(self, low: int, high: int) -> bool:
        """Whether the group's ages and low..high (years, inclusive) share a year."""
        upper = _OLDEST if self.max_age is None else self.max_age
        return (self.min_age or 0) <= high and low <= upper


@dataclass(frozen=True)
class Vocabulary:
    """All concepts by id; `hash` names this edition of the files (16 hex digits)."""

    concepts: dict[str, Concept]
    hash: str

    def of_kind(self, kind: str) -> tuple[Concept, ...]:
        """The concepts of one kind (`Sector`, `Theme`, `TargetGroup`) in file order."""
        return tuple(c for c in self.concepts.values() if c.kind == kind)

    def label(self, concept_id: str, lang: str = "de") -> str:
        """The preferred label; the id itself for a concept of an older edition."""
        concept = self.concepts.get(concept_id)
        return concept_id if concept is None else concept.labels[lang]

    def narrower(self, concept_id: str) -> frozenset[str]:
        """The concept itself and everything below it."""
        found = {concept_id}
        pending = [concept_id]
        while pending:
            below = self._children.get(pending.pop(), frozenset()) - found
            found |= below
            pending.extend(below)
        return frozenset(found)

    def matching_groups(self, group_ids: Iterable[str]) -> frozenset[str]:
        """What an offering may be for to count as one for these target groups.

        A group matches itself, narrower ones and, where both are defined by age, every group with an age in common.
        """
        found: set[str] = set()
        for group_id in group_ids:
            found |= self.narrower(group_id)
            group = self.concepts.get(group_id)
            if group is not None and group.defined_by_age:
                low, high = group.min_age or 0, _OLDEST if group.max_age is None else group.max_age
                found |= {other.id for other in self._age_groups if other.overlaps(low, high)}
        return frozenset(found)

    def ages(self, low: int | None, high: int | None) -> tuple[str, ...]:
        """The target groups meant by an age span in whole years, either end open (None).

        A group with exactly these ages, else the steps of the life course that the span touches. An open upper end
        that starts among the young ends with them: "ab 6 Jahren" is not an offering for seniors; "ab 16" is one for adults.
        """
        exact = [g.id for g in self._age_groups if (g.min_age or 0) == (low or 0) and g.max_age == high]
        if exact:
            return (exact[0],)
        start = low or 0
        end = high if high is not None else (17 if start < 16 else _OLDEST)
        return tuple(g.id for g in self._age_groups if g.age_basis == "phase" and g.overlaps(start, end))

    @cached_property
    def _children(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for concept in self.concepts.values():
            for parent in concept.broader:
                found.setdefault(parent, set()).add(concept.id)
        return {parent: frozenset(children) for parent, children in found.items()}

    @cached_property
    def _age_groups(self) -> tuple[Concept, ...]:
        return tuple(c for c in self.of_kind("TargetGroup") if c.defined_by_age)


@cache
def load_vocabulary(folder: Path = FOLDER) -> Vocabulary:
    """Read and check the three files; errors name the file and the concept."""
    digest = hashlib.sha256(EDITION)
    concepts: dict[str, Concept] = {}
    for name in FILES:
        try:
            content = (folder / name).read_bytes()
        except OSError as error:
            raise VocabularyError(f"{name}: cannot be read ({error.strerror})") from error
        digest.update(content)
        for concept in _read(name, content):
            if concept.id in concepts:
                raise VocabularyError(f"{name}: {concept.id} is declared twice")
            concepts[concept.id] = concept
    vocabulary = Vocabulary(concepts, digest.hexdigest()[:16])
    _check_links(vocabulary)
    return vocabulary


def _read(name: str, content: bytes) -> Iterator[Concept]:
    statements: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
    try:
        for quad in ox.parse(content, format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                subject = statements.setdefault(quad.subject.value, {})
                subject.setdefault(quad.predicate.value, []).append(quad.object)
    except SyntaxError as error:
        raise VocabularyError(f"{name}: not valid Turtle: {error}") from error
    for iri, values in statements.items():
        types = {node.value for node in values.get(_TYPE.value, ())}
        if f"{_SKOS}Concept" in types:
            yield _concept(name, iri, values, types)


def _concept(name: str, iri: str, values: dict[str, list[ox.NamedNode | ox.Literal]], types: set[str]) -> Concept:
    concept_id = _local(iri)
    kinds = [kind for kind in KINDS if f"{_QG}{kind}" in types]
    if len(kinds) != 1:
        raise VocabularyError(f"{name}: {concept_id} must be exactly one of {', '.join(KINDS)}")
    labels = {lang: texts[0] for lang, texts in _texts(values.get(f"{_SKOS}prefLabel", ())).items()}
    if missing := [lang for lang in LANGUAGES if lang not in labels]:
        raise VocabularyError(f"{name}: {concept_id} has no label in {', '.join(missing)}")
    definitions = _texts(values.get(f"{_SKOS}definition", ()))
    basis = values.get(f"{_QG}ageBasis", ())
    return Concept(
        id=concept_id,
        kind=kinds[0],
        iri=iri,
        labels=labels,
        alt=_texts(values.get(f"{_SKOS}altLabel", ())),
        hidden=_texts(values.get(f"{_SKOS}hiddenLabel", ())),
        definition={lang: texts[0] for lang, texts in definitions.items()},
        broader=tuple(_local(node.value) for node in values.get(f"{_SKOS}broader", ())),
        sectors=tuple(_local(node.value) for node in values.get(f"{_QG}sector", ())),
        min_age=_age(name, concept_id, values.get(f"{_QG}minAge", ())),
        max_age=_age(name, concept_id, values.get(f"{_QG}maxAge", ())),
        age_basis=basis[0].value if basis else "",
        matches=tuple(
            (match, node.value) for match in ("exactMatch", "closeMatch") for node in values.get(f"{_SKOS}{match}", ())
        ),
    )


def _texts(nodes: Iterable[ox.NamedNode | ox.Literal]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for node in nodes:
        if isinstance(node, ox.Literal):
            found.setdefault(node.language or "", []).append(node.value)
    return {lang: tuple(texts) for lang, texts in found.items()}


def _age(name: str, concept_id: str, nodes: Iterable[ox.NamedNode | ox.Literal]) -> int | None:
    for node in nodes:
        if not node.value.isdecimal():
            raise VocabularyError(f"{name}: {concept_id} has an age that is no whole number: {node.value!r}")
        return int(node.value)
    return None


def _local(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _check_links(vocabulary: Vocabulary) -> None:
    """Every broader and sector must exist and be of the right kind, and no concept may be above itself."""
    for concept in vocabulary.concepts.values():
        where = f"{_FILE_OF[concept.kind]}: {concept.id}"
        for target, kind in [(b, concept.kind) for b in concept.broader] + [(s, "Sector") for s in concept.sectors]:
            found = vocabulary.concepts.get(target)
            if found is None or found.kind != kind:
                raise VocabularyError(f"{where} points to {target}, which is not a {kind}")
        if concept.kind == "Theme" and not concept.sectors:
            raise VocabularyError(f"{where} names no sector")
        if any(concept.id in vocabulary.narrower(child) for child in vocabulary._children.get(concept.id, ())):
            raise VocabularyError(f"{where} is broader than itself")
