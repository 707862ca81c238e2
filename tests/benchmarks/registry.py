"""A made registry as CSV: clubs and facilities of a large town, some of them twice in slightly different words."""

from __future__ import annotations

import csv
import random
from pathlib import Path

HEADINGS = ["Name", "Art", "Straße", "Hausnummer", "PLZ", "Ort", "Telefon", "E-Mail"]
KINDS = {
    "Sportverein": "SV",
    "Kita": "Kita",
    "Jugendclub": "Jugendclub",
    "Beratungsstelle": "Beratung",
    "Verein": "Verein",
}
FIRST = [
    "Sonnen",
    "Wald",
    "Berg",
    "See",
    "Park",
    "Linden",
    "Rosen",
    "Ahorn",
    "Birken",
    "Eichen",
    "Mühlen",
    "Brunnen",
    "Garten",
    "Wiesen",
    "Hafen",
    "Markt",
]
SECOND = [
    "hof",
    "feld",
    "kinder",
    "haus",
    "winkel",
    "käfer",
    "schein",
    "treff",
    "stern",
    "bach",
    "grund",
    "hügel",
    "brücke",
    "turm",
    "ufer",
    "platz",
]
TWICE = 0.05  # of the rows tell of one that stands above, in other words


def write(path: Path, rows: int, seed: int = 7) -> Path:
    """Write `rows` rows; the same arguments give the same file."""
    rng = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(HEADINGS)
        last: list[str] = []
        for n in range(rows):
            if last and rng.random() < TWICE:
                out.writerow([f"{last[0]} e. V.", *last[1:2], last[2].replace("straße", "str."), *last[3:]])
                continue
            kind = rng.choice(list(KINDS))
            name = f"{KINDS[kind]} {rng.choice(FIRST)}{rng.choice(SECOND)} {rng.choice(FIRST)}{rng.choice(SECOND)} {n % 997}"
            street = f"{rng.choice(FIRST)}{rng.choice(SECOND)}straße"
            code = f"{10000 + rng.randrange(900)}"
            contact = [f"030 {rng.randrange(10**6, 10**7)}", f"info@einrichtung{n}.example"]
            last = [name, kind, street, str(rng.randrange(1, 200)), code, "Musterstadt", *contact]
            out.writerow(last)
    return path
