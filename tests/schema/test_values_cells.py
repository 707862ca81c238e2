"""Cells that hold several values: phones, e-mails, web addresses, offerings."""

from __future__ import annotations

import pytest

from schema.values import is_functional_email, split_emails, split_offerings, split_phones, split_urls

PHONES = [
    ("030 96276419 oder 0163 8144219", ["+493096276419 voice", "+491638144219 mobile"]),
    ("030 5125119/ 030 5123006", ["+49305125119 voice", "+49305123006 voice"]),
    ("(030) 90296-4686 / 7801 / 7856", ["+4930902964686 voice", "+4930902967801 voice", "+4930902967856 voice"]),
    ("030 66633740/41", ["+493066633740 voice", "+493066633741 voice"]),
    ("Telefon: 030 554403533, Telefax: 030 554403550", ["+4930554403533 voice", "+4930554403550 fax"]),
    ("Tel. und Fax: (030) 421 38 28/29", ["+49304213828 voice", "+49304213829 voice"]),
    ("030/559 23 81", ["+49305592381 voice"]),
    ("030 9721419 oder 0151/ 259 638 51", ["+49309721419 voice", "+4915125963851 mobile"]),
    ("Tel.: (030) 3147-1338, -1298", ["+493031471338 voice", "+493031471298 voice"]),
    ("Tel.: (030) 24 34 41 88 / 90 (AB)\nFax: (030) 24 34 41 24",
     ["+493024344188 voice", "+493024344190 voice", "+493024344124 fax"]),
    ("Tel: +49 (0) 821 / 74 78 69 20", ["+4982174786920 voice"]),
    ("(030) 676 33 87 / 67 68 98 55", ["+49306763387 voice", "+493067689855 voice"]),
    ("Tel. 030 123456 Fax 030 123457", ["+4930123456 voice", "+4930123457 fax"]),
    ("030 123456, Mo. - Fr. 09:00 - 15:30 Uhr", ["+4930123456 voice"]),
    ("seit 01.02.2014: 030 123456", ["+4930123456 voice"]),
    ("115", ["115 voice"]),
    ("Hauptstr. 17, 10115 Berlin", []),
    ("", []),
]  # fmt: skip
OFFERINGS = [
    ("offene Arbeit, Sport, Feste", ["offene Arbeit", "Sport", "Feste"]),
    ("Sport; Tanz\n- Musik\n• Theater", ["Sport", "Tanz", "Musik", "Theater"]),
    ("Hilfe (Anträge, Briefe), Kurse", ["Hilfe (Anträge, Briefe)", "Kurse"]),
    ("Arbeit mit Schüler/-innen, Elternarbeit", ["Arbeit mit Schüler/-innen", "Elternarbeit"]),
    ("Sport, Musik u. a.", ["Sport", "Musik"]),
    ("Ausflüge, z. B. Zoo, Feste usw.", ["Ausflüge, z. B. Zoo", "Feste"]),
    ("Einzel-, Paar- und Familienberatung, Kurse", ["Einzel-, Paar- und Familienberatung", "Kurse"]),
    ("Berufsorientierung, -vorbereitung", ["Berufsorientierung, -vorbereitung"]),
    ("Angebote im kreativen, medialen und sportlichen Bereich, Feste",
     ["Angebote im kreativen, medialen und sportlichen Bereich", "Feste"]),
    ("Angebote für Eltern: Beratung, Kurse", ["Beratung (für Eltern)", "Kurse (für Eltern)"]),
    ("Angebote: Sport, Musik", ["Sport", "Musik"]),
    ("Jugendarbeit mit den Schwerpunkten: Keramik, Tanz", ["Jugendarbeit", "Keramik", "Tanz"]),
    ("Beitrag 2,50 Euro, Tanz", ["Beitrag 2,50 Euro", "Tanz"]),
    ("Sport, sport, Tanz", ["Sport", "Tanz"]),
    ("Beratung für Schüler, Eltern und Lehrkräfte, Sport", ["Beratung für Schüler, Eltern und Lehrkräfte", "Sport"]),
    ("Treff für Familien, Sport und Spiel", ["Treff für Familien", "Sport und Spiel"]),
    ("für Kinder: Spiel / für Eltern: Beratung", ["Spiel (für Kinder)", "Beratung (für Eltern)"]),
    ("Kontinuierliche Gruppenarbeit in Klassen (z. B. Schulgarten). Beratung für Schüler und Eltern. "
     "Enge Kooperation mit Sportvereinen.",
     ["Kontinuierliche Gruppenarbeit in Klassen (z. B. Schulgarten)", "Beratung für Schüler und Eltern",
      "Enge Kooperation mit Sportvereinen"]),
    (None, []),
    ("  ", []),
]  # fmt: skip
PROSE = "Können wir das Anliegen nicht klären, helfen wir bei der Weitervermittlung an die Beratungsstellen, Ämter"
FUNCTIONAL = ["info@x.de", "Post.buergeramt@x.de", "kita-abenteuerland@x.de", "büro@x.de", "info2@x.de"]
PERSONAL = ["birgit.schreiber@x.de", "m.bautz@x.de", "egringmuth@x.de", "betonoase@x.de", "information.mueller@x.de"]


@pytest.mark.parametrize(("cell", "numbers"), PHONES)
def test_phones(cell: str, numbers: list[str]) -> None:
    found = split_phones(cell)
    assert [f"{phone.number} {phone.tag}" for phone in found.values] == numbers
    assert not found.problems


def test_a_local_number_needs_an_area_code() -> None:
    assert [problem.code for problem in split_phones("509 81 08").problems] == ["phone-without-area-code"]
    assert [phone.number for phone in split_phones("509 81 08", area_code="030").values] == ["+49305098108"]


def test_emails_and_urls_in_one_cell() -> None:
    cell = "info@example.org / http://www.example.org, www.example.net x@y, http://www.club,de"
    assert split_emails(cell).values == ("info@example.org",)
    assert [problem.code for problem in split_emails(cell).problems] == ["email-invalid"]
    assert split_urls(cell).values == ("http://www.example.org", "https://www.example.net")
    assert [problem.code for problem in split_urls(cell).problems] == ["url-invalid"]


def test_two_urls_with_a_slash_between() -> None:
    found = split_urls("http://www.a-stelle.de/ www.facebook.com/Arche / b-stelle.de")
    assert found.values == ("http://www.a-stelle.de", "https://www.facebook.com/Arche", "https://b-stelle.de")


@pytest.mark.parametrize("address", FUNCTIONAL)
def test_an_office_mailbox(address: str) -> None:
    assert is_functional_email(address)


@pytest.mark.parametrize("address", PERSONAL)
def test_any_other_mailbox_may_be_a_person(address: str) -> None:
    assert not is_functional_email(address)


@pytest.mark.parametrize(("cell", "offerings"), OFFERINGS)
def test_offerings(cell: str | None, offerings: list[str]) -> None:
    assert split_offerings(cell) == offerings


def test_prose_stays_one_text() -> None:
    assert split_offerings(PROSE) == [PROSE]
