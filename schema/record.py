"""Records: the evidence. A source row yields several, each about one thing; entities are computed from them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Scalar = str | int | float | bool
MENTION_CREATES = "creates"
MENTION_REFERS = "refers"
MENTION_AMENDS = "amends"


def opaque(*parts: str) -> str:
    """A short, URL-safe, stable key (26 characters) for a tuple of texts."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=13).hexdigest()


@dataclass(frozen=True, slots=True)
class Link:
    """A claim of a record: a relationship of `type` to the thing that record `to` (of the same row) describes."""

    type: str
    to: str
    properties: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(slots=True)
class Record:
    """What one source says about one thing.

    `values` holds public and network values (canonical form, lists), `private` what will be sealed; `features` the
    texts that matching compares (phones and e-mails as keyed hashes only); `block` the key that records of the same
    thing must share to be merged without a person's word; `concepts` declared (concept id, rule) pairs.
    `id` is the opaque key, for ever the address of what the record describes; `row_id` that of its row, which links never
    leave. The first record of a row carries `raw`, a keyed hash of the row as it was read.
    `mention` tells a row's subject ('') from a name that makes an entity ('creates') or only points ('refers'), and from
    what somebody said of a thing that others speak of ('amends': it never stands alone, but its word counts).
    """

    source: str
    row_key: str
    role: str
    text: str
    type: str
    sheet: str | None = None
    row: int | None = None
    mention: str = ""
    values: dict[str, list[Scalar]] = field(default_factory=dict)
    private: dict[str, list[str]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    features: dict[str, Any] = field(default_factory=dict)
    concepts: list[tuple[str, str]] = field(default_factory=list)
    block: str = ""
    raw: str | None = None
    id: str = field(init=False)
    row_id: str = field(init=False)

    def __post_init__(self) -> None:
        self.id = opaque(self.source, self.row_key, self.role, self.text)
        self.row_id = opaque(self.source, self.row_key)

    def content(self) -> str:
        """Everything the record claims, as canonical JSON (private values included: hash it with a key only)."""
        links = sorted(json.dumps([link.type, link.to, dict(link.properties)], sort_keys=True) for link in self.links)
        parts = [
            self.type,
            self.mention,
            self.values,
            self.private,
            links,
            self.features,
            sorted(self.concepts),
            self.block,
        ]
        return json.dumps(parts, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Version:
    """One stored state of a record: the content `hash` and the observations between which it held.

    `since` is the `observed` date of the first snapshot that carried it ('' when unknown), `gone` that of the first
    later snapshot of the source that did not (None while it holds).
    """

    id: str
    row_id: str
    hash: str
    since: str
    gone: str | None


@dataclass(slots=True)
class Evidence:
    """A record as read back from the store, for matching and merging (private values stay sealed)."""

    id: str
    source: str
    sheet: str | None
    row: int | None
    row_id: str
    type: str
    mention: str
    block: str
    values: dict[str, list[Scalar]]
    links: list[Link]
    features: dict[str, Any]
    concepts: list[tuple[str, str]]
    since: str
    gone: str | None
    hash: str
    entity: str | None
    sealed: str | None = None
    raw: str | None = None
