"""What stands beside the rules of a schedule: comments, parentheses, words that say nothing about time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from schema.values.folding import data
from schema.values.schedule_times import Unreadable
from schema.values.schedule_tokens import CALENDAR, TEMPORAL, Token, tokens

_CHANGING = frozenset(["except", "limits", "closed", "notes"])
_KNOWN = TEMPORAL | _CHANGING | {"num", "dash", "sep", "until", "start", "every", "nth", "fillers", "holidays"}


@dataclass
class Asides:
    """The notes of one text."""

    text: str
    notes: list[str] = field(default_factory=list)

    def note(self) -> str:
        """All notes, each once."""
        return "; ".join(note for note in dict.fromkeys(self.notes) if note)

    def plain(self, found: list[Token]) -> list[Token]:
        """The tokens without quotes and parentheses."""
        return self._without_parentheses(self._without_quotes(found))

    def said(self, part: list[Token]) -> str:
        """These tokens in the words of the text."""
        return self.text[part[0].start : part[-1].end].strip(" ,;:()") if part else ""

    def _without_quotes(self, found: list[Token]) -> list[Token]:
        """What stands in quotes is a comment; one that speaks of days may change the rule."""
        comments = [self.said([token]).strip("\"'„“”| ") for token in found if token.sort in {"quote", "fallback"}]
        if any(token.sort in CALENDAR for comment in comments for token in tokens(comment)):
            raise Unreadable
        self.notes += comments
        return [token._replace(sort="notes") if token.sort in {"quote", "fallback"} else token for token in found]

    def _without_parentheses(self, found: list[Token]) -> list[Token]:
        """What stands in parentheses is a part of the rule if it is all known, else a note if it tells no time."""
        kept: list[Token] = []
        inside: list[Token] | None = None
        for token in found:
            if token.sort == "open" and inside is None:
                inside = []
            elif token.sort == "close" and inside is not None:
                kept += self._parenthesis(inside)
                inside = None
            elif token.sort in {"open", "close"}:
                raise Unreadable
            else:
                (kept if inside is None else inside).append(token)
        if inside is not None:
            raise Unreadable
        return kept

    def _parenthesis(self, inside: list[Token]) -> list[Token]:
        temporal = any(token.sort in TEMPORAL for token in inside)
        if all(token.sort in _KNOWN for token in inside) and (
            temporal or any(token.sort in _CHANGING for token in inside)
        ):
            return inside
        if temporal:
            raise Unreadable
        self.add(inside)
        return []

    def add(self, part: list[Token]) -> None:
        """Words that say nothing about time become a note; words of doubt make the whole text unreadable."""
        doubts = data("schedule_words")["doubts"]
        if any(token.sort in {"word", "except", "holidays"} and _doubtful(token, doubts) for token in part):
            raise Unreadable
        self.notes.append(self.said(part))


def _doubtful(token: Token, doubts: Iterable[str]) -> bool:
    return token.sort in {"except", "holidays"} or str(token.value).rstrip(".") in doubts
