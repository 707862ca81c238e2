"""Things that come back: what Quartiersgraph itself exported bears the id of its thing, and is known by it.

An export gives a thing an identifier that can be turned back into its id (`graph.export.hsds.ids`). It becomes the feature
`own`: two records with the same one are the same thing, two of one export with different ones are not.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.export.hsds.ids import id_of
from graph.writer import Writer
from ingest.matching.judged import PUT_PAIR, on_pair
from ingest.matching.verdicts import OWN
from schema.record import Record

PREFIX = "HSDS "
PUT_PAIRS = PUT_PAIR.replace("$", "pair.")


def recognise(record: Record) -> None:
    """Take an identifier of our own for what it is: not a value, but the thing that the record speaks of."""
    known = record.values.get("identifiers", [])
    ids = [id_of(str(text).removeprefix(PREFIX)) for text in known if str(text).startswith(PREFIX)]
    own = next(filter(None, ids), None)
    if own is None:
        return
    record.features[OWN] = own
    record.values["identifiers"] = [text for text in known if id_of(str(text).removeprefix(PREFIX)) is None]
    if not record.values["identifiers"]:
        del record.values["identifiers"]


def tie(writer: Writer, records: Iterable[Record], source: str) -> None:
    """Where the store holds the thing itself, its record is said to be that thing, by the source that exported it."""
    own = {record.id: str(record.features[OWN]) for record in records if OWN in record.features}
    known = writer.records.entities_of(set(own.values())) if own else {}
    pairs = [
        on_pair(record, id, "same", by=source, reason="exported from this thing")
        for record, id in own.items()
        if known.get(id) is not None and record != id
    ]
    if pairs:
        writer.store.write(f"UNWIND $pairs AS pair {PUT_PAIRS}", pairs=pairs)
