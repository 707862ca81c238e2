"""What speaks against bringing a file in as it is: changed columns, too many rows gone, a known list under a new name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.writer import Writer
from ingest.layouts import forms
from ingest.options import Options
from ingest.quality import Problem
from ingest.understanding import Understanding
from schema.record import opaque

VANISH_LIMIT = 0.30
ALIKE_ROWS, ALIKE_SHARE = 2_000, 0.3  # rows looked at, and the share that another source knows too
REMEDY = " Nothing was changed. If that is right, repeat with --accept-drift; else correct the file or --mapping."


def drifted(understanding: Understanding, options: Options) -> Iterator[Problem]:
    """Sheets whose columns changed since the last time; an error until somebody has said yes (a dry run shows it so)."""
    for table, decision in understanding.decided():
        changed = decision.drift
        if changed is None or not changed.matters:
            continue
        told = " ".join(changed.lines())
        if options.dry_run or options.accept_drift or options.ask(told):
            yield Problem("schema-drift", "warning", told, table.name, table.header_row)
        else:
            yield Problem("schema-drift", "error", told + REMEDY, table.name, table.header_row)


def too_many_vanished(source: str, vanishing: int, holding: int) -> Problem | None:
    """More rows would end than a list usually loses: perhaps half of it is missing."""
    if not holding or vanishing / holding <= VANISH_LIMIT:
        return None
    text = f"{vanishing} of {holding} rows of {source} would vanish, so nothing was changed. "
    return Problem("too-many-vanished", "error", text + "If that is right, repeat with --allow-vanished.")


def resembling(writer: Writer, source: str, understanding: Understanding, keys: Sequence[str]) -> Problem | None:
    """A new source whose sheets and rows (`keys` of the first) look like those of a known one may be that one."""
    own = {frozenset(table.headings) for table, decision in understanding.decided() if decision.mapping}
    for name, known in forms(writer.store).items():
        if not own or own != known or name == source:
            continue
        heads = writer.records.heads(name)
        if sum(opaque(name, key) in heads for key in keys) >= ALIKE_SHARE * len(keys):
            text = f"The sheets look like those of the source {name}. It was brought in as a new source; "
            return Problem(
                "resembles-source", "warning", f"{text}if it is a newer state of that one, use --source {name}."
            )
    return None
