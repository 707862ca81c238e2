"""The sources of a dossier: numbered as they are first named, and named with sheet and row in each cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.dossier.parts import Cited
from graph.dossier.words import Words
from graph.view import View

ROWS_SAID = 4
PLACES_SAID = 3


class Sources:
    """Numbers for sources; `cell` says a row's evidence with them."""

    def __init__(self, view: View, words: Words) -> None:
        self._words = words
        self._known = {str(source["name"]): source for source in view.sources()}
        self._numbers: dict[str, int] = {}
        self._observed: dict[str, set[str]] = {}

    def number(self, name: str) -> int:
        return self._numbers.setdefault(name, len(self._numbers) + 1)

    def cell(self, evidence: Iterable[Mapping[str, Any]], places: int = PLACES_SAID) -> str:
        """ "[1] Kurse Z. 10, 12; [2] Z. 4": source, sheet and rows; at most so many places."""
        found: dict[tuple[int, str], list[str]] = {}
        for line in evidence:
            number = self.number(str(line["source"]))
            if line.get("observed"):
                self._observed.setdefault(str(line["source"]), set()).add(str(line["observed"]))
            rows = found.setdefault((number, str(line.get("sheet") or "")), [])
            row = str(line.get("row") or "")
            if row and row not in rows:
                rows.append(row)
        said = [self._place(sheet, rows) for (_, sheet), rows in sorted(found.items())]
        numbers = [number for number, _ in sorted(found)]
        said = [
            f"[{n}] {text}" if n not in numbers[:at] else text
            for at, (n, text) in enumerate(zip(numbers, said, strict=True))
        ]
        more = len(said) - places
        text = "; ".join(said[:places])
        return f"{text} {self._words('evidence.more', n=more)}" if more > 0 else text or self._words("evidence.none")

    def _place(self, sheet: str, rows: list[str]) -> str:
        said = ", ".join(rows[:ROWS_SAID]) + (" …" if len(rows) > ROWS_SAID else "")
        row = self._words("evidence.row", rows=said) if rows else ""
        return " ".join(part for part in (sheet, row) if part)

    def cited(self) -> list[Cited]:
        """Every source that was named: title, who is to be credited, licence, when it was observed, address."""
        return [Cited(number, name, self._text(name)) for name, number in self._numbers.items()]

    def _text(self, name: str) -> str:
        source, words = self._known.get(name, {}), self._words
        licence, title = source.get("licence"), source.get("title")
        said = [
            f"{title} ({name})" if title and title != name else name,
            source.get("attribution"),
            words("source.licence", licence=licence) if licence else words("source.nolicence"),
            words("source.observed", date=self._span(name)) if self._dates(name) else None,
            *(source.get("url") or []),
        ]
        return " · ".join(str(part) for part in said if part)

    def _dates(self, name: str) -> list[str]:
        observed = self._known.get(name, {}).get("observed")
        return sorted(self._observed.get(name) or ({str(observed)} if observed else set()))

    def _span(self, name: str) -> str:
        return span(self._dates(name), self._words)

    def fresh(self) -> str:
        """When what is named was observed: a date, or the first and the last."""
        dates = sorted({date for name in self._numbers for date in self._dates(name)})
        return span(dates, self._words) if dates else ""


def span(dates: list[str], words: Words) -> str:
    """One date, or the first and the last of several."""
    if dates[0] == dates[-1]:
        return words.date(dates[0])
    return words("from_to", first=words.date(dates[0]), last=words.date(dates[-1]))
