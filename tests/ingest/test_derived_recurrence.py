"""A text about time keeps its words, and beside it stands the rule that was read from it."""

from __future__ import annotations

import pytest

from ingest.cells import clean
from schema.model import load_model
from schema.record import Scalar
from schema.sheets import load_sheets


class _Nobody:
    def redact(self, text: str) -> tuple[str, list[str]]:
        return text, []


def values(type_name: str, name: str, text: str) -> dict[str, list[Scalar]]:
    return clean(load_model().types[type_name].properties[name], [text], _Nobody(), None).values


@pytest.mark.parametrize(
    ("type_name", "name", "derived"),
    [
        ("Offering", "schedule", "recurrence"),
        ("Actor", "opening_hours", "opening_recurrence"),
        ("Cooperation", "frequency", "recurrence"),
        ("ParticipationFormat", "frequency", "recurrence"),
    ],
)
def test_the_rule_stands_beside_the_words(type_name: str, name: str, derived: str) -> None:
    text = "jeden 1. Dienstag im Monat 18 Uhr"
    assert values(type_name, name, text) == {name: [text], derived: ["RRULE:FREQ=MONTHLY;BYDAY=1TU|18:00"]}
    assert load_model().types[type_name].properties[derived].kind == "recurrence"


def test_single_days_of_a_schedule_are_the_dates_of_an_offering() -> None:
    text = "Sa 12.09.2026, 14 Uhr"
    assert values("Offering", "schedule", text) == {"schedule": [text], "dates": ["2026-09-12"]}


def test_what_cannot_be_read_stays_words_and_is_no_problem() -> None:
    found = clean(load_model().types["Offering"].properties["schedule"], ["nach Wetterlage"], _Nobody(), None)
    assert (found.values, found.problems) == ({"schedule": ["nach Wetterlage"]}, [])


def test_nobody_is_asked_to_fill_in_a_rule() -> None:
    asked = {column.property.name for sheet in load_sheets() for column in sheet.columns if column.property}
    assert not asked & {"recurrence", "opening_recurrence"}
