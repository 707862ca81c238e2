"""The handbook in docs is what the catalogue and the demo town say."""

from __future__ import annotations

from api.handbook import FOLDER, handbook


def test_every_page_of_the_handbook_is_up_to_date() -> None:
    written = dict(handbook())
    stale = [path for path, text in written.items() if (FOLDER / path).read_text(encoding="utf-8") != text]
    assert stale == [], "run python -m api.handbook"
    assert {path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*.md")} == set(written)
