"""Any office's sheet: what it is a list of, and what its columns are, from headings and cells alone.

`sheets.yaml`, `sheets_more.yaml`, `sheets_offices.yaml` and `sheets_second.yaml` are the tables of made sheets;
the real lists are compared with what their shipped mappings say.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.mapping import read, shipped
from ingest.readers import Row, Table, open_tables
from ingest.recognition import SAMPLE, Guess, Known, Sheet, correct, load, recognise
from ingest.recognition.choices import fields, kinds
from ingest.recognition.headings import named_fields
from schema.errors import MappingError
from schema.values import name_key
from tests.ingest.made_sheets import POLYGON, columns_of_text, rows_of

SHEETS = yaml.safe_load(Path(__file__).with_name("sheets.yaml").read_text(encoding="utf-8"))
DEMO = Path(__file__).resolve().parents[2] / "demo"
# Columns that recognition takes for something else than the shipped mapping, and why that is right or bearable.
KNOWN_MISSES = {
    ("euro-inter-lez-stadtfuehrer-lez.json", "kontakt"): "phones of an organisation, which the mapping calls private",
    ("euro-inter-lez-stadtfuehrer-lez.json", "content"): "offerings within a page of prose",
    ("Einrichtungen.csv", "Nr."): "a running number is no key",
    ("clubs.csv", "leisure"): "tags of OpenStreetMap under their own names",
    ("clubs.csv", "club"): "tags of OpenStreetMap under their own names",
    ("clubs.csv", "wheelchair"): "an actor has no accessibility in the model",
}


def guess(spec: dict[str, Any], known: Known | None = None) -> Guess | None:
    cells = {
        str(head): [POLYGON if c == "POLYGON" else c for c in column[1:]] for head, column in spec["columns"].items()
    }
    rows = [{head: column[n] for head, column in cells.items() if column[n] != ""} for n in range(3)]
    return recognise(list(cells), rows, Sheet(spec["file"], spec.get("sheet"), ""), known or Known())


def cells(headings: str, *rows: str) -> tuple[list[str], list[dict[str, object]]]:
    """A sheet from lines of cells separated by '|'."""
    heads = headings.split("|")
    return heads, [{head: cell for head, cell in zip(heads, row.split("|"), strict=True) if cell} for row in rows]


def understood(
    headings: str, *rows: str, file: str = "liste.csv", sheet: str | None = None, known: Known | None = None
) -> Guess:
    found = recognise(*cells(headings, *rows), Sheet(file, sheet, ""), known or Known())
    assert found is not None
    return found


def field_of(found: Guess) -> dict[str, str | None]:
    return {heading: reason.field for heading, reason in found.reasons.items()}


@pytest.mark.parametrize("spec", SHEETS, ids=[spec["name"] for spec in SHEETS])
def test_made_sheets_of_other_towns(spec: dict[str, Any]) -> None:
    found = guess(spec)
    assert found is not None and found.kind == spec["kind"]
    wanted = {
        str(head): None if column[0] == "-" else column[0]
        for head, column in spec["columns"].items()
        if column[0] != "?"
    }
    assert {head: field for head, field in field_of(found).items() if head in wanted} == wanted


MORE = [
    spec
    for file in ("sheets_more.yaml", "sheets_offices.yaml", "sheets_second.yaml")
    for spec in yaml.safe_load(Path(__file__).with_name(file).read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("spec", MORE, ids=[spec["name"] for spec in MORE])
def test_more_made_sheets_of_other_towns(spec: dict[str, Any]) -> None:
    columns = columns_of_text(spec["columns"])
    found = recognise(list(columns), rows_of(columns), Sheet(spec["file"], spec.get("sheet"), ""), Known())
    assert found is not None and found.kind == spec["kind"]
    got = field_of(found)
    wanted = {head: field.split("/") for head, (field, _) in columns.items() if "?" not in field.split("/")}
    assert {head: got[head] for head, fields in wanted.items() if (got[head] or "-") not in fields} == {}


def town_files(folder: Path) -> Iterator[Path]:
    for pattern in (
        "lichtenberg/*.json",
        "lichtenberg/*.csv",
        "lichtenberg/boundaries/*",
        "osm-berlin/clubs.csv",
        "osm-berlin/2025-11/*",
    ):
        yield from sorted(folder.glob(pattern))


def read_all(files: Iterator[Path] | list[Path]) -> Iterator[tuple[Path, Table, list[Row]]]:
    for path in files:
        for table in open_tables(path):
            yield path, table, [row for row in islice(table.rows, SAMPLE) if not row.aside]


def test_real_lists_are_taken_for_what_their_mappings_say(shared_data: Path) -> None:
    demo = [path for path in sorted(DEMO.iterdir()) if path.suffix in (".xlsx", ".ods", ".csv", ".geojson")]
    quartiere = [
        "Bahnhofsviertel",
        "Sonnenhang",
        "Altstadt",
        "Loheaue",
        "Mühlenviertel",
    ]  # as the maps of the town have them
    known = Known(areas={name_key(name): frozenset(["Quartier"]) for name in quartiere})
    wanted, misses = 0, set()
    for path, table, rows in read_all([*town_files(shared_data), *demo]):
        mapping = next((m for m in shipped() if m.fits(path.name, table.name, table.headings)), None)
        if mapping is None or not mapping.things:
            continue
        found = recognise(table.headings, [row.cells for row in rows], Sheet(path.name, table.name, ""), known)
        for heading, (field, _) in mapping.used_columns().items():
            if heading in table.headings:
                wanted += 1
                if found is None or found.reasons[heading].field != field:
                    misses.add((path.name, heading))
    assert wanted > 200
    assert misses <= set(KNOWN_MISSES) | {("buergerservice-familie-sbst.json", "telefon")}
    assert 1 - len(misses) / wanted >= 0.95


def test_a_recognised_mapping_reads_like_a_written_one() -> None:
    found = understood(
        "Verein|Straße|PLZ Ort|Telefon|Angebote",
        "Turnverein Au e.V.|Hauptstr. 1|80331 München|089 1234567|Turnen, Yoga",
        "Schachklub Au|Lindenweg 4|80331 München|089 7654321|Schach, Blitzschach",
    )
    assert found.document["key"] == ["Verein", "Straße"]
    assert found.document["area_code"] == "089"
    assert set(found.document["things"]) == {"actor", "offering", "place"}
    assert found.document["things"]["offering"]["each"] == {"column": "Angebote", "split": "offerings"}
    assert found.document["things"]["actor"]["values"]["kinds"]["const"] == "association"


def test_the_dialling_code_of_the_town_where_no_number_has_one() -> None:
    rows = [f"Treff {n}|Weg {n}, 04109 Leipzig|12345{n}" for n in range(6)]
    assert understood("Einrichtung|Anschrift|Telefon", *rows).document["area_code"] == "0341"


@pytest.mark.parametrize(
    ("lon", "lat", "system"),
    [
        ("12,3731", "51,3397", None),
        ("356123,5", "5653021,1", "EPSG:25832"),
        ("33392345", "5819123", "EPSG:5650"),
        ("4591234", "5821234", "EPSG:31468"),
    ],
    ids=["degrees with a comma", "UTM", "UTM with its zone", "Gauß-Krüger"],
)
def test_coordinates_of_german_grids(lon: str, lat: str, system: str | None) -> None:
    found = understood("Name|X|Y", *(f"Treff {n}|{lon}|{lat}" for n in "abc"), file="treffs.csv")
    point = found.document["things"]["place"]["point"]
    assert (point["lon"], point["lat"], point.get("crs")) == ("X", "Y", {"const": system} if system else None)


def test_swapped_coordinates_are_read_by_their_size() -> None:
    found = understood("Name|lat|lon", *(f"Treff {n}|12.3{n}|51.3{n}" for n in range(4)))
    point = found.document["things"]["place"]["point"]
    assert (point["lon"], point["lat"]) == ("lat", "lon")


def test_a_list_of_persons_names_nothing_after_them() -> None:
    found = understood(
        "Verein|Vorname|Name|E-Mail", "TSV Au e.V.|Max|Muster|max.muster@tsv.example", "Chor Au|Ute|Fiktiv|"
    )
    assert field_of(found)["Name"] == field_of(found)["Vorname"] == "actor.contact_persons"
    assert found.document["things"]["actor"]["name"] == "Verein"


def test_known_areas_tell_lived_quarters_from_surveyed_ones() -> None:
    known = Known(areas={"nordkiez": frozenset(["Quartier"]), "suedkiez": frozenset(["Quartier"])})
    rows = ("Treff A|Nordkiez", "Treff B|Südkiez", "Treff C|Nordkies")
    things = understood("Einrichtung|Gebiet", *rows, known=known).document["things"]
    assert (things["quartier"]["type"], things["quartier"]["mention"]) == ("Quartier", "refers")  # no quarter of a typo
    unknown = understood("Einrichtung|Gebiet", *rows).document["things"]
    assert (unknown["area"]["type"], unknown["area"]["mention"]) == ("AdministrativeArea", "creates")


def test_the_area_of_a_sheet_holds_its_rows() -> None:
    found = recognise(
        *cells("Einrichtung|Straße", "Treff A|Weg 1", "Treff B|Weg 2"),
        Sheet("x.xlsx", "Nord", "", area="Nord"),
        Known(),
    )
    assert found is not None
    assert found.document["things"]["sheet_area"]["name"] == {"const": "Nord"}
    assert found.document["things"]["place"]["links"]["WITHIN"]["to"] == "sheet_area"


def test_ages_in_two_columns() -> None:
    found = understood("Kurs|Anbieter|Alter von|Alter bis", "Yoga|VHS|18|", "Turnen|TSV|6|10", "Basteln|Kita|3|6")
    spec = next(thing for thing in found.mapping.things if thing.type == "Offering").values["ages"]
    assert [spec.take({"Alter von": "18"}), spec.take({"Alter von": "6", "Alter bis": "10"})] == [["18-"], ["6-10"]]


def test_a_person_corrects_kind_and_columns() -> None:
    heads, rows = cells("Titel|Wer|Bemerkung", "Lesekreis|Bücherei|Mo 18 Uhr", "Chorprobe|Chor Au|Di 19 Uhr")
    said: dict[str, str | None] = {"Titel": "offering.name", "Wer": "actor.name", "Bemerkung": "offering.schedule"}
    found = correct(heads, rows, Sheet("x.csv", None, ""), Known(), "offerings", said)
    assert field_of(found) == {"Titel": "offering.name", "Wer": "actor.name", "Bemerkung": "offering.schedule"}
    without = correct(heads, rows, Sheet("x.csv", None, ""), Known(), "offerings", {**said, "Bemerkung": None})
    assert field_of(without)["Bemerkung"] is None


@pytest.mark.parametrize("heads", ["a|b|c", "Betrag|Summe 2024|Summe 2025"])
def test_a_sheet_that_says_nothing_to_us(heads: str) -> None:
    rows = cells(heads, *(f"{n}|{n * 7}|{n * 13}" for n in range(1, 9)))
    assert recognise(*rows, Sheet("zahlen.csv", None, ""), Known()) is None


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Tel.-Nr.", "subject.phone"),
        ("Telefonnumer", "subject.phone"),
        ("Name der Einrichtung", "actor.name"),
        ("strasse_nr", "place.street"),
        ("PLZ/Ort", "place.postal_city"),
        ("trägername", "carrier.name"),
        ("PostalCode", "place.postal_code"),
        ("Kosten (in €)", "offering.cost"),
        ("Öffnungs- und Sprechzeiten", "subject.opening_hours"),
    ],
)
def test_headings_as_people_write_them(heading: str, field: str) -> None:
    named = named_fields(heading)
    assert field in named and named[field].score >= max(other.score for other in named.values()) - 0.05


def test_every_field_of_every_kind_can_be_chosen_by_name() -> None:
    for kind in kinds():
        for choice in fields(kind["id"]):
            assert choice["de"] and choice["en"] and choice["id"] in load("fields")


def test_a_postal_code_that_lost_its_zero_is_told_by_the_others() -> None:
    found = understood("Name|Straße|PLZ", "A|Weg 1|09997", "B|Weg 2|9997", "C|Weg 3|09991")
    spec = next(thing for thing in found.mapping.things if thing.type == "Place").address["postal_code"]
    assert spec.take({"PLZ": "9997"}) == ["09997"]


def test_a_correction_without_a_name_is_refused_in_words() -> None:
    heads, rows = cells("Betrag|Jahr", "12|2024", "14|2025")
    with pytest.raises(MappingError, match="no column says what"):
        correct(heads, rows, Sheet("x.csv", None, ""), Known(), "quartiere", {"Betrag": "outline.drawn_by"})


def test_dates_that_are_weekly_times_are_a_schedule() -> None:
    found = understood("Kurs|Anbieter|Termine", "Yoga|VHS|dienstags 16-18 Uhr", "Chor|Chor Au|montags 19-21 Uhr")
    assert field_of(found)["Termine"] == "offering.schedule"


@pytest.mark.parametrize(
    "spec", [{"column": "a", "pattern": "("}, {"columns": ["a"], "format": "{}-{}"}, {"colum": "a"}]
)
def test_a_mapping_that_cannot_be_used_names_the_place(spec: dict[str, Any]) -> None:
    with pytest.raises(MappingError, match=r"meine\.yaml"):
        read({"things": {"actor": {"type": "Actor", "name": spec}}}, "meine.yaml")
