"""Gaps and doubles: theme × target group at a place, found from what the offerings there are about.

Both are plain set arithmetic over (offering, theme, target group), so that anybody can recompute them from the exported
tables; tests do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product
from typing import Any

from graph.answers.base import Answer, Rows, Run
from schema.vocabulary import Vocabulary

GAP_LIMIT = 60
ORDER = {"need": 0, "responsibility": 1, "elsewhere": 2}
Pair = tuple[str, str | None]  # theme, target group (None: nobody in particular)
Wider = tuple[Mapping[str, list[str]], Mapping[str, list[str]]]  # what a theme, and what a target group, answers


def gaps(run: Run) -> Answer:
    """Theme × target group wanted or known elsewhere, without a known offering here.

    Where no place was said, every Quartier (where there is none, every area) is looked at by itself.
    """
    wider = _wider(run.vocabulary)
    elsewhere, most = _elsewhere(run, wider)
    asked = set(run.given["themes"])
    offered = _offered(run)
    wanted = _wanted(run, [pair for pair in elsewhere if not asked or pair[0] in asked])
    places: list[str | None] = [*_lived(run)] if run.arguments.everywhere else [None]
    found = []
    for area in places:
        answered = {pair for here in offered.get(area, ()) for pair in _answers(wider, here)}
        found += [
            {"theme": theme, "target_group": group, "area": area, **_why(reasons, area), "elsewhere": most.get((theme, group), 0)}
            for (theme, group), reasons in wanted.items()
            if (theme, group) not in answered
        ]  # fmt: skip
    found.sort(
        key=lambda gap: (
            ORDER[gap["reason"]],
            -gap["elsewhere"],
            gap["theme"],
            gap["target_group"] or "",
            gap["area"] or "",
        )
    )
    notes = [run.say("unknown_is_not_none")]
    unplaced = len(run.unlocated())
    if unplaced:
        notes.append(run.say("unplaced", unplaced))
    if len(found) > GAP_LIMIT:
        notes.append(run.say("gaps_limited", GAP_LIMIT, total=len(found)))
    return Answer(_gap_rows(run, found[:GAP_LIMIT]), notes=notes)


def _elsewhere(run: Run, wider: Wider) -> tuple[list[Pair], dict[Pair, int]]:
    """The pairs that offerings anywhere answer, and how many at least answer a pair. Of the whole city, so read once."""
    key = "elsewhere", run.given["known"], run.given["date"]

    def read() -> tuple[list[Pair], dict[Pair, int]]:
        rows = run.read("elsewhere", themes=[])
        counts = {(row["theme"], row["target_group"]): int(row["elsewhere"]) for row in rows}
        return [*counts], known(wider, counts)

    return run.remembered(key, read)


def _offered(run: Run) -> dict[str | None, set[Pair]]:
    """Area -> the pairs that offerings there answer; under None those of all areas asked about together."""
    found: dict[str | None, set[Pair]] = defaultdict(set)
    for row in [*run.rows(), *run.rows("serving")]:
        pairs = [*product(row["themes"], row["target_groups"] or [None])]
        found[row["area"]].update(pairs)
        found[None].update(pairs)
    return found


def _wanted(run: Run, elsewhere: Iterable[Pair]) -> dict[Pair, dict[str | None, dict[str, Any]]]:
    """Pair -> area (None: anywhere asked about) -> why it is wanted, {reason, sources}.

    Wanted is what a need or a responsibility names, what offerings elsewhere are for, and what was asked for itself.
    """
    wanted: dict[Pair, dict[str | None, dict[str, Any]]] = defaultdict(dict)
    for row in run.rows("needs"):
        for area in (row["area"], None):
            _want(wanted[row["theme"], row["target_group"]], area, row["source"], "need")
    asked = {area["id"] for area in run.given["areas"]} | set(run.arguments.around)
    themes = set(run.given["themes"])
    key = "responsibilities", run.given["known"], run.given["date"]
    for row in run.remembered(key, lambda: run.read("responsibilities", themes=[])):
        if themes and row["theme"] not in themes:
            continue
        if row["concerns"] is None or row["concerns"] in asked:
            _want(wanted[row["theme"], row["target_group"]], None, row["source"], "responsibility")
    for pair in elsewhere:
        if pair[1] is not None:
            wanted.setdefault(pair, {})
    groups_asked: list[str | None] = [*run.arguments.target_groups] or [None]
    named: list[Pair] = [(theme, group) for theme in run.arguments.themes for group in groups_asked]
    if run.arguments.everywhere and named:
        return {pair: wanted.get(pair, {}) for pair in named}
    groups = set(run.given["target_groups"])
    kept = {pair: why for pair, why in wanted.items() if not groups or pair[1] is None or pair[1] in groups}
    return kept | {pair: kept.get(pair, {}) for pair in named if pair[1] is not None}


def _want(kept: dict[str | None, dict[str, Any]], area: str | None, source: str, reason: str) -> None:
    entry = kept.setdefault(area, {"reason": reason, "sources": []})
    if source not in entry["sources"]:
        entry["sources"].append(source)


def _why(reasons: Mapping[str | None, Mapping[str, Any]], area: str | None) -> Mapping[str, Any]:
    """Why a pair is wanted in an area; a responsibility holds everywhere, a need where it was voiced."""
    general = reasons.get(None)
    if area is not None and area not in reasons and general and general["reason"] == "need":
        general = None
    return reasons.get(area) or general or {"reason": "elsewhere", "sources": []}


def _lived(run: Run) -> list[str]:
    """The Quartiere where offerings are known; where there are none, the areas of the level that has most such areas."""
    areas = run.rows("lived")
    quartiere = [row["id"] for row in areas if row["type"] == "Quartier"]
    if quartiere:
        return quartiere
    holding = [row for row in areas if (row["valid_until"] or "9999") + "~" >= run.given["date"]] or areas
    levels = Counter(row["level"] for row in holding)
    most = max(levels, key=lambda level: (levels[level], str(level)), default=None)
    return [row["id"] for row in holding if row["level"] == most]


def known(wider: Wider, counts: Mapping[Pair, int]) -> dict[Pair, int]:
    """Wanted pair -> at least so many offerings answer it: the largest count of one (narrower theme, matching group)."""
    found: dict[Pair, int] = {}
    for pair, n in counts.items():
        for wanted in _answers(wider, pair):
            found[wanted] = max(n, found.get(wanted, 0))
    return found


def _answers(wider: Wider, pair: Pair) -> Iterator[Pair]:
    """The wanted pairs that an offering of this theme and target group answers."""
    theme, group = pair
    served = [*wider[1].get(group, [group]), None] if group else [None]
    return product(wider[0].get(theme, [theme]), served)


def _wider(vocabulary: Vocabulary) -> Wider:
    """Theme -> the themes that it answers, target group -> the groups that it answers."""
    themes: dict[str, list[str]] = defaultdict(list)
    groups: dict[str, list[str]] = defaultdict(list)
    for concept in vocabulary.of_kind("Theme"):
        for below in vocabulary.narrower(concept.id):
            themes[below].append(concept.id)
    for concept in vocabulary.of_kind("TargetGroup"):
        for match in vocabulary.matching_groups([concept.id]):
            groups[match].append(concept.id)
    return themes, groups


def _gap_rows(run: Run, found: Rows) -> Rows:
    ids = {id for gap in found for id in (gap["theme"], gap["target_group"], gap["area"], *gap["sources"]) if id}
    names, fresh = run.names(ids), run.fresh({id for gap in found for id in gap["sources"]})
    return [_gap_row(gap, names, fresh) for gap in found]


def _gap_row(gap: dict[str, Any], names: Mapping[str, Any], fresh: Mapping[str, Any]) -> dict[str, Any]:
    def part(id: str | None) -> dict[str, Any] | None:
        return {"id": id, "name": names.get(id, {}).get("name")} if id else None

    theme, group, area = part(gap["theme"]), part(gap["target_group"]), part(gap["area"])
    key = f"gap-{gap['theme']}-{gap['target_group'] or 'all'}" + (f"-{gap['area']}" if area else "")
    return {
        "type": "Gap",
        "id": key,
        "name": " × ".join(str(one["name"]) for one in (theme, group, area) if one),
        "theme": theme,
        "target_group": group,
        "area": area,
        "reason": gap["reason"],
        "elsewhere": gap["elsewhere"],
        "evidence": [line for id in gap["sources"] if id in fresh for line in fresh[id].evidence],
    }


def overlaps(run: Run) -> Answer:
    """Theme × target group on which at least two providers have an offering here; intended ones come last."""
    cells = provided_cells(run)
    intended = _intended(run, {offering for cell in cells.values() for offering in cell})
    rows: Rows = []
    for (theme, group), by_offering in cells.items():
        providers = {actor for actors in by_offering.values() for actor in actors}
        if len(providers) > 1:
            rows.append({"theme": theme, "target_group": group, "offerings": sorted(by_offering), "actors": sorted(providers),
                         "intended": _meant(by_offering, intended)})  # fmt: skip
    rows.sort(
        key=lambda row: (
            row["intended"],
            -len(row["actors"]),
            -len(row["offerings"]),
            row["theme"],
            row["target_group"] or "",
        )
    )
    notes = [run.say("double_is_not_needless")]
    return Answer(_overlap_rows(run, run.shown(rows, notes)), notes=notes)


def provided_cells(run: Run) -> dict[Pair, dict[str, set[str]]]:
    """(theme, target group) -> offering -> its providers, at the place or serving it."""
    wanted = set(run.given["target_groups"])
    cells: dict[Pair, dict[str, set[str]]] = defaultdict(dict)
    for row in [*run.rows(), *run.rows("serving")]:
        providers = set(row["actors"])
        for pair in product(row["themes"], row["target_groups"] or [None]):
            if not wanted or pair[1] in wanted:
                cells[pair][row["offering"]] = providers
    return cells


def _intended(run: Run, offerings: set[str]) -> set[tuple[str, ...]]:
    rows = run.rows("intended") if offerings else []
    return {tuple(sorted((row["left"], row["right"]))) for row in rows}


def _meant(by_offering: Mapping[str, set[str]], intended: set[tuple[str, ...]]) -> bool:
    """Is every pair of offerings by different providers an intended one (and is there one)?"""
    pairs = (
        tuple(sorted(pair)) for pair in combinations(by_offering, 2) if not by_offering[pair[0]] & by_offering[pair[1]]
    )
    first = next(pairs, None) if intended else None
    return first in intended and all(pair in intended for pair in pairs)


def _overlap_rows(run: Run, found: Rows) -> Rows:
    ids = {id for row in found for id in (row["theme"], row["target_group"], *row["offerings"], *row["actors"]) if id}
    names, fresh = run.names(ids), run.fresh({id for row in found for id in row["offerings"]})

    def part(id: str | None) -> dict[str, Any] | None:
        return {"id": id, "name": names.get(id, {}).get("name")} if id else None

    rows = []
    for row in found:
        theme, group = part(row["theme"]), part(row["target_group"])
        rows.append(
            {
                "type": "Overlap",
                "id": f"overlap-{row['theme']}-{row['target_group'] or 'all'}",
                "name": " × ".join(str(one["name"]) for one in (theme, group) if one),
                "theme": theme,
                "target_group": group,
                "actors": [part(id) for id in row["actors"]],
                "offerings": [part(id) for id in row["offerings"]],
                "intended": row["intended"],
                "evidence": [line for id in row["offerings"] if id in fresh for line in fresh[id].evidence],
            }
        )
    return rows
