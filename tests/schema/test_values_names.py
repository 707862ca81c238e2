"""Names and addresses that two offices write differently have one key."""

from __future__ import annotations

import pytest

from schema.values import KINDS, Address, ValueProblem, address_key, legal_form, name_key, parse_address

SAME_NAME = [
    ("EJF gAG", "EJFgAG"),
    ("JULI Jugendhilfe in Lichtenberg gGmbH", "JuliJugendhilfe in Lichtenberg gGmbH "),
    ("AHB - Lichtenberg gGmbH", "AHB- Lichtenberg gGmbH"),
    ("AWO Berlin, Kreisverband Süd-Ost e.V.", "Arbeiterwohlfahrt Berlin Kreisverband Südost e.V."),
    ("pad e. V.", "pad e.V."),
    ("Neues Wohnen im Kiez gGmbH", "Neues Wohnen im Kiez GmbH"),
    ("Verein für ambulante Versorgung HSH e.V.", "Verein für ambulante Versorgung Hohenschönhausen e.V."),
    ("Solidaritätsdienst-international e.V. (SODI)", "Solidaritätsdienst international"),
    ('JFE "Märcheninsel“', "JFE „Märcheninsel”"),
    ("Ev. Kirchengemeinde Süd", "Evangelische Kirchengemeinde Süd"),
    ("Förderkreis Kunst & Kultur", "Foerderkreis Kunst und Kultur e.V."),
]
OTHER_NAME = [
    ("Sozialdiakonische Victoriastadt gGmbH", "Sozialdiakonische Arbeit Victoriastadt gGmbH"),
    ("Schule am Rathaus", "Schule am Gutspark"),
    ("Haus A", "Haus B"),
]
FORMS = [
    ("EJFgAG", "EJF", "ag"),
    ("Kietz für Kids Kinderbetreuung GmbH", "Kietz für Kids Kinderbetreuung", "gmbh"),
    ("Kiez für Kids e.v.", "Kiez für Kids", "ev"),
    ("ICJA e.V. - Freiwillige", "ICJA - Freiwillige", "ev"),
    ("Starke Brücken GbR", "Starke Brücken", "gbr"),
    ("Wohnen eG", "Wohnen", "eg"),
    ("Sparfuchs UG (haftungsbeschränkt)", "Sparfuchs", "ug"),
    ("Jüdische Gemeinde K.d.ö.R.", "Jüdische Gemeinde", "kdoer"),
    ("Stiftung Naturschutz", "Stiftung Naturschutz", "stiftung"),
    ("Heinrich-Böll-Stiftung", "Heinrich-Böll-Stiftung", "stiftung"),
    ("AG Kiezkultur", "AG Kiezkultur", None),
    ("Kita der Ev. Gemeinde", "Kita der Ev. Gemeinde", None),
    ("Schule am Rathaus", "Schule am Rathaus", None),
]
SHOWN = [
    ('JFE "Märcheninsel“', "JFE „Märcheninsel“"),
    ('Familientreff " Familienfreizeit"', "Familientreff „Familienfreizeit“"),
    ('Tanz mit dem Duo" M&B"', "Tanz mit dem Duo „M&B“"),
    ('JFE "Linse', "JFE Linse"),
    ('Kinderclub „A" im „B“', "Kinderclub „A“ im „B“"),
    ("Kiez für Kids e.v.", "Kiez für Kids e. V."),
    ("Ev. Gemeinde", "Ev. Gemeinde"),
    ("Leo`s  Hütte", "Leo’s Hütte"),
    (" - ", None),
]
ADDRESSES = [
    (("Sewanstraße.235", "10319 Berlin"), Address("Sewanstraße", "235", "10319", "Berlin")),
    (("Josef – Orlopp – Str.20",), Address("Josef-Orlopp-Straße", "20")),
    (("Buchberger Str. 4 - 12, Haus 8A",), Address("Buchberger Straße", "4-12", extra="Haus 8A")),
    (("Charlottenstr. 3 a/b",), Address("Charlottenstraße", "3a/b")),
    (("Nöldnerstr.44",), Address("Nöldnerstraße", "44")),
    (("Rudolf-Seiffert-Str. 50a", None, "10369"), Address("Rudolf-Seiffert-Straße", "50a", "10369")),
    (("Straße des 17. Juni 135, 10623 Berlin",), Address("Straße des 17. Juni", "135", "10623", "Berlin")),
    (("Werneuchener Starße 15", "10245 Berlin-Friedrichshain"),
     Address("Werneuchener Straße", "15", "10245", "Berlin-Friedrichshain")),
    (("Dorfstr. 4 / 4a", "Berlin"), Address("Dorfstraße", "4/4a", "", "Berlin")),
    (("Am Markt", "Berlin", 1067), Address("Am Markt", "", "01067", "Berlin")),
    (("10245 Berlin",), Address("", "", "10245", "Berlin")),
    (("",), Address()),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), SAME_NAME)
def test_two_spellings_of_one_name(left: str, right: str) -> None:
    assert name_key(left) == name_key(right)
    assert KINDS["name"].compare(left, right) == 1.0


@pytest.mark.parametrize(("left", "right"), OTHER_NAME)
def test_names_that_only_look_alike(left: str, right: str) -> None:
    assert name_key(left) != name_key(right)
    assert KINDS["name"].compare(left, right) < 1.0


@pytest.mark.parametrize(("name", "bare", "form"), FORMS)
def test_legal_form(name: str, bare: str, form: str | None) -> None:
    assert legal_form(name) == (bare, form)


@pytest.mark.parametrize(("raw", "shown"), SHOWN)
def test_one_typography(raw: str, shown: str | None) -> None:
    assert KINDS["name"].clean(raw) == shown


@pytest.mark.parametrize(("cells", "address"), ADDRESSES)
def test_address_cells(cells: tuple[object, ...], address: Address) -> None:
    assert parse_address(*cells) == address


def test_a_postal_code_has_five_digits() -> None:
    with pytest.raises(ValueProblem, match="five digits"):
        parse_address("Am Markt 1", None, "123")


def test_spellings_of_one_street_have_one_key() -> None:
    streets = ["Josef-Orlopp-Str.", "Josef – Orlopp – Straße", "Josef Orlopp Strasse", "josef-orlopp-straße"]
    assert {address_key(street, "20 A", "10367") for street in streets} == {"joseforloppstr|20a|10367"}
    assert address_key("", "20") == ""


def test_addresses_compare_by_key_then_street() -> None:
    compare = KINDS["address"].compare
    assert compare("Nöldnerstr.44, 10317 Berlin", "Nöldnerstraße 44, 10317 Berlin") == 1.0
    assert compare("Nöldnerstr. 44", "Nöldnerstr. 46") == 0.6
    assert compare("Nöldnerstr. 44, 10317 Berlin", "Nöldnerstr. 44, 10318 Berlin") == 0.0
