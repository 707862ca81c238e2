"""What a document shows of an answer, gathered as plain data: `dossier(asker, view, vocabulary, answer, …)`."""

from graph.dossier.gather import dossier
from graph.dossier.parts import Dossier

__all__ = ["Dossier", "dossier"]
