"""What the doors (HTTP, command line) do with edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from api.service import Service
from graph.standing import areas_of
from graph.view import View
from graph.writer import Writer
from ingest.editing import alike, form, history, writing
from ingest.editing.draft import Draft, Tie, editable_types, note
from ingest.editing.revision import Base, revision
from schema.errors import BadRequest
from schema.values import KINDS, ValueProblem

VERIFIED = "last_verified"
Given = str | int | float | bool


def draft(
    service: Service,
    id: str | None,
    type: str | None,
    values: Mapping[str, Sequence[Given] | Given | None],
    ties: Mapping[str, Sequence[str | Mapping[str, str | None]]],
    words: Mapping[str, str | None],
    lang: str,
) -> Draft:
    """`words`: reason, said, observed, by. Raises BadRequest, and NotFound for an id that is not there."""
    view = service.view("network")
    thing = view.resolve(id) if id else None
    kind = next(iter(view.chosen([thing])))["type"] if thing else type
    if kind not in editable_types():
        raise BadRequest(note("type-unknown", lang), details={"types": list(editable_types())})
    if type not in (None, kind):
        raise BadRequest(note("type-fixed", lang))
    for name, code in (("reason", "reason-required"), ("said", "source-required")):
        if not (words.get(name) or "").strip():
            raise BadRequest(note(code, lang), details={"problems": [_problem(name, code, lang)]})
    return Draft(
        id=thing,
        type=str(kind),
        values={name: _texts(value) for name, value in values.items()},
        ties={edge: [_tie(one) for one in some] for edge, some in ties.items()},
        observed=_observed(service, words.get("observed"), lang),
        reason=str(words["reason"]).strip(),
        said=str(words["said"]).strip(),
        by=str(words["by"]),
        what="edit" if thing else "new",
    )


def make(service: Service, wanted: Draft, base: Base | None, lang: str) -> dict[str, Any]:
    """{edit, entity, revision, notes}. An edit of a thing without the state it rests on raises BadRequest."""
    if wanted.id is not None and base is None:
        raise BadRequest(note("revision-required", lang), hint=note("revision-how", lang))
    with Writer(service.store, service.keys) as writer:
        made = writing.make(writer, wanted, base, lang=lang)
    notes = [{"property": name, "code": code, "message": note(code, lang)} for name, code in made.notes]
    return {"edit": made.edit, **_state(service.view("network"), made.entity), "notes": notes}


def verify(service: Service, id: str, said: str, observed: str | None, by: str, lang: str) -> dict[str, Any]:
    """Somebody says that a thing is still right: it is last verified on that day."""
    words = {"reason": "geprüft / verified", "said": said, "observed": observed, "by": by}
    wanted = draft(service, id, None, {VERIFIED: _observed(service, observed, lang)}, {}, words, lang)
    with Writer(service.store, service.keys) as writer:
        made = writing.make(writer, replace(wanted, what="verify"), lang=lang)
    return {"edit": made.edit, **_state(service.view("network"), made.entity), "notes": []}


def undo(service: Service, edit: str, lang: str) -> dict[str, Any]:
    """{entity, revision}, both None where the thing itself was what the edit made."""
    with Writer(service.store, service.keys) as writer:
        about = writing.undo(writer, edit, lang=lang)
    return {"edit": edit} | (_state(service.view("network"), about) if about else {"entity": None, "revision": None})


def listed(service: Service, id: str | None) -> dict[str, Any]:
    """{revision, edits} of a thing, newest first; without an id the last edits of all things."""
    view = service.view("network")
    if id is None:
        return {"edits": history.newest(view)}
    found = view.resolve(id)
    return {"id": found, "revision": revision(view, found), "edits": history.edits_of(view, found)}


def fields(service: Service, id: str | None, type: str | None, lang: str) -> dict[str, Any]:
    return form.form(service.view("network"), service.keys, id=id, type=type, lang=lang)


def resembling(service: Service, type: str, name: str, address: str, lang: str) -> list[dict[str, Any]]:
    if type not in editable_types():
        raise BadRequest(note("type-unknown", lang), details={"types": list(editable_types())})
    return alike.alike(service.view("network"), type, name, address=address, lang=lang)


def _state(view: View, id: str) -> dict[str, Any]:
    found = view.resolve(id)
    return {"entity": view.entity(found) | {"areas": areas_of(view, found)}, "revision": revision(view, found)}


def _texts(value: Sequence[Given] | Given | None) -> list[str]:
    many = [] if value is None else [value] if isinstance(value, Given) else list(value)
    return [text for one in many if (text := ("ja" if one else "nein") if isinstance(one, bool) else str(one).strip())]


def _tie(given: str | Mapping[str, str | None]) -> Tie:
    if isinstance(given, str):
        return Tie(given)
    return Tie(str(given["id"]), {name: str(value) for name, value in given.items() if value and name != "id"})


def _observed(service: Service, given: str | None, lang: str) -> str:
    today = service.settings.today().isoformat()
    try:
        found = str(KINDS["date"].clean(given) or today)
    except ValueProblem as problem:
        raise BadRequest(f"{given!r}: {problem.message}", hint="2026-03-05, 2026-03, 2026") from problem
    if found > today:
        raise BadRequest(note("date-future", lang), details={"problems": [_problem("observed", "date-future", lang)]})
    return found


def _problem(name: str, code: str, lang: str) -> dict[str, str]:
    return {"property": name, "code": code, "message": note(code, lang)}
