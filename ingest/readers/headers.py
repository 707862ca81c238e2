"""Where a sheet's headings are: under titles and blank rows, on one line or two, and what below them is no entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import yaml

TOP_ROWS = 40
SECTION = "(Abschnitt)"  # the column that captions between the rows become
GROUP = ": "  # between a group's heading and the column's own, where the latter alone would be ambiguous
_TYPED = re.compile(
    r"[+(]?\d[\d\s()/.,:€%-]*|\S+@\S+\.\S+|(?:https?://|www\.)\S+|\d{5}\s+[^\W\d].*|\d{1,2}\.\s?\w+\s?\d{0,4}|true|false",
    re.IGNORECASE,
)
_WITH_DIGITS = re.compile(r"\d")
_DATED = re.compile(r"\bstand(?:\s+vom)?\s*:?\s*\d", re.IGNORECASE)
_LONGEST_HEADING = 60
_SECTION = re.compile(
    r"(?:(?:stadtteil|stadtbezirk|bezirk|ortsteil|quartier|kiez|gebiet|region|sozialraum|stadtgebiet|district|borough)\s*:?\s+)"
    r"([^\d\W][\w .,/-]{1,40})",
    re.IGNORECASE,
)

Cells = Sequence[str]
Numbered = tuple[int, list[str]]


@cache
def _is_word() -> Callable[[str], bool]:
    from ingest.recognition.headings import is_heading  # the vocabulary of headings is the recogniser's

    return is_heading


@cache
def _beginnings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How rows of totals and footnotes begin."""
    path = Path(__file__).parent.parent / "recognition" / "words.yaml"
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    totals = "|".join(re.escape(word) for word in said["totals"])
    notes = "|".join(re.escape(word) for word in said["footnotes"])
    return (
        re.compile(rf"\W*(?:{totals})\b[^\w]*(?:\w+\W*){{0,2}}$", re.IGNORECASE),
        re.compile(rf"[*©¹²]|\(\d\)\s|(?:{notes})[\w ]{{0,20}}:", re.IGNORECASE),
    )


def find_header(top: Sequence[Numbered]) -> tuple[int, list[str], int]:
    """(index of the first heading row, the headings' texts, number of heading rows).

    A row of headings is full, its cells are different short words, many of which columns are headed by, and what
    stands below looks different. Titles are emptier, entries hold numbers, dates and addresses.
    """
    fullest = max(_filled(cells) for _, cells in top)
    if fullest == 1:
        return 0, list(top[0][1]), 1
    best = max(range(len(top)), key=lambda index: (_score(top, index, fullest), -index))
    return _with_group_rows(top, best)


def _score(top: Sequence[Numbered], index: int, fullest: int) -> float:
    cells = [cell for cell in top[index][1] if cell]
    if len(cells) < 2 or 2 * len(cells) < fullest or (len(cells) <= 2 and any(_DATED.search(cell) for cell in cells)):
        return -10.0
    known = _is_word()
    count = len(cells)
    score = 3.0 * sum(len(cell) <= _LONGEST_HEADING and known(cell) for cell in cells) / count
    score += count / fullest + 0.5 * len(set(cells)) / count
    score -= 2.5 * sum(_is_typed(cell) for cell in cells) / count
    score -= 1.0 * sum(len(cell) > _LONGEST_HEADING for cell in cells) / count
    score += _contrast(top, index)
    return score - 0.08 * index


def _contrast(top: Sequence[Numbered], index: int) -> float:
    """Share of the columns whose cells below look typed while the heading does not."""
    below = [cells for _, cells in top[index + 1 : index + 9]]
    heads = top[index][1]
    if not below:
        return 0.0
    told = 0
    for n, head in enumerate(heads):
        column = [cells[n] for cells in below if n < len(cells) and cells[n]]
        told += bool(head and not _is_typed(head) and column and sum(map(_is_typed, column)) * 2 >= len(column))
    return told / max(1, _filled(heads))


def _with_group_rows(top: Sequence[Numbered], best: int) -> tuple[int, list[str], int]:
    """Headings on two lines: group captions above ("Kontakt" over "Telefon", "E-Mail"), or a second line below."""
    heads = list(top[best][1])
    if best + 1 < len(top) and _continues(heads, top[best + 1][1], top[best + 1][0] == top[best][0] + 1):
        return best, _joined(heads, top[best + 1][1]), 2
    if best > 0 and top[best - 1][0] == top[best][0] - 1 and _captions(top[best - 1][1], heads):
        return best - 1, _joined(top[best - 1][1], heads), 2
    return best, heads, 1


def _continues(heads: Cells, below: Cells, adjacent: bool) -> bool:
    """Does the row below fill gaps of the headings with headings of its own?"""
    known = _is_word()
    cells = [cell for cell in below if cell]
    gaps = [n for n, cell in enumerate(below) if cell and (n >= len(heads) or not heads[n])]
    if not adjacent or not gaps or any(_is_typed(cell) or len(cell) > _LONGEST_HEADING for cell in cells):
        return False
    return 2 * sum(map(known, cells)) > len(cells)


def _captions(above: Cells, heads: Cells) -> bool:
    """Is the row above one of group captions? Some columns have none, and none is a title over everything."""
    cells = [cell for cell in above if cell]
    if not 2 <= len(cells) < _filled(heads) or any(len(cell) > 40 or _is_typed(cell) for cell in cells):
        return False
    known = _is_word()
    doubled = len({head for head in heads if head}) < _filled(heads)
    over_gaps = any(cell and not (heads[n] if n < len(heads) else "") for n, cell in enumerate(above))
    return doubled or over_gaps or 2 * sum(map(known, cells)) >= len(cells)


def _joined(above: Cells, below: Cells) -> list[str]:
    """One heading per column: the lower one, with its group's caption where it stands twice or would be none."""
    width = max(len(above), len(below))
    upper = [above[n] if n < len(above) else "" for n in range(width)]
    lower = [below[n] if n < len(below) else "" for n in range(width)]
    groups, group = [], ""
    for n in range(width):
        group = upper[n] or (group if lower[n] else "")
        groups.append(group)
    known = _is_word()
    heads = []
    for n in range(width):
        same = [groups[m] for m in range(width) if lower[m] == lower[n]]
        alone = (len(same) == 1 and known(lower[n])) or (len(same) > 1 and len(set(same)) == 1)
        both = groups[n] and lower[n] and groups[n] != lower[n] and not alone
        heads.append(f"{groups[n]}{GROUP}{lower[n]}" if both else lower[n] or upper[n])
    return heads


def aside(cells: Cells, headings: Cells) -> str | None:
    """Why a row below the headings is no entry: a 'total', 'repeated' headings, a 'note'; None if it is one."""
    filled = [cell for cell in cells if cell]
    first = filled[0]
    if (
        first == next(filter(None, headings), None)
        and filled == [head for head in headings if head]
        and len(filled) > 1
    ):
        return "repeated"
    totals, notes = _beginnings()
    if (
        totals.match(first)
        and len(first) < 40
        and len(filled) < len(headings)
        and all(map(_WITH_DIGITS.search, filled[1:]))
    ):
        return "total"
    if len(filled) == 1 and len(headings) > 2 and notes.match(first):
        return "note"
    return None


def section(cells: Cells, headings: Cells) -> str | None:
    """The area that a lone caption between entries names ("Stadtteil Nord"), whose rows follow; None for an entry."""
    if len(headings) < 3 or not cells or _filled(cells) != 1 or not cells[0]:
        return None
    found = _SECTION.fullmatch(cells[0].strip(" :"))
    return (found[1] or found[0]).strip() if found else None


def _is_typed(cell: str) -> bool:
    return bool(_TYPED.fullmatch(cell))


def _filled(cells: Cells) -> int:
    return sum(map(bool, cells))
