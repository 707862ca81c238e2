"""What every answer is made of: arguments, rows with names and evidence, and the words of its notes.

The statements of the catalogue return ids and raw values only; names, evidence, shares and sums are added here, so that
both stores give the same answer to the last digit.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from graph.catalogue import Question
from graph.filters import narrowed
from graph.freshness import Freshness, freshness
from graph.store import batches
from graph.texts import say
from graph.view import View
from schema.recognise import groups_in_themes
from schema.vocabulary import Vocabulary

T = TypeVar("T")
ALWAYS = "9999"
LIMIT = 1_000  # rows of one answer; more are counted, not shown
MEMORIES = 32  # statements whose rows are kept
Row = dict[str, Any]
Rows = list[Row]
Memory = dict[Any, Any]  # what was read about the whole city; whoever keeps it drops it when the graph changes


@dataclass(slots=True)
class Arguments:
    """What a question is asked with; ids throughout. `areas`, `coarse` and `around` come from `Here.parameters()`.

    `places` are those of a street that is meant: then only what is at one of them is here. `filters` are ids of filters.yaml.
    `since` and `until` are ISO dates; `status` is '', 'open' or 'answered' (needs); `verified_since` leaves out what
    nobody confirmed since that date; `today` is what holds where no `as_of` is given.
    """

    areas: Rows = field(default_factory=list)
    coarse: list[str] = field(default_factory=list)
    around: list[str] = field(default_factory=list)
    everywhere: bool = False
    themes: list[str] = field(default_factory=list)
    target_groups: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    sectors: list[str] = field(default_factory=list)
    actor: str | None = None
    other: str | None = None
    cooperation: str | None = None
    since: str | None = None
    until: str | None = None
    status: str = ""
    filters: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    as_of: str | None = None
    verified_since: str | None = None
    lang: str = "de"
    limit: int = LIMIT


@dataclass(slots=True)
class Answer:
    """The rows of an answer, those that could not be located, and what to know about them.

    `statement` names the statement of the question that gave the rows; `total` counts them before the limit.
    """

    rows: Rows
    unlocated: Rows = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    statement: str = "main"
    parameters: dict[str, Any] = field(default_factory=dict)


def parameters(arguments: Arguments, vocabulary: Vocabulary, today: dt.date) -> dict[str, Any]:
    """The statements' parameters: themes with all narrower ones, target groups with matching ones, dates."""
    themes = sorted({id for theme in arguments.themes for id in vocabulary.narrower(theme)})
    return {
        "areas": arguments.areas,
        "coarse": arguments.coarse,
        "served": sorted({area["id"] for area in arguments.areas} | set(arguments.around)),
        "themes": themes,
        "stated_themes": sorted(arguments.themes),
        "target_groups": sorted(vocabulary.matching_groups(arguments.target_groups)) if arguments.target_groups else [],
        "kinds": arguments.kinds,
        "sectors": sorted(arguments.sectors),
        "actor": arguments.actor,
        "other": arguments.other,
        "cooperation": arguments.cooperation,
        "since": arguments.since,
        "until": arguments.until or ALWAYS,
        "status": arguments.status,
        "known": arguments.as_of or ALWAYS,
        "date": arguments.as_of or today.isoformat(),
    }


@dataclass
class Run:
    """One question being answered."""

    question: Question
    view: View
    arguments: Arguments
    vocabulary: Vocabulary
    today: dt.date
    memory: Memory = field(default_factory=dict)
    given: dict[str, Any] = field(init=False)
    used: list[str] = field(init=False, default_factory=list)
    _known: dict[str, dict[str, Any]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.given = parameters(self.arguments, self.vocabulary, self.today)

    def rows(self, statement: str = "main", **more: Any) -> Rows:
        """The rows of one statement; `more` are parameters beside the arguments."""
        self.given |= more
        return self.read(statement)

    def read(self, statement: str, **instead: Any) -> Rows:
        """The rows of one statement, with other values `instead` of those asked with."""
        text = self.question.statements[statement]
        given = self.given | instead
        return self.view.store.read(text, **{name: value for name, value in given.items() if f"${name}" in text})

    def say(self, key: str, n: int | None = None, **values: Any) -> str:
        """A text of texts.yaml in the language of the question."""
        return say(key, self.arguments.lang, n, **values)

    def themes_of_groups(self) -> list[str]:
        """The topics that are work for the target groups asked about: "Wohnungslosenhilfe" for homeless people."""
        wanted = set(self.given["target_groups"])
        return sorted(theme for theme, groups in groups_in_themes(self.vocabulary.hash).items() if groups & wanted)

    def names(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """id -> {id, type, name} in the language of the question (concepts have names in both)."""
        found = self.view.names(ids)
        if self.arguments.lang == "en":
            for row in found.values():
                row["name"] = row.get("name_en") or row["name"]
        return found

    def fresh(self, ids: Iterable[str], names: Mapping[str, dict[str, Any]] | None = None) -> dict[str, Freshness]:
        return freshness(self.view, ids, self.snapshots, names)

    def remembered(self, key: Any, read: Callable[[], T]) -> T:
        """Rows that are the same for every place; they must not be changed."""
        rows: T | None = self.memory.pop(key, None)
        if rows is None:
            rows = read()
        self.memory[key] = rows  # the last one used is the last one to go
        while len(self.memory) > MEMORIES:
            self.memory.pop(next(iter(self.memory)), None)
        return rows

    def unlocated(self, many: Iterable[str] = ()) -> Rows:
        """What no place is known of, grouped. It is the same for every place, and in a large city there is much of it: it is
        read once, with names and topics, where the question says how to read these."""
        given = self.given
        if given["kinds"] or given["status"] or "topics" not in self.question.statements:
            return group(self.rows("unlocated"), many)
        key = self.question.id, given["known"], given["date"], given["since"], self.arguments.lang
        asked = given["themes"], given["target_groups"]
        found = self.remembered(key, lambda: self._all_unlocated(many))
        return [
            dict(row) for row, topics in found if all(not wanted or not topics.isdisjoint(wanted) for wanted in asked)
        ]

    def _all_unlocated(self, many: Iterable[str]) -> list[tuple[Row, set[str]]]:
        """Everything without a known place, with names, and the topics and target groups of each."""
        rows = group(self.read("unlocated", themes=[], target_groups=[]), many)
        ids = [row["id"] for row in rows]
        names, topics = self.names(ids), defaultdict(set)
        for part in batches([{"id": id} for id in ids]):
            for row in self.read("topics", ids=[one["id"] for one in part]):
                topics[row["id"]].update(row["topics"])
        for row in rows:
            row |= {"type": names.get(row["id"], {}).get("type"), "name": names.get(row["id"], {}).get("name")}
        return [(row, topics[row["id"]]) for row in rows]

    @cached_property
    def snapshots(self) -> dict[str, str]:
        """Source -> date of its last complete observation."""
        return self.remembered("snapshots", self._snapshots)

    def _snapshots(self) -> dict[str, str]:
        rows = self.view.store.read(
            "MATCH (s:Snapshot) WHERE s.complete = true RETURN s.source AS source, max(s.observed) AS observed"
        )
        return {row["source"]: row["observed"] or "" for row in rows}

    def decorate(self, rows: Rows, *links: str) -> Rows:
        """Add type, name, evidence and freshness, turn the ids in the named columns into {id, name}, and sort.

        Rows that nobody confirmed since `verified_since` are left out.
        """
        return self.complete(self.ordered(rows), *links)

    def ordered(self, rows: Rows) -> Rows:
        """Add type and name, and sort by how much of it lies here, then by name. Rows that nobody confirmed since
        `verified_since` are left out. What is then shown gets the rest by `complete`: evidence costs more than names."""
        limit = self.arguments.verified_since
        names = self.names({row["id"] for row in rows if "name" not in row})
        self._known |= names
        if limit:
            fresh = self.fresh({row["id"] for row in rows})
            rows = [row for row in rows if _confirmed(fresh.get(row["id"])) >= limit]
        for row in rows:
            if "name" not in row:
                known = names.get(row["id"], {})
                row |= {"type": known.get("type"), "name": known.get("name")}
        return sorted(rows, key=lambda row: (-(row.get("within") or 0.0), str(row["name"]).casefold(), row["id"]))

    def complete(self, rows: Rows, *links: str) -> Rows:
        """Add evidence and freshness to ordered rows, and turn the ids in the named columns into {id, name}."""
        ids = {row["id"] for row in rows}
        others = {id for row in rows for link in links for id in listed(row.get(link))}
        self._known |= self.names((ids | others) - self._known.keys())
        fresh = self.fresh(ids, self._known)
        for row in rows:
            seen = fresh.get(row["id"])
            row |= seen.to_json() if seen else {"evidence": []}
            for link in links:
                row[link] = named(row.get(link), self._known)
        return rows

    def narrowed(self, rows: Rows, notes: list[str]) -> Rows:
        """The rows that fit the filters; a note tells how many say nothing about it."""
        if not self.arguments.filters:
            return rows
        own = {one["id"]: one["properties"] for one in self.view.chosen(row["id"] for row in rows)}
        kept, silent = narrowed(rows, own, self.arguments.filters)
        if silent:
            notes.append(self.say("silent", silent))
        return kept

    def shown(self, rows: Rows, notes: list[str]) -> Rows:
        """At most as many rows as asked for; a note tells how many there are."""
        limit = self.arguments.limit
        if len(rows) > limit:
            notes.append(self.say("limited", limit, total=len(rows)))
        return rows[:limit]


def _confirmed(seen: Freshness | None) -> str:
    """When something was last confirmed: checked by somebody, else named by a source."""
    return (seen.last_verified or seen.last_seen or "") if seen else ""


def listed(value: Any) -> list[str]:
    """An id, a list of ids or nothing as a list."""
    return [] if value is None else list(value) if isinstance(value, list) else [value]


def named(value: Any, names: Mapping[str, dict[str, Any]]) -> Any:
    """An id, or a list of ids, as {id, name}."""
    if isinstance(value, list):
        found = [{"id": id, "name": names.get(id, {}).get("name")} for id in value]
        return sorted(found, key=lambda one: (str(one["name"]).casefold(), one["id"]))
    return None if value is None else {"id": value, "name": names.get(value, {}).get("name")}


def group(rows: Iterable[dict[str, Any]], many: Iterable[str] = ()) -> Rows:
    """One row per id: the first of each column, all of the `many` ones, `within` as the best share."""
    grouped: dict[str, dict[str, Any]] = {}
    many = frozenset(many)
    for row in rows:
        kept = grouped.setdefault(row["id"], {"id": row["id"]})
        for name, value in row.items():
            if name in ("id", "share", "area_share"):
                continue
            if name in many:
                held = kept.setdefault(name, [])
                held += [one for one in listed(value) if one not in held]
            elif kept.get(name) is None:
                kept[name] = value
        if "share" in row:
            within = round(float(row["share"]) * float(row["area_share"]), 4)
            kept["within"] = max(kept.get("within", 0.0), within)
    return list(grouped.values())
