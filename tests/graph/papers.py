"""Documents of the demo town, made once and read back."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pypdf

from graph.ask import Asker
from graph.dossier import Dossier, dossier
from graph.export.documents import write_document
from graph.names import Names
from graph.places import Places
from graph.store import Store
from graph.view import View
from schema.recognise import Recogniser
from schema.vocabulary import load_vocabulary

DEMO = Path(__file__).resolve().parents[2] / "demo"
PRINTED = "2026-04-17"


class Desk:
    """Asks a store and prints."""

    def __init__(self, store: Store, visibility: str = "public") -> None:
        today = dt.date.fromisoformat(PRINTED)
        self.view, self.vocabulary = View(store, visibility), load_vocabulary()
        places, names = Places(store, today), Names(store, 0)
        self.asker = Asker(self.view, places, names, Recogniser(self.vocabulary), self.vocabulary, today)

    def ask(self, text: str, **how: Any) -> dict[str, Any]:
        return self.asker.ask(text, **how)

    def gather(self, text: str | dict[str, Any], lang: str = "de") -> Dossier:
        answer = self.ask(text, lang=lang) if isinstance(text, str) else text
        return dossier(self.asker, self.view, self.vocabulary, answer, lang=lang, printed=PRINTED)

    def print(self, text: str | dict[str, Any], format: str, lang: str = "de") -> bytes:
        return write_document(self.gather(text, lang), format)


def pdf_text(content: bytes) -> str:
    """The words of a PDF, without the breaks that lines and columns put between and into them."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    text = " ".join(page.extract_text() for page in pages).replace("\u200b", "").replace("\u00ad", "")
    return " ".join(text.split())
