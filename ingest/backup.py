"""Backup and restore, independent of the engine's files: the evidence and people's decisions as JSON lines.

Entities are computed and need no backup. Private values stay sealed; their keys go into a file of their own
(FILE.keys), so that a backup may be kept where the keys may not.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from graph import geography
from graph.gazetteer import LISTS
from graph.store import BATCH, Store
from graph.writer import Writer
from ingest.pipeline import make_resolver, prepare
from schema.errors import BadRequest, UnreadableFile

FORMAT = "quartiersgraph-backup-1"
LABELS = ("Source", "Snapshot", "Record", "Judgement", "Change", "Tombstone", "Proposal")
# Reference lists go along: places are located by them. Only those that a source names, not what a crash left.
REFERENCE = LISTS | {"Street": LISTS["Address"]}


def backup(store: Store, key_file: Path, out: Path) -> int:
    """Write a backup and, beside it, its keys; returns the number of nodes."""
    count = 0
    scratch = out.with_name(out.name + ".part")
    with gzip.open(scratch, "wt", encoding="utf-8") as file:
        file.write(json.dumps({"format": FORMAT}) + "\n")
        for label in LABELS:
            for row in store.stream(f"MATCH (n:{label}) RETURN properties(n) AS p"):
                file.write(json.dumps([label, row["p"]], ensure_ascii=False, sort_keys=True) + "\n")
                count += 1
        for label, named in REFERENCE.items():
            rows = store.stream(
                f"MATCH (s:Source) WHERE s.{named} IS NOT NULL WITH collect(s.{named}) AS lists "
                f"MATCH (n:{label}) WHERE n.list IN lists RETURN properties(n) AS p"
            )
            for row in rows:
                file.write(json.dumps([label, row["p"]], ensure_ascii=False, sort_keys=True) + "\n")
                count += 1
    scratch.replace(out)
    if key_file.exists():
        keys = out.with_name(out.name + ".keys")
        shutil.copyfile(key_file, keys)
        keys.chmod(0o600)
    return count


def restore(writer: Writer, source: Path) -> int:
    """Fill an empty store from a backup and compute its entities; tombstones of this store stay in force."""
    if writer.store.read("MATCH (r:Record) RETURN r.id AS id LIMIT 1"):
        raise BadRequest(
            "The store is not empty.", hint="Restore into a new folder: QG_STORE=… quartiersgraph restore FILE."
        )
    erased = {row["id"] for row in writer.store.read("MATCH (t:Tombstone) RETURN t.id AS id")}
    count = 0
    for label, properties in _check(source):  # all of it, before anything is written
        count += 1
        erased |= {properties["id"]} if label == "Tombstone" else set()
    writer.begin("*")
    for label, rows in groupby(_check(source), key=lambda line: line[0]):
        kept = (properties for _, properties in rows if label != "Record" or properties["id"] not in erased)
        while part := list(islice(kept, BATCH)):
            writer.keep()
            writer.store.write(f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", rows=part)
    writer.done("*")
    prepare(writer)
    writer.begin("*")
    make_resolver(writer).recompute_all("restore", force=True)
    geography.update(writer.store, None)
    writer.done("*")
    writer.bump()
    return count


def _check(source: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The nodes of a backup; raises UnreadableFile before anything is written when the file is not one."""
    try:
        with gzip.open(source, "rt", encoding="utf-8") as file:
            header = json.loads(file.readline() or "null")
            if not isinstance(header, dict) or header.get("format") != FORMAT:
                raise UnreadableFile(
                    f"{source.name} is not a backup of this program.", hint=f"It must begin with {FORMAT}."
                )
            for line in file:
                label, properties = json.loads(line)
                if label in LABELS or label in REFERENCE:
                    yield label, properties
    except (OSError, EOFError, ValueError) as error:
        raise UnreadableFile(
            f"{source.name} cannot be read as a backup: {error}", hint="Is the file complete?"
        ) from error
