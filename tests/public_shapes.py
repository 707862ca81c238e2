"""The public shapes in `../shared/data/shapes`, used as a stranger would: pyshacl over the whole dump."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyshacl import validate
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF

SH = Namespace("http://www.w3.org/ns/shacl#")
CV = Namespace("http://data.europa.eu/m8g/")
CPSV = Namespace("http://purl.org/vocab/cpsv#")
LOCN = Namespace("http://www.w3.org/ns/locn#")
ORG = Namespace("http://www.w3.org/ns/org#")
DCT = Namespace("http://purl.org/dc/terms/")
TIME = Namespace("http://www.w3.org/2006/time#")


@dataclass(frozen=True)
class Shapes:
    """A profile's shapes and its own vocabulary, and the classes that our exports must have for it to be a check."""

    file: str
    vocabulary: str
    targets: tuple[URIRef, ...]


SHAPES = {
    "CPSV-AP 3.2": Shapes(
        "cpsv-ap-3.2.0/cpsv-ap-SHACL.ttl",
        "cpsv-ap-3.2.0/cpsv-ap.ttl",
        (CPSV.PublicService, CV.PublicOrganisation, CV.Channel, CV.Cost, CV.ContactPoint, TIME.TemporalEntity),
    ),
    "CPOV 2.1.2": Shapes(
        "cpov-2.1.2/core-public-organisation-ap-SHACL.ttl",
        "cpov-2.1.2/core-public-organisation-ap.ttl",
        (CV.PublicOrganisation, CV.ContactPoint, CV.AdminUnit, LOCN.Address, ORG.Organization),
    ),
    "Core Location 2.1": Shapes(
        "core-location-2.1.0/core-location-ap-SHACL.ttl",
        "core-location-2.1.0/core-location.ttl",
        (LOCN.Address, LOCN.Geometry, CV.AdminUnit, DCT.Location),
    ),
}


@cache
def read(path: Path) -> Graph:
    return Graph().parse(path)


def violations(
    data: Graph, name: str, folder: Path, *, with_vocabulary: bool = False, nodes: Sequence[URIRef] | None = None
) -> set[tuple[str, str]]:
    """(path, constraint) of everything that a profile's shapes find; no entailment, as is pyshacl's default.

    With `nodes` only those are looked at.
    """
    shapes = SHAPES[name]
    vocabulary = read(folder / shapes.vocabulary) if with_vocabulary else None
    _, report, text = validate(
        data,
        shacl_graph=read(folder / shapes.file),
        ont_graph=vocabulary,
        inference="none",
        focus_nodes=[*nodes] if nodes is not None else None,
    )
    assert isinstance(report, Graph), text
    return {
        (str(report.value(result, SH.resultPath)), str(report.value(result, SH.sourceConstraintComponent)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }
