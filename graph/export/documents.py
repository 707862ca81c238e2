"""Documents: a dossier as the blocks that the writers draw. The one bridge to `viz.documents`."""

from __future__ import annotations

from collections.abc import Iterable

from graph.dossier.parts import Chart, Dossier, Grid, Links, Section
from graph.dossier.words import Words
from viz import documents as draw

FORMATS = draw.FORMATS


def write_document(found: Dossier, format: str) -> bytes:
    """The dossier in a format of FORMATS: always the same bytes for the same dossier."""
    return FORMATS[format].write(compose(found))


def compose(found: Dossier) -> draw.Document:
    """Title, what was understood, rows, map, matrix, network, sources: in the order in which people read."""
    words = Words(found.lang)
    footer = words("footer", title=_short(found.title), date=words.date(found.printed))
    blocks: list[draw.Block] = [draw.Facts(tuple(found.facts))]
    blocks += [draw.Paragraph(text, "note", lang) for text, lang in found.notes]
    if found.figures:
        blocks += [
            draw.Heading(words("section.figures")),
            draw.Beside(tuple(_table(t, g, narrow=True) for t, g in found.figures.items())),
        ]
    blocks += [
        *_sections(found.sections, words),
        *([draw.Paragraph(f"{words('method')} {found.method}", "small")] if found.method else []),
        *_map(found, words),
        *_coverage(found, words),
        *_network(found.links, words),
    ]
    blocks += [*_sections(found.later, words), *_sources(found, words)]
    return draw.cleaned(
        draw.Document(found.title, found.subtitle, found.lang, found.printed, footer, words("page"), tuple(blocks))
    )


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79].rstrip() + "…"


def _sections(sections: Iterable[Section], words: Words) -> Iterable[draw.Block]:
    for section in sections:
        yield draw.Heading(section.title)
        if section.lines:
            yield draw.Facts(tuple(section.lines))
            continue
        if section.grid is None or not section.grid.rows:
            yield draw.Paragraph(words("empty.section"))
            continue
        if section.lead:
            yield draw.Paragraph(section.lead, "intro")
        yield _table(section.title, section.grid)
        if section.grid.more:
            yield draw.Paragraph(words("more", n=section.grid.more), "note")


def _table(name: str, grid: Grid, *, narrow: bool = False, keep: bool = False) -> draw.Table:
    columns = tuple(draw.Column(c.caption, c.width, c.align) for c in grid.columns)  # type: ignore[arg-type]
    heads = next((n for n, c in enumerate(grid.columns) if c.align == "left"), 0)
    return draw.Table(name, columns, tuple(tuple(row) for row in grid.rows), heads, narrow, keep)


def _map(found: Dossier, words: Words) -> Iterable[draw.Block]:
    chart = found.chart
    if chart is None and not found.placed:
        return
    yield draw.Heading(words("section.map"))
    if chart is None:
        yield draw.Paragraph(words("map.none"))
        return
    svg, width, height = draw.draw_map(_chart(chart, found.place, words))
    yield draw.Figure(svg, _map_alt(chart, found.place, words), " ".join(_map_says(chart, found, words)), width, height)
    if chart.areas:
        yield draw.Heading(words("section.areas"), 2)
        yield _table(words("section.areas"), chart.areas, keep=len(chart.areas.rows) < 13)
    if chart.areas_more:
        yield draw.Paragraph(words("area.more", n=chart.areas_more), "note")


def _chart(chart: Chart, place: str, words: Words) -> draw.Map:
    rivals = any(ground.look == "fringe" for ground in chart.grounds)
    legend = {look: words(f"map.{look}") for look in ("fringe", "around", "point", "edge", "dot")}
    legend["core"] = words("map.core" if rivals else "map.here")
    areas = tuple(draw.Area(ground.rings, ground.look, ground.mark, ground.at) for ground in chart.grounds)
    points = tuple(draw.Point(spot.x, spot.y, spot.mark, spot.edge) for spot in chart.spots)
    return draw.Map(areas, points, legend, _map_alt(chart, place, words))


def _map_alt(chart: Chart, place: str, words: Words) -> str:
    marked = sum(bool(spot.mark) for spot in chart.spots)
    areas = len(chart.areas.rows) if chart.areas else 0
    return words("map.alt", place=place or words("everywhere"), points=marked, areas=areas)


def _map_says(chart: Chart, found: Dossier, words: Words) -> Iterable[str]:
    yield words("map.north")
    if any(spot.mark for spot in chart.spots):
        yield words("map.numbers")
    if chart.areas:
        yield words("map.letters")
    if chart.outlines > 1:
        yield words("map.outlines", n=chart.outlines)
    dots = sum(not spot.mark for spot in chart.spots)
    if dots:
        yield words("map.dots", n=dots)
    if found.pointless:
        yield words("map.pointless", n=found.pointless)


def _coverage(found: Dossier, words: Words) -> Iterable[draw.Block]:
    if not found.covers:
        return
    yield draw.Heading(words("section.coverage"))
    if found.coverage is None:
        yield draw.Paragraph(words("coverage.none"))
        return
    yield draw.Paragraph(words("coverage.lead"), "intro")
    yield _table(words("section.coverage"), found.coverage, keep=True)
    yield draw.Paragraph(words("coverage.legend"), "small")


def _network(links: Links | None, words: Words) -> Iterable[draw.Block]:
    if links is None or not (links.nodes or links.alone):
        return
    yield draw.Heading(words("section.network"))
    if not links.edges:
        yield draw.Paragraph(words("network.none"))
        return
    legend = {look: words(f"look.{look}") for look in ("actor", "cooperation", "department", "member", "carrier")}
    alt = words("network.alt", nodes=len(links.nodes), edges=len(links.edges))
    nodes = tuple(draw.Node(node.mark, node.look) for node in links.nodes)
    edges = tuple(draw.Edge(*edge) for edge in links.edges)
    svg, width, height = draw.draw_network(draw.Network(nodes, edges, legend, alt))
    yield draw.Paragraph(words("network.lead"), "intro")
    outside = [words(f"network.{name}", n=n) for name, n in (("left", links.left), ("alone", links.alone)) if n]
    yield draw.Figure(svg, alt, " ".join(outside), width, height)
    yield _members(links, words)


def _members(links: Links, words: Words) -> draw.Table:
    """The network in words: each node with the numbers of those it is linked with."""
    around: dict[int, set[int]] = {}
    for source, target, _ in links.edges:
        around.setdefault(source, set()).add(target)
        around.setdefault(target, set()).add(source)
    rows = [
        (
            node.mark,
            node.name,
            words(f"look.{node.look}"),
            ", ".join(links.nodes[other].mark for other in sorted(around[n])),
        )
        for n, node in enumerate(links.nodes)
    ]
    columns = (
        draw.Column(words("network.number"), 0.7, "center"),
        draw.Column(words("network.name"), 4),
        draw.Column(words("fact.kind"), 1.4),
        draw.Column(words("network.with"), 3),
    )
    return draw.Table(words("section.network"), columns, tuple(rows), 1, False)


def _sources(found: Dossier, words: Words) -> Iterable[draw.Block]:
    yield draw.Heading(words("section.sources"))
    if not found.sources:
        yield draw.Paragraph(words("source.none"))
        return
    yield draw.Paragraph(words("source.lead"))
    yield draw.Bullets(tuple(f"[{source.number}] {source.text}" for source in found.sources))
    for part, numbers in found.used.items():
        yield draw.Paragraph(words(f"source.{part}", list=", ".join(f"[{n}]" for n in numbers)), "small")
