"""Languages as BCP 47 codes: 'de', 'ar', 'gsg' (German Sign Language)."""

from __future__ import annotations

import re
from functools import cache

from schema.values.base import Kind, Scalar, ValueProblem, squeeze
from schema.values.folding import data, fold

_TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-x-[a-z0-9]{1,8})?", re.IGNORECASE)


def clean(raw: object) -> str | None:
    """The code of 'Arabisch', 'arabic' or 'ar'."""
    text = squeeze(raw)
    if not text:
        return None
    code = _codes().get(fold(text))
    if code is None and _TAG.fullmatch(text) and text.lower().split("-")[0] in data("languages"):
        language, *rest = text.split("-")
        code = "-".join([language.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])
    if code is None:
        raise ValueProblem("language-unknown", "This language is not in the list of languages.")
    return code


@cache
def _codes() -> dict[str, str]:
    languages: dict[str, list[str]] = data("languages")
    return {fold(word): code for code, names in languages.items() for word in (code, *names)}


def caption(value: Scalar, lang: str) -> str:
    """The language's name, in German or English."""
    names = data("languages").get(str(value)) or data("languages").get(str(value).split("-")[0])
    return str(names[0 if lang == "de" else 1]) if names else str(value)


def compare(left: Scalar, right: Scalar) -> float:
    """1.0 for the same code, 0.8 for the same language in another variety."""
    if left == right:
        return 1.0
    return 0.8 if str(left).split("-")[0] == str(right).split("-")[0] else 0.0


KIND = Kind("language", clean, compare, caption)
