"""What an import would understand of a file, before anything is written: for a person to look at and correct.

    preview(store, keys, path, Options(source="vereine.xlsx"))
    {"file", "source", "sheets": [{"name", "kind", "origin", "header_row", "rows", "columns": [{"heading", "field",
     "choice", "why", "why_de", "samples"}], "choices": [{"id", "de", "en"}], "mapping": YAML, "drift"}], "kinds", "problems"}

`choice` is the field as it can be chosen (`recognition.choices`), `field` as reports call it. Samples are the uploader's own
cells: show them to nobody else.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import yaml

from graph.seal import KeyRing
from graph.store import Store
from ingest.layouts import layouts_of
from ingest.mapping import load, shipped
from ingest.options import Options
from ingest.quality import file_problem
from ingest.readers import Row, Table
from ingest.recognition import known_in
from ingest.recognition import load as specs
from ingest.recognition.choices import fields, kinds
from ingest.understanding import Decision, Understanding
from ingest.understanding import Options as Mappings
from schema.errors import InputError

SAMPLES = 4
LONGEST = 80


def preview(store: Store, keys: KeyRing, path: Path, options: Options) -> dict[str, Any]:
    """What each sheet of a file is taken for. An unreadable file has its reason among `problems` and no sheets."""
    source = options.source or path.name
    given = load(options.mapping) if options.mapping and options.mapping.exists() else []
    mappings = Mappings(
        given,
        shipped() if options.shipped else (),
        layouts_of(store, keys, source) if options.shipped else (),
        options.corrections.get(path.name, {}),
    )
    found: dict[str, Any] = {"file": path.name, "source": source, "kinds": kinds(), "sheets": [], "problems": []}
    try:
        understanding = Understanding(path, mappings, lambda: known_in(store))
        found["sheets"] = [_sheet(table, decision) for table, decision in understanding.tables()]
    except InputError as error:
        found["problems"].append(file_problem(error).to_json())
    return found


def _sheet(table: Table, decision: Decision) -> dict[str, Any]:
    rows = sum(1 for row in table.rows if not row.aside)
    mapping = decision.mapping
    text = yaml.safe_dump(dict(mapping.document), allow_unicode=True, sort_keys=False, width=100) if mapping else ""
    choices = fields(decision.kind) if decision.kind else []
    now = {old: new for new, old in decision.drift.renamed.items()} if decision.drift else {}  # as the file says it
    headings = [now.get(heading, heading) for heading in table.headings]
    return {
        "name": table.name,
        "title": next(iter(table.titles), None),
        "kind": decision.kind,
        "origin": decision.origin,
        "header_row": table.header_row,
        "rows": rows,
        "columns": [_column(heading, decision, {choice["id"] for choice in choices}) for heading in headings],
        "choices": choices,
        "mapping": text,
        "drift": decision.drift.to_json() if decision.drift else None,
    }


def _column(heading: str, decision: Decision, choices: Collection[str]) -> dict[str, Any]:
    reason = decision.reasons.get(heading)
    return {
        "heading": heading,
        "field": reason.field if reason else None,
        "choice": _choice(decision, heading, choices),
        "why": reason.why if reason else "",
        "why_de": reason.why_de if reason else "",
        "samples": _samples(heading, decision.sample),
    }


def _choice(decision: Decision, heading: str, choices: Collection[str]) -> str | None:
    """The column's field as it can be chosen; of a remembered sheet, what its mapping says, where that can be chosen."""
    reason = decision.reasons.get(heading)
    found = decision.chosen.get(heading) or (reason.field if reason and not decision.chosen else None)
    if found is None or decision.kind is None:
        return None
    role, _, prop = found.partition(".")
    subject = role in ("subject", specs("kinds")[decision.kind]["subject"])
    own = f"subject.{prop}" if subject else found
    return own if own in choices else found if found in choices else None


def _samples(heading: str, rows: Sequence[Row]) -> list[str]:
    texts = dict.fromkeys(
        str(row.cells[heading])[:LONGEST] for row in rows[:200] if isinstance(row.cells.get(heading), str)
    )
    return list(texts)[:SAMPLES]
