"""The page's words: both languages say the same things, and captions are the model's."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from viz.vendor import FOLDER as VENDOR
from viz.words import FOLDER, written

APP = FOLDER.parent / "app"


def own(lang: str) -> dict[str, str | dict[str, str]]:
    found: dict[str, str | dict[str, str]] = json.loads((FOLDER / f"{lang}.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("lang", ["de", "en"])
def test_captions_are_those_of_the_model(lang: str) -> None:
    assert (FOLDER / f"model.{lang}.json").read_text(encoding="utf-8") == written(lang), "run `python -m viz.words`"


def test_both_languages_have_the_same_texts_with_the_same_gaps() -> None:
    assert gaps("de") == gaps("en")


def gaps(lang: str) -> dict[str, set[str]]:
    return {key: set(re.findall(r"\{\w+\}", json.dumps(text)[1:-1])) for key, text in own(lang).items()}


def test_every_text_that_the_page_uses_is_written() -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in APP.rglob("*.js"))
    used = set(re.findall(r"\bt\(\"([\w.]+)\"", scripts))
    assert len(used) > 50
    assert used <= set(own("de"))


def test_nothing_is_loaded_from_elsewhere() -> None:
    pages = [path for path in FOLDER.parent.rglob("*") if path.suffix in (".js", ".css", ".html")]
    sources = [path for path in pages if VENDOR not in path.parents]  # what those ask for, the browser tests see
    addresses = {a for path in sources for a in re.findall(r"https?://[\w.-]+", path.read_text(encoding="utf-8"))}
    assert addresses == {"http://www.w3.org"}  # the name of SVG, not an address that is asked


def test_every_module_is_small() -> None:
    assert [path.name for path in APP.glob("*.js") if len(path.read_text(encoding="utf-8").splitlines()) > 160] == []


def test_every_import_of_a_module_exists() -> None:
    for path in APP.glob("*.js"):
        for name in re.findall(r'from "\./([\w.]+)"', path.read_text(encoding="utf-8")):
            assert Path(APP / name).is_file(), f"{path.name} imports {name}"
