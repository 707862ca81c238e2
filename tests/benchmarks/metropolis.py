"""A generated metropolis, written straight into a store: the shape that ingest gives, at sizes no list reaches.

Entities, their records and relationships, always the same for a size: a grid of areas on three levels with Quartiere
laid over it, places at random, facilities with carriers and offerings, cooperations of 3 to 30 members mostly of one
Quartier, themes and target groups that follow Zipf's law.
"""

from __future__ import annotations

import itertools
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from graph.seal import KeyRing
from graph.store import Store
from graph.writer import Writer
from ingest.pipeline import prepare
from schema.vocabulary import load_vocabulary

BATCH = 5_000
WEST, SOUTH, WIDTH, HEIGHT = 13.0, 52.3, 0.6, 0.4  # degrees
LEVELS = (("Bezirk", 4, 3), ("Region", 16, 6), ("Planungsraum", 48, 6))
QUARTIERE = (15, 10)
KINDS = (["facility", "youth_club"], ["facility", "school"], ["association", "organisation", "sports_club"],
         ["facility", "family_centre"], ["facility", "senior_centre"], ["counselling_centre", "organisation"])  # fmt: skip
HOUSES = ("Haus", "Verein", "Treff", "Schule", "Werkstatt", "Zentrum", "Klub", "Kita", "Beratungsstelle", "Initiative")
SYLLABLES = ("lin", "den", "brü", "cken", "wald", "see", "mühl", "berg", "feld", "hof", "au", "stein", "rosen", "ufer")
# Shares of all entities; what is left are offerings.
SHARES = {"Place": 0.155, "Actor": 0.18, "Cooperation": 0.045, "Need": 0.025, "Potential": 0.02,
          "ParticipationFormat": 0.004, "PlanningProcess": 0.003, "Responsibility": 0.002}  # fmt: skip
ENTITIES = 0.485  # of all nodes; the others are their records
FIXED = 2_000  # areas, Quartiere, outlines, departments, concepts and what the store keeps of itself
SOURCES = [f"Liste {n}" for n in range(1, 41)]
DEPARTMENTS = 120
NEW, FIRST = "2026-03-01", "2024-01-01"
Row = dict[str, Any]


def id_of(kind: str, n: int) -> str:
    return blake2b(f"{kind}{n}".encode(), digest_size=13).hexdigest()


@dataclass
class Metropolis:
    """What is to be written: rows of nodes by labels, relationships by type as (from, to, properties)."""

    size: int
    nodes: dict[tuple[str, ...], list[Row]] = field(default_factory=lambda: defaultdict(list))
    relations: dict[str, list[tuple[str, str, Row]]] = field(default_factory=lambda: defaultdict(list))
    boxes: list[tuple[str, tuple[float, float, float, float], str]] = field(default_factory=list)
    local: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # Quartier -> actors there

    def __post_init__(self) -> None:
        self.dice = random.Random(self.size)
        vocabulary = load_vocabulary()
        self.themes, self.groups = (
            [concept.id for concept in vocabulary.of_kind(kind)] for kind in ("Theme", "TargetGroup")
        )
        self.sectors = [concept.id for concept in vocabulary.of_kind("Sector")]
        for some in (self.themes, self.groups):
            self.dice.shuffle(some)
        self.weights = {
            len(some): list(itertools.accumulate(1 / (n + 3) for n in range(len(some))))
            for some in (self.themes, self.groups)
        }

    def node(self, type: str, n: int, name: str, **more: Any) -> str:
        labels = ("Entity", "Actor", "Department") if type == "Department" else ("Entity", type)
        dice = self.dice.random()
        dates: Row = {"known_since": NEW if dice < 0.02 else FIRST}
        if 0.02 <= dice < 0.025 and type in ("Offering", "Actor", "Need"):
            dates["ended"] = NEW
        id = id_of(type, n)
        self.nodes[labels].append(
            {"id": id, "type": type, "name": name, "search": name.casefold(), "hash": id, **dates, **more}
        )
        return id

    def tie(self, type: str, start: str, end: str, **properties: Any) -> None:
        self.relations[type].append((start, end, properties))

    def some(self, concepts: list[str], most: int) -> set[str]:
        return set(self.dice.choices(concepts, cum_weights=self.weights[len(concepts)], k=self.dice.randint(1, most)))

    def topics(self, id: str, most: int = 2) -> None:
        for theme in self.some(self.themes, most):
            self.tie("ABOUT", id, theme, word="", rule="label", vocabulary="1")
        for group in self.some(self.groups, most):
            self.tie("FOR", id, group, word="", rule="label", vocabulary="1")

    def word(self) -> str:
        return "".join(self.dice.choices(SYLLABLES, k=3)).capitalize()


def build(size: int) -> Metropolis:
    """The city for `size` nodes in all and three times as many relationships."""
    city = Metropolis(size)
    variable = int(min(size * ENTITIES, (size - FIXED) * 0.49))
    counts = {type: int(variable * share) for type, share in SHARES.items()}
    grounds(city)
    places = [place(city, n) for n in range(counts["Place"])]
    departments = [department(city, n) for n in range(DEPARTMENTS)]
    actors = [actor(city, n, places) for n in range(counts["Actor"])]
    carriers = actors[: max(5, len(actors) // 50)]
    for one in actors[len(carriers) :]:
        if city.dice.random() < 0.6:
            city.tie("RUN_BY", one[0], carriers[int(len(carriers) * city.dice.random() ** 2)][0])
    quartiere = [id for id, _, type in city.boxes if type == "Quartier"]
    for n in range(counts["Cooperation"]):
        cooperation(city, n, actors, city.dice.choice(quartiere))
    for n in range(counts["Need"]):
        need = city.node(
            "Need", n, f"Bedarf {city.word()} {n}", answered=city.dice.random() < 0.3, urgency="high", voiced_on="2025"
        )
        city.tie("VOICED_BY", need, city.dice.choice(actors)[0])
        city.tie("CONCERNS", need, city.dice.choice(quartiere))
        city.topics(need, 1)
    for n in range(counts["Potential"]):
        owner, at = city.dice.choice(actors)
        potential = city.node(
            "Potential", n, f"Raum {city.word()} {n}", kind="room", size="30 m²", **lost("Potential", at)
        )
        city.tie("OPENS", owner, potential)
        located(city, potential, at)
        city.topics(potential, 1)
    office(city, counts, departments, quartiere, places)
    offerings(city, variable - sum(counts.values()) - DEPARTMENTS, actors, places, quartiere)
    return city


def grounds(city: Metropolis) -> None:
    """Areas on three levels and Quartiere of very different sizes over them."""
    n = 0
    for level, columns, rows in LEVELS:
        for box in grid(columns, rows):
            id = city.node(
                "AdministrativeArea",
                n,
                f"{level} {city.word()} {n}",
                level=level,
                scheme="Stadt",
                code=f"{n:04}",
                geometry=polygon(box),
            )
            city.boxes.append((id, box, level))
            n += 1
    areas = list(city.boxes)
    for n, (west, south, east, north) in enumerate(grid(*QUARTIERE)):
        part = 0.5 + 0.5 * city.dice.random()
        box = (west, south, west + (east - west) * part, south + (north - south) * part)
        id = city.node("Quartier", n, f"{city.word()}kiez {n}")
        outline = city.node("Outline", n, f"Umriss {n}", geometry=polygon(box), drawn_by="Verein", drawn_on="2022")
        city.tie("HAS_OUTLINE", id, outline)
        city.boxes.append((id, box, "Quartier"))
        for area, other, _ in areas:
            shared = overlap(box, other)
            if shared > 0:
                city.tie(
                    "OVERLAPS",
                    id,
                    area,
                    share_of_quartier=shared / overlap(box, box),
                    share_of_area=shared / overlap(other, other),
                )


def grid(columns: int, rows: int) -> Iterator[tuple[float, float, float, float]]:
    w, h = WIDTH / columns, HEIGHT / rows
    for x, y in itertools.product(range(columns), range(rows)):
        yield WEST + x * w, SOUTH + y * h, WEST + (x + 1) * w, SOUTH + (y + 1) * h


def polygon(box: tuple[float, float, float, float]) -> str:
    west, south, east, north = (round(value, 5) for value in box)
    return f"POLYGON (({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))"


def overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


@dataclass(slots=True)
class At:
    """A place: its id and the Quartier that it lies in."""

    id: str
    quartier: str | None


def place(city: Metropolis, n: int) -> At:
    """An address: with a point, or (4 %) only named in a district, or (1 %) nowhere."""
    x, y, dice = WEST + WIDTH * city.dice.random(), SOUTH + HEIGHT * city.dice.random(), city.dice.random()
    address = {
        "street": f"{city.word()}straße",
        "house_number": str(1 + n % 120),
        "postal_code": f"{10000 + n % 190}",
        "city": "Stadt",
    }
    point: Row = {"point": f"{x:.6f} {y:.6f}"} if dice > 0.05 else {}
    if dice <= 0.01:
        point = {"unlocated": "Place"}
    id = city.node("Place", n, f"{address['street']} {address['house_number']}", **address, **point)
    around = [(area, kind) for area, box, kind in city.boxes if box[0] <= x < box[2] and box[1] <= y < box[3]]
    if 0.01 < dice <= 0.05:
        city.tie("WITHIN", id, around[0][0], basis="named")
    elif dice > 0.05:
        for area, _ in around:
            city.tie("WITHIN", id, area, basis="point", share=1.0)
    return At(id, next((area for area, kind in around if kind == "Quartier"), None) if dice > 0.05 else None)


def department(city: Metropolis, n: int) -> str:
    id = city.node("Department", n, f"Amt {city.word()} {n}", kinds=["department", "public_body"])
    city.tie("IN_SECTOR", id, city.sectors[n % len(city.sectors)])
    if n:
        city.tie("PART_OF_DEPARTMENT", id, id_of("Department", n // 12))
    return id


def lost(type: str, at: At | None) -> Row:
    return {} if at else {"unlocated": type}


def located(city: Metropolis, id: str, at: At | None) -> None:
    if at:
        city.tie("LOCATED_AT", id, at.id)


def actor(city: Metropolis, n: int, places: list[At]) -> tuple[str, At | None]:
    at = city.dice.choice(places) if city.dice.random() > 0.01 else None
    name = f"{city.dice.choice(HOUSES)} {city.word()} {n}"
    id = city.node("Actor", n, name, kinds=city.dice.choice(KINDS), phone=[f"+4930{n:07}"], **lost("Actor", at))
    located(city, id, at)
    if at and at.quartier:
        city.local[at.quartier].append(id)
    return id, at


def cooperation(city: Metropolis, n: int, actors: list[tuple[str, At | None]], home: str) -> None:
    """Members are mostly neighbours; the first one coordinates."""
    id = city.node("Cooperation", n, f"Netzwerk {city.word()} {n}", formality="agreement", valid_from="2022-03")
    near = city.local[home] or [one for one, _ in actors[:50]]
    size = int(city.dice.triangular(3, 30, 6))
    members = {city.dice.choice(near) if city.dice.random() < 0.8 else city.dice.choice(actors)[0] for _ in range(size)}
    for rank, member in enumerate(sorted(members)):
        city.tie("MEMBER_OF", member, id, role="member" if rank else "coordinator")
    city.tie("CONCERNS", id, home)
    city.topics(id)


def office(
    city: Metropolis, counts: dict[str, int], departments: list[str], quartiere: list[str], places: list[At]
) -> None:
    """Responsibilities, planning and participation."""
    for n in range(counts["Responsibility"]):
        id = city.node("Responsibility", n, f"Aufgabe {city.word()} {n}", basis="statutory")
        city.tie("RESPONSIBLE", city.dice.choice(departments), id, role="lead")
        city.topics(id)
    for n in range(counts["PlanningProcess"]):
        id = city.node("PlanningProcess", n, f"Planung {city.word()} {n}", stage="analysis", valid_from="2023")
        city.tie("ORGANISED_BY", id, city.dice.choice(departments))
        if city.dice.random() > 0.02:
            city.tie("CONCERNS", id, city.dice.choice(quartiere))
        city.topics(id)
    for n in range(counts["ParticipationFormat"]):
        id = city.node("ParticipationFormat", n, f"Forum {city.word()} {n}", format="conference", sessions=["2025"])
        city.tie("ORGANISED_BY", id, city.dice.choice(departments))
        if city.dice.random() > 0.02:
            city.tie("CONCERNS", id, city.dice.choice(quartiere))
            located(city, id, city.dice.choice(places))
        city.topics(id)


def offerings(
    city: Metropolis, count: int, actors: list[tuple[str, At | None]], places: list[At], quartiere: list[str]
) -> None:
    """Mostly at the provider's; topics until the city has its three relationships a node."""
    ids = []
    for n in range(count):
        provider, at = city.dice.choice(actors)
        dice = city.dice.random()
        at = None if dice < 0.01 else city.dice.choice(places) if dice < 0.1 else at
        checked: Row = {"last_verified": f"202{4 + n % 3}-0{1 + n % 5}"} if dice < 0.5 else {}
        ids.append(
            city.node(
                "Offering", n, f"{city.word()} Angebot {n}", schedule="Mo 15-17 Uhr", **checked, **lost("Offering", at)
            )
        )
        city.tie("PROVIDES", provider, ids[-1])
        located(city, ids[-1], at)
        if dice > 0.97:
            city.tie("CONCERNS", ids[-1], city.dice.choice(quartiere))
    left = 3 * city.size - sum(map(len, city.relations.values())) - vocabulary_relations()
    chosen: set[tuple[str, str]] = set()
    for id in itertools.cycle(ids):
        if left <= 0:
            return
        type, concepts = ("ABOUT", city.themes) if city.dice.random() < 0.55 else ("FOR", city.groups)
        concept = city.dice.choices(concepts, cum_weights=city.weights[len(concepts)])[0]
        if (id, concept) not in chosen:
            chosen.add((id, concept))
            city.tie(type, id, concept, word="", rule="label", vocabulary="1")
            left -= 1


def vocabulary_relations() -> int:
    concepts = load_vocabulary().concepts.values()
    return sum(
        (len(c.broader) if c.kind != "Sector" else 0) + (len(c.sectors) if c.kind == "Theme" else 0) for c in concepts
    )


def records(city: Metropolis) -> Iterator[Row]:
    """One record for each entity, then without end second ones: half from another source, half older versions."""
    entities = [row for rows in city.nodes.values() for row in rows]
    for n in itertools.count():
        row = entities[n % len(entities)]
        again, source = n >= len(entities), SOURCES[n % len(SOURCES)]
        id = row["id"] if not again else id_of("record", n)
        values = {"name": [row["name"]], "phone": row.get("phone", [])}
        record = {
            "id": id, "source": source, "sheet": "Tabelle 1", "row": str(n), "row_id": id_of("row", n), "type": row["type"],
            "mention": "", "block": f"{row['type'].lower()}:{id[:6]}", "since": FIRST, "observed": FIRST, "hash": id,
            "entity": row["id"], "raw": id, "claims": json.dumps({"values": values, "links": [], "features": {}, "concepts": []}),
        }  # fmt: skip
        if again and n % 2:  # what this row said before, until the new list
            record |= {"id": row["id"], "gone": NEW}
        yield record


def write(store: Store, folder: Path, city: Metropolis) -> None:
    """Write the city into a store that is empty, or that the bulk import has filled but for the last records."""
    with Writer(store, KeyRing(folder / "records.keys")) as writer:
        prepare(writer)
        for name in SOURCES:
            writer.put_source(name, {"trust": 50, "title": name})
            writer.put_snapshot(name, NEW, name, complete=True)
        filled = bool(total(store, "MATCH (n:Offering) RETURN count(n) AS n"))
        for labels, rows in [] if filled else sorted(city.nodes.items()):
            put(store, f"UNWIND $rows AS row CREATE (n:{':'.join(labels)}) SET n = row", rows)
        known = total(store, "MATCH (r:Record) RETURN count(r) AS n")
        left = city.size - total(store, "MATCH (n) RETURN count(n) AS n")
        rest = itertools.islice(records(city), known, known + left)
        put(store, "UNWIND $rows AS row CREATE (n:Record) SET n = row", rest)
        for type, ties in [] if filled else sorted(city.relations.items()):
            ties.sort(key=lambda tie: tie[0])
            relations = ({"from": start, "to": end, "properties": properties} for start, end, properties in ties)
            relate = (
                "UNWIND $rows AS row MATCH (a:Entity {id: row.from}) MATCH (b:Entity {id: row.to}) "
                f"CREATE (a)-[r:{type}]->(b) SET r = row.properties"
            )
            put(store, relate, relations)
        writer.bump()


def total(store: Store, cypher: str) -> int:
    return int(store.read(cypher)[0]["n"])


def put(store: Store, cypher: str, rows: Iterable[Row]) -> None:
    """Write in batches, one after the other: the embedded engine has one writer."""
    source = iter(rows)
    while part := list(itertools.islice(source, BATCH)):
        store.write(cypher, rows=part)
