"""A generated metropolis into a Neo4j that has not been started yet, by its own bulk import: minutes become seconds."""

from __future__ import annotations

import csv
import os
import subprocess
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from ingest.vocabulary import to_entity
from schema.model import load_model
from schema.vocabulary import load_vocabulary
from tests import neo4j_server
from tests.benchmarks.metropolis import Metropolis, records

RESERVED = 2_000  # records that are left to be written later: the store's own nodes are counted only then


def load(home: Path, city: Metropolis) -> None:
    """Import all of the city but its last records; concepts come without what `prepare` adds to them."""
    folder = home / "csv"
    folder.mkdir(parents=True)
    nodes = [_nodes(folder, labels, rows, "id:ID") for labels, rows in sorted(city.nodes.items())]
    model = load_model()
    for kind in ("Theme", "TargetGroup", "Sector"):
        concepts = [to_entity(concept, model) for concept in load_vocabulary().of_kind(kind)]
        rows = [{"id": one.id, "type": one.type, "name": one.properties["name"], "hash": ""} for one in concepts]
        nodes.append(_nodes(folder, concepts[0].labels, rows, "id:ID"))
    held = sum(map(len, city.nodes.values())) + len(load_vocabulary().concepts)
    nodes.append(_nodes(folder, ("Record",), islice(records(city), max(0, city.size - held - RESERVED)), "id"))
    ties = [_ties(folder, type, rows) for type, rows in sorted(city.relations.items())]
    command = [
        "java",
        "-Xmx2g",
        "-cp",
        f"{neo4j_server.jars()}/*",
        "org.neo4j.cli.AdminTool",
        "database",
        "import",
        "full",
        "neo4j",
    ]
    environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    subprocess.run([*command, *nodes, *ties], check=True, env=environment, stdout=subprocess.DEVNULL)


def _nodes(folder: Path, labels: Iterable[str], rows: Iterable[dict[str, Any]], id: str) -> str:
    name = "-".join(labels)
    _write(folder / f"{name}.csv", list(rows), {"id": id})
    return f"--nodes={':'.join(labels)}={folder / name}.csv"


def _ties(folder: Path, type: str, ties: list[tuple[str, str, dict[str, Any]]]) -> str:
    rows = [{"start": start, "end": end, **properties} for start, end, properties in ties]
    _write(folder / f"{type}.csv", rows, {"start": ":START_ID", "end": ":END_ID"})
    return f"--relationships={type}={folder / type}.csv"


def _write(path: Path, rows: list[dict[str, Any]], headings: dict[str, str]) -> None:
    """One file with a typed heading; every property that any row has is a column."""
    kinds = {name: type(value) for row in rows for name, value in row.items()}
    ends = {list: ":string[]", float: ":double", bool: ":boolean", str: ":string"}
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow([headings.get(name, name + ends[kind]) for name, kind in kinds.items()])
        for row in rows:
            values = (row.get(name) for name in kinds)
            writer.writerow(
                [";".join(v) if isinstance(v, list) else str(v).lower() if isinstance(v, bool) else v for v in values]
            )
