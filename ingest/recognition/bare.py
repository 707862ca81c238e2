"""Is a sheet nothing but addresses, or nothing but cells of a grid? Then it is no list of the network's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ingest.recognition.columns import Fit
from ingest.recognition.contents import Column

# Columns of these say that the rows are about somebody or something, and not addresses or cells alone.
TELLING = frozenset({"subject.phone", "subject.email", "subject.url", "subject.contact", "subject.contact_persons",
                     "subject.opening_hours", "subject.audience", "subject.alternative_names", "offering.list",
                     "member.list", "outline.geometry"})  # fmt: skip
SURE = 0.75  # how well a heading and its cells must fit such a field
NEEDED = frozenset({"place.street", "place.number", "place.lon", "place.point"})
FULL = 0.8  # share of the rows that must have a street, a number and a point


def is_bare(
    spec: Mapping[str, Any], columns: Sequence[Column], found: Sequence[Mapping[str, Fit]], taken: Mapping[str, Fit]
) -> bool:
    """Does no column tell of more than addresses or cells? `found`: fits of each column; `taken`: the field of a heading."""
    for column, fits in zip(columns, found, strict=True):
        used = taken.get(column.heading)
        if used is None or used.role == "subject":
            if column.filled and any(fit.score >= SURE and _tells(spec, name) for name, fit in fits.items()):
                return False
        elif used.field in NEEDED and column.filled < FULL:
            return False
    return True


def _tells(spec: Mapping[str, Any], name: str) -> bool:
    if name in TELLING:
        return True
    plain = {"area.name", "quartier.name"} if spec["reference"] == "gazetteer" else set()
    return (name.endswith(".name") and name not in plain) or (
        spec["reference"] == "population" and name == "place.street"
    )
