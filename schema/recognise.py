"""Finds the vocabulary's concepts in free text: labels, synonyms, inflected forms, compounds, ages, misspellings.

Used on every offering during an import (fast: tables made once, words remembered) and on questions (`typos=True`).
The longest match wins. A theme's word also names the target groups inside it: "Jugendarbeit" is youth work, for youth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml

from schema.ages import ages
from schema.compounds import Compounds
from schema.text import Token, bare, stem, tokens
from schema.typos import Spelling
from schema.vocabulary import LANGUAGES, Concept, Vocabulary, load_vocabulary

WORDS: Final = Path(__file__).parent / "words"
_ENDINGS: Final = frozenset({"", "e", "en", "n", "s", "es", "er", "ern", "em", "ens", "ing", "ed"})
_SHORTEST_STEM: Final = 4

Hit = tuple[str, str]  # concept id, rule


class Match(NamedTuple):
    """A concept found, by its id: `word` is the text's own, at start..end; `rule` is one of label, synonym, stem,
    compound, age, typo."""

    id: str
    kind: str
    word: str
    start: int
    end: int
    rule: str


class Recogniser:
    """Recognises the concepts of a vocabulary, of the given kinds, in German and English."""

    def __init__(self, vocabulary: Vocabulary, kinds: Iterable[str] = ("Theme", "TargetGroup")) -> None:
        self.vocabulary = vocabulary
        wanted = frozenset(kinds)
        concepts = [c for c in vocabulary.concepts.values() if c.kind in wanted]
        self._lexicons = {lang: _Lexicon(concepts, lang) for lang in LANGUAGES}
        self._with_ages = "TargetGroup" in wanted
        self._kind = {c.id: c.kind for c in concepts}
        self._remembered = lru_cache(maxsize=65_536)(self._recognise)

    def recognise(self, text: str, lang: str | None = "de", *, typos: bool = False) -> tuple[Match, ...]:
        """All concepts in the text in reading order; `lang` is `de`, `en` or None for both (German words first).

        `typos` also reads clear misspellings of words with six letters or more: for questions, not for imports.
        """
        return self._remembered(text, lang, typos)

    def _recognise(self, text: str, lang: str | None, typos: bool) -> tuple[Match, ...]:
        words = tokens(text)
        found: list[Match] = []
        for language in (lang,) if lang else LANGUAGES:
            taken = [(match.start, match.end) for match in found]
            for concept, rule, start, end in self._lexicons[language].hits(words, typos):
                if not any(first < end and start < last for first, last in taken):
                    found.append(Match(concept, self._kind[concept], text[start:end], start, end, rule))
        if self._with_ages and any(map(str.isdigit, text)):
            return self._with_age_matches(text, found)
        return tuple(found if lang else sorted(found, key=lambda match: match.start))

    def _with_age_matches(self, text: str, found: list[Match]) -> tuple[Match, ...]:
        for age in ages(text):
            found.extend(
                Match(group, "TargetGroup", text[age.start : age.end], age.start, age.end, "age")
                for group in self.vocabulary.ages(age.low, age.high)
            )
        return tuple(sorted(found, key=lambda match: match.start))


class _Lexicon:
    """The tables of one language. Keys are stems, so that one look-up finds every inflected form."""

    def __init__(self, concepts: Sequence[Concept], lang: str) -> None:
        self.lang = lang
        self.words = _words(lang)
        self.groups = {c.id for c in concepts if c.kind == "TargetGroup"}
        self.exact: dict[str, tuple[Hit, ...]] = {}
        self.stems: dict[str, list[str]] = {}
        self.phrases: dict[tuple[str, ...], list[tuple[tuple[str, ...], Hit]]] = {}
        self.lengths: dict[str, tuple[int, ...]] = {}
        for rule, concept, label in _labels(concepts, lang):
            self._add(rule, concept.id, label)
        self.compounds = self._compounds()
        meanings = {word: frozenset(concept for concept, _ in hits) for word, hits in self.exact.items()}
        self.spelling = Spelling(meanings, self.compounds, self.words["common"] | self.words["blocked"])
        self.single = lru_cache(maxsize=200_000)(self._single)

    def _add(self, rule: str, concept: str, label: str) -> None:
        folds = tuple(token.fold for token in tokens(label))
        if len(folds) > 1:
            key = tuple(stem(fold, self.lang) for fold in folds)
            known = self.phrases.setdefault(key, [])
            if all(hit[0] != concept for _, hit in known):
                known.append((folds, (concept, rule)))
            self.lengths[key[0]] = tuple(sorted({*self.lengths.get(key[0], ()), len(key)}, reverse=True))
            if "-" not in label or " " in label:
                return
            folds = ("".join(folds),)
        hits = self.exact.get(folds[0], ())
        if all(hit[0] != concept for hit in hits):
            self.exact[folds[0]] = (*hits, (concept, rule))
            self.stems.setdefault(stem(folds[0], self.lang), []).append(folds[0])

    def _compounds(self) -> Compounds:
        if not self.words["neutral"]:
            return Compounds({}, {}, ())
        terms = {word: tuple(concept for concept, _ in hits) for word, hits in self.exact.items()}
        known = {word: tuple(c for c in ids if c in self.groups) for word, ids in self.words["modifiers"].items()}
        return Compounds(terms, known, self.words["neutral"])

    def hits(self, words: Sequence[Token], typos: bool) -> Iterator[tuple[str, str, int, int]]:
        """Concept, rule, start and end of everything found, longest first, left to right."""
        stems = [stem(token.fold, self.lang) for token in words]
        shouting_or_small = not any(token.text[0].isupper() for token in words)
        at = 0
        while at < len(words):
            length, hits = self._phrase(words, stems, at)
            if not length:
                token = words[at]
                length = 1
                if token.fold not in self.words["capital"] or shouting_or_small or token.text[0].isupper():
                    hits = self._half(words, at) if token.open_end else self.single(token.fold)
                    if not hits and typos:
                        hits = self._misspelt(token.fold)
            start, end = words[at].start, words[at + length - 1].end
            for concept, rule in hits:
                yield concept, rule, start, end
            if length > 1 and hits and hits[0][0] not in self.groups:
                yield from self._groups_within(words[at : at + length])
            at += length

    def _phrase(self, words: Sequence[Token], stems: Sequence[str], at: int) -> tuple[int, tuple[Hit, ...]]:
        for length in self.lengths.get(stems[at], ()):
            end = at + length
            if end > len(words) or any(token.after_break for token in words[at + 1 : end]):
                continue
            folds = tuple(token.fold for token in words[at:end])
            found = [
                (concept, rule if known == folds else "stem")
                for known, (concept, rule) in self.phrases.get(tuple(stems[at:end]), ())
                if known == folds or not self.words["capital"].intersection(known)
            ]
            if found:
                return length, tuple(found)
        return 0, ()

    def _groups_within(self, words: Sequence[Token]) -> Iterator[tuple[str, str, int, int]]:
        for token in words:
            for concept, rule in self.single(token.fold):
                if concept in self.groups:
                    yield concept, rule, token.start, token.end

    def _half(self, words: Sequence[Token], at: int) -> tuple[Hit, ...]:
        """The first half of "Sozial- und Familienberatung" read with the end that it shares: Sozialberatung."""
        half = words[at].fold
        for other in words[at + 1 : at + 3]:
            for tail in self.compounds.tails(other.fold):
                if half + tail in self.exact:
                    return tuple((concept, "compound") for concept, _ in self.exact[half + tail])
        return self.single(half) or tuple((concept, "compound") for concept in self.compounds.first_part(half))

    def _misspelt(self, word: str) -> tuple[Hit, ...]:
        meant = self.spelling.meant(word)
        return tuple((concept, "typo") for concept, _ in self.single(meant)) if meant else ()

    def _single(self, word: str) -> tuple[Hit, ...]:
        if word in self.words["blocked"]:
            return self.exact.get(word, ())
        hits = self.exact.get(word) or self._inflected(word)
        if hits and all(concept in self.groups for concept, _ in hits):
            return hits
        cuts = self.compounds.cuts(word)
        parts = [concept for _, concepts in cuts[0] for concept in concepts] if cuts and not hits else []
        groups = [concept for cut in cuts for _, concepts in cut for concept in concepts if concept in self.groups]
        return _unique([*hits, *((concept, "compound") for concept in (*parts, *groups))])

    def _inflected(self, word: str) -> tuple[Hit, ...]:
        """The terms of which the word is a form: same stem, and nothing but an ending between them."""
        forms = [word, *(word[: -len(end)] for end in ("innen", "in") if self.lang == "de" and word.endswith(end))]
        for form in forms:
            if form != word and form in self.exact:
                return tuple((concept, "stem") for concept, _ in self.exact[form])
            near = sorted((_distance(form, known), known) for known in self.stems.get(stem(form, self.lang), ()))
            if near and near[0][0] is not None and near[0][0] < _FAR:
                return tuple((concept, "stem") for concept, _ in self.exact[near[0][1]])
        return ()


_FAR: Final = 99


def _distance(one: str, other: str) -> int:
    """How many letters two forms of a word differ in at the end; far if that is no inflection."""
    first, second = bare(one), bare(other)
    same = next(
        (i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    if same < _SHORTEST_STEM or first[same:] not in _ENDINGS or second[same:] not in _ENDINGS:
        return _FAR
    return len(first) + len(second) - 2 * same


def _unique(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    return tuple({concept: (concept, rule) for concept, rule in reversed(list(hits))}.values())[::-1]


def _labels(concepts: Sequence[Concept], lang: str) -> Iterator[tuple[str, Concept, str]]:
    for concept in concepts:
        yield "label", concept, concept.labels[lang]
    for concept in concepts:
        for label in (*concept.alt.get(lang, ()), *concept.hidden.get(lang, ())):
            yield "synonym", concept, label


@cache
def _words(lang: str) -> dict[str, Any]:
    names = {"de": "german.yaml", "en": "english.yaml"}
    content = yaml.safe_load((WORDS / names[lang]).read_text(encoding="utf-8"))
    sets = {key: frozenset(content.get(key, ())) for key in ("neutral", "blocked", "capital", "common")}
    return {**sets, "modifiers": content.get("modifiers", {})}


@cache
def groups_in_themes(_edition: str) -> dict[str, frozenset[str]]:
    """Theme -> the target groups that its own names name ("Wohnungslosenhilfe"), for one edition of the vocabulary."""
    vocabulary = load_vocabulary()
    recogniser = Recogniser(vocabulary, ("TargetGroup",))
    return {
        theme.id: frozenset(
            m.id for text in (theme.labels["de"], *theme.alt.get("de", ())) for m in recogniser.recognise(text)
        )
        for theme in vocabulary.of_kind("Theme")
    }
