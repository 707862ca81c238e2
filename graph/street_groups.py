"""One street, though a list has it under several postal codes or in several localities, and two of one name apart.

Streets of one name are the same where the boxes around their addresses come near each other: nearer than NEAR where they
share a postal code or a locality, else nearer than TOUCHING. So "Hauptstraße" in two villages is two streets, and a long
one through three postal codes is one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from graph.gazetteer import Street
from schema.values import fold

NEAR, TOUCHING = 300.0, 150.0  # metres
METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True)
class StreetGroup:
    """The parts of one street, the largest first."""

    parts: tuple[Street, ...]

    @property
    def name(self) -> str:
        return self.parts[0].name

    @property
    def street_key(self) -> str:
        return self.parts[0].street_key

    @property
    def keys(self) -> list[str]:
        return sorted({part.key for part in self.parts})

    @cached_property
    def postal_codes(self) -> tuple[str, ...]:
        return tuple(sorted({part.postal_code for part in self.parts if part.postal_code}))

    @cached_property
    def localities(self) -> tuple[str, ...]:
        return tuple(sorted({part.locality for part in self.parts if part.locality}))

    @property
    def count(self) -> int:
        return sum(part.count for part in self.parts)


def street_groups(streets: Iterable[Street]) -> list[StreetGroup]:
    """The streets that the parts make up, in order of name and keys."""
    by_name: dict[str, list[Street]] = defaultdict(list)
    for street in streets:
        by_name[street.street_key].append(street)
    return [group for _, same in sorted(by_name.items()) for group in _joined(same)]


def _joined(parts: list[Street]) -> list[StreetGroup]:
    groups: list[list[Street]] = []
    for part in parts:
        touched = [group for group in groups if any(_one_street(part, other) for other in group)]
        groups = [group for group in groups if group not in touched]
        groups.append([part, *(other for group in touched for other in group)])
    found = [StreetGroup(tuple(sorted(group, key=lambda part: (-part.count, part.key)))) for group in groups]
    return sorted(found, key=lambda group: group.keys)


def _one_street(a: Street, b: Street) -> bool:
    if a.key == b.key:
        return True
    shared = (a.postal_code and a.postal_code == b.postal_code) or (a.locality and fold(a.locality) == fold(b.locality))
    return apart(a.box, b.box) <= (NEAR if shared else TOUCHING)


def apart(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    """Metres between two boxes (west, south, east, north in degrees); 0 where they overlap."""
    east = max(a[0] - b[2], b[0] - a[2], 0.0) * math.cos(math.radians(a[1]))
    north = max(a[1] - b[3], b[1] - a[3], 0.0)
    return math.hypot(east, north) * METRES_PER_DEGREE
