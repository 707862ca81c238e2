"""What a thing is because of who stands behind it: an offering of a public body is a public service.

Only the few that grant (public bodies and what they run) are held in memory, never what they grant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graph.export.plans import Plans
from graph.export.resource import DATA, Resource, Statement
from graph.export.terms import CURIE, IRI
from graph.export.view import ExportView, Row
from schema.profiles import Profile, granted, profile_named


class _Granting(NamedTuple):
    over: str
    classes: list[Statement]
    authority: str
    bodies: dict[str, list[str]]  # who leads to things of the profile -> the bodies that stand behind


class Grants:
    """Who grants which profile in this view."""

    def __init__(self, view: ExportView, plans: Plans) -> None:
        self._plans = plans
        self._granting = [_granting(profile, view) for profile in granted()]

    def bodies_of(self, id: str) -> set[str]:
        """The bodies that stand behind what a thing grants."""
        return {body for granting in self._granting for body in granting.bodies.get(id, ())}

    def over(self, edges: Iterable[Row]) -> Iterator[Resource]:
        """What the relationships of one thing make of their targets."""
        for granting in self._granting:
            for edge in edges:
                bodies = granting.bodies.get(edge["from"]) if edge["type"] == granting.over else None
                if bodies:
                    links = [(granting.authority, IRI, self._plans.iri(edge["from_type"], body)) for body in bodies]
                    target = self._plans.iri(edge["to_type"], edge["to"])
                    yield Resource(target, [*granting.classes, *links], DATA)


def _granting(profile: Profile, view: ExportView) -> _Granting:
    grant = profile.grant
    assert grant is not None
    by = profile_named(grant.by)
    bodies: dict[str, list[str]] = {id: [id] for of in by.of for id in view.having(of, by.types, by.where, by.named)}
    for source, target in view.leading_to(grant.through, list(bodies)):
        if target not in bodies.get(source, ()):
            bodies[source] = [*bodies.get(source, ()), target]
    classes: list[Statement] = [("rdf:type", CURIE, curie) for curie in profile.classes]
    return _Granting(grant.over, classes, grant.authority, bodies)
