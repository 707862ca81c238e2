"""Documents over HTTP and from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from api import cli
from tests.api.conftest import Web
from tests.api.test_http import error_of

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}
START = {"pdf": b"%PDF-", "docx": b"PK", "html": b"<!doctype html>"}
ASKED = "Wer deckt Jugendsport im Nordkiez ab?"


@pytest.mark.parametrize("format", MEDIA)
def test_an_answer_is_a_document_with_a_name(web: Web, format: str) -> None:
    response = web.get("/api/ask/document", q=ASKED, format=format)
    assert response.status_code == 200 and response.content.startswith(START[format])
    assert response.headers["content-type"] == MEDIA[format]
    assert 'filename="' in response.headers["content-disposition"]
    assert f'.{format}"' in response.headers["content-disposition"]


def test_a_question_of_the_catalogue_is_a_document_in_the_language_asked_for(web: Web) -> None:
    found = {"here": "Nordkiez", "themes": "theme-sport", "lang": "en", "format": "html"}
    page = web.get("/api/questions/who-covers/document", **found).text
    assert '<html lang="en">' in page and "on sport in Nordkiez" in page and "JFE „Linse“" in page
    assert "clubs.json" in page and "<script" not in page


def test_a_german_question_may_be_printed_in_english(web: Web) -> None:
    page = web.get("/api/ask/document", q=ASKED, lang="en", format="html").text
    assert '<html lang="en">' in page and "for young people in Nordkiez" in page and ASKED in page


def test_what_is_no_answer_is_an_error_with_what_would_settle_it(web: Web) -> None:
    unread = error_of(web.get("/api/ask/document", q="Wie wird das Wetter?"), 400)
    assert unread["details"]["suggestions"]
    misspelt = error_of(web.get("/api/ask/document", q="Steckbrief Nordkietz"), 400)
    assert misspelt["details"]["ambiguous"]["here"][0]["label"] == "Nordkiez"
    assert "odt" in error_of(web.get("/api/ask/document", q=ASKED, format="odt"), 400)["message"]


def test_no_document_shows_more_than_its_caller_may_see(web: Web) -> None:
    for scope in (None, "network", "editor"):
        page = web.get("/api/ask/document", scope, q=ASKED, format="html").text
        assert "JFE „Linse“" in page and "ansprech" not in page.lower()


def test_the_command_line_writes_what_the_files_ending_names(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QG_STORE", web.service.settings.store or "")
    runner = CliRunner()
    for command in (["ask", ASKED, "-o"], ["profile", "Nordkiez", "--lang", "en", "-o"]):
        for format, start in START.items():
            path = tmp_path / f"{command[0]}.{format}"
            done = runner.invoke(cli.app, [*command, str(path)])
            assert done.exit_code == 0, done.output
            assert path.read_bytes().startswith(start)
    assert runner.invoke(cli.app, ["profile", "Nordkietz", "-o", str(tmp_path / "x.pdf")]).exit_code != 0
    assert runner.invoke(cli.app, ["profile", "Nordkiez", "-o", str(tmp_path / "x.txt")]).exit_code != 0
    assert not (tmp_path / "x.pdf").exists()
