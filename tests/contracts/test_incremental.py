"""Random histories of imports, judgements, undos, drops and erasures: the incremental result equals a full one."""

from __future__ import annotations

import itertools
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from graph.seal import KeyRing
from graph.store import Store
from graph.writer import Writer
from ingest import decisions
from ingest.pipeline import Options, ingest, make_resolver
from tests.conftest import NEO4J, wipe
from tests.made import club

NAMES = ["JFE „Linse“", "Jugendhaus Linse", "Treff", "Kiezwerk e. V.", "Kiezwerk GmbH"]
STREETS = ["Parkaue 25", "Parkaue 26", "Am Berl 15", ""]
CARRIERS = ["Kiezwerk e.V.", "Kiezwerk gGmbH", "Linse e. V.", ""]
OFFERS = ["Sport", "Sport, Tanz", "Musik", ""]
rows = st.lists(
    st.builds(
        lambda id, name, street, carrier, offer, phone: club(
            id, name, strasse=street, traeger=carrier, angebote=offer, telefon=phone
        ),
        st.sampled_from("1234"),
        st.sampled_from(NAMES),
        st.sampled_from(STREETS),
        st.sampled_from(CARRIERS),
        st.sampled_from(OFFERS),
        st.sampled_from(["030 5549384", ""]),
    ),
    max_size=4,
    unique_by=lambda row: row["id"],
)


def machine(url: str) -> type[RuleBasedStateMachine]:
    class History(RuleBasedStateMachine):
        """One store and everything that can be done to it."""

        def __init__(self) -> None:
            super().__init__()
            self.folder = tempfile.TemporaryDirectory()
            self.store = Store.open(url)
            wipe(self.store)
            self.keys = KeyRing(Path(self.folder.name) / "records.keys")
            self.dropped: set[str] = set()

        def teardown(self) -> None:
            self.keys.close()
            self.store.close()
            self.folder.cleanup()

        def records(self) -> list[str]:
            found = self.store.read(
                "MATCH (r:Record) WHERE coalesce(r.hidden, false) = false RETURN DISTINCT r.id AS id ORDER BY id"
            )
            return [row["id"] for row in found]

        @rule(source=st.sampled_from("ab"), observed=st.sampled_from(["2019", "2020", "2021"]), rows=rows)
        def imports(self, source: str, observed: str, rows: list[dict[str, str]]) -> None:
            if source in self.dropped or not rows:
                return
            path = Path(self.folder.name) / f"{source}.json"
            path.write_text(json.dumps(rows), encoding="utf-8")
            ingest(self.store, self.keys, [path], Options(observed=observed, allow_vanished=True))

        @precondition(lambda self: len(self.records()) > 1)
        @rule(data=st.data(), verdict=st.sampled_from(["same", "different"]))
        def judges(self, data: st.DataObject, verdict: decisions.Verdict) -> None:
            pairs = list(itertools.combinations(self.actors(), 2))
            if pairs:
                left, right = data.draw(st.sampled_from(pairs))
                with Writer(self.store, self.keys) as writer:
                    decisions.judge(writer, left, right, verdict, by="test")

        def actors(self) -> list[str]:
            found = self.store.read(
                "MATCH (r:Record) WHERE r.block STARTS WITH 'actor:' AND coalesce(r.hidden, false) = false "
                "RETURN DISTINCT r.id AS id ORDER BY id"
            )
            return [row["id"] for row in found][:12]

        @precondition(lambda self: decisions.judgements(self.store))
        @rule(data=st.data())
        def undoes(self, data: st.DataObject) -> None:
            chosen = data.draw(st.sampled_from(decisions.judgements(self.store)))
            with Writer(self.store, self.keys) as writer:
                decisions.undo(writer, chosen["id"])

        @rule(source=st.sampled_from("ab"))
        def drops_or_restores(self, source: str) -> None:
            name = f"{source}.json"
            if not self.store.read("MATCH (s:Source {name: $name}) RETURN s", name=name):
                return
            with Writer(self.store, self.keys) as writer:
                if source in self.dropped:
                    decisions.restore_source(writer, name)
                    self.dropped.discard(source)
                else:
                    decisions.drop_source(writer, name)
                    self.dropped.add(source)

        @precondition(lambda self: len(self.records()) > 6)
        @rule(data=st.data())
        def erases(self, data: st.DataObject) -> None:
            with Writer(self.store, self.keys) as writer:
                decisions.erase(writer, [data.draw(st.sampled_from(self.records()))])

        @invariant()
        def equals_a_full_computation(self) -> None:
            with Writer(self.store, self.keys) as writer:
                assert make_resolver(writer).differences() == []

        @invariant()
        def relationships_lead_somewhere_and_are_not_doubled(self) -> None:
            doubled = self.store.read(
                "MATCH (a:Entity)-[r:PROVIDES|RUN_BY|LOCATED_AT]->(b:Entity) WITH a.id AS a, type(r) AS t, b.id AS b, "
                "count(*) AS n WHERE n > 1 RETURN a, t, b"
            )
            assert doubled == []

    return History


@pytest.fixture(params=["embedded", NEO4J])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    yield str(request.getfixturevalue(f"{request.param}_url"))


def test_every_history_equals_a_full_computation(url: str) -> None:
    run_state_machine_as_test(
        machine(url),
        settings=settings(
            max_examples=int(os.environ.get("QG_TEST_HISTORIES", "6")),
            stateful_step_count=8,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate],
        ),
    )
