"""Small made lists, in the form of the Lichtenberg youth list, and what a store says after they went in."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graph.export import FORMATS, ExportOptions
from graph.seal import KeyRing
from graph.store import Store
from graph.view import View
from ingest.pipeline import Options, ingest
from ingest.quality import Report

Row = Mapping[str, Any]


def club(id: str = "1", name: str = "JFE „Linse“", **cells: str) -> dict[str, str]:
    """One row of a youth list."""
    return {
        "id": id,
        "stadtteile": "Nordkiez",
        "einrichtung": name,
        "strasse": "Parkaue 25",
        "plz": "10367",
        "ort": "Berlin",
        "telefon": "030 5549384",
        "e_mail": "info@linse.example",
        "internet": "",
        "traeger": "Kiezwerk e.V.",
        "angebote": "Sport, Musik",
        **cells,
    }


def write_list(folder: Path, rows: Sequence[Row], name: str = "clubs.json") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(json.dumps({"index": list(rows)}, ensure_ascii=False), encoding="utf-8")
    return path


def bring(
    store: Store, keys: KeyRing, folder: Path, rows: Sequence[Row], name: str = "clubs.json", **options: Any
) -> Report:
    """Write rows as a list and ingest it."""
    return ingest(store, keys, [write_list(folder, rows, name)], Options(**options))


def exported(store: Store, format: str = "turtle", visibility: str = "network") -> bytes:
    """The whole graph as an export writes it: equal graphs give equal bytes."""
    out = io.BytesIO()
    FORMATS[format].write(View(store, visibility), out, ExportOptions(base="https://town.example/"))
    return out.getvalue()


def names(store: Store, type: str = "Actor") -> list[str]:
    rows = store.read(
        "MATCH (e:Entity) WHERE e.type = $type AND e.ended IS NULL RETURN e.name AS name ORDER BY name", type=type
    )
    return [row["name"] for row in rows]


def id_of(store: Store, name: str) -> str:
    return str(store.read("MATCH (e:Entity) WHERE e.name = $name RETURN e.id AS id", name=name)[0]["id"])
