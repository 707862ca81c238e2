"""Sets of phrasings with the rows they should give, as data, and how well they are answered.

F1 is taken over rows, pooled over all phrasings of a set: a row given and expected counts, one given too much or missing
counts against. What should not be understood must not be answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

COMPUTED = frozenset({"Gap", "Overlap", "SectorPair", "Pair"})  # rows that are known by their id, not by a name
Ask = Callable[[str], Mapping[str, Any]]


@dataclass
class Score:
    """Rows right, given too much, and missing; and the phrasings that went wrong."""

    right: int = 0
    extra: int = 0
    missing: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(2 * self.right + self.extra + self.missing, 1)


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def score(cases: Iterable[Mapping[str, Any]], ask: Ask) -> Score:
    """Ask every phrasing of every case {question, ask, rows} and compare its rows."""
    result = Score()
    for case in cases:
        expected = Counter(case["rows"])
        for text in case["ask"]:
            answer = ask(text)
            given = Counter(row["id"] if row["type"] in COMPUTED else row["name"] for row in answer["rows"])
            right = sum((given & expected).values())
            result.right += right
            result.extra += sum(given.values()) - right
            result.missing += sum(expected.values()) - right
            if given != expected or not answer["understood"]:
                result.wrong.append(f"{text} -> {answer['question_id']}: {sorted(given)[:5]}")
    return result


def answered(texts: Iterable[str], ask: Ask) -> list[str]:
    """The texts that were answered although nothing could be right."""
    return [text for text in texts if ask(text)["understood"]]
