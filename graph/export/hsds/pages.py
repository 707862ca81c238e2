"""Pages of HSDS objects: the page object of its OpenAPI, and objects in batches for streams without pages."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from graph.export.hsds import gather
from graph.export.hsds.ids import uuid_of
from graph.export.hsds.listing import Pair
from graph.export.hsds.objects import Objects
from graph.export.hsds.terms import Object
from graph.export.view import ExportView

BATCH = 200


def page(items: Sequence[Any], number: int, size: int, build: Callable[[Sequence[Any]], list[Object]]) -> Object:
    """Page `number` (from 1) of the items, `size` to a page; `build` makes the objects of one page."""
    chosen = items[(number - 1) * size : number * size]
    total = -(-len(items) // size)
    return {
        "total_items": len(items),
        "total_pages": total,
        "page_number": number,
        "size": len(chosen),
        "first_page": number == 1,
        "last_page": number >= total,
        "empty": not chosen,
        "contents": build(chosen),
    }


def stream(items: Sequence[Any], build: Callable[[Sequence[Any]], list[Object]]) -> Iterator[Object]:
    """The objects of all items, read in batches."""
    for start in range(0, len(items), BATCH):
        yield from build(items[start : start + BATCH])


def services(view: ExportView, base: str, ids: Sequence[str], *, full: bool) -> list[Object]:
    objects = Objects(gather.services(view, ids, full=full, located=False), base)
    return [objects.service_full(id) if full else objects.service(id) for id in ids]


def minimal(view: ExportView, ids: Sequence[str]) -> list[Object]:
    """Services by nothing but their ids and when they were changed."""
    at = view.modified(ids)
    return [{"id": uuid_of(id)} | ({"modified_date": at[id].replace("+00:00", "Z")} if id in at else {}) for id in ids]


def organisations(
    view: ExportView, base: str, ids: Sequence[str], *, full: bool, full_service: bool = False
) -> list[Object]:
    """Organisations; with `full` or `full_service` nested ones with their services, in short or whole."""
    objects = Objects(gather.organisations(view, ids, full=full or full_service), base)
    if not (full or full_service):
        return [objects.organisation(id) for id in ids]
    provided = _provided(view, ids)
    offered = Objects(gather.services(view, itertools.chain.from_iterable(provided.values())), base)
    return [
        objects.organisation_full(id)
        | _some(services=[offered.of_organisation(service, full=full_service) for service in provided.get(id, ())])
        for id in ids
    ]


def at_locations(view: ExportView, base: str, pairs: Sequence[Pair], *, full: bool) -> list[Object]:
    """Services at locations, given as (offering id, place id)."""
    objects = Objects(gather.services(view, (service for service, _ in pairs), full=full), base)
    return [objects.at_location(service, place, full=full) for service, place in pairs if objects.is_at(service, place)]


def _provided(view: ExportView, ids: Sequence[str]) -> dict[str, list[str]]:
    """Actor id -> ids of what it provides and what is still there."""
    tied = view.relations_of(ids, ("PROVIDES",), "out")
    found = {
        id: [relation["id"] for relation in relations if "ended" not in relation["properties"]]
        for id, relations in tied.items()
    }
    living = {one["id"] for one in view.chosen(itertools.chain.from_iterable(found.values())) if gather.lives(one)}
    return {id: [other for other in dict.fromkeys(others) if other in living] for id, others in found.items()}


def _some(**values: Any) -> Object:
    return {name: value for name, value in values.items() if value}
