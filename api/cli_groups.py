"""Commands that come in groups: edits, merges, overlaps, sources, tokens."""

from __future__ import annotations

import getpass
import json
from pathlib import Path
from typing import Annotated

import typer

from api import commands, editing, show
from api.cli_base import Json, Lang, err, out, with_service
from api.service import Service
from api.settings import Settings
from graph.writer import Writer
from ingest.intended import intended, mark_intended, unmark_intended
from schema.errors import UnreadableFile

edits_app = typer.Typer(no_args_is_help=True, help="What people edited in the page: list it, take it back.")


@edits_app.command("list")
@with_service
def edits_list(
    service: Service,
    id: Annotated[str | None, typer.Argument(help="Only of this thing, with what changed.")] = None,
    as_json: Json = False,
) -> None:
    """List edits, newest first: when, by whom, of what, why."""
    found = editing.listed(service, id)["edits"]
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    elif id is None:
        columns = ("id", "at", "by", "what", "name", "reason", "said")
        show.table(out, columns, ([row[column] for column in columns] for row in found))
    else:
        columns = ("id", "at", "by", "what", "reason", "said", "changes")
        rows = (
            [*(row[column] for column in columns[:-1]), json.dumps(row["changes"], ensure_ascii=False)] for row in found
        )
        show.table(out, columns, rows)


@edits_app.command("undo")
@with_service
def edits_undo(service: Service, edit: Annotated[str, typer.Argument(help="An edit's id.")]) -> None:
    """Take an edit back: the thing is as it was before."""
    editing.undo(service, edit, "de")
    err.print("Zurückgenommen / taken back.")


merges_app = typer.Typer(no_args_is_help=False, help="Near cases: list them with reasons, accept, reject, undo.")


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


overlaps_app = typer.Typer(no_args_is_help=True, help="Doubles that are meant: mark a pair of offerings as intended.")


@overlaps_app.command("list")
@with_service
def overlaps_list(service: Service, as_json: Json = False) -> None:
    """List the pairs marked as intended."""
    found = intended(service.store)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        columns = ("left", "left_name", "right", "right_name", "by", "reason")
        show.table(out, columns, ([row[column] for column in columns] for row in found))


@overlaps_app.command("mark")
@with_service
def overlaps_mark(service: Service, left: str, right: str, reason: str = "") -> None:
    """Say that two offerings are double on purpose."""
    with Writer(service.store, service.keys) as writer:
        mark_intended(writer, left, right, by=getpass.getuser(), reason=reason)
    err.print("Als gewollt gekennzeichnet / marked as intended.")


@overlaps_app.command("unmark")
@with_service
def overlaps_unmark(service: Service, left: str, right: str) -> None:
    """Take it back."""
    with Writer(service.store, service.keys) as writer:
        unmark_intended(writer, left, right)
    err.print("Kennzeichnung aufgehoben / mark taken back.")


sources_app = typer.Typer(no_args_is_help=False, help="Sources: list, drop (can be undone), restore.")


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
