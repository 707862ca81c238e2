"""Free queries on the command line: Cypher and SPARQL, read-only and bounded; Ctrl+C ends them in the database."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from api import commands, show
from api.cli_base import err, out, with_service
from api.negotiation import preferred
from api.service import Service
from graph.sparql.request import GRAPHS, RESULTS, Wish
from graph.sparql.text import Query
from schema.errors import BadRequest

SHORT = {name: media for media, name in reversed({**RESULTS, **GRAPHS}.items())}
OFFERED = {"SELECT": RESULTS, "ASK": RESULTS, "CONSTRUCT": GRAPHS, "DESCRIBE": GRAPHS}


def add_to(app: typer.Typer) -> None:
    app.command()(cypher)
    app.command()(sparql)


@with_service
def cypher(
    service: Service,
    text: Annotated[str, typer.Argument(help="A reading Cypher statement.")],
    param: Annotated[list[str] | None, typer.Option(help="k=v; v is read as JSON if it is JSON.")] = None,
    format: Annotated[str, typer.Option(help="table, csv, json or jsonl.")] = "table",
) -> None:
    """Run Cypher, read-only, bounded in time, rows and memory. Sees what the network may see."""
    settings = service.settings
    found = service.store.research(
        text, commands.parameters(param or []), seconds=settings.cypher_seconds, rows=settings.cypher_rows
    )
    show.rows(out, found.columns, found.rows, format)
    if found.truncated:
        err.print(f"Gekürzt nach {len(found.rows)} Zeilen. / Cut after {len(found.rows)} rows.")


@with_service
def sparql(
    service: Service,
    text: Annotated[str, typer.Argument(help="A SPARQL query.")],
    format: Annotated[str, typer.Option(help="json xml csv tsv for rows; ttl nt rdf jsonld for triples.")] = "",
    visibility: Annotated[str, typer.Option(help="public or network.")] = "public",
) -> None:
    """Run SPARQL, read-only, bounded in time, rows and memory."""
    if format and format not in SHORT:
        raise BadRequest(f"There is no format {format!r}.", hint=f"Known: {', '.join(SHORT)}.")
    if visibility not in commands.VISIBILITIES:
        raise BadRequest(f"{visibility!r} cannot be asked.", hint="Use public or network.")

    def wish(query: Query) -> Wish:
        return Wish(preferred(SHORT.get(format) or None, list(OFFERED[query.form])))

    found = service.sparql.ask(text, visibility, wish)
    sys.stdout.buffer.write(found.content.rstrip(b"\n") + b"\n")
    for what, said in found.notes.items():
        err.print(f"{what}: {said}", markup=False, highlight=False)
