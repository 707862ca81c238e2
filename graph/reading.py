"""One question while it is being read: what is named is put out of the rules' sight step by step."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from graph.dates import Moment, find_moment
from graph.phrases import KIND, LANGUAGES, PLACE, Folded, QuestionRule, Rules, Span, blank, load_rules
from graph.understanding import Places, Understanding
from schema.recognise import Match, Recogniser
from schema.text import Token, fold, tokens

_QUOTES = (("„", "“"), ("„", "”"), ("“", "”"), ("»", "«"), ("«", "»"), ('"', '"'))
_HERE = frozenset({"hier", "here", "hiesige", "hiesigen"})
_LEGAL_FORM = re.compile(r"\be\.\s?V\.$")
_KEYWORDS = "who-covers"  # what a bare list of known words asks ("Jugendsport Weitlingkiez")


@dataclass
class _Kinds:
    codes: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    wider: list[Span] = field(default_factory=list)  # words that say more than the kind


class Reading:
    """One text while it is being read: what is named is put out of the rules' sight step by step."""

    def __init__(self, text: str, recogniser: Recogniser, places: Places, lang: str, here: str | None) -> None:
        self.text, self.recogniser, self.here = text, recogniser, here
        self.rules: Rules = load_rules()
        self.lang = lang
        self.folded = Folded(text)
        self.quoted = _quoted(text)
        self.moment: Moment | None = find_moment(text)
        self.places = tuple(places.spans(text))
        self.hidden: list[Span] = [(place.start, place.end) for place in self.places]
        for place in self.hidden:
            self.folded.hide(place, PLACE)
        for span in (self.quoted, self.moment.span if self.moment else None):
            if span is not None and not any(_touch(span, other) for other in self.hidden):
                self.folded.hide(span, " ")
                self.hidden.append(span)
        self.kinds = self._kinds()

    def result(self, known: set[str]) -> Understanding:
        rules = [rule for rule in self.rules.questions if rule.id in known and self._fits(rule, self._sight(rule))]
        alone = [rule.id for rule in rules if rule.alone]
        if len(alone) > 1 and not self._settled(alone):
            return replace(self._named(), ambiguous=tuple(alone))
        rule = self._chosen(rules)
        if rule is None:
            return self._keywords(known)
        if rule.id == "partners-of":
            return self._partners(rule)
        return self._judged(rule.id, self._spans_of(rule), rule.id in self.rules.consumed_by)

    # which question

    def _sight(self, rule: QuestionRule) -> Folded:
        """The text as this rule may see it: kinds of actor are signs only where they are asked for."""
        if rule.id != "actors-here":
            return self.folded
        sight = Folded(self.text)
        for span in self.hidden:
            sight.hide(span, PLACE)
        for span in self.kinds.spans:
            sight.hide(span, KIND)
        return sight

    def _fits(self, rule: QuestionRule, sight: Folded) -> bool:
        shown = str(sight)
        return any(all(pattern.search(shown) for pattern in patterns) for patterns in rule.alternatives[self.lang])

    @staticmethod
    def _settled(alone: list[str]) -> bool:
        """Whether the first of several fits includes the others ("Mit wem … in Netzwerken zusammen?")."""
        return alone[0] == "partners-of" and set(alone) <= {"partners-of", "cooperations-here"}

    def _chosen(self, rules: list[QuestionRule]) -> QuestionRule | None:
        for rule in rules:
            if rule.id == "partners-of" and (self._actor() is None or self._is_about_people()):
                continue
            if rule.id == "quartier-profile" and self._matches([]):
                continue  # "Überblick über Angebote für Senioren" is about the offerings
            return rule
        return None

    def _spans_of(self, rule: QuestionRule) -> list[Span]:
        patterns = [
            pattern for patterns in rule.alternatives[self.lang] for pattern in patterns if KIND not in pattern.pattern
        ]
        return [self.folded.span(found) for pattern in patterns for found in self.folded.find(pattern)]

    # partners of an actor

    def _partners(self, rule: QuestionRule) -> Understanding:
        span = self._actor()
        if span is None:
            return self._not_understood()
        inside = [place for place in self.places if span[0] <= place.start and place.end <= span[1]]
        outside = tuple(place for place in self.places if place not in inside)
        said = self.text[outside[0].start : outside[0].end] if outside else None
        return replace(
            self._named(),
            question_id=rule.id,
            actor_text=self.text[span[0] : span[1]],
            here_spans=outside,
            here_text=self.here or said,
            unused=self._left_over([*self._spans_of(rule), span], ()),
        )

    def _actor(self) -> Span | None:
        """Where the actor is named: in quotes, else where the rules say; without article and without a place behind."""
        if self.quoted is not None:
            return self.quoted[0] + 1, self.quoted[1] - 1
        for pattern in self.rules.actor[self.lang]:
            found = pattern.search(str(self.folded))
            if found:
                return self._trimmed(self.folded.span(found, "actor"))
        return None

    def _trimmed(self, span: Span) -> Span | None:
        words = [token for token in tokens(self.text) if span[0] <= token.start < span[1]]
        if words and words[0].fold in self.rules.actor_articles:
            words = words[1:]
        for at, token in enumerate(words):
            behind = [place for place in self.places if place.start >= token.end]
            if token.fold in {"in", "im", "at"} and behind and at > 0:
                words = words[:at]
                break
        words = [token for token in words if token.fold not in _HERE]
        if not words:
            return None
        end = words[-1].end
        return words[0].start, end + 1 if _LEGAL_FORM.search(self.text, 0, end + 1) else end

    def _is_about_people(self) -> bool:
        """ "Wer arbeitet mit Jugendlichen?" asks for offerings: what is named is a target group or a theme."""
        span = self._actor()
        if span is None or self.quoted is not None:
            return False
        said = self.text[span[0] : span[1]]
        matches = self._recognised(said)
        return bool(matches) and not self._content(tokens(said), [(m.start, m.end) for m in matches])

    # everything else

    def _keywords(self, known: set[str]) -> Understanding:
        """No rule fits: a bare list of known words is a question too, if nothing in it is unknown."""
        words = [token.fold for token in tokens(blank(self.text, self.hidden))]
        matches = self._matches([])
        asks = any(word in self.rules.function_words[self.lang] and word not in _HERE for word in words[:1])
        if asks or self._left_over([], matches) or self._beyond():
            return self._not_understood()
        if matches and _KEYWORDS in known:
            return self._judged(_KEYWORDS, [], False)
        if self.places and not matches and "quartier-profile" in known:
            return self._judged("quartier-profile", [], False)
        return self._not_understood()

    def _judged(self, question: str, triggers: list[Span], consumed: bool) -> Understanding:
        asked = question == "actors-here"
        spans = [*triggers, *(self.kinds.spans if asked else ())]
        masked = [*(triggers if consumed else ()), *(set(self.kinds.spans) - set(self.kinds.wider) if asked else ())]
        matches = self._matches(masked, self.kinds.wider if asked else ())
        unused = self._left_over([span for span in spans if span not in self.kinds.wider], matches)
        unknown = self._unknown_place(spans, matches)
        enough = self._enough(question, matches, unused) and not (unknown and not self.here)
        return replace(
            self._read(matches),
            question_id=question if enough and (question == "gaps" or not self._beyond()) else None,
            kinds=tuple(dict.fromkeys(code for code in self.kinds.codes if code != "any")) if asked else (),
            unknown_place=unknown,
            unused=unused,
        )

    def _enough(self, question: str, matches: tuple[Match, ...], unused: tuple[str, ...]) -> bool:
        """Whether what was read carries the question; a decisive word that nobody knows makes it another one."""
        themes = [match for match in matches if match.kind == "Theme"]
        unknown_topic = not themes and any(self._decisive(word) for word in unused)
        if question == "quartier-profile":
            return bool(self.places or self.here) and not unknown_topic
        if question == "responsible-department":
            return bool(matches) and not unknown_topic
        if question == "actors-here":
            return not any(self._decisive(word) for word in unused if not self._is_wider(word)) or bool(themes)
        return not unknown_topic

    def _decisive(self, word: str) -> bool:
        """Whether an unknown word may be the topic: a German noun, or any word where capitals tell nothing."""
        if fold(word) in self.rules.qualifiers[self.lang]:
            return False
        shown = tokens(blank(self.text, self.hidden))[1:]
        return self.lang == "en" or word[:1].isupper() or not any(token.text[0].isupper() for token in shown)

    def _is_wider(self, word: str) -> bool:
        return any(self.text[start:end] == word for start, end in self.kinds.wider)

    def _beyond(self) -> bool:
        return self.rules.beyond[self.lang].search(str(self.folded)) is not None

    def _not_understood(self) -> Understanding:
        matches = self._matches([])
        return replace(self._read(matches), unused=self._left_over([], matches))

    def _read(self, matches: tuple[Match, ...]) -> Understanding:
        themes, groups = _ids(matches, "Theme"), _ids(matches, "TargetGroup")
        return replace(self._named(), themes=themes, target_groups=groups, matches=matches)

    def _named(self) -> Understanding:
        """Place and date as said: what holds whatever the question is."""
        said = self.text[self.places[0].start : self.places[0].end] if self.places else None
        return Understanding(
            None,
            self.lang,
            here_spans=self.places,
            here_text=self.here or said,
            here_said=not self.places and any(token.fold in _HERE for token in tokens(self.text)),
            as_of=self.moment.date if self.moment else None,
        )

    # parts

    def _kinds(self) -> _Kinds:
        found: list[tuple[int, int, bool, str]] = []
        for rule in (rule for lang in LANGUAGES for rule in self.rules.kinds[lang]):
            for wider, pattern in ((False, rule.words), (True, rule.heads)):
                for match in self.folded.find(pattern) if pattern else ():
                    start, end = self.folded.span(match)
                    found.append((start, end, wider, rule.code))
        kinds = _Kinds()
        for start, end, wider, code in sorted(found, key=lambda one: (one[0] - one[1], one[2])):
            if any(_touch((start, end), span) for span in kinds.spans):
                continue
            kinds.codes.append(code)
            kinds.spans.append((start, end))
            if wider:
                kinds.wider.append((start, end))
        return kinds

    def _matches(self, masked: Sequence[Span], compounds: Sequence[Span] = ()) -> tuple[Match, ...]:
        """Concepts in what is still in sight; of `compounds` (kinds that say more) only what their parts mean."""
        found = self._recognised(blank(self.text, [*self.hidden, *masked]))
        kept = [m for m in found if m.rule == "compound" or not any(_touch((m.start, m.end), c) for c in compounds)]
        strong = [m for m in kept if m.kind != "Theme" or fold(m.word) not in self.rules.weak_words]
        return tuple(strong if any(m.kind == "Theme" for m in strong) else kept)

    def _recognised(self, text: str) -> tuple[Match, ...]:
        first = self.recogniser.recognise(text, self.lang, typos=True)
        other = next(lang for lang in LANGUAGES if lang != self.lang)
        rest = blank(text, [(match.start, match.end) for match in first])
        content = {token.start for token in self._content(tokens(rest), [])}
        also = [m for m in self.recogniser.recognise(rest, other) if m.start in content and m.rule != "age"]
        return tuple(sorted([*first, *also], key=lambda match: match.start))

    def _left_over(self, spans: Sequence[Span], matches: Sequence[Match]) -> tuple[str, ...]:
        covered = [*self.hidden, *spans, *((match.start, match.end) for match in matches)]
        weak = self.rules.weak_words if any(match.kind == "Theme" for match in matches) else frozenset()
        return tuple(token.text for token in self._content(tokens(self.text), covered) if token.fold not in weak)

    def _content(self, words: Sequence[Token], covered: Sequence[Span]) -> list[Token]:
        """The words that say something and are not covered."""
        plain = self.rules.function_words[self.lang]
        return [
            token
            for token in words
            if token.fold not in plain
            and token.fold not in _HERE
            and not any(_touch((token.start, token.end), span) for span in covered)
        ]

    def _unknown_place(self, spans: Sequence[Span], matches: Sequence[Match]) -> str | None:
        if self.places:
            return None
        covered = [*self.hidden, *spans, *((match.start, match.end) for match in matches)]
        words = tokens(self.text)
        left = {token.start for token in self._content(words, covered)}
        for before, token in pairwise(words):
            if before.fold in self.rules.place_prepositions[self.lang] and token.start in left:
                return token.text
        return None


def _quoted(text: str) -> Span | None:
    for opening, closing in _QUOTES:
        start = text.find(opening)
        end = text.find(closing, start + 1) if start >= 0 else -1
        if end > start + 1:
            return start, end + 1
    return None


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _ids(matches: Sequence[Match], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.id for match in matches if match.kind == kind))
