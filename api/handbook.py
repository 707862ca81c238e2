"""Writes docs/handbook from the catalogue and the demo town: `python -m api.handbook`."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from api.commands import DEMO, DEMO_OBSERVED
from api.service import Service
from api.settings import Settings
from graph.handbook import pages
from ingest.options import Options
from ingest.pipeline import ingest

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "handbook"
EXAMPLES = FOLDER / "examples.yaml"
TODAY = dt.date(2026, 3, 15)  # the examples are asked on a fixed day, so that the pages do not change with the calendar


def handbook() -> Iterator[tuple[str, str]]:
    """(path, text) of every page, asked of the demo town in a scratch store."""
    examples = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder, Service(_Fixed(store=f"{folder}/store")) as service:
        ingest(service.store, service.keys, [DEMO], Options(observed=DEMO_OBSERVED))

        def ask(text: str, lang: str) -> Mapping[str, Any]:
            return service.asker().ask(text, lang=lang)

        yield from pages(ask, examples)
        service.store.stop()


class _Fixed(Settings):
    def today(self) -> dt.date:
        return TODAY


def main() -> None:
    """Write every page."""
    for path, text in handbook():
        (FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
