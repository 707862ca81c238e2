"""Measures of the network of a store, for the command line and HTTP."""

from __future__ import annotations

from typing import Any

from api.commands import date
from api.service import Service
from graph.analysis.report import comparison, measures
from graph.analysis.ties import LAYERS, Ties, read_ties
from schema.errors import BadRequest


def measured(service: Service, on: str | None, as_of: str | None, layer: str) -> dict[str, Any]:
    """All measures of a layer, as they held on a day. Raises BadRequest for an unknown layer or a day that is none."""
    return measures(_ties(service, on, as_of, layer), layer)


def compared(service: Service, before: str, after: str, as_of: str | None, layer: str) -> dict[str, Any]:
    """The network on two days beside each other."""
    return comparison(_ties(service, before, as_of, layer), _ties(service, after, as_of, layer), layer)


def _ties(service: Service, on: str | None, as_of: str | None, layer: str) -> Ties:
    if layer not in LAYERS:
        raise BadRequest(f"There is no layer {layer!r}.", hint=f"Known: {', '.join(LAYERS)}.")
    return read_ties(service.store, date(on) or service.settings.today().isoformat(), as_of=date(as_of))
