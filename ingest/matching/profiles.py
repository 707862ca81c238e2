"""Profiles: what all records of an actor say together, as near cases are compared; and names that joined nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from graph.evidence import HIDDEN
from graph.store import Row, Store
from schema.record import MENTION_REFERS


@dataclass(slots=True)
class Profile:
    """One side of a near case. `entity` is None for a reference: a name in a list that no actor answers to yet.

    `record` is the smallest record id, on which a judgement is made. `contacts` maps phones, emails and hosts to keyed
    hashes; `rows` are the rows that speak of it, `about` what the first record of a reference links to.
    """

    record: str
    entity: str | None
    name: str
    names: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    points: set[str] = field(default_factory=set)
    contacts: dict[str, set[str]] = field(default_factory=dict)
    identifiers: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    rows: set[str] = field(default_factory=set)
    about: str | None = None

    @property
    def key(self) -> str:
        """Its entity's id; a reference goes by its record's."""
        return self.entity or self.record

    @property
    def bare(self) -> bool:
        """Nothing but a name is known of it."""
        return not (self.addresses or self.points or self.identifiers or any(self.contacts.values()))

    def add(self, row: Row) -> None:
        """Take in what one more record says."""
        claims = json.loads(row["claims"])
        values, features = claims["values"], claims["features"]
        self.names.update(str(name) for name in values.get("name", ()))
        self.names.update(str(name) for name in values.get("alternative_names", ()))
        self.identifiers.update(
            _identifier(text) for name in ("identifiers", "register_number") for text in values.get(name, ())
        )
        self.kinds.update(features.get("kinds", ()))
        self.sources.add(row["source"])
        self.rows.add(row["row_id"])
        for name, kept in (("legal_form", self.forms), ("address", self.addresses), ("point", self.points)):
            if name in features:
                kept.add(features[name])
        for kind in ("phones", "emails", "hosts"):
            self.contacts.setdefault(kind, set()).update(features.get(kind, ()))


def _identifier(text: Any) -> str:
    return "".join(str(text).casefold().split())


def profiles(store: Store) -> dict[str, Profile]:
    """Every actor and every unresolved reference, by entity id or record id, in order of record ids."""
    found: dict[str, Profile] = {}
    for row in _rows(store):
        key = row["entity"] or row["id"]
        profile = found.get(key)
        if profile is None:
            claims = json.loads(row["claims"])
            name = str(claims["values"].get("name", [""])[0])
            about = claims["links"][0][1] if row["entity"] is None and claims["links"] else None
            profile = found[key] = Profile(row["id"], row["entity"], name, about=about)
        profile.add(row)
    return found


def _rows(store: Store) -> Iterator[Row]:
    rows = store.stream(
        "MATCH (r:Record) WHERE r.block STARTS WITH 'actor:' AND r.gone IS NULL AND "
        f"(r.entity IS NOT NULL OR r.mention = $refers) AND {HIDDEN} "
        "RETURN r.id AS id, r.entity AS entity, r.claims AS claims, r.source AS source, r.row_id AS row_id ORDER BY id",
        refers=MENTION_REFERS,
    )
    yield from rows
