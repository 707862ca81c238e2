"""Profiles: what all records of an actor say together, as near cases are compared; and names that joined nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from graph.evidence import HIDDEN
from graph.store import Store
from ingest.matching.tokens import parse
from schema.entity import MADE
from schema.record import MENTION_AMENDS, MENTION_REFERS

ACTORS = f"r.block STARTS WITH 'actor:' AND r.gone IS NULL AND {HIDDEN}"
LETTERS = 4


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

    def add(self, claims: dict[str, Any], source: str, row_id: str) -> None:
        """Take in what one more record claims."""
        values, features = claims["values"], claims["features"]
        self.names.update(str(name) for name in values.get("name", ()))
        self.names.update(str(name) for name in values.get("alternative_names", ()))
        self.identifiers.update(
            _identifier(text) for name in ("identifiers", "register_number") for text in values.get(name, ())
        )
        self.kinds.update(features.get("kinds", ()))
        if MADE not in features:  # what people edit in the page is no list, of which two entries seldom are one thing
            self.sources.add(source)
        self.rows.add(row_id)
        for name, kept in (("legal_form", self.forms), ("address", self.addresses), ("point", self.points)):
            if name in features:
                kept.add(features[name])
        for kind in ("phones", "emails", "hosts"):
            self.contacts.setdefault(kind, set()).update(features.get(kind, ()))


def _identifier(text: Any) -> str:
    return "".join(str(text).casefold().split())


def profiles(store: Store) -> dict[str, Profile]:
    """Every actor and every unresolved reference, by entity id or record id, in order of record ids."""
    return _read(store, "true")


def references(store: Store) -> dict[str, Profile]:
    """The unresolved references alone."""
    return _read(store, "r.entity IS NULL")


def surroundings(store: Store, entities: Iterable[str], others: Iterable[Profile]) -> dict[str, Profile]:
    """The profiles of entities, and of all whose records mention a part of theirs or of `others`: an address, a contact, letters.

    The database looks for the parts, so the cost in Python is that of what was found.
    """
    found = _read(store, "r.entity IN $entities", entities=sorted(entities))
    parts = sorted({part for profile in (*found.values(), *others) for part in _parts(profile)})
    rows = store.read(
        f"MATCH (r:Record) WHERE {ACTORS} AND r.entity IS NOT NULL AND ANY(part IN $parts WHERE r.claims CONTAINS part) "
        "RETURN DISTINCT r.entity AS entity ORDER BY entity",
        parts=parts,
    )
    near = [row["entity"] for row in rows if row["entity"] not in found]
    return found | (_read(store, "r.entity IN $entities", entities=near) if near else {})


def _parts(profile: Profile) -> Iterator[str]:
    """Texts that the claims of a near case would hold too."""
    yield from (address.rsplit("|", 1)[0] + "|" for address in profile.addresses)
    yield from (f'"point": "{point[:5]}' for point in profile.points)
    yield from (text for texts in profile.contacts.values() for text in texts)
    for name in profile.names:
        parsed = parse(name)
        yield from (word[:LETTERS] for word in parsed.core if len(word) > 2)
        if parsed.acronym:
            yield f'"name": "{parsed.acronym[0]}'


def _read(store: Store, where: str, **parameters: Any) -> dict[str, Profile]:
    found: dict[str, Profile] = {}
    rows = store.stream(
        f"MATCH (r:Record) WHERE {ACTORS} AND (r.entity IS NOT NULL OR r.mention = $refers) AND {where} "
        "RETURN r.id AS id, r.entity AS entity, r.claims AS claims, r.source AS source, r.row_id AS row_id "
        "ORDER BY r.mention = $amends, id",
        refers=MENTION_REFERS,
        amends=MENTION_AMENDS,
        **parameters,
    )
    for row in rows:
        claims = json.loads(row["claims"])
        profile = found.get(row["entity"] or row["id"])
        if profile is None:
            name = str(claims["values"].get("name", [""])[0])
            about = claims["links"][0][1] if row["entity"] is None and claims["links"] else None
            profile = found[row["entity"] or row["id"]] = Profile(row["id"], row["entity"], name, about=about)
        profile.add(claims, row["source"], row["row_id"])
    return found
