"""A generated city: rows of a youth-list-like table with coordinates, about ten records a row, always the same."""

from __future__ import annotations

import csv
import random
from pathlib import Path

THEMES = [
    "Sport",
    "Fußball",
    "Musik",
    "Tanz",
    "Theater",
    "Beratung",
    "Hausaufgabenhilfe",
    "Kochen",
    "Graffiti",
    "Medienarbeit",
    "Klettern",
    "Suchtprävention",
    "Gartenarbeit",
    "Sprachkurs",
    "Berufsorientierung",
    "Krabbelgruppe",
]
GROUPS = ["", "für Kinder", "für Jugendliche", "für Senioren", "für Familien", "für Mädchen", "für Geflüchtete"]
HEADINGS = [
    "id",
    "stadtteile",
    "einrichtung",
    "strasse",
    "plz",
    "ort",
    "telefon",
    "e_mail",
    "internet",
    "traeger",
    "angebote",
    "lon",
    "lat",
]
MAPPING = """
name: bench-city
for: {columns: [stadtteile, einrichtung, traeger, angebote, lon, lat]}
key: [id]
area_code: "030"
things:
  facility:
    type: Actor
    name: einrichtung
    values: {kinds: {const: [facility, youth_club]}, phone: telefon, email: e_mail, url: internet}
    links: {RUN_BY: carrier, LOCATED_AT: place, PROVIDES: offering}
  carrier: {type: Actor, name: traeger, mention: creates, values: {kinds: {const: organisation}}}
  place:
    type: Place
    address: {street: strasse, postal_code: plz, city: ort}
    point: {lon: lon, lat: lat}
    links: {WITHIN: {to: area, basis: {const: named}}}
  area: {type: AdministrativeArea, name: stadtteile, mention: creates, values: {level: {const: Bezirksregion}}}
  offering: {type: Offering, each: {column: angebote, split: offerings}, inside: [facility, place], links: {LOCATED_AT: place}}
"""
RECORDS_A_ROW = 10  # facility, carrier, place, area and six offerings


def rows(count: int, changed: float = 0.0) -> list[list[str]]:
    """`count` rows; the share `changed` of them says something else than before."""
    found = []
    for n in range(count):
        dice = random.Random(n)
        offers = dice.sample(THEMES, 6)
        if dice.random() < changed:
            offers[0] = "Bogenschießen"
        found.append(
            [
                str(n),
                f"Region {n % 60}",
                f"Haus {dice.choice('ABCDEFGH')} {n}",
                f"Straße {n // 4} {n % 4 + 1}",
                f"{10000 + n % 500}",
                "Stadt",
                f"030 {1000000 + n}",
                f"info@haus{n}.example",
                f"https://haus{n}.example",
                f"Träger {n % 900} e. V.",
                ", ".join(f"{offer} {dice.choice(GROUPS)}".strip() for offer in offers),
                f"{13.2 + dice.random() * 0.4:.5f}",
                f"{52.4 + dice.random() * 0.2:.5f}",
            ]
        )
    return found


def write(folder: Path, records: int, changed: float = 0.0) -> Path:
    """The city as CSV with about that many records."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "city.csv"
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow(HEADINGS)
        writer.writerows(rows(records // RECORDS_A_ROW, changed))
    return path


def write_mapping(folder: Path) -> Path:
    path = folder / "city.yaml"
    path.write_text(MAPPING, encoding="utf-8")
    return path
