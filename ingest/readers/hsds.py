"""Open Referral HSDS as JSON: single objects, lists of them, and API pages. `hsds_rows` makes the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.readers.hsds_own import is_own
from ingest.readers.hsds_rows import (
    DEPARTMENTS,
    LOCATION_HEADINGS,
    LOCATIONS,
    ORGANISATION_HEADINGS,
    ORGANISATIONS,
    SERVICE_HEADINGS,
    SERVICES,
    is_department,
    location_cells,
    organisation_cells,
    service_cells,
)
from ingest.readers.loose import objects, scalar
from ingest.readers.notes import NotedTable, left_aside
from ingest.readers.tables import Limits, Row, Table
from schema.errors import FileTooLarge

Thing = dict[str, Any]
_ENVELOPE = {"total_items", "total_pages", "page_number"}
_OF_SERVICES = {
    "service_at_locations",
    "eligibility_description",
    "fees_description",
    "application_process",
    "organization",
}
_OF_ORGANISATIONS = {"organization_identifiers", "year_incorporated", "legal_status", "parent_organization_id"}
# Without an envelope only what nobody else's list has: many lists have an id, a name, a status and an organization.
_TELLING = (_OF_SERVICES - {"organization"}) | _OF_ORGANISATIONS | {"service"}
_ENDED = {"inactive", "defunct"}


def is_hsds(content: Any) -> bool:
    """Is this HSDS? A plain list of flat rows never is."""
    if isinstance(content, dict) and isinstance(content.get("contents"), list):
        return bool(content.keys() & _ENVELOPE)
    entries = content if isinstance(content, list) else [content]
    return bool(entries) and all(_kind(entry) and entry.keys() & _TELLING for entry in entries[:20])


def tables(path: Path, content: Any, limits: Limits) -> Iterator[Table]:
    """The table of organisations and the table of services."""
    entries = content if isinstance(content, list) else content.get("contents", [content])
    found = _Found()
    for entry in entries:
        found.add(entry)
    return found.tables(path, limits)


def tables_from(path: Path, organisations: list[Thing], services: list[Thing], limits: Limits) -> Iterator[Table]:
    """The two tables of nested organisations and services, as another form of HSDS was joined into them."""
    found = _Found()
    for thing in organisations:
        found.organisation(thing)
    for thing in services:
        found.service(thing)
    return found.tables(path, limits)


def _kind(entry: Any) -> str:
    """What an object is: organization, service or service_at_location; '' for none of HSDS."""
    if not isinstance(entry, dict) or not entry.get("id"):
        return ""
    if isinstance(entry.get("service"), dict) and isinstance(entry.get("location"), dict):
        return "service_at_location"
    if "name" not in entry:
        return ""
    if is_own(entry) and not entry.keys() & {"location_type", "number"}:
        return "service" if "status" in entry else "organization"
    nested = isinstance(entry.get("organization"), dict) or isinstance(entry.get("service_at_locations"), list)
    if nested or ("status" in entry and entry.keys() & _OF_SERVICES):
        return "service"
    if isinstance(entry.get("organization_identifiers"), list) or len(entry.keys() & _OF_ORGANISATIONS) > 1:
        return "organization"
    return ""


class _Found:
    """The organisations and services of a file, each once."""

    def __init__(self) -> None:
        self._organisations: dict[str, Thing] = {}
        self._services: dict[str, Thing] = {}
        self._aside: Counter[str] = Counter()

    def add(self, entry: Any) -> None:
        kind = _kind(entry)
        if kind == "organization":
            self.organisation(entry)
        elif kind == "service":
            self.service(entry)
        elif kind == "service_at_location":
            self.service({**entry["service"], "service_at_locations": [entry]})
        elif (
            isinstance(entry, dict)
            and "name" in entry
            and not entry.keys() & {"latitude", "taxonomy", "uri", "version"}
        ):
            self.organisation(entry)  # a bare one on a page of organisations
        else:
            self._aside["objects that are neither organisations nor services"] += 1

    def organisation(self, thing: Thing) -> None:
        """Keep the fuller of two descriptions of one organisation, and its services."""
        id = scalar(thing.get("id")) or scalar(thing.get("name"))
        if len(thing) > len(self._organisations.get(id, {})):
            self._organisations[id] = thing
        for service in objects(thing.get("services")):
            if not is_own(service) or "attributes" in service:  # ours in short are told whole elsewhere
                self.service({"organization": thing, **service})

    def service(self, thing: Thing) -> None:
        id = scalar(thing.get("id")) or scalar(thing.get("name"))
        if scalar(thing.get("status")).casefold() in _ENDED:
            self._aside["services that are no longer provided"] += 1
            return
        if isinstance(thing.get("organization"), dict):
            self.organisation({key: value for key, value in thing["organization"].items() if key != "services"})
        known = self._services.get(id)
        places = objects(thing.get("service_at_locations"))
        if known is None:
            self._services[id] = {**thing, "service_at_locations": places}
        else:  # the same service at another place, on a page of places
            known["service_at_locations"] += [place for place in places if place not in known["service_at_locations"]]

    def tables(self, path: Path, limits: Limits) -> Iterator[Table]:
        if len(self._organisations) + len(self._services) > limits.rows:
            raise FileTooLarge(f"{path.name} has more than {limits.rows:,} rows.", hint="split it into several files",
                               details={"path": path.name})  # fmt: skip
        names = {id: scalar(thing.get("name")) for id, thing in self._organisations.items()}
        notes = [note for what, count in self._aside.items() for note in left_aside(count, what)]
        units = [one for one in self._organisations.values() if is_department(one)]
        others = [one for one in self._organisations.values() if not is_department(one)]
        if others or not self._services:
            rows = (Row(n, organisation_cells(one, names)) for n, one in enumerate(others, 1))
            said = [] if self._services else notes
            yield NotedTable(ORGANISATIONS, list(ORGANISATION_HEADINGS), None, rows, notes=said)
        if units:
            rows = (Row(n, organisation_cells(one, names)) for n, one in enumerate(units, 1))
            yield NotedTable(DEPARTMENTS, list(ORGANISATION_HEADINGS), None, rows)
        if self._services:
            yield NotedTable(SERVICES, list(SERVICE_HEADINGS), None, self._service_rows(names), notes=notes)
        if places := [cells for one in self._locations().values() if (cells := location_cells(one))]:
            yield NotedTable(
                LOCATIONS, list(LOCATION_HEADINGS), None, (Row(n, cells) for n, cells in enumerate(places, 1))
            )

    def _service_rows(self, names: dict[str, str]) -> Iterator[Row]:
        """A service at three places is three rows; one without a place is one, and so is one that we know to be one thing."""
        number = 0
        for service in self._services.values():
            places = service["service_at_locations"] or [{}]
            for place in places[:1] if is_own(service) else places:
                number += 1
                yield Row(number, service_cells(service, place, names))

    def _locations(self) -> dict[str, Thing]:
        """Every location of the file once, by its id."""
        there = [place.get("location") for one in self._services.values() for place in one["service_at_locations"]]
        there += [place for one in self._organisations.values() for place in objects(one.get("locations"))]
        return {id: one for one in there if isinstance(one, dict) and (id := scalar(one.get("id")))}
