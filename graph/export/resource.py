"""The unit of every RDF export: a subject with statements about it."""

from __future__ import annotations

from typing import NamedTuple

Statement = tuple[str, str, str]  # predicate (curie), form (see `terms`), text
DATA, PROVENANCE = "data", "provenance"


class Resource(NamedTuple):
    """A subject (full IRI) with statements about it, in the named graph they belong to."""

    subject: str
    statements: list[Statement]
    graph: str
