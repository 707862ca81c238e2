"""A word on a pair of records, as it is stored: somebody says that they are (not) the same."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ingest.matching.clusters import pair

PUT_PAIR = (
    "MERGE (j:Judgement {id: $id}) SET j.kind = 'pair', j.left = $left, j.right = $right, j.verdict = $verdict, "
    "j.by = $by, j.reason = $reason, j.at = $at"
)


def on_pair(one: str, other: str, verdict: str, *, by: str, reason: str) -> dict[str, Any]:
    """The parameters of PUT_PAIR, of now."""
    left, right = pair(one, other)
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return {
        "id": f"{left}~{right}",
        "left": left,
        "right": right,
        "verdict": verdict,
        "by": by,
        "reason": reason,
        "at": at,
    }
