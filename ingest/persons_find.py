"""Where a text names persons: rules over its words, the surest first.

Each rule looks at one word and tells where a name that begins there ends. Streets, schools and houses that are
named after somebody are not persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from ingest.persons_words import Token, lexicon, tokens
from schema.values import fold, is_functional_email

Span = tuple[int, int]
MOST_WORDS = 5
# A mobile number is somebody's own; with the word that announces it. Numbers of the land line are the house's.
MOBILE = re.compile(
    r"(?:\b(?:tel\w*|mobil\w*|handy\w*|funk)\b\.?\s*:?\s*)?(?<!\d)(?:\+49|0049|\(?0)[\s()/.-]{0,3}1[567]\d(?:[\s()/.-]{0,3}\d){6,9}(?!\d)",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"(?:mailto:)?[^\s,;/|<>()\[\]\"]+@[\w.-]+\.[^\W\d_]{2,24}(?![\w@])")
_LEGAL_FORM = re.compile(r"\s*(?:\([^)]{2,12}\)\s*)?(?:e\.\s?V\b|g?GmbH\b|mbH\b|g?AG\b|g?UG\b|KG\b|eG\b)")
_SEGMENT_END = re.compile(r"\s*(?:$|[;,.)(\n:!?–—/|\d+]|-\s|\bund\b|\boder\b|\bTel|\bFax|\bMobil)")
_QUOTES = '"„“”«»'
_COLON = re.compile(r"(?:[/*:_]?innen|[/*:_]?in\b|\(in\)|\(innen\))?\.?\s*:")
_CARE_OF = re.compile(r"\bc/o\s*:?\s*", re.IGNORECASE)


def _edge(label: str) -> str:
    """A short label stands alone; a long one also ends a compound ('Projektbeauftragter')."""
    return "" if len(label) > 7 else r"(?<![a-z])"


class Evidence(Enum):
    """What speaks for a name before its words are looked at."""

    NONE = 0
    ROLE = 1
    LABEL = 2
    TITLE = 3


def find_spans(text: str) -> list[Span]:
    """Begin and end of every person, personal e-mail address and mobile number, in order, without overlap."""
    spans = [match.span() for match in _EMAIL.finditer(text) if not is_functional_email(match.group())]
    spans += [match.span() for match in MOBILE.finditer(text)]
    spans += Finder(text).spans()
    return merged(spans)


def merged(spans: list[Span]) -> list[Span]:
    """Overlapping spans united."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


class Finder:
    """The rules, over the words of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tokens(text)
        self._labelled = self._labelled_starts()
        self._kept_until = 0  # behind the last name that belongs to a house or street

    def spans(self) -> Iterator[Span]:
        """Spans of names from left to right."""
        index = 0
        while index < len(self._tokens):
            end = self._name_at(index) if index >= self._kept_until else None
            if end is None:
                index += 1
            else:
                yield self._tokens[index].start, self._end_of(end - 1)
                index = end

    def _end_of(self, index: int) -> int:
        token = self._tokens[index]
        return token.end - (token.text.endswith(".") and not token.initial and not token.title)

    def _name_at(self, index: int) -> int | None:
        token = self._tokens[index]
        if not (token.capital or token.title or token.word in lexicon()["particles"]):
            return None
        return self._reversed(index) or self._run(index, self._evidence(index)) or self._lonely(index)

    def _evidence(self, index: int) -> Evidence:
        if index in self._labelled:
            return Evidence.LABEL
        before = self._tokens[index - 1] if index else None
        if before and self._tokens[index].adjacent and before.role:
            return Evidence.ROLE
        return Evidence.NONE

    def _run(self, index: int, evidence: Evidence) -> int | None:
        """End of a run of titles, first names, particles and surnames, if it is a name."""
        start = index
        while index < len(self._tokens) and self._goes_on(start, index) and self._titled(index):
            evidence, index = Evidence.TITLE, index + 1
        end = self._words(index, start, evidence)
        if end is None or end == index:
            return None
        words = self._tokens[index:end]
        if " ".join(word.word for word in words) in lexicon()["keep"]:
            return None
        if not self._is_name(words, evidence):
            return None
        if evidence is not Evidence.LABEL and self._belongs(start, index, end):
            self._kept_until = end
            return None
        return end

    def _goes_on(self, start: int, index: int) -> bool:
        token = self._tokens[index]
        # "Prof.Dr.Meyer" and "Dipl.-Ing. Meyer" have no space between title and title.
        before = self._tokens[index - 1]
        return index == start or token.adjacent or ((before.title or before.initial) and token.gap in ("", "-", ".-"))

    def _titled(self, index: int) -> bool:
        token = self._tokens[index]
        if token.honorific:
            return (
                index + 1 < len(self._tokens) and self._tokens[index + 1].capital and self._tokens[index + 1].adjacent
            )
        return token.title

    def _words(self, index: int, start: int, evidence: Evidence) -> int | None:
        end, particles = index, lexicon()["particles"]
        while end < len(self._tokens) and end - index < MOST_WORDS and self._goes_on(start, end):
            token = self._tokens[end]
            if not (token.initial or token.first_name or self._surname(token, evidence, self._tokens[index:end])):
                nearly = token.word in particles and token.text.islower() and end + 1 < len(self._tokens)
                if not (nearly and (end > index or evidence is not Evidence.NONE)):
                    break
            end += 1
            if token.text.endswith(".") and not token.initial and not token.title:
                break
        while end > index and (self._tokens[end - 1].word in particles or self._tokens[end - 1].initial):
            end -= 1
        return end

    @staticmethod
    def _surname(token: Token, evidence: Evidence, before: list[Token]) -> bool:
        known = any(word.sure_first_name for word in before)
        if known and evidence in (Evidence.LABEL, Evidence.TITLE) and token.capital and not token.institution:
            return True  # "Ansprechpartnerin: Anna Freitag"
        if evidence is Evidence.TITLE or known:
            return token.surname_like
        return token.surname_like and not token.perhaps_noun

    def _is_name(self, words: list[Token], evidence: Evidence) -> bool:
        full = [word for word in words if not word.initial and word.text[0].isupper()]
        if evidence is Evidence.TITLE:
            return bool(full)
        if len(full) >= 2:
            return full[0].first_name or evidence is not Evidence.NONE
        if not full:
            return False
        if evidence is Evidence.LABEL:
            lone = (
                "\n" not in words[0].gap
                and self._ends_segment(words[-1])
                and len(full[0].text) > 2
                and not full[0].text.isupper()
            )
            return lone and not full[0].perhaps_noun
        return len(words) > 1 and words[0].initial and self._whole_segment(words) and not full[0].perhaps_noun

    def _ends_segment(self, last: Token) -> bool:
        return _SEGMENT_END.match(self._text, last.end) is not None

    def _whole_segment(self, words: list[Token]) -> bool:
        before = self._text[: words[0].start].rstrip(" ")
        return (not before or before[-1] in ",;\n(:") and self._ends_segment(words[-1])

    def _belongs(self, start: int, index: int, end: int) -> bool:
        """True if the name is part of the name of a school, street, house or association."""
        if end < len(self._tokens):
            following = self._tokens[end]
            if following.institution and following.capital and (following.adjacent or following.gap in ("-", " -")):
                return True
        if _LEGAL_FORM.match(self._text, self._tokens[end - 1].end):
            return True
        if not start or any(token.honorific for token in self._tokens[start:index]):
            return False
        before = self._tokens[start - 1]
        quoted = self._quoted(start, end)
        if quoted and not (before.word in lexicon()["dangling"] or before.role or before.honorific):
            return True
        named_after = before.parts[-1] in lexicon()["before"] or before.word.endswith(lexicon().long_before)
        return named_after and self._tokens[start].adjacent and not self._after_role(start)

    def _quoted(self, start: int, end: int) -> bool:
        begin, stop = self._tokens[start].start, self._tokens[end - 1].end
        return self._text[begin - 1 : begin] in _QUOTES and self._text[stop : stop + 1] in _QUOTES and begin > 0

    def _after_role(self, index: int) -> bool:
        """True if a role or label stands earlier in the same part of the text: 'Leiter der Kita Anna Muster'."""
        for token in reversed(self._tokens[:index]):
            if token.role or any(token.word.startswith(label) for label in ("leitung", "ansprech", "kontakt")):
                return True
            if re.search(r"[;\n.]", token.gap):
                return False
        return False

    def _reversed(self, index: int) -> int | None:
        """'Muster, Anna' where nothing else stands in that part of the text."""
        if index + 1 >= len(self._tokens):
            return None
        surname, first = self._tokens[index], self._tokens[index + 1]
        if first.gap.strip() != "," or "\n" in first.gap or not first.sure_first_name or not surname.surname_like:
            return None
        before = self._text[: surname.start].rstrip()
        alone = not before or before[-1] in ":;(" or "\n" in surname.gap
        rest = self._text[first.end :].lstrip(" ")
        return index + 2 if alone and not surname.perhaps_noun and (not rest or rest[0] in "(;\n") else None

    def _lonely(self, index: int) -> int | None:
        """'Kaffeeklatsch mit Jürgen': a first name alone behind 'mit'; 'Paul und Anna Muster'."""
        token = self._tokens[index]
        if not token.sure_first_name:
            return None
        following = self._tokens[index + 1 : index + 3]
        if len(following) == 2 and following[0].word in ("und", "u") and following[1].first_name:
            end = self._run(index + 2, Evidence.NONE)
            if end is not None and following[0].adjacent and following[1].adjacent:
                return end
        behind_with = index > 0 and token.adjacent and self._tokens[index - 1].word in ("mit", "with")
        return index + 1 if behind_with and self._ends_segment(token) else None

    def _labelled_starts(self) -> set[int]:
        """Words at which, after 'Ansprechpartner:' or 'c/o', a name may begin."""
        starts: set[int] = set()
        for match in _CARE_OF.finditer(self._text):
            starts |= {index for index, token in enumerate(self._tokens) if token.start == match.end()}
        for index, token in enumerate(self._tokens):
            colon = _COLON.match(self._text, token.end)
            headline = self._text[token.end :].startswith("\n") and "\n" in (token.gap or "\n")
            if (colon or headline) and self._is_label(index):
                starts |= set(self._list_starts(index + 1, colon.end() if colon else token.end))
        return starts

    def _is_label(self, index: int) -> bool:
        text = fold(self._text[: self._tokens[index].end])
        return any(re.search(rf"{_edge(label)}{re.escape(label)}[a-z*/:.-]*$", text) for label in lexicon()["labels"])

    def _list_starts(self, index: int, after: int) -> Iterator[int]:
        """The first word behind the label and, up to an empty line, every one behind ',', 'und', '/' or line feed."""
        while index < len(self._tokens) and self._tokens[index].start < after:
            index += 1
        depth = 0
        for at in range(index, len(self._tokens)):
            gap = self._tokens[at].gap if at > index else ""
            depth = max(0, depth + gap.count("(") - gap.count(")"))
            if "\n\n" in gap or ":" in gap:
                return
            joined = at > index and self._tokens[at - 1].word in ("und", "u", "sowie", "oder", "and")
            if not depth and (at == index or joined or re.search(r"[,;/&\n]\s*$", gap)):
                yield at
