"""CSV: a zip with one table per type and one of all relationships."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from graph.export.view import ExportOptions, ExportView
from schema.model import Model, load_model

SEPARATOR = " | "
ENDS = ("type", "from", "to", "from_type", "to_type")
_MOMENT = (2000, 1, 1, 0, 0, 0)
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d (])")


def write_csv(view: ExportView, out: BinaryIO, options: ExportOptions) -> None:
    """Writes `<Type>.csv` for every type, `sources.csv` and `relationships.csv`, in UTF-8 with commas.

    Several values stand in one cell with ` | ` between them. A text that a spreadsheet would take for
    a formula gets an apostrophe in front.
    """
    model = load_model()
    with zipfile.ZipFile(out, "w") as archive:
        for entity in model.entities():
            names = columns([entity.name], model, view.visibility)
            rows = (
                {**row["properties"], "id": row["id"]}
                for row in view.entities(entity.name)
                if row["type"] == entity.name
            )
            _table(archive, f"{entity.name}.csv", ["id", *names], rows)
        _table(archive, "sources.csv", columns(["Source"], model, view.visibility), view.sources())
        names = columns(sorted(model.edges), model, view.visibility)
        _table(archive, "relationships.csv", [*ENDS, *names], _flat(view))


def columns(holders: Iterable[str], model: Model, visibility: str) -> list[str]:
    """The properties of types or relationship types that the visibility shows, in the model's order."""
    found: dict[str, None] = {}
    for name in holders:
        visible = model.visible(name, visibility)
        declared = model.edges[name].properties if name in model.edges else model.type(name).properties
        found |= dict.fromkeys(prop for prop in declared if prop in visible)
    return list(found)


def cell(value: Any) -> str:
    """A value as one cell or attribute."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return SEPARATOR.join(cell(item) for item in value)
    return str(value)


def _flat(view: ExportView) -> Iterator[Mapping[str, Any]]:
    for edge in view.relationships():
        yield {**edge["properties"], **{name: edge[name] for name in ENDS}}


def _table(archive: zipfile.ZipFile, name: str, head: list[str], rows: Iterable[Mapping[str, Any]]) -> None:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry, "w", force_zip64=True) as target, io.TextIOWrapper(target, "utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(head)
        writer.writerows([harmless(cell(row.get(column))) for column in head] for row in rows)


def harmless(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would compute it."""
    return f"'{text}" if _FORMULA.match(text) else text
