"""Bringing lists in and reviewing doubles in a real browser: by mouse, by keyboard alone, in both languages and sizes."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from tests.made import club, write_list
from tests.viz.conftest import Tab, Town
from viz.words import FOLDER

pytestmark = pytest.mark.browser
DEMO = Path(__file__).parents[2] / "demo"
APP = FOLDER.parent / "app"
CLUBS = """Einrichtung;Träger;Straße;PLZ;Bemerkung
{0} Linse;Kiezwerk e. V.;{0}weg 1;10367;mit Garten
{0} Käfig;Ballverein e. V.;{0}weg 2;10367;
{0} Tanzhaus;Ballverein e. V.;{0}weg 3;10367;
{0} Teestube;Kiezwerk e. V.;{0}weg 4;10367;
"""


def clubs(folder: Path, name: str, word: str, **replaced: str) -> Path:
    """A list of four clubs whose names begin with a word."""
    text = CLUBS.format(word)
    for old, new in replaced.items():
        text = text.replace(old, new)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def enter(tab: Tab, town: Town, lang: str = "de", view: str = "upload") -> Page:
    """The view, opened with an editor's token."""
    page = tab.open(f"#token={town.editor}&view={view}" + ("&lang=en" if lang == "en" else ""))
    expect(page.locator("#work-title")).to_be_visible()
    return page


def choose(page: Page, *paths: Path) -> None:
    page.locator("#files").set_input_files([str(path) for path in paths])
    expect(page.locator("#step-2")).to_be_focused()


def check(page: Page, button: str = "Änderungen zeigen") -> str:
    page.get_by_role("button", name=button).click()
    expect(page.locator("[data-key=checked]")).to_be_focused()
    return page.locator("[data-key=checked]").inner_text()


def bring_in(page: Page) -> str:
    page.get_by_role("button", name="Jetzt einlesen").click()
    expect(page.locator("[data-key=done]")).to_be_focused()
    return page.locator("[data-key=done]").inner_text()


def column(page: Page, heading: str) -> Locator:
    return page.get_by_label(f"„{heading}“ verstanden als")


def clean(page: Page) -> None:
    """Nothing that axe finds, nothing wider than the window."""
    found = Axe().run(page)
    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.fixture
def shot(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Look at a page: held to axe, and kept as a picture where SHOTS names a folder."""
    size = request.node.callspec.id

    def take(page: Page, name: str) -> None:
        clean(page)
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=f"{folder}/{size}-{name}.png", full_page=True)

    return take


def test_a_list_goes_in_by_mouse(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = tab.open(f"#token={town.editor}")
    page.get_by_role("navigation", name="Pflegen").get_by_role("link", name="Listen einlesen").click()
    expect(page.locator("#work-title")).to_be_focused()
    choose(page, clubs(tmp_path, "maus.csv", "Maus"))
    card = page.get_by_role("region", name="maus.csv")
    expect(card.locator("h5")).to_have_text(
        "Diese Datei: Akteure und Einrichtungen, 4 Zeilen, Überschriften in Zeile 1"
    )
    expect(card.get_by_role("row", name=re.compile("^Einrichtung Maus Linse · Maus Käfig"))).to_be_visible()
    expect(column(page, "Bemerkung")).to_have_value("subject.description")
    assert check(page) == "4 neu, 0 geändert, 0 unverändert, 0 weggefallen"
    expect(page.get_by_role("row", name="Maus Teestube neu")).to_contain_text("Zeile 5")
    assert bring_in(page) == "Alles ist eingelesen: 4 neu, 0 geändert, 0 unverändert, 0 weggefallen"
    page.get_by_role("list", name="Im Netz ansehen").get_by_role("link", name="Maus Teestube").click()
    expect(page.get_by_role("article", name="Maus Teestube").locator(".drawing svg")).to_be_visible()
    page.get_by_role("contentinfo").locator("summary").click()
    expect(page.get_by_role("contentinfo")).to_contain_text("maus.csv")


def test_a_list_goes_in_by_keyboard_alone(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town)
    page.on("filechooser", lambda _: None)  # from here on: to begin listening takes longer than to press a key
    reach(page, "files")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(clubs(tmp_path, "tasten.csv", "Tasten"))
    expect(page.locator("#step-2")).to_be_focused()
    reach(page, "column-0-0-4")
    page.keyboard.press("Home")  # the first option: not used
    expect(page.get_by_role("status")).to_have_text("Berichtigt.")
    expect(column(page, "Bemerkung")).to_be_focused()
    expect(column(page, "Bemerkung")).to_have_value("")
    reach(page, "check")
    page.keyboard.press("Enter")
    expect(page.locator("[data-key=checked]")).to_be_focused()
    reach(page, "import")
    page.keyboard.press("Enter")
    expect(page.locator("[data-key=done]")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("4 neu, 0 geändert, 0 unverändert, 0 weggefallen")
    reach(page, "more")
    page.keyboard.press("Enter")
    expect(page.locator("#files")).to_be_focused()


def test_a_correction_by_click_changes_what_is_imported(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town)
    choose(page, clubs(tmp_path, "klick.csv", "Klick"))
    column(page, "Bemerkung").select_option(label="Weitere Namen")
    expect(page.get_by_role("row", name="Bemerkung")).to_contain_text("von Ihnen gewählt")
    column(page, "Straße").select_option("")
    expect(page.get_by_role("region", name="klick.csv")).to_contain_text("Nicht verwendet: „Straße“, „PLZ“.")
    expect(column(page, "Bemerkung")).to_have_value("subject.alternative_names")
    check(page)
    bring_in(page)
    found = page.request.get(f"{town.url}api/search?q=Klick Linse").json()
    thing = page.request.get(f"{town.url}api/entities/{found[0]['id']}").json()
    assert "description" not in thing["properties"]
    assert thing["properties"]["alternative_names"] == ["mit Garten"]


def test_another_kind_is_chosen_and_discarded_again(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town)
    choose(page, clubs(tmp_path, "art.csv", "Art"))
    kind = page.get_by_label("Das ist eine Liste von")
    kind.focus()
    kind.select_option(label="Räume und Potenziale")
    expect(page.locator("h5")).to_contain_text("Räume und Potenziale")
    expect(kind).to_be_focused()
    page.get_by_role("button", name="Berichtigungen verwerfen").click()
    expect(page.locator("h5")).to_contain_text("Akteure und Einrichtungen")
    expect(kind).to_be_focused()


def test_a_correction_that_cannot_be_is_said_and_leaves_what_was(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town)
    choose(page, clubs(tmp_path, "falsch.csv", "Falsch"))
    kind = page.get_by_label("Das ist eine Liste von")
    kind.select_option(label="Quartiere und ihre Umrisse")  # but no column names any
    expect(page.get_by_role("alert")).to_contain_text("Diese Angabe passt nicht.")
    expect(kind).to_have_value("actors")
    tab.complaints[:] = [text for text in tab.complaints if "400" not in text]


def test_a_known_list_can_be_recognised_anew(tab: Tab, town: Town) -> None:
    page = enter(tab, town)
    choose(page, DEMO / "Einrichtungen.csv")
    expect(page.locator("h5")).to_contain_text("nach Zuordnung")
    page.get_by_role("button", name="Neu erkennen").click()
    expect(page.locator("h5")).to_contain_text("Akteure und Einrichtungen")
    expect(column(page, "Telefon")).to_have_value("subject.phone")


def test_a_sheet_that_says_nothing_is_named_by_a_person(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town)
    path = tmp_path / "raetsel.csv"
    path.write_text("Spalte 1;Spalte 2\nXqz;17b\nWvk;18c\n", encoding="utf-8")
    choose(page, path)
    expect(page.locator("h5")).to_contain_text("nicht verstanden")
    page.get_by_label("Das ist eine Liste von").select_option(label="Akteure und Einrichtungen")
    column(page, "Spalte 1").select_option(label="Akteur: Name")
    expect(page.get_by_role("row", name="Spalte 1")).to_contain_text("von Ihnen gewählt")
    assert check(page).startswith("2 neu")
    expect(page.get_by_role("row", name="Xqz neu")).to_be_visible()


def test_a_broken_file_does_not_keep_the_good_one_out(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town)
    broken = tmp_path / "kaputt.xlsx"
    broken.write_bytes(b"no workbook")
    choose(page, broken, clubs(tmp_path, "heil.csv", "Heil"))
    expect(page.get_by_role("region", name="kaputt.xlsx")).to_contain_text("Die Datei ist nicht lesbar.")
    assert check(page) == "4 neu, 0 geändert, 0 unverändert, 0 weggefallen"
    assert bring_in(page).startswith("Nicht alles ging hinein: 4 neu")
    expect(page.locator(".problem.error").last).to_contain_text("Die Datei ist nicht lesbar.")


def test_a_second_import_shows_what_changed_before_it_happens(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town)
    choose(page, clubs(tmp_path, "stand-2026-01.csv", "Stand"))
    check(page)
    bring_in(page)
    page.get_by_role("button", name="Weitere Listen einlesen").click()
    newer = {"mit Garten": "mit Hof", "Teestube": "Kaffeestube"}
    choose(page, clubs(tmp_path, "stand-2026-02.csv", "Stand", **newer))
    page.get_by_role("button", name="Ja, neuer Stand von „stand-2026-01.csv“").click()
    expect(page.get_by_label("Name der Quelle")).to_have_value("stand-2026-01.csv")
    expect(page.get_by_label("Name der Quelle")).to_be_focused()
    expect(page.get_by_role("region", name="stand-2026-02.csv")).to_contain_text("Wird gelesen wie beim letzten Mal.")
    assert check(page) == "1 neu, 1 geändert, 2 unverändert, 1 weggefallen"
    changed = page.get_by_role("row", name="Stand Linse").last
    expect(changed.locator("del")).to_have_text("mit Garten")
    expect(changed.locator("ins")).to_have_text("mit Hof")
    expect(page.get_by_role("row", name="Stand Teestube weggefallen")).to_contain_text("weggefallen")
    assert bring_in(page).endswith("1 neu, 1 geändert, 2 unverändert, 1 weggefallen")


def test_changed_columns_are_a_question(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town)
    choose(page, clubs(tmp_path, "spalten.csv", "Spalten"))
    check(page)
    bring_in(page)
    page.get_by_role("button", name="Weitere Listen einlesen").click()
    choose(page, clubs(tmp_path, "spalten.csv", "Spalten", Bemerkung="Bemerkungen"))
    question = page.get_by_role("group", name="Die Spalten dieser Liste haben sich geändert")
    expect(question).to_contain_text("„Bemerkung“ heißt jetzt „Bemerkungen“ und würde gelesen wie bisher.")
    expect(column(page, "Bemerkungen")).to_have_value("subject.description")
    expect(page.get_by_role("row", name="Bemerkungen")).to_contain_text("wie beim letzten Mal")
    question.get_by_label("Ja, das ist richtig so").check()
    expect(question.get_by_label("Ja, das ist richtig so")).to_be_focused()
    check(page)
    assert bring_in(page) == "Alles ist eingelesen: 0 neu, 0 geändert, 4 unverändert, 0 weggefallen"


def test_correcting_a_column_keeps_what_was_settled_last_time(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town)
    path = clubs(tmp_path, "immer.csv", "Immer")
    choose(page, path)
    column(page, "Bemerkung").select_option("")
    expect(column(page, "Bemerkung")).to_have_value("")
    check(page)
    bring_in(page)
    page.get_by_role("button", name="Weitere Listen einlesen").click()
    choose(page, path)
    expect(column(page, "Einrichtung")).to_have_value("subject.name")
    expect(column(page, "Bemerkung")).to_have_value("")
    column(page, "PLZ").select_option("")
    expect(page.get_by_role("row", name="PLZ")).to_contain_text("von Ihnen gewählt")
    expect(column(page, "Bemerkung")).to_have_value("")
    expect(column(page, "Einrichtung")).to_have_value("subject.name")


def test_many_vanished_rows_are_a_question(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town)
    choose(page, clubs(tmp_path, "weniger.csv", "Weniger"))
    check(page)
    bring_in(page)
    page.get_by_role("button", name="Weitere Listen einlesen").click()
    path = tmp_path / "weniger.csv"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:2]), encoding="utf-8")
    choose(page, path)
    assert check(page).endswith("0 weggefallen")
    page.get_by_label("Ja, diese Zeilen gibt es nicht mehr").click()
    expect(page.locator("[data-key=checked]")).to_have_text("0 neu, 0 geändert, 1 unverändert, 3 weggefallen")


def test_files_can_be_dropped(tab: Tab, town: Town) -> None:
    page = enter(tab, town)
    text = CLUBS.format("Wurf")
    dropped = page.evaluate_handle(
        "(text) => { const data = new DataTransfer(); data.items.add(new File([text], 'wurf.csv')); return data; }",
        text,
    )
    page.locator(".drop").dispatch_event("dragover", {"dataTransfer": dropped})
    page.locator(".drop").dispatch_event("drop", {"dataTransfer": dropped})
    expect(page.get_by_role("region", name="wurf.csv")).to_contain_text("Wurf Linse")


def test_a_reload_finds_the_upload_again_with_its_corrections(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town)
    choose(page, clubs(tmp_path, "neu.csv", "Neu"))
    column(page, "Bemerkung").select_option("")
    expect(page.get_by_role("row", name="Bemerkung")).to_contain_text("von Ihnen gewählt")
    page.reload()
    expect(column(page, "Bemerkung")).to_have_value("")


def test_a_stream_that_breaks_off_is_taken_up_where_it_broke(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town)
    choose(page, clubs(tmp_path, "bruch.csv", "Bruch"))
    check(page)
    heard: list[str | None] = []

    def breaking(route: Route) -> None:
        heard.append(route.request.headers.get("last-event-id"))
        first = 'id: 7-1\nevent: progress\ndata: {"file": "bruch.csv", "rows": 1}\n\n'
        if len(heard) == 1:
            route.fulfill(body=first, content_type="text/event-stream")
        else:
            route.continue_()

    page.route("**/events", breaking)
    bring_in(page)
    assert heard == [None, "7-1"]


def test_progress_counts_over_sheets_and_says_when_the_rows_are_read(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town)
    choose(page, clubs(tmp_path, "lang.csv", "Lang"))
    check(page)
    told = [("lang.csv", 2), ("lang.csv", 1)]  # a second sheet begins at one
    lines = [
        f"id: 7-{n}\nevent: progress\ndata: {json.dumps({'file': f, 'rows': r})}\n\n" for n, (f, r) in enumerate(told)
    ]
    answers = ["".join(lines), None]
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        body = answers.pop(0) if answers else None
        route.fulfill(body=body, content_type="text/event-stream") if body else waiting.append(route)

    page.route("**/events", hold)
    page.get_by_role("button", name="Jetzt einlesen").click()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "3")
    expect(page.get_by_role("status")).to_contain_text("Nun wird das Netz daraus berechnet")
    expect(page.get_by_role("progressbar")).not_to_have_attribute("value", re.compile(".*"))
    waiting[0].continue_()
    expect(page.locator("[data-key=done]")).to_be_focused()


def test_the_mapping_can_be_taken_along(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town)
    choose(page, clubs(tmp_path, "yaml.csv", "Yaml"))
    page.get_by_text("Zuordnung als YAML").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Herunterladen").click()
    assert download.value.suggested_filename == "yaml.yaml"
    assert "Einrichtung" in download.value.path().read_text(encoding="utf-8")


def test_too_large_files_are_refused_in_words(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town)
    answer = {"error": {"code": "file-too-large", "message": "The files are larger.", "hint": "One after another."}}
    page.route("**/api/uploads", lambda route: route.fulfill(status=413, json=answer))
    page.locator("#files").set_input_files(str(clubs(tmp_path, "big.csv", "Big")))
    expect(page.get_by_role("alert")).to_contain_text("Die Dateien sind zu groß.")
    expect(page.locator("#files")).to_be_focused()
    tab.complaints[:] = [text for text in tab.complaints if "413" not in text]


def test_english_all_the_way(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town, "en")
    choose(page, clubs(tmp_path, "english.csv", "English"))
    expect(page.locator("h5")).to_have_text("This file: actors and facilities, 4 rows, headings in row 1")
    expect(page.get_by_role("row", name="Bemerkung")).to_contain_text('the heading says "bemerkung"')
    assert check(page, "Show changes") == "4 new, 0 changed, 0 unchanged, 0 gone"
    page.get_by_role("link", name="DE", exact=True).click()  # the work stays
    expect(page.locator("[data-key=checked]")).to_have_text("4 neu, 0 geändert, 0 unverändert, 0 weggefallen")
    page.get_by_role("link", name="EN", exact=True).click()
    page.get_by_role("button", name="Import now").click()
    expect(page.locator("[data-key=done]")).to_have_text("Everything is in: 4 new, 0 changed, 0 unchanged, 0 gone")


def test_without_an_editors_token_the_page_says_which_it_needs(tab: Tab, town: Town) -> None:
    page = tab.open()
    expect(page.get_by_role("navigation", name="Pflegen").get_by_role("link")).to_have_text(
        ["Unser Quartier zeichnen", "Frei abfragen"]
    )
    assert not [r.url for r in tab.requests if "/upload/" in r.url or "/merges/" in r.url or "whoami" in r.url]
    page.get_by_role("link", name="Listen einlesen").click()
    expect(page.locator(".key-needed")).to_contain_text("Zugangsschlüssel mit dem Recht „editor“")
    page.get_by_label("Zugangsschlüssel").fill(town.network)
    page.keyboard.press("Enter")
    expect(page.locator(".key-needed")).to_contain_text("Ihr Schlüssel erlaubt nur zu lesen.")
    page.get_by_label("Zugangsschlüssel").fill(town.editor)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Dateien auswählen")).to_be_attached()
    assert not [r.url for r in tab.requests if town.editor in r.url or town.network in r.url]


def test_doubles_are_judged_side_by_side_and_taken_back(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town)
    choose(page, write_list(tmp_path, [club("7", "JFE „Linsen“", angebote="Sport")], "near.json"))
    check(page)
    bring_in(page)
    page.get_by_role("link", name=re.compile("mögliche")).click()
    case = page.get_by_role("article", name=re.compile("JFE „Linsen?“ – JFE „Linsen?“"))
    expect(case.get_by_role("row", name=re.compile("^Telefon"))).to_contain_text("gleich")
    expect(case.get_by_role("row", name=re.compile("^Name"))).to_contain_text("verschieden")
    expect(case.locator(".reasons li").first).to_be_visible()
    case.get_by_role("button", name=re.compile("^Dasselbe")).press("Enter")
    expect(page.get_by_role("status")).to_contain_text("gelten als dasselbe.")
    expect(case).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('.candidate h3, [data-key=open]')")
    decided = page.get_by_role("region", name="Entschieden").get_by_role("row", name=re.compile("Linse"))
    expect(decided).to_contain_text("dasselbe")
    decided.get_by_role("button", name=re.compile("^Rückgängig")).press("Enter")
    expect(page.get_by_role("status")).to_contain_text("zurückgenommen")
    case.get_by_role("button", name=re.compile("^Verschieden")).click()
    expect(decided).to_contain_text("verschieden")
    expect(case).to_have_count(0)


def test_who_may_only_read_sees_doubles_without_buttons(tab: Tab, town: Town) -> None:
    page = tab.open(f"#token={town.network}&view=merges")
    expect(page.locator(".judging")).to_contain_text("Zum Entscheiden braucht es")
    expect(page.get_by_role("button", name=re.compile("Dasselbe|Rückgängig"))).to_have_count(0)


def test_contradictions_stand_side_by_side(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town)
    for name, note in (("erste.csv", "mit Garten"), ("zweite.csv", "ohne Garten")):
        choose(page, clubs(tmp_path, name, "Streit", **{"mit Garten": note}))
        check(page)
        bring_in(page)
        page.get_by_role("button", name="Weitere Listen einlesen").click()
    found = page.request.get(f"{town.url}api/search?q=Streit Linse").json()
    page = tab.open(f"#id={found[0]['id']}")
    told = page.get_by_role("region", name="Widersprüche der Quellen")
    expect(told.get_by_role("row", name=re.compile("^mit Garten"))).to_contain_text("erste.csv")
    expect(told.get_by_role("row", name=re.compile("^ohne Garten"))).to_contain_text("zweite.csv")
    expect(told.locator(".leads")).to_contain_text("✓")


def test_when_something_recurs_is_said_in_words_only(tab: Tab, town: Town, tmp_path: Path) -> None:
    page = enter(tab, town)
    path = tmp_path / "termine.csv"
    path.write_text("Kursname;Veranstalter;Wann\nWortkurs;Kiezwerk e. V.;dienstags 16-18 Uhr\n", encoding="utf-8")
    choose(page, path)
    check(page)
    bring_in(page)
    page.get_by_role("list", name="Im Netz ansehen").get_by_role("link").first.click()
    expect(page.locator("#detail-title")).to_have_text("Wortkurs")
    thing = page.request.get(f"{town.url}api/entities/{page.url.rpartition('=')[2]}").json()
    assert "recurrence" in thing["properties"]
    page.locator("summary", has_text="Wer sagt was?").click()
    expect(page.get_by_role("article")).to_contain_text("dienstags 16-18 Uhr")
    expect(page.get_by_role("article")).not_to_contain_text("FREQ")


def test_every_step_at_both_sizes(sized: Tab, town: Town, tmp_path: Path, shot: Callable[[Page, str], None]) -> None:
    page = sized.open("#view=upload")
    shot(page, "key")
    page = enter(sized, town)
    shot(page, "empty")
    broken = tmp_path / "kaputt.xlsx"
    broken.write_bytes(b"nothing")
    near = write_list(
        tmp_path,
        [club("8", "Sporttreff „Käfige“", strasse="Am Berl 15", traeger="Ballverein e. V.", telefon="", e_mail="")],
        "nah.json",
    )
    choose(
        page,
        clubs(tmp_path, "vereine.csv", "Breit" if (page.viewport_size or {})["width"] > 800 else "Schmal"),
        broken,
        near,
        DEMO / "Netzwerke.xlsx",
    )
    column(page, "Bemerkung").select_option("")
    expect(page.get_by_role("row", name="Bemerkung")).to_contain_text("von Ihnen gewählt")
    shot(page, "look")
    check(page)
    shot(page, "check")
    bring_in(page)
    shot(page, "done")
    page.get_by_role("link", name=re.compile("Doppelte? .*prüfen|Doppelte prüfen")).last.click()
    expect(page.locator(".judging")).to_be_visible()
    shot(page, "merges")


def reach(page: Page, key: str) -> None:
    """Press Tab until the element of that key has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.key") == key:
            return
    raise AssertionError(f"{key!r} is not reached by keyboard")


def test_every_module_is_small_and_every_text_is_written() -> None:
    paths = [*APP.glob("*/*.js")]
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    assert len(paths) > 10
    assert [path.name for path, text in texts.items() if len(text.splitlines()) > 250] == []
    used = set(re.findall(r"\b(?:t|step)\((?:\d, )?\"([\w.-]+)\"", "".join(texts.values())))
    known = json.loads((FOLDER / "de.json").read_text(encoding="utf-8"))
    assert len(used) > 60
    assert used <= set(known)
    for path, text in texts.items():
        for name in re.findall(r'from "(\.[\w./]+)"', text):
            assert (path.parent / name).is_file(), f"{path.name} imports {name}"
