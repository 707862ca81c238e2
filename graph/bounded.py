"""Views of things without all that refers to them: a large area has a hundred thousand places within it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph.view import View

NEAR = 1_000


class Outgoing(View):
    """Things with what they point to alone."""

    def relations_of(
        self, ids: Iterable[str], types: Iterable[str] = (), direction: str | None = None
    ) -> dict[str, list[dict[str, Any]]]:
        """As a view's, outwards only."""
        return super().relations_of(ids, types, "out")


class Near(View):
    """Things with at most NEAR relationships each way."""

    def relations_of(
        self, ids: Iterable[str], types: Iterable[str] = (), direction: str | None = None
    ) -> dict[str, list[dict[str, Any]]]:
        """As a view's for all types and both ways, cut off where there are too many."""
        return {id: self.neighbours(id, NEAR) for id in ids}
