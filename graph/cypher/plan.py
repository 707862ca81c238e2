"""What Neo4j makes of a statement, held to the same rule as the statement: nodes are found by labels of things only.

The database's own parser decides what a text means, so its plan (EXPLAIN runs nothing) is the second look at it. It does
not show what stands inside of nested expressions; there the guard's own reading holds alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graph.cypher.guard import labels, rules
from schema.errors import QueryRefused

Plan = Mapping[str, Any]
_REFUSED = re.compile(r"AllNodesScan|NodeBy(Element)?Id|LoadCSV|Show|Terminate|Dynamic")
_WRITING = re.compile(r"Create|Merge|Delete|Remove|^Set|Foreach")
_NODES = re.compile(r"Node.*(Scan|Seek|CountStore)")
_LABELS = re.compile(r"(?:^| |\()(?:\w+|`[^`]*`)?:((?:!?(?:\w+|`[^`]*`))(?:[|&:]!?(?:\w+|`[^`]*`))*)")


def check_plan(plan: Plan) -> None:
    """Raise QueryRefused where the plan finds nodes other than things, or calls or loads what is not allowed."""
    for operator in _operators(plan):
        name = str(operator["operatorType"]).partition("@")[0]
        details = str((operator.get("args") or {}).get("Details") or "")
        if _REFUSED.search(name) or _WRITING.search(name):
            raise QueryRefused(
                f"The database would use {name}: this door reads only things of the network, found by their label or `id`.",
                hint="Name a label: MATCH (a:Actor) …",
            )
        if name == "ProcedureCall" and details.partition("(")[0].casefold() not in rules()["procedures"]:
            raise QueryRefused("This procedure is not allowed here.", hint="Use MATCH … RETURN …")
        if _NODES.search(name) and not _only_things(details):
            raise QueryRefused("Only things of the network can be read here.", hint="Name a label: MATCH (a:Actor) …")


def _operators(plan: Plan) -> Iterator[Plan]:
    yield plan
    for child in plan.get("children") or ():
        yield from _operators(child)


def _only_things(details: str) -> bool:
    found = _LABELS.search(details)
    named = re.findall(r"\w+|`[^`]*`", found.group(1)) if found else []
    return bool(named) and all(name.strip("`") in labels() for name in named)
