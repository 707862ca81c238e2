"""Documents: what is in them when another program reads them, and names that try to break them."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from graph.seal import KeyRing
from graph.store import Store
from tests.graph.papers import Desk, pdf_text
from tests.made import bring, club
from tests.office import converted

QUESTION = "Welche Angebote für Jugendliche gibt es im Bahnhofsviertel?"
PROFILE = "Steckbrief Bahnhofsviertel"
HOSTILE = [
    "<b>Kiez</b> & Co. \"'",
    '#emph[Chor] $x$ *fett* @ref #read("x")',
    "</text><script>alert(1)</script>",
    "مركز الشباب",
    "נוער \u202everkehrt\u202c",
    "😀 Club 漢字 👩‍👩‍👧",
    "Lang" * 60,
    "Glocke\u0007 und\u0000 Null",
]


@pytest.mark.parametrize("format", ["pdf", "docx", "html"])
def test_the_same_answer_gives_the_same_bytes(desk: Desk, format: str) -> None:
    first = desk.print(PROFILE, format)
    time.sleep(2.1)  # the clock of zip files ticks every two seconds
    assert desk.print(PROFILE, format) == first


@pytest.mark.parametrize(("question", "lang"), [(QUESTION, "de"), (PROFILE, "de"), ("Profile of Loheaue", "en")])
def test_a_pdf_holds_rows_sources_and_date(desk: Desk, question: str, lang: str) -> None:
    found = desk.gather(question, lang)
    text = pdf_text(desk.print(question, "pdf", lang))
    plain = re.sub(r"[\s\u2010-]", "", text)
    for row in found.sections[0].grid.rows:  # type: ignore[union-attr]
        name = next(cell for cell in row if len(cell) > 2)
        assert re.sub(r"[\s\u2010-]", "", name) in plain
    assert "AngeboteVereine.xlsx" in plain
    assert {"de": "17. April 2026", "en": "17 April 2026"}[lang] in text


def test_a_pdf_is_tagged_and_says_its_language_and_title(desk: Desk) -> None:
    reader = pypdf.PdfReader(io.BytesIO(desk.print(PROFILE, "pdf")))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "de"
    assert reader.metadata is not None and reader.metadata.title == "Quartierssteckbrief Bahnhofsviertel"
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure"} <= set(_tags(root["/StructTreeRoot"]))


def _tags(element: Any) -> Iterator[str]:
    element = element.get_object()
    if isinstance(element, list):
        for part in element:
            yield from _tags(part)
    elif isinstance(element, dict):
        yield str(element.get("/S", ""))
        yield from _tags(element["/K"]) if "/K" in element else ()


def test_a_docx_has_headings_repeating_heads_and_texts_for_pictures(desk: Desk) -> None:
    word = docx.Document(io.BytesIO(desk.print(PROFILE, "docx")))
    headings = [p.text for p in word.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert {"In Zahlen", "Karte", "Worauf zu achten ist", "Datenquellen"} <= set(headings)
    assert all(table._tbl.tr_lst[0].find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for table in word.tables)
    asked = docx.Document(io.BytesIO(desk.print(QUESTION, "docx")))
    assert [bool(shape._inline.docPr.get("descr")) for shape in word.inline_shapes] == [True]
    assert [bool(shape._inline.docPr.get("descr")) for shape in asked.inline_shapes] == [True, True]
    about = word.core_properties
    assert (about.language, about.title) == ("de-DE", "Quartierssteckbrief Bahnhofsviertel")


def test_libreoffice_reads_the_docx(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "profile.docx"
    path.write_bytes(desk.print(PROFILE, "docx"))
    text = pdf_text(converted(path, "pdf", tmp_path).read_bytes())
    assert "JFE „Lokschuppen“" in text and "Einrichtungen.csv" in text and "17. April 2026" in text


def town_of(names: list[str], store: Store, keys: KeyRing, folder: Path) -> Desk:
    rows = [club(str(n), name, traeger="", telefon="", e_mail="", angebote="Sport") for n, name in enumerate(names)]
    bring(store, keys, folder, rows, observed="2026-03-01")
    return Desk(store)


def test_names_break_no_format(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    desk = town_of(HOSTILE, embedded, keys, tmp_path)
    answer = desk.ask("Wer deckt Sport im Nordkiez ab?")
    for row, name in zip(
        answer["rows"], HOSTILE, strict=True
    ):  # as the lists have them, however the import cleans them
        row["actor"]["name"] = row["name"] = name
    answer["question"] = answer["interpretation"]["here"]["label"] = " ".join(HOSTILE)
    page = desk.print(answer, "html").decode()
    assert "<script" not in page and "&lt;script&gt;" in page and "\u202e" not in page
    text = pdf_text(desk.print(answer, "pdf"))
    assert "#emph[Chor] $x$ *fett* @ref" in text and ":grinning:" in text
    word = docx.Document(io.BytesIO(desk.print(answer, "docx")))
    said = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert "</text><script>alert(1)</script>" in said and "😀 Club 漢字 👩‍👩‍👧" in said


def test_long_names_stay_on_the_paper(desk: Desk) -> None:
    answer = desk.ask(QUESTION)
    answer["rows"][0]["name"] = "Ohneende" * 50
    reader = pypdf.PdfReader(io.BytesIO(desk.print(answer, "pdf")))
    lines: list[str] = []
    for page in reader.pages:
        lines += [line for line in page.extract_text().splitlines() if "hneend" in line]
    assert len(lines) > 10  # broken into a column's lines, not run off the page


def test_an_answer_without_rows_says_so(desk: Desk) -> None:
    answer = desk.ask(QUESTION) | {"rows": [], "unlocated": []}
    text = pdf_text(desk.print(answer, "pdf"))
    assert "Kein Angebot bekannt für Jugendliche in Bahnhofsviertel" in text
    assert "Das heißt nicht, dass es nichts gibt" in text


def test_without_any_geometry_there_is_no_map_and_it_is_said(embedded: Store, keys: KeyRing, tmp_path: Path) -> None:
    desk = town_of(["Verein eins"], embedded, keys, tmp_path)
    text = pdf_text(desk.print("Wer deckt Sport im Nordkiez ab?", "pdf"))
    assert "Keine Karte" in text


def test_five_thousand_rows_make_a_bounded_document_within_seconds(desk: Desk) -> None:
    answer = desk.ask(QUESTION)
    first = answer["rows"][0]
    answer["rows"] = [{**first, "name": f"Angebot {n}"} for n in range(5_000)]
    started = time.monotonic()
    text = pdf_text(desk.print(answer, "pdf"))
    assert time.monotonic() - started < 20
    assert "Angebot 499" in text and "Angebot 500 " not in text and "4.500 weitere Zeilen" in text
    word = docx.Document(io.BytesIO(desk.print(answer, "docx")))
    assert len(word.tables[0]._tbl.tr_lst) == 501
