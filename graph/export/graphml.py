"""GraphML and GEXF: the graph for network programs, streamed."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from graph.export.tables import cell, columns
from graph.export.text import write
from graph.export.view import ExportOptions, ExportView, credits
from schema.model import Model, Property, load_model

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_TYPES = {"integer": "long", "number": "double", "boolean": "boolean"}  # called the same in both
Attributes = dict[str, tuple[str, Property]]  # name -> (its key in the file, its declaration)


def write_graphml(view: ExportView, out: BinaryIO, options: ExportOptions) -> None:
    """Writes GraphML with all visible properties; several values stand in one, with ` | ` between."""
    write(_graphml(view, load_model()), out)


def write_gexf(view: ExportView, out: BinaryIO, options: ExportOptions) -> None:
    """Writes GEXF 1.3, dynamic: what has a period has a `start` and an `end`, so that Gephi's time line can play it.

    All visible properties stand as attributes; several values stand in one, with ` | ` between.
    """
    write(_gexf(view, load_model()), out)


def _graphml(view: ExportView, model: Model) -> Iterator[str]:
    nodes, edges = _attributes(model, view.visibility)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield f"<desc>{_text('; '.join(credits(view)))}</desc>\n"
    yield '<key id="type" for="node" attr.name="type" attr.type="string"/>\n'
    yield '<key id="relation" for="edge" attr.name="type" attr.type="string"/>\n'
    for sort, attributes in (("node", nodes), ("edge", edges)):
        for name, (number, prop) in attributes.items():
            kind = _kind(prop)
            yield f'<key id="{number}" for="{sort}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph edgedefault="directed">\n'
    for entity in view.entities():
        data = "".join(f'<data key="{n}">{v}</data>' for n, v in _values(entity["properties"], nodes, _text))
        yield f'<node id={_quoted(entity["id"])}><data key="type">{entity["type"]}</data>{data}</node>\n'
    for count, edge in enumerate(view.relationships()):
        data = "".join(f'<data key="{n}">{v}</data>' for n, v in _values(edge["properties"], edges, _text))
        ends = f"source={_quoted(edge['from'])} target={_quoted(edge['to'])}"
        yield f'<edge id="r{count}" {ends}><data key="relation">{edge["type"]}</data>{data}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _gexf(view: ExportView, model: Model) -> Iterator[str]:
    nodes, edges = _attributes(model, view.visibility)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield f"<meta><description>{_text('; '.join(credits(view)))}</description></meta>\n"
    yield '<graph mode="dynamic" timeformat="date" timerepresentation="interval" defaultedgetype="directed">\n'
    for sort, first, attributes in (("node", "type", nodes), ("edge", "relation", edges)):
        yield f'<attributes class="{sort}">\n<attribute id="{first}" title="type" type="string"/>\n'
        for name, (number, prop) in attributes.items():
            yield f'<attribute id="{number}" title="{name}" type="{_kind(prop)}"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for entity in view.entities():
        data = _attvalues("type", entity["type"], entity["properties"], nodes)
        label = _quoted(cell(entity["properties"].get("name") or entity["id"]))
        period = _period(entity["properties"], "valid_from", "valid_until")
        yield f"<node id={_quoted(entity['id'])} label={label}{period}>{data}</node>\n"
    yield "</nodes>\n<edges>\n"
    for count, edge in enumerate(view.relationships()):
        data = _attvalues("relation", edge["type"], edge["properties"], edges)
        ends = f"source={_quoted(edge['from'])} target={_quoted(edge['to'])}"
        period = _period(edge["properties"], "since", "until")
        yield f'<edge id="r{count}" {ends} label="{edge["type"]}"{period}>{data}</edge>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def _period(values: Mapping[str, Any], since: str, until: str) -> str:
    """The attributes `start` and `end`: whole days, for dates that are known to a year or a month its first and last."""
    said = {
        "start": _day(values.get(since), last=False),
        "end": _day(values.get(until) or values.get("ended"), last=True),
    }
    return "".join(f' {name}="{day}"' for name, day in said.items() if day)


def _day(value: Any, *, last: bool) -> str | None:
    found = _DATE.match(str(value)) if value else None
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    month = month or (12 if last else 1)
    return f"{year:04}-{month:02}-{day or (monthrange(year, month)[1] if last else 1):02}"


def _attvalues(first: str, type_name: str, values: Mapping[str, Any], attributes: Attributes) -> str:
    pairs = [(first, f'"{type_name}"'), *_values(values, attributes, _quoted)]
    inner = "".join(f'<attvalue for="{number}" value={value}/>' for number, value in pairs)
    return f"<attvalues>{inner}</attvalues>"


def _attributes(model: Model, visibility: str) -> tuple[Attributes, Attributes]:
    """The visible properties of all things and of all relationships, numbered."""
    types = [t.name for t in model.entities()]
    declared = {p.name: p for holder in model.holders() for p in holder.properties.values()}
    nodes = {n: (f"n{i}", declared[n]) for i, n in enumerate(columns(types, model, visibility))}
    edges = {n: (f"e{i}", declared[n]) for i, n in enumerate(columns(sorted(model.edges), model, visibility))}
    return nodes, edges


def _kind(prop: Property) -> str:
    return "string" if prop.many else _TYPES.get(prop.kind, "string")


def _values(
    values: Mapping[str, Any], attributes: Attributes, write_text: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    for name, (number, _) in attributes.items():
        value = values.get(name)
        if value is not None:
            yield number, write_text(cell(value))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _text(text: str) -> str:
    return escape(_clean(text))


def _quoted(text: str) -> str:
    return quoteattr(_clean(text))
