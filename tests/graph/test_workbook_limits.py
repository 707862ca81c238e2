"""What the exported workbook has no column for is listed in docs/decisions/workbook-edits.md, and only that."""

from __future__ import annotations

import re
from pathlib import Path

from schema.model import load_model
from schema.sheets import load_sheets

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "decisions" / "workbook-edits.md"


def test_properties_without_a_column_are_those_that_are_listed() -> None:
    columns = {
        (column.holder or sheet.type, column.property.name)
        for sheet in load_sheets()
        for column in sheet.columns
        if column.property is not None
    }
    left = {
        kind.name: {
            name for name, prop in kind.properties.items() if not prop.computed and (kind.name, name) not in columns
        }
        for kind in load_model().entities()
        if kind.scheme is None
    }
    table = DOCUMENT.read_text(encoding="utf-8").split("## What the sheets do not hold")[1]
    rows = [re.findall(r"`(\w+)`", line) for line in table.splitlines() if line.startswith("| `")]
    assert {kind: set(names) for kind, *names in rows} == left
