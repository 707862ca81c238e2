"""Possible partners: who shares topics, target groups or needs but no cooperation yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import combinations
from math import log
from typing import Any

from graph.answers.base import Answer, Rows, Run, listed, named
from graph.answers.pairing import best_pairs, sharing

BUSY = 60  # a topic that so many actors of a place share makes no two of them partners
PAIRS = 40


def possible_partners(run: Run) -> Answer:
    """Who shares topics and target groups but no cooperation yet: with one actor, or in pairs at the place.

    A shared topic that k of n actors here have counts ln(n/k) (after Adamic and Adar 2003: what is rare binds more), a
    shared target group half as much, an open need on which the other offers something twice.
    """
    topics, groups = _sets(run.rows(), "themes"), _sets(run.rows("groups"), "target_groups")
    everybody = sorted({*topics, *groups})
    actor = run.arguments.actor
    needs = _needs(run, [actor, *everybody] if actor else everybody)
    if actor:
        topics[actor] = {row["theme"] for row in run.rows("own")} & _asked(run.given["themes"], topics)
        groups[actor] = {row["target_group"] for row in run.rows("own_groups")}
        related = {row["id"] for row in run.rows("related")} | {id for row in run.rows("house") for id in row.values()}
        pairs = [(actor, other) for other in everybody if other not in related and other != actor]
    else:
        pairs = sharing((topics, groups), BUSY, _meeting(needs, topics), _tied(run, everybody))
    rarity = _rarity(topics, len(everybody)), _rarity(groups, len(everybody))
    chosen, total = best_pairs(pairs, topics, groups, rarity, needs, PAIRS)
    scored = [row for a, b in chosen if (row := _common(a, b, topics, groups, rarity, needs)) is not None]
    scored.sort(key=lambda row: (-row["score"], row["pair"]))
    return _partner_rows(run, scored[:PAIRS], total)


def _sets(rows: Rows, name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row["id"]].update(row[name])
    return found


def _asked(themes: list[str], topics: Mapping[str, set[str]]) -> set[str]:
    """The topics asked about; where none is, all that are known here."""
    return set(themes) or {theme for found in topics.values() for theme in found}


def _rarity(sets: Mapping[str, set[str]], n: int) -> dict[str, float]:
    counts = Counter(value for found in sets.values() for value in found)
    return {value: log(max(n, 2) / min(k, max(n, 2))) for value, k in counts.items()}


def _meeting(needs: Mapping[str, Mapping[str, str]], topics: Mapping[str, set[str]]) -> set[tuple[str, str]]:
    """Pairs of which one voiced a need on which the other offers something."""
    offering: dict[str, list[str]] = defaultdict(list)
    for actor, found in sorted(topics.items()):
        for theme in found:
            offering[theme].append(actor)
    met = {(voice, other) for voice, themes in needs.items() for theme in themes for other in offering.get(theme, ())}
    return {(min(pair), max(pair)) for pair in met if pair[0] != pair[1]}


def _tied(run: Run, actors: list[str]) -> set[tuple[str, str]]:
    """Pairs of actors that share a cooperation, a carrier, or are each other's carrier."""
    together: dict[str, set[str]] = defaultdict(set)
    for row in run.rows("joined", actors=actors):
        together[row["cooperation"]].add(row["id"])
    for row in run.rows("carriers", actors=actors):
        together[row["carrier"]] |= {row["id"], row["carrier"]}
    return {pair for found in together.values() for pair in combinations(sorted(found), 2)}


def _needs(run: Run, actors: list[str]) -> dict[str, dict[str, str]]:
    """Actor -> theme of an open need that it voiced -> the need."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in run.rows("needs", actors=actors):
        found[row["id"]][row["theme"]] = row["need"]
    return found


def _common(
    a: str,
    b: str,
    topics: Mapping[str, set[str]],
    groups: Mapping[str, set[str]],
    rarity: tuple[Mapping[str, float], Mapping[str, float]],
    needs: Mapping[str, Mapping[str, str]],
) -> dict[str, Any] | None:
    """What two actors have in common, with its score; None where that is nothing."""
    shared = topics.get(a, set()) & topics.get(b, set())
    met = {
        need
        for one, other in ((a, b), (b, a))
        for theme, need in needs.get(one, {}).items()
        if theme in topics.get(other, set())
    }
    also = groups.get(a, set()) & groups.get(b, set())
    if not shared and not met and not also:
        return None
    score = (
        sum(rarity[0].get(t, 0.0) for t in sorted(shared))
        + sum(rarity[1].get(g, 0.0) for g in sorted(also)) / 2
        + 2 * len(met)
    )
    return {
        "pair": (a, b),
        "shared_themes": sorted(shared),
        "shared_groups": sorted(also),
        "needs": sorted(met),
        "score": round(score, 2),
    }


def _partner_rows(run: Run, scored: Rows, total: int) -> Answer:
    actor = run.arguments.actor
    notes = [run.say("common_ground")]
    if total > len(scored):
        notes.append(run.say("limited", len(scored), total=total))
    if actor:
        rows: Rows = [{"id": row.pop("pair")[1], **row} for row in scored]
        found = run.decorate(rows, "shared_themes", "shared_groups", "needs")
        return Answer(
            sorted(found, key=lambda row: (-row["score"], str(row["name"]).casefold(), row["id"])), notes=notes
        )
    ids = {
        id
        for row in scored
        for column in ("pair", "shared_themes", "shared_groups", "needs")
        for id in listed(list(row[column]))
    }
    names, fresh = run.names(ids), run.fresh({id for row in scored for id in row["pair"]})
    rows = []
    for row in scored:
        a, b = row.pop("pair")
        parts = [{"id": id, "name": names.get(id, {}).get("name")} for id in (a, b)]
        rows.append(
            {"type": "Pair", "id": f"pair-{a}-{b}", "name": " + ".join(str(part["name"]) for part in parts), "actors": parts, **row,
             **{column: named(row[column], names) for column in ("shared_themes", "shared_groups", "needs")},
             "evidence": [line for id in (a, b) if id in fresh for line in fresh[id].evidence]}
        )  # fmt: skip
    return Answer(rows, notes=notes)
