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
_LONGEST_NAME = 110  # of an entry that has nothing but its name
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
def _said() -> dict[str, list[str]]:
    path = Path(__file__).parent.parent / "recognition" / "words.yaml"
    found: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@cache
def _beginnings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How rows of totals and footnotes begin."""
    said = _said()
    totals, notes, remarks = (
        "|".join(re.escape(word).replace(r"\\d", r"\d") for word in said[name])
        for name in ("totals", "footnotes", "remarks")
    )
    return (
        re.compile(rf"\W*(?:{totals})\b[^\w]*(?:\w+\W*){{0,2}}$|(?:[\w.-]+\s){{1,3}}(?:{totals})\W*$", re.IGNORECASE),
        re.compile(rf"[*†©¹²³]|\(?\d{{1,2}}\)\s|(?:{notes})[\w ]{{0,20}}:|(?:{remarks})\b", re.IGNORECASE),
    )


def _is_exactly(text: str) -> bool:
    """Is the text a heading as it stands, not one that merely has a heading's word in it?"""
    from ingest.recognition.headings import EXACT, named_fields  # the vocabulary of headings is the recogniser's

    return any(named.score >= EXACT for named in named_fields(text).values())


def find_header(top: Sequence[Numbered]) -> tuple[int, list[str], int]:
    """(index of the first heading row, the headings' texts, number of heading rows: 0 where a sheet has none).

    A row of headings is full, its cells are different short words, many of which columns are headed by, and what
    stands below looks different. Titles are emptier, entries hold numbers, dates and addresses.
    """
    fullest = max(_filled(cells) for _, cells in top)
    if fullest == 1:
        return 0, list(top[0][1]), 1
    best = max(range(len(top)), key=lambda index: (_score(top, index, fullest), -index))
    if _is_entry(top, best):
        return best, [""] * len(top[best][1]), 0
    return _with_group_rows(top, best)


def _is_entry(top: Sequence[Numbered], index: int) -> bool:
    """Is the best row for headings an entry itself, phones over phones? Then the sheet has none."""
    cells = top[index][1]
    below = top[index + 1][1] if index + 1 < len(top) else []
    typed = [n for n, cell in enumerate(cells) if _is_typed(cell)]
    alike = sum(n < len(below) and _is_typed(below[n]) for n in typed)
    if len(typed) < 2 or 3 * len(typed) < _filled(cells) or alike < len(typed) - 1:
        return False
    return not any(_is_exactly(cell) for cell in cells)


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
    score += _contrast(top, index) - 2.0 * _like_others(top, index)
    last = 0 < index == len(top) - 1  # headings have entries below them
    return score - 0.08 * index - 0.5 * last


def _like_others(top: Sequence[Numbered], index: int) -> float:
    """Share of the cells that begin as their neighbours above or below do: "Schule Nord" over "Schule Süd" is an entry."""
    near = [top[n][1] for n in (index - 1, index + 1) if 0 <= n < len(top)]
    return max((_alike(top[index][1], cells) for cells in near), default=0.0)


def _alike(one: Cells, other: Cells) -> float:
    pairs = [(a.split(), b.split()) for a, b in zip(one, other, strict=False) if a and b and a != b]
    same = sum(len(a) > 1 and len(b) > 1 and a[0] == b[0] for a, b in pairs)
    return same / len(pairs) if pairs else 0.0


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
    if _under_groups(heads, below):
        return True
    return 2 * sum(map(known, cells)) > len(cells)


def _under_groups(heads: Cells, below: Cells) -> bool:
    """Are all columns below a group's caption headed ("Zielgruppe" over "Kinder", "Senioren"), and no other column?"""
    spread, group = set(), None
    for n in range(max(len(heads), len(below))):
        if n < len(heads) and heads[n]:
            group = n
        elif group is not None:
            spread |= {group, n}
    others = [n for n, cell in enumerate(below) if cell and n not in spread]
    filled = {n for n, cell in enumerate(below) if cell}
    return (
        len(spread) > 1
        and 0 not in spread
        and spread <= filled
        and all(n < len(heads) and below[n] == heads[n] for n in others)
    )


def _captions(above: Cells, heads: Cells) -> bool:
    """Is the row above one of group captions? Some columns have none, and none is a title over everything."""
    cells = [cell for cell in above if cell]
    if not 2 <= len(cells) < _filled(heads) + _gaps(above, heads) or any(
        len(cell) > 40 or _is_typed(cell) for cell in cells
    ):
        return False
    known = _is_word()
    doubled = len({head for head in heads if head}) < _filled(heads)
    over_gaps = any(cell and not (heads[n] if n < len(heads) else "") for n, cell in enumerate(above))
    return doubled or over_gaps or 2 * sum(map(known, cells)) >= len(cells)


def _gaps(above: Cells, heads: Cells) -> int:
    """Columns that only the upper line heads (and one), where the lower one heads others that the upper does not."""
    width = max(len(above), len(heads))
    upper = {n for n in range(width) if n < len(above) and above[n]}
    lower = {n for n in range(width) if n < len(heads) and heads[n]}
    return len(upper - lower) + 1 if lower - upper else 0


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


def is_example(text: str) -> bool:
    """Does a form show with this entry how it is to be filled in ("z. B. Treff am Park")?"""
    return bool(re.match(r"z\.\s?b\.|bsp\.|beispiel\s*:|muster\s*:|e\.\s?g\.|example\s*:", text, re.IGNORECASE))


def is_remark(text: str) -> bool:
    """Is a lone cell a footnote or a whole sentence?"""
    return bool(_beginnings()[1].match(text)) or len(text) > _LONGEST_NAME


def opens_legend(text: str) -> bool:
    """Does a remark say that abbreviations follow ("Legende:")?"""
    return bool(re.match(r"legende|abkürzung|zeichenerkl|legend\b|key\b|abbreviation", text, re.IGNORECASE))


def are_units(cells: Cells, heads: Cells) -> bool:
    """A line below the headings that says what the columns are counted in: "in m²", "Anzahl", "TT.MM.JJJJ"."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and filled[0] != next(filter(None, heads), "") and all(map(_units().fullmatch, filled))


@cache
def _units() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in _said()["units"])
    return re.compile(
        rf"[\[(]?(?:in |je |pro |z\. ?b\. |e\.g\. )?(?:{words})(?:\s?/\s?(?:{words}))*\.?[\])]?", re.IGNORECASE
    )


def is_caption_word(text: str) -> bool:
    """Is a lone cell one word for many: "Seniorentreffs", "Vereine"?"""
    return bool(re.fullmatch(r"[^\W\d]{4,40}(?:en|er|e|s):?", text)) and _says_kind(text)


def is_heading_row(cells: Cells) -> bool:
    """Are these the headings of a table: nearly all of them words that columns are headed by, and different ones?"""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or len(set(filled)) < len(filled) or any(map(_is_typed, filled)):
        return False
    from ingest.recognition.headings import is_exact_heading

    return 4 * sum(map(_is_word(), filled)) >= 3 * len(filled) and 2 * sum(map(is_exact_heading, filled)) >= len(filled)


def _says_kind(text: str) -> bool:
    from ingest.recognition.celltests import kinds_of

    return bool(kinds_of(text))


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
