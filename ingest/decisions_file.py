"""Decisions as a file: one JSON object a line, in terms that hold in every store that reads the same lists.

Record ids are hashes of source and row key, so they come back when a list is read again elsewhere. Source, sheet, row and
name stand beside them for people. A decision on records that are not there yet waits for them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from graph.view import View
from graph.writer import Writer
from ingest.decisions import apply_decisions, judgements
from ingest.intended import KIND as INTENDED
from ingest.matching.clusters import pair
from ingest.side_by_side import named_records
from schema.errors import UnreadableFile

FORMAT = "quartiersgraph-decisions-1"
VERDICTS = {"pair": ("same", "different"), "concept": ("yes", "no"), INTENDED: ("intended",)}
BETWEEN_RECORDS = frozenset({"pair", INTENDED})


@dataclass(slots=True)
class Taken:
    """What came of an import of decisions."""

    taken: int = 0
    unchanged: int = 0
    older: int = 0  # the store holds a later word on the same pair
    erased: int = 0  # about something that was erased here
    waiting: int = 0  # of those taken or unchanged: a record is not there yet

    def to_json(self) -> dict[str, int]:
        return asdict(self)


def export_decisions(view: View) -> Iterator[str]:
    """The lines of the file: a header, then every decision in order of its id."""
    rows = judgements(view.store)
    ids = {row["left"] for row in rows} | {row["right"] for row in rows if row["kind"] in BETWEEN_RECORDS}
    known = named_records(view, ids)
    yield _line({"format": FORMAT})
    for row in rows:
        right = (
            known.get(row["right"], {"record": row["right"]})
            if row["kind"] in BETWEEN_RECORDS
            else {"concept": row["right"]}
        )
        yield _line(
            {name: row[name] for name in ("kind", "verdict", "by", "reason", "at")}
            | {"left": known.get(row["left"], {"record": row["left"]}), "right": right}
        )


def _line(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False) + "\n"


def read_decisions(lines: Iterable[str], name: str = "decisions") -> list[dict[str, Any]]:
    """The judgements of a file as they are stored; raises UnreadableFile with the line that is not one."""
    numbered = ((n, line) for n, line in enumerate(lines, 1) if line.strip())
    first = next(numbered, None)
    if first is None or _json(name, *first).get("format") != FORMAT:
        raise UnreadableFile(f"{name} is not a file of decisions.", hint=f"Its first line must name {FORMAT}.")
    return [_judgement(name, n, _json(name, n, line)) for n, line in numbered]


def _json(name: str, n: int, line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise UnreadableFile(f"{name}, line {n} is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise UnreadableFile(f"{name}, line {n} is not an object.")
    return found


def _judgement(name: str, n: int, line: dict[str, Any]) -> dict[str, Any]:
    kind, verdict = line.get("kind", "pair"), line.get("verdict")
    first, second = (
        _id_of(line.get("left"), "record"),
        _id_of(line.get("right"), "record" if kind in BETWEEN_RECORDS else "concept"),
    )
    if verdict not in VERDICTS.get(str(kind), ()) or not (first and second):
        raise UnreadableFile(
            f"{name}, line {n} is not a decision.",
            hint="It needs kind, verdict, and left and right with their record (or concept).",
        )
    if first == second:
        raise UnreadableFile(f"{name}, line {n} names one record twice.")
    ids = pair(first, second) if kind in BETWEEN_RECORDS else (first, second)
    texts = {key: str(line.get(key) or "") for key in ("by", "reason", "at")}
    prefix = f"{INTENDED}-" if kind == INTENDED else ""
    return {"id": prefix + "~".join(ids), "kind": kind, "left": ids[0], "right": ids[1], "verdict": verdict, **texts}


def _id_of(side: object, key: str) -> str:
    found = side.get(key) if isinstance(side, dict) else None
    return found if isinstance(found, str) else ""


def import_decisions(writer: Writer, found: list[dict[str, Any]]) -> Taken:
    """Take decisions in and compute what they touch; on one pair, the later word holds."""
    result = Taken()
    mine = {row["id"]: row for row in judgements(writer.store)}
    erased = {row["id"] for row in writer.store.read("MATCH (t:Tombstone) RETURN t.id AS id")}
    ids = {id for row in found for id in (row["left"], row["right"])}
    known = {record.id for record in writer.records.by_id(ids)}
    new: dict[str, dict[str, Any]] = {}
    for row in found:
        there = new.get(row["id"]) or mine.get(row["id"])
        if {row["left"], row["right"]} & erased:
            result.erased += 1
            continue
        if there is not None and there["verdict"] != row["verdict"] and (there["at"] or "") > row["at"]:
            result.older += 1
            continue
        wanted = {row["left"], row["right"]} if row["kind"] in BETWEEN_RECORDS else {row["left"]}
        result.waiting += not wanted <= known
        if there is not None and there["verdict"] == row["verdict"]:
            result.unchanged += 1
        else:
            result.taken += 1
            new[row["id"]] = row
    if new:
        apply_decisions(writer, list(new.values()))
    return result
