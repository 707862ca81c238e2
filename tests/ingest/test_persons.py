"""Persons are taken out of texts; streets, schools and houses named after somebody stay.

The people in these cases are invented; the shapes are those of real lists.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.persons import Persons

REDACTED = [
    ("Akademie für Weiterbildung GmbH, Katrin Muster, Projektmanagerin", "Akademie für Weiterbildung GmbH"),
    ("Operettennachmittag; vorgestellt mit Klaus-Jürgen Muster; Beitrag: 2,50 €",
     "Operettennachmittag; vorgestellt; Beitrag: 2,50 €"),
    ("Heitere Religion; mit Prof. Dr. Meier; Beitrag: 2,50 €", "Heitere Religion; Beitrag: 2,50 €"),
    ("Erläuterungen; von Frau Dr. Lilo Mustermann; Beitrag", "Erläuterungen; Beitrag"),
    ("Kaffeeklatsch mit Jürgen; Beitrag: 2,50 €", "Kaffeeklatsch; Beitrag: 2,50 €"),
    ("Dia-Vortrag mit Günter Musterburg", "Dia-Vortrag"),
    ("Lesung mit der Autorin Edith Charlotte Muster; Eintritt frei", "Lesung; Eintritt frei"),
    ("Frau Christina Muster - Gespräch zur Lage der Jugend", "Gespräch zur Lage der Jugend"),
    ("Evelin Muster gibt Hinweise zum Kochen", "… gibt Hinweise zum Kochen"),
    ("Filmvortrag von Dr. Roland Muster (Journalist & Filmer), Karten", "Filmvortrag, Karten"),
    ("Vortrag mit Olaf Muster vom Hilfsdienst", "Vortrag mit … vom Hilfsdienst"),
    ("präsentiert der Sänger Dirk Muster die Schlager", "präsentiert der Sänger … die Schlager"),
    ("Tanz mit Rosi Muster und Gästen", "Tanz mit … und Gästen"),
    ("Haus am See (Leitung: Herr Muster)", "Haus am See"),
    ("Nachbarschaftstreff, Ansprechpartnerin: Nivedita Musterova", "Nachbarschaftstreff"),
    ("Ansprechpartner: Anna Muster, Jo Quint (Vorstand)\nTel.: 030 123456", "Tel.: 030 123456"),
    ("Ansprechpartnerinnen\n\nKarin Muster – Beauftragte", "Beauftragte"),
    ("Kontakt: Anna Muster; Treff am Montag", "Treff am Montag"),
    ("c/o Musterek\nEmdener Str. 31, 10551 Berlin", "Emdener Str. 31, 10551 Berlin"),
    ("c/o Dr. Klaus Muster, Allee 5", "Allee 5"),
    ("Ansprechperson: Beispielou, Gilbert (Vorsitzender)", ""),
    ("Muster, Anna", ""),
    ("Anna Muster", ""),
    ("ANNA MUSTER", ""),
    ("Anmeldung bei Anna Muster, Tel. 030 123", "Tel. 030 123"),
    ("Fragen an anna.muster@example.org", "Fragen"),
    ("Kurs (Anna Muster)", "Kurs"),
    ("Trainer: Kevin Muster", ""),
    ("Kursleiter: Tarek El Muster, montags", "montags"),
    ("Vorsitzende: Dipl.-Ing. Petra von Muster", ""),
    ("Geschäftsführer: Hans-Gerd Muster", ""),
    ("Paul und Anna Muster laden ein", "… laden ein"),
    ("Herrn Pfarrer Thomas Muster", ""),
    ("Projektbeauftragter: Padma Beispielal", ""),
    ("Ansprechpartner: W. Muster", ""),
]  # fmt: skip

FOUND = [
    ("Schwimmen mit Kübra Muster", ["Kübra Muster"]),
    ("Prof.Dr.Meier und Frau Beispiel", ["Prof.Dr.Meier", "Frau Beispiel"]),
    ("Dr. med. Anna B. Muster", ["Dr. med. Anna B. Muster"]),
    ("Lesung: Vincent van Muster", ["Vincent van Muster"]),
    ("c/o Susanne Muster-Beispiel, Weg 9", ["Susanne Muster-Beispiel"]),
    ("Leitung: Khin Maung Yin", ["Khin Maung Yin"]),
    ("Ansprechpartnerin: Rosa K.Muster", ["Rosa K.Muster"]),
    ("Ansprechpartnerin: Christa Freitag", ["Christa Freitag"]),
    ("Ansprechpartner: Anna Muster (Verein)\nJeya Beispielis, Waldstr. 5", ["Anna Muster", "Jeya Beispielis"]),
    ("Ansprechpartnerin: Dr. Gabriele Freitag", ["Dr. Gabriele Freitag"]),
    ("Post an a.muster@example.org oder info@example.org", ["a.muster@example.org"]),
    ("Leiterin der Kita Anna Muster", ["Anna Muster"]),
]

KEPT = [
    "Judith-Auer-Straße 5",
    'JFE "Judith Auer"',
    "JFE „Willi Säger“",
    "JFE Willi Säger",
    "Philipp Reis Schule",
    "Paul Schmidt Schule",
    "Paul und Charlotte Kniese Schule",
    "Vincent van Gogh Schule",
    "Schülerklub an der Alexander Puschkin Schule",
    "Alexander-Puschkin-Oberschule",
    "Otto-Marquardt-Str. 8",
    "Heinrich Mann Allee 107",
    "Rosa-Luxemburg-Platz",
    "Heinrich Böll Stiftung",
    "Konrad-Adenauer-Stiftung (KAS)",
    "Marie-Schlei e.V.",
    "Clara Muster e.V.",
    "Friedenszentrum Martin-Niemöller-Haus e.V.",
    "Hendrik Kraemer Haus / Gemeinde",
    "Albert-Schweitzer-Kinderdorf Berlin e. V.",
    "Bodo-Uhse-Bibliothek",
    "Musikgymnasium Carl Philipp Emanuel Muster",
    "Katholisches Schulzentrum Edith Muster",
    "Berufsfachschule Dr. Muster",
    "Museum Blindenwerkstatt Otto Weidt",
    'Unterhaltungsmusik mit Studenten der Hochschule "Hans Eisler"',
    "ROBIN WOOD e.V. Regionalgruppe",
    "Kinder- und Jugendhilfe Verbund e.V.",
    "Sport, Musik, Tanz, Iris und Viola pflanzen",
    "Kinderhaus Berlin-Mark Brandenburg e. V.",
    "Heide Park, Rose Garten",
    "Frau und Beruf",
    "Kontakt: Nachbarschaftshaus Kiezspinne",
    "Anmeldung: Kiezbüro",
    "Kontakt über Herz Jesu Schule Berlin",
    "Dr.-Otto-Nagel-Straße 3",
    "Deutsche Gesellschaft (GIZ) GmbH",
    "c/o FDCL im Mehringhof",
    "c/o Listros e.V.",
    "Comp@ss - Computerführerschein",
    "info@example.org",
    "Hilfe in der DR Kongo",
    "Neu-Hohenschönhausen Süd",
    "Mo. - Fr. von 9 - 17 Uhr, Fr. 9 Uhr",
    "Beratung z. B. für Eltern",
    "",
]


@pytest.mark.parametrize(("text", "clean"), REDACTED)
def test_persons_go_and_the_text_stays_readable(text: str, clean: str) -> None:
    redacted, found = Persons().redact(text)
    assert redacted == clean
    assert found


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_names_are_found_as_written(text: str, names: list[str]) -> None:
    assert Persons().find(text) == names


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_like_a_person_stays(text: str) -> None:
    assert Persons().redact(text) == (text, [])


KNOWN = ["Tefera Beispielu", "Musterova, Yeliz", "Frau Dr. Quint", "Abc"]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Fest mit Tefera Beispielu", "Fest"),
        ("Tefera  Beispielu kocht", "… kocht"),
        ("TEFERA BEISPIELU kocht", "… kocht"),
        ("Es kocht Yeliz Musterova.", "Es kocht …."),
        ("Y. Musterova kocht", "… kocht"),
        ("bei Frau Quint", ""),
        ("Quint ist auch ein Ort", "Quint ist auch ein Ort"),
    ],
)
def test_names_from_contact_cells_are_always_removed(text: str, clean: str) -> None:
    redacted, _ = Persons(KNOWN).redact(text)
    assert redacted.removeprefix("bei").strip() == clean


def test_a_text_without_persons_is_returned_as_it_is() -> None:
    text = "  offene Arbeit ,  Sport "
    assert Persons().redact(text) == (text, [])


@given(st.text(alphabet="ABab ünr.-,;:()\n@„“/Frau Herr Anna Dr", max_size=60))
def test_any_text_can_be_looked_at(text: str) -> None:
    redacted, found = Persons(["Anna Muster"]).redact(text)
    assert "\ue000" not in redacted
    assert all(name in text for name in found)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Sport, Tel. 0170 1234567", "Sport"),
        ("Anmeldung unter +49 (0)30 5554433", "Anmeldung unter +49 (0)30 5554433"),
        ("Töpfern (030/5554433)", "Töpfern (030/5554433)"),
        ("mobil: 0151/234 567 89", ""),
        ("Mo 15-17 Uhr, Raum 0161", "Mo 15-17 Uhr, Raum 0161"),
        ("Handy 0049 172 7654321, mittwochs", "mittwochs"),
    ],
)
def test_a_mobile_number_is_somebodys_own(text: str, left: str) -> None:
    redacted, taken = Persons().redact(text)
    assert redacted == left and bool(taken) == (text != left)
