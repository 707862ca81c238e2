"""Every kind reads what people type, keeps one form, and shows it in two languages."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.values import KINDS, ValueProblem, match_code
from schema.values.age_range import ages, overlaps
from schema.values.date import first_day, last_day
from schema.values.period import bounds
from schema.values.point import accuracy, distance

CLEAN = [
    ("date", "5.3.2026", "2026-03-05"),
    ("date", "05.03.26", "2026-03-05"),
    ("date", "5. März 2026", "2026-03-05"),
    ("date", "Mi., 5.3.2026", "2026-03-05"),
    ("date", "March 5, 2021", "2021-03-05"),
    ("date", "März 2021", "2021-03"),
    ("date", "03/2021", "2021-03"),
    ("date", "2014-05-04", "2014-05-04"),
    ("date", "2026-03-05T00:00:00", "2026-03-05"),
    ("date", "seit 2019", "2019"),
    ("date", "Frühjahr 2024", "2024"),
    ("date", datetime.datetime(2026, 3, 5, 12, 30), "2026-03-05"),
    ("date", datetime.date(2026, 3, 5), "2026-03-05"),
    ("period", "seit 2019", "2019/.."),
    ("period", "bis März 2021", "../2021-03"),
    ("period", "2019–2021", "2019/2021"),
    ("period", "01.01.2019-31.12.2020", "2019-01-01/2020-12-31"),
    ("period", "von 1.1.2019 bis heute", "2019-01-01/.."),
    ("period", "2019", "2019/2019"),
    ("age_range", "6 bis 12 Jahre", "6-12"),
    ("age_range", "von 6 bis 12 Jahren", "6-12"),
    ("age_range", "ab 14", "14-"),
    ("age_range", "60 plus", "60-"),
    ("age_range", "Ü60", "60-"),
    ("age_range", "bis 18 Jahre", "-18"),
    ("age_range", "unter 6", "-5"),
    ("age_range", "14-Jährige", "14-14"),
    ("money", "4,50 Euro", "4.50 EUR"),
    ("money", "€ 4.50", "4.50 EUR"),
    ("money", "1.200 EUR", "1200.00 EUR"),
    ("money", "8,-", "8.00 EUR"),
    ("money", "kostenlos", "0.00 EUR"),
    ("point", "13.5123 52.4870", "13.5123 52.487"),
    ("point", "13,5123 52,4870", "13.5123 52.487"),
    ("point", (13.3, 52.5), "13.3 52.5"),
    ("point", {"type": "Point", "coordinates": [13.5, 52.5]}, "13.5 52.5"),
    ("language", "Arabisch", "ar"),
    ("language", "easy german", "de-x-simple"),
    ("language", "pt-br", "pt-BR"),
    ("integer", "1.200", 1200),
    ("integer", 3.0, 3),
    ("number", "1.200,50", 1200.5),
    ("number", "1,200.50", 1200.5),
    ("number", "0.125", 0.125),
    ("number", "0,125", 0.125),
    ("boolean", "ja", True),
    ("boolean", "-", False),
    ("identifier", 12.0, "12"),
    ("url", "www.example.org/", "https://www.example.org"),
    ("url", "HTTP://WWW.Example.org/A", "http://www.example.org/A"),
    ("url", "http:/example.org", "http://example.org"),
    ("email", "mailto:Info@Example.org", "info@example.org"),
    ("email", "info(at)example.org", "info@example.org"),
    ("email", "katrin.roßbach@example.org", "katrin.roßbach@example.org"),
    ("phone", "030/559 23 81", "+49305592381"),
    ("phone", "+49 (0) 163 – 258 38 93", "+491632583893"),
    ("phone", "115", "115"),
    ("text", "  zwei  \r\n\n\n\n Absätze &amp; mehr ", "zwei\n\nAbsätze & mehr"),
    ("code", " formal ", "formal"),
]

WRONG = [
    ("date", "31.02.2020", "date-invalid"),
    ("date", "n/a", "date-invalid"),
    ("date", "2014-13", "date-invalid"),
    ("period", "2021-2019", "period-invalid"),
    ("age_range", "12-6", "age-range-invalid"),
    ("age_range", "irgendwann", "age-range-invalid"),
    ("age_range", "6-190", "age-range-invalid"),
    ("money", "170 - 480 Euro", "money-invalid"),
    ("money", "drei Taler", "money-invalid"),
    ("point", "0 0", "point-invalid"),
    ("point", "200 3", "point-invalid"),
    ("point", "irgendwo", "point-invalid"),
    ("point", ("x", "y"), "point-invalid"),
    ("language", "Klingonisch", "language-unknown"),
    ("integer", "2,5", "integer-invalid"),
    ("number", "viele", "number-invalid"),
    ("number", float("nan"), "number-invalid"),
    ("boolean", "vielleicht", "boolean-invalid"),
    ("url", "http://www.tierparkclub,de", "url-invalid"),
    ("url", "javascript:alert(1)", "url-invalid"),
    ("url", "http://user:secret@example.org", "url-invalid"),
    ("email", "info@berliner_freunde.de", "email-invalid"),
    ("email", "niemand", "email-invalid"),
    ("phone", "51098160", "phone-without-area-code"),
    ("phone", "030 12", "phone-invalid"),
    ("phone", "keine", "phone-without-area-code"),
    ("name", "x" * 501, "name-too-long"),
]

CAPTIONS = [
    ("date", "2026-03-05", "5. März 2026", "5 March 2026"),
    ("date", "2021-03", "März 2021", "March 2021"),
    ("period", "2019/..", "seit 2019", "since 2019"),
    ("period", "../2021-03", "bis März 2021", "until March 2021"),
    ("age_range", "14-", "ab 14 Jahren", "14 years and over"),
    ("age_range", "6-12", "6 bis 12 Jahre", "6 to 12 years"),
    ("money", "1200.50 EUR", "1.200,50 €", "€1,200.50"),
    ("point", "13.5 52.25", "52,25° N, 13,5° O", "52.25° N, 13.5° E"),
    ("phone", "+493012345678", "030 12345678", "+49 30 12345678"),
    ("language", "ar", "Arabisch", "Arabic"),
    ("boolean", True, "ja", "yes"),
    ("number", 1200.5, "1.200,5", "1,200.5"),
    ("url", "https://example.org/a/", "example.org/a", "example.org/a"),
]

ALIKE = [
    ("date", "2021-03", "2021", 0.8),
    ("date", "2021", "2022", 0.0),
    ("period", "2019/..", "2019/2021", 0.5),
    ("age_range", "6-12", "6-12", 1.0),
    ("age_range", "6-12", "13-", 0.0),
    ("money", "4.00 EUR", "8.00 EUR", 0.5),
    ("money", "4.00 EUR", "4.00 USD", 0.0),
    ("phone", "+49305125110", "+493051251123", 0.8),
    ("email", "a@example.org", "b@example.org", 0.3),
    ("url", "http://www.example.org/", "https://example.org", 1.0),
    ("url", "https://example.org/a", "https://example.org/b", 0.5),
    ("language", "de", "de-x-simple", 0.8),
    ("identifier", "VR 123-4", "vr1234", 1.0),
    ("point", "13.5 52.5", "13.5 52.5", 1.0),
    ("point", "13.5 52.5", "13.6 52.5", 0.0),
    ("text", "Sport und Spiel", "Spiel und Sport", 1.0),
]


@pytest.mark.parametrize(("kind", "raw", "stored"), CLEAN)
def test_what_people_type_becomes_the_stored_form(kind: str, raw: object, stored: object) -> None:
    assert KINDS[kind].clean(raw) == stored
    assert KINDS[kind].validate(stored)


@pytest.mark.parametrize(("kind", "raw", "code"), WRONG)
def test_a_wrong_value_is_named_without_being_repeated(kind: str, raw: object, code: str) -> None:
    with pytest.raises(ValueProblem) as problem:
        KINDS[kind].clean(raw)
    assert problem.value.code == code
    assert str(raw) not in problem.value.message
    assert not KINDS[kind].validate(raw)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("raw", [None, "", "   "])
def test_an_empty_value_is_no_value(kind: str, raw: object) -> None:
    assert KINDS[kind].clean(raw) is None


@pytest.mark.parametrize(("kind", "value", "german", "english"), CAPTIONS)
def test_captions_in_both_languages(kind: str, value: str, german: str, english: str) -> None:
    assert (KINDS[kind].caption(value, "de"), KINDS[kind].caption(value, "en")) == (german, english)


@pytest.mark.parametrize(("kind", "left", "right", "likeness"), ALIKE)
def test_likeness(kind: str, left: str, right: str, likeness: float) -> None:
    assert KINDS[kind].compare(left, right) == likeness == KINDS[kind].compare(right, left)


def test_partial_dates_cover_days() -> None:
    assert first_day("2024-02") == datetime.date(2024, 2, 1)
    assert last_day("2024-02") == datetime.date(2024, 2, 29)
    assert last_day("2024") == datetime.date(2024, 12, 31)
    assert bounds("2019/..") == (datetime.date(2019, 1, 1), None)


def test_age_ranges_overlap() -> None:
    assert overlaps("6-12", "12-")
    assert not overlaps("6-12", "13-18")
    assert ages("-18") == (0, 18)


def test_three_decimals_are_fifty_metres() -> None:
    assert accuracy("13.512 52.487") == pytest.approx(55.7, abs=0.1)
    assert distance("13.5 52.5", "13.5 52.501") == pytest.approx(111.3, abs=0.1)


def test_a_code_is_recognised_by_its_caption() -> None:
    values = {"agreement": ["Vereinbarung", "agreement"], "contract": ["Vertrag", "contract"]}
    assert match_code("vertrag", values) == "contract"
    assert match_code("Zuruf", values) is None


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    for kind in KINDS.values():
        try:
            once = kind.clean(raw)
        except ValueProblem:
            continue
        assert once is None or kind.clean(once) == once, kind.name


@given(st.dates(datetime.date(1000, 1, 1), datetime.date(2200, 12, 31)))
def test_a_caption_can_be_read_again(day: datetime.date) -> None:
    kind = KINDS["date"]
    for lang in ("de", "en"):
        assert kind.clean(kind.caption(day.isoformat(), lang)) == day.isoformat()
