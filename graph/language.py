"""Plain German or English becomes a question of the catalogue and its parameters, by rules and the vocabularies alone.

Not understood is an answer, a guess is not: a text that no rule fits, whose topic or place nobody knows, or that fits
two questions, gets no question id; what was read and what was left over is told either way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from graph.phrases import LANGUAGES, load_rules
from graph.reading import Reading
from graph.sight import Sight
from graph.understanding import Names, NoNames, Places, PlaceSpan, QuestionHeader, Understanding
from schema.recognise import Recogniser
from schema.text import fold, tokens

__all__ = ["PlaceSpan", "Places", "QuestionHeader", "Understanding", "guess_language", "understand"]
SUGGESTIONS = 5


def understand(
    text: str,
    *,
    recogniser: Recogniser,
    catalogue: Sequence[QuestionHeader],
    places: Places,
    names: Names | None = None,
    lang: str | None = None,
    here: str | None = None,
    today: dt.date | None = None,
) -> Understanding:
    """Read one question. `lang` (`de`, `en`) is guessed from the words if None; `here` settles the place.

    `names` knows actors and cooperations; `today` is what "since last year" counts from.
    """
    sight = Sight(text, recogniser, places, names or NoNames(), lang or guess_language(text))
    found = Reading(sight, here, today).result({question.id: tuple(question.parameters) for question in catalogue})
    if found.question_id is not None:
        return found
    return replace(found, suggestions=_suggestions(text, found.lang, catalogue))


def guess_language(text: str, default: str = "de") -> str:
    """The language whose everyday words the text uses more."""
    words = [token.fold for token in tokens(text)]
    known = load_rules().function_words
    counts = {lang: sum(word in known[lang] for word in words) for lang in LANGUAGES}
    other = next(lang for lang in LANGUAGES if lang != default)
    if counts["de"] == counts["en"] and any(letter in "äöüßÄÖÜ" for letter in text):
        return "de"
    return other if counts[other] > counts[default] else default


def _suggestions(text: str, lang: str, catalogue: Sequence[QuestionHeader]) -> tuple[str, ...]:
    """Questions that would be understood, the most alike first, one of each kind."""
    best = [
        max(question.phrasings[lang], key=lambda phrasing: fuzz.token_set_ratio(fold(text), fold(phrasing)))
        for question in catalogue
        if question.phrasings.get(lang)
    ]
    return tuple(sorted(best, key=lambda phrasing: -fuzz.token_set_ratio(fold(text), fold(phrasing)))[:SUGGESTIONS])
