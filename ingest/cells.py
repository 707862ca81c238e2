"""From the texts of a cell to clean values of a property, sorted into what may be shown and what is sealed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from schema.model import Property
from schema.record import Scalar
from schema.values import (
    KINDS,
    ValueProblem,
    is_functional_email,
    match_code,
    parse_schedule,
    split_emails,
    split_phones,
    split_urls,
)

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PROSE = frozenset({"name", "text"})
# What is read from a text beside it; a type that does not have the property goes without.
RECURRENCE_OF = {"schedule": "recurrence", "frequency": "recurrence", "opening_hours": "opening_recurrence"}
DATES_OF = {"schedule": "dates"}


class Redactor(Protocol):
    """Takes persons out of free text: returns the cleaned text and the names found."""

    def redact(self, text: str) -> tuple[str, list[str]]: ...


@dataclass(slots=True)
class Cleaned:
    """Values by property name, and what could not be read."""

    values: dict[str, list[Scalar]] = field(default_factory=dict)
    persons: list[str] = field(default_factory=list)
    problems: list[ValueProblem] = field(default_factory=list)

    def add(self, name: str, value: Scalar | None) -> None:
        if value is not None and value not in self.values.setdefault(name, []):
            self.values[name].append(value)


def clean(prop: Property, texts: Sequence[Any], redactor: Redactor, area_code: str | None) -> Cleaned:
    """Clean a property's texts. Mobile numbers and personal mailboxes go to the contact properties, fax nowhere."""
    found = Cleaned()
    for text in texts:
        if prop.kind == "phone":
            _phones(prop.name, str(text), area_code, found)
        elif prop.kind == "email":
            _emails(prop.name, str(text), found)
        elif prop.kind == "url":
            split = split_urls(text)
            found.problems += split.problems
            for url in split.values:
                found.add(prop.name, url)
        else:
            _single(prop, text, redactor, found)
        if prop.name in RECURRENCE_OF:
            _schedule(prop.name, text, found)
    found.values = {name: values for name, values in found.values.items() if values}
    return found


def _single(prop: Property, text: Any, redactor: Redactor, found: Cleaned) -> None:
    if prop.kind in PROSE and prop.visibility != "private":
        text, persons = redactor.redact(ADDRESS.sub(_public_only, str(text)))
        found.persons += persons
    if prop.kind == "code" and prop.values is not None:
        code = match_code(text, {code: (caption.de, caption.en) for code, caption in prop.values.items()})
        if code is None:
            found.problems.append(ValueProblem("code-unknown", f"Not one of: {', '.join(prop.values)}."))
        found.add(prop.name, code)
        return
    try:
        found.add(prop.name, KINDS[prop.kind].clean(text))
    except ValueProblem as problem:
        found.problems.append(problem)


def _schedule(name: str, text: Any, found: Cleaned) -> None:
    """The rules and single days that a text tells, where it can be read without doubt."""
    schedule = parse_schedule(text)
    if schedule is None:
        return
    for slot in schedule.slots:
        found.add(RECURRENCE_OF[name], slot.value)
    for day in schedule.dates if name in DATES_OF else ():
        found.add(DATES_OF[name], day)


def _public_only(found: re.Match[str]) -> str:
    """A mailbox in prose stays only where it is nobody's own."""
    return found.group() if is_functional_email(found.group()) else "…"


def _phones(name: str, text: str, area_code: str | None, found: Cleaned) -> None:
    split = split_phones(text, area_code)
    found.problems += split.problems
    for phone in split.values:
        if phone.tag != "fax":
            found.add("contact_phones" if phone.tag == "mobile" else name, phone.number)


def _emails(name: str, text: str, found: Cleaned) -> None:
    split = split_emails(text)
    found.problems += split.problems
    for address in split.values:
        found.add(name if is_functional_email(address) else "contact_emails", address)
