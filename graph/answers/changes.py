"""What came, went or is stated differently since a day."""

from __future__ import annotations

from collections import Counter

from graph.answers.base import Answer, Rows, Run

WEIGHT = {"new": 0, "gone": 1, "changed": 2}


def changes(run: Run) -> Answer:
    """New, gone and changed things by the dates of their sources; without a day, since a year before today."""
    since = run.arguments.since or f"{run.today.year - 1}{run.today.isoformat()[4:]}"
    found: dict[str, dict[str, str]] = {}
    areas = sorted({area["id"] for area in run.given["areas"]})
    for statement in ("main", "gone", "changed") if run.arguments.everywhere else ("inside", "inside_changed"):
        for row in run.rows(statement, since=since, area_ids=areas):
            found.setdefault(row["id"], row)
    rows: Rows = list(found.values())
    notes = [run.say("since", date=since)]
    counts = Counter(row["change"] for row in rows)
    if rows:
        notes.append(run.say("changes", new=counts["new"], gone=counts["gone"], changed=counts["changed"]))
    rows.sort(key=lambda row: row["id"])
    rows.sort(key=lambda row: row["changed_on"], reverse=True)
    shown = run.decorate(run.shown(rows, notes))
    shown.sort(key=lambda row: (WEIGHT[row["change"]], str(row["type"]), str(row["name"]).casefold(), row["id"]))
    return Answer(shown, notes=notes)
