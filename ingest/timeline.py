"""The history of one record in its source's snapshots, whatever the order in which they are imported.

A version holds from the snapshot that first carried its content (`since`) until the first later one that did not
(`gone`). Inserting a snapshot anywhere in the history means: spell the history out, set that one column, fold it again.
"""

from __future__ import annotations

from collections.abc import Sequence

from schema.record import Version

Run = tuple[str, str, str | None]  # content hash, since, gone


def insert(versions: Sequence[Version], others: Sequence[str], observed: str, hash: str | None) -> list[Run]:
    """The runs of a record after the snapshot `observed` said `hash` (None: it was not there).

    `others` are the `observed` dates of the source's other snapshots; '' (unknown) counts as the oldest.
    """
    timeline = sorted({*others, observed})
    contents = [hash if date == observed else _at(versions, date) for date in timeline]
    runs: list[Run] = []
    for n, (date, content) in enumerate(zip(timeline, contents, strict=True)):
        if content is None or (n > 0 and contents[n - 1] == content):
            continue
        gone = next((timeline[m] for m in range(n + 1, len(timeline)) if contents[m] != content), None)
        runs.append((content, date, gone))
    return runs


def as_runs(versions: Sequence[Version]) -> list[Run]:
    """Stored versions in the same form, in order."""
    return sorted(((v.hash, v.since, v.gone) for v in versions), key=lambda run: run[1])


def _at(versions: Sequence[Version], date: str) -> str | None:
    for version in versions:
        if version.since <= date and (version.gone is None or date < version.gone):
            return version.hash
    return None
