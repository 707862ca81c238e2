"""OParl 1.x (council information systems): bodies and organisations, from a single object, a list page or a dump.

People, meetings, papers and files are left aside and counted. An organisation names its parent by URL; the parent's
name stands beside it where the file holds the parent too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.readers.loose import object_of, scalar, texts
from ingest.readers.notes import Note, NotedTable, left_aside
from ingest.readers.tables import Cell, Limits, Row, Table

BODIES, UNITS, GROUPS = "oparl-bodies", "oparl-departments", "oparl-organizations"
HEADINGS = [
    *(
        "id",
        "name",
        "short_name",
        "classification",
        "organization_type",
        "start",
        "end",
        "website",
        "email",
        "keywords",
    ),
    *("ags", "parent", "run_by", "body", "kinds", "address", "street", "postal_code", "locality", "lat", "lon"),
]
_TYPE = re.compile(r"^https?://schema\.oparl\.org/1\.\d+/(\w+)$")
_KINDS = {"gremium": "public_body", "externes gremium": "public_body", "hauptorgan": "public_body"}
_UNIT = re.compile(r"verwaltungsbereich|fachamt|dezernat", re.IGNORECASE)
_DEEPEST = 12


def is_oparl(content: Any) -> bool:
    """Is this an OParl object, or a list of them?"""
    entries = content
    if isinstance(content, dict):
        entries = content["data"] if isinstance(content.get("data"), list) else [content]
    return bool(isinstance(entries, list) and entries and _type(entries[0]))


def tables(path: Path, content: Any, limits: Limits) -> Iterator[Table]:
    """Up to three tables: bodies, departments of the administration, and committees, parties and other groups."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    aside: Counter[str] = Counter()
    entries = content["data"] if isinstance(content, dict) and isinstance(content.get("data"), list) else content
    _collect(entries if isinstance(entries, list) else [entries], found, aside, 0)
    names = {id: scalar(entry.get("name")) for id, (_, entry) in found.items()}
    rows: dict[str, list[Row]] = {BODIES: [], UNITS: [], GROUPS: []}
    notes = [*_notes(aside), *_elsewhere(entries if isinstance(entries, list) else [entries])]
    for number, (id, (kind, entry)) in enumerate(found.items(), 1):
        if entry.get("deleted") is True:
            continue
        table = BODIES if kind == "Body" else UNITS if _UNIT.search(_kind_text(entry)) else GROUPS
        rows[table].append(Row(number, _cells(id, entry, names, notes)))
    filled = [name for name in rows if rows[name]] or [GROUPS]
    for name in filled:
        yield NotedTable(name, list(HEADINGS), None, iter(rows[name]), notes=notes if name == filled[-1] else [])


def _type(entry: Any) -> str:
    found = _TYPE.match(str(entry.get("type", ""))) if isinstance(entry, dict) else None
    return found[1] if found else ""


def _collect(value: Any, found: dict[str, tuple[str, dict[str, Any]]], aside: Counter[str], depth: int) -> None:
    """Every body and organisation of the file, also embedded ones, once."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for part in value:
            _collect(part, found, aside, depth + 1)
        return
    kind = _type(value)
    if kind in ("Body", "Organization"):
        found.setdefault(scalar(value.get("id")) or scalar(value.get("name")), (kind, value))
    elif kind:
        aside[kind] += depth == 1  # an embedded one goes without saying
        if kind != "System":
            return
    for part in value.values() if isinstance(value, dict) else ():
        if isinstance(part, dict | list):
            _collect(part, found, aside, depth + 1)


def _notes(aside: Counter[str]) -> list[Note]:
    return [note for kind, count in sorted(aside.items()) for note in left_aside(count, f"of type {kind}", "warning")]


def _elsewhere(entries: list[Any]) -> Iterator[Note]:
    """Where the lists are that a system or a body only names: the user has to give these addresses too."""
    for entry in entries:
        for kind, list_name, what in (("System", "body", "bodies"), ("Body", "organization", "organisations")):
            if _type(entry) == kind and (address := scalar(entry.get(list_name))):
                yield Note("list-elsewhere", "info", f"Its {what} are a list of their own: {address}")


def _kind_text(entry: dict[str, Any]) -> str:
    return f"{scalar(entry.get('organizationType'))} {scalar(entry.get('classification'))}"


def _cells(id: str, entry: dict[str, Any], names: dict[str, str], notes: list[Note]) -> dict[str, Cell]:
    body = names.get(scalar(entry.get("body")), "")
    parent = names.get(scalar(entry.get("subOrganizationOf")), "")
    kinds = _KINDS.get(scalar(entry.get("organizationType")).casefold(), "organisation")
    location = object_of(entry.get("location"))
    lon, lat = _point(location, id, notes)
    values = {
        "id": id,
        "name": entry.get("name"),
        "short_name": entry.get("shortName"),
        "classification": entry.get("classification"),
        "organization_type": entry.get("organizationType"),
        "start": _day(entry.get("startDate")),
        "end": _day(entry.get("endDate")),
        "website": entry.get("website"),
        "email": entry.get("contactEmail"),
        "keywords": "\n".join(texts(entry.get("keyword"))),
        "ags": entry.get("ags"),
        "parent": parent,
        "run_by": parent or (body if kinds == "public_body" else ""),
        "body": body,
        "kinds": kinds,
        "address": location.get("description"),
        "street": location.get("streetAddress"),
        "postal_code": location.get("postalCode"),
        "locality": location.get("locality"),
        "lat": lat,
        "lon": lon,
    }
    return {key: found for key, value in values.items() if (found := scalar(value))}


def _day(value: Any) -> str:
    return scalar(value)[:10]


def _point(location: dict[str, Any], id: str, notes: list[Note]) -> tuple[str, str]:
    """Longitude and latitude. Councils often write them the other way round: in Germany that can be seen, and is put right."""
    geojson = location.get("geojson")
    geometry = geojson.get("geometry", geojson) if isinstance(geojson, dict) else None
    position = geometry.get("coordinates") if isinstance(geometry, dict) and geometry.get("type") == "Point" else None
    if not (
        isinstance(position, list) and len(position) >= 2 and all(isinstance(n, int | float) for n in position[:2])
    ):
        return "", ""
    first, second = position[:2]
    if 47 <= first <= 56 and 5 <= second <= 16:
        notes.append(
            Note("coordinates-swapped", "info", f"{id}: latitude stands before longitude; read the other way round.")
        )
        first, second = second, first
    return str(first), str(second)
