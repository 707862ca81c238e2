"""The names a question is asked with: written in full, in quotes, or where a rule says that a name stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.phrases import ACTOR, COOPERATION, Folded, QuestionRule, Rules, Span
from graph.understanding import PlaceSpan
from schema.text import tokens

_LEGAL_FORM = re.compile(r"\be\.\s?V\.$")
_SIGN = {"actor": ACTOR, "other": ACTOR, "cooperation": COOPERATION}
_TITLES = frozenset(
    [
        "traeger",
        "verein",
        "einrichtung",
        "organisation",
        "firma",
        "akteur",
        "anbieter",
        "club",
        "carrier",
        "association",
        "provider",
    ]
)
_HERE = frozenset({"hier", "here", "hiesige", "hiesigen"})


@dataclass(frozen=True, slots=True)
class Capture:
    """Parameter -> the words that name it, and where they stand."""

    texts: Mapping[str, str] = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)


def capture(
    text: str,
    folded: Folded,
    rule: QuestionRule,
    lang: str,
    wanted: Sequence[str],
    whole: Mapping[str, Sequence[Span]],
    quoted: Span | None,
    rules: Rules,
    places: Sequence[PlaceSpan],
) -> Capture:
    """Find the wanted names (actor, other, cooperation): names written in full come first, in the order of the text."""
    found: dict[str, Span] = {}
    left = {sign: list(spans) for sign, spans in whole.items()}
    for name in wanted:
        if left[_SIGN[name]]:
            found[name] = left[_SIGN[name]].pop(0)
    missing = [name for name in wanted if name not in found]
    if not missing:
        return Capture(spans=found)
    inside = (quoted[0] + 1, quoted[1] - 1) if quoted else None
    if inside and not any(inside[0] <= span[1] and span[0] <= inside[1] for span in found.values()):
        found[missing.pop(0)] = inside
    for pattern in rule.names[lang]:
        match = pattern.search(str(folded))
        parts = {n: _trimmed(text, folded.span(match, n), rules, places) for n in pattern.groupindex} if match else {}
        if match and all(parts.values()):
            spans = [span for span in parts.values() if span is not None]
            fresh = [span for span in spans if not any(_touch(span, known) for known in found.values())]
            for name in [name for name in missing if name in parts or "actor" in parts]:
                if fresh:
                    found[name] = fresh.pop(0)
            break
    return Capture(spans=found)


def _trimmed(text: str, span: Span, rules: Rules, places: Sequence[PlaceSpan]) -> Span | None:
    """The name without its article, and without a place or another part of the sentence behind it."""
    words = [token for token in tokens(text) if span[0] <= token.start < span[1]]
    while words and (words[0].fold in rules.articles or (words[0].fold in _TITLES and len(words) > 1)):
        words = words[1:]
    for at, token in enumerate(words):
        behind = any(place.start >= token.end and place.start - token.end < 12 for place in places)
        if token.fold in {"in", "im", "at", "am"} and behind and at > 0:
            words = words[:at]
            break
    while words and (words[-1].fold in _HERE or words[-1].fold in rules.name_ends):
        words = words[:-1]
    words = [token for token in words if token.fold not in _HERE]
    if not words:
        return None
    end = words[-1].end
    return words[0].start, end + 1 if _LEGAL_FORM.search(text, 0, end + 1) else end


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
