"""What the profiles of `schema/profiles` say of a thing, compiled once per type and then repeated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.export.resource import DATA, Resource, Statement
from graph.export.says import Speaker
from graph.export.terms import CURIE, IRI
from schema.profiles import Node, Profile, Say


class Profiled:
    """The standard statements about things of one type."""

    def __init__(self, type_name: str, profiles: tuple[Profile, ...], speaker: Speaker) -> None:
        self._type = type_name
        self._always = _Part((), (), (), speaker)
        self._sometimes: list[tuple[Profile, _Part]] = []
        for profile in profiles:
            part = _Part(profile.classes, profile.says, profile.nodes, speaker)
            if profile.conditional:
                self._sometimes.append((profile, part))
            else:
                self._always.extend(part)

    def holds_some(self, values: Mapping[str, Any]) -> bool:
        """Whether a profile holds of the thing that does not hold of all things of the type."""
        return any(profile.holds(self._type, values) for profile, _ in self._sometimes)

    def speak(self, id: str, root: str, values: Mapping[str, Any], out: list[Statement], nodes: list[Resource]) -> None:
        """Adds what is said of the thing to `out`, the nodes beside it to `nodes`."""
        self._always.speak(id, root, root, values, out, nodes)
        for profile, part in self._sometimes:
            if profile.holds(self._type, values):
                part.speak(id, root, root, values, out, nodes)


class _Part:
    """The classes, statements and nodes of one profile or node."""

    def __init__(
        self, classes: tuple[str, ...], says: tuple[Say, ...], nodes: tuple[Node, ...], speaker: Speaker
    ) -> None:
        self._classes: list[Statement] = [("rdf:type", CURIE, curie) for curie in classes]
        self._tellings = [telling for say in says if (telling := speaker.telling(say)) is not None]
        self._nodes = [(n.name, n.link, _Part(n.classes, n.says, n.nodes, speaker)) for n in nodes]

    def extend(self, other: _Part) -> None:
        self._classes += other._classes
        self._tellings += other._tellings
        self._nodes += other._nodes

    def speak(
        self,
        id: str,
        root: str,
        subject: str,
        values: Mapping[str, Any],
        out: list[Statement],
        nodes: list[Resource],
    ) -> bool:
        """Adds to `out` and `nodes`; True where something was said that is not said of everything."""
        said = False
        out.extend(self._classes)
        for telling in self._tellings:
            terms = telling.terms(id, subject, values, nodes)
            if terms:
                predicate, said = telling.predicate, said or telling.substantial
                out.extend([(predicate, form, text) for form, text in terms])
        for name, link, part in self._nodes:
            address, inner, beside = f"{root}#{name}", list[Statement](), list[Resource]()
            if part.speak(id, root, address, values, inner, beside):
                said = True
                out.append((link, IRI, address))
                nodes.append(Resource(address, inner, DATA))
                nodes.extend(beside)
        return said
