"""What understanding a question needs, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from schema.recognise import Match


class QuestionHeader(Protocol):
    """What understanding needs to know of a question."""

    @property
    def id(self) -> str: ...
    @property
    def phrasings(self) -> Mapping[str, tuple[str, ...]]: ...
    @property
    def parameters(self) -> Sequence[str]: ...


class PlaceCandidate(Protocol):
    """Something that a place's name may mean, and why."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def reason(self) -> str: ...


class PlaceSpan(Protocol):
    """A place named in the text, from start to end."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def candidates(self) -> Sequence[PlaceCandidate]: ...


class Places(Protocol):
    """Finds the places named in a text."""

    def spans(self, text: str) -> Sequence[PlaceSpan]: ...


class Names(Protocol):
    """Finds the actors and cooperations that a text names in full; `ordinary` tells words that name nobody."""

    def spans(self, text: str, ordinary: Callable[[str], bool]) -> Sequence[PlaceSpan]: ...
    def known(self, text: str, kinds: Iterable[str], whole: bool) -> bool: ...


class NoNames:
    """Knows nobody by name."""

    def spans(self, text: str, ordinary: Callable[[str], bool]) -> Sequence[PlaceSpan]:
        return ()

    def known(self, text: str, kinds: Iterable[str], whole: bool) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a text was taken to ask; `question_id` is None where it was not understood.

    `here_text` is the place as said (or given), `here_said` whether only "here" was said; `unknown_place` a place that
    nobody knows; `filters` are ids of filters.yaml; `otherwise` is the question to
    ask where this one finds nothing; `kinds` are codes (of Actor.kinds, or of what the question lists); `names` maps actor, other and
    cooperation to the words that name them; `since` and `verified_since` are ISO dates; `chosen_here` is a place
    that a plug-in named; `ambiguous` holds the ids of the questions that fit equally.
    """

    question_id: str | None
    lang: str
    themes: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    here_spans: tuple[PlaceSpan, ...] = ()
    here_text: str | None = None
    here_said: bool = False
    unknown_place: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    sectors: tuple[str, ...] = ()
    status: str = ""
    filters: tuple[str, ...] = ()
    otherwise: str = ""
    since: str | None = None
    verified_since: str | None = None
    chosen_here: str | None = None
    chosen_by: str | None = None
    as_of: str | None = None
    matches: tuple[Match, ...] = ()
    unused: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()

    @property
    def understood(self) -> bool:
        return self.question_id is not None
