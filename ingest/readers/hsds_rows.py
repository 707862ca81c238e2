"""The rows of HSDS: nested organisations and services (3.0 and 2.x names) as flat cells.

Several values of one column stand on lines of their own. People (contacts) have columns of their own, which mappings keep
private; addressees and whoever last checked an entry are not read at all.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ingest.readers.hsds_times import first_day, last_day, recurrence, schedule_text
from ingest.readers.loose import object_of, objects, scalar
from ingest.readers.tables import Cell
from schema.values import KINDS, ValueProblem

ORGANISATIONS, SERVICES = "hsds-organizations", "hsds-services"
_PLACE = ["location_id", "location_name", "address_1", "city", "postal_code", "latitude", "longitude"]
_CONTACTS = ["contact_names", "contact_emails", "contact_phones"]
ORGANISATION_HEADINGS = [
    *(
        "id",
        "name",
        "alternate_name",
        "description",
        "url",
        "email",
        "phones",
        "identifiers",
        "legal_status",
        "founded",
    ),
    *("parent", "terms", *_CONTACTS, *_PLACE),
]
SERVICE_HEADINGS = [
    *(
        "id",
        "identifiers",
        "organization_id",
        "organization_name",
        "organization_url",
        "name",
        "alternate_name",
        "description",
        "url",
    ),
    *(
        "email",
        "phones",
        "status",
        "cost",
        "price",
        "ages",
        "eligibility",
        "languages",
        "schedule",
        "recurrence",
        "start",
        "end",
        "freq",
    ),
    *("byday", "opens_at", "closes_at", "terms", "accessibility", "reach", "last_verified", *_CONTACTS, *_PLACE),
]
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
_REACH = {"virtual": "online", "physical": "place"}
Thing = dict[str, Any]


def organisation_cells(thing: Thing, names: dict[str, str]) -> dict[str, Cell]:
    """One organisation; `names` are those of the file's organisations by id, for the parent's."""
    place = next((one for one in _list(thing, "locations") if _location_type(one) != "virtual"), {})
    return _filled(
        {
            "id": thing.get("id"),
            "name": thing.get("name"),
            "alternate_name": thing.get("alternate_name"),
            "description": plain(thing.get("description")),
            "url": thing.get("website") or thing.get("url"),
            "email": thing.get("email"),
            "phones": _phones(thing),
            "identifiers": _lines(
                [_own(thing), scalar(thing.get("uri")), *map(_identifier, _list(thing, "organization_identifiers"))]
            ),
            "legal_status": thing.get("legal_status"),
            "founded": thing.get("year_incorporated"),
            "parent": names.get(scalar(thing.get("parent_organization_id")), ""),
            "terms": _terms(thing),
            **_contacts([thing]),
            **_place(place),
        }
    )


def service_cells(service: Thing, at: Thing) -> dict[str, Cell]:
    """One service at one place; `at` is the service_at_location, or empty."""
    location = object_of(at.get("location"))
    organisation = object_of(service.get("organization"))
    places = [at, service, location]
    schedules = next(filter(None, (_list(one, "schedules", "regular_schedules") for one in places)), [])
    options = _list(service, "cost_options")
    return _filled(
        {
            "id": service.get("id"),
            "identifiers": _own(service),
            "organization_id": organisation.get("id") or service.get("organization_id"),
            "organization_name": organisation.get("name"),
            "organization_url": organisation.get("website") or organisation.get("url"),
            "name": service.get("name"),
            "alternate_name": service.get("alternate_name"),
            "description": plain(service.get("description")),
            "url": service.get("url"),
            "email": service.get("email"),
            "phones": next(filter(None, map(_phones, places)), ""),
            "status": service.get("status"),
            "cost": _cost(service, options),
            "price": _amount(options[0]) if len(options) == 1 else "",
            "ages": _ages(service),
            "eligibility": plain(service.get("eligibility_description") or _eligibility(service).get("eligibility")),
            "languages": _languages(service) or _languages(location),
            "schedule": _lines(map(schedule_text, schedules)),
            "recurrence": _lines(map(recurrence, schedules)),
            "start": first_day(schedules),
            "end": last_day(schedules),
            **{name: _lines(one.get(name) for one in schedules) for name in ("freq", "byday", "opens_at", "closes_at")},
            "terms": _terms(service),
            "accessibility": _lines(map(_access, _list(location, "accessibility", "accessibility_for_disabilities"))),
            "reach": _REACH.get(_location_type(location), ""),
            "last_verified": scalar(service.get("assured_date") or service.get("last_modified"))[:10],
            **_contacts(places),
            **_place(location),
        }
    )


def _filled(values: Thing) -> dict[str, Cell]:
    return {key: found for key, value in values.items() if (found := scalar(value))}


def _list(thing: Thing, *names: str) -> list[Thing]:
    """The objects under the first of the names that holds any."""
    return next((found for name in names if (found := objects(thing.get(name)))), [])


def _lines(texts: Iterable[Any]) -> str:
    return "\n".join(dict.fromkeys(filter(None, map(scalar, texts))))


def plain(value: Any) -> str:
    """Descriptions may hold HTML: its text."""
    text = scalar(value)
    return html.unescape(_MARKUP.sub(" ", text)).strip() if _MARKUP.search(text) or "&" in text else text


def _phones(thing: Thing) -> str:
    return _lines(
        scalar(phone.get("number")).strip('"') for phone in _list(thing, "phones") if phone.get("type") != "fax"
    )


def _own(thing: Thing) -> str:
    return f"HSDS {thing['id']}" if thing.get("id") else ""


def _identifier(thing: Thing) -> str:
    scheme = scalar(thing.get("identifier_scheme") or thing.get("identifier_type"))
    return " ".join(filter(None, (scheme, scalar(thing.get("identifier")))))


def _terms(thing: Thing) -> str:
    attributes = _list(thing, "attributes", "service_attributes", "service_taxonomys")
    terms = [one["taxonomy_term"] for one in attributes if isinstance(one.get("taxonomy_term"), dict)]
    return _lines(term.get("name") or term.get("term") for term in [*terms, *_list(thing, "taxonomy_terms")])


def _contacts(things: Iterable[Thing]) -> dict[str, str]:
    people = [person for thing in things for person in _list(thing, "contacts")]
    return {
        "contact_names": _lines(person.get("name") for person in people),
        "contact_emails": _lines(person.get("email") for person in people),
        "contact_phones": _lines(map(_phones, people)),
    }


def _place(location: Thing) -> Thing:
    addresses = _list(location, "addresses", "physical_addresses")
    address = next((one for one in addresses if one.get("address_type") == "physical"), next(iter(addresses), {}))
    return {
        "location_id": location.get("id"),
        "location_name": location.get("name"),
        "address_1": address.get("address_1"),
        "city": address.get("city"),
        "postal_code": address.get("postal_code"),
        "latitude": location.get("latitude"),
        "longitude": location.get("longitude"),
    }


def _location_type(location: Thing) -> str:
    return scalar(location.get("location_type")).casefold()


def _access(thing: Thing) -> str:
    return plain(thing.get("description") or thing.get("accessibility") or thing.get("details"))


def _amount(option: Thing) -> str:
    return (
        f"{scalar(option['amount'])} {scalar(option.get('currency') or 'EUR').upper()}" if option.get("amount") else ""
    )


def _cost(service: Thing, options: list[Thing]) -> str:
    said = plain(service.get("fees_description") or service.get("fees"))
    listed = (
        " ".join(filter(None, (_amount(one), scalar(one.get("amount_description")), scalar(one.get("option")))))
        for one in options
    )
    return _lines([said, *listed])


def _eligibility(service: Thing) -> Thing:
    return next(iter(_list(service, "eligibilities", "eligibilitys", "eligibility")), {})


def _ages(service: Thing) -> str:
    """'12-100', '12-' or '-18'; nothing where no age is given or everybody is meant."""
    of = service if service.get("minimum_age") or service.get("maximum_age") else _eligibility(service)
    low, high = (scalar(of.get(name)).partition(".")[0] for name in ("minimum_age", "maximum_age"))
    if (not low and not high) or (low in ("", "0") and high.isdigit() and int(high) >= 100):
        return ""
    return f"{low}-{high}"


def _languages(thing: Thing) -> str:
    """Each language by its code where that is known, else by its name."""
    return _lines(next(_known(one), scalar(one.get("name") or one.get("code"))) for one in _list(thing, "languages"))


def _known(language: Thing) -> Iterator[str]:
    for text in (language.get("code"), language.get("name"), language.get("language")):
        try:
            if code := KINDS["language"].clean(scalar(text)):
                yield str(code)
        except ValueProblem:
            continue
