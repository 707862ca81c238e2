"""Answers: run a question of the catalogue on a view and shape its rows as the outer contract says.

The statements return ids and raw values only; names, evidence, shares and sums are added here, so that both stores give
the same answer to the last digit.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.catalogue import Question
from graph.view import View
from schema.vocabulary import Vocabulary

ALWAYS = "9999"
GAP_LIMIT = 60
PROFILE = ("types", "kinds", "themes")
Rows = list[dict[str, Any]]


@dataclass(slots=True)
class Arguments:
    """What a question is asked with; ids throughout. `areas` and `coarse` come from `Here.parameters()`."""

    areas: Rows = field(default_factory=list)
    coarse: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    target_groups: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    actor: str | None = None
    as_of: str | None = None


@dataclass(slots=True)
class Answer:
    """The rows of an answer, those that could not be located, and what to know about them."""

    rows: Rows
    unlocated: Rows = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)


def parameters(arguments: Arguments, vocabulary: Vocabulary, today: dt.date) -> dict[str, Any]:
    """The statements' parameters: themes with all narrower ones, target groups with matching ones, dates."""
    themes = sorted({id for theme in arguments.themes for id in vocabulary.narrower(theme)})
    return {
        "areas": arguments.areas,
        "coarse": arguments.coarse,
        "themes": themes,
        "stated_themes": sorted(arguments.themes),
        "target_groups": sorted(vocabulary.matching_groups(arguments.target_groups)) if arguments.target_groups else [],
        "kinds": arguments.kinds,
        "actor": arguments.actor,
        "known": arguments.as_of or ALWAYS,
        "date": arguments.as_of or today.isoformat(),
    }


def answer(question: Question, view: View, arguments: Arguments, vocabulary: Vocabulary, today: dt.date) -> Answer:
    """Run a question. `today` decides what holds when no `as_of` is given."""
    given = parameters(arguments, vocabulary, today)
    run = _Run(question, view, given, vocabulary)
    found = SHAPES[question.id](run)
    found.parameters = given
    return found


@dataclass(slots=True)
class _Run:
    question: Question
    view: View
    given: dict[str, Any]
    vocabulary: Vocabulary

    def rows(self, statement: str = "main") -> Rows:
        text = self.question.statements[statement]
        return self.view.store.read(text, **{name: value for name, value in self.given.items() if f"${name}" in text})

    def decorate(self, rows: Rows, *links: str) -> Rows:
        """Add type, name and evidence, and turn the ids in the named columns into {id, name}."""
        ids = {row["id"] for row in rows}
        others = {id for row in rows for link in links for id in _listed(row.get(link))}
        names, evidence = self.view.names(ids | others), self.view.evidence(ids)
        for row in rows:
            known = names.get(row["id"], {})
            row |= {"type": known.get("type"), "name": known.get("name"), "evidence": evidence.get(row["id"], [])}
            for link in links:
                row[link] = _named(row.get(link), names)
        return sorted(rows, key=lambda row: (-row.get("within", 0.0), str(row["name"]).casefold(), row["id"]))


def _listed(value: Any) -> list[str]:
    return [] if value is None else list(value) if isinstance(value, list) else [value]


def _named(value: Any, names: Mapping[str, dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [{"id": id, "name": names.get(id, {}).get("name")} for id in value]
    return None if value is None else {"id": value, "name": names.get(value, {}).get("name")}


def _group(rows: Iterable[dict[str, Any]], many: Iterable[str] = ()) -> Rows:
    """One row per id: the first of each column, all of the `many` ones, `within` as the best share."""
    grouped: dict[str, dict[str, Any]] = {}
    for row in rows:
        kept = grouped.setdefault(row["id"], {"id": row["id"]})
        for name, value in row.items():
            if name in ("id", "share", "area_share"):
                continue
            if name in many:
                kept.setdefault(name, [])
                kept[name] += [value] if value is not None and value not in kept[name] else []
            elif kept.get(name) is None:
                kept[name] = value
        if "share" in row:
            within = round(float(row["share"]) * float(row["area_share"]), 4)
            kept["within"] = max(kept.get("within", 0.0), within)
    return list(grouped.values())


def _offerings(run: _Run) -> Answer:
    located = _group(run.rows())
    seen = {row["id"] for row in located}
    unlocated = [
        row | {"within": None} for row in _group([*run.rows("unlocated"), *run.rows("coarse")]) if row["id"] not in seen
    ]
    rows = run.decorate(located, "actor", "carrier", "place")
    for row in unlocated:
        row.pop("within")
    return Answer(
        rows,
        [row | {"within": None} for row in run.decorate(unlocated, "actor", "carrier", "place")],
        _edge_notes(rows, unlocated),
    )


def _actors(run: _Run) -> Answer:
    located = _group(run.rows())
    seen = {row["id"] for row in located}
    unlocated = [row for row in _group([*run.rows("unlocated"), *run.rows("coarse")]) if row["id"] not in seen]
    rows = run.decorate(located, "carrier", "place")
    return Answer(
        rows,
        [row | {"within": None} for row in run.decorate(unlocated, "carrier", "place")],
        _edge_notes(rows, unlocated),
    )


def _edge_notes(rows: Rows, unlocated: Rows) -> list[str]:
    notes = []
    edge = sum(row.get("within", 1.0) < 1.0 for row in rows)
    if edge:
        liegen = "liegt" if edge == 1 else "liegen"
        notes.append(
            f"{edge} davon {liegen} am Rand: nur ein Teil der Umrisse oder des ungenauen Punktes spricht dafür."
        )
    if unlocated:
        sind = "ist" if len(unlocated) == 1 else "sind"
        notes.append(f"{len(unlocated)} weitere ohne bekannte Lage {sind} getrennt aufgeführt.")
    return notes


def _departments(run: _Run) -> Answer:
    stated = _group(run.rows(), many=("responsibility",))
    if stated:
        return Answer(run.decorate(stated, "responsibility"))
    by_sector = _group(run.rows("fallback"), many=("sector",))
    notes = (
        ["Keine eingetragene Verantwortung zu diesem Thema; genannt sind die Fachämter des Handlungsfelds."]
        if by_sector
        else []
    )
    return Answer(run.decorate(by_sector, "sector"), notes=notes)


def _cooperations(run: _Run) -> Answer:
    rows = _group([*run.rows(), *run.rows("members")], many=("members",))
    for row in rows:
        row["unresolved"] = row.get("unresolved") or []
    return Answer(run.decorate(rows, "members"))


def _partners(run: _Run) -> Answer:
    others = {row["id"]: int(row["others"]) for row in run.rows("sizes")}
    rows = _group(run.rows(), many=("cooperations",))
    for row in rows:
        row["weight"] = round(sum(1 / (others[id] - 1) for id in row["cooperations"] if others.get(id, 0) > 1), 4)
    found = run.decorate(rows, "cooperations")
    return Answer(sorted(found, key=lambda row: (-row["weight"], str(row["name"]).casefold(), row["id"])))


def _gaps(run: _Run) -> Answer:
    """Theme × target group wanted or known elsewhere, without a known offering here."""
    here = {(row["theme"], row["target_group"]) for row in run.rows()}
    wanted: dict[tuple[str, str | None], dict[str, Any]] = {}
    for row in run.rows("needs"):
        _want(wanted, row, "need")
    areas = {area["id"] for area in run.given["areas"]}
    for row in run.rows("responsibilities"):
        if row["concerns"] is None or row["concerns"] in areas:
            _want(wanted, row, "responsibility")
    elsewhere = {(row["theme"], row["target_group"]): int(row["elsewhere"]) for row in run.rows("elsewhere")}
    for key, count in elsewhere.items():
        wanted.setdefault(key, {"reason": "elsewhere", "sources": []})["elsewhere"] = count
    groups = set(run.given["target_groups"])
    gaps = [
        {
            "theme": theme,
            "target_group": group,
            "elsewhere": _known_elsewhere(run.vocabulary, elsewhere, theme, group),
            **found,
        }
        for (theme, group), found in wanted.items()
        if not run_covers(run.vocabulary, here, theme, group) and (not groups or group is None or group in groups)
    ]
    order = {"need": 0, "responsibility": 1, "elsewhere": 2}
    gaps.sort(key=lambda gap: (order[gap["reason"]], -gap["elsewhere"], gap["theme"], gap["target_group"] or ""))
    notes = ["„Kein Angebot bekannt“ heißt nicht „kein Angebot“: gezählt ist nur, was die Quellen nennen."]
    if len(gaps) > GAP_LIMIT:
        notes.append(f"Gezeigt sind die {GAP_LIMIT} gewichtigsten von {len(gaps)} Lücken.")
    return Answer(_gap_rows(run, gaps[:GAP_LIMIT]), notes=notes)


def _known_elsewhere(
    vocabulary: Vocabulary, counts: Mapping[tuple[str, str], int], theme: str, group: str | None
) -> int:
    """At least so many offerings answer the pair anywhere: the largest count of one (narrower theme, matching group)."""
    themes = vocabulary.narrower(theme)
    groups = vocabulary.matching_groups([group]) if group else None
    return max(
        (count for (t, g), count in counts.items() if t in themes and (groups is None or g in groups)), default=0
    )


def _want(wanted: dict[tuple[str, str | None], dict[str, Any]], row: dict[str, Any], reason: str) -> None:
    kept = wanted.setdefault((row["theme"], row["target_group"]), {"reason": reason, "sources": []})
    if row["source"] not in kept["sources"]:
        kept["sources"].append(row["source"])


def run_covers(vocabulary: Vocabulary, here: set[tuple[str, str]], theme: str, group: str | None) -> bool:
    """Does any (theme, target group) found here answer the wanted pair? A theme matches itself and narrower ones."""
    themes = vocabulary.narrower(theme)
    groups = vocabulary.matching_groups([group]) if group else None
    return any(t in themes and (groups is None or g in groups) for t, g in here)


def _gap_rows(run: _Run, gaps: Rows) -> Rows:
    ids = {id for gap in gaps for id in (gap["theme"], gap["target_group"], *gap["sources"]) if id}
    names, evidence = run.view.names(ids), run.view.evidence({id for gap in gaps for id in gap["sources"]})
    rows = []
    for gap in gaps:
        theme, group = names.get(gap["theme"], {}), names.get(gap["target_group"] or "", {})
        label = " × ".join(str(part["name"]) for part in (theme, group) if part)
        rows.append(
            {
                "type": "Gap",
                "id": f"gap-{gap['theme']}-{gap['target_group'] or 'all'}",
                "name": label,
                "theme": {"id": gap["theme"], "name": theme.get("name")},
                "target_group": {"id": gap["target_group"], "name": group.get("name")} if gap["target_group"] else None,
                "reason": gap["reason"],
                "elsewhere": gap["elsewhere"],
                "evidence": [line for id in gap["sources"] for line in evidence.get(id, [])],
            }
        )
    return rows


def _profile(run: _Run) -> Answer:
    counts: Counter[tuple[str, str]] = Counter()
    for row in run.rows():
        counts["types", row["type"]] += 1
        for kind in row["kinds"] if row["type"] in ("Actor", "Department") else ():
            counts["kinds", kind] += 1
    for row in run.rows("concerns"):
        counts["types", row["type"]] += 1
    for row in run.rows("themes"):
        counts["themes", row["theme"]] += 1
    themes = run.view.names(id for group, id in counts if group == "themes")
    order = sorted(counts.items(), key=lambda item: (PROFILE.index(item[0][0]), -item[1], item[0][1]))
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


def _caption(run: _Run, group: str, id: str, themes: Mapping[str, dict[str, Any]]) -> str:
    model = run.view.model
    if group == "themes":
        return str(themes.get(id, {}).get("name"))
    if group == "kinds":
        kinds = model.types["Actor"].properties["kinds"].values or {}
        return kinds[id].de if id in kinds else id
    return model.types[id].plural.de


SHAPES: dict[str, Callable[[_Run], Answer]] = {
    "who-covers": _offerings,
    "actors-here": _actors,
    "responsible-department": _departments,
    "cooperations-here": _cooperations,
    "partners-of": _partners,
    "gaps": _gaps,
    "quartier-profile": _profile,
}
