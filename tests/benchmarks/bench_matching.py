"""What matching costs as a city grows: clusters (silent merges) and candidates (questions), without a store.

    python -m tests.benchmarks.bench_matching [10000 50000 200000]

The actors are made up: one in twelve is told twice, with another spelling, and carriers are shared. The growth exponent
between two sizes is log(time ratio) / log(size ratio): 1 is linear, n·log n is about 1.1, 2 would be every pair.
"""

from __future__ import annotations

import gc
import itertools
import math
import random
import resource
import sys
import time
from collections.abc import Iterator

from ingest.matching.blocks import actor_block, name_features
from ingest.matching.clusters import Judgements, cluster
from ingest.matching.features import compare, may_be_asked
from ingest.matching.nearby import pairs
from ingest.matching.profiles import Profile
from schema.record import MENTION_CREATES, Evidence, opaque

KINDS = [
    "Kita",
    "Grundschule",
    "Jugendclub",
    "Seniorentreff",
    "Stadtteilzentrum",
    "Sportverein",
    "Chor",
    "Beratungsstelle",
]
SYLLABLES = "ba be bo da de do fa fe fo ga ge go ka ke ko la le lo ma me mo na ne no ra re ro sa se so ta te to wa we wo".split()  # noqa: SIM905
SIZES = [10_000, 50_000, 200_000]


def word(dice: random.Random) -> str:
    return "".join(dice.choice(SYLLABLES) for _ in range(dice.randint(3, 5))).capitalize()


def city(count: int) -> Iterator[Evidence]:
    """`count` records of actors: facilities with address, point and phone, some told twice; carriers by name only."""
    dice = random.Random(count)
    streets = [word(dice).casefold() for _ in range(count // 40 + 1)]
    words = [word(dice) for _ in range(count // 3 + 1)]
    made, width = 0, math.sqrt(count / 50_000)  # a larger city covers more ground; it is not denser
    while made < count:
        name = f"{dice.choice(KINDS)} {dice.choice(words)} {dice.choice(words)}"
        address = f"{dice.choice(streets)}str|{dice.randint(1, 60)}|{10000 + dice.randint(0, 190)}"
        point = f"{9 + dice.random() * 0.6 * width:.5f} {49 + dice.random() * 0.3 * width:.5f}"
        features = {"address": address, "point": point, "phones": [opaque(name)[:16]]}
        yield record(f"a{made}", "a", name, features)
        made += 1
        if dice.random() < 1 / 12:
            yield record(f"b{made}", "b", misspelt(name, dice), features)
            made += 1
        if dice.random() < 0.4:
            yield record(f"c{made}", "a", f"Träger {dice.choice(words)} e. V.", {"legal_form": "ev"}, MENTION_CREATES)
            made += 1


def misspelt(name: str, dice: random.Random) -> str:
    n = dice.randint(1, len(name) - 2)
    return dice.choice(
        [name, name.replace("Kita", "Kindertagesstätte"), name[:n] + name[n + 1] + name[n] + name[n + 2 :]]
    )


def record(id: str, source: str, name: str, features: dict[str, object], mention: str = "") -> Evidence:
    return Evidence(
        id=opaque(id), source=source, sheet=None, row=1, row_id=opaque("row", id), type="Actor", mention=mention,
        block=f"actor:{actor_block(name)}", values={"name": [name]}, links=[], features={**features, **name_features(name)},
        concepts=[], since="", gone=None, hash="", entity=None,
    )  # fmt: skip


def profile(ids: set[str], records: dict[str, Evidence]) -> Profile:
    first = min(ids)
    found = Profile(first, first, str(records[first].values["name"][0]))
    for id in ids:
        one = records[id]
        found.names.add(str(one.values["name"][0]))
        found.sources.add(one.source)
        found.rows.add(one.row_id)
        for name, kept in (("legal_form", found.forms), ("address", found.addresses), ("point", found.points)):
            kept.update({one.features[name]} if name in one.features else set())
        found.contacts.setdefault("phones", set()).update(one.features.get("phones", ()))
    return found


def run(count: int) -> tuple[float, float, int, int]:
    """Processor seconds for clusters and for candidates, pairs compared, questions found."""
    records = {one.id: one for one in city(count)}
    gc.collect()
    gc.disable()  # or passes of the collector over the made city would count as matching
    start = time.process_time()
    found = cluster(records, Judgements())
    clustered = time.process_time()
    profiles = {one.key: one for one in (profile(ids, records) for ids in found)}
    begun, compared, asked = time.process_time(), 0, 0
    for a, b in pairs(profiles):
        compared += 1
        if may_be_asked(profiles[a], profiles[b]):
            asked += compare(profiles[a], profiles[b]).outcome != "different"
    ended = time.process_time()
    gc.enable()
    return clustered - start, ended - begun, compared, asked


def growth(before: tuple[float, ...], after: tuple[float, ...], step: float) -> str:
    """Exponents of several measures between two sizes whose logarithms are `step` apart."""
    return " / ".join(f"{math.log(b / a) / step:.2f}" for a, b in zip(before, after, strict=True))


def main() -> None:
    sizes = [int(text) for text in sys.argv[1:]] or SIZES
    known: list[tuple[int, tuple[float, ...]]] = []
    for count in sizes:
        clusters, questions, compared, asked = run(count)
        known.append((count, (clusters, questions, clusters + questions, compared)))
        print(
            f"{count:>8,} records  clusters {clusters:7.2f} s  candidates {questions:7.2f} s  "
            f"{compared:>10,} pairs  {asked:>7,} asked",
            flush=True,
        )
    print("growth exponents of clusters / candidates / both / pairs compared; n·log n")
    for (low, before), (high, after) in [*itertools.pairwise(known), (known[0], known[-1])]:
        step = math.log(high / low)
        bound = math.log(high * math.log(high) / (low * math.log(low))) / step
        print(f"{low:>8,} to {high:>8,}: {growth(before, after, step)}; {bound:.2f}")
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
