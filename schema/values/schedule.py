"""When something takes place, as people write it, read into rules of RFC 5545.

'Di+Do 16–18 Uhr' becomes FREQ=WEEKLY;BYDAY=TU,TH from 16:00 to 18:00. What is not understood in full has no rule:
a wrong rule sends people to closed doors, a missing one leaves them the words of the source. Unknown words are
let pass only where they cannot change the rule: as a label in front of a colon, as a part of their own between
commas, or after the time, and never with a word of doubt ('oder', 'wenn') among them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from schema.values.folding import fold
from schema.values.schedule_ahead import day_before_time, day_follows, has_time, is_time, words_follow
from schema.values.schedule_aside import Asides
from schema.values.schedule_rule import Rule, slots
from schema.values.schedule_times import Slot, Unreadable, clock_time
from schema.values.schedule_tokens import LONGEST, TEMPORAL, Token, pieces, tokens
from schema.values.schedule_whole import check_conflicts, settled
from schema.values.text import clean as clean_text


@dataclass(frozen=True)
class Schedule:
    """What a text says about time: rules with times, single days, what is left out, and the rest of the text."""

    slots: tuple[Slot, ...] = ()
    dates: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    note: str = ""


def parse_schedule(text: object) -> Schedule | None:
    """The schedule that a German or English text describes; None where it cannot be read without doubt."""
    written = clean_text(text) or ""
    if not written or len(written) > LONGEST:
        return None
    try:
        return _Reading(Asides(written)).schedule()
    except Unreadable:
        return None


@dataclass
class _Reading:
    """One text on its way to a schedule."""

    asides: Asides
    rules: list[Rule] = field(default_factory=lambda: [Rule()])
    dates: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)
    parts: int = 0  # how many parts between semicolons or lines have been read

    def schedule(self) -> Schedule:
        found = self.asides.plain(tokens(self.asides.text))
        clocked = any(token.sort == "clock" for token in found)
        for part in pieces(found, "hard"):
            self.parts += 1
            self._new()
            self._part(part)
        if self.dates:
            return self._single_days()
        rules = settled(self.rules, self.parts)
        check_conflicts(rules, clocked or "\n" in self.asides.text)
        kept = slots(rules)
        if not kept:
            raise Unreadable
        return Schedule(kept, (), tuple(dict.fromkeys(self.exceptions)), self.asides.note())

    def _single_days(self) -> Schedule:
        if any(rule.days or rule.often or rule.months or rule.weeks for rule in self.rules):
            raise Unreadable
        return Schedule((), tuple(dict.fromkeys(self.dates)), tuple(self.exceptions), self.asides.note())

    # -- the parts and their rules ---------------------------------------------------------------------------------

    @property
    def rule(self) -> Rule:
        return self.rules[-1]

    def _new(self) -> None:
        if not self.rule.empty():
            self.rules.append(Rule())
        self.rule.part = self.parts

    def _part(self, part: list[Token]) -> None:
        at = 0
        while at < len(part):
            at = self._step(part, at)

    def _step(self, part: list[Token], at: int) -> int:
        """Read what begins at this token and return where the next thing begins."""
        token = part[at]
        if token.sort in {"word", "unknown", "year", "dot"} or (token.sort == "num" and not is_time(part, at)):
            return self._words(part, at)
        if token.sort in {"time", "num"}:
            if token.sort == "num" and not self.rule.empty() and self.rule.ords_open():
                raise Unreadable
            times, after, sure = clock_time(part, at)
            self.rule.add_time(times, sure)
            return after
        if token.sort == "date":
            return self._date(part, at)
        if token.sort == "except":
            return self._except(part, at + 1)
        if token.sort == "limits":
            self.exceptions.append(self.asides.said([token]))
        elif token.sort == "holidays":
            return self._holiday(part, at)
        elif token.sort == "notes":
            self.rule.noted = True
            self.asides.notes.append(self.asides.said([token]).strip("\"'„“”| "))
        elif token.sort == "since":
            return self._since(part, at)
        elif token.sort == "closed":
            self.rule.close()
            self._new()
        elif token.sort in {
            "day",
            "set",
            "ord",
            "nth",
            "every",
            "other",
            "often",
            "weeks",
            "season",
            "month",
            "always",
        }:
            return self._calendar(part, at)
        elif token.sort not in {"sep", "fillers", "colon", "start", "until"} or token.sort in {"until"}:
            raise Unreadable
        return at + 1

    def _calendar(self, part: list[Token], at: int) -> int:
        token = part[at]
        fresh = {"day", "set", "ord", "every", "other"}
        done = self.rule.days and (self.rule.times or self.rule.noted)
        if (token.sort in fresh and done) or (token.sort == "every" and self.rule.days):
            self._new()
        if token.sort in {"season", "often"} and self.rule.times:
            self.rule.late = True
            if token.sort == "season" and (self.rule.months or day_before_time(part[at:])):
                self._new()
        return self.rule.take(part, at)

    def _date(self, part: list[Token], at: int) -> int:
        """A single day; the weekday in front of it belongs to it."""
        before, after = part[at - 1] if at else None, part[at + 1] if at + 1 < len(part) else None
        spans = {"dash", "until", "start"}
        if (before and before.sort in spans) or (after and after.sort in spans - {"start"}):
            raise Unreadable  # a period: whether and until when something holds is more than a list of days
        weekday = at - 1
        while weekday >= 0 and part[weekday].sort in {"fillers", "sep"}:
            weekday -= 1
        if weekday >= 0 and part[weekday].sort == "day" and len(self.rule.days) == 1:
            self.rule.days.clear()
            self.rule.every = False
        self.dates.append(str(part[at].value))
        return at + 1

    def _since(self, part: list[Token], at: int) -> int:
        """'seit 2019' does not change the rule."""
        after = at + 1
        while after < len(part) and part[after].sort in {"year", "season", "date", "fillers"}:
            after += 1
        if after == at + 1 or part[after - 1].sort not in {"year", "date"}:
            raise Unreadable
        self.asides.notes.append(self.asides.said(part[at:after]))
        return after

    def _holiday(self, part: list[Token], at: int) -> int:
        """'Feiertage geschlossen' is an exception; 'So+Feiertage' leaves the rule for Sundays right."""
        after = at + 1
        while after < len(part) and part[after].sort in {"fillers", "sep", "holidays", "colon", "day"}:
            after += 1
        if after < len(part) and part[after].sort == "closed":
            self.exceptions.append(self.asides.said([part[at], part[after]]))
            waiting = self.rule.days and not self.rule.times
            return at + 1 if waiting or any(token.sort == "day" for token in part[at:after]) else after + 1
        beside = [part[i].sort for i in (at - 2, at + 2) if 0 <= i < len(part)]
        signs = [part[i].sort for i in (at - 1, at + 1) if 0 <= i < len(part)]
        if not ("sep" in signs and {"day", "holidays"} & set(beside)):
            if self.rule.empty() and any(token.sort in {"time", "day"} for token in part[at + 1 : at + 2]):
                if any(token.sort == "day" for token in part) or fold(str(part[at].value)) != "ph":
                    raise Unreadable
                self.asides.notes.append(self.asides.said(part[at:]))
                return len(part)
            raise Unreadable
        return at + 1

    def _except(self, part: list[Token], at: int) -> int:
        """'außer sonntags' takes days away; 'außer in den Ferien' is kept in words; anything else is doubt."""
        after = at
        while after < len(part) and part[after].sort in {"fillers", "day", "holidays", "season", "sep", "every"}:
            if part[after].sort == "sep" and not day_follows(part, after + 1):
                break
            after += 1
        taken = [token for token in part[at:after] if token.sort in {"day", "holidays", "season"}]
        if not taken:
            raise Unreadable
        self.rule.without |= {token.value for token in taken if token.sort == "day"}
        self.rule.not_in |= {token.value for token in taken if token.sort == "season"}
        if any(token.sort != "day" for token in taken):
            self.exceptions.append(self.asides.said(part[at - 1 : after]))
        return after

    def _words(self, part: list[Token], at: int) -> int:
        """Unknown words: a label before a colon, a part of their own, or what follows a time."""
        begin, end = at, at
        while begin and part[begin - 1].sort != "sep" and part[begin - 1].sort in {"fillers", "num", "start"}:
            begin -= 1
        while end < len(part) and part[end].sort not in {"sep", "colon"} and part[end].sort not in TEMPORAL:
            end += 1
        while end < len(part) and part[end].sort == "sep" and end + 1 < len(part) and words_follow(part, end + 1):
            end += 1
            while end < len(part) and part[end].sort not in {"sep", "colon"} and part[end].sort not in TEMPORAL:
                end += 1
        labelled = end < len(part) and part[end].sort == "colon"
        own = begin == 0 or part[begin - 1].sort == "sep"
        closed = end == len(part) or part[end].sort == "sep"
        timed = bool(self.rule.times) and (self.rule.times[-1].end is not None or has_time(part[:at]))
        starts_rule = own and labelled and (self.rule.empty() or bool(self.rule.times))
        if not (starts_rule or (closed and (own or timed))):
            raise Unreadable
        self.asides.add(part[at:end])
        return end


__all__ = ["Schedule", "Slot", "parse_schedule"]
