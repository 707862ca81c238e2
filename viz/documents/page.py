"""A page to print: one file without scripts and without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from viz.documents.blocks import Beside, Bullets, Document, Facts, Figure, Heading, Paragraph, Table

STYLE = (Path(__file__).parent / "templates" / "page.css").read_text(encoding="utf-8")


def write_page(document: Document) -> bytes:
    """The document as HTML (UTF-8)."""
    parts: list[str] = []
    inside = False
    for number, block in enumerate(document.blocks):
        if isinstance(block, Heading) and block.level == 1:
            parts.append(f'{"</section>" if inside else ""}<section aria-labelledby="h{number}"><h2 id="h{number}">{escape(block.text)}</h2>')
            inside = True
        else:
            parts.append(WRITERS[type(block)](block))
    parts.append("</section>" if inside else "")
    lead = f'<p class="lead">{escape(document.subtitle)}</p>' if document.subtitle else ""
    return (
        f'<!doctype html>\n<html lang="{escape(document.lang)}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(document.title)}</title>'
        f"<style>\n{STYLE}</style></head>\n<body><main><h1>{escape(document.title)}</h1>{lead}\n"
        f"{_joined(parts)}</main>\n<footer>{escape(document.footer)}</footer></body></html>\n"
    ).encode()


def _joined(parts: list[str]) -> str:
    return "\n".join(part for part in parts if part)


def _heading(block: Heading) -> str:
    return f"<h{block.level + 1}>{escape(block.text)}</h{block.level + 1}>"


def _paragraph(block: Paragraph) -> str:
    lang = f' lang="{escape(block.lang)}"' if block.lang else ""
    return f'<p class="{block.look}"{lang}>{escape(block.text)}</p>'


def _facts(block: Facts) -> str:
    pairs = "".join(f"<div><dt>{escape(word)}</dt><dd>{escape(said)}</dd></div>" for word, said in block.pairs)
    return f'<dl class="facts">{pairs}</dl>'


def _table(block: Table) -> str:
    total = sum(column.width for column in block.columns)
    widths = "".join(f'<col style="width:{column.width / total * 100:.1f}%">' for column in block.columns)
    head = "".join(_cell("th", c.caption, c.align, "col") if c.caption else f'<td class="{c.align}"></td>' for c in block.columns)
    body = "".join(f"<tr>{_row(block, row)}</tr>\n" for row in block.rows)
    kind = ' class="narrow"' if block.narrow else ""
    return (
        f'<table{kind}><caption class="unseen">{escape(block.name)}</caption><colgroup>{widths}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table>"
    )


def _row(block: Table, row: tuple[str, ...]) -> str:
    return "".join(
        _cell("th", text, column.align, "row") if number == block.heads and text else _cell("td", text, column.align)
        for number, (text, column) in enumerate(zip(row, block.columns, strict=True))
    )


def _cell(tag: str, text: str, align: str, scope: str = "") -> str:
    said = f' scope="{scope}"' if scope else ""
    return f'<{tag}{said} class="{align}"><bdi>{escape(text)}</bdi></{tag}>'


def _beside(block: Beside) -> str:
    return f'<div class="beside">{"".join(_table(table) for table in block.tables)}</div>'


def _bullets(block: Bullets) -> str:
    return f'<ul class="sources">{"".join(f"<li>{escape(item)}</li>" for item in block.items)}</ul>'


def _figure(block: Figure) -> str:
    caption = f"<figcaption>{escape(block.caption)}</figcaption>" if block.caption else ""
    return f"<figure>{block.svg}{caption}</figure>"


WRITERS: dict[type, Callable[[Any], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Facts: _facts,
    Table: _table,
    Beside: _beside,
    Bullets: _bullets,
    Figure: _figure,
}
