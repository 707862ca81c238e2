"""The store's one uniqueness constraint and its plain indexes, as Cypher for both stores."""

from __future__ import annotations

INDEXES = (
    ("Record", "id"),
    ("Record", "entity"),
    ("Record", "block"),
    ("Record", "row_id"),
    ("Record", "source"),
    ("Record", "gone"),
    ("Entity", "unlocated"),
    ("Entity", "known_since"),
    ("Entity", "ended"),
    ("Change", "at"),
    ("Change", "entity"),
    ("Judgement", "id"),
    ("Tombstone", "id"),
    ("Address", "key"),
    ("Street", "key"),
    ("Street", "street_key"),
)


def constraints() -> str:
    """`constraints.cypher`: one statement a line, each safe to run again."""
    lines = [
        "// Derived from the model by `python -m schema.derive`.",
        "// Look-ups by id go through the one label Entity: a second unique label would let doubles through.",
        "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;",
    ]
    for label, name in INDEXES:
        index = f"{label}_{name}".lower()
        lines.append(f"CREATE INDEX {index} IF NOT EXISTS FOR (n:{label}) ON (n.{name});")
    return "\n".join(lines) + "\n"
