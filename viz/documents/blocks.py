"""A document as plain data: what the writers (PDF, DOCX, page) all draw.

Texts are plain texts in the document's language. Nothing in them is markup, whatever it looks like.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

Align = Literal["left", "right", "center"]
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Heading:
    """A section's heading; level 1 stands below the title."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A text; `look` is body, intro (stays with what follows), lead, note (something to know) or small; `lang` where it is not the document's."""

    text: str
    look: Literal["body", "intro", "lead", "note", "small"] = "body"
    lang: str = ""


@dataclass(frozen=True)
class Facts:
    """Pairs of a word and what is to say about it."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Column:
    """`width` is a part of the whole, relative to the other columns."""

    caption: str
    width: float = 1.0
    align: Align = "left"


@dataclass(frozen=True)
class Table:
    """`name` says to a screen reader what the table is; `heads` is the column whose cell heads its row."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    heads: int = 0
    narrow: bool = False  # beside others
    keep: bool = False  # on one page


@dataclass(frozen=True)
class Beside:
    """Small tables side by side, where the format can."""

    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Bullets:
    """A list of texts."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """A picture as SVG text with what it shows in words; `width` is in user units, `height` too."""

    svg: str
    alt: str
    caption: str
    width: float
    height: float


Block = Heading | Paragraph | Facts | Table | Beside | Bullets | Figure


@dataclass(frozen=True)
class Document:
    """What is on paper. `printed` (ISO date) is an input, so that the same document gives the same bytes."""

    title: str
    subtitle: str
    lang: str
    printed: str
    footer: str  # stands on every page, before the page's number
    page: str  # "Seite {page} von {pages}"
    blocks: tuple[Block, ...] = field(default=())


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Composed, without control characters: no format can be broken, and no direction turned, by a name."""
    return _CONTROL.sub("", unicodedata.normalize("NFC", text))


def cleaned(thing: Thing) -> Thing:
    """The same document, all of its texts cleaned."""
    return _mapped(thing)  # type: ignore[no-any-return]


def _mapped(thing: Any) -> Any:
    if isinstance(thing, str):
        return clean_text(thing)
    if isinstance(thing, tuple):
        return tuple(_mapped(part) for part in thing)
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return dataclasses.replace(thing, **{f.name: _mapped(getattr(thing, f.name)) for f in dataclasses.fields(thing)})
    return thing
