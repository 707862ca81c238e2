"""Which thing has the property that a column gives, and how its cells are taken."""

from __future__ import annotations

from ingest.recognition import cellspecs as specs
from ingest.recognition.draft import Document, Draft

MAPPED = {"actor.kinds": "kinds", "carrier.kinds": "kinds", "potential.kind": "kind", "cooperation.formality": "formality", "need.urgency": "urgency",
          "responsibility.basis": "basis", "format.format": "format", "process.stage": "stage", "offering.reach": "reach"}  # fmt: skip
SPLIT = {"department.tasks", "subject.keywords", "subject.alternative_names"}
# Always split so: none of these marks stands inside one date or one language.
MARKS = {
    "offering.languages": [",", ";", "/", "\n", " und "],
    "offering.dates": [";", ",", "\n"],
    "format.sessions": [";", ",", "\n"],
}


def add_values(draft: Draft) -> None:
    """Every column's property with the thing that has it."""
    for heading, fit in draft.reading.columns.items():
        for one in (fit, *draft.reading.also.get(heading, ())):
            _value(draft, heading, one.field)


def _value(draft: Draft, heading: str, field: str) -> None:
    role, _, name = field.partition(".")
    if name in ("name", "key", "list", "contact", "audience", "period", "coordinator") or role in (
        "none",
        "place",
        "member",
    ):
        return
    holder = _holder(draft, role, name, field)
    if holder is None:
        return
    column = draft.columns[heading]
    values = holder.setdefault("values", {})
    if field in MAPPED:
        values[name] = (
            specs.kinds(column, draft.list_kinds() if role == "actor" else ["organisation"])
            if name == "kinds"
            else specs.codes(column, field)
        )
    elif field in MARKS:
        draft.append(values, name, {"column": heading, "split": MARKS[field]})
    elif field in SPLIT:
        draft.append(values, name, heading if column.label else specs.split(column))
    else:
        draft.append(values, name, heading)


def _holder(draft: Draft, role: str, name: str, field: str) -> Document | None:
    """The thing that has the property: the row's subject, or the one whose house or contact it is."""
    if role not in ("subject", draft.subject):
        thing = draft.things.get(role)
        return thing if thing is not None and draft.declared(thing, name) else _fallback(draft, name)
    actor = draft.things.get("actor") or draft.things.get("owner")
    shared = {"phone", "email", "url", "opening_hours", "contact_persons", "contact_phones", "contact_emails"}
    if actor is not None and draft.subject != "actor" and name in shared and draft.depends(field):
        return actor
    subject = draft.things[draft.subject]
    if draft.declared(subject, name):
        return subject
    return next((t for t in (actor, draft.things.get("department")) if t and draft.declared(t, name)), None)


def _fallback(draft: Draft, name: str) -> Document | None:
    subject = draft.things[draft.subject]
    return subject if draft.declared(subject, name) else None
