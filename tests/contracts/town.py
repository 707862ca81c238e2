"""A town of two Quartiere, small enough to know every answer by heart, written straight into a store."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from graph.answers import Answer, Arguments, answer
from graph.catalogue import question
from graph.seal import KeyRing
from graph.store import Store
from graph.view import View
from graph.writer import Writer
from ingest.pipeline import prepare
from schema.entity import Entity, Relationship
from schema.model import load_model
from schema.vocabulary import load_vocabulary

TODAY = dt.date(2026, 6, 1)
SEEN = "2026-03-01"  # when the town's one list was observed

# type, id, properties, links as "TYPE target" with properties behind "|" as k=v
THINGS: list[tuple[str, str, dict[str, Any], list[str]]] = [
    ("Quartier", "nord", {}, []),
    ("Quartier", "sued", {}, []),
    ("AdministrativeArea", "bezirk", {"level": "Bezirk"}, []),
    ("Place", "p-nord", {}, ["WITHIN nord|share=1.0|basis=named", "WITHIN bezirk|share=1.0|basis=named"]),
    ("Place", "p-rand", {}, ["WITHIN nord|share=0.4|basis=named", "WITHIN sued|share=0.6|basis=named"]),
    ("Place", "p-sued", {}, ["WITHIN sued|share=1.0|basis=named", "WITHIN bezirk|share=1.0|basis=named"]),
    ("Actor", "klub", {"kinds": ["youth_club"]}, ["LOCATED_AT p-nord", "PROVIDES sport-klub", "RUN_BY traeger",
     "MEMBER_OF runde|role=member", "MEMBER_OF alt|role=member|until=2020"]),
    ("Actor", "verein", {"kinds": ["association"]}, ["LOCATED_AT p-nord", "PROVIDES sport-verein", "PROVIDES mobil", "PROVIDES netz",
     "PROVIDES rand", "MEMBER_OF runde|role=member"]),
    ("Actor", "schule", {"kinds": ["school"], "school_type": "Grundschule"}, ["LOCATED_AT p-sued", "PROVIDES hilfe",
     "MEMBER_OF bildung|role=member", "MEMBER_OF pflege|role=member", "OPENS aula"]),
    ("Actor", "traeger", {"kinds": ["organisation"]}, ["OPENS fonds"]),
    ("Actor", "heim", {"kinds": ["senior_centre"], "ended": "2024-01-01"}, ["LOCATED_AT p-sued"]),
    ("Department", "jugendamt", {"kinds": ["department"]}, ["IN_SECTOR sector-youth-family", "RESPONSIBLE pflicht|role=lead",
     "MEMBER_OF runde|role=coordinator", "MEMBER_OF bildung|role=member"]),
    ("Department", "sozialamt", {"kinds": ["department"]}, ["IN_SECTOR sector-social", "MEMBER_OF pflege|role=coordinator"]),
    ("Offering", "sport-klub", {"last_verified": "2026-05-01", "cost": "kostenlos"}, ["ABOUT theme-sport", "FOR group-youth", "LOCATED_AT p-nord"]),
    ("Offering", "sport-verein", {"last_verified": "2023", "cost": "12 €"}, ["ABOUT theme-sport", "FOR group-youth", "LOCATED_AT p-nord"]),
    ("Offering", "hilfe", {"valid_from": "2022"}, ["ABOUT theme-homework-help", "FOR group-children", "LOCATED_AT p-sued"]),
    ("Offering", "mobil", {"reach": "mobile"}, ["ABOUT theme-counselling", "FOR group-youth", "CONCERNS nord"]),
    ("Offering", "netz", {"reach": "online", "unlocated": "Offering"}, ["ABOUT theme-counselling", "FOR group-seniors"]),
    ("Offering", "rand", {}, ["ABOUT theme-music", "FOR group-youth", "LOCATED_AT p-rand"]),
    ("Cooperation", "runde", {"unresolved_members": ["Polizei"]}, ["CONCERNS nord", "ABOUT theme-sport"]),
    ("Cooperation", "bildung", {}, ["CONCERNS sued"]),
    ("Cooperation", "pflege", {}, ["ABOUT theme-care"]),
    ("Cooperation", "alt", {"valid_until": "2020"}, ["CONCERNS nord"]),
    ("Need", "bedarf", {"urgency": "high"}, ["ABOUT theme-homework-help", "FOR group-children", "CONCERNS nord", "VOICED_BY klub"]),
    ("Need", "erledigt", {"answered": True}, ["ABOUT theme-sport", "CONCERNS nord"]),
    ("Potential", "aula", {"kind": "room", "accessibility": "stufenlos"}, ["LOCATED_AT p-sued", "ABOUT theme-homework-help"]),
    ("Potential", "fonds", {"kind": "money", "unlocated": "Potential"}, []),
    ("ParticipationFormat", "rat", {"format": "council"}, ["CONCERNS nord", "ORGANISED_BY jugendamt"]),
    ("ParticipationFormat", "parlament", {"format": "other"}, []),
    ("PlanningProcess", "plan", {"stage": "draft", "valid_from": "2025"}, ["CONCERNS sued", "ORGANISED_BY sozialamt", "RESULTS_IN konzept"]),
    ("PlanningProcess", "stadtplan", {"stage": "idea"}, ["ORGANISED_BY jugendamt"]),
    ("Concept", "konzept", {}, []),
    ("Responsibility", "pflicht", {"basis": "statutory"}, ["ABOUT theme-sport", "FOR group-youth"]),
]  # fmt: skip


def link(text: str) -> Relationship:
    head, *properties = text.split("|")
    type, to = head.split(" ")
    said = {
        name: float(value) if name == "share" else value for name, _, value in (p.partition("=") for p in properties)
    }
    return Relationship(type, to, said)


def build(store: Store, keys: KeyRing) -> None:
    """Write the town: entities, one record each, and the snapshot they come from."""
    labels = {name: type.labels for name, type in load_model().types.items()}
    entities = [
        Entity(
            id,
            type,
            labels[type],
            {"id": id, "type": type, "name": id, "search": id, "known_since": SEEN, **own},
            [link(text) for text in links],
        )
        for type, id, own, links in THINGS
    ]
    with Writer(store, keys) as writer:
        prepare(writer)
        writer.put(entities, (), "test")
        writer.put_source("liste", {"trust": 50})
        writer.put_snapshot("liste", SEEN, "hash", complete=True)
    empty = json.dumps({"values": {}, "links": [], "features": {}, "concepts": []})
    store.write(
        "UNWIND $rows AS row CREATE (r:Record) SET r = row",
        rows=[
            {"id": e.id, "entity": e.id, "source": "liste", "sheet": None, "row": n, "since": SEEN, "observed": SEEN, "type": e.type,
             "row_id": e.id, "mention": "", "block": e.id, "hash": "", "claims": empty}
            for n, e in enumerate(entities, 2)
        ],
    )  # fmt: skip


def ask(store: Store, id: str, *areas: str, **arguments: Any) -> Answer:
    """Run a question about some areas; none: about everywhere."""
    here = [{"id": area, "share": 1.0, "direct": True} for area in areas or ("bezirk", "nord", "sued")]
    wanted = Arguments(areas=here, everywhere=not areas, **arguments)
    return answer(question(id), View(store, "network"), wanted, load_vocabulary(), TODAY)


def ids(answer: Answer) -> list[str]:
    return [row["id"] for row in answer.rows]
