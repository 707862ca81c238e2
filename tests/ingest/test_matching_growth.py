"""How much is compared as a city grows: counted, so that no busy machine changes the result."""

from __future__ import annotations

import math

from ingest.matching.nearby import CROWD, WINDOW, pairs
from ingest.matching.profiles import Profile
from tests.benchmarks.bench_matching import city, profile


def compared(count: int) -> int:
    records = {one.id: one for one in city(count)}
    return sum(1 for _ in pairs({id: profile({id}, records) for id in records}))


def test_the_pairs_compared_grow_no_worse_than_n_log_n() -> None:
    small, large = 5_000, 20_000
    bound = (large * math.log(large)) / (small * math.log(small))
    assert compared(large) / compared(small) <= bound


def test_a_crowd_is_compared_with_its_neighbours_by_name_and_not_dropped() -> None:
    """A switchboard that two hundred actors share tells little; near names under it still meet."""
    crowd = {
        f"{n:03}": Profile(f"{n:03}", f"{n:03}", f"Haus {n:03}", {f"Haus {n:03} Nordstern"}, contacts={"phones": {"x"}})
        for n in range(200)
    }
    crowd["a"] = Profile("a", "a", "Lesecafé Südwind", {"Lesecafé Südwind"}, contacts={"phones": {"x"}})
    crowd["b"] = Profile("b", "b", "Lesecafé Südwin", {"Lesecafé Südwin"}, contacts={"phones": {"x"}})
    found = set(pairs(crowd))
    assert ("a", "b") in found and len(crowd) > CROWD
    assert len(found) <= len(crowd) * WINDOW * 8


def test_only_pairs_of_the_touched_are_proposed() -> None:
    three = {id: Profile(id, id, "Lesecafé", {"Lesecafé"}, contacts={"phones": {"x"}}) for id in "abc"}
    assert set(pairs(three, {"b"})) == {("a", "b"), ("b", "c")} and len(set(pairs(three))) == 3
