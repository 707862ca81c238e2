"""The words of documents in one language, and how numbers, shares and dates are said."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from schema.values import KINDS

FOLDER = Path(__file__).parent
LANGUAGES = ("de", "en")
ISO = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b(?!-)")


@functools.cache
def read(name: str) -> Any:
    """A data file beside this module."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


class Words:
    """`words("count.gaps", n=3)` says it in the language chosen."""

    def __init__(self, lang: str) -> None:
        self.lang = lang if lang in LANGUAGES else "de"
        self._own: dict[str, Any] = read("words")[self.lang]

    def __call__(self, key: str, **values: Any) -> str:
        text = self._own[key]
        if isinstance(text, dict):
            text = text["one" if values.get("n") == 1 else "other"]
        return re.sub(r"\{(\w+)\}", lambda found: self._said(found, values), text)

    def __contains__(self, key: str) -> bool:
        return key in self._own

    def _said(self, found: re.Match[str], values: dict[str, Any]) -> str:
        value = values.get(found.group(1), found.group())
        return self.number(value) if isinstance(value, int | float) else str(value)

    def number(self, value: float) -> str:
        """1.234,5 in German, 1,234.5 in English; at most two decimals."""
        text = f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
        return text.translate(str.maketrans(",.", ".,")) if self.lang == "de" else text

    def percent(self, share: float) -> str:
        """A share of one; what is less than a hundredth is not said to be nothing."""
        text = "< 1" if 0 < share < 0.01 else f"{share * 100:.0f}"
        return f"{text}\u00a0%" if self.lang == "de" else f"{text}%"

    def date(self, iso: str) -> str:
        """A date as far as it is known; what is none is left as it is."""
        text = str(iso)[:10]
        return KINDS["date"].caption(text, self.lang) if re.fullmatch(r"\d{4}(-\d{2}){0,2}", text) else str(iso)

    def list(self, said: Sequence[str]) -> str:
        """ "a, b and c"."""
        return self("and").join(filter(None, [", ".join(said[:-1]), *said[-1:]]))

    def dated(self, text: str) -> str:
        """A text with its ISO dates said in words."""
        return ISO.sub(lambda found: self.date(found.group()), text)
