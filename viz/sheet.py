"""A plain page about one thing, for whoever follows its address: facts, lists of links, and the same as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape


@dataclass(frozen=True)
class Item:
    """Some text, perhaps a link, and what is to be said beside it."""

    text: str
    href: str | None = None
    aside: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with pairs of a word and what is said (as a definition list), or with items (as a list)."""

    heading: str
    facts: Sequence[tuple[str, Sequence[Item]]] = ()
    items: Sequence[Item] = ()


@dataclass(frozen=True)
class Sheet:
    """The page: what it is about, its sections, and the links of its head as (rel, type, href)."""

    title: str
    kind: str
    lang: str
    address: str
    sections: Sequence[Section]
    links: Sequence[tuple[str, str, str]] = ()
    credits: Sequence[str] = field(default=())


STYLE = """
body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:48rem;padding:1rem;color:#1b1b1b;background:#fff}
h1{margin:.25rem 0;line-height:1.2}h2{margin:2rem 0 .5rem;font-size:1.2rem}
.kind,.aside,footer{color:#555}code{overflow-wrap:anywhere}a{color:#14506b}
dl{display:grid;grid-template-columns:minmax(8rem,1fr) 3fr;gap:.25rem 1rem;margin:0}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}
ul{padding-left:1.2rem;margin:0}footer{margin-top:2.5rem;border-top:1px solid #ccc;padding-top:.75rem;font-size:.9rem}
@media(max-width:32rem){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}
"""


def write_sheet(sheet: Sheet) -> bytes:
    """The page as HTML (UTF-8), without scripts and without anything from elsewhere."""
    head = "".join(_link(*link) for link in sheet.links)
    body = "\n".join(_section(number, section) for number, section in enumerate(sheet.sections))
    credits = "".join(f"<p>{escape(text)}</p>" for text in sheet.credits)
    return (
        f'<!doctype html>\n<html lang="{escape(sheet.lang)}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(sheet.title)}</title>'
        f'{head}<style>{STYLE}</style></head>\n<body><main><p class="kind">{escape(sheet.kind)}</p>'
        f"<h1>{escape(sheet.title)}</h1><p><code>{escape(sheet.address)}</code></p>\n{body}\n</main>"
        f"<footer>{credits}</footer></body></html>\n"
    ).encode()


def _link(rel: str, media_type: str, href: str) -> str:
    kind = f' type="{escape(media_type)}"' if media_type else ""
    return f'<link rel="{escape(rel)}"{kind} href="{escape(href)}">'


def _section(number: int, section: Section) -> str:
    facts = "".join(f"<dt>{escape(word)}</dt><dd>{'<br>'.join(map(_item, said))}</dd>" for word, said in section.facts)
    items = "".join(f"<li>{_item(item)}</li>" for item in section.items)
    inner = (f"<dl>{facts}</dl>" if facts else "") + (f"<ul>{items}</ul>" if items else "")
    return f'<section aria-labelledby="s{number}"><h2 id="s{number}">{escape(section.heading)}</h2>{inner}</section>'


def _item(item: Item) -> str:
    text = f'<a href="{escape(item.href)}">{escape(item.text)}</a>' if item.href else escape(item.text)
    return f'{text} <span class="aside">{escape(item.aside)}</span>' if item.aside else text
