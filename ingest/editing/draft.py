"""What somebody wants to change, before it is checked; and what is wrong with it, property by property."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ingest.quality import Problem
from ingest.quality_view import problem_text
from schema.errors import BadRequest
from schema.model import EntityType, Model, Property
from schema.sheets import load_sheets
from schema.values import ValueProblem

SOURCE = "Bearbeitungen"
ADDRESS, LOCATED_AT = "address", "LOCATED_AT"  # an address is said as one line and becomes the place where a thing is
CONCEPTS = {"ABOUT": "Theme", "FOR": "TargetGroup", "IN_SECTOR": "Sector"}
NOT_HERE = frozenset({"Outline", "AdministrativeArea"})  # they are drawn and surveyed, not typed in
FIXED = frozenset({"geometry", "point", "recurrence"})  # kinds that are measured, or read from a text beside them


@dataclass(frozen=True, slots=True)
class Tie:
    """The other end of a relationship, with the relationship's own properties (role, since, until)."""

    id: str
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """`values`: property (or 'address') -> texts, none to take it away; `ties`: relationship -> all its other ends.

    Without an `id` it is a new thing of `type`. `observed` is the day for which it is said (ISO).
    """

    type: str
    values: Mapping[str, list[str]]
    ties: Mapping[str, list[Tie]]
    observed: str
    reason: str
    said: str
    by: str
    id: str | None = None
    what: str = "edit"  # or 'new', or 'verify'


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one property or relationship, in words that name the remedy."""

    name: str
    problem: ValueProblem

    def to_json(self, lang: str) -> dict[str, str]:
        code = self.problem.code
        known = _texts().get(code)
        text = known[lang] if known else problem_text(Problem(code, "error", self.problem.message, column=""), lang)
        return {"property": self.name, "code": code, "message": text.format(**getattr(self.problem, "words", {}))}


class WordedProblem(ValueProblem):
    """A problem of an edit; its texts in two languages stand in texts.yaml and take `words`."""

    def __init__(self, code: str, **words: str) -> None:
        super().__init__(code, _texts()[code]["en"].format(**words))
        self.words = words


def refuse(troubles: list[Trouble], lang: str) -> None:
    """Raise BadRequest where anything is wrong."""
    if not troubles:
        return
    told = [trouble.to_json(lang) for trouble in troubles]
    text = "; ".join(f"{one['property']}: {one['message']}" for one in told)
    raise BadRequest(text, hint=note("correct", lang), details={"problems": told})


def note(code: str, lang: str, **words: str) -> str:
    """A text of texts.yaml in a language."""
    return str(_texts()[code][lang].format(**words))


def editable_types() -> tuple[str, ...]:
    """The types that are edited here, in the order of the spreadsheet's sheets."""
    return tuple(sheet.type for sheet in load_sheets() if sheet.type and sheet.type not in NOT_HERE)


def is_editable(prop: Property) -> bool:
    return not prop.computed and prop.kind not in FIXED


def direction(model: Model, edge: str, type: str) -> str | None:
    """'out' or 'in': which way a relationship leads that is edited at a thing of that type; None where it cannot be."""
    declared = model.edges.get(edge)
    if declared is None or edge == LOCATED_AT or (declared.derived and edge not in CONCEPTS):
        return None
    if any(model.is_a(type, end) for end in declared.sources):
        return "out"
    return "in" if any(model.is_a(type, end) for end in declared.targets) else None


def checked(draft: Draft, model: Model) -> list[Trouble]:
    """What is wrong before anything is read: undeclared names, several values for one, nothing for what is needed."""
    declared: EntityType = model.types[draft.type]
    found: list[Trouble] = []
    for name, texts in draft.values.items():
        prop = declared.properties.get(name)
        if name == ADDRESS and model.edge_allowed(LOCATED_AT, draft.type, "Place"):
            code = "value-single" if len(texts) > 1 else None
        elif prop is None:
            code = "property-unknown"
        elif not is_editable(prop):
            code = "property-fixed"
        elif len(texts) > 1 and not prop.many:
            code = "value-single"
        else:
            code = "value-required" if prop.required and not texts else None
        found += [Trouble(name, WordedProblem(code))] if code else []
    if draft.id is None and "name" not in draft.values:
        found.append(Trouble("name", WordedProblem("value-required")))
    for edge in draft.ties:
        if direction(model, edge, draft.type) is None:
            found.append(Trouble(edge, WordedProblem("property-unknown")))
    return found


@cache
def _texts() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(
        Path(__file__).with_name("texts.yaml").read_text(encoding="utf-8")
    )
    return loaded
