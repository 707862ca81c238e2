"""Silent merges on real lists against labels by hand: precision with its confidence interval, and recall.

The labels and how they were made: labelled_pairs.md.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

import pytest

from graph.seal import KeyRing
from graph.store import Store
from ingest.candidates import candidates
from ingest.pipeline import Options, ingest

LABELS = Path(__file__).with_name("labelled_pairs.csv")
OSM = ("clubs.csv", "2025-11/childcare.csv", "2025-11/community-centers.csv", "2025-11/sport-centers.csv")
ONE_ELEMENT = "one OSM element"
Row = tuple[str, int, str]


@dataclass(frozen=True)
class Labelled:
    left: Row
    right: Row
    same: bool
    note: str
    merged: bool
    asked: bool


@pytest.fixture(scope="module")
def labelled(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Labelled]]:
    """The labelled pairs, and what the program makes of them after one import of all lists."""
    folder = tmp_path_factory.mktemp("labelled")
    keys = KeyRing(folder / "keys")
    with Store.open(str(folder / "store")) as store:
        lists = shared_data / "lichtenberg"
        ingest(store, keys, sorted(lists.glob("*.json")), Options(observed="2014-05-01"))
        ingest(store, keys, [lists / "berlin-schulen.csv"], Options(observed="2024-09-01"))
        for name in OSM:
            options = Options(observed="2025-11-01", source=f"osm-berlin/{name}")
            ingest(store, keys, [shared_data / "osm-berlin" / name], options)
        yield judged(store)
        store.stop()
    keys.close()


def judged(store: Store) -> list[Labelled]:
    stand: dict[Row, set[str]] = {}
    for row in store.read(
        "MATCH (r:Record) WHERE r.block STARTS WITH 'actor:' AND r.entity IS NOT NULL "
        "RETURN r.source AS source, r.row AS row, r.claims AS claims, r.entity AS entity"
    ):
        name = str(json.loads(row["claims"])["values"].get("name", [""])[0])
        stand.setdefault((row["source"], row["row"], name), set()).add(row["entity"])
    asked = {frozenset((case.left.entity, case.right.entity)) for case in candidates(store)}
    found = []
    with LABELS.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            left, right = ((line[f"{s}_source"], int(line[f"{s}_row"]), line[f"{s}_name"]) for s in ("left", "right"))
            assert left in stand and right in stand, line
            between = any(frozenset((a, b)) in asked for a in stand[left] for b in stand[right])
            same = line["same"] == "yes"
            found.append(Labelled(left, right, same, line["note"], bool(stand[left] & stand[right]), between))
    return found


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    z, share = 1.96, hits / count
    middle, half = share + z * z / (2 * count), z * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return (middle - half) / (1 + z * z / count), (middle + half) / (1 + z * z / count)


def precision(pairs: Sequence[Labelled]) -> tuple[float, float, int]:
    """Share of rightly merged pairs, lower end of its interval, number of merged pairs."""
    merged = [pair.same for pair in pairs if pair.merged]
    return sum(merged) / len(merged), wilson(sum(merged), len(merged))[0], len(merged)


def test_silent_merges_are_right(labelled: list[Labelled]) -> None:
    share, low, count = precision(labelled)
    print(f"\nprecision {share:.4f}, 95 % interval from {low:.4f}, of {count} silently merged pairs")
    assert count >= 400 and share >= 0.99 and low >= 0.985


def test_silent_merges_are_right_apart_from_one_element_in_two_extracts(labelled: list[Labelled]) -> None:
    share, low, count = precision([pair for pair in labelled if pair.note != ONE_ELEMENT])
    print(f"\nprecision {share:.4f}, 95 % interval from {low:.4f}, of {count} without pairs of one OSM element")
    assert count >= 80 and share >= 0.98 and low >= 0.93


def test_recall_of_silent_merges_and_of_questions(labelled: list[Labelled]) -> None:
    for pairs, merged_at_least, found_at_least in (
        (labelled, 0.9, 0.97),
        ([pair for pair in labelled if pair.note != ONE_ELEMENT], 0.6, 0.9),
    ):
        same = [pair for pair in pairs if pair.same]
        merged = sum(pair.merged for pair in same) / len(same)
        found = sum(pair.merged or pair.asked for pair in same) / len(same)
        print(
            f"\nrecall of silent merges {merged:.3f}, with questions {found:.3f}, of {len(same)} labelled as the same"
        )
        assert merged >= merged_at_least and found >= found_at_least


def test_questions_are_worth_asking(labelled: list[Labelled]) -> None:
    asked = [pair.same for pair in labelled if pair.asked]
    print(f"\n{sum(asked)} of {len(asked)} labelled questions are about one thing")
    assert sum(asked) / len(asked) >= 0.3
