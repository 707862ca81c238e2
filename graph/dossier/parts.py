"""What a dossier is made of: plain data, every text in the language of the dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a grid; `width` is relative to the others."""

    caption: str
    width: float = 1.0
    align: str = "left"


@dataclass(slots=True)
class Grid:
    """A table: as many cells in each row as there are columns; `more` rows are left out."""

    columns: list[Column]
    rows: list[list[str]]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """One area of the map: polygons as rings in metres around the map's middle, `look` core, fringe or around."""

    look: str
    rings: tuple[Ring, ...]
    mark: str = ""
    at: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of the map, in metres; without `mark` it is only a dot."""

    x: float
    y: float
    mark: str
    edge: bool


@dataclass(slots=True)
class Chart:
    """The map: what is meant, what it touches (also as a table), and the places of the rows."""

    grounds: list[Ground] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    areas: Grid | None = None
    areas_more: int = 0
    outlines: int = 0  # how many differ about the one Quartier that is meant
    sources: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Member:
    """A node of the network: its number, its look (actor, cooperation, department), its name and kind."""

    mark: str
    look: str
    name: str


@dataclass(slots=True)
class Links:
    """The network: nodes, edges between their positions with a look (member, carrier), and what is not in it."""

    nodes: list[Member] = field(default_factory=list)
    edges: list[tuple[int, int, str]] = field(default_factory=list)
    left: int = 0
    alone: int = 0
    sources: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cited:
    """A source by its number."""

    number: int
    name: str
    text: str


@dataclass(slots=True)
class Section:
    """A part of a dossier: a heading, an introduction, a table or captioned `lines`; with neither nothing is known."""

    title: str
    lead: str = ""
    grid: Grid | None = None
    lines: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Dossier:
    """All that a document shows of an answer."""

    lang: str
    title: str
    subtitle: str
    printed: str
    place: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    figures: Mapping[str, Grid] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    later: list[Section] = field(default_factory=list)  # after map, matrix and network
    method: str = ""  # how the answer was found, and where its limits are
    chart: Chart | None = None
    placed: bool = False  # whether the answer is about places at all
    pointless: int = 0
    coverage: Grid | None = None
    covers: bool = False  # whether a matrix belongs to this answer at all
    links: Links | None = None
    sources: list[Cited] = field(default_factory=list)
    used: dict[str, list[int]] = field(default_factory=dict)  # map, coverage, network: the numbers of their sources
