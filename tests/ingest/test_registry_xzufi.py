"""XZuFi: services at the units responsible for them, with their LeiKa keys, and nothing declared inside the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.seal import KeyRing
from graph.store import Store
from ingest.readers import is_supported, notes_of, open_tables
from schema.errors import UnreadableFile, UnsupportedFile
from tests.ingest.registry_files import bring_in, rows, written
from tests.made import names


def text_module(code: str, *texts: tuple[str, str]) -> str:
    said = "".join(f'<xzufi:inhalt languageCode="{language}">{text}</xzufi:inhalt>' for language, text in texts)
    return f"<xzufi:modulText>{said}<xzufi:leikaTextmodul><code>{code}</code></xzufi:leikaTextmodul></xzufi:modulText>"


SERVICE = (
    '<xzufi:leistung><xzufi:id schemeAgencyID="L100">L1</xzufi:id>'
    "<xzufi:referenzLeiKa><code>99107023000000</code></xzufi:referenzLeiKa>"
    + text_module("02", ("de", "Wohngeld Bewilligung"), ("en", "Housing benefit"))
    + text_module("03", ("de", "Wohngeld beantragen"))
    + text_module("06", ("de", "&lt;p&gt;Zuschuss zur Miete&lt;/p&gt;"))
    + "</xzufi:leistung>"
)
UNIT = (
    "<xzufi:organisationseinheit><xzufi:id>O1</xzufi:id>"
    '<xzufi:name><xzufi:name languageCode="de">Wohngeldamt Musterau</xzufi:name></xzufi:name>'
    "<xzufi:anschrift><xzufi:strasse>Am Markt</xzufi:strasse><xzufi:hausnummer>1</xzufi:hausnummer>"
    "<xzufi:postleitzahl>09991</xzufi:postleitzahl><xzufi:ort>Musterau</xzufi:ort></xzufi:anschrift>"
    "<xzufi:zustaendigkeit><xzufi:leistungID>L1</xzufi:leistungID></xzufi:zustaendigkeit></xzufi:organisationseinheit>"
)


def message(*objects: str, version: str = "2_2_0", before: str = "") -> str:
    spaces = f'xmlns:xzufi="http://xoev.de/schemata/xzufi/{version}"'
    body = "".join(f"<xzufi:schreibe>{one}</xzufi:schreibe>" for one in objects)
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<xzufi:transfer {spaces}>{body}</xzufi:transfer>'


@pytest.mark.parametrize("version", ["2_1_0", "2_2_0"])
@pytest.mark.parametrize("objects", [(SERVICE, UNIT), (UNIT, SERVICE)])
def test_a_service_stands_at_its_unit_whatever_comes_first(
    tmp_path: Path, version: str, objects: tuple[str, ...]
) -> None:
    [row] = rows(written(tmp_path / "a.xml", message(*objects, version=version)))
    assert row.cells == {
        "id": "L1",
        "identifiers": "XZuFi L1\nLeiKa 99107023000000",
        "name": "Wohngeld beantragen",
        "other_names": "Wohngeld Bewilligung",
        "description": "Zuschuss zur Miete",
        "unit_id": "XZuFi O1",
        "unit": "Wohngeldamt Musterau",
        "street": "Am Markt",
        "number": "1",
        "postal_code": "09991",
        "city": "Musterau",
    }


def test_a_service_of_nobody_is_left_aside_and_counted(tmp_path: Path) -> None:
    [table] = open_tables(written(tmp_path / "a.xml", message(SERVICE)))
    assert list(table.rows) == []
    assert [note.message for note in notes_of(table)] == [
        "Left aside: 1 services for which nobody in the file is responsible."
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (message(SERVICE, before='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "document type"),
        (message(SERVICE, UNIT)[:-40], "not valid XML"),
    ],
)
def test_what_is_not_read(tmp_path: Path, content: str, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        rows(written(tmp_path / "a.xml", content))


def test_other_xml_is_refused_and_passed_over_in_folders(tmp_path: Path) -> None:
    path = written(tmp_path / "areas.shp.xml", "<metadata/>")
    assert not is_supported(path)
    assert is_supported(written(tmp_path / "a.xml", message(SERVICE)))
    with pytest.raises(UnsupportedFile, match="XZuFi"):
        rows(path)


def test_services_of_the_administration_in_the_store(store: Store, keys: KeyRing, tmp_path: Path) -> None:
    report = bring_in(store, keys, written(tmp_path / "a.xml", message(SERVICE, UNIT)))
    assert report.exit_code == 0 and names(store, "Department") == ["Wohngeldamt Musterau"]
    [found] = store.read("MATCH (a:Entity)-[:PROVIDES]->(o:Entity) RETURN a.name AS a, properties(o) AS o")
    assert found["a"] == "Wohngeldamt Musterau" and "LeiKa 99107023000000" in found["o"]["identifiers"]
