"""The UUIDs that HSDS wants. A thing's can be turned back into its id, so that no index of them is needed.

A thing's id has 26 hexadecimal digits. They fill a UUID of version 8 (RFC 9562: free use) with the version, the variant and a
mark of our own. What HSDS counts as a thing and we do not (a phone, a schedule, a term) has a UUIDv5 of what it says.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from uuid import UUID, uuid5

from schema.model import VOCABULARY

NAMESPACE = uuid5(UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8"), VOCABULARY)  # that of addresses
MARK = "7167"  # 'qg'
_ID = re.compile(r"[0-9a-f]{26}")
_THING = re.compile(rf"[0-9a-f]{{8}}-[0-9a-f]{{4}}-8[0-9a-f]{{3}}-a[0-9a-f]{{3}}-[0-9a-f]{{8}}{MARK}")
_AT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-b[0-9a-f]{3}-[0-9a-f]{12}")


def uuid_of(id: str) -> str:
    """The UUID of a thing.

    >>> uuid_of("0123456789abcdef0123456789")
    '01234567-89ab-8cde-af01-234567897167'
    """
    return _filled(id, "a", MARK) if _ID.fullmatch(id) else made("thing", id)


def id_of(uuid: str) -> str | None:
    """The id of a thing by its UUID; None for a UUID that is no thing's of ours.

    >>> id_of("01234567-89ab-8cde-af01-234567897167")
    '0123456789abcdef0123456789'
    """
    return _emptied(uuid) if _THING.fullmatch(uuid.lower()) else None


def made(*parts: str) -> str:
    """The UUID of something that is known by what it says: the same texts always have the same one."""
    return str(uuid5(NAMESPACE, "\x1f".join(parts)))


def at_locations(service: str, places: Iterable[str]) -> dict[str, str]:
    """Place id -> UUID of the service at that place.

    It holds the service's whole id and four digits that tell its places apart; the rare two that share them move on.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for place in sorted(places):
        turn = 0
        while (digits := _digits(place, turn)) in taken:
            turn += 1
        taken.add(digits)
        found[place] = _filled(service, "b", digits) if _ID.fullmatch(service) else made("at", service, place)
    return found


def service_of(uuid: str) -> str | None:
    """The id of the service that a UUID of `at_locations` speaks of; None for any other UUID."""
    return _emptied(uuid) if _AT.fullmatch(uuid.lower()) else None


def _digits(place: str, turn: int) -> str:
    return hashlib.blake2b(f"{place}#{turn}".encode(), digest_size=2).hexdigest()


def _filled(id: str, variant: str, tail: str) -> str:
    return str(UUID(f"{id[:12]}8{id[12:15]}{variant}{id[15:]}{tail}"))


def _emptied(uuid: str) -> str:
    digits = uuid.lower().replace("-", "")
    return digits[:12] + digits[13:16] + digits[17:28]
