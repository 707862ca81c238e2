"""From a draft to its records, by the reader that every list goes through: values cleaned, persons screened, the private sealed.

The thing itself is the subject of the row. Other ends of relationships are things that are known already: their records
say nothing of their own, they only carry what ties them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ingest.cells import DATES_OF, PROSE, RECURRENCE_OF
from ingest.concepts import PERSON_RULE, REFUSES
from ingest.editing.draft import ADDRESS, LOCATED_AT, SOURCE, Draft, Tie, Trouble, WordedProblem
from ingest.mapping import LinkSpec, SheetMapping, Thing
from ingest.matching.clusters import AMENDS
from ingest.persons import Persons
from ingest.rows import RowReader, RowResult
from ingest.spec import Spec
from schema.entity import DENIES, REPLACES
from schema.model import Model
from schema.record import MENTION_AMENDS, Record
from schema.values import KINDS, ValueProblem

SOUGHT = frozenset({"phone", "email", "url"})
WITHIN = frozenset({"Offering", "Potential"})
SUBJECT, PLACE, CUT = "subject", "place", "\x1f"
NAMING = frozenset({"legal_form", "name", "core", "says"})  # features that come of a name
LABEL = "label"  # a feature: what the thing was called when it was edited


@dataclass(frozen=True, slots=True)
class End:
    """The other end of a relationship as it is stored: id, type, name."""

    id: str
    type: str
    name: str


@dataclass(slots=True)
class Ways:
    """A draft's relationships, told apart: those that the thing claims, those that others claim of it, concepts."""

    out: dict[str, list[tuple[End, Tie]]] = field(default_factory=dict)
    into: dict[str, dict[End, list[Tie]]] = field(default_factory=dict)  # only the ends whose claims change
    denied: set[tuple[str, str]] = field(default_factory=set)  # (relationship, other end): its claims so far
    yes: list[str] = field(default_factory=list)
    no: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Read:
    """The records of an edit (the subject first), what could not be read, and what is to be told about the rest."""

    records: list[Record]
    troubles: list[Trouble]
    notes: list[tuple[str, str]]  # (property, code of texts.yaml)
    ends: dict[str, str]  # record id -> id of the thing that it is


def read(draft: Draft, ways: Ways, name: str, model: Model, key: str, digest: Callable[[str], str]) -> Read:
    """`name` is the thing's present name, `key` the key of the edit's row, `digest` the keyed hash for contacts."""
    roles: dict[str, End] = {}
    mapping = _mapping(draft, ways, roles)
    cells = {prop: CUT.join(texts) for prop, texts in draft.values.items() if texts}
    reader = RowReader(mapping, SOURCE, None, lambda known: Persons(known), digest)
    result = reader.read({"name": name, **cells}, 0, key)
    if not result.records:
        return Read([], [Trouble("name", WordedProblem("value-empty"))], [], {})
    for record in result.records:
        record.row = record.raw = None
    subject = result.records[0]
    troubles = _troubles(draft, result, subject, model)
    ends = {record.id: roles[record.role].id for record in result.records if record.role in roles}
    _speak_for(result.records, ends, ways, subject)
    if draft.id is not None:
        _amend(subject, draft, ways, model)
        ends[subject.id] = draft.id
    subject.concepts += [(concept, PERSON_RULE) for concept in ways.yes]
    if ways.no:
        subject.features[REFUSES] = sorted(ways.no)
    return Read(result.records, troubles, list(_notes(draft, subject, model)), ends)


def _mapping(draft: Draft, ways: Ways, roles: dict[str, End]) -> SheetMapping:
    """The draft as a mapping: each value a column of its own, each other end of a relationship a role of the row."""
    links: list[tuple[str, LinkSpec]] = []
    others: list[Thing] = []

    def role(edge: str, end: End) -> str:
        found = next((role for role, known in roles.items() if known.id == end.id and role.startswith(edge)), None)
        made = found or f"{edge}-{len(roles)}"
        roles[made] = end
        return made

    for edge, pairs in ways.out.items():
        for end, tie in pairs:
            named = role(edge, end)
            others.append(_named(named, end))
            links.append((edge, LinkSpec(named, _constants(tie.properties))))
    for edge, ends in ways.into.items():
        for end, ties in ends.items():
            said = tuple((edge, LinkSpec(SUBJECT, _constants(tie.properties))) for tie in ties)
            others.append(_named(role(edge, end), end, said))
    if draft.values.get(ADDRESS):
        others.append(Thing(PLACE, "Place", None, address={"street": Spec(columns=(ADDRESS,))}))
        links.append((LOCATED_AT, LinkSpec(PLACE, {})))
    values = {p: Spec(columns=(p,), split=(CUT,)) for p in draft.values if p not in ("name", ADDRESS)}
    inside = tuple(thing.role for thing in others if thing.role == PLACE or thing.links) if draft.type in WITHIN else ()
    subject = Thing(
        SUBJECT, draft.type, Spec(columns=("name",)), values=values, links=tuple(links), inside=inside
    )  # what is offered is identified within its provider and place, as in lists
    return SheetMapping("edit", "*", "*", (), {}, (), None, (subject, *others), {}, "edit")


def _named(role: str, end: End, links: tuple[tuple[str, LinkSpec], ...] = ()) -> Thing:
    return Thing(role, end.type, Spec(const=(end.name,)), mention=MENTION_AMENDS, links=links)


def _constants(properties: Mapping[str, str]) -> dict[str, Spec]:
    return {name: Spec(const=(text,)) for name, text in properties.items()}


def _speak_for(records: list[Record], ends: Mapping[str, str], ways: Ways, subject: Record) -> None:
    """Other ends: they are what they are already, and only carry what ties them."""
    for record in records:
        if record.id not in ends:
            continue
        record.features = {AMENDS: ends[record.id], LABEL: str(record.values["name"][0])}
        record.values, record.private, record.concepts = {}, {}, []
        edges = {edge for edge, id in ways.denied if id == ends[record.id]}
        if edges:
            record.features[DENIES] = [[edge, subject.id] for edge in sorted(edges)]


def _amend(subject: Record, draft: Draft, ways: Ways, model: Model) -> None:
    """What is said of a thing that is known: the new values, and which of the former are not heard any more."""
    assert draft.id is not None
    kept = {name: value for name, value in subject.features.items() if "name" in draft.values or name not in NAMING}
    subject.mention, subject.features = MENTION_AMENDS, {**kept, AMENDS: draft.id, LABEL: subject.values["name"][0]}
    if "name" not in draft.values:
        del subject.values["name"]
    if draft.what == "verify":
        return
    beside = {to for texts in (RECURRENCE_OF, DATES_OF) for name, to in texts.items() if name in draft.values}
    beside &= {*model.types[draft.type].properties} & {*subject.values, *RECURRENCE_OF.values()}
    replaced = {LOCATED_AT if name == ADDRESS else name for name in draft.values} | ways.out.keys() | beside
    subject.features[REPLACES] = sorted(replaced)


def _troubles(draft: Draft, result: RowResult, subject: Record, model: Model) -> list[Trouble]:
    found = [Trouble(one.column or "", one.problem) for one in result.problems]
    wrong = {trouble.name for trouble in found}
    said = {*subject.values, *subject.private}
    for name, texts in draft.values.items():
        if not texts or name in wrong:
            continue
        declared = model.types[draft.type].properties.get(name)
        unread = [problem for text in texts if declared and (problem := _unread(declared.kind, text))]
        if unread:
            found.append(Trouble(name, unread[0]))
            continue
        if name == ADDRESS:
            place = next((record for record in result.records if record.role == PLACE), None)
            if place is None or "street" not in place.values:
                found.append(Trouble(name, WordedProblem("address-without-street")))
        elif name not in said and not _sealed(name, subject):
            found.append(Trouble(name, WordedProblem("value-empty")))
    return found


def _unread(kind: str, text: str) -> ValueProblem | None:
    """Numbers and addresses are looked for in a cell's text; what is typed in a field has to be one."""
    if kind not in SOUGHT:
        return None
    try:
        return None if KINDS[kind].clean(text) else WordedProblem("value-empty")
    except ValueProblem as problem:
        return problem


def _sealed(name: str, subject: Record) -> bool:
    """Did what was given as a general number or mailbox turn out to be somebody's own?"""
    return {"phone": "contact_phones", "email": "contact_emails"}.get(name, "") in subject.private


def _notes(draft: Draft, subject: Record, model: Model) -> Iterable[tuple[str, str]]:
    for name, texts in draft.values.items():
        prop = model.types[draft.type].properties.get(name)
        if texts and name not in subject.values and _sealed(name, subject):
            yield name, "sealed"
        if prop and prop.kind in PROSE and prop.visibility != "private" and any(Persons().find(t) for t in texts):
            yield name, "person-removed"
