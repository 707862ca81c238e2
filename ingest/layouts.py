"""What a source remembers of its sheets: their headings, openly; how they were read, sealed like private values.

A mapping that was recognised may quote cells ("Koordination (Frau …)": a role), so it is nobody's business but the import's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from graph.seal import KeyRing
from graph.store import Store
from ingest.drift import Layout
from ingest.understanding import Understanding

FORMS, LAYOUTS = "forms", "layouts"  # properties of a source
Form = frozenset[str]


def layouts_of(store: Store, keys: KeyRing, source: str) -> list[Layout]:
    """The form of a source's sheets as they last came; none where the keys are not at hand."""
    rows = store.read(f"MATCH (s:Source {{name: $name}}) RETURN s.{LAYOUTS} AS sealed", name=source)
    found = [keys.unseal(_key(source), row["sealed"]) for row in rows if row["sealed"]]
    return [Layout.from_json(json.loads(text)) for one in found if one for text in one["sheets"]]


def remembered(keys: KeyRing, source: str, layouts: Iterable[Layout]) -> dict[str, Any]:
    """The properties by which a source remembers the form of its sheets."""
    sheets = list(layouts)
    texts = [json.dumps(layout.to_json(), ensure_ascii=False, default=str) for layout in sheets]
    sealed = keys.seal({_key(source): {"sheets": texts}})
    forms = [list(layout.headings) for layout in sheets]
    return {LAYOUTS: sealed[_key(source)], FORMS: json.dumps(forms, ensure_ascii=False)}


def forms(store: Store) -> dict[str, set[Form]]:
    """Source -> the headings of its sheets as they last came; dropped sources are left out."""
    rows = store.read(
        f"MATCH (s:Source) WHERE coalesce(s.dropped, false) = false RETURN s.name AS name, s.{FORMS} AS forms ORDER BY name"
    )
    return {row["name"]: {frozenset(headings) for headings in json.loads(row["forms"] or "[]")} for row in rows}


def write_mapping(path: Path, understanding: Understanding) -> None:
    """Write what the sheets were understood as, to be corrected and given back with --mapping."""
    documents: list[str] = []
    for table, decision in understanding.decided():
        if decision.mapping is None:
            continue
        lines = [f"# {heading}: {r.field or '–'} ({r.why_de})" for heading, r in decision.reasons.items()]
        text = yaml.safe_dump(
            dict(decision.mapping.document), allow_unicode=True, sort_keys=False, width=120, default_flow_style=None
        )
        head = f"# {table.name or path.stem}: {decision.kind or decision.mapping.name}"
        documents.append("\n".join([head, *(line.replace("\n", " ") for line in lines), text]))
    path.write_text("---\n".join(documents), encoding="utf-8")


def _key(source: str) -> str:
    return f"layouts of {source}"
