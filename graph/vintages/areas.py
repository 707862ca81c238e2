"""The areas of a level that held on a date."""

from __future__ import annotations

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from graph.geometry import to_metres
from graph.store import Row, Store
from schema.errors import NotFound
from schema.values import fold


@dataclass(frozen=True, slots=True)
class Zone:
    """One area of a cut of the ground, in metres (EPSG:3035)."""

    id: str
    code: str
    name: str
    metres: BaseGeometry


def zones(store: Store, level: str, on: str) -> list[Zone]:
    """The areas with a boundary of this level that held on the date (a year or month: in any part of it), by code.

    Where several of one code held, the one that came last. Raises NotFound, which names the levels and vintages there are.
    """
    rows = _rows(store)
    newest: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: (row["since"] or "", row["id"])):
        if fold(row["level"] or "") == fold(level) and held(row["since"], row["until"], on):
            newest[row["code"] or row["id"]] = row
    if not newest:
        known = sorted({f"{row['level']} ({row['since'] or '…'} – {row['until'] or '…'})" for row in rows})
        raise NotFound(f"No areas of level {level!r} held on {on}.", hint=f"Known: {'; '.join(known) or 'none'}.")
    return [
        Zone(row["id"], code, row["name"] or code, to_metres(row["geometry"])) for code, row in sorted(newest.items())
    ]


def held(since: str | None, until: str | None, on: str) -> bool:
    """Does a period of ISO dates, each possibly only a year or a month, meet the date?"""
    return (since or "") <= f"{on}~" and f"{until or '9999'}~" >= on


def _rows(store: Store) -> list[Row]:
    return store.read(
        "MATCH (a:AdministrativeArea) WHERE a.geometry IS NOT NULL AND a.ended IS NULL RETURN a.id AS id, a.level AS level, "
        "a.code AS code, a.name AS name, a.valid_from AS since, a.valid_until AS until, a.geometry AS geometry ORDER BY id"
    )
