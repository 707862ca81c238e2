"""Writes Turtle in a fixed order, so that a derived file changes only where the model does."""

from __future__ import annotations

from collections.abc import Iterable

from schema.model import PREFIXES, Caption

Pairs = Iterable[tuple[str, str]]


def literal(text: str, lang: str | None = None, datatype: str | None = None) -> str:
    """A quoted literal with its language tag or datatype (a curie)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    tag = f"@{lang}" if lang else f"^^{datatype}" if datatype else ""
    return f'"{escaped}"{tag}'


def both(predicate: str, caption: Caption) -> list[tuple[str, str]]:
    """The German and the English text under one predicate."""
    return [(predicate, literal(caption.de, "de")), (predicate, literal(caption.en, "en"))]


def node(pairs: Pairs, indent: str = "    ") -> str:
    """A blank node that holds the pairs."""
    inner = indent + "    "
    lines = f" ;\n{inner}".join(f"{predicate} {value}" for predicate, value in pairs)
    return f"[\n{inner}{lines}\n{indent}]"


def items(values: Iterable[str]) -> str:
    """An RDF list."""
    return f"( {' '.join(values)} )"


def iri(text: str) -> str:
    """A full IRI in its brackets."""
    return f"<{text}>"


def block(subject: str, pairs: Pairs) -> str:
    """One subject with all it has to say."""
    lines = " ;\n    ".join(f"{predicate} {value}" for predicate, value in pairs)
    return f"{subject}\n    {lines} .\n"


def document(comment: str, blocks: Iterable[str]) -> str:
    """A whole file: what it is, the prefixes that it uses, then the blocks."""
    body = "\n".join(blocks)
    used = [name for name in sorted(PREFIXES) if f"{name}:" in body]
    head = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in used)
    return f"# {comment}\n{head}\n{body}"
