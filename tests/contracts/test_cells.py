"""Gaps and doubles equal a recomputation by plain Python over the exported CSV, on both stores, for any small town."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph.answers import Arguments, answer
from graph.answers.base import Answer
from graph.catalogue import question
from graph.seal import KeyRing
from graph.store import Store
from graph.view import View
from graph.writer import Writer
from ingest.pipeline import prepare
from schema.entity import Entity, Relationship
from schema.model import load_model
from schema.vocabulary import load_vocabulary
from tests.conftest import wipe
from tests.made import exported

TODAY = dt.date(2026, 6, 1)
THEMES = ["theme-sport", "theme-football", "theme-homework-help", "theme-counselling"]
GROUPS = ["group-children", "group-youth", "group-seniors", "group-girls"]
AREAS = ["quartier-a", "quartier-b"]
ACTORS = ["actor-1", "actor-2", "actor-3"]
VOCABULARY = load_vocabulary()

offerings = st.fixed_dictionaries(
    {
        "actor": st.sampled_from(ACTORS),
        "themes": st.sets(st.sampled_from(THEMES), max_size=2),
        "groups": st.sets(st.sampled_from(GROUPS), max_size=2),
        "place": st.sampled_from([None, "place-a", "place-b", "place-edge"]),
        "serves": st.sampled_from([None, None, "quartier-a", "quartier-b"]),
        "ended": st.sampled_from([None, None, None, "2025-01-01"]),
        "until": st.sampled_from([None, None, "2025", "2026-06"]),
    }
)
needs = st.fixed_dictionaries(
    {
        "area": st.sampled_from(AREAS),
        "themes": st.sets(st.sampled_from(THEMES), max_size=1),
        "groups": st.sets(st.sampled_from(GROUPS), max_size=1),
        "answered": st.booleans(),
    }
)
duties = st.fixed_dictionaries(
    {
        "area": st.sampled_from([None, *AREAS]),
        "themes": st.sets(st.sampled_from(THEMES), max_size=1),
        "groups": st.sets(st.sampled_from(GROUPS), max_size=1),
    }
)
towns = st.fixed_dictionaries(
    {
        "offerings": st.lists(offerings, max_size=8),
        "needs": st.lists(needs, max_size=3),
        "duties": st.lists(duties, max_size=3),
    }
)


def entity(type: str, id: str, links: list[Relationship] = [], **properties: Any) -> Entity:  # noqa: B006
    labels = load_model().types[type].labels
    kept = {name: value for name, value in properties.items() if value is not None}
    return Entity(id, type, labels, {"id": id, "type": type, "name": id, "search": id, **kept}, links)


def about(thing: dict[str, Any]) -> list[Relationship]:
    return [Relationship("ABOUT", theme) for theme in sorted(thing["themes"])] + [
        Relationship("FOR", group) for group in sorted(thing["groups"])
    ]


def entities(town: dict[str, Any]) -> Iterator[Entity]:
    yield from (entity("Quartier", area) for area in AREAS)
    within = {
        "place-a": {"quartier-a": 1.0},
        "place-b": {"quartier-b": 1.0},
        "place-edge": {"quartier-a": 0.5, "quartier-b": 0.5},
    }
    for place, shares in within.items():
        links = [Relationship("WITHIN", area, {"share": share, "basis": "named"}) for area, share in shares.items()]
        yield entity("Place", place, links)
    provided: dict[str, list[Relationship]] = defaultdict(list)
    for n, found in enumerate(town["offerings"]):
        links = about(found)
        links += [Relationship("LOCATED_AT", found["place"])] if found["place"] else []
        links += [Relationship("CONCERNS", found["serves"])] if found["serves"] else []
        provided[found["actor"]].append(Relationship("PROVIDES", f"offering-{n}"))
        yield entity("Offering", f"offering-{n}", links, ended=found["ended"], valid_until=found["until"])
    yield from (entity("Actor", actor, provided[actor]) for actor in ACTORS)
    for n, need in enumerate(town["needs"]):
        links = [*about(need), Relationship("CONCERNS", need["area"])]
        yield entity("Need", f"need-{n}", links, answered=need["answered"])
    for n, duty in enumerate(town["duties"]):
        links = about(duty) + ([Relationship("CONCERNS", duty["area"])] if duty["area"] else [])
        yield entity("Responsibility", f"duty-{n}", links)


def build(store: Store, keys: KeyRing, town: dict[str, Any]) -> None:
    wipe(store)
    with Writer(store, keys) as writer:
        prepare(writer)
        writer.put(list(entities(town)), (), "test")


class Tables:
    """The exported CSV, as anybody with a spreadsheet has it."""

    def __init__(self, store: Store) -> None:
        archive = zipfile.ZipFile(io.BytesIO(exported(store, "csv")))
        read = {
            name: list(csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8"))) for name in archive.namelist()
        }
        self.links: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.sources: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in read["relationships.csv"]:
            self.links[row["type"], row["from"]].append(row["to"])
            self.sources[row["type"], row["to"]].append(row["from"])
        self.offerings = [row["id"] for row in read["Offering.csv"] if self._holds(row)]
        self.needs = [row["id"] for row in read["Need.csv"] if row["answered"] != "true"]
        self.duties = [row["id"] for row in read["Responsibility.csv"]]

    @staticmethod
    def _holds(row: dict[str, str]) -> bool:
        until = row["valid_until"] or "9999"
        return not row["ended"] and TODAY.isoformat()[: len(until)] <= until

    def narrower(self, concept: str) -> set[str]:
        found, ahead = {concept}, [concept]
        while ahead:
            below = set(self.sources["BROADER", ahead.pop()]) - found
            found |= below
            ahead += below
        return found

    def there(self, area: str) -> list[str]:
        places = set(self.sources["WITHIN", area])
        serving = set(self.sources["CONCERNS", area])
        return [id for id in self.offerings if places & set(self.links["LOCATED_AT", id]) or id in serving]

    def pairs(self, ids: list[str]) -> set[tuple[str, str | None]]:
        return {(t, g) for id in ids for t in self.links["ABOUT", id] for g in self.links["FOR", id] or [None]}

    def gaps(self, area: str) -> dict[tuple[str, str | None], str]:
        """Pair -> its weightiest reason."""
        here = self.pairs(self.there(area))
        wanted: dict[tuple[str, str | None], str] = {}
        for pair in self.pairs(self.offerings):
            if pair[1] is not None:
                wanted[pair] = "elsewhere"
        duties = [id for id in self.duties if self.links["CONCERNS", id] in ([], [area])]
        wanted |= dict.fromkeys(self.pairs(duties), "responsibility")
        wanted |= dict.fromkeys(self.pairs([id for id in self.needs if area in self.links["CONCERNS", id]]), "need")
        return {pair: why for pair, why in wanted.items() if not self._covered(here, *pair)}

    def _covered(self, here: set[tuple[str, str | None]], theme: str, group: str | None) -> bool:
        themes = self.narrower(theme)
        groups = VOCABULARY.matching_groups([group]) if group else None
        return any(t in themes and (groups is None or g in groups) for t, g in here)

    def overlaps(self, area: str) -> dict[tuple[str, str | None], tuple[set[str], set[str]]]:
        """Pair -> its offerings and their providers, where there are at least two of these."""
        found = {}
        for pair in self.pairs(self.there(area)):
            ids = {id for id in self.there(area) if pair in self.pairs([id])}
            providers = {actor for id in ids for actor in self.sources["PROVIDES", id]}
            if len(providers) > 1:
                found[pair] = (ids, providers)
        return found


def ask(store: Store, id: str, area: str) -> Answer:
    arguments = Arguments(areas=[{"id": area, "share": 1.0, "direct": True}])
    return answer(question(id), View(store, "network"), arguments, VOCABULARY, TODAY)


def pair_of(row: dict[str, Any]) -> tuple[str, str | None]:
    return row["theme"]["id"], row["target_group"]["id"] if row["target_group"] else None


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeyRing]:
    keys = KeyRing(tmp_path_factory.mktemp("keys") / "records.keys")
    yield keys
    keys.close()


def test_gaps_and_doubles_are_what_the_exported_tables_say(store: Store, ring: KeyRing) -> None:
    @settings(
        max_examples=int(os.environ.get("QG_TEST_TOWNS", "12")),
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(towns)
    def holds(town: dict[str, Any]) -> None:
        build(store, ring, town)
        tables = Tables(store)
        for area in AREAS:
            gaps = {pair_of(row): row["reason"] for row in ask(store, "gaps", area).rows}
            assert gaps == tables.gaps(area)
            doubles = {
                pair_of(row): ({o["id"] for o in row["offerings"]}, {a["id"] for a in row["actors"]})
                for row in ask(store, "overlaps", area).rows
            }
            assert doubles == tables.overlaps(area)

    holds()
