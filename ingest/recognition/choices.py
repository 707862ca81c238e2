"""What a person can choose from when they correct a sheet: its kinds, and the fields of a kind, with captions."""

from __future__ import annotations

from typing import Any

from ingest.mapping import ROLES
from ingest.recognition.headings import load
from ingest.recognition.kinds import fields_of
from schema.model import load_model

LANGUAGES = ("de", "en")


def kinds() -> list[dict[str, str]]:
    """Every kind of sheet: {"id", "de", "en"}."""
    return [{"id": name, **spec["caption"]} for name, spec in load("kinds").items()]


def fields(kind: str) -> list[dict[str, str]]:
    """The fields that a column of such a sheet can be: {"id", "de", "en"}, the row's subject first."""
    subject = load("kinds")[kind]["subject"]
    names = [name for name in fields_of(kind) if name not in ("none.aside", f"{subject}.name") and _has(kind, name)]
    rest = sorted(
        names, key=lambda name: (name.partition(".")[0] not in ("subject", subject), name != "subject.name", name)
    )
    return [{"id": name, **caption(name, kind)} for name in rest]


def _has(kind: str, name: str) -> bool:
    """Has the row's subject, or the actor beside it, such a property?"""
    role, _, prop = name.partition(".")
    if name in ("offering.age_from", "offering.age_to"):
        return bool(load("kinds")[kind]["subject"] == "offering")
    if role != "subject" or prop in ("name", "key") or name in load("captions")["fields"]:
        return True
    spec, types = load("kinds")[kind], load_model().types
    holders = [
        thing["type"] for role, thing in spec["things"].items() if role in (spec["subject"], "actor", "department")
    ]
    return any(prop in types[holder].properties for holder in holders)


def caption(name: str, kind: str) -> dict[str, str]:
    """A field's caption in both languages: "Träger: Name"."""
    captions, role, prop = load("captions"), *name.partition(".")[::2]
    holder = load("kinds")[kind]["subject"] if role == "subject" else role
    own: dict[str, str] = captions["fields"].get(name) or _property(holder, prop)
    if role in ("none", load("kinds")[kind]["subject"]) or (role == "subject" and prop != "name"):
        return own
    return {lang: f"{captions['roles'][holder][lang]}: {own[lang]}" for lang in LANGUAGES}


def _property(role: str, name: str) -> dict[str, str]:
    """The model's caption of a property, whatever type has it."""
    types = load_model().types
    wanted = [type for type in types.values() if _role(type.name) == role]
    for declared in (*wanted, *types.values()):
        found: Any = declared.properties.get(name)
        if found is not None:
            return {"de": found.caption.de, "en": found.caption.en}
    return {"de": name, "en": name}


def _role(type: str) -> str:
    return ROLES.get(type, type.lower())
