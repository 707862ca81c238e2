"""XZuFi 2.x (services of the German administration): each service at each unit that is responsible for it.

Elements are known by their names alone, whatever the namespace of the version. A service that the file gives nobody
responsible for is left aside and counted: nobody here provides it. LeiKa keys stay as identifiers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError, iterparse

from ingest.readers.hsds_rows import plain
from ingest.readers.notes import NotedTable, left_aside
from ingest.readers.tables import Cell, Limits, Row, Table
from schema.errors import FileTooLarge, UnreadableFile, UnsupportedFile

TABLE = "xzufi"
HEADINGS = [
    *("id", "identifiers", "name", "other_names", "description", "cost", "keywords"),
    *("unit_id", "unit", "street", "number", "postal_code", "city"),
]
_NAMESPACE = re.compile(rb"xoev\.de/schemata/xzufi/2_\d")
_HEAD_BYTES = 64_000
# Text modules of the LeiKa code list: 02 and 03 are the official and the plain name, 24, 05 and 06 short and full texts.
_NAMES, _TEXTS = ("03", "02"), ("05", "24", "06")
Cells = dict[str, Cell]


def is_xzufi(path: Path) -> bool:
    """Does the head of the file name the namespace?"""
    with path.open("rb") as file:
        return bool(_NAMESPACE.search(file.read(_HEAD_BYTES)))


def read(path: Path, limits: Limits) -> Iterator[Table]:
    """The one table of the file."""
    if not is_xzufi(path):
        raise UnsupportedFile(f"{path.name}: no reader for this kind of XML; known is XZuFi 2.", hint="export it as a table",
                              details={"path": path.name})  # fmt: skip
    found = _Found()
    with path.open("rb") as file:
        _check_head(path, file)
        try:
            for element in _elements(file):
                found.add(element)
                if found.size > limits.rows:
                    raise FileTooLarge(f"{path.name} has more than {limits.rows:,} entries.", hint="split it into several files",
                                       details={"path": path.name})  # fmt: skip
        except (ParseError, LookupError, ValueError) as error:  # also an encoding that nobody knows
            raise _unreadable(path, f"it is not valid XML ({error})", "export it again") from error
    rows = [Row(number, cells) for number, cells in enumerate(found.cells(), 1)]
    notes = left_aside(found.without_unit, "services for which nobody in the file is responsible", "warning")
    yield NotedTable(TABLE, list(HEADINGS), None, iter(rows), notes=notes)


def _check_head(path: Path, file: IO[bytes]) -> None:
    """Refuse what could define entities: a document type has no place in a registry's answer."""
    head = file.read(_HEAD_BYTES)
    file.seek(0)
    if b"\0" in head:
        raise _unreadable(path, "it is not UTF-8", "save it as UTF-8")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise _unreadable(path, "it declares a document type", "remove the line <!DOCTYPE …>")


def _unreadable(path: Path, why: str, hint: str) -> UnreadableFile:
    return UnreadableFile(f"{path.name} cannot be read: {why}.", hint=hint, details={"path": path.name})


def _elements(file: IO[bytes]) -> Iterator[Element]:
    """The services and units, one after the other; each is forgotten when the next one is asked for."""
    depth = 0
    for event, element in iterparse(file, events=("start", "end")):  # noqa: S314  (see _check_head)
        if _tag(element) not in ("leistung", "organisationseinheit"):
            continue
        depth += 1 if event == "start" else -1
        if event == "end" and depth == 0:
            yield element
            element.clear()


class _Found:
    """Services and units by their ids, and which unit is responsible for which services."""

    def __init__(self) -> None:
        self._services: dict[str, Cells] = {}
        self._units: dict[str, Cells] = {}
        self._responsible: defaultdict[str, list[str]] = defaultdict(list)
        self.without_unit = 0

    @property
    def size(self) -> int:
        return len(self._services) + len(self._units)

    def add(self, element: Element) -> None:
        id = _text(element, "id")
        if not id:
            return
        if _tag(element) == "leistung":
            self._services[id] = _service(id, element)
            return
        self._units[id] = _unit(id, element)
        for duty in _children(element, "zustaendigkeit"):
            for service in _texts(duty, "leistungID"):
                if id not in self._responsible[service]:
                    self._responsible[service].append(id)

    def cells(self) -> Iterator[Cells]:
        for id, service in self._services.items():
            units = self._responsible.get(id, [])
            self.without_unit += not units
            for unit in units:
                yield {**service, **self._units[unit]}


def _service(id: str, element: Element) -> Cells:
    modules: defaultdict[str, list[str]] = defaultdict(list)
    for module in _children(element, "modulText"):
        code = next((_text(one, "code") for one in _children(module, "leikaTextmodul")), "")
        modules[code] += _german(_children(module, "inhalt"))
    names = list(dict.fromkeys(text for code in _NAMES for text in modules[code]))
    keys = [key for reference in _children(element, "referenzLeiKa") for key in _texts(reference, "code")]
    costs = [
        text for module in _children(element, "modulKosten") for text in _german(_children(module, "beschreibung"))
    ]
    kinds = [text for kind in _children(element, "kategorie") for text in _german(_children(kind, "bezeichnung"))]
    values = {
        "id": id,
        "identifiers": "\n".join([f"XZuFi {id}", *(f"LeiKa {key}" for key in dict.fromkeys(keys))]),
        "name": names[0] if names else "",
        "other_names": "\n".join(names[1:]),
        "description": next((text for code in _TEXTS for text in modules[code]), ""),
        "cost": "\n".join(costs),
        "keywords": "\n".join(dict.fromkeys(kinds)),
    }
    return {key: value for key, value in values.items() if value}


def _unit(id: str, element: Element) -> Cells:
    names = [
        text for name in _children(element, "name") for text in _german(_children(name, "name")) or _german([name])
    ]
    address = next(_children(element, "anschrift"), Element("none"))
    values = {
        "unit_id": f"XZuFi {id}",
        "unit": names[0] if names else "",
        "street": _text(address, "strasse"),
        "number": _text(address, "hausnummer"),
        "postal_code": _text(address, "postleitzahl"),
        "city": _text(address, "ort"),
    }
    return {key: value for key, value in values.items() if value}


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if _tag(child) == name)


def _texts(element: Element, name: str) -> list[str]:
    return [text for child in _children(element, name) if (text := (child.text or "").strip())]


def _text(element: Element, name: str) -> str:
    return next(iter(_texts(element, name)), "")


def _german(elements: Iterable[Element]) -> list[str]:
    """The texts in German, or those of no stated language."""
    said = [(element.get("languageCode", "de"), plain(element.text)) for element in elements]
    return [text for language, text in said if text and language.lower().startswith("de")]
