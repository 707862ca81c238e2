"""A generated network as `/api/network` gives it: Quartiere with actors, offerings and cooperations that mostly stay among themselves."""

from __future__ import annotations

import random
from typing import Any

FIELDS = ("id", "type", "name", "kinds", "sectors", "themes", "groups", "areas", "point", "seen", "valid", "verified")
TIE = ("from", "to", "type", "role", "since", "until")
SECTORS = ("education", "environment", "health", "social", "sport", "urban-development", "youth-family")
THEMES = ("sport", "football", "music", "dance", "counselling", "homework-help", "gymnastics", "outreach-youth-work")
SHARES = {
    "Actor": 35,
    "Department": 5,
    "Offering": 40,
    "Cooperation": 8,
    "Need": 4,
    "Potential": 4,
    "Responsibility": 4,
}
NAMES = {"Actor": "Nachbarschaftshaus", "Offering": "Offener Treff", "Cooperation": "Runder Tisch"}
AT_HOME = 0.9  # of the relationships stay within a Quartier
# What a thing of a type is tied to: the other's types, the relationship, whether it leads to the thing.
TIES: dict[str, tuple[tuple[str, ...], str, bool]] = {
    "Offering": (("Actor",), "PROVIDES", True),
    "Cooperation": (("Actor", "Actor", "Department"), "MEMBER_OF", True),
    "Need": (("Actor",), "VOICED_BY", False),
    "Potential": (("Actor",), "OPENS", True),
    "Responsibility": (("Department",), "RESPONSIBLE", True),
    "Actor": (("Cooperation",), "MEMBER_OF", False),
    "Department": (("Responsibility",), "RESPONSIBLE", False),
}


def network(things: int, ties: int, revision: int = 1) -> dict[str, Any]:
    """Columns as the API has them; always the same for the same numbers."""
    chance = random.Random(things)
    quartiere = max(3, round(things**0.5 / 3))
    middles = [(52.5 + chance.random() * 0.06, 13.4 + chance.random() * 0.1) for _ in range(quartiere)]
    rows = [_quartier(n, point) for n, point in enumerate(middles)]
    homes = list(range(quartiere))
    for n in range(quartiere, things):
        homes.append(chance.randrange(quartiere))
        rows.append(_thing(chance, n, homes[n], middles[homes[n]]))
    return {
        "revision": revision,
        "fields": FIELDS,
        "things": rows,
        "tie": TIE,
        "ties": _ties(chance, rows, homes, quartiere, ties),
        "wider": {},
        "total": things,
        "first": None,
    }


def _quartier(n: int, point: tuple[float, float]) -> list[Any]:
    return [f"q{n}", "Quartier", f"Kiez {n}", [], [], [], [], [], point, [None, None], [None, None], None]


def _thing(chance: random.Random, n: int, home: int, middle: tuple[float, float]) -> list[Any]:
    (type_,) = chance.choices(list(SHARES), list(SHARES.values()))
    acts = type_ in ("Actor", "Department")
    sectors = sorted({f"sector-{chance.choice(SECTORS)}" for _ in range(chance.choice((1, 1, 1, 2)))}) if acts else []
    themes = [f"theme-{chance.choice(THEMES)}"] if chance.random() < 0.8 else []
    areas = [[f"q{home}", 1.0]] if chance.random() < 0.95 else []
    point = [middle[0] + chance.uniform(-0.005, 0.005), middle[1] + chance.uniform(-0.008, 0.008)]
    placed = point if chance.random() < 0.6 else None
    name = f"{NAMES.get(type_, type_)} {n}"
    return [f"t{n}", type_, name, [], sectors, themes, [], areas, placed, [None, None], [None, None], None]


def _ties(chance: random.Random, rows: list[list[Any]], homes: list[int], first: int, many: int) -> list[list[Any]]:
    groups: dict[tuple[str, int], list[int]] = {}
    for n in range(first, len(rows)):
        for home in (homes[n], -1):
            groups.setdefault((rows[n][1], home), []).append(n)
    found: dict[tuple[int, int, str], None] = {}
    while len(found) < many:
        n = chance.randrange(first, len(rows))
        others, relation, inwards = TIES[rows[n][1]]
        home = homes[n] if chance.random() < AT_HOME else -1
        choice = groups.get((chance.choice(others), home)) or groups[(others[0], -1)]
        other = choice[int(chance.random() ** 1.6 * len(choice))]  # some have many
        found[(other, n, relation) if inwards else (n, other, relation)] = None
    return [[a, b, relation, None, None, None] for a, b, relation in found]
