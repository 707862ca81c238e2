"""The sheets of the template: they fit the model, and say so where they do not."""

from __future__ import annotations

from typing import Any

import pytest

from schema.errors import ModelError
from schema.model import load_model
from schema.sheets import load_sheets, read_sheets

LINK: dict[str, Any] = {
    "edge": "PROVIDES",
    "other": "Actor",
    "heading": {"de": "Anbieter", "en": "Provider"},
    "definition": {"de": "Wer.", "en": "Who."},
    "example": "",
}


def sheet(**entry: Any) -> dict[str, Any]:
    return {"sheets": [{"type": "Offering", "properties": ["name"], **entry}], "examples": {}, "kinds": {}}


def test_headings_within_a_sheet_are_distinct() -> None:
    for content in load_sheets():
        headings = [column.heading.de for column in content.columns]
        assert len(headings) == len(set(headings)), content.title.de


def test_titles_are_distinct_and_fit_a_spreadsheet() -> None:
    titles = [content.title.de for content in load_sheets()]
    assert len(titles) == len(set(titles))
    assert all(len(title) <= 31 for title in titles)


def test_offering_asks_for_its_provider_right_after_the_name() -> None:
    [offering] = [content for content in load_sheets() if content.type == "Offering"]
    name, provider = offering.columns[:2]
    assert name.required
    assert provider.link is not None
    assert (provider.link.edge, provider.link.direction, provider.link.other) == ("PROVIDES", "in", "Actor")


def test_address_columns_belong_to_the_place() -> None:
    [actor] = [content for content in load_sheets() if content.type == "Actor"]
    streets = [c for c in actor.columns if c.property is not None and c.property.name == "street"]
    assert [c.holder for c in streets] == ["Place"]


def test_members_are_asked_for_with_their_role() -> None:
    [cooperation] = [content for content in load_sheets() if content.type == "Cooperation"]
    roles = [c.link.properties["role"] for c in cooperation.columns if c.link and c.link.edge == "MEMBER_OF"]
    assert roles == ["coordinator", "member"]
    assert [content.edge for content in load_sheets() if content.edge] == ["MEMBER_OF"]


@pytest.mark.parametrize(
    ("entry", "named"),
    [
        ({"properties": ["colour"]}, "Offering has no property 'colour'"),
        ({"links": [LINK]}, "Offering: PROVIDES: the model allows no such relationship"),
        ({"type": "Vehicle"}, "no type 'Vehicle'"),
        ({"links": [{**LINK, "direction": "in", "heading": {"de": "Anbieter"}}]}, "heading: en must be a text"),
    ],
)
def test_sheet_that_does_not_fit_the_model_is_named(entry: dict[str, Any], named: str) -> None:
    with pytest.raises(ModelError, match=named):
        read_sheets(sheet(**entry), load_model())
