"""What a text names, put out of sight step by step: places, actors and cooperations, quotations, dates, kinds of actor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.dates import Moment, find_moment
from graph.phrases import ACTOR, COOPERATION, LANGUAGES, PLACE, Folded, Rules, Span, blank, load_rules
from graph.understanding import Names, Places, PlaceSpan
from schema.recognise import Match, Recogniser
from schema.text import Token, fold, tokens
from schema.typos import is_slip

HERE = frozenset({"hier", "here", "hiesige", "hiesigen"})
_QUOTES = (("„", "“"), ("„", "”"), ("“", "”"), ("»", "«"), ("«", "»"), ('"', '"'))
_BESIDE = frozenset({"am", "an", "bei", "beim", "um", "nahe", "at", "near", "around"})
_BODIES = ("amt", "rat", "runde", "konferenz", "arbeitskreis")
_SPELT = 5


@dataclass
class Kinds:
    codes: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    wider: list[Span] = field(default_factory=list)  # words that say more than the kind


class Sight:
    """What a text names, and what of it is still in sight: places, actors, kinds, then concepts and unknown words."""

    def __init__(
        self,
        text: str,
        recogniser: Recogniser,
        places: Places,
        names: Names,
        lang: str,
    ) -> None:
        self.text, self.recogniser, self.lang = text, recogniser, lang
        self.rules: Rules = load_rules()
        self.folded = Folded(text)
        self.quoted = _quoted(text)
        self.moment: Moment | None = find_moment(text)
        self.names = names
        self.named = tuple(names.spans(text, self._ordinary))
        self.places = tuple(place for place in places.spans(text) if not self._inside_a_name(place))
        self.named = tuple(
            span for span in self.named if not any(touch(span_of(span), span_of(p)) for p in self.places)
        )
        self.hidden: list[Span] = []
        for place in self.places:
            self._hide(span_of(place), PLACE)
        for span in self.named:
            self._hide(span_of(span), self.sign(span))
        for other in (self.quoted, self.moment.span if self.moment else None):
            if other is not None and not any(touch(other, span) for span in self.hidden):
                self._hide(other, " ")
        self.kinds = self._kinds()

    def _hide(self, span: Span, sign: str) -> None:
        self.folded.hide(span, sign)
        self.hidden.append(span)

    def _ordinary(self, word: str) -> bool:
        """Words that name nobody by themselves: everyday words, topics, groups and kinds (not "Gesundheitsamt")."""
        plain = any(word in self.rules.function_words[lang] for lang in LANGUAGES)
        kind = any(rule.words.fullmatch(word) for lang in LANGUAGES for rule in self.rules.kinds[lang])
        if word.endswith(_BODIES):
            return False  # a body's name, even where it also stands for a topic ("Gesundheitsamt", "Präventionsrat")
        return plain or kind or any(match.rule != "compound" for match in self.recogniser.recognise(word, None))

    def _inside_a_name(self, place: PlaceSpan) -> bool:
        """A place's name that is a part of somebody's ("Runder Tisch Bahnhofsviertel"), or somebody who is also a venue:
        a venue is meant only after "am", "bei" and the like."""
        for named in self.named:
            if named.start <= place.start and place.end <= named.end:
                longer = named.end - named.start > place.end - place.start
                venue = all(candidate.type == "Place" for candidate in place.candidates)
                return longer or (venue and not self._after_a_preposition(place.start))
        return False

    def _after_a_preposition(self, start: int) -> bool:
        before = [token.fold for token in tokens(self.text[:start])]
        prepositions = _BESIDE
        return bool(before) and (
            before[-1] in prepositions
            or (len(before) > 1 and before[-2] in prepositions and before[-1] in self.rules.articles)
        )

    @staticmethod
    def sign(span: PlaceSpan) -> str:
        return COOPERATION if all(c.type == "Cooperation" for c in span.candidates) else ACTOR

    def _kinds(self) -> Kinds:
        found: list[tuple[int, int, bool, str]] = []
        for rule in (rule for lang in LANGUAGES for rule in self.rules.kinds[lang]):
            for wider, pattern in ((False, rule.words), (True, rule.heads)):
                for match in self.folded.find(pattern) if pattern else ():
                    start, end = self.folded.span(match)
                    found.append((start, end, wider, rule.code))
        found += self._misspelt_kinds([(start, end) for start, end, _, _ in found])
        kinds = Kinds()
        for start, end, wider, code in sorted(found, key=lambda one: (one[0] - one[1], one[2])):
            if any(touch((start, end), span) for span in kinds.spans):
                continue
            kinds.codes.append(code)
            kinds.spans.append((start, end))
            if wider:
                kinds.wider.append((start, end))
        return kinds

    def _misspelt_kinds(self, known: Sequence[Span]) -> list[tuple[int, int, bool, str]]:
        """Kinds with one slip ("Schuln", "Kitass"), where the word is no topic and no everyday word as it stands."""
        found = []
        for token in self.content(tokens(self.text), [*self.hidden, *known]):
            near = process.extract(token.fold, list(self.rules.spelt), scorer=OSA.distance, score_cutoff=1)
            meant = [word for word, _, _ in near if is_slip(token.fold, word)]
            if meant and len(token.fold) >= _SPELT and not self.recogniser.recognise(token.text, None):
                found.append((token.start, token.end, False, self.rules.spelt[meant[0]]))
        return found

    def matches(self, masked: Sequence[Span], compounds: Sequence[Span] = ()) -> tuple[Match, ...]:
        """Concepts in what is still in sight; of `compounds` (kinds that say more) only what their parts mean."""
        found = self.recognised(blank(self.text, [*self.hidden, *masked]))
        kept = [m for m in found if m.rule == "compound" or not any(touch((m.start, m.end), c) for c in compounds)]
        kept = [m for m in kept if not self._said_along(m, kept) and not _part_of_a_name(m, kept)]
        kept = [m for m in kept if not _offerings_for(m, kept)]
        strong = [m for m in kept if m.kind != "Theme" or fold(m.word) not in self.rules.weak_words]
        return tuple(strong if any(m.kind == "Theme" for m in strong) else kept)

    def _said_along(self, match: Match, found: Sequence[Match]) -> bool:
        """A verb that names a broader topic than another word does: "Wer berät bei Schulden?"."""
        if match.kind != "Theme" or self.lang != "de" or match.word[:1].isupper():
            return False
        below = self.recogniser.vocabulary.narrower(match.id) - {match.id}
        return any(other.id in below for other in found)

    def recognised(self, text: str) -> tuple[Match, ...]:
        first = self.recogniser.recognise(text, self.lang, typos=True)
        other = next(lang for lang in LANGUAGES if lang != self.lang)
        rest = blank(text, [(match.start, match.end) for match in first])
        content = {token.start for token in self.content(tokens(rest), [])}
        also = [m for m in self.recogniser.recognise(rest, other) if m.start in content and m.rule != "age"]
        return tuple(sorted([*first, *also], key=lambda match: match.start))

    def left_over(self, spans: Sequence[Span], matches: Sequence[Match]) -> tuple[str, ...]:
        covered = [*self.hidden, *spans, *((match.start, match.end) for match in matches)]
        weak = self.rules.weak_words if any(match.kind == "Theme" for match in matches) else frozenset()
        return tuple(token.text for token in self.content(tokens(self.text), covered) if token.fold not in weak)

    def content(self, words: Sequence[Token], covered: Sequence[Span]) -> list[Token]:
        """The words that say something and are not covered."""
        plain = self.rules.function_words[self.lang]
        return [
            token
            for token in words
            if token.fold not in plain
            and token.fold not in HERE
            and not any(touch((token.start, token.end), span) for span in covered)
        ]

    def unknown_place(self, spans: Sequence[Span], matches: Sequence[Match]) -> str | None:
        if self.places:
            return None
        covered = [*self.hidden, *spans, *((match.start, match.end) for match in matches)]
        words = tokens(self.text)
        left = {token.start for token in self.content(words, covered)}
        for before, token in pairwise(words):
            when = token.fold in self.rules.qualifiers[self.lang]
            if before.fold in self.rules.place_prepositions[self.lang] and token.start in left and not when:
                return token.text
        return None


def _part_of_a_name(match: Match, found: Sequence[Match]) -> bool:
    """A target group inside a topic's name of several words ("Eltern-Kind-Gruppen") is meant by the topic already."""
    return match.kind == "TargetGroup" and any(
        m.kind == "Theme" and m.start <= match.start and match.end <= m.end and re.search(r"[\s-]", m.word)
        for m in found
    )


def _offerings_for(match: Match, found: Sequence[Match]) -> bool:
    """ "Seniorenangebote" are whatever is offered to seniors, not only what calls itself work with them."""
    return (
        match.kind == "Theme"
        and re.search(r"angebote?n?$", fold(match.word)) is not None
        and any(m.kind == "TargetGroup" and m.start == match.start for m in found)
    )


def _quoted(text: str) -> Span | None:
    for opening, closing in _QUOTES:
        start = text.find(opening)
        end = text.find(closing, start + 1) if start >= 0 else -1
        if end > start + 1:
            return start, end + 1
    return None


def span_of(span: PlaceSpan) -> Span:
    return span.start, span.end


def touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
