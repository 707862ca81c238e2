"""The incremental dump: what is new, changed or gone since an instant, from the journal.

A changed thing comes in full, with `as:updated`. A thing that is gone is an `as:Tombstone` with `as:deleted`, and with what it
became where it was merged into another. To bring an old dump up to date, for each thing that bears one of the two: drop the
statements about it, about its parts (`…#…`) and about its relationship nodes (under `id/relationship/`, leading from it), and
all about sources (under `id/source/`: they are told whole each time), then add the rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from graph.export.grants import Grants
from graph.export.plans import Plans
from graph.export.rdf import as_edges, relationships_of, sources_of
from graph.export.resource import DATA, Resource, Statement
from graph.export.terms import CURIE, IRI
from graph.export.view import ExportView, Row
from schema.errors import BadRequest, Gone, NotFound
from schema.model import Model
from schema.profiles import Grant, granted

BATCH = 500


def changes(view: ExportView, model: Model, base: str, since: str) -> Iterator[Resource]:
    """The resources of the incremental dump, a batch in memory at a time; `since` as the journal writes instants."""
    found = _Changes(view, model, base)
    rows = iter(view.changed(since))
    while batch := list(islice(rows, BATCH)):
        yield from found.of(batch)
    yield from sources_of(view, found.plans)
    yield from found.plans.stubs.resources(model)


def instant(text: str) -> str:
    """An instant as the journal writes it, from an ISO date (its beginning, UTC) or date and time; raises BadRequest."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        hint = "Write a day (2026-03-01) or an instant (2026-03-01T12:00:00Z)."
        raise BadRequest(f"{text!r} is no date and no instant.", hint=hint) from None
    return (
        (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))
        .astimezone(dt.UTC)
        .isoformat(timespec="milliseconds")
    )


class _Changes:
    def __init__(self, view: ExportView, model: Model, base: str) -> None:
        self._view, self._model, self.plans = view, model, Plans(model, view.visibility, base)
        self._grants = Grants(view, self.plans)
        self._kinds = [profile.grant for profile in granted() if profile.grant is not None]
        self._written: set[str] = set()

    def of(self, rows: Sequence[Row]) -> Iterator[Resource]:
        """The things of a part of the journal, and those that are what they are because of them."""
        at = {row["id"]: str(row["at"]) for row in rows if row["id"] not in self._written}
        latest = max(str(row["at"]) for row in rows)
        there = {entity["id"]: entity for entity in self._view.chosen(at)}
        for id in self._because_of(there) - at.keys() - self._written:
            at[id] = latest
        there |= {entity["id"]: entity for entity in self._view.chosen(at.keys() - there.keys())}
        self._written |= at.keys()
        yield from self._full([there[id] for id in sorted(there)], at)
        for row in rows:
            if row["id"] in at and row["id"] not in there and row["type"] is not None:
                yield self._gone(row)

    def _because_of(self, there: dict[str, Row]) -> set[str]:
        found: set[str] = set()
        for grant in self._kinds:
            granting = [id for id, entity in there.items() if self._starts(grant, entity)]
            granting += [source for source, _ in self._view.leading_to(grant.through, granting)]
            for relations in self._view.relations_of(granting, (grant.over,), "out").values():
                found |= {row["id"] for row in relations}
        return found

    def _starts(self, grant: Grant, entity: Row) -> bool:
        return any(self._model.is_a(entity["type"], source) for source in self._model.edge(grant.over).sources)

    def _full(self, entities: list[Row], at: dict[str, str]) -> Iterator[Resource]:
        ids = [entity["id"] for entity in entities]
        out = self._view.relations_of(ids, (), "out")
        given = self._view.relations_of(ids, [grant.over for grant in self._kinds], "in")
        for entity in entities:
            plan = self.plans.type(entity["type"])
            yield Resource(plan.iri(entity["id"]), [("as:updated", "xsd:dateTime", at[entity["id"]])], DATA)
            yield from plan.resources(entity)
            yield from relationships_of(as_edges(entity, out.get(entity["id"], ())), self.plans)
            yield from self._grants.over(as_edges(entity, given.get(entity["id"], ())))

    def _gone(self, row: Row) -> Resource:
        what: list[Statement] = [
            ("rdf:type", CURIE, "as:Tombstone"),
            ("as:formerType", CURIE, f"qg:{row['type']}"),
            ("as:deleted", "xsd:dateTime", str(row["at"])),
        ]
        what += [("dcterms:isReplacedBy", IRI, address) for address in self._became(row["id"])]
        return Resource(self.plans.iri(row["type"], row["id"]), what, DATA)

    def _became(self, id: str) -> Iterable[str]:
        try:
            today = self._view.resolve(id)
        except (NotFound, Gone):
            return
        for entity in self._view.chosen([today]):
            yield self.plans.iri(entity["type"], today)
