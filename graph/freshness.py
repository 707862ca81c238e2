"""How fresh and how sure a thing is: who says it, when it was first and last seen, when checked, where sources disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.conflicts import conflicts
from graph.evidence import FIELDS, HIDDEN, from_node
from graph.store import Row, batches
from graph.view import View, distinct


@dataclass(slots=True)
class Freshness:
    """The evidence of one thing: {source, sheet, row, observed} each; dates are ISO texts or None where nobody said.

    `contradictions` are the names of the properties on which holding sources disagree.
    """

    evidence: list[dict[str, Any]] = field(default_factory=list)
    first_seen: str | None = None
    last_seen: str | None = None
    last_verified: str | None = None
    contradictions: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return {
            "evidence": self.evidence,
            "first_seen": self.first_seen,
            "last_seen": self.last_seen,
            "last_verified": self.last_verified,
            "contradictions": self.contradictions,
        }


def freshness(
    view: View, ids: Iterable[str], snapshots: Mapping[str, str], names: Mapping[str, Row] | None = None
) -> dict[str, Freshness]:
    """id -> Freshness. `snapshots` maps a source to its last complete observation: until then it still says so.

    `names` are the things as `View.names` gives them, where they have been read already.
    """
    wanted = sorted(set(ids))
    records: dict[str, list[Row]] = defaultdict(list)
    known = view.names(wanted) if names is None else names
    for part in batches([{"id": id} for id in wanted]):
        some = [row["id"] for row in part]
        for row in view.store.table(
            f"UNWIND $ids AS id MATCH (r:Record {{entity: id}}) WHERE {HIDDEN} "
            "RETURN collect([r.entity, r.source, r.sheet, r.row, r.observed, r.since, r.gone]) AS rows",
            ("entity", "source", "sheet", "row", "observed", "since", "gone"),
            ids=some,
        ):
            records[row.pop("entity")].append(row)
    doubtful = [id for id, rows in records.items() if len({row["source"] for row in rows if row["gone"] is None}) > 1]
    disputed = _disputed(view, doubtful)
    return {
        id: _of(rows, snapshots, known.get(id, {}).get("last_verified"), disputed.get(id, []))
        for id, rows in sorted(records.items())
    }


def _of(rows: list[Row], snapshots: Mapping[str, str], verified: str | None, disputed: list[str]) -> Freshness:
    first = min((row["since"] for row in rows if row["since"]), default=None)
    last = max((_last(row, snapshots) for row in rows), default="")
    holding = [
        {name: row[name] for name in ("source", "sheet", "row", "observed")} for row in rows if row["gone"] is None
    ]
    return Freshness(distinct(holding), first, last or None, verified, disputed)


def _last(row: Row, snapshots: Mapping[str, str]) -> str:
    """The last date for which a record speaks: its source's last observation while it holds."""
    if row["gone"] is None:
        return max(row["since"] or "", snapshots.get(row["source"], ""))
    return row["since"] or ""


def _disputed(view: View, ids: list[str]) -> dict[str, list[str]]:
    """The properties on which sources contradict each other, of things that several sources name."""
    found: dict[str, list[Any]] = defaultdict(list)
    for part in batches([{"id": id} for id in ids]):
        for row in view.store.read(
            f"UNWIND $ids AS id MATCH (r:Record {{entity: id}}) WHERE {HIDDEN} AND r.gone IS NULL "
            f"RETURN {FIELDS} ORDER BY id, since",
            ids=[row["id"] for row in part],
        ):
            found[row["entity"]].append(from_node(row))
    trust = view.trust() if found else {}
    targets = {link.to for records in found.values() for record in records for link in record.links}
    names = view.names_of(targets) if targets else {}
    disputed = {}
    for id, records in found.items():
        visible = view.model.visible(records[0].type, view.visibility)
        declared = {n: p for n, p in view.model.types[records[0].type].properties.items() if n in visible}
        disputed[id] = [c["property"] for c in conflicts(records, declared, trust, lambda _ids: names)]
    return disputed
