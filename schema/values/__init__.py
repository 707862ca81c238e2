"""Value kinds: how each sort of value is read, stored, compared and shown.

`KINDS[name]` has clean(raw), validate(value), compare(a, b) and caption(value, lang).
"""

from __future__ import annotations

from schema.values import (
    address,
    age_range,
    date,
    email,
    geometry,
    identifier,
    language,
    money,
    name,
    numbers,
    period,
    phone,
    point,
    recurrence,
    text,
    url,
)
from schema.values.address import Address, address_key, parse_address
from schema.values.base import Kind, Scalar, Split, ValueProblem
from schema.values.email import is_functional_email, split_emails
from schema.values.folding import fold
from schema.values.name import legal_form, name_key
from schema.values.numbers import match_code
from schema.values.offerings import split_offerings
from schema.values.phone import Phone, split_phones
from schema.values.schedule import Schedule, parse_schedule
from schema.values.url import split_urls

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        name.KIND,
        text.KIND,
        date.KIND,
        period.KIND,
        recurrence.KIND,
        age_range.KIND,
        phone.KIND,
        email.KIND,
        url.KIND,
        address.KIND,
        point.KIND,
        geometry.KIND,
        identifier.KIND,
        language.KIND,
        money.KIND,
        numbers.INTEGER,
        numbers.NUMBER,
        numbers.BOOLEAN,
        numbers.CODE,
    )
}

__all__ = [
    "KINDS",
    "Address",
    "Kind",
    "Phone",
    "Scalar",
    "Schedule",
    "Split",
    "ValueProblem",
    "address_key",
    "fold",
    "is_functional_email",
    "legal_form",
    "match_code",
    "name_key",
    "parse_address",
    "parse_schedule",
    "split_emails",
    "split_offerings",
    "split_phones",
    "split_urls",
]
