"""Schedules become rules of RFC 5545 where they can be read without doubt, and stay text where not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from schema.values import KINDS, ValueProblem, parse_schedule

RECURRENCE = KINDS["recurrence"]
TABLE: dict[Any, list[str]] = yaml.safe_load(Path(__file__).with_name("schedules.yaml").read_text(encoding="utf-8"))
RULES = sorted({f"RRULE:FREQ={rule}" for rules in TABLE.values() for rule in rules})
WORDS = [
    *["mo", "Di", "mittwochs", "Donnerstag", "fr", "sa", "So", "täglich", "werktags", "jeden", "1.", "3.", "letzter"],
    *["im Monat", "14-tägig", "monatlich", "ungerade Wochen", "Mai", "9", "12", "16:00", "18.30", "Uhr", "pm", "ab"],
    *["-", "–", "bis", ",", "und", ";", "+", "(", ")", "außer", "Ferien", "off", "geschlossen", "n.V.", "Yoga", ":"],
]


@pytest.mark.parametrize("text", TABLE, ids=str)
def test_a_schedule_is_read_into_its_rules(text: str) -> None:
    schedule = parse_schedule(text)
    read = [slot.value.removeprefix("RRULE:FREQ=") for slot in schedule.slots] if schedule else []
    assert read == TABLE[text]


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_of_the_table_is_one_of_rfc_5545(rule: str) -> None:
    assert RECURRENCE.validate(rule)
    rrulestr(rule.partition("|")[0])


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("rule", RULES)
def test_the_caption_of_a_rule_can_be_read_again(rule: str, lang: str) -> None:
    assert RECURRENCE.clean(RECURRENCE.caption(rule, lang)) == rule


@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))
def test_whatever_is_read_is_a_valid_rule_whose_caption_says_the_same(text: str) -> None:
    schedule = parse_schedule(text)
    for slot in schedule.slots if schedule else ():
        rrulestr(slot.rrule)
        assert RECURRENCE.validate(slot.value)
        assert RECURRENCE.clean(RECURRENCE.caption(slot.value, "de")) == slot.value


@pytest.mark.parametrize(
    ("rule", "german", "english"),
    [
        ("WEEKLY;BYDAY=TU,TH|16:00-18:00", "dienstags und donnerstags 16–18 Uhr", "Tuesdays and Thursdays 16:00–18:00"),
        ("MONTHLY;BYDAY=1WE,3WE", "1. und 3. Mittwoch im Monat", "1st and 3rd Wednesday of the month"),
        ("MONTHLY;INTERVAL=3", "vierteljährlich", "quarterly"),
        ("WEEKLY;INTERVAL=2;BYDAY=MO|15:30", "14-tägig montags 15:30 Uhr", "every two weeks Mondays 15:30"),
    ],
)
def test_captions(rule: str, german: str, english: str) -> None:
    value = f"RRULE:FREQ={rule}"
    assert (RECURRENCE.caption(value, "de"), RECURRENCE.caption(value, "en")) == (german, english)


def test_single_days_are_dates_and_no_rule() -> None:
    schedule = parse_schedule("Sa 12.09.2026, 14 Uhr und Sa, 19. September 2026, 14 Uhr")
    assert schedule is not None
    assert (schedule.slots, schedule.dates) == ((), ("2026-09-12", "2026-09-19"))


def test_what_the_rule_cannot_say_is_kept_in_words() -> None:
    schedule = parse_schedule("Mi 16-18 Uhr, außer in den Ferien; Fr nach Vereinbarung")
    assert schedule is not None
    assert (schedule.exceptions, schedule.note) == (("außer in den Ferien",), "nach Vereinbarung")


@pytest.mark.parametrize("raw", ["RRULE:FREQ=SOMETIMES", "RRULE:BYDAY=MO", "RRULE:FREQ=DAILY;COUNT=3", "irgendwann"])
def test_what_is_no_recurrence_is_told(raw: str) -> None:
    with pytest.raises(ValueProblem) as problem:
        RECURRENCE.clean(raw)
    assert problem.value.code == "recurrence-invalid"


def test_the_parts_of_a_rule_come_in_one_order() -> None:
    assert RECURRENCE.clean("RRULE:BYDAY=MO;FREQ=WEEKLY|09:00") == "RRULE:FREQ=WEEKLY;BYDAY=MO|09:00"
