"""How the value of a column is said, by the names that columns.yaml gives the ways."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.dossier.cells import Cells

LISTED = 40  # things in one cell
SOME = 3
DAY = "2026-01-31"
Row = Mapping[str, Any]


def _listed(value: Any) -> list[Any]:
    return [] if value in (None, "") else list(value) if isinstance(value, list | tuple) else [value]


def _name(cells: Cells, name: str, row: Row) -> str:
    return cells.named(row)


def _things(cells: Cells, name: str, row: Row) -> str:
    found = _listed(row.get(name))
    return cells.several([text for text in (cells.named(thing) for thing in found) if text], LISTED)


def _provider(cells: Cells, name: str, row: Row) -> str:
    actor, carrier = _things(cells, name, row), _things(cells, "carrier", row)
    return cells.words("run_by", name=actor, carrier=carrier) if actor and carrier else actor


def _group(cells: Cells, name: str, row: Row) -> str:
    return _things(cells, name, row) or cells.words("group.all")


def _within(cells: Cells, name: str, row: Row) -> str:
    share, reach = row.get(name), row.get("reach")
    if share is None:
        return cells.words("within.unknown")
    if share == 0:
        return cells.words(f"within.{reach}" if reach in ("mobile", "online") else "within.serves")
    return cells.words("within.inside") if share >= 1 else cells.words("within.edge", share=cells.words.percent(share))


def _words(cells: Cells, name: str, row: Row) -> str:
    code = row.get(name)
    return cells.words(f"{name}.{code}") if code and f"{name}.{code}" in cells.words else str(code or "")


def _code(cells: Cells, name: str, row: Row) -> str:
    said = []
    for code in _listed(row.get(name)):
        said.append(cells.code(name, str(code)))
    return ", ".join(said)


def _property(cells: Cells, name: str, row: Row) -> str:
    return cells.property(str(row.get("id") or ""), name)


def _elsewhere(cells: Cells, name: str, row: Row) -> str:
    count = row.get(name)
    return cells.words("elsewhere", n=count) if count else cells.words("elsewhere.none")


def _number(cells: Cells, name: str, row: Row) -> str:
    value = row.get(name)
    return cells.words.number(value) if isinstance(value, int | float) else str(value or "")


def _yesno(cells: Cells, name: str, row: Row) -> str:
    return cells.words(f"{name}.{'yes' if row.get(name) else 'no'}")


def _captions(cells: Cells, name: str, row: Row) -> str:
    said = (cells.property_caption(str(row.get("type")), str(one)) for one in _listed(row.get(name)))
    return ", ".join(dict.fromkeys(said))


def _cut(cells: Cells, name: str, row: Row) -> str:
    return cells.words("cuts_off", n=row[name]) if row.get(name) else ""


def _step(cells: Cells, name: str, row: Row) -> str:
    return str(int(row[name]) + 1) if row.get(name) is not None else ""


def _sessions(cells: Cells, name: str, row: Row) -> str:
    """The next session first and said to be the next; where none is to come, the last ones."""
    dates = sorted(str(date) for date in _listed(row.get(name)))
    coming = [date for date in dates if date >= cells.today[: len(date)]]
    if coming and len(coming[0]) < len(DAY):  # a year or a month tells no day to come
        return ", ".join(map(cells.words.date, coming[:SOME]))
    if not coming:
        return cells.words("sessions.past", list=", ".join(map(cells.words.date, dates[-SOME:]))) if dates else ""
    said = cells.words("sessions.next", date=cells.words.date(coming[0]))
    return "; ".join([said, *map(cells.words.date, coming[1 : SOME + 1])])


SAYERS: dict[str, Callable[[Cells, str, Row], str]] = {
    "name": _name,
    "things": _things,
    "provider": _provider,
    "group": _group,
    "within": _within,
    "words": _words,
    "code": _code,
    "property": _property,
    "elsewhere": _elsewhere,
    "number": _number,
    "date": lambda cells, name, row: cells.words.date(row[name]) if row.get(name) else "",
    "texts": lambda cells, name, row: "; ".join(str(text) for text in _listed(row.get(name))),
    "some": lambda cells, name, row: cells.some(_listed(row.get(name))),
    "type": lambda cells, name, row: cells.caption(str(row.get(name) or "")),
    "yesno": _yesno,
    "captions": _captions,
    "cut": _cut,
    "step": _step,
    "sessions": _sessions,
    "mark": lambda cells, name, row: cells.mark(row),
    "brief": lambda cells, name, row: cells.sources.cell(row.get(name) or [], 1),
    "evidence": lambda cells, name, row: cells.sources.cell(row.get("evidence") or []),
}
