"""What the page of a thing and that of the catalogue say, in German or English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from graph.export.published.catalogue import Publication
from graph.export.published.licences import words
from graph.export.terms import key
from graph.view import View
from schema.model import Model, Property
from schema.values import KINDS
from viz.sheet import Item, Section, Sheet, write_sheet

LONG = 300
TEXTS = {
    "de": {
        "facts": "Angaben",
        "relations": "Beziehungen",
        "evidence": "Belege",
        "data": "Dieselben Angaben als Daten",
        "row": "Zeile",
        "open": "In der Anwendung öffnen",
        "formats": "Der Graph in allen Formaten",
        "services": "Dienste",
        "sources": "Quellen",
        "catalogue": "Datenkatalog",
        "home": "Zur Anwendung",
    },
    "en": {
        "facts": "Facts",
        "relations": "Relationships",
        "evidence": "Evidence",
        "data": "The same as data",
        "row": "row",
        "open": "Open in the application",
        "formats": "The graph in all formats",
        "services": "Services",
        "sources": "Sources",
        "catalogue": "Catalogue",
        "home": "To the application",
    },
}
Link = tuple[str, str, str]  # rel, media type, address


def root(base: str) -> str:
    """Where the application stands on its host: links of a page lead to the host from which it came."""
    return urlsplit(base).path


def thing_page(view: View, base: str, id: str, lang: str, limit: int, links: Sequence[Link]) -> bytes:
    """The page of a thing as HTML: its values, what it is related to, who says so, and where the same is as data."""
    found, text = view.entity(id), TEXTS[lang]
    kind = view.model.type(found["type"])
    address = _address(view.model, base, found["type"], id)
    relations = _relations(view, base, id, lang, limit)
    evidence = [_evidence(line, base, view, lang) for line in found["evidence"]]
    sections = [
        Section(text["facts"], facts=_facts(kind.properties, found["properties"], lang)),
        Section(text["relations"], facts=relations),
        Section(text["evidence"], items=evidence),
        Section(text["data"], items=[*_as_data(links), Item(text["open"], f"{root(base)}#id={key(id)}&lang={lang}")]),
    ]
    shown = [section for section in sections if section.facts or section.items]
    title = str(found["name"] or kind.caption.text(lang))
    return _written(base, Sheet(title, kind.caption.text(lang), lang, address, shown, links, _credits(view)))


def source_page(view: View, base: str, source: Mapping[str, Any], lang: str, links: Sequence[Link]) -> bytes:
    """The page of a source: title, licence, attribution, how current it is."""
    kind, text = view.model.type("Source"), TEXTS[lang]
    address = f"{base}id/source/{key(str(source['name']))}"
    facts = Section(text["facts"], facts=_facts(kind.properties, source, lang))
    data = Section(text["data"], items=_as_data(links))
    title = str(source.get("title") or source["name"])
    return _written(base, Sheet(title, kind.caption.text(lang), lang, address, [facts, data], links))


def record_page(
    view: View, base: str, versions: Sequence[Mapping[str, Any]], lang: str, links: Sequence[Link]
) -> bytes:
    """The page of a record: which row of which source it is, and what it is evidence of; never what it says."""
    kind, text, record = view.model.type("Record"), TEXTS[lang], versions[-1]
    facts = Section(text["facts"], facts=_facts(kind.properties, record, lang))
    thing = record["entity_type"] and _address(view.model, root(base), record["entity_type"], record["entity"])
    about = [
        Item(record["source"], f"{root(base)}doc/source/{key(record['source'])}"),
        *([Item(view.model.type(record["entity_type"]).caption.text(lang), thing)] if thing else []),
    ]
    sections = [facts, Section(text["relations"], items=about), Section(text["data"], items=_as_data(links))]
    address = f"{base}id/record/{key(record['id'])}"
    return _written(base, Sheet(record["id"], kind.caption.text(lang), lang, address, sections, links))


def catalogue_page(view: View, about: Publication, formats: Iterable[str], lang: str, links: Sequence[Link]) -> bytes:
    """The catalogue for people: formats, services, sources with their licences."""
    text, known, there = TEXTS[lang], words(), set(formats)
    dumps = [
        Item(found["caption"], f"{root(about.base)}export/{name}", found["media_type"])
        for name, found in known["distributions"].items()
        if name in there
    ]
    services = [Item(one["caption"][lang], f"{root(about.base)}{one['path']}") for one in known["services"].values()]
    sources = [
        Item(str(s.get("title") or s["name"]), f"{root(about.base)}doc/source/{key(str(s['name']))}", _terms_of(s))
        for s in view.sources()
    ]
    sections = [
        Section(text["formats"], items=dumps),
        Section(text["services"], items=services),
        Section(text["sources"], items=sources),
        Section(text["data"], items=[*_as_data(links), Item(text["home"], root(about.base))]),
    ]
    title = about.title or known["title"][lang]
    shown = [section for section in sections if section.items]
    return _written(about.base, Sheet(title, text["catalogue"], lang, f"{about.base}catalog", shown, links))


def _written(base: str, sheet: Sheet) -> bytes:
    icon = ("icon", "image/svg+xml", f"{root(base)}icon.svg")
    return write_sheet(replace(sheet, links=[icon, *sheet.links]))


def _address(model: Model, base: str, type_name: str, id: str) -> str:
    return f"{base}id/{model.type(type_name).segment}/{key(id)}"


def _facts(declared: Mapping[str, Property], values: Mapping[str, Any], lang: str) -> list[tuple[str, Sequence[Item]]]:
    found: list[tuple[str, Sequence[Item]]] = []
    for name, prop in declared.items():
        value = values.get(name)
        if value is not None and prop.kind != "geometry":
            said = value if isinstance(value, list) else [value]
            found.append((prop.caption.text(lang), [_value(prop, one, lang) for one in said]))
    return found


def _value(prop: Property, value: Any, lang: str) -> Item:
    if prop.values and value in prop.values:
        return Item(prop.values[value].text(lang))
    text = KINDS[prop.kind].caption(value, lang) if prop.kind in KINDS else str(value)
    return Item(text, str(value) if prop.kind == "url" and str(value).startswith(("http://", "https://")) else None)


def _relations(view: View, base: str, id: str, lang: str, limit: int) -> list[tuple[str, Sequence[Item]]]:
    """Grouped by what the relationship is called in its direction."""

    def called(row: Mapping[str, Any]) -> str:
        edge = view.model.edge(row["type"])
        return (edge.caption if row["direction"] == "out" else edge.inverse).text(lang)

    rows = sorted(view.neighbours(id, limit), key=lambda row: (called(row), row["name"] or "", row["id"]))
    return [
        (
            word,
            [
                Item(str(row["name"] or row["id"]), _address(view.model, root(base), row["entity_type"], row["id"]))
                for row in group
            ],
        )
        for word, group in groupby(rows, key=called)
    ]


def _evidence(line: Mapping[str, Any], base: str, view: View, lang: str) -> Item:
    place = ", ".join(
        part
        for part in (
            str(line.get("sheet") or ""),
            f"{TEXTS[lang]['row']} {line['row']}" if line.get("row") else "",
            str(line.get("observed") or ""),
        )
        if part
    )
    return Item(str(line["source"]), f"{root(base)}doc/source/{key(str(line['source']))}", place)


def _as_data(links: Sequence[Link]) -> list[Item]:
    called = {one["media_type"]: one["caption"] for one in words()["distributions"].values()}
    return [Item(called[kind], urlsplit(href).path) for rel, kind, href in links if rel == "alternate"]


def _terms_of(source: Mapping[str, Any]) -> str:
    return ", ".join(str(source[name]) for name in ("licence", "attribution", "observed") if source.get(name))


def _credits(view: View) -> list[str]:
    """Whom to name, and under which licence."""
    return sorted({found for found in map(_terms_without_day, view.sources()) if found})


def _terms_without_day(source: Mapping[str, Any]) -> str:
    return ", ".join(str(source[name]) for name in ("attribution", "licence") if source.get(name))
