"""Dates, periods, ages and amounts as offices write them: what is read, what says nothing, what is told as a problem."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.ages import ages
from schema.values import KINDS, ValueProblem

DATES = [
    ("ab 03/2021", "2021-03"),
    ("ab dem 1.1.2020", "2020-01-01"),
    ("Anfang 2020", "2020"),
    ("Ende März 2021", "2021-03"),
    ("ca. 1990", "1990"),
    ("gegr. 1998", "1998"),
    ("1998 gegründet", "1998"),
    ("12.9.26", "2026-09-12"),
    ("Oktober '20", "2020-10"),
    (2019.0, "2019"),
    ("2021/03/25", "2021-03-25"),
    ("5th of March 2021", "2021-03-05"),
    ("March 5th, 2021", "2021-03-05"),
    ("5 Mar 2021", "2021-03-05"),
    ("3/25/2021", "2021-03-25"),
    ("25/3/2021", "2021-03-25"),
    ("2026-03-05T10:00:00+01:00", "2026-03-05"),
    ("5. März 2026, 14 Uhr", "2026-03-05"),
    ("Sa 12.09.2026 14:00 Uhr", "2026-09-12"),
    (44927, "2023-01-01"),
    (44927.0, "2023-01-01"),
    ("44927", "2023-01-01"),
    (44927.75, "2023-01-01"),
    (32874, "1990-01-01"),
    (73415, "2100-12-31"),
]
PERIODS = [
    ("2019/20", "2019-08/2020-07"),
    ("SJ 2024/25", "2024-08/2025-07"),
    ("Schuljahr 2024/2025", "2024-08/2025-07"),
    ("seit SJ 2019/20", "2019-08/.."),
    ("1999/00", "1999-08/2000-07"),
    ("2019/2020", "2019/2020"),
    ("KW 12/2026", "2026-03-16/2026-03-22"),
    ("12. KW 2026", "2026-03-16/2026-03-22"),
    ("1. Quartal 2024", "2024-01/2024-03"),
    ("seit 2019 bis auf Weiteres", "2019/.."),
    ("seit 2019, laufend", "2019/.."),
    ("unbefristet ab 2020", "2020/.."),
    ("01.03.2021 bis unbefristet", "2021-03-01/.."),
    ("2019 -", "2019/.."),
    ("2019 - 21", "2019/2021"),
    ("01.03.2021 - 31.12.2023", "2021-03-01/2023-12-31"),
    ("01.03.-31.05.2021", "2021-03-01/2021-05-31"),
    ("März bis Juni 2021", "2021-03/2021-06"),
    ("Januar–März 2021", "2021-01/2021-03"),
    ("Januar-März 2021", "2021-01/2021-03"),
]
AGES = [
    ("6-12 J.", "6-12"),
    ("ab 14", "14-"),
    ("U18", "-17"),
    ("Ü60", "60-"),
    ("18+", "18-"),
    ("6 bis unter 12", "6-11"),
    ("0–3 Jahre", "0-3"),
    ("12/13 Jahre", "12-13"),
    ("6 J. - 12 J.", "6-12"),
    ("6- bis 12-Jährige", "6-12"),
    ("Kinder (6-12)", "6-12"),
    ("Jugendliche ab 14 Jahren", "14-"),
    ("für Kinder ab 3", "3-"),
    ("10 bis einschl. 14", "10-14"),
    ("ages 6-12", "6-12"),
    ("Klasse 1-6", "6-12"),
    ("1.-6. Klasse", "6-12"),
    ("ab Klasse 5", "10-"),
    ("5. Klasse", "10-11"),
    ("ab 6. Lebensjahr", "5-"),
    ("ab dem vollendeten 6. Lebensjahr", "6-"),
    ("bis zum vollendeten 18. Lebensjahr", "-17"),
    ("6 Monate bis 3 Jahre", "0-3"),
    ("ab 18 Monaten", "1-"),
    ("1 ½ - 2 Jahre", "1-2"),
    ("6-10, 11-14", "6-14"),
    ("Kinder 6-12, Jugendliche 13-18", "6-18"),
]
AMOUNTS = [("4,50 €", "4.50 EUR"), ("frei", "0.00 EUR"), ("Eintritt frei", "0.00 EUR"), ("gebührenfrei", "0.00 EUR")]
READ = [(kind, *row) for kind, rows in
        {"date": DATES, "period": PERIODS, "age_range": AGES, "money": AMOUNTS}.items() for row in rows]  # fmt: skip
SAYS_NOTHING = [
    ("date", "laufend"),
    ("date", "bis auf Weiteres"),
    ("date", "unbefristet"),
    ("period", "laufend"),
    ("period", "bis auf Weiteres"),
    ("age_range", "alle Altersgruppen"),
    ("age_range", "Senioren"),
    ("age_range", "Kinder und Jugendliche"),
    ("money", "auf Spendenbasis"),
]
WRONG = [
    ("date", "12.9.", "date-without-year"),
    ("date", "12. September", "date-without-year"),
    ("date", "3/4/2021", "date-ambiguous"),
    ("date", "2019/20", "date-invalid"),
    ("date", "01.03.2021 - 31.12.2023", "date-invalid"),
    ("date", 32873, "date-invalid"),
    ("date", 73416, "date-invalid"),
    ("period", 44927, "period-invalid"),
    ("period", "KW 60/2026", "period-invalid"),
    ("period", "2019/21", "date-invalid"),
    ("age_range", "3-6, 60+", "age-range-several"),
    ("age_range", "Eltern mit Kindern bis 3", "age-range-invalid"),
    ("money", "ab 5 €", "money-invalid"),
]


@pytest.mark.parametrize(("kind", "raw", "stored"), READ)
def test_what_offices_write_is_read(kind: str, raw: object, stored: str) -> None:
    assert KINDS[kind].clean(raw) == stored
    assert KINDS[kind].validate(stored)


@pytest.mark.parametrize(("kind", "raw"), SAYS_NOTHING)
def test_words_that_name_no_value_are_no_mistake(kind: str, raw: str) -> None:
    assert KINDS[kind].clean(raw) is None


@pytest.mark.parametrize(("kind", "raw", "code"), WRONG)
def test_what_cannot_be_told_is_a_problem_that_says_so(kind: str, raw: object, code: str) -> None:
    with pytest.raises(ValueProblem) as problem:
        KINDS[kind].clean(raw)
    assert problem.value.code == code


@given(st.integers(0, 17), st.integers(0, 60))
def test_the_caption_of_an_age_range_can_be_read_again(low: int, more: int) -> None:
    kind = KINDS["age_range"]
    for value in (f"{low}-{low + more}", f"{low}-", f"-{low}"):
        for lang in ("de", "en"):
            assert kind.clean(kind.caption(value, lang)) == value


def test_an_age_that_is_not_included_is_not_in_the_span_of_a_text() -> None:
    found = ages("Angebote für Kinder von 6 bis unter 12 Jahren")
    assert [(age.low, age.high) for age in found] == [(6, 11)]
