"""The rows of HSDS: nested organisations and services (3.0 and 2.x names) as flat cells.

Several values of one column stand on lines of their own. People (contacts) have columns of their own, which mappings keep
private; addressees and whoever last checked an entry are not read at all.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from graph.export.hsds.objects import GENERIC
from ingest.readers.hsds_own import TAB, details, exact, is_known, is_own, kinds_of, known_as, own_description, said
from ingest.readers.hsds_times import first_day, last_day, recurrence, schedule_text
from ingest.readers.loose import object_of, objects, scalar
from ingest.readers.tables import Cell
from schema.values import KINDS, ValueProblem

ORGANISATIONS, SERVICES = "hsds-organizations", "hsds-services"
LOCATIONS, DEPARTMENTS = "hsds-locations", "hsds-departments"
_PLACE = ["location_id", "location_name", "address_1", "city", "postal_code", "latitude", "longitude"]
_PLACE += ["accuracy", "location_identifier"]
_CONTACTS = ["contact_names", "contact_emails", "contact_phones"]
_ANYTHING = ["id", "identifiers", "name", "alternate_name", "description", "url", "email", "phones", "terms", "funding"]
_ANYTHING += ["valid_from", "valid_until", "concepts", "details"]
ORGANISATION_HEADINGS = [
    *_ANYTHING,
    *("legal_status", "founded", "kinds", "register_number", "school_type", "opening_hours", "opening_recurrence"),
    *("students", "tasks", "parent", "carriers", "superiors", "places"),
    *_CONTACTS,
    *_PLACE,
]
SERVICE_HEADINGS = [
    *_ANYTHING,
    *("organization_id", "organization_name", "organization_url", "organization_kinds", "organization_identifier"),
    *("providers", "status", "cost", "price", "ages", "eligibility", "languages", "schedule", "recurrence", "start"),
    *(
        "places",
        "end",
        "dates",
        "freq",
        "byday",
        "opens_at",
        "closes_at",
        "accessibility",
        "capacity",
        "reach",
        "last_verified",
    ),
    *("application_process", "required_documents", "interpretation", "accreditations", "alert", "wait_time"),
    *_CONTACTS,
    *_PLACE,
]
LOCATION_HEADINGS = [
    *("name", "alternate_name", "description", "url", "transportation", "identifiers", "terms", "valid_from"),
    *("valid_until", "street", "house_number", "locality", "details"),
    *_PLACE,
]
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
_REACH = {"virtual": "online", "physical": "place"}
Thing = dict[str, Any]


def organisation_cells(thing: Thing, names: dict[str, str]) -> dict[str, Cell]:
    """One organisation; `names` are those of the file's organisations by id, for the parents'."""
    places = [one for one in _list(thing, "locations") if _location_type(one) != "virtual"]
    numbers = {True: [], False: []}  # type: dict[bool, list[Thing]]
    for one in _list(thing, "organization_identifiers"):
        numbers[one.get("identifier_type") == "register_number"].append(one)
    cells = {
        "id": thing.get("id"),
        "name": thing.get("name"),
        "alternate_name": thing.get("alternate_name"),
        "description": own_description(thing) if is_own(thing) else plain(thing.get("description")),
        "url": thing.get("website") or thing.get("url"),
        "email": thing.get("email"),
        "phones": _phones(thing),
        "identifiers": _lines([_own(thing), _uri(thing), *map(_identifier, numbers[False])]),
        "register_number": _lines(one.get("identifier") for one in numbers[True]),
        "legal_status": thing.get("legal_status"),
        "founded": thing.get("year_incorporated"),
        "kinds": kinds_of(thing),
        "funding": _lines(one.get("source") for one in _list(thing, "funding")),
        "terms": _terms(thing),
        "details": details(thing),
        **_parents(thing, names),
        "places": _lines(map(_further, places[1:])),
        **_contacts([thing]),
        **_place(next(iter(places), {})),
    }
    return exact(_filled(cells), thing)


def service_cells(service: Thing, at: Thing, names: dict[str, str] | None = None) -> dict[str, Cell]:
    """One service at one place; `at` is the service_at_location, or empty; `names` as for organisations."""
    location = object_of(at.get("location"))
    further = [object_of(one.get("location")) for one in _list(service, "service_at_locations")[1:]]
    organisation = object_of(service.get("organization"))
    own = is_own(service)
    places = [at, service, location]
    timed = [service] if own else places
    schedules = next(filter(None, (_list(one, "schedules", "regular_schedules") for one in timed)), [])
    options = _list(service, "cost_options")
    cells = {
        "id": service.get("id"),
        "identifiers": _own(service),
        "organization_id": organisation.get("id") or service.get("organization_id"),
        "organization_name": organisation.get("name"),
        "organization_url": "" if own else organisation.get("website") or organisation.get("url"),
        "organization_kinds": "" if own else "organisation",
        "organization_identifier": known_as(organisation),
        "providers": _named(said(service).others["PROVIDES"], names or {}),
        "name": service.get("name"),
        "alternate_name": service.get("alternate_name"),
        "description": _words(service, "description"),
        "url": service.get("url"),
        "email": service.get("email"),
        "phones": next(filter(None, map(_phones, timed)), ""),
        "status": service.get("status"),
        "cost": _cost(service, options),
        "price": _amount(options[0]) if len(options) == 1 else "",
        "ages": _ages(service),
        "eligibility": _words(service, "eligibility_description") or plain(_eligibility(service).get("eligibility")),
        "languages": _languages(service) or ("" if own else _languages(location)),
        "schedule": _lines(map(schedule_text, schedules)),
        "recurrence": _lines(map(recurrence, schedules)),
        "start": first_day(schedules),
        "end": last_day(schedules),
        **{name: _lines(one.get(name) for one in schedules) for name in ("freq", "byday", "opens_at", "closes_at")},
        "terms": _terms(service),
        "accessibility": _lines(map(_access, _list(location, "accessibility", "accessibility_for_disabilities"))),
        "reach": _REACH.get(_location_type(location), ""),
        "last_verified": scalar(service.get("assured_date") or ("" if own else service.get("last_modified")))[:10],
        "details": details(service, at if len(_list(service, "service_at_locations")) == 1 else None),
        "interpretation": _words(service, "interpretation_services"),
        "required_documents": _lines(one.get("document") for one in _list(service, "required_documents")),
        "funding": _lines(one.get("source") for one in _list(service, "funding")),
        **{name: _words(service, name) for name in ("application_process", "accreditations", "alert", "wait_time")},
        **_contacts(places),
        **_place(location),
        **({"location_id": "", "places": _lines(map(_further, further))} if own else {}),
    }
    return exact(_filled(cells), service)


def location_cells(location: Thing) -> dict[str, Cell]:
    """One location by itself; {} where it says no more than its name, address and point."""
    place = _place(location)
    kind, number = (scalar(location.get(f"external_identifier{name}")) for name in ("_type", ""))
    cells = {
        "name": location.get("name"),
        "alternate_name": location.get("alternate_name"),
        "description": _words(location, "description"),
        "url": location.get("url"),
        "transportation": _words(location, "transportation"),
        "identifiers": known_as(location) or " ".join(filter(None, (kind, number))),
        "terms": _terms(location),
        "details": details(location),
        **place,
    }
    found = exact(_filled(cells), location)
    return found if found.keys() - {"name", *place} or is_own(location) else {}


def is_department(thing: Thing) -> bool:
    """Is the organisation a unit of the administration, by our own word?"""
    return said(thing).department


def _filled(values: Thing) -> dict[str, Cell]:
    return {key: found for key, value in values.items() if (found := scalar(value))}


def _list(thing: Thing, *names: str) -> list[Thing]:
    """The objects under the first of the names that holds any."""
    return next((found for name in names if (found := objects(thing.get(name)))), [])


def _lines(texts: Iterable[Any]) -> str:
    return "\n".join(dict.fromkeys(filter(None, map(scalar, texts))))


def _words(thing: Thing, name: str) -> str:
    """A free text: as we wrote it, or anybody else's without its markup."""
    return scalar(thing.get(name)) if is_own(thing) else plain(thing.get(name))


def _parents(thing: Thing, names: dict[str, str]) -> Thing:
    """A parent is a carrier, of ours also a superior department."""
    parent, others = scalar(thing.get("parent_organization_id")), said(thing).others
    if not is_own(thing):
        return {"parent": names.get(parent, "")}
    superiors = others["PART_OF_DEPARTMENT"]
    carriers = [*([parent] if parent not in superiors else []), *others["RUN_BY"]]
    return {"carriers": _named(carriers, names), "superiors": _named(superiors, names)}


def _named(ids: Iterable[str], names: dict[str, str]) -> str:
    """Others by their names and ids, of those that the file knows."""
    return _lines(f"{names[id]}{TAB}HSDS {id}" for id in ids if names.get(id))


def _further(location: Thing) -> str:
    """A further place of an organisation, on one line: name, street, postal code, city, longitude, latitude, identifier."""
    place = _place(location)
    names = ("location_name", "address_1", "postal_code", "city", "longitude", "latitude", "location_identifier")
    return TAB.join(" ".join(scalar(place[name]).split()) for name in names) + TAB


def _uri(thing: Thing) -> str:
    return "" if is_own(thing) else scalar(thing.get("uri"))


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
    scheme = "" if scheme == GENERIC else scheme
    return " ".join(filter(None, (scheme, scalar(thing.get("identifier")))))


def _terms(thing: Thing) -> str:
    attributes = _list(thing, "attributes", "service_attributes", "service_taxonomys")
    terms = [one["taxonomy_term"] for one in attributes if isinstance(one.get("taxonomy_term"), dict)]
    found = [*terms, *_list(thing, "taxonomy_terms")]
    return _lines(term.get("name") or term.get("term") for term in found if not is_known(term))


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
        "accuracy": "".join(said(location).values["accuracy"][:1]),
        "location_identifier": known_as(location),
    }


def _location_type(location: Thing) -> str:
    return scalar(location.get("location_type")).casefold()


def _access(thing: Thing) -> str:
    return plain(thing.get("description") or thing.get("accessibility") or thing.get("details"))


def _amount(option: Thing) -> str:
    return (
        f"{scalar(option['amount'])} {scalar(option.get('currency') or 'EUR').upper()}"
        if scalar(option.get("amount"))
        else ""
    )


def _cost(service: Thing, options: list[Thing]) -> str:
    stated = _words(service, "fees_description") or plain(service.get("fees"))
    if is_own(service):
        return stated  # its one amount is the price
    listed = (
        " ".join(filter(None, (_amount(one), scalar(one.get("amount_description")), scalar(one.get("option")))))
        for one in options
    )
    return _lines([stated, *listed])


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
