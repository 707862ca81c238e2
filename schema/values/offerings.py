"""Lists of offerings in one cell: 'offene Arbeit, Sport, Hausaufgabenhilfe (1.-6. Klasse), Feste u. a.'."""

from __future__ import annotations

import re
from statistics import median

from schema.values.text import clean as clean_text

LONG = 120
LONGEST = 400
_BULLET = re.compile(r"^\s*(?:[-–*•·▪◦‣>]|\d{1,2}[.)])\s+")
_OTHERS = re.compile(
    r"[\s,]*(?:\bu\.\s?[aäv]\.?(?:\s?m\.?)?|\busw\.?|\betc\.?|\.\.\.|…|\bund vieles mehr)\s*$",
    re.IGNORECASE,
)
_AUDIENCE = re.compile(r"^(?:Angebote?\s+|Offerings?\s+)?((?:für|for)\s[^:]{2,70}):\s*", re.IGNORECASE)
_LABEL = re.compile(r"^(?:unsere\s+)?(?:angebote?|offerings?|leistungen|programm|projekte)\s*:\s*", re.IGNORECASE)
# "... Schulalltags/ für Eltern: Beratung": the next audience on the same line
_NEXT_AUDIENCE = re.compile(r"[.\s]*/\s*(?=für\s[^:.,;]{2,60}:)", re.IGNORECASE)
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{4}\.)\s+|(?<=\)\.)\s+")
_FOCUS = re.compile(r"\s+mit\s+(?:den?\s+|dem\s+)?Schwerpunkte?n?\s*:\s*", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\b(?:wir|uns|sie|ist|sind|wird|werden|können|möchten|bieten|haben|finden|ihr)\b", re.IGNORECASE
)
_JOINS = re.compile(
    r"^(?:[-–]\w|(?:und|oder|sowie|bzw\.|ggf\.|z\.\s?B\.|u\.\s?a\.|etwa|wie|um|dass|die|der|das|beim|zum|zur|durch|inkl\.|also|and|or|which)\s)"
)
# "Einzel-, Paar- und Familienberatung"; "Angebote im kreativen, medialen und sportlichen Bereich"
_OPEN_END = re.compile(r"\w[-–]$|\b(?:im|in|zur|zum|bei|mit)\s+[a-zäöüß]+e[nrm]$")
# "Beratung für Schüler, Eltern und Lehrkräfte"
_FOR_WHOM = re.compile(r"\bfür\s\S+$")
_PEOPLE = re.compile(r"(?:[A-ZÄÖÜ]\S*(?:er|en|rn|innen|kräfte|linge|te)(?:\s(?:und|oder)\s)?){2}")


def split_offerings(text: object) -> list[str]:
    """The single offerings of a list cell, in order, each once; long prose stays one text.

    An audience in front of a line ('Für Eltern: Beratung, Kurse') is kept with each of them:
    'Beratung (für Eltern)'.
    """
    found: dict[str, str] = {}
    for line in _NEXT_AUDIENCE.sub("\n", clean_text(text) or "").split("\n"):
        for offering in _line(_BULLET.sub("", line)):
            found.setdefault(offering.casefold(), offering)
    return list(found.values())


def _line(line: str) -> list[str]:
    line = _FOCUS.sub(", ", _LABEL.sub("", line))
    audience = _AUDIENCE.match(line)
    if audience is None:
        return _items(line)
    whom = audience[1][0].lower() + audience[1][1:]
    return [f"{item} ({whom})" for item in _items(line[audience.end() :])]


def _items(line: str) -> list[str]:
    items: list[str] = []
    for part in _cut(line, ";•·▪"):
        for sentence in _sentences(part):
            pieces = _joined(_cut(sentence, ","))
            items += pieces if _is_list(sentence, pieces) else [sentence]
    return [item for item in map(_trim, items) if len(item) > 1]


def _sentences(part: str) -> list[str]:
    """A long list that separates by full stops; prose with verbs stays whole unless it is too long for a name."""
    if len(part) <= LONG or (_SENTENCE.search(part) and len(part) <= LONGEST):
        return [part]
    return [sentence for sentence in _FULL_STOP.split(part) if sentence.strip(" .")]


def _is_list(part: str, pieces: list[str]) -> bool:
    if len(pieces) < 2 or _SENTENCE.search(re.sub(r"\([^)]*\)", "", part)):
        return False
    return median(len(re.sub(r"\([^)]*\)", "", piece)) for piece in pieces) <= LONG / 2


def _cut(text: str, separators: str) -> list[str]:
    """Parts between separators that stand outside parentheses and quotes and not inside a number."""
    parts, start, depth, quoted = [], 0, 0, False
    for index, char in enumerate(text):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif char in '„“”"':
            quoted = not quoted if char == '"' else char == "„"
        elif char in separators and not depth and not quoted and not _in_number(text, index):
            parts.append(text[start:index])
            start = index + 1
    return [part.strip() for part in (*parts, text[start:]) if part.strip()]


def _in_number(text: str, index: int) -> bool:
    return text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit()


def _joined(pieces: list[str]) -> list[str]:
    """Pieces that only continue the one before ('-vorbereitung', 'um ... zu') put back to it."""
    out: list[str] = []
    for piece in pieces:
        people = out and _FOR_WHOM.search(out[-1]) and _PEOPLE.fullmatch(piece)
        if out and (people or _JOINS.match(piece) or _OPEN_END.search(out[-1])):
            out[-1] = f"{out[-1]}, {piece}"
        else:
            out.append(piece)
    return out


def _trim(item: str) -> str:
    item = _OTHERS.sub("", item.strip())
    if item.endswith(".") and not re.search(r"\b\w{1,3}\.$", item):
        item = item[:-1]
    return item.strip(" ,;:")
