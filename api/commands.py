"""What the commands do, without parsing or printing."""

from __future__ import annotations

import getpass
import json
import re
import shutil
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

import uvicorn
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from api import documents, show
from api.service import Service
from api.settings import Settings
from api.tokens import SCOPES, Tokens
from graph.export import FORMATS, ExportOptions, canonical, incremental
from graph.places.model import KINDS as PLACE_KINDS
from graph.ports import free_port, is_free
from graph.writer import Writer
from ingest import backup as backups
from ingest import decisions, decisions_file, side_by_side
from ingest.options import Options
from ingest.pipeline import ingest as run_ingest
from ingest.pipeline import make_resolver
from ingest.quality import Report
from ingest.readers.http import is_url
from schema.errors import BadRequest, Forbidden
from schema.values import KINDS, ValueProblem
from schema.vocabulary import load_vocabulary

VISIBILITIES = ("public", "network")
DEMO = Path(__file__).resolve().parent.parent / "demo"
DEMO_OBSERVED = "2026-03-01"
PROFILES = {"de": "Steckbrief {place}", "en": "Profile of {place}"}


def date(text: str | None) -> str | None:
    """An ISO date (2026, 2026-03, 2026-03-05) from what people type; raises BadRequest."""
    if not text:
        return None
    try:
        return str(KINDS["date"].clean(text))
    except ValueProblem as problem:
        raise BadRequest(f"{text!r} is not a date.", hint="Write 2026-03-05, 2026-03 or 2026.") from problem


def language(text: str | None) -> str | None:
    if text not in (None, "de", "en"):
        raise BadRequest(f"There is no language {text!r}.", hint="Use de or en.")
    return text


def parameters(texts: list[str]) -> dict[str, Any]:
    """k=v pairs; v is JSON where it can be read as JSON, else text."""
    found: dict[str, Any] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not re.fullmatch(r"\w+", name):
            raise BadRequest(f"{text!r} is not of the form k=v.")
        try:
            found[name] = json.loads(value)
        except ValueError:
            found[name] = value
    return found


def ingest(service: Service, paths: list[str], options: Options, *, console: Console | None) -> Report:
    """Bring files, folders or registries in; with a console that is a terminal, a progress bar shows the rows."""
    missing = [path for path in paths if not is_url(path) and not Path(path).exists()]
    if missing:
        raise BadRequest(f"{missing[0]} does not exist.", hint="Name a file, a folder or a URL.")
    if options.mapping and not options.mapping.parent.is_dir():
        raise BadRequest(f"{options.mapping.parent} is no folder.", hint="Name a mapping file in a folder that exists.")
    if console is None or not console.is_terminal:
        return run_ingest(service.store, service.keys, paths, options)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} Zeilen"))
    with Progress(*columns, console=console, transient=True) as progress:
        tasks: dict[str, Any] = {}

        def tick(file: str, rows: int) -> None:
            if file not in tasks:
                tasks[file] = progress.add_task(file, total=None)
            progress.update(tasks[file], completed=rows)

        return run_ingest(service.store, service.keys, paths, options, tick)


def export(service: Service, name: str, output: Path | None, visibility: str, since: str | None = None) -> None:
    """Write an export to a file (whole or not at all) or to standard output; with `since` what changed from then on."""
    if name not in FORMATS:
        raise BadRequest(f"There is no format {name!r}.", hint=f"Known: {', '.join(FORMATS)}.")
    _check_visibility(visibility)
    options = incremental(ExportOptions(base=service.settings.base), name, since)
    view = service.view(visibility)
    if output is None or str(output) == "-":
        FORMATS[name].write(view, cast(BinaryIO, sys.stdout.buffer), options)
        return
    scratch = output.with_name(output.name + ".part")
    try:
        with scratch.open("wb") as file:
            FORMATS[name].write(view, file, options)
        scratch.replace(output)
    finally:
        scratch.unlink(missing_ok=True)


def canonical_hash(service: Service, visibility: str) -> str:
    """The hash by which two runs can be compared."""
    _check_visibility(visibility)
    return canonical.canonical_hash(service.view(visibility), ExportOptions(base=service.settings.base))


def _check_visibility(visibility: str) -> None:
    if visibility not in VISIBILITIES:
        raise Forbidden(f"{visibility!r} cannot be exported.", hint="Use public or network.")


def profile(service: Service, place: str, as_of: str | None, lang: str) -> dict[str, Any]:
    """The answer to the question for a place's profile; ambiguous where the place is."""
    text = PROFILES[lang].format(place=place)
    return service.asker("network").ask(text, here=place, as_of=as_of, lang=lang)


def print_answer(
    service: Service, answer: dict[str, Any], output: Path, lang: str | None, say: Callable[[str], None]
) -> None:
    """Write an answer as a document, in the format that the file's ending names."""
    format = documents.format_of(output)
    try:
        printed = documents.document(service, "network", answer, format, lang)
    except BadRequest:
        if not answer["understood"]:
            show.answer(Console(stderr=True, soft_wrap=True), answer)
        raise
    documents.write(output, printed.content)
    say(f"{output} geschrieben / written.")


def check(service: Service) -> list[dict[str, Any]]:
    """What is wrong with the store, as {code, message, ids}."""
    problems: list[dict[str, Any]] = []
    with Writer(service.store, service.keys) as writer:
        pending = writer.pending()
        if pending:
            problems.append(
                {"code": "interrupted", "message": "Work was cut off; the next import finishes it.", "ids": pending}
            )
        if writer.meta("vocabulary") not in (None, load_vocabulary().hash):
            problems.append(
                {
                    "code": "vocabulary",
                    "message": "The vocabulary is newer than the themes; the next import derives them again.",
                    "ids": [],
                }
            )
        wrong = make_resolver(writer).differences()
        if wrong:
            problems.append(
                {
                    "code": "stale",
                    "message": f"{len(wrong)} entities differ from what their evidence says.",
                    "ids": wrong[:20],
                }
            )
        loose = service.store.read(
            "MATCH (r:Record) WHERE r.entity IS NOT NULL AND coalesce(r.hidden, false) = false "
            "OPTIONAL MATCH (e:Entity {id: r.entity}) WITH r, e WHERE e IS NULL RETURN r.id AS id ORDER BY id LIMIT 20"
        )
        if loose:
            problems.append(
                {
                    "code": "loose-evidence",
                    "message": "Records stand for entities that are not there.",
                    "ids": [r["id"] for r in loose],
                }
            )
    return problems


def find_places(
    service: Service, text: str, limit: int, kinds: Sequence[str] | None, lang: str
) -> list[dict[str, Any]]:
    """What a text may mean as a place, best first; raises BadRequest for a kind that there is not."""
    unknown = sorted(set(kinds or ()) - set(PLACE_KINDS.values()))
    if unknown:
        raise BadRequest(
            f"There is no kind {unknown[0]!r}.", hint=f"Known: {', '.join(sorted(set(PLACE_KINDS.values())))}."
        )
    return [found.found() for found in service.places().search(text, limit, kinds or None, lang)]


def template(output: Path) -> None:
    """Write the spreadsheet template."""
    shipped = Path(__file__).resolve().parent.parent / "schema" / "derived" / "template.xlsx"
    shutil.copyfile(shipped, output)


def merges(service: Service, lang: str = "de") -> dict[str, Any]:
    """Open candidates side by side, with reasons in `lang`, and given judgements."""
    return side_by_side.merges(service.view("network"), lang)


def judge(
    service: Service, pair: list[str], verdict: decisions.Verdict, reason: str, *, by: str | None = None
) -> dict[str, int]:
    """Give a judgement; without `by` it is that of the user of this machine."""
    ids = [part for text in pair for part in text.split("~")]
    if len(ids) != 2:
        raise BadRequest("Name a candidate's id, or two ids.")
    with Writer(service.store, service.keys) as writer:
        return decisions.judge(writer, ids[0], ids[1], verdict, by=by or getpass.getuser(), reason=reason)


def export_decisions(service: Service, output: Path | None) -> int:
    """Write every decision as JSON lines, to standard output without a file; returns their number."""
    lines = list(decisions_file.export_decisions(service.view("network")))
    if output is None or str(output) == "-":
        sys.stdout.writelines(lines)
    else:
        output.write_text("".join(lines), encoding="utf-8")
    return len(lines) - 1


def import_decisions(service: Service, text: str, name: str) -> dict[str, int]:
    """Take decisions in from the text of such a file."""
    found = decisions_file.read_decisions(text.splitlines(), name)
    with Writer(service.store, service.keys) as writer:
        return decisions_file.import_decisions(writer, found).to_json()


def undo(service: Service, judgement: str) -> dict[str, int]:
    with Writer(service.store, service.keys) as writer:
        return decisions.undo(writer, judgement)


def sources(service: Service) -> list[dict[str, Any]]:
    """All sources, dropped ones too."""
    rows = service.store.read(
        "MATCH (s:Source) OPTIONAL MATCH (n:Snapshot {source: s.name}) WITH s, count(n) AS snapshots "
        "RETURN properties(s) AS p, snapshots ORDER BY s.name"
    )
    shown = {"name", "id", "title", "url", "licence", "attribution", "trust", "observed", "dropped"}
    return [
        {name: value for name, value in sorted(row["p"].items()) if name in shown} | {"snapshots": row["snapshots"]}
        for row in rows
    ]


def hide_source(service: Service, name: str, *, hidden: bool) -> dict[str, int]:
    with Writer(service.store, service.keys) as writer:
        return decisions.drop_source(writer, name) if hidden else decisions.restore_source(writer, name)


def erase(service: Service, id: str | None, person: str | None) -> dict[str, int]:
    with Writer(service.store, service.keys) as writer:
        return decisions.erase(writer, [id] if id else decisions.find_person(writer, person or ""))


def backup(service: Service, file: Path) -> int:
    _ = service.keys  # exists from here on
    return backups.backup(service.store, service.settings.key_file, file)


def restore(service: Service, file: Path) -> int:
    """Restore evidence and, where FILE.keys stands beside it, the keys of its private values."""
    keys = file.with_name(file.name + ".keys")
    if keys.exists() and not service.settings.key_file.exists():
        service.settings.key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(keys, service.settings.key_file)
        service.settings.key_file.chmod(0o600)
    with Writer(service.store, service.keys) as writer:
        return backups.restore(writer, file)


def tokens(settings: Settings) -> Tokens:
    return Tokens(settings.secrets / "tokens.json")


def serve(settings: Settings, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve until interrupted."""
    from api.app import create_app

    with Service(settings.served_at(host, port)) as service:
        _ = service.basemap  # a wrong file is told before anybody looks at the map
        say(f"http://{host}:{port}/")
        uvicorn.run(create_app(service, tokens(settings)), host=host, port=port, log_level="warning", access_log=False)


def demo(*, port: int, open_browser: bool, say: Callable[[str], None]) -> None:
    """The demo town in a scratch store, served with a token of its own; the store goes when the server stops."""
    from api.app import create_app

    with tempfile.TemporaryDirectory(prefix="quartiersgraph-demo-") as scratch:
        settings = Settings(store=str(Path(scratch) / "store"), keys=Path(scratch) / "keys" / "records.keys")
        port = port if is_free(port) else free_port()
        with Service(settings.served_at("127.0.0.1", port)) as service:
            report = run_ingest(service.store, service.keys, [DEMO], Options(observed=DEMO_OBSERVED))
            say(f"Musterau: {report.created} Zeilen geladen / rows loaded.")
            known = tokens(settings)
            token = known.create(SCOPES[-1])
            config = uvicorn.Config(
                create_app(service, known),
                host="127.0.0.1",
                port=port,
                log_level="warning",
                access_log=False,
            )
            address = f"http://127.0.0.1:{config.port}/#token={token}"
            say(f"{address}\nEnde mit Strg+C / stop with Ctrl+C")
            if open_browser:
                threading.Timer(1.0, webbrowser.open, [address]).start()
            try:
                uvicorn.Server(config).run()
            finally:
                service.store.stop()
