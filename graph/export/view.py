"""What an export needs of a view, and the choices that a caller has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Row = Mapping[str, Any]


class ExportView(Protocol):
    """A view already bounded to its visibility; every stream comes in a fixed total order."""

    @property
    def visibility(self) -> str: ...

    def entities(self, type: str | None = None) -> Iterator[Row]:
        """`{id, type, labels, properties}` by id; with `type` things of that type (and perhaps its subtypes)."""

    def chosen(self, ids: Iterable[str]) -> Iterator[Row]:
        """The entities of those ids, by id."""

    def relations_of(
        self, ids: Iterable[str], types: Iterable[str] = (), direction: str | None = None
    ) -> dict[str, list[dict[str, Any]]]:
        """`id -> [{type, direction, id, entity_type, name, properties}]`: relationships both ways, or only some."""

    def modified(self, ids: Iterable[str]) -> dict[str, str]:
        """`id -> when` it was last changed (ISO, UTC)."""

    def relationships(self) -> Iterator[Row]:
        """`{type, from, to, from_type, to_type, properties}` by (from, type, to)."""

    def records(self) -> Iterator[Row]:
        """`{id, entity, entity_type, source, sheet, row, observed, since, gone}` by id.

        A record that came back after it had gone has a row for each time, in their order.
        """

    def sources(self) -> list[dict[str, Any]]:
        """`{id, name, title, licence, attribution, url, observed, …}` by name."""

    def aliases(self) -> Iterator[Row]:
        """`{alias, id, entity_type}`: the former ids of things, by alias."""

    def changed(self, since: str) -> Iterator[Row]:
        """`{id, type, at}` by id: what changed since an instant (ISO, UTC), things that are gone too."""

    def resolve(self, id: str) -> str:
        """The id of today of a thing that had another one; raises NotFound and Gone."""

    def having(
        self, type: str, types: Iterable[str], where: Mapping[str, Iterable[str]], words: Iterable[str]
    ) -> list[str]:
        """Ids (in order) of the things of a type that are of one of `types`, hold one of the codes of a property
        or have a name that begins with one of `words` (folded)."""

    def leading_to(self, edge: str, ids: Iterable[str]) -> list[tuple[str, str]]:
        """`(from, to)`, in order: the relationships of a type that lead to one of the things."""


def credits(view: ExportView) -> list[str]:
    """Whom to name, and under which licence, wherever the view's data is shown."""
    found = {(s.get("attribution") or s.get("title") or s["name"], s.get("licence")) for s in view.sources()}
    return sorted(", ".join(part for part in pair if part) for pair in found)


@dataclass(frozen=True)
class ExportOptions:
    """`base` (ends with a slash) is where the instances' IRIs live; `context_url` names the JSON-LD
    context instead of writing it into the file; `since` (ISO, UTC) asks an RDF dump for what changed
    from then on; `lang` and `title` are for people's pages."""

    base: str = "http://localhost:8080/"
    context_url: str | None = None
    since: str | None = None
    lang: str = "de"
    title: str = "Quartiersgraph"
