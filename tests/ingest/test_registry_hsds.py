"""Open Referral (HSDS): the published examples in every form, packages of version 2, and nobody's name in public."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from graph.seal import KeyRing
from graph.store import Store
from ingest.readers import Row, is_package, is_supported, notes_of, open_tables, package_files
from ingest.readers.hsds_times import recurrence, schedule_text
from schema.errors import UnsupportedFile
from tests.ingest.registry_files import bring_in, everything, rows, written, zipped, zipped_folder
from tests.made import names

ORGANISATIONS, SERVICES = "hsds-organizations", "hsds-services"
SERVICE: dict[str, Any] = {
    "id": "s1",
    "name": "Schuldnerberatung",
    "status": "active",
    "organization": {"id": "o1", "name": "Kiezwerk e. V."},
    "minimum_age": 18,
    "languages": [{"name": "Türkisch"}, {"name": "Deutsch", "code": "deu"}, {"name": "German", "code": "de"}],
    "fees_description": "<p>kostenlos &amp; vertraulich</p>",
    "schedules": [
        {"freq": "WEEKLY", "byday": "TU", "opens_at": "16:00", "closes_at": "18:00:00Z", "dtstart": "2026-01-06"},
        {"freq": "MONTHLY", "byday": "2TH", "opens_at": "10:00", "description": "mit Anmeldung"},
    ],
    "last_modified": "2026-02-03T10:00:00Z",
    "service_at_locations": [
        {
            "id": f"a{number}",
            "location": {
                "id": f"l{number}",
                "location_type": "physical",
                "name": f"Haus {number}",
                "latitude": 52.51,
                "longitude": 13.5,
                "addresses": [
                    {
                        "address_1": f"Parkaue {number}",
                        "city": "Berlin",
                        "postal_code": "10367",
                        "attention": "Berta Beispiel",
                    }
                ],
                "contacts": [{"name": "Berta Beispiel", "email": "berta.beispiel@kiezwerk.example"}],
            },
        }
        for number in (1, 2)
    ],
}


def service_rows(path: Path) -> list[Row]:
    return rows(path, SERVICES)


def test_a_service_at_two_places_is_two_rows(tmp_path: Path) -> None:
    first, second = service_rows(written(tmp_path / "a.json", SERVICE))
    assert (first.cells["address_1"], second.cells["address_1"]) == ("Parkaue 1", "Parkaue 2")
    wanted = {
        "organization_name": "Kiezwerk e. V.",
        "ages": "18-",
        "languages": "tr\nde",
        "cost": "kostenlos & vertraulich",
        "schedule": "Di 16:00–18:00\nmonatlich 2. Do 10:00; mit Anmeldung",
        "recurrence": "RRULE:FREQ=WEEKLY;BYDAY=TU|16:00-18:00\nRRULE:FREQ=MONTHLY;BYDAY=2TH|10:00",
        "freq": "WEEKLY\nMONTHLY",
        "last_verified": "2026-02-03",
        "reach": "place",
        "location_name": "Haus 1",
        "latitude": "52.51",
    }
    assert first.cells.items() >= wanted.items()
    assert all(
        set(row.cells) <= set(table.headings) for table in open_tables(tmp_path / "a.json") for row in table.rows
    )
    assert "end" not in first.cells  # one of the schedules has none


@pytest.mark.parametrize(
    ("schedule", "words", "rule"),
    [
        (
            {"freq": "WEEKLY", "interval": 2, "byday": "MO"},
            "alle zwei Wochen Mo",
            "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
        ),
        (
            {"freq": "MONTHLY", "byday": "-1FR", "opens_at": "17:00"},
            "monatlich letzter Fr 17:00",
            "RRULE:FREQ=MONTHLY;BYDAY=-1FR|17:00",
        ),
        ({"freq": "MONTHLY", "bymonthday": 15}, "monatlich am 15.", "RRULE:FREQ=MONTHLY;BYMONTHDAY=15"),
        ({"freq": "WEEKLY", "interval": 3, "byday": "MO"}, "alle 3 Wochen Mo", "RRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=MO"),
        ({"freq": "WEEKLY", "byweekno": "41,42"}, "", ""),
        ({"freq": "SOMETIMES", "description": "nach Absprache"}, "nach Absprache", ""),
        ({"weekday": "Monday", "opens_at": "09:00"}, "Monday 09:00", ""),
    ],
)
def test_schedules_in_words_and_as_rules(schedule: dict[str, Any], words: str, rule: str) -> None:
    assert (schedule_text(schedule), recurrence(schedule)) == (words, rule)


def test_who_is_written_to_is_not_read(tmp_path: Path) -> None:
    first, _ = service_rows(written(tmp_path / "a.json", SERVICE))
    assert {heading for heading, cell in first.cells.items() if "Berta" in str(cell)} == {"contact_names"}


@pytest.mark.parametrize(
    "content",
    [
        [SERVICE],
        {"contents": [SERVICE], "total_pages": 1, "page_number": 1},
        {"id": "o1", "name": "Kiezwerk e. V.", "organization_identifiers": [], "services": [SERVICE]},
    ],
)
def test_the_same_service_in_other_envelopes(tmp_path: Path, content: Any) -> None:
    assert service_rows(written(tmp_path / "a.json", content)) == service_rows(written(tmp_path / "b.json", SERVICE))


def test_services_that_ended_are_left_aside_and_counted(tmp_path: Path) -> None:
    path = written(tmp_path / "a.json", [SERVICE, {**SERVICE, "id": "s2", "status": "defunct"}])
    *_, table = open_tables(path)
    assert {row.cells["id"] for row in table.rows} == {"s1"}
    assert [note.message for note in notes_of(table)] == ["Left aside: 1 services that are no longer provided."]


@pytest.mark.parametrize(
    "content",
    [
        [{"id": "1", "name": "Haus A", "status": "offen"}],
        [{"id": 1, "name": "A", "organization": "x"}],
        [{"id": 1, "name": "Fest", "status": "geplant", "organization": {"name": "Kiezwerk"}}],
        [{"id": 1, "name": "Fest", "service": {"name": "Beratung"}}],
    ],
)
def test_a_plain_list_stays_a_plain_list(tmp_path: Path, content: Any) -> None:
    assert [table.name for table in open_tables(written(tmp_path / "a.json", content))] == [None]


EXAMPLES = ["service_full", "service_list", "service_at_location_full", "service_at_location_list", "organization_full"]


@pytest.mark.parametrize("name", [*EXAMPLES, "tabular"])
def test_the_published_examples(shared_data: Path, name: str) -> None:
    path = shared_data / "hsds" / "examples" / f"{name}.json"
    [organisation], [service] = rows(path, ORGANISATIONS), rows(path, SERVICES)
    assert organisation.cells["name"] == service.cells["organization_name"] == "Example Organization Inc."
    assert service.cells["name"] == "Community Counselling"
    assert all(set(row.cells) <= set(table.headings) for table in open_tables(path) for row in table.rows)


def test_the_published_package_says_what_the_published_object_says(shared_data: Path, tmp_path: Path) -> None:
    examples = shared_data / "hsds" / "examples"
    [package] = rows(zipped_folder(tmp_path / "hsds.zip", examples / "csv"), SERVICES)
    [whole] = rows(examples / "service_full.json", SERVICES)
    assert package.cells.items() <= whole.cells.items()
    assert set(whole.cells) - set(package.cells) == {"terms"}  # the package's attribute links to nothing in it
    assert is_package(examples / "csv") and not is_package(examples)
    assert rows(examples / "csv", SERVICES) == [package] and package_files(examples / "csv")


def test_a_package_of_version_two(tmp_path: Path) -> None:
    files = {
        "organizations.csv": "id,name,url\no1,Kiezwerk e. V.,https://kiezwerk.example\n",
        "services.csv": "id,organization_id,name,status,fees\ns1,o1,Beratung,active,frei\n",
        "locations.csv": "id,name,latitude,longitude\nl1,Haus,52.5,13.5\n",
        "services_at_location.csv": "id,service_id,location_id\na1,s1,l1\n",
        "physical_addresses.csv": "id,location_id,address_1,city,postal_code\np1,l1,Parkaue 1,Berlin,10367\n",
        "regular_schedules.csv": "id,service_id,weekday,opens_at,closes_at\nr1,s1,MO,09:00,11:00\n",
        "taxonomy.csv": "id,name\nt1,Schulden\n",
        "services_taxonomy.csv": "id,service_id,taxonomy_id\nx1,s1,t1\n",
        "eligibility.csv": "id,service_id,minimum_age,maximum_age,eligibility\ne1,s1,14,27,junge Leute\n",
        "accessibility_for_disabilities.csv": "id,location_id,accessibility\nb1,l1,stufenlos\n",
    }
    [row] = service_rows(zipped(tmp_path / "v2.zip", {f"export/{name}": text for name, text in files.items()}))
    wanted = {"organization_url": "https://kiezwerk.example", "cost": "frei", "address_1": "Parkaue 1", "ages": "14-27",
              "schedule": "Mo 09:00–11:00", "terms": "Schulden", "eligibility": "junge Leute", "accessibility": "stufenlos",
              "latitude": "52.5"}  # fmt: skip
    assert row.cells.items() >= wanted.items()


def test_old_windows_letters_and_semicolons_in_a_package(tmp_path: Path) -> None:
    files = {
        "organizations.csv": "id;name\no1;Bürgerhaus Süd\n".encode("cp1252"),
        "services.csv": "id;organization_id;name;status\ns1;o1;Frühstück;active\n".encode("cp1252"),
    }
    [row] = service_rows(zipped(tmp_path / "a.zip", files))
    assert (row.cells["organization_name"], row.cells["name"]) == ("Bürgerhaus Süd", "Frühstück")


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"fotos/1.jpg": b"x"})
    with pytest.raises(UnsupportedFile, match="neither shapefiles nor an HSDS package"):
        rows(path)
    assert not is_supported(path)  # in a folder it is passed over


def test_a_package_is_one_input_among_the_files_of_a_folder(
    embedded: Store, keys: KeyRing, shared_data: Path, tmp_path: Path
) -> None:
    shutil.copytree(shared_data / "hsds" / "examples" / "csv", tmp_path / "in" / "hsds")
    written(tmp_path / "in" / "a.json", SERVICE)
    zipped(tmp_path / "in" / "fotos.zip", {"1.jpg": b"x"})
    report = bring_in(embedded, keys, tmp_path / "in")
    assert (
        sorted(file.source for file in report.files) == ["a.json", "hsds"] and report.created == 6
    )  # the package says more of the place


def test_services_become_offerings_of_their_organisations(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    report = bring_in(store, keys, written(tmp_path / "a.json", SERVICE))
    assert report.exit_code == 0 and report.created == 3
    assert names(store) == ["Kiezwerk e. V."] and names(store, "Offering") == ["Schuldnerberatung"] * 2
    [offering, _] = store.read("MATCH (e:Entity {type: 'Offering'}) RETURN properties(e) AS p")
    assert offering["p"].items() >= {"ages": "18-", "last_verified": "2026-02-03", "languages": ["de", "tr"]}.items()
    provides = (
        "MATCH (a:Entity {type: 'Actor'})-[:PROVIDES]->(o:Entity)-[:LOCATED_AT]->(p:Entity) RETURN p.name AS name"
    )
    assert sorted(row["name"] for row in store.read(provides)) == ["Haus 1", "Haus 2"]
    assert "beispiel" not in everything(store).replace("kiezwerk.example", "")


def test_the_published_example_comes_in_once_however_it_is_given(
    embedded: Store, keys: KeyRing, shared_data: Path, tmp_path: Path
) -> None:
    examples = shared_data / "hsds" / "examples"
    for path in (zipped_folder(tmp_path / "hsds.zip", examples / "csv"), examples / "service_full.json"):
        report = bring_in(embedded, keys, path, source="hsds", allow_vanished=True)
        # The examples' postal code and coordinates are none; both are named, and the rest comes in.
        assert {(p.code, p.severity) for p in report.problems} <= {
            ("postal-code-invalid", "warning"),
            ("point-invalid", "warning"),
        }
    assert names(embedded) == ["Example Organization Inc."] and names(embedded, "Offering") == ["Community Counselling"]
    assert "ann persona" not in everything(embedded)
