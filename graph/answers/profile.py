"""Figures on a place: what is known of it, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from graph.answers.base import Answer, Run

GROUPS = ("types", "kinds", "themes")


def profile(run: Run) -> Answer:
    """Counts of things by type, of actors by kind, of offerings by theme."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in run.rows():
        counts["types", row["type"]] += row["things"]
        for kind in row["kinds"] if row["type"] in ("Actor", "Department") else ():
            counts["kinds", kind] += row["things"]
    for row in run.rows("concerns"):
        counts["types", row["type"]] += row["things"]
    for row in run.rows("themes"):
        counts["themes", row["theme"]] += row["offerings"]
    themes = run.names(id for group, id in counts if group == "themes")
    order = sorted(counts.items(), key=lambda item: (GROUPS.index(item[0][0]), -item[1], item[0][1]))
    return Answer(
        [
            {
                "type": "Count",
                "id": f"count-{group}-{id}",
                "name": _caption(run, group, id, themes),
                "group": group,
                "count": count,
                "evidence": [],
            }
            for (group, id), count in order
        ]
    )


def _caption(run: Run, group: str, id: str, themes: Mapping[str, dict[str, Any]]) -> str:
    model, english = run.view.model, run.arguments.lang == "en"
    if group == "themes":
        return str(themes.get(id, {}).get("name"))
    if group == "kinds":
        kinds = model.types["Actor"].properties["kinds"].values or {}
        return id if id not in kinds else kinds[id].en if english else kinds[id].de
    plural = model.types[id].plural
    return plural.en if english else plural.de
