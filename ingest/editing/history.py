"""The edits of a thing: who made them, when, why, and what changed. Computed from the evidence; nothing is kept twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graph.evidence import FIELDS, HIDDEN, from_node
from graph.view import View
from ingest.concepts import PERSON_RULE, REFUSES
from ingest.editing.draft import SOURCE
from schema.entity import DENIES, MADE, REPLACES, Entity, made, merge
from schema.record import MENTION_AMENDS, Evidence, Link

NEWEST = 100
Change = dict[str, Any]


def edits_of(view: View, id: str) -> list[dict[str, Any]]:
    """Newest first: {id, at, by, what, reason, said, observed, changes: [{property or edge, before, after}]}."""
    found = view.resolve(id)
    records = _records(view, "{entity: $key}", found)
    subjects = sorted((r for r in records if _is_subject(r)), key=made, reverse=True)
    rows: dict[str, list[Evidence]] = defaultdict(list)
    for subject in subjects:
        rows[subject.row_id] = _records(view, "{row_id: $key}", subject.row_id)
    names = _names(view, [*records, *(record for row in rows.values() for record in row)])
    return [_told(view, found, subject, records, rows[subject.row_id], names) for subject in subjects]


def newest(view: View, limit: int = NEWEST) -> list[dict[str, Any]]:
    """The last edits of all things, newest first, without what they changed: {id, at, by, what, …, entity, name}."""
    records = [record for record in _records(view, "{source: $key}", SOURCE) if _is_subject(record) and record.entity]
    chosen = sorted(records, key=made, reverse=True)[:limit]
    known = view.names(record.entity for record in chosen if record.entity)
    return [
        _head(record) | {"entity": record.entity, "name": known.get(str(record.entity), {}).get("name")}
        for record in chosen
    ]


def _records(view: View, pattern: str, key: str) -> list[Evidence]:
    rows = view.store.read(f"MATCH (r:Record {pattern}) WHERE {HIDDEN} RETURN {FIELDS} ORDER BY id, since", key=key)
    return [from_node(row) for row in rows]


def _is_subject(record: Evidence) -> bool:
    return "what" in record.features.get(MADE, {})


def _head(record: Evidence) -> dict[str, Any]:
    told = {name: record.features[MADE].get(name) for name in ("at", "by", "what", "reason", "said")}
    return {"id": record.row_id, **told, "observed": record.since or None}


def _names(view: View, records: Iterable[Evidence]) -> dict[str, str]:
    return view.names_of({link.to for record in records for link in record.links} | {record.id for record in records})


def _told(
    view: View,
    id: str,
    edit: Evidence,
    records: Sequence[Evidence],
    row: Sequence[Evidence],
    names: dict[str, str],
) -> dict[str, Any]:
    earlier = [record for record in records if made(record) < made(edit)]
    before = _merged(view, id, earlier, names) if any(r.mention != MENTION_AMENDS for r in earlier) else None
    after = _merged(view, id, [*earlier, edit], names)
    changes = [*_values(view, edit, before, after), *_ties(edit, before, after), *_from_others(edit, row, names)]
    return _head(edit) | {"changes": [*changes, *_concepts(view, edit)]}


def _merged(view: View, id: str, records: Sequence[Evidence], names: dict[str, str]) -> Entity:
    """The thing as these records give it; its relationships lead to names."""
    return merge(records, id=id, trust=view.trust(), model=view.model, resolve=names.get)


def _values(view: View, edit: Evidence, before: Entity | None, after: Entity) -> Iterator[Change]:
    declared = view.model.types[edit.type].properties
    visible = view.model.visible(edit.type, view.visibility)
    for name in sorted({*edit.values, *edit.features.get(REPLACES, ())} & declared.keys()):
        if name not in visible:
            yield {"property": name, "private": True}
            continue
        was, now = (before.properties.get(name) if before else None), after.properties.get(name)
        if was != now or name == "last_verified":
            yield {"property": name, "before": was, "after": now}
    if edit.sealed and not any(n not in visible for n in edit.features.get(REPLACES, ())):
        yield {"property": "contact_persons", "private": True}


def _ties(edit: Evidence, before: Entity | None, after: Entity) -> Iterator[Change]:
    edges = {name for name in edit.features.get(REPLACES, ()) if name.isupper()} | {link.type for link in edit.links}
    for edge in sorted(edges):
        was, now = (
            sorted(relation.to for relation in state.relationships if relation.type == edge) if state else []
            for state in (before, after)
        )
        yield {"edge": edge, "direction": "out", "before": was, "after": now}


def _from_others(edit: Evidence, row: Sequence[Evidence], names: dict[str, str]) -> Iterator[Change]:
    """What the edit let others claim of the thing, or no longer claim: who is a member of it."""
    added: dict[str, list[str]] = defaultdict(list)
    denied: dict[str, list[str]] = defaultdict(list)
    for record in row:
        name = names.get(record.id, str(record.features.get("label", "?")))
        for link in record.links:
            if link.to == edit.id:
                added[link.type].append(_with_role(name, link))
        for edge, to in record.features.get(DENIES, ()):
            if to == edit.id:
                denied[edge].append(name)
    for edge in sorted(added.keys() | denied.keys()):
        yield {"edge": edge, "direction": "in", "before": sorted(denied[edge]), "after": sorted(added[edge])}


def _with_role(name: str, link: Link) -> str:
    return f"{name} ({link.properties['role']})" if "role" in link.properties else name


def _concepts(view: View, edit: Evidence) -> Iterator[Change]:
    added = [concept for concept, rule in edit.concepts if rule == PERSON_RULE]
    dropped = list(edit.features.get(REFUSES, ()))
    known = view.names([*added, *dropped])
    kinds = {"Theme": "ABOUT", "TargetGroup": "FOR", "Sector": "IN_SECTOR"}
    for kind, edge in kinds.items():
        gone, come = ([c for c in part if known.get(c, {}).get("type") == kind] for part in (dropped, added))
        if gone or come:
            yield {"edge": edge, "direction": "out", "before": gone, "after": come, "concepts": True}
