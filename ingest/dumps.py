"""A dump of ours on its way in: things with the ids that they had, into a store that does not know them.

What the store knows already stays as it is (its own sources say more than a dump does) and is only related to what is new. Each
thing is a row with a record of its own, whose id is the thing's, and a reference per relationship, which is known by the id of
what it refers to.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice

from ingest.concepts import RELATION, SETTLED
from ingest.files import FileImport
from ingest.matching.judged import PUT_PAIR, on_pair
from ingest.matching.verdicts import OWN
from ingest.readers.rdf import Dump, Thing
from ingest.snapshot import Snapshot
from schema.model import Property, load_model
from schema.record import MENTION_REFERS, Link, Record, Scalar, opaque
from schema.values import KINDS

TRUST = 10  # below every list
BATCH = 500
RULE = "export"  # how a theme was recognised is not in the dump
KNOWN = "The store knows {count} of its things already; they were left as they are."
BAD = "A value of {name} is not of its kind and was left out."


class DumpImport(FileImport):
    """Brings a dump in, as `FileImport` does a list."""

    def run(self) -> None:
        with_dump = super().run
        try:
            self._dump: Dump | None = None
            with_dump()
        finally:
            if self._dump is not None:
                self._dump.close()

    def _look(self) -> list[str] | None:
        self._ordinary = True
        self._dump = Dump(self._item.path)
        return [opaque(self._item.source, _key(id)) for id in self._dump.ids()]

    def _agreed(self) -> bool:
        return True

    def _describe(self, source: str) -> None:
        newest = max([self._observed, *(row["observed"] for row in self._writer.snapshots(source))])
        about = {"trust": TRUST, "id": opaque("source", source), "observed": newest or None}
        self._writer.put_source(source, about)
        assert self._dump is not None
        for told in self._dump.sources():
            properties = {name: _single(name, values) for name, values in told.values.items()}
            name = str(properties["name"])
            if not self._writer.store.read("MATCH (s:Source {name: $name}) RETURN s.name AS name", name=name):
                self._writer.put_source(name, {"trust": 50, **properties, "id": told.id})

    def _rows(self, snapshot: Snapshot, *, feed: bool = True) -> None:
        assert self._dump is not None
        problems, known = Counter[str](), 0
        things = self._dump.things()
        while part := list(islice(things, BATCH)):
            elsewhere = self._elsewhere(part)
            for thing in part:
                sheet = next((s for s in self.report.sheets if s.name == thing.type), None)
                sheet = sheet or self.report.sheet(thing.type, None)
                sheet.rows += 1
                sheet.imported += 1
                if thing.id in elsewhere:
                    known += 1
                    thing = _only_new(thing, elsewhere)
                    if not thing.links:
                        continue
                records = self._records(thing, thing.id in elsewhere, problems)
                if not feed or snapshot.unchanged(records[0].row_id, records[0].raw or ""):
                    continue
                snapshot.add(records)
                if not self._options.dry_run:
                    self._tie(records, elsewhere)
            self._progress(self._item.source, sum(sheet.rows for sheet in self.report.sheets))
        if known:
            self._problem("known-already", "info", KNOWN.format(count=known))
        for name, count in sorted(problems.items()):
            self._problem("value-invalid", "warning", BAD.format(name=name) + (f" ({count})" if count > 1 else ""))

    def _elsewhere(self, things: list[Thing]) -> set[str]:
        """Those of the things and of what they are related to for which other sources speak."""
        ids = {thing.id for thing in things} | {to for thing in things for _, to, _, _ in thing.links}
        rows = self._writer.store.read(
            "UNWIND $ids AS id MATCH (r:Record {id: id}) WHERE r.source <> $source RETURN DISTINCT r.id AS id",
            ids=sorted(ids),
            source=self._item.source,
        )
        return {row["id"] for row in rows}

    def _records(self, thing: Thing, known: bool, problems: Counter[str]) -> list[Record]:
        model, declared = load_model(), load_model().types[thing.type].properties
        subject = self._meaning(thing, thing.id, thing.type)
        if not known:
            subject.id, subject.mention = thing.id, ""  # for ever its address
        for name, values in thing.values.items():
            good = [value for value in values if _fits(declared[name], value)]
            if len(good) < len(values):
                problems[name] += len(values) - len(good)
            if good:
                subject.values[name] = good
        others: dict[str, Record] = {}
        for edge, to, type_name, properties in thing.links:
            if model.types[type_name].scheme is not None:
                if edge in RELATION.values():
                    subject.concepts.append((to, RULE))
            elif not model.edges[edge].derived or properties.get("basis") == "named":
                others.setdefault(to, self._meaning(thing, to, type_name))
                kept = {name: v for name, v in properties.items() if _fits(model.edges[edge].properties[name], v)}
                problems.update(f"{edge}.{name}" for name in properties.keys() - kept.keys())
                subject.links.append(Link(edge, others[to].id, kept))
        said = json.dumps([thing.type, thing.values, sorted(map(str, thing.links))], sort_keys=True, ensure_ascii=False)
        subject.raw = self._writer.keys.digest(said)
        return [subject, *(others[to] for to in sorted(others))]

    def _meaning(self, thing: Thing, to: str, type_name: str) -> Record:
        """A record of the thing's row that only refers, by the id of what it means."""
        record = Record(self._item.source, _key(thing.id), "other", to, type_name, mention=MENTION_REFERS)
        record.block, record.features = f"own:{to}", {OWN: to, SETTLED: True}
        return record

    def _tie(self, records: list[Record], elsewhere: set[str]) -> None:
        for record in records:
            if record.text in elsewhere:
                reason = "the same address in a dump"
                self._writer.store.write(
                    PUT_PAIR, **on_pair(record.id, record.text, "same", by=self._item.source, reason=reason)
                )


def _only_new(thing: Thing, elsewhere: set[str]) -> Thing:
    """Of a thing that is known: its relationships with things that are new."""
    model = load_model()
    links = [link for link in thing.links if link[1] not in elsewhere and model.types[link[2]].scheme is None]
    return Thing(thing.id, thing.type, {}, links)


def _fits(prop: Property, value: Scalar) -> bool:
    """Is the value one that is stored so? Numbers were read as such already."""
    if prop.values is not None:
        return value in prop.values
    if prop.computed or not isinstance(value, str) or prop.kind not in KINDS:
        return True
    return KINDS[prop.kind].validate(value)


def _key(id: str) -> str:
    return f"dump|{id}"


def _single(name: str, values: list[Scalar]) -> Scalar | list[Scalar]:
    return values if load_model().type("Source").properties[name].many else values[0]
