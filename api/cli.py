"""The command line. Each command parses, calls one library function, and writes.

Exit codes: 0 done, 1 problems were found, 2 wrong use or nothing could be done.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from api import cli_measures, cli_quartiere, cli_queries, commands, show
from api.cli_base import Json, Lang, OutFile, err, out, with_service
from api.cli_groups import edits_app, merges_app, overlaps_app, sources_app, token_app
from api.service import Service
from api.settings import Settings
from ingest.options import Options
from schema.errors import BadRequest, QuartiersgraphError

app = typer.Typer(
    name="quartiersgraph",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Wer antwortet wofür, mit wem, in welchem Quartier? / Who answers for what together, in which Quartier?",
)
app.add_typer(edits_app, name="edits")
app.add_typer(merges_app, name="merges", invoke_without_command=True)
app.add_typer(overlaps_app, name="overlaps")
app.add_typer(sources_app, name="sources", invoke_without_command=True)
app.add_typer(token_app, name="token")
cli_quartiere.add_to(app)
cli_measures.add_to(app)
cli_queries.add_to(app)


def run() -> None:
    """Entry point: errors of the program become one line and their exit code."""
    try:
        app()
    except QuartiersgraphError as error:
        err.print(f"[bold red]{error.code}[/]: ", end="")
        err.print(str(error), markup=False, highlight=False)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


main = run


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the page.")] = 8080,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Load the fictional demo town into a scratch store, serve it and open the browser."""
    commands.demo(port=port, open_browser=browser, say=err.print)


@app.command()
def ingest(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, or the address (URL) of a registry.")],
    source: Annotated[
        str | None, typer.Option(help="Name of the source; default: the path relative to the argument.")
    ] = None,
    observed: Annotated[
        str | None, typer.Option(help="When the content was observed, as 2026-03-05, 2026-03 or 2026.")
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(help="Mapping file (YAML). One that does not exist is written with what was understood."),
    ] = None,
    recognise: Annotated[
        bool, typer.Option("--recognise", help="Do without the shipped mappings: recognise every sheet by itself.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")] = False,
    allow_vanished: Annotated[
        bool, typer.Option("--allow-vanished", help="Accept that more than 30 % of the rows vanish.")
    ] = False,
    accept_drift: Annotated[
        bool, typer.Option("--accept-drift", help="Accept that columns were renamed or are gone since the last import.")
    ] = False,
    report: Annotated[Path | None, typer.Option(help="Write the report as JSON here.")] = None,
    as_json: Json = False,
) -> None:
    """Bring spreadsheets, lists, maps and registries into the graph."""
    asking = err.is_terminal and not as_json
    options = Options(
        source,
        commands.date(observed),
        mapping,
        dry_run,
        allow_vanished,
        accept_drift,
        shipped=not recognise,
        ask=show.confirm if asking else show.refuse,
    )
    with Service(Settings()) as service:
        found = commands.ingest(service, paths, options, console=err if not as_json else None)
    text = json.dumps(found.to_json(), ensure_ascii=False, indent=1)
    if report:
        report.write_text(text + "\n", encoding="utf-8")
    if as_json:
        print(text)
    else:
        show.report(out, found)
    raise typer.Exit(found.exit_code)


@app.command()
@with_service
def ask(
    service: Service,
    text: Annotated[str, typer.Argument(help="A question in German or English.")],
    here: Annotated[str | None, typer.Option(help='What "here" is: a name, an address, an id, or "lat,lon".')] = None,
    as_of: Annotated[str | None, typer.Option(help="Answer as of this date.")] = None,
    lang: Annotated[str | None, typer.Option(help="de or en; default: as the question is written.")] = None,
    verified_since: Annotated[
        str | None, typer.Option(help="Only what was verified, or last named by a source, since this date.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write a document to print: .pdf, .docx or .html.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask a question."""
    answer = service.asker("network").ask(
        text,
        here=here,
        as_of=commands.date(as_of),
        lang=commands.language(lang),
        verified_since=commands.date(verified_since),
    )
    if output:
        commands.print_answer(service, answer, output, lang, say=err.print)
    elif as_json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        show.answer(out, answer)


@app.command()
@with_service
def profile(
    service: Service,
    place: Annotated[str, typer.Argument(help="A Quartier or another place: a name, an address, an id.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="File to write: .pdf, .docx or .html.")],
    as_of: Annotated[str | None, typer.Option(help="As of this date.")] = None,
    lang: Lang = "de",
) -> None:
    """Write the profile of a place (Quartierssteckbrief) as a document to print."""
    answer = commands.profile(service, place, commands.date(as_of), commands.language(lang) or "de")
    commands.print_answer(service, answer, output, lang, say=err.print)


@app.command()
@with_service
def places(
    service: Service,
    text: Annotated[str, typer.Argument(help="A street, an address, an area, a venue, a postal code, or lat,lon.")],
    limit: Annotated[int, typer.Option(min=1, max=50, help="How many at most.")] = 10,
    kind: Annotated[
        list[str] | None,
        typer.Option(help="Only these: area quartier street address corner venue postal_code point."),
    ] = None,
    lang: Lang = "de",
    as_json: Json = False,
) -> None:
    """Look for a place; the ids can be given to `ask --here`."""
    found = commands.find_places(service, text, limit, kind, commands.language(lang) or "de")
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        show.places(out, found)


@app.command()
def questions(lang: Lang = "de", as_json: Json = False) -> None:
    """List the questions of the catalogue."""
    from graph.catalogue import catalogue

    if as_json:
        print(json.dumps([question.to_json() for question in catalogue()], ensure_ascii=False, indent=1))
    else:
        show.questions(out, catalogue(), commands.language(lang) or "de")


@app.command()
@with_service
def export(
    service: Service,
    format: Annotated[
        str,
        typer.Argument(
            help="turtle ntriples nquads jsonld rdfxml provenance canonical html graphml gexf csv parquet xlsx hsds"
        ),
    ],
    output: OutFile = None,
    visibility: Annotated[str, typer.Option(help="public or network.")] = "public",
    since: Annotated[str | None, typer.Option(help="Only what changed since a day or instant (RDF).")] = None,
) -> None:
    """Write the graph in an open format."""
    commands.export(service, format, output, visibility, since)


@app.command(name="hash")
@with_service
def hash_(
    service: Service,
    visibility: Annotated[str, typer.Option(help="public or network.")] = "public",
) -> None:
    """The SHA-256 of the graph's canonical RDF (RDFC-1.0): equal graphs have equal ones."""
    typer.echo(commands.canonical_hash(service, visibility))


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; only this machine unless told otherwise.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port.")] = 8080,
    basemap: Annotated[
        Path | None, typer.Option(help="Local .pmtiles file to lay under the map; plain ground without one.")
    ] = None,
) -> None:
    """Serve the page and the API."""
    settings = Settings() if basemap is None else Settings(basemap=basemap)
    commands.serve(settings, host, port, say=err.print)


@app.command()
@with_service
def check(service: Service, as_json: Json = False) -> None:
    """Check that the store is whole: entities equal what their evidence says, nothing is cut off or left over."""
    problems = commands.check(service)
    if as_json:
        print(json.dumps({"problems": problems}, ensure_ascii=False, indent=1))
    else:
        show.check(out, problems)
    raise typer.Exit(1 if problems else 0)


@app.command()
def template(output: Annotated[Path, typer.Option("-o", "--output", help="XLSX file to write.")]) -> None:
    """Write the spreadsheet template: a sheet per type, drop-downs, a help sheet."""
    commands.template(output)
    err.print(f"{output} geschrieben / written.")


@app.command()
@with_service
def backup(
    service: Service, file: Annotated[Path, typer.Argument(help="File to write; keys go into FILE.keys.")]
) -> None:
    """Write everything that cannot be computed again into one file."""
    err.print(f"{commands.backup(service, file)} Belege und Entscheidungen gesichert / saved: {file}, {file}.keys")


@app.command()
@with_service
def restore(service: Service, file: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")]) -> None:
    """Fill an empty store from a backup."""
    err.print(f"{commands.restore(service, file)} Belege und Entscheidungen zurückgeholt / restored.")


@app.command()
@with_service
def erase(
    service: Service,
    id: Annotated[str | None, typer.Argument(help="Id of a record or an entity.")] = None,
    person: Annotated[str | None, typer.Option(help="Erase every record whose sealed values name this person.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase for good: keys, values, journal. This cannot be undone."""
    if (id is None) == (person is None):
        raise BadRequest("Name either an id or --person NAME.")
    if not yes and not typer.confirm("Endgültig löschen? / Erase for good?"):
        raise typer.Exit(1)
    show.counts(err, commands.erase(service, id, person))


if __name__ == "__main__":
    run()
