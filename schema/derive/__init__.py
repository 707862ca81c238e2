"""What derives from the model: constraints, shapes, ontology, JSON-LD context, spreadsheet template.

The files in `schema/derived` are committed; `python -m schema.derive` writes them anew.
"""

from __future__ import annotations

import json
from pathlib import Path

from schema.derive.constraints import constraints
from schema.derive.context import context
from schema.derive.ontology import ontology
from schema.derive.shapes import shapes
from schema.derive.template import template
from schema.model import Model, load_model

DERIVED = Path(__file__).parent.parent / "derived"


def generate(model: Model) -> dict[str, bytes]:
    """Every derived file by its name, always the same bytes for the same model."""
    jsonld = json.dumps(context(model), ensure_ascii=False, indent=2) + "\n"
    return {
        "constraints.cypher": constraints().encode(),
        "shapes.ttl": shapes(model).encode(),
        "ontology.ttl": ontology(model).encode(),
        "context.jsonld": jsonld.encode(),
        "template.xlsx": template(model),
    }


def write(folder: Path = DERIVED) -> list[Path]:
    """Writes the derived files into `folder`; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in generate(load_model()).items():
        path = folder / name
        path.write_bytes(content)
        paths.append(path)
    return paths
