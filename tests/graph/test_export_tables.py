"""The exports for network programs and spreadsheets, and the values' way into RDF terms."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import networkx as nx
import pytest

from graph.export import FORMATS, ExportOptions
from graph.export.graphml import _day
from graph.export.tables import cell, harmless
from graph.export.terms import IRI, date, url
from tests.graph.export_town import MODEL, NASTY, PRIVATE, Town


def export(name: str, visibility: str = "public") -> io.BytesIO:
    out = io.BytesIO()
    FORMATS[name].write(Town(visibility), out, ExportOptions())
    out.seek(0)
    return out


def tables(visibility: str = "public") -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(export("csv", visibility)) as archive:
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode(), newline="")))
            for name in archive.namelist()
        }


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_network_program_reads_everything(name: str, read: object) -> None:
    assert callable(read)
    graph = read(export(name))
    assert graph.number_of_nodes() == len(MODEL.entities())
    assert graph.number_of_edges() == sum(1 for _ in Town().relationships())
    assert graph.nodes["idactor"]["type"] == "Actor"
    assert graph.nodes["idactor"]["students"] == 7
    assert {data["type"] for _, _, data in graph.edges(data=True)} == set(MODEL.edges)


def test_gexf_plays_in_time() -> None:
    """Periods that are known to a year or a month begin with its first day and end with its last."""
    text = export("gexf").read().decode()
    assert '<graph mode="dynamic" timeformat="date"' in text
    periods = re.findall(r'<(node|edge) [^>]*?start="([^"]+)" end="([^"]+)"', text)
    assert periods and all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for _, *days in periods for day in days)
    assert _day("2020-02", last=True) == "2020-02-29" and _day("2020", last=True) == "2020-12-31"
    assert _day("2020", last=False) == "2020-01-01" and _day("bald", last=False) is None


def test_graphml_keeps_awkward_text() -> None:
    assert nx.read_graphml(export("graphml")).nodes["idactor"]["name"] == NASTY


def test_csv_has_a_table_per_type_and_one_of_relationships() -> None:
    found = tables()
    assert set(found) == {f"{t.name}.csv" for t in MODEL.entities()} | {"relationships.csv", "sources.csv"}
    assert found["sources.csv"][0]["attribution"] == "Amt Süd"
    assert "secret" not in found["sources.csv"][0]
    assert found["Actor.csv"][0]["name"] == NASTY
    assert found["Offering.csv"][0]["dates"] == "2019 | 2019-03 | 2019-03-05"
    assert {row["type"] for row in found["relationships.csv"]} == set(MODEL.edges)


def test_csv_shows_only_what_the_view_may() -> None:
    assert "contact_persons" not in tables()["Actor.csv"][0]
    assert "description" not in tables()["Actor.csv"][0]
    assert "description" in tables("network")["Actor.csv"][0]
    assert tables("private")["Actor.csv"][0]["contact_persons"] == PRIVATE


@pytest.mark.parametrize(
    ("text", "written"),
    [("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("@SUM(1)", "'@SUM(1)"), ("+49 30 1", "+49 30 1"), ("-14", "-14")],
)
def test_csv_defuses_formulas_but_not_numbers(text: str, written: str) -> None:
    assert harmless(text) == written


@pytest.mark.parametrize(("value", "text"), [(None, ""), (True, "true"), ([1, "a"], "1 | a"), (0.5, "0.5")])
def test_value_as_one_cell(value: object, text: str) -> None:
    assert cell(value) == text


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("2019", "xsd:gYear"),
        ("2019-03", "xsd:gYearMonth"),
        ("2019-03-05", "xsd:date"),
        ("2019-03-05T10:00:00Z", "xsd:dateTime"),
        ("Frühjahr", ""),
    ],
)
def test_date_is_as_exact_as_it_is_known(text: str, form: str) -> None:
    assert date(text) == (form, text)


def test_address_is_an_iri_only_when_absolute() -> None:
    assert url("https://a.de/x y") == (IRI, "https://a.de/x%20y")
    assert url("www.a.de") == ("", "www.a.de")
