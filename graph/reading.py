"""One question while it is being read: which question of the catalogue a text asks, and with what."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from graph.captures import Capture, capture
from graph.dates import Moment, find_since
from graph.filters import said
from graph.phrases import ACTOR, COOPERATION, KIND, LANGUAGES, PLACE, Folded, QuestionRule, Span, blank
from graph.sight import HERE, Sight, span_of, touch
from graph.understanding import Understanding
from schema.recognise import Match, Recogniser
from schema.text import fold, tokens
from schema.vocabulary import Vocabulary, load_vocabulary

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
_ADJECTIVE = re.compile(r"(lich|ig|isch|los|frei|bar|haft|sam|ste|sten)$")
_SINCE = frozenset({"changes-since", "unverified"})
_SECTORS = frozenset({"silo", "bridges"})
_NAMED = {"actor": ACTOR, "other": ACTOR, "cooperation": COOPERATION}


class Reading:
    """One text while it is being read, over what it names (`sight`); `here`: a place that was chosen already."""

    def __init__(self, sight: Sight, here: str | None, today: dt.date | None) -> None:
        self.sight, self.here, self.today = sight, here, today or dt.date.today()

    # which question

    def result(self, known: Mapping[str, Sequence[str]]) -> Understanding:
        fitting = [
            (rule, self._captured(rule, known[rule.id]))
            for rule in self.sight.rules.questions
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
        shown = str(self._seen_by(rule))
        return any(
            all(pattern.search(shown) for pattern in patterns) for patterns in rule.alternatives[self.sight.lang]
        )

    def _seen_by(self, rule: QuestionRule) -> Folded:
        """The text as this rule may see it: kinds of actor are signs only where they are asked for."""
        if rule.id != "actors-here":
            return self.sight.folded
        sight = Folded(self.sight.text)
        for place in self.sight.places:
            sight.hide(span_of(place), PLACE)
        for named in self.sight.named:
            sight.hide(span_of(named), self.sight.sign(named))
        for span in self.sight.kinds.spans:
            sight.hide(span, KIND)
        return sight

    def _may_ask(self, rule: QuestionRule, found: Capture) -> bool:
        if any(want not in found.texts for want in rule.wants):
            return False
        if rule.topic and not any(match.kind == "Theme" for match in self.sight.matches([])):
            return False
        # "Überblick über Angebote für Senioren" is about the offerings
        return not (rule.plain and self.sight.matches([]))

    def _captured(self, rule: QuestionRule, parameters: Sequence[str]) -> Capture:
        """The names that a question may be asked with: written in full, else where the rule says a name stands."""
        wanted = [name for name in _NAMED if name in parameters]
        if not wanted:
            return Capture()
        whole = {
            sign: [span_of(s) for s in self.sight.named if self.sight.sign(s) == sign] for sign in (ACTOR, COOPERATION)
        }
        found = capture(
            self.sight.text,
            self.sight.folded,
            rule,
            self.sight.lang,
            wanted,
            whole,
            self.sight.quoted,
            self.sight.rules,
            self.sight.places,
        )
        kept = {
            n: span
            for n, span in found.spans.items()
            if span in whole[_NAMED[n]] or self._names_somebody(span, rule) or self._is_known(n, span)
        }
        return Capture({name: self.sight.text[start:end] for name, (start, end) in kept.items()}, kept)

    def _names_somebody(self, span: Span, rule: QuestionRule) -> bool:
        """Not only topics, groups, kinds, everyday words and the question's own ("Wer arbeitet mit Jugendlichen?")."""
        if any(place.start <= span[0] and span[1] <= place.end for place in self.sight.places):
            return False
        if self.sight.quoted is not None and self.sight.quoted[0] < span[0] and span[1] < self.sight.quoted[1]:
            return True
        said = self.sight.text[span[0] : span[1]]
        matches = self.sight.recognised(said)
        covered = [(m.start, m.end) for m in matches]
        covered += [(max(s, span[0]) - span[0], e - span[0]) for s, e in self.sight.kinds.spans if touch((s, e), span)]
        own = (found for pattern in rule.words[self.sight.lang] for found in Folded(said).find(pattern))
        covered += [Folded(said).span(found) for found in own]
        return bool(self.sight.content(tokens(said), covered))

    def _is_known(self, name: str, span: Span) -> bool:
        """Words that also mean a topic, but name somebody: after "der", "die", "das" a part of a name is enough."""
        said = self.sight.text[span[0] : span[1]]
        everyday = all(t.fold in self.sight.rules.function_words[self.sight.lang] for t in tokens(said))
        if everyday or any(touch(span_of(place), span) for place in self.sight.places):
            return False
        groups = [m for m in self.sight.recognised(said) if m.kind == "TargetGroup" and m.rule != "compound"]
        before = tokens(self.sight.text[: span[0]])
        one = bool(before) and before[-1].fold in _ONE_OF_THEM and not _SEVERAL.search(str(self.sight.folded))
        plain = any(rule.words.fullmatch(fold(said)) for lang in LANGUAGES for rule in self.sight.rules.kinds[lang])
        return not groups and (one or not plain) and self.sight.names.known(said, _KINDS_OF[name], whole=not one)

    # what it is asked with

    def _keywords(self, known: Mapping[str, Sequence[str]]) -> Understanding:
        """No rule fits: a bare list of known words is a question too, if nothing in it is unknown."""
        words = [token.fold for token in tokens(blank(self.sight.text, self.sight.hidden))]
        matches = self.sight.matches([])
        narrowing = [self.sight.folded.span(match) for _, match in said(str(self.sight.folded), "filters")]
        asks = any(word in _QUESTION_WORDS for word in words[:1])
        if asks or self.sight.named or self.sight.left_over(narrowing, matches) or self._beyond():
            return self._not_understood()
        asked = _KEYWORDS if matches else "quartier-profile" if self.sight.places else ""
        plain = (
            rule for rule in self.sight.rules.questions if rule.id == asked and asked in known and not rule.otherwise
        )
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
        spans = [*triggers, *taken, *(self.sight.kinds.spans if asked else ())]
        masked = [*(triggers if rule.consumes else ()), *taken]
        masked += [span for span in self.sight.kinds.spans if asked and span not in self.sight.kinds.wider]
        if rule.id in _SECTORS:
            masked = [*taken, *(span for span in triggers if not self._is_sector(span))]
        matches = self.sight.matches(masked, self.sight.kinds.wider if asked else ())
        open_kinds = [kind for kind in self.sight.kinds.wider if not any(touch(kind, span) for span in taken)]
        unused = self.sight.left_over([span for span in spans if span not in open_kinds], matches)
        unused = tuple(dict.fromkeys([*unused, *self._idle(found)]))
        unknown = self.sight.unknown_place(spans, matches)
        enough = (
            self._enough(rule, matches, unused, found) and not (unknown and not self.here) and not self._idle(found)
        )
        free = rule.free or verified is not None or not self._beyond()
        codes = tuple(dict.fromkeys(code for code in self.sight.kinds.codes if code != "any")) if asked else values
        status = codes[0] if rule.id == "needs-here" and codes else ""
        outside = tuple(
            p for p in self.sight.places if not any(touch(span_of(p), span) for span in found.spans.values())
        )
        read = replace(
            self._read(matches),
            here_spans=outside,
            here_text=self.here or (self.sight.text[outside[0].start : outside[0].end] if outside else None),
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
        return bool(
            _sectors(self.sight.recogniser.vocabulary).recognise(self.sight.text[span[0] : span[1]], self.sight.lang)
        )

    def _as_sectors(self, read: Understanding) -> Understanding:
        """Between two fields of the administration: what is named are sectors; a topic stands for its first one."""
        concepts = self.sight.recogniser.vocabulary.concepts
        fields = _sectors(self.sight.recogniser.vocabulary).recognise(
            blank(self.sight.text, self.sight.hidden), self.sight.lang
        )
        covered = [(match.start, match.end) for match in fields]
        rest = [m for m in read.matches if not any(touch((m.start, m.end), span) for span in covered)]
        topics = [concepts[m.id].sectors[0] for m in rest if m.id in concepts and concepts[m.id].sectors]
        sectors = tuple(dict.fromkeys([*(match.id for match in fields), *topics]))
        return replace(read, themes=(), target_groups=(), sectors=sectors)

    def _triggers(self, rule: QuestionRule) -> list[Span]:
        patterns = [p for patterns in rule.alternatives[self.sight.lang] for p in patterns if KIND not in p.pattern]
        patterns += rule.words[self.sight.lang]
        return [self.sight.folded.span(found) for pattern in patterns for found in self.sight.folded.find(pattern)]

    def _values(self, rule: QuestionRule) -> tuple[tuple[str, ...], list[Span]]:
        """The codes that words of the text choose, and where those words stand."""
        codes, spans = [], []
        for code, pattern in rule.values[self.sight.lang].items():
            for found in self.sight.folded.find(pattern):
                codes.append(code)
                spans.append(self.sight.folded.span(found))
        return tuple(dict.fromkeys(codes)), spans

    def _filters(self, rule: QuestionRule, parameters: Sequence[str]) -> tuple[tuple[str, ...], list[Span]]:
        """Types of school, cost, days, languages, accessibility that the question can be narrowed by."""
        if "filters" not in parameters:
            return (), []
        found = list(said(str(self.sight.folded), "types" if rule.id == "actors-here" else "filters"))
        return tuple(dict.fromkeys(id for id, _ in found)), [self.sight.folded.span(match) for _, match in found]

    def _since(self, rule: QuestionRule, parameters: Sequence[str]) -> Moment | None:
        return find_since(self.sight.text, self.today) if "since" in parameters and rule.id in _SINCE else None

    def _verified(self, parameters: Sequence[str]) -> Moment | None:
        """ "geprüft seit 2025": only where both the word and a time are said."""
        if "verified_since" not in parameters:
            return None
        word = self.sight.rules.verified[self.sight.lang].search(fold(self.sight.text))
        since = find_since(self.sight.text, self.today) if word else None
        if word is None or since is None or self._beyond(but=since):
            return None
        start, end = self.sight.folded.span(word)
        return Moment(since.date, (min(start, since.span[0]), max(end, since.span[1])))

    def _idle(self, found: Capture) -> list[str]:
        """Names in the text that the question is not asked with: then it is another question."""
        used = list(found.spans.values())
        return [
            self.sight.text[n.start : n.end]
            for n in self.sight.named
            if not any(touch(span_of(n), span) for span in used)
        ]

    def _enough(self, rule: QuestionRule, matches: tuple[Match, ...], unused: tuple[str, ...], found: Capture) -> bool:
        """Whether what was read carries the question; a decisive word that nobody knows makes it another one."""
        themes = [match for match in matches if match.kind == "Theme"]
        unknown_topic = not themes and any(self._decisive(word) for word in unused)
        if rule.id == "quartier-profile":
            return bool(self.sight.places or self.here) and not unknown_topic
        if rule.id == "responsible-department":
            return bool(matches or found.texts) and not unknown_topic
        if self._judges(unused):
            return False
        if (
            rule.id == "changes-since"
            and any(code != "any" for code in self.sight.kinds.codes)
            and not self._values(rule)[0]
        ):
            return False  # what changed among schools is not asked by kind
        if rule.id == "actors-here":
            return (
                not self._said_of_kinds(unused)
                and not any(self._decisive(word) for word in unused if not self._is_wider(word))
            ) or bool(themes)
        return not unknown_topic

    def _judges(self, unused: Sequence[str]) -> bool:
        """The last word says how something is ("… ist die beste?", "… sind gut erreichbar?"): nobody here knows."""
        words = tokens(self.sight.text)
        return (
            self.sight.lang == "de"
            and bool(words)
            and words[-1].text in unused
            and bool(_ADJECTIVE.search(words[-1].fold))
        )

    def _said_of_kinds(self, unused: Sequence[str]) -> bool:
        """An unknown adjective before a kind of actor ("katholische Schulen") makes it another question."""
        starts = {start for start, _ in self.sight.kinds.spans}
        words = tokens(self.sight.text)
        return any(
            word.text in unused
            and fold(word.text) not in self.sight.rules.qualifiers[self.sight.lang]
            and after.start in starts
            for word, after in pairwise(words)
        )

    def _decisive(self, word: str) -> bool:
        """Whether an unknown word may be the topic: a German noun, or any word where capitals tell nothing."""
        if fold(word) in self.sight.rules.qualifiers[self.sight.lang]:
            return False
        shown = tokens(blank(self.sight.text, self.sight.hidden))[1:]
        return self.sight.lang == "en" or word[:1].isupper() or not any(token.text[0].isupper() for token in shown)

    def _is_wider(self, word: str) -> bool:
        return any(self.sight.text[start:end] == word for start, end in self.sight.kinds.wider)

    def _beyond(self, but: Moment | None = None) -> bool:
        """Words that a question cannot say; `but`: a time whose words ("seit") are meant."""
        found = (
            self.sight.folded.span(match) for match in self.sight.folded.find(self.sight.rules.beyond[self.sight.lang])
        )
        return any(but is None or not touch(span, but.span) for span in found)

    def _not_understood(self) -> Understanding:
        matches = self.sight.matches([])
        return replace(self._read(matches), unused=self.sight.left_over([], matches))

    def _read(self, matches: tuple[Match, ...]) -> Understanding:
        themes, groups = _ids(matches, "Theme"), _ids(matches, "TargetGroup")
        return replace(self._base(), themes=themes, target_groups=groups, matches=matches)

    def _base(self) -> Understanding:
        """Place and date as said: what holds whatever the question is."""
        said = self.sight.text[self.sight.places[0].start : self.sight.places[0].end] if self.sight.places else None
        return Understanding(
            None,
            self.sight.lang,
            here_spans=self.sight.places,
            here_text=self.here or said,
            here_said=not self.sight.places and any(token.fold in HERE for token in tokens(self.sight.text)),
            as_of=self.sight.moment.date if self.sight.moment else None,
        )


@cache
def _sector_words(hash: str) -> Recogniser:
    return Recogniser(load_vocabulary(), ("Sector",))


def _sectors(vocabulary: Vocabulary) -> Recogniser:
    """Recognises the names of sectors; made once for each edition of the vocabulary."""
    return _sector_words(vocabulary.hash)


def _ids(matches: Sequence[Match], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.id for match in matches if match.kind == kind))
