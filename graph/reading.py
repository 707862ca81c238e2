"""One question while it is being read: what is named is put out of the rules' sight step by step."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.captures import Capture, capture
from graph.dates import Moment, find_moment, find_since
from graph.filters import said
from graph.phrases import (
    ACTOR,
    COOPERATION,
    KIND,
    LANGUAGES,
    PLACE,
    Folded,
    QuestionRule,
    Rules,
    Span,
    blank,
    load_rules,
)
from graph.understanding import Names, Places, PlaceSpan, Understanding
from schema.recognise import Match, Recogniser
from schema.text import Token, fold, tokens
from schema.typos import is_slip
from schema.vocabulary import Vocabulary, load_vocabulary

_QUOTES = (("„", "“"), ("„", "”"), ("“", "”"), ("»", "«"), ("«", "»"), ('"', '"'))
_HERE = frozenset({"hier", "here", "hiesige", "hiesigen"})
_KEYWORDS = "who-covers"  # what a bare list of known words asks ("Jugendsport Weitlingkiez")
_QUESTION_WORDS = frozenset(
    word
    for words in (
        "wer was wo wie wann warum weshalb wieso wozu wohin woher wem wen wessen welche welcher welches",
        "ist sind war wird werden hat haben kann kannst soll",
        "who what when where why how which is are was were will do does did has have can should",
    )
    for word in words.split()
)
_ONE_OF_THEM = frozenset({"der", "die", "das", "dem", "vom", "zum", "zur", "beim", "the"})
_KINDS_OF = {"actor": ("Actor", "Department"), "other": ("Actor", "Department"), "cooperation": ("Cooperation",)}
_SEVERAL = re.compile(r"\b(machen|bieten|haben|tun|arbeiten|kooperieren|sind|koennten|sollten|do|are|have)\b")
_BESIDE = frozenset({"am", "an", "bei", "beim", "um", "nahe", "at", "near", "around"})
_TELLING = frozenset({"ist", "sind", "wird", "werden", "war", "waren", "wurde", "wurden"})
_ADJECTIVE = re.compile(r"(lich|ig|isch|los|frei|bar|haft|sam|ste|sten)$")
_BODIES = ("amt", "rat", "runde", "konferenz", "arbeitskreis")
_SINCE = frozenset({"changes-since", "unverified"})
_SECTORS = frozenset({"silo", "bridges"})
_SPELT = 5
_NAMED = {"actor": ACTOR, "other": ACTOR, "cooperation": COOPERATION}


@dataclass
class _Kinds:
    codes: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    wider: list[Span] = field(default_factory=list)  # words that say more than the kind


class Reading:
    """One text while it is being read: what is named is put out of the rules' sight step by step."""

    def __init__(
        self,
        text: str,
        recogniser: Recogniser,
        places: Places,
        names: Names,
        lang: str,
        here: str | None,
        today: dt.date | None,
    ) -> None:
        self.text, self.recogniser, self.here = text, recogniser, here
        self.rules: Rules = load_rules()
        self.lang, self.today = lang, today or dt.date.today()
        self.folded = Folded(text)
        self.quoted = _quoted(text)
        self.moment: Moment | None = find_moment(text)
        self.names = names
        self.named = tuple(names.spans(text, self._ordinary))
        self.places = tuple(place for place in places.spans(text) if not self._inside_a_name(place))
        self.named = tuple(span for span in self.named if not any(_touch(_span(span), _span(p)) for p in self.places))
        self.hidden: list[Span] = []
        for place in self.places:
            self._hide(_span(place), PLACE)
        for span in self.named:
            self._hide(_span(span), self._sign(span))
        for other in (self.quoted, self.moment.span if self.moment else None):
            if other is not None and not any(_touch(other, span) for span in self.hidden):
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
    def _sign(span: PlaceSpan) -> str:
        return COOPERATION if all(c.type == "Cooperation" for c in span.candidates) else ACTOR

    # which question

    def result(self, known: Mapping[str, Sequence[str]]) -> Understanding:
        fitting = [
            (rule, self._captured(rule, known[rule.id]))
            for rule in self.rules.questions
            if rule.id in known and self._fits(rule)
        ]
        fitting = [(rule, found) for rule, found in fitting if self._may_ask(rule, found)]
        fitting = [(rule, found) for rule, found in fitting if not self._idle(found)] or fitting
        outdone = {id for rule, _ in fitting for id in rule.over}
        rules = [(rule, found) for rule, found in fitting if rule.id not in outdone] or fitting
        alone = [rule.id for rule, _ in rules if rule.alone]
        if len(alone) > 1:
            return replace(self._base(), ambiguous=tuple(dict.fromkeys(alone)))
        if not rules:
            return self._keywords(known)
        rule, found = rules[0]
        return self._judged(rule, found, known[rule.id])

    def _fits(self, rule: QuestionRule) -> bool:
        shown = str(self._sight(rule))
        return any(all(pattern.search(shown) for pattern in patterns) for patterns in rule.alternatives[self.lang])

    def _sight(self, rule: QuestionRule) -> Folded:
        """The text as this rule may see it: kinds of actor are signs only where they are asked for."""
        if rule.id != "actors-here":
            return self.folded
        sight = Folded(self.text)
        for place in self.places:
            sight.hide(_span(place), PLACE)
        for named in self.named:
            sight.hide(_span(named), self._sign(named))
        for span in self.kinds.spans:
            sight.hide(span, KIND)
        return sight

    def _may_ask(self, rule: QuestionRule, found: Capture) -> bool:
        if any(want not in found.texts for want in rule.wants):
            return False
        if rule.topic and not any(match.kind == "Theme" for match in self._matches([])):
            return False
        return not (rule.plain and self._matches([]))  # "Überblick über Angebote für Senioren" is about the offerings

    def _captured(self, rule: QuestionRule, parameters: Sequence[str]) -> Capture:
        """The names that a question may be asked with: written in full, else where the rule says a name stands."""
        wanted = [name for name in _NAMED if name in parameters]
        if not wanted:
            return Capture()
        whole = {sign: [_span(s) for s in self.named if self._sign(s) == sign] for sign in (ACTOR, COOPERATION)}
        found = capture(self.text, self.folded, rule, self.lang, wanted, whole, self.quoted, self.rules, self.places)
        kept = {
            n: span
            for n, span in found.spans.items()
            if span in whole[_NAMED[n]] or self._names_somebody(span, rule) or self._is_known(n, span)
        }
        return Capture({name: self.text[start:end] for name, (start, end) in kept.items()}, kept)

    def _names_somebody(self, span: Span, rule: QuestionRule) -> bool:
        """Not only topics, groups, kinds, everyday words and the question's own ("Wer arbeitet mit Jugendlichen?")."""
        if any(place.start <= span[0] and span[1] <= place.end for place in self.places):
            return False
        if self.quoted is not None and self.quoted[0] < span[0] and span[1] < self.quoted[1]:
            return True
        said = self.text[span[0] : span[1]]
        matches = self._recognised(said)
        covered = [(m.start, m.end) for m in matches]
        covered += [(max(s, span[0]) - span[0], e - span[0]) for s, e in self.kinds.spans if _touch((s, e), span)]
        own = (found for pattern in rule.words[self.lang] for found in Folded(said).find(pattern))
        covered += [Folded(said).span(found) for found in own]
        return bool(self._content(tokens(said), covered))

    def _is_known(self, name: str, span: Span) -> bool:
        """Words that also mean a topic, but name somebody: after "der", "die", "das" a part of a name is enough."""
        said = self.text[span[0] : span[1]]
        everyday = all(t.fold in self.rules.function_words[self.lang] for t in tokens(said))
        if everyday or any(_touch(_span(place), span) for place in self.places):
            return False
        groups = [m for m in self._recognised(said) if m.kind == "TargetGroup" and m.rule != "compound"]
        before = tokens(self.text[: span[0]])
        one = bool(before) and before[-1].fold in _ONE_OF_THEM and not _SEVERAL.search(str(self.folded))
        plain = any(rule.words.fullmatch(fold(said)) for lang in LANGUAGES for rule in self.rules.kinds[lang])
        return not groups and (one or not plain) and self.names.known(said, _KINDS_OF[name], whole=not one)

    # what it is asked with

    def _keywords(self, known: Mapping[str, Sequence[str]]) -> Understanding:
        """No rule fits: a bare list of known words is a question too, if nothing in it is unknown."""
        words = [token.fold for token in tokens(blank(self.text, self.hidden))]
        matches = self._matches([])
        narrowing = [self.folded.span(match) for _, match in said(str(self.folded), "filters")]
        asks = any(word in _QUESTION_WORDS for word in words[:1])
        if asks or self.named or self._left_over(narrowing, matches) or self._beyond():
            return self._not_understood()
        asked = _KEYWORDS if matches else "quartier-profile" if self.places else ""
        plain = (rule for rule in self.rules.questions if rule.id == asked and asked in known and not rule.otherwise)
        rule = next(plain, None)
        if rule is None:
            return self._not_understood()
        return self._judged(rule, Capture(), known[asked])

    def _judged(self, rule: QuestionRule, found: Capture, parameters: Sequence[str]) -> Understanding:
        asked = rule.id == "actors-here"
        triggers = self._triggers(rule)
        values, value_spans = self._values(rule)
        chosen, chosen_spans = self._filters(rule, parameters)
        value_spans = [*value_spans, *chosen_spans]
        since = self._since(rule, parameters)
        verified = self._verified(parameters)
        taken = [*found.spans.values(), *value_spans, *(m.span for m in (since, verified) if m)]
        spans = [*triggers, *taken, *(self.kinds.spans if asked else ())]
        masked = [*(triggers if rule.consumes else ()), *taken]
        masked += [span for span in self.kinds.spans if asked and span not in self.kinds.wider]
        if rule.id in _SECTORS:
            masked = [*taken, *(span for span in triggers if not self._is_sector(span))]
        matches = self._matches(masked, self.kinds.wider if asked else ())
        open_kinds = [kind for kind in self.kinds.wider if not any(_touch(kind, span) for span in taken)]
        unused = self._left_over([span for span in spans if span not in open_kinds], matches)
        unused = tuple(dict.fromkeys([*unused, *self._idle(found)]))
        unknown = self._unknown_place(spans, matches)
        enough = (
            self._enough(rule, matches, unused, found) and not (unknown and not self.here) and not self._idle(found)
        )
        free = rule.free or verified is not None or not self._beyond()
        codes = tuple(dict.fromkeys(code for code in self.kinds.codes if code != "any")) if asked else values
        status = codes[0] if rule.id == "needs-here" and codes else ""
        outside = tuple(p for p in self.places if not any(_touch(_span(p), span) for span in found.spans.values()))
        read = replace(
            self._read(matches),
            here_spans=outside,
            here_text=self.here or (self.text[outside[0].start : outside[0].end] if outside else None),
            question_id=rule.id if enough and free else None,
            kinds=() if rule.id == "needs-here" else codes,
            status=status,
            filters=chosen,
            otherwise=rule.otherwise,
            names=found.texts,
            since=since.date if since else None,
            verified_since=verified.date if verified else None,
            unknown_place=unknown,
            unused=unused,
        )
        return self._as_sectors(read) if rule.id in _SECTORS else self._dated(read, since or verified)

    def _dated(self, read: Understanding, since: Moment | None) -> Understanding:
        return replace(read, as_of=None) if since is not None else read

    def _is_sector(self, span: Span) -> bool:
        return bool(_sectors(self.recogniser.vocabulary).recognise(self.text[span[0] : span[1]], self.lang))

    def _as_sectors(self, read: Understanding) -> Understanding:
        """Between two fields of the administration: what is named are sectors; a topic stands for its first one."""
        concepts = self.recogniser.vocabulary.concepts
        fields = _sectors(self.recogniser.vocabulary).recognise(blank(self.text, self.hidden), self.lang)
        covered = [(match.start, match.end) for match in fields]
        rest = [m for m in read.matches if not any(_touch((m.start, m.end), span) for span in covered)]
        topics = [concepts[m.id].sectors[0] for m in rest if m.id in concepts and concepts[m.id].sectors]
        sectors = tuple(dict.fromkeys([*(match.id for match in fields), *topics]))
        return replace(read, themes=(), target_groups=(), sectors=sectors)

    def _triggers(self, rule: QuestionRule) -> list[Span]:
        patterns = [p for patterns in rule.alternatives[self.lang] for p in patterns if KIND not in p.pattern]
        patterns += rule.words[self.lang]
        return [self.folded.span(found) for pattern in patterns for found in self.folded.find(pattern)]

    def _values(self, rule: QuestionRule) -> tuple[tuple[str, ...], list[Span]]:
        """The codes that words of the text choose, and where those words stand."""
        codes, spans = [], []
        for code, pattern in rule.values[self.lang].items():
            for found in self.folded.find(pattern):
                codes.append(code)
                spans.append(self.folded.span(found))
        return tuple(dict.fromkeys(codes)), spans

    def _filters(self, rule: QuestionRule, parameters: Sequence[str]) -> tuple[tuple[str, ...], list[Span]]:
        """Types of school, cost, days, languages, accessibility that the question can be narrowed by."""
        if "filters" not in parameters:
            return (), []
        found = list(said(str(self.folded), "types" if rule.id == "actors-here" else "filters"))
        return tuple(dict.fromkeys(id for id, _ in found)), [self.folded.span(match) for _, match in found]

    def _since(self, rule: QuestionRule, parameters: Sequence[str]) -> Moment | None:
        return find_since(self.text, self.today) if "since" in parameters and rule.id in _SINCE else None

    def _verified(self, parameters: Sequence[str]) -> Moment | None:
        """ "geprüft seit 2025": only where both the word and a time are said."""
        if "verified_since" not in parameters:
            return None
        word = self.rules.verified[self.lang].search(fold(self.text))
        since = find_since(self.text, self.today) if word else None
        if word is None or since is None or self._beyond(but=since):
            return None
        start, end = self.folded.span(word)
        return Moment(since.date, (min(start, since.span[0]), max(end, since.span[1])))

    def _idle(self, found: Capture) -> list[str]:
        """Names in the text that the question is not asked with: then it is another question."""
        used = list(found.spans.values())
        return [self.text[n.start : n.end] for n in self.named if not any(_touch(_span(n), span) for span in used)]

    def _enough(self, rule: QuestionRule, matches: tuple[Match, ...], unused: tuple[str, ...], found: Capture) -> bool:
        """Whether what was read carries the question; a decisive word that nobody knows makes it another one."""
        themes = [match for match in matches if match.kind == "Theme"]
        unknown_topic = not themes and any(self._decisive(word) for word in unused)
        if rule.id == "quartier-profile":
            return bool(self.places or self.here) and not unknown_topic
        if rule.id == "responsible-department":
            return bool(matches or found.texts) and not unknown_topic
        if self._judges(unused):
            return False
        if rule.id == "changes-since" and any(code != "any" for code in self.kinds.codes) and not self._values(rule)[0]:
            return False  # what changed among schools is not asked by kind
        if rule.id == "actors-here":
            return (
                not self._said_of_kinds(unused)
                and not any(self._decisive(word) for word in unused if not self._is_wider(word))
            ) or bool(themes)
        return not unknown_topic

    def _judges(self, unused: Sequence[str]) -> bool:
        """The last word says how something is ("… ist die beste?", "… sind gut erreichbar?"): nobody here knows."""
        words = tokens(self.text)
        return (
            self.lang == "de" and bool(words) and words[-1].text in unused and bool(_ADJECTIVE.search(words[-1].fold))
        )

    def _said_of_kinds(self, unused: Sequence[str]) -> bool:
        """An unknown adjective before a kind of actor ("katholische Schulen") makes it another question."""
        starts = {start for start, _ in self.kinds.spans}
        words = tokens(self.text)
        return any(
            word.text in unused and fold(word.text) not in self.rules.qualifiers[self.lang] and after.start in starts
            for word, after in pairwise(words)
        )

    def _decisive(self, word: str) -> bool:
        """Whether an unknown word may be the topic: a German noun, or any word where capitals tell nothing."""
        if fold(word) in self.rules.qualifiers[self.lang]:
            return False
        shown = tokens(blank(self.text, self.hidden))[1:]
        return self.lang == "en" or word[:1].isupper() or not any(token.text[0].isupper() for token in shown)

    def _is_wider(self, word: str) -> bool:
        return any(self.text[start:end] == word for start, end in self.kinds.wider)

    def _beyond(self, but: Moment | None = None) -> bool:
        """Words that a question cannot say; `but`: a time whose words ("seit") are meant."""
        found = (self.folded.span(match) for match in self.folded.find(self.rules.beyond[self.lang]))
        return any(but is None or not _touch(span, but.span) for span in found)

    def _not_understood(self) -> Understanding:
        matches = self._matches([])
        return replace(self._read(matches), unused=self._left_over([], matches))

    def _read(self, matches: tuple[Match, ...]) -> Understanding:
        themes, groups = _ids(matches, "Theme"), _ids(matches, "TargetGroup")
        return replace(self._base(), themes=themes, target_groups=groups, matches=matches)

    def _base(self) -> Understanding:
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
        found += self._misspelt_kinds([(start, end) for start, end, _, _ in found])
        kinds = _Kinds()
        for start, end, wider, code in sorted(found, key=lambda one: (one[0] - one[1], one[2])):
            if any(_touch((start, end), span) for span in kinds.spans):
                continue
            kinds.codes.append(code)
            kinds.spans.append((start, end))
            if wider:
                kinds.wider.append((start, end))
        return kinds

    def _misspelt_kinds(self, known: Sequence[Span]) -> list[tuple[int, int, bool, str]]:
        """Kinds with one slip ("Schuln", "Kitass"), where the word is no topic and no everyday word as it stands."""
        found = []
        for token in self._content(tokens(self.text), [*self.hidden, *known]):
            near = process.extract(token.fold, list(self.rules.spelt), scorer=OSA.distance, score_cutoff=1)
            meant = [word for word, _, _ in near if is_slip(token.fold, word)]
            if meant and len(token.fold) >= _SPELT and not self.recogniser.recognise(token.text, None):
                found.append((token.start, token.end, False, self.rules.spelt[meant[0]]))
        return found

    def _matches(self, masked: Sequence[Span], compounds: Sequence[Span] = ()) -> tuple[Match, ...]:
        """Concepts in what is still in sight; of `compounds` (kinds that say more) only what their parts mean."""
        found = self._recognised(blank(self.text, [*self.hidden, *masked]))
        kept = [m for m in found if m.rule == "compound" or not any(_touch((m.start, m.end), c) for c in compounds)]
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
            when = token.fold in self.rules.qualifiers[self.lang]
            if before.fold in self.rules.place_prepositions[self.lang] and token.start in left and not when:
                return token.text
        return None


@cache
def _sector_words(hash: str) -> Recogniser:
    return Recogniser(load_vocabulary(), ("Sector",))


def _sectors(vocabulary: Vocabulary) -> Recogniser:
    """Recognises the names of sectors; made once for each edition of the vocabulary."""
    return _sector_words(vocabulary.hash)


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


def _span(span: PlaceSpan) -> Span:
    return span.start, span.end


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _ids(matches: Sequence[Match], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.id for match in matches if match.kind == kind))
