"""The command line. Each command parses, calls one library function, and writes.

Exit codes: 0 done, 1 problems were found, 2 wrong use or nothing could be done.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from api import commands, show
from api.service import Service
from api.settings import Settings
from ingest.options import Options
from schema.errors import BadRequest, QuartiersgraphError, UnreadableFile

app = typer.Typer(
    name="quartiersgraph",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Wer antwortet wofür, mit wem, in welchem Quartier? / Who answers for what together, in which Quartier?",
)
out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Lang = Annotated[str, typer.Option(help="de or en.")]
OutFile = Annotated[
    Path | None, typer.Option("-o", "--output", help="File to write; without it, or with -, standard output.")
]


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


def with_service(command: Callable[..., Any]) -> Callable[..., Any]:
    """Open the store for a command and close it again."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        with Service(Settings()) as service:
            return command(service, *args, **kwargs)

    del wrapped.__wrapped__  # typer must see the signature set below
    wrapped.__signature__ = _without_first(command)  # type: ignore[attr-defined]
    return wrapped


def _without_first(command: Callable[..., Any]) -> Any:
    import inspect

    signature = inspect.signature(command, eval_str=True)
    return signature.replace(parameters=list(signature.parameters.values())[1:])


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
    """Bring spreadsheets, lists and boundaries into the graph."""
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
    as_json: Json = False,
) -> None:
    """Ask a question."""
    answer = service.asker("network").ask(text, here=here, as_of=commands.date(as_of), lang=commands.language(lang))
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        show.answer(out, answer)


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
def cypher(
    service: Service,
    text: Annotated[str, typer.Argument(help="A reading Cypher statement.")],
    param: Annotated[list[str] | None, typer.Option(help="k=v; v is read as JSON if it is JSON.")] = None,
    format: Annotated[str, typer.Option(help="table, csv, json or jsonl.")] = "table",
) -> None:
    """Run Cypher, read-only, bounded in time and rows."""
    columns, rows = service.store.query(
        text,
        commands.parameters(param or []),
        seconds=service.settings.cypher_seconds,
        rows=service.settings.cypher_rows,
    )
    show.rows(out, columns, rows, format)


@app.command()
@with_service
def export(
    service: Service,
    format: Annotated[str, typer.Argument(help="turtle nquads jsonld html graphml gexf csv xlsx")],
    output: OutFile = None,
    visibility: Annotated[str, typer.Option(help="public or network.")] = "public",
) -> None:
    """Write the graph in an open format."""
    commands.export(service, format, output, visibility)


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; only this machine unless told otherwise.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port.")] = 8080,
) -> None:
    """Serve the page and the API."""
    commands.serve(Settings(), host, port, say=err.print)


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


merges_app = typer.Typer(no_args_is_help=False, help="Near cases: list them with reasons, accept, reject, undo.")
app.add_typer(merges_app, name="merges", invoke_without_command=True)


@merges_app.callback()
def merges(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        merges_list(lang="de", as_json=False)


@merges_app.command("list")
def merges_list(lang: Lang = "de", as_json: Json = False) -> None:
    """List open candidates side by side with reasons, and the judgements that can be undone."""
    with Service(Settings()) as service:
        found = commands.merges(service, commands.language(lang) or "de")
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        show.merges(out, found, lang)


@merges_app.command("accept")
@with_service
def merges_accept(
    service: Service, pair: Annotated[list[str], typer.Argument(help="A candidate's id, or two ids.")], reason: str = ""
) -> None:
    """Say that two are the same."""
    show.counts(err, commands.judge(service, pair, "same", reason))


@merges_app.command("reject")
@with_service
def merges_reject(
    service: Service, pair: Annotated[list[str], typer.Argument(help="A candidate's id, or two ids.")], reason: str = ""
) -> None:
    """Say that two are different."""
    show.counts(err, commands.judge(service, pair, "different", reason))


@merges_app.command("undo")
@with_service
def merges_undo(service: Service, judgement: Annotated[str, typer.Argument(help="A judgement's id.")]) -> None:
    """Take a judgement back."""
    show.counts(err, commands.undo(service, judgement))


@merges_app.command("export")
@with_service
def merges_export(
    service: Service,
    file: Annotated[Path | None, typer.Argument(help="File to write; without it, or with -, standard output.")] = None,
) -> None:
    """Write all decisions as JSON lines, for another store that reads the same lists."""
    count = commands.export_decisions(service, file)
    err.print(f"{count} Entscheidungen geschrieben / decisions written.")


@merges_app.command("import")
@with_service
def merges_import(
    service: Service, file: Annotated[Path, typer.Argument(help="A file that `merges export` wrote.", exists=True)]
) -> None:
    """Take decisions in; those on records that are not there yet wait for them."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{file.name} is not UTF-8 text.") from error
    show.counts(err, commands.import_decisions(service, text, file.name))


sources_app = typer.Typer(no_args_is_help=False, help="Sources: list, drop (can be undone), restore.")
app.add_typer(sources_app, name="sources", invoke_without_command=True)


@sources_app.callback()
def sources(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        sources_list(as_json=False)


@sources_app.command("list")
def sources_list(as_json: Json = False) -> None:
    """List the sources with licence, trust and last observation."""
    with Service(Settings()) as service:
        found = commands.sources(service)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        show.sources(out, found)


@sources_app.command("drop")
@with_service
def sources_drop(service: Service, name: str) -> None:
    """Hide everything a source said; `restore` brings it back."""
    show.counts(err, commands.hide_source(service, name, hidden=True))


@sources_app.command("restore")
@with_service
def sources_restore(service: Service, name: str) -> None:
    """Show a dropped source again."""
    show.counts(err, commands.hide_source(service, name, hidden=False))


token_app = typer.Typer(no_args_is_help=True, help="Access tokens for the API.")
app.add_typer(token_app, name="token")


@token_app.command("create")
def token_create(scope: Annotated[str, typer.Argument(help="network or editor.")]) -> None:
    """Create a token; it is shown this once."""
    print(commands.tokens(Settings()).create(scope))


@token_app.command("list")
def token_list() -> None:
    """List tokens by the first letters of their hash."""
    for key, scope in commands.tokens(Settings()).list():
        print(key, scope)


@token_app.command("revoke")
def token_revoke(token: Annotated[str, typer.Argument(help="The token, or the first letters of its hash.")]) -> None:
    """Revoke a token."""
    commands.tokens(Settings()).revoke(token)


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
