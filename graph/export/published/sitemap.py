"""The site map for crawlers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from xml.sax.saxutils import escape

from graph.export.terms import key
from graph.view import View

PART = 50_000  # what the protocol allows in one file
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def index(view: View, base: str) -> Iterator[str]:
    """The addresses of the parts."""
    count = sum(view.counts().values())
    yield f'{HEAD}<sitemapindex xmlns="{SPACE}">\n'
    for number in range(max(1, -(-count // PART))):
        yield f"<sitemap><loc>{escape(base)}sitemap/{number}.xml</loc></sitemap>\n"
    yield "</sitemapindex>\n"


def part(view: View, base: str, number: int) -> Iterator[str]:
    """The pages of the things of one part, by their ids."""
    yield f'{HEAD}<urlset xmlns="{SPACE}">\n'
    for id, type_name in islice(view.ids(), number * PART, (number + 1) * PART):
        address = f"{base}doc/{view.model.type(type_name).segment}/{key(id)}"
        yield f"<url><loc>{escape(address)}</loc></url>\n"
    yield "</urlset>\n"
