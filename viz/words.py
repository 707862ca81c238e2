"""The words of the model as the page reads them: `python -m viz.words` writes `web/i18n/model.{de,en}.json`.

The page has no build step and must not ask another server, so captions travel as files; a test holds them to the model.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from schema.model import Caption, load_model
from schema.vocabulary import load_vocabulary

FOLDER = Path(__file__).parent / "web" / "i18n"
LANGUAGES = ("de", "en")


def model_words(lang: str) -> dict[str, Any]:
    """Captions in one language: {types, edges, properties (with kind, and captions of codes), concepts}."""
    model, vocabulary = load_model(), load_vocabulary()
    properties: dict[str, dict[str, Any]] = {}
    for holder in model.holders():
        for name, declared in holder.properties.items():
            word = properties.setdefault(name, {"caption": _in(declared.caption, lang), "kind": declared.kind})
            if declared.values:
                codes = {code: _in(caption, lang) for code, caption in declared.values.items()}
                word.setdefault("values", {}).update(codes)
    edges = [edge for edge in model.edges.values() if not edge.abstract]
    return {
        "types": {t.name: {"one": _in(t.caption, lang), "many": _in(t.plural, lang)} for t in model.concrete()},
        "edges": {e.name: {"out": _in(e.caption, lang), "in": _in(e.inverse, lang)} for e in edges},
        "properties": properties,
        "concepts": {id: vocabulary.label(id, lang) for id in sorted(vocabulary.concepts)},
    }


def written(lang: str) -> str:
    """The file's text: the same for the same model."""
    return json.dumps(model_words(lang), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _in(caption: Caption, lang: str) -> str:
    return str(getattr(caption, lang))


if __name__ == "__main__":
    for language in LANGUAGES:
        (FOLDER / f"model.{language}.json").write_text(written(language), encoding="utf-8")
