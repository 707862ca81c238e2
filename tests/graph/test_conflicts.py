"""Sources that contradict each other: every value is kept and shown, with who says it and why one of them leads."""

from __future__ import annotations

from pathlib import Path

from graph.seal import KeyRing
from graph.store import Store
from graph.view import View
from ingest.pipeline import Options, ingest
from tests.made import bring, club, id_of

TRUSTED = """
name: register
for: {columns: [name, street, phone, opened, run_by]}
source: {title: Register, trust: 80}
key: [name]
area_code: "030"
things:
  facility:
    type: Actor
    name: name
    values: {kinds: {const: [facility, youth_club]}, phone: phone, opening_hours: opened}
    links: {LOCATED_AT: place, RUN_BY: carrier}
  carrier: {type: Actor, name: run_by, mention: creates}
  place: {type: Place, address: {street: street, city: {const: 10367 Berlin}}}
"""


def register(folder: Path, store: Store, keys: KeyRing, name: str, opened: str, observed: str, **cells: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "register.yaml").write_text(TRUSTED, encoding="utf-8")
    row = {"name": "JFE Linse", "street": "Parkaue 25", "phone": "030 5550001", "run_by": "Kiezwerk e. V."} | cells
    lines = [";".join([*row, "opened"]), ";".join([*row.values(), opened])]
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    ingest(store, keys, [folder / name], Options(observed=observed, mapping=folder / "register.yaml"))


def conflicts_of(store: Store, name: str, visibility: str = "network") -> dict[str, dict[str, object]]:
    found = View(store, visibility).entity(id_of(store, name))["conflicts"]
    return {str(conflict["property"]): conflict for conflict in found}


def test_two_sources_on_one_house(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(store, keys, tmp_path, [club(name="JFE „Linse“")], observed="2024-01-01")
    register(tmp_path / "r", store, keys, "a.csv", "Mo 10-12", "2020-01-01", run_by="Linsenhof gGmbH")
    found = conflicts_of(store, "JFE Linse")
    assert set(found) == {"name", "phone", "carrier"}  # one address, one kind: no conflict
    assert found["name"]["shown"] == "JFE Linse"
    assert found["name"]["why"] == {"de": "die Quelle mit dem höheren Vertrauen", "en": "the source of higher trust"}
    assert found["phone"]["shown"] == ["+49305549384", "+49305550001"]
    assert found["carrier"]["shown"] == ["Kiezwerk e. V.", "Linsenhof gGmbH"]
    said = {v["value"]: v["sources"] for v in found["name"]["values"]}  # type: ignore[attr-defined]
    assert said == {
        "JFE Linse": [{"source": "a.csv", "sheet": None, "row": 2, "observed": "2020-01-01", "trust": 80}],
        "JFE „Linse“": [{"source": "clubs.json", "sheet": None, "row": 1, "observed": "2024-01-01", "trust": 60}],
    }


def test_at_equal_trust_the_later_observation_leads(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    register(tmp_path / "r", embedded, keys, "new.csv", "Di 14-18", "2023-01-01")
    register(tmp_path / "r", embedded, keys, "old.csv", "Mo 10-12", "2019-01-01")
    found = conflicts_of(embedded, "JFE Linse")
    assert set(found) == {"opening_hours"}, found
    hours = found["opening_hours"]
    assert (hours["property"], hours["shown"]) == ("opening_hours", "Di 14-18")
    assert hours["why"] == {
        "de": "der neuere Stand bei gleichem Vertrauen",
        "en": "the later observation at equal trust",
    }
    assert View(embedded, "network").entity(id_of(embedded, "JFE Linse"))["properties"]["opening_hours"] == "Di 14-18"


def test_two_sources_that_agree_in_part_do_not_conflict(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(embedded, keys, tmp_path, [club(name="JFE Linse", telefon="030 5550001, 030 5549384")])
    register(tmp_path / "r", embedded, keys, "a.csv", "", "2020-01-01")
    assert conflicts_of(embedded, "JFE Linse") == {}


def test_every_claim_names_its_sheet(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    bring(embedded, keys, tmp_path, [club()])
    claims = View(embedded).entity(id_of(embedded, "JFE „Linse“"))["claims"]
    assert all(
        set(claim) == {"values", "source", "sheet", "row", "observed"} for said in claims.values() for claim in said
    )
