"""HSDS objects (3.0) of what was gathered: organisations, services, locations, services at locations.

`mapping.yaml` says which property is in which field. What HSDS has no field for is an attribute, so nothing that a thing says is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graph.export.hsds.carried import AT, DAY, carry, is_uri
from graph.export.hsds.gather import PARENTS, Entity, Gathered, lives
from graph.export.hsds.ids import at_locations, made, uuid_of
from graph.export.hsds.schedules import is_held, schedules
from graph.export.hsds.terms import Object, Term, rules, term_object, term_of
from schema.iris import entity_iri
from schema.model import load_model
from schema.values import KINDS, ValueProblem, parse_address
from schema.values.point import lon_lat

_AGES = re.compile(r"(\d*)-(\d*)")
_EVERYBODY = 100  # years: HSDS's way to say that there is no upper end
GENERIC = "identifier"  # the type of an identifier whose register is not named


class Objects:
    """Builds the objects of one batch; `base` is where our IRIs live."""

    def __init__(self, found: Gathered, base: str) -> None:
        self._found, self._base = found, base

    # organisations

    def organisation(self, id: str) -> Object:
        """The one-to-one fields, as pages of organisations have them."""
        actor = self._found.things[id]
        properties = actor["properties"]
        shown = {"id": uuid_of(id), **_fields(actor, "Actor")[0]}
        shown.setdefault("description", _kinds(properties) or shown["name"])
        founded = str(properties.get("founded", ""))[:4]
        parents = self._found.others(id, *PARENTS)
        return shown | _filled(
            year_incorporated=int(founded) if founded.isdigit() else None,
            uri=entity_iri(load_model().types[actor["type"]], id, self._base),
            parent_organization_id=uuid_of(parents[0]) if parents else None,
        )

    def organisation_full(self, id: str) -> Object:
        """All of an organisation but its services."""
        actor, uuid = self._found.things[id], uuid_of(id)
        properties = actor["properties"]
        whole = self.organisation(id) | _lists(
            funding=_texts("funding", uuid, "source", properties.get("funding", ())),
            phones=_texts("phone", uuid, "number", properties.get("phone", ())),
            locations=[self.location(place) for place in self._found.others(id, "LOCATED_AT")],
            organization_identifiers=list(_identifiers(uuid, properties)),
            attributes=self._attributes("organization", id, actor, [*_kind_terms(properties), *self._parents(id)]),
        )
        return carry(whole, "organizations", properties.get("directory_details", ()))

    def _parents(self, id: str) -> Iterator[tuple[Term | None, str | None]]:
        """Which relationship the parent is of where that is not to be guessed, and parents beyond the first."""
        for n, parent in enumerate(self._found.others(id, *PARENTS)):
            for edge in PARENTS:
                if parent in self._found.others(id, edge) and (n or edge != PARENTS[0]):
                    yield term_of("properties", edge), uuid_of(parent)

    # services

    def service(self, id: str) -> Object:
        """The one-to-one fields, with the organisation, as pages of services have them."""
        shown = self._service(id)
        provider = self._provider(id)
        return shown | ({"organization": self.organisation(provider)} if provider else {})

    def service_full(self, id: str) -> Object:
        """All of a service, with its organisation and locations."""
        shown = self.service_lists(id)
        provider = self._provider(id)
        places = [one | {"location": self.location(place, self._access(id))} for place, one in self._at(id).items()]
        return shown | _lists(service_at_locations=places) | (
            {"organization": self.organisation_full(provider)} if provider else {}
        )  # fmt: skip

    def service_lists(self, id: str) -> Object:
        """All of a service that is its own: neither its organisation nor locations."""
        offering, uuid = self._found.things[id], uuid_of(id)
        properties = offering["properties"]
        whole = self._service(id) | _lists(
            phones=_texts("phone", uuid, "number", properties.get("phone", ())),
            schedules=schedules(uuid, properties),
            service_areas=list(self._areas(id)),
            languages=list(_languages(uuid, properties)),
            funding=_texts("funding", uuid, "source", properties.get("funding", ())),
            cost_options=list(_cost_options(uuid, properties)),
            required_documents=_texts("document", uuid, "document", properties.get("required_documents", ())),
            attributes=self._attributes("service", id, offering, self._also_provided(id)),
        )
        return carry(whole, "services", _still_true(properties))

    def at_location(self, service: str, place: str, *, full: bool) -> Object:
        """A service at one place, with the location and the service inside."""
        shown = self._at(service)[place] | {"location": self.location(place, self._access(service))}
        return shown | {"service": self.service_full_elsewhere(service) if full else self.service(service)}

    def is_at(self, service: str, place: str) -> bool:
        return service in self._found.things and place in self._at(service)

    def places_of(self, service: str) -> list[str]:
        """Where a service is."""
        return list(self._at(service))

    def place_of(self, service: str, uuid: str) -> str | None:
        """The place that the UUID of a service at a location speaks of, also where the service had another id then."""
        return next((place for place, one in self._at(service).items() if one["id"][-4:] == uuid[-4:]), None)

    def of_organisation(self, id: str, *, full: bool) -> Object:
        """A service inside its organisation, which it therefore does not repeat."""
        whole = self.service_full(id) if full else self._service(id)
        return {name: value for name, value in whole.items() if name != "organization"}

    def service_full_elsewhere(self, id: str) -> Object:
        """All of a service but where it is: for a service at a location, which says that itself."""
        provider = self._provider(id)
        return self.service_lists(id) | ({"organization": self.organisation_full(provider)} if provider else {})

    def at_rows(self, service: str) -> list[Object]:
        """The service at each of its places, without what is inside."""
        return list(self._at(service).values())

    def _service(self, id: str) -> Object:
        offering = self._found.things[id]
        properties = offering["properties"]
        provider = self._provider(id)
        low, high = _ages(properties)
        return {
            "id": uuid_of(id),
            **({"organization_id": uuid_of(provider)} if provider else {}),
            **_fields(offering, "Offering")[0],
            "status": "active" if lives(offering) else "inactive",
            **_filled(minimum_age=low, maximum_age=high, last_modified=_instant(self._found.modified.get(id))),
        }

    def _provider(self, id: str) -> str | None:
        """Who provides it: one who is still there before one who is not, then by id."""
        living, all = self._found.others(id, "PROVIDES"), self._found.others(id, "PROVIDES", living=False)
        return next(iter(living or all), None)

    def _also_provided(self, id: str) -> Iterator[tuple[Term | None, str | None]]:
        for provider in self._found.others(id, "PROVIDES"):
            if provider != self._provider(id):
                yield term_of("properties", "PROVIDES"), uuid_of(provider)

    def _at(self, id: str) -> dict[str, Object]:
        places = at_locations(id, self._found.others(id, "LOCATED_AT"))
        rows = {
            place: {"id": uuid, "service_id": uuid_of(id), "location_id": uuid_of(place)}
            for place, uuid in places.items()
        }
        for row in rows.values() if len(rows) == 1 else ():
            carry(row, "service_at_location", self._found.things[id]["properties"].get("directory_details", ()), AT)
        return rows

    def _access(self, id: str) -> list[str]:
        access = self._found.things[id]["properties"].get("accessibility")
        return [access] if access else []

    def _areas(self, id: str) -> Iterator[Object]:
        for relation in self._found.relations.get(id, ()):
            if relation["type"] == "CONCERNS":
                iri = entity_iri(load_model().types[relation["entity_type"]], relation["id"], self._base)
                yield {"id": made("area", uuid_of(id), iri), **_filled(name=relation["name"]), "uri": iri}

    # locations

    def location(self, id: str, access: Iterable[str] = ()) -> Object:
        """A place; `access` is what offerings there say of their accessibility."""
        place, uuid = self._found.things[id], uuid_of(id)
        properties = place["properties"]
        shown: Object = {"id": uuid, "location_type": "physical", **_fields(place, "Place")[0]}
        if properties.get("point"):
            shown["longitude"], shown["latitude"] = lon_lat(properties["point"])
        kind, _, number = str(next(iter(properties.get("identifiers", ())), "")).partition(" ")
        iri = entity_iri(load_model().types["Place"], id, self._base)
        named = (number, kind) if number else (iri, "URI")
        shown |= dict(zip(("external_identifier", "external_identifier_type"), named, strict=True))
        whole = shown | _lists(
            addresses=list(_addresses(uuid, properties)),
            accessibility=_texts("accessibility", uuid, "description", access),
            attributes=self._attributes("location", id, place),
        )
        return carry(whole, "locations", properties.get("directory_details", ()))

    # what HSDS has no field for

    def _attributes(
        self, entity: str, id: str, thing: Entity, more: Iterable[tuple[Term | None, str | None]] = ()
    ) -> list[Object]:
        said: list[tuple[Term | None, str | None]] = list(more)
        for edge, taxonomy in rules()["concepts"].items():
            tied = (relation for relation in self._found.relations.get(id, ()) if relation["type"] == edge)
            said += [(term_of(taxonomy, relation["id"]), None) for relation in tied]
        if thing["type"] == "Department":
            said.append((term_of("properties", "Department"), None))
        if entity == "service":
            said.append((term_of("properties", "iri"), entity_iri(load_model().types["Offering"], id, self._base)))
        said += [(term_of("properties", name), value) for name, value in _left(thing)]
        found = [_attribute(entity, uuid_of(id), term, value) for term, value in said if term is not None]
        return list({one["id"]: one for one in found}.values())


def _attribute(entity: str, link: str, term: Term, value: str | None) -> Object:
    return {
        "id": made("attribute", link, term.id, value or ""),
        "link_id": link,
        "taxonomy_term_id": term.id,
        "link_type": rules()["taxonomies"][term.taxonomy]["link_type"],
        "link_entity": entity,
        **_filled(value=value),
        "taxonomy_term": term_object(term),
    }


def _fields(thing: Entity, kind: str) -> tuple[Object, dict[str, list[Any]]]:
    """The fields that hold a property as it is, and the values that found no room in them."""
    found: Object = {}
    left: dict[str, list[Any]] = {}
    for name, field in rules()["types"][kind]["fields"].items():
        value = thing["properties"].get(name)
        values = [] if value is None else list(value) if isinstance(value, list | tuple) else [value]
        if values and _fits(name, str(values[0])):
            found[field] = values.pop(0)
        left[name] = values
    return found, left


def _fits(name: str, value: str) -> bool:
    if name == "url":
        return is_uri(value)
    return bool(DAY.fullmatch(value)) if name == "last_verified" else True


def _left(thing: Entity) -> Iterator[tuple[str, str]]:
    """The values that stand in no field, as (property, text)."""
    kind = next(name for name in rules()["types"] if load_model().is_a(thing["type"], name))
    tables = set(rules()["types"][kind]["tables"]) - set(_not_held(kind, thing["properties"]))
    over = _fields(thing, kind)[1]
    declared = load_model().types[thing["type"]].properties
    for name, value in thing["properties"].items():
        if name in tables or name not in declared or declared[name].computed:
            continue
        values = over[name] if name in over else value if isinstance(value, list | tuple) else [value]
        yield from ((name, str(one)) for one in values if name != "recurrence" or not is_held(str(one)))


def _not_held(kind: str, properties: Mapping[str, Any]) -> Iterator[str]:
    """What HSDS has a place for in general, but not for these values."""
    if kind == "Offering":
        if _ages(properties) == (None, None):
            yield "ages"
        yield "recurrence"
    elif kind == "Actor":
        return
    elif not _reads_back(properties):
        yield from ("street", "house_number", "postal_code", "city")


def _identifiers(uuid: str, properties: Mapping[str, Any]) -> Iterator[Object]:
    known = [(GENERIC, text) for text in properties.get("identifiers", ())]
    number = properties.get("register_number")
    for kind, text in [*known, *([("register_number", number)] if number else [])]:
        scheme, _, rest = text.partition(" ") if kind == GENERIC else ("", "", text)
        named = {"identifier_scheme": scheme, "identifier_type": scheme, "identifier": rest} if scheme and rest else {}
        yield {"id": made("identifier", uuid, kind, text), **(named or {"identifier_type": kind, "identifier": text})}


def _kinds(properties: Mapping[str, Any]) -> str:
    values = load_model().types["Actor"].properties["kinds"].values or {}
    return ", ".join(values[code].de for code in properties.get("kinds", ()) if code in values)


def _kind_terms(properties: Mapping[str, Any]) -> list[tuple[Term | None, str | None]]:
    return [(term_of("kinds", code), None) for code in properties.get("kinds", ())]


def _ages(properties: Mapping[str, Any]) -> tuple[int | None, int | None]:
    found = _AGES.fullmatch(str(properties.get("ages", "")))
    low, high = (int(end) if end else None for end in found.groups()) if found else (None, None)
    return (None, None) if not low and high and high >= _EVERYBODY else (low, high)


def _languages(uuid: str, properties: Mapping[str, Any]) -> Iterator[Object]:
    for code in properties.get("languages", ()):
        yield {"id": made("language", uuid, code), "name": KINDS["language"].caption(code, "de"), "code": code}


def _cost_options(uuid: str, properties: Mapping[str, Any]) -> Iterator[Object]:
    if price := properties.get("price"):
        amount, currency = price.split()
        yield {"id": made("cost", uuid, price), "currency": currency, "amount": _number(amount)}


def _still_true(properties: Mapping[str, Any]) -> list[str]:
    """What another directory said of times and prices counts as long as what was read of them is what still holds."""
    lines = [line.partition("=") for line in properties.get("directory_details", ())]
    said = {path: text for path, _, text in lines}
    price = str(properties.get("price", "")).partition(" ")[0]
    stale = {
        "schedules/": said.get("schedules/0/description", "\0") not in str(properties.get("schedule", "")),
        "cost_options/": bool(price) and _number(said.get("cost_options/0/amount", "-1")) != _number(price),
    }
    return [
        f"{path}={text}"
        for path, text in said.items()
        if not any(path.startswith(p) and old for p, old in stale.items())
    ]


def _number(text: str) -> int | float:
    try:
        value = float(text)
    except ValueError:
        return -1
    return int(value) if value.is_integer() else value


def _addresses(uuid: str, properties: Mapping[str, Any]) -> Iterator[Object]:
    line = _line(properties)
    if not line and not properties.get("postal_code"):
        return
    code, city, unknown = properties.get("postal_code"), properties.get("city"), rules()["unknown"]
    yield {
        "id": made("address", uuid),
        "address_1": line or unknown,
        "city": city or unknown,
        **_filled(region=properties.get("locality")),
        "state_province": rules()["states"].get(city, unknown),
        "postal_code": code or unknown,
        "country": rules()["country"] if not code or len(code) == 5 else "ZZ",
        "address_type": "physical",
    }


def _line(properties: Mapping[str, Any]) -> str:
    street = properties.get("street")
    return " ".join(filter(None, (street, properties.get("house_number")))) if street else ""


def _reads_back(properties: Mapping[str, Any]) -> bool:
    """Is the address read again as it is from its lines?"""
    parts = [str(properties.get(name) or "") for name in ("street", "house_number", "postal_code", "city")]
    try:
        found = parse_address(_line(properties), parts[3], parts[2])
    except ValueProblem:
        return False
    return [found.street, found.number, found.postal_code, found.city] == parts


def _texts(what: str, uuid: str, field: str, texts: Iterable[str]) -> list[Object]:
    return [{"id": made(what, uuid, text), field: text} for text in dict.fromkeys(texts)]


def _instant(at: str | None) -> str | None:
    return at.replace("+00:00", "Z") if at else None


def _filled(**values: Any) -> Object:
    return {name: value for name, value in values.items() if value is not None}


def _lists(**values: Sequence[Object]) -> Object:
    return {name: list(value) for name, value in values.items() if value}
