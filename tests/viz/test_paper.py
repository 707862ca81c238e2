"""The printable page and the buttons that fetch documents, in a real browser."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from api.app import WRITTEN
from tests.viz.conftest import Tab

pytestmark = pytest.mark.browser
ASKED = "Wer deckt Sport im Nordkiez ab?"
DOCUMENT = "api/ask/document?format=html&q=Steckbrief%20Nordkiez"


def test_the_printable_page_has_no_axe_violations_and_prints(tab: Tab) -> None:
    def shown(route: object) -> None:  # as a page, under the same policy, instead of as a download
        response = route.fetch()  # type: ignore[attr-defined]
        headers = {name: value for name, value in response.headers.items() if name != "content-disposition"}
        assert headers["content-security-policy"] == WRITTEN
        route.fulfill(response=response, headers=headers)  # type: ignore[attr-defined]

    tab.page.route("**/api/ask/document*", shown)
    tab.page.goto(f"{tab.url}{DOCUMENT}")
    expect(tab.page.locator("h1")).to_have_text("Steckbrief Nordkiez")
    assert Axe().run(tab.page).response["violations"] == []
    assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    reader = pypdf.PdfReader(io.BytesIO(tab.page.pdf(prefer_css_page_size=True)))
    assert "Datenquellen" in " ".join(page.extract_text() for page in reader.pages)
    assert round(float(reader.pages[0].mediabox.width)) in (595, 596)


@pytest.mark.parametrize(("format", "start"), [("PDF", b"%PDF-"), ("DOCX", b"PK")])
def test_a_button_saves_the_answer_as_a_document(tab: Tab, format: str, start: bytes) -> None:
    page = tab.open(f"#q={ASKED}")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=format, exact=True).click()
    saved = Path(waiting.value.path())
    assert saved.read_bytes().startswith(start)
    assert waiting.value.suggested_filename.endswith(f".{format.lower()}")


def test_a_document_that_cannot_be_had_says_so_beside_the_buttons(tab: Tab) -> None:
    page = tab.open(f"#q={ASKED}")
    page.route("**/api/ask/document*", lambda route: route.abort())
    page.get_by_role("button", name="PDF", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("Der Server antwortet nicht.")
    expect(page.get_by_role("button", name="PDF", exact=True)).to_be_enabled()
    tab.complaints.clear()  # the browser names the request that this test cut off
