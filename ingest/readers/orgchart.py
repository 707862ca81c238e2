"""Organisation charts of the Organigramm tool (JSON): one row per box, with its parent.

Boxes of departments of two authorities bear the same names ("Rechtsamt", "Referat I A"): a unit's name therefore says whose
unit it is. Boxes that only group others are passed over. Of the people in a box only its head is read, and
that into the contact columns, which mappings keep private.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.readers.loose import object_of, objects, scalar
from ingest.readers.notes import NotedTable, left_aside
from ingest.readers.tables import Cell, Limits, Row, Table
from schema.errors import UnreadableFile
from schema.values import KINDS, ValueProblem

TABLE = "orgchart"
HEADINGS = [
    *("id", "name", "short_name", "unit", "type", "parent", "tasks", "street", "number", "postal_code", "city"),
    *("phone", "email", "website", "head", "head_phone", "head_email", "depth", "uri"),
]
_PLACEHOLDER = "organisation"  # the name that the tool gives to a box nobody named
_INDEPENDENT = re.compile(r"nachgeordnet", re.IGNORECASE)
_HEAD = re.compile(
    r"leit(?!stelle)|vorsteh|vorsitz|direktor|präsident|senator|sekretär:in$|stadtr|bürgermeister|dezernent|beauftragt",
    re.I,
)
_NOT_HEAD = re.compile(r"stellv|^sekretär|N\.\s?N\.", re.IGNORECASE)
_OBSERVED = re.compile(r"\bStand\s*:?\s*(\d{1,2}\.\s?\w+\.?\s?\d{4}|\w+\s\d{4}|\d{4})", re.IGNORECASE)
_DEEPEST = 60


def is_chart(content: Any) -> bool:
    """Is this the export of an organisation chart?"""
    return (
        isinstance(content, dict)
        and isinstance(content.get("organisations"), list)
        and isinstance(content.get("document"), dict)
    )


def tables(path: Path, content: Any, limits: Limits) -> Iterator[Table]:
    """The one table of the chart; its date is the 'Stand' of the chart's note."""
    chart = _Chart(path)
    chart.boxes(content["organisations"], "", 1)
    rows = [Row(number, cells) for number, cells in enumerate(chart.cells, 1)]
    notes = left_aside(chart.unnamed, "boxes without a name of their own")
    yield NotedTable(TABLE, list(HEADINGS), None, iter(rows), _observed(content["document"]), notes=notes)


def _observed(document: dict[str, Any]) -> str | None:
    found = _OBSERVED.search(str(document.get("note") or ""))
    try:
        return str(KINDS["date"].clean(found[1]) or "") or None if found else None
    except ValueProblem:
        return None


class _Chart:
    """Walks the boxes from the top; the first named one is the authority."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._authority = ""
        self._names: Counter[str] = Counter()
        self.cells: list[dict[str, Cell]] = []
        self.unnamed = 0

    def boxes(self, boxes: Any, parent: str, depth: int) -> None:
        if depth > _DEEPEST:
            raise UnreadableFile(f"{self._path.name} cannot be read: its boxes are nested more than {_DEEPEST} deep.",
                                 hint="export the chart again", details={"path": self._path.name})  # fmt: skip
        for box in objects(boxes):
            name = parent
            if _is_named(box):
                name = self._box(box, parent, depth)
            else:
                self.unnamed += 1
            for children in ("organisations", "departments"):
                self.boxes(box.get(children), name, depth + 1)

    def _box(self, box: dict[str, Any], parent: str, depth: int) -> str:
        unit = scalar(box["name"])
        name = self._unique(unit, str(box.get("type") or ""), parent)
        self._authority = self._authority or name
        head = _head(box.get("positions"))
        contact, address = object_of(box.get("contact")), object_of(box.get("address"))
        values = {
            "id": box.get("id") or object_of(box.get("uri")).get("uri") or name,
            "name": name,
            "short_name": box.get("altName"),
            "unit": unit if unit != name else "",
            "type": box.get("type"),
            "parent": parent or (self._authority if self._authority != name else ""),
            "tasks": box.get("purpose"),
            "street": address.get("street"),
            "number": address.get("housenumber"),
            "postal_code": address.get("zipCode"),
            "city": address.get("city"),
            "phone": contact.get("telephone"),
            "email": contact.get("email"),
            "website": contact.get("website"),
            "depth": depth,
            "uri": object_of(box.get("uri")).get("uri"),
            **head,
        }
        self.cells.append({key: found for key, value in values.items() if (found := scalar(value))})
        return name

    def _unique(self, unit: str, type: str, parent: str) -> str:
        """'Rechtsamt (Bezirksamt Nord)'; with its parent where one chart has two of them."""
        own = not self._authority or _INDEPENDENT.search(type) or self._authority.casefold() in unit.casefold()
        name = unit if own else f"{unit} ({self._authority})"
        if self._names[name] and parent:
            name = f"{unit} ({parent})"
        self._names[name] += 1
        return name if self._names[name] == 1 else f"{name} {self._names[name]}"


def _is_named(box: dict[str, Any]) -> bool:
    name = scalar(box.get("name"))
    hidden = object_of(box.get("layout")).get("style") == "hide"
    placeholder = name.casefold() == _PLACEHOLDER and (hidden or not box.get("positions"))
    return bool(name) and not placeholder


def _head(positions: Any) -> dict[str, Any]:
    """Name, phone and e-mail of whoever heads the box, for the private contact columns."""
    people = objects(positions)
    known = [
        one
        for one in people
        if not _NOT_HEAD.search(f"{one.get('positionStatus') or ''}{one.get('positionType') or ''}")
    ]
    heads = [one for one in known if _HEAD.search(str(one.get("positionType") or ""))] or (
        known if len(people) == 1 else []
    )
    if not heads:
        return {}
    person = object_of(heads[0].get("person"))
    names = [scalar(person.get(part)) for part in ("title", "firstName", "lastName")]
    contact = object_of(person.get("contact"))
    return {
        "head": " ".join(filter(None, names)) if names[2] else "",
        "head_phone": contact.get("telephone"),
        "head_email": contact.get("email"),
    }
